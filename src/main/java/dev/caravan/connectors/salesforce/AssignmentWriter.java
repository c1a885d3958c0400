package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.connectors.OwnerTime;
import dev.caravan.journal.People;
import dev.caravan.model.Decision;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Hand-offs: a record for the person where there is none, the lead's owner, and one task.
 *
 * <p>A whole batch is read first, in one call: the leads with their owners, the users, the tasks that are there. Then
 * at most three writes: new leads, owners, tasks. A task that is there already is only given to another owner when the
 * decision says so: what a rep did to it (ticked off, put off) stays. What is appended to a hand-off is a line more in its
 * task; where that is closed, a task of its own. One that became part of a group's also says so.
 *
 * <p>Of one person or hand-off one item is written at a time, in the order of decisions ({@link Rounds}). What follows an
 * item that was put off or refused is not tried.
 */
final class AssignmentWriter implements Writer {
  private static final int SUBJECT = 255;
  private static final int TEXT = 32_000;
  private static final String KEY = NewLeads.KEY;

  private final Calls calls;
  private final SalesforceMapping mapping;
  private final People people;
  private final SalesforceSettings settings;
  private final Org org;
  private final MemberLinks members;
  private final TaskClosing closed;
  private final Consumer<Set<String>> recordsFound;
  private final UnaryOperator<String> zones;

  /**
   * A writer of hand-offs.
   *
   * @param recordsFound told of people who have a record now and may have had none before: items were held for want
   *     of it; told again after a try that was cut short
   * @param zones the time zone of a user, by id; {@code ""} where none is known
   */
  AssignmentWriter(Calls calls, SalesforceMapping mapping, People people, SalesforceSettings settings, Org org,
      MemberLinks members, Consumer<Set<String>> recordsFound, UnaryOperator<String> zones) {
    this.calls = calls;
    this.mapping = mapping;
    this.people = people;
    this.settings = settings;
    this.org = org;
    this.members = members;
    this.closed = new TaskClosing(calls, mapping);
    this.recordsFound = recordsFound;
    this.zones = zones;
  }

  @Override
  public Set<Decision.Kind> kinds() {
    return Set.of(Decision.Kind.ASSIGNMENT);
  }

  @Override
  public void write(Batch batch) {
    var jobs = new ArrayList<Job>();
    for (Item item : batch.items()) {
      var job = new Job(item, new Who("", ""));
      job.who = batch.who(people, job.person(), job.text("email"));
      jobs.add(job);
    }
    findMissing(batch, jobs);
    Map<String, Boolean> users = activeUsers(jobs);
    for (Job job : jobs) {
      job.owner = owner(job.text("owner"), users);
      job.user = user(job.owner);
      job.taskOwner = job.user;
    }
    createMissing(batch, jobs);
    tellOfRecords(batch, jobs);
    var rounds = new Rounds(batch, jobs);
    for (List<Job> round = rounds.next(); !round.isEmpty(); round = rounds.next()) {
      List<Job> closing = round.stream().filter(Job::isClosing).toList();
      List<Job> others = round.stream().filter(job -> !job.isClosing()).toList();
      giveOwners(batch, others);
      writeTasks(batch, others);
      closed.write(batch, closing);
    }
  }

  private void findMissing(Batch batch, List<Job> jobs) {
    Map<Item, NewLeads.Wanted> wanted = wanted(batch, jobs);
    if (!wanted.isEmpty()) {
      known(jobs, wanted, new NewLeads(calls, mapping, people).find(batch, wanted), false);
      followers(batch, jobs, wanted.keySet());
    }
  }

  private void createMissing(Batch batch, List<Job> jobs) {
    Map<Item, NewLeads.Wanted> wanted = wanted(batch, jobs);
    if (settings.create() == SalesforceSettings.Create.NEVER) {
      jobs.stream().filter(job -> job.lacksRecord(batch))
          .forEach(job -> batch.settle(job.item, new Delivery.Held(Who.NO_RECORD)));
    } else if (!wanted.isEmpty()) {
      known(jobs, wanted, new NewLeads(calls, mapping, people).create(batch, wanted), true);
      followers(batch, jobs, wanted.keySet());
    }
  }

  /** Tells all items of a person of the record that was found or made for the first of them. */
  private static void known(List<Job> jobs, Map<Item, NewLeads.Wanted> wanted, Map<Item, Who> found, boolean created) {
    var byPerson = new HashMap<String, Who>();
    found.forEach((item, who) -> byPerson.put(Objects.requireNonNull(wanted.get(item)).person(), who));
    for (Job job : jobs) {
      Who who = byPerson.get(job.person());
      if (who != null) {
        job.who = who;
        job.created |= created;
        job.news = true;
      }
    }
  }

  /** What else is for a person whose record was refused or not reached is not tried for itself. */
  private static void followers(Batch batch, List<Job> jobs, Set<Item> firsts) {
    var stuck = new HashMap<String, Item>();
    for (Job job : jobs) {
      if (firsts.contains(job.item) && batch.isStuck(job.item)) {
        stuck.put(job.person(), job.item);
      }
    }
    for (Job job : jobs) {
      Item first = stuck.get(job.person());
      if (first != null && batch.isOpen(job.item)) {
        batch.behind(job.item, first);
      }
    }
  }

  private void tellOfRecords(Batch batch, List<Job> jobs) {
    var found = new LinkedHashMap<String, Who>();
    jobs.stream().filter(job -> job.news && !job.who.nobody()).forEach(job -> found.put(job.person(), job.who));
    if (!found.isEmpty()) {
      recordsFound.accept(found.keySet());
      members.tie(batch, found);
    }
  }

  /** The first item of everybody who has no record yet. */
  private Map<Item, NewLeads.Wanted> wanted(Batch batch, List<Job> jobs) {
    var wanted = new LinkedHashMap<Item, NewLeads.Wanted>();
    var persons = new HashSet<String>();
    var leads = new NewLeads(calls, mapping, people);
    for (Job job : jobs) {
      if (job.lacksRecord(batch) && persons.add(job.person())) {
        wanted.put(job.item, new NewLeads.Wanted(job.person(), leads.profile(job.item, job.person()),
            job.owner.isEmpty() ? Map.of() : Map.of("OwnerId", job.owner, OwnerRule.SET_BY_US, job.owner)));
      }
    }
    return wanted;
  }

  private Map<String, Boolean> activeUsers(List<Job> jobs) {
    List<String> ids = Org.distinct(jobs.stream().map(job -> job.text("owner")).filter(id -> id.startsWith("005")));
    var users = new HashMap<String, Boolean>();
    if (!ids.isEmpty()) {
      for (JsonNode row : calls.rows("SELECT Id, IsActive FROM User WHERE Id IN " + Soql.in(ids))) {
        ids.stream().filter(id -> Org.same(id, row.path("Id").asText()))
            .forEach(id -> users.put(id, row.path("IsActive").asBoolean()));
      }
    }
    return users;
  }

  /** The id of who should own the lead; who is inactive or unknown is replaced by the fallback queue. */
  private String owner(String owner, Map<String, Boolean> users) {
    if (owner.startsWith("005")) {
      return Boolean.TRUE.equals(users.get(owner)) ? owner : org.fallbackQueue();
    }
    if (owner.startsWith("00G")) {
      return owner;
    }
    return owner.isEmpty() ? org.fallbackQueue() : org.queue(owner).orElseGet(org::fallbackQueue);
  }

  /** A task belongs to a user: where a queue owns the lead, to the fallback user. */
  private String user(String owner) {
    return owner.startsWith("005") ? owner : settings.fallbackUser();
  }

  private void giveOwners(Batch batch, List<Job> jobs) {
    List<Job> open = jobs.stream().filter(job -> batch.isOpen(job.item)).toList();
    List<String> leads = Org.distinct(open.stream()
        .filter(job -> job.who.contact().isEmpty() && !job.created && !job.isWord()).map(job -> job.who.lead()));
    List<String> keys = Org.distinct(open.stream()
        .flatMap(job -> Stream.of(job.handOff(), job.about(), TaskClosing.closed(job.handOff()))));
    if (keys.isEmpty()) {
      return;
    }
    var queries = new ArrayList<String>();
    String text = text(open);
    queries.add("SELECT Id, OwnerId, IsClosed, " + KEY + (text.isEmpty() ? "" : ", " + text) + " FROM Task WHERE " + KEY
        + " IN " + Soql.in(keys));
    if (!leads.isEmpty()) {
      queries.add("SELECT Id, OwnerId, " + OwnerRule.SET_BY_US
          + ", IsConverted, ConvertedContactId FROM Lead WHERE Id IN " + Soql.in(leads));
    }
    List<List<JsonNode>> rows = calls.askAll(queries);
    for (Job job : open) {
      rows.get(0).stream().filter(row -> row.path(KEY).asText("").equalsIgnoreCase(job.handOff())
          || row.path(KEY).asText("").equalsIgnoreCase(TaskClosing.closed(job.handOff()))).forEach(row -> {
        job.taskId = row.path("Id").asText();
        job.oldTaskOwner = row.path("OwnerId").asText("");
        job.taskIsClosed = row.path("IsClosed").asBoolean();
      });
      rows.get(0).stream().filter(row -> job.isAppended() && !text.isEmpty() && !row.path("IsClosed").asBoolean()
          && row.path(KEY).asText("").equalsIgnoreCase(job.about())).forEach(row -> {
            job.openTask = row.path("Id").asText();
            job.openText = row.path(text).asText("");
          });
    }
    List<JsonNode> there = rows.size() > 1 ? rows.get(1) : List.of();
    open.stream().filter(job -> leads.contains(job.who.lead())
        && there.stream().noneMatch(lead -> Org.same(lead.path("Id").asText(), job.who.lead())))
        .forEach(job -> batch.refuseRecord(job.item, RowResult.deleted()));
    var moved = new LinkedHashMap<String, Map<String, Object>>();
    var movers = new LinkedHashMap<String, List<Item>>();
    for (JsonNode lead : there) {
      for (Job job : open) {
        if (job.who.contact().isEmpty() && !job.isWord() && !job.isOvertaken() && Org.same(job.who.lead(), lead.path("Id").asText())) {
          look(job, lead, moved, movers);
        }
      }
    }
    List<RowResult> results = moved.isEmpty() ? List.of() : calls.update(batch, List.copyOf(moved.values()));
    List<String> ids = List.copyOf(moved.keySet());
    for (int i = 0; i < results.size(); i++) {
      RowResult result = results.get(i);
      if (!result.ok()) {
        boolean owner = result.fields().contains("OwnerId") || result.code().equals("INACTIVE_OWNER_OR_USER");
        movers.getOrDefault(ids.get(i), List.of()).forEach(item -> {
          if (owner) {
            batch.refuse(item, result);
          } else {
            batch.refuseRecord(item, result);
          }
        });
      }
    }
  }

  /** The field of a task that a word is appended to, {@code ""} where nothing is, or the mapping names none. */
  private String text(List<Job> jobs) {
    SalesforceMapping.Target target = mapping.writes("task").get("text");
    return target == null || jobs.stream().noneMatch(Job::isAppended) ? "" : target.field();
  }

  private void look(Job job, JsonNode lead, Map<String, Map<String, Object>> moved, Map<String, List<Item>> movers) {
    String contact = lead.path("ConvertedContactId").asText("");
    if (lead.path("IsConverted").asBoolean()) {
      if (!contact.isEmpty()) {
        people.remember(job.person(), Who.CONTACT, contact);
        job.who = new Who(contact, job.who.lead());
      }
      return;
    }
    String current = lead.path("OwnerId").asText("");
    String setByUs = lead.path(OwnerRule.SET_BY_US).asText("");
    switch (OwnerRule.judge(org, current, setByUs, job.owner)) {
      case GIVE -> {
        Map<String, Object> row = Payload.row("Lead");
        row.put("id", job.who.lead());
        row.put("OwnerId", job.owner);
        row.put(OwnerRule.SET_BY_US, job.owner);
        moved.put(job.who.lead(), row);
        movers.computeIfAbsent(job.who.lead(), id -> new ArrayList<>()).add(job.item);
      }
      case TAKEN_OVER -> job.taskOwner = user(current);
      case LEAVE -> { }
    }
  }

  private void writeTasks(Batch batch, List<Job> jobs) {
    var fresh = new LinkedHashMap<String, Map<String, Object>>();
    var changed = new LinkedHashMap<String, Map<String, Object>>();
    List<Job> open = jobs.stream().filter(job -> batch.isOpen(job.item)).toList();
    for (Job job : open) {
      if (job.taskId.isEmpty() && job.goesOn(TEXT)) {
        job.taskId = job.openTask;
        if (!job.isThere()) {
          Map<String, Object> row = Payload.row("Task");
          row.put("id", job.openTask);
          mapping.put("task", row, "text", job.openText + job.word());
          if (job.text("trigger").equals("hand-raise")) {
            mapping.put("task", row, "priority", "High");
          }
          changed.put(job.handOff(), row);
        }
      } else if (job.taskId.isEmpty() && job.isJoined()) {
        batch.settle(job.item, new Delivery.Unchanged("")); // somebody deleted the task: none is left to say it on
      } else if (job.taskId.isEmpty()) {
        fresh.put(job.handOff(), task(batch, job));
      } else if (job.isJoined() ? !job.taskIsClosed
          : !job.taskOwner.isEmpty() && !job.isOvertaken() && !Org.same(job.taskOwner, job.oldTaskOwner)) {
        Map<String, Object> row = Payload.row("Task");
        row.put("id", job.taskId);
        if (!job.taskOwner.isEmpty()) {
          row.put("OwnerId", job.taskOwner);
        }
        if (job.isJoined()) {
          mapping.put("task", row, "subject", Payload.shortened(job.text("action"), SUBJECT));
        }
        answerBy(row, job);
        changed.put(job.handOff(), row);
      }
    }
    Map<String, RowResult> results = new HashMap<>();
    if (!fresh.isEmpty()) {
      collect(results, List.copyOf(fresh.keySet()), calls.upsert(batch, "Task", KEY, List.copyOf(fresh.values())));
    }
    if (!changed.isEmpty()) {
      collect(results, List.copyOf(changed.keySet()), calls.update(batch, List.copyOf(changed.values())));
    }
    for (Job job : open) {
      RowResult result = results.get(job.handOff());
      if (result == null) {
        batch.settle(job.item, new Delivery.Sent(job.taskId));
      } else if (result.ok()) {
        batch.settle(job.item, new Delivery.Sent(result.id()));
      } else {
        batch.refuse(job.item, result);
      }
    }
  }

  private static void collect(Map<String, RowResult> into, List<String> keys, List<RowResult> results) {
    for (int i = 0; i < keys.size(); i++) {
      into.put(keys.get(i), results.get(i));
    }
  }

  private Map<String, Object> task(Batch batch, Job job) {
    Map<String, Object> row = Payload.row("Task");
    row.put(KEY, job.handOff());
    if (!job.who.nobody()) {
      row.put("WhoId", job.who.first());
    }
    String account = batch.account(job.text("account"));
    if (!account.isEmpty() && (!job.who.contact().isEmpty() || job.isOfAccount())) {
      row.put("WhatId", account);
    }
    if (!job.taskOwner.isEmpty()) {
      row.put("OwnerId", job.taskOwner);
    }
    boolean urgent = job.text("trigger").equals("hand-raise") || job.text("of").equals("group");
    String action = job.text("action").isEmpty() ? "Follow up" : job.text("action");
    mapping.put("task", row, "subject", Payload.shortened(action, SUBJECT));
    mapping.put("task", row, "text", Payload.shortened(OwnerTime.local(job.text("text"), zones.apply(job.taskOwner)), TEXT));
    mapping.put("task", row, "priority", urgent ? "High" : "Normal");
    mapping.put("task", row, "status", "Not Started");
    answerBy(row, job);
    return row;
  }

  private void answerBy(Map<String, Object> row, Job job) {
    String respondBy = job.text("respond_by");
    if (!respondBy.isEmpty()) {
      mapping.put("task", row, "respond_by", respondBy);
      mapping.put("task", row, "due", respondBy.substring(0, Math.min(10, respondBy.length())));
    }
  }
}
