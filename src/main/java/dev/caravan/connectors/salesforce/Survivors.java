package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.journal.People;
import dev.caravan.outbox.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out what took the place of records that are there no more: the one they were merged into or converted to, else the
 * contact of the person's e-mail, else the unconverted lead. Ids that lead nowhere are forgotten.
 */
final class Survivors {
  /** Merges of merges; beyond, the next try goes on. */
  private static final int DEEPEST = 8;
  private static final int PART = 100;

  private final Calls calls;
  private final People people;

  /** Somebody an item is for. */
  private record Person(String id, String email) {}

  Survivors(Calls calls, People people) {
    this.calls = calls;
    this.people = people;
  }

  /**
   * Looks up the people and accounts of a batch, and tells the batch who and what is there now.
   *
   * @return people who have other records than before
   */
  Set<String> look(Batch batch) {
    accounts(batch);
    List<Person> all = batch.items().stream().flatMap(Survivors::people).distinct().toList();
    var found = new LinkedHashMap<String, Who>();
    for (int from = 0; from < all.size(); from += PART) {
      look(all.subList(from, Math.min(all.size(), from + PART)), found);
    }
    found.forEach(batch::noteRecords);
    return found.entrySet().stream().filter(each -> !each.getValue().nobody()).map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<Person> people(Item item) {
    Map<String, Object> payload = item.payload();
    return switch (item.kind()) {
      case GROUP -> Payload.list(payload, "members").stream().map(Payload::map)
          .map(member -> new Person(Payload.text(member, "person"), Payload.text(member, "email")));
      case ASSIGNMENT -> Stream.of(new Person(Payload.text(payload, "person").isEmpty() ? item.key()
          : Payload.text(payload, "person"), Payload.text(payload, "email")));
      case SCORE, STAGE, HAND_OFF, ENROLMENT, LEAVE, ALERT, NOTICE, TOUCH, TOUCH_LIMIT, CONSENT, RESPONSE ->
          Stream.of(new Person(item.key(), Payload.text(payload, "email")));
    };
  }

  /** What became of a record. */
  private record Fate(boolean there, String next) {
    static final Fate GONE = new Fate(false, "");

    static Fate of(JsonNode row) {
      if (row.path("IsDeleted").asBoolean()) {
        return new Fate(false, row.path("MasterRecordId").asText(""));
      }
      return row.path("IsConverted").asBoolean() ? new Fate(false, row.path("ConvertedContactId").asText("")) : new Fate(true, "");
    }
  }

  private void look(List<Person> some, Map<String, Who> found) {
    var now = new LinkedHashMap<Person, Who>();
    some.forEach(person -> now.put(person, Who.of(people, person.id(), person.email())));
    Map<Person, Who> before = Map.copyOf(now);
    for (int depth = 0; depth < DEEPEST; depth++) {
      Map<String, Fate> fates = fates(now.values());
      boolean changed = false;
      for (Map.Entry<Person, Who> each : now.entrySet()) {
        Who next = next(each.getKey(), each.getValue(), fates);
        changed |= !next.equals(each.getValue());
        each.setValue(next);
      }
      if (!changed) {
        break;
      }
    }
    byEmail(now);
    now.forEach((person, who) -> {
      if (!who.equals(before.get(person))) {
        found.put(person.id(), who);
      }
    });
  }

  /** The fates of leads and contacts, by the first 15 characters of their ids; one that is not told of is gone for good. */
  private Map<String, Fate> fates(Collection<Who> now) {
    List<String> leads = Org.distinct(now.stream().map(Who::lead));
    List<String> contacts = Org.distinct(now.stream().map(Who::contact));
    var queries = new ArrayList<String>();
    if (!leads.isEmpty()) {
      queries.add("SELECT Id, IsDeleted, MasterRecordId, IsConverted, ConvertedContactId FROM Lead WHERE Id IN " + Soql.in(leads));
    }
    if (!contacts.isEmpty()) {
      queries.add("SELECT Id, IsDeleted, MasterRecordId FROM Contact WHERE Id IN " + Soql.in(contacts));
    }
    var fates = new HashMap<String, Fate>();
    for (List<JsonNode> rows : queries.isEmpty() ? List.<List<JsonNode>>of() : calls.askAllWithDeleted(queries)) {
      rows.forEach(row -> fates.put(shortened(row.path("Id").asText()), Fate.of(row)));
    }
    return fates;
  }

  private static String shortened(String id) {
    return id.substring(0, Math.min(15, id.length()));
  }

  private Who next(Person person, Who who, Map<String, Fate> fates) {
    Who next = who;
    for (String id : List.of(who.lead(), who.contact())) {
      Fate fate = id.isEmpty() ? new Fate(true, "") : fates.getOrDefault(shortened(id), Fate.GONE);
      if (fate.there()) {
        continue;
      }
      boolean lead = id.equals(who.lead());
      next = lead ? new Who(next.contact(), "") : new Who("", next.lead());
      if (fate.next().isEmpty()) {
        people.forget(lead ? Who.LEAD : Who.CONTACT, id);
      } else {
        boolean toLead = fate.next().startsWith("00Q");
        people.remember(person.id(), toLead ? Who.LEAD : Who.CONTACT, fate.next());
        // As long as the other record is known as somebody else's, only the lost one leads to it.
        if (theirs(person, fate.next())) {
          people.forget(lead ? Who.LEAD : Who.CONTACT, id);
        }
        next = toLead ? new Who(next.contact(), fate.next()) : next.contact().isEmpty() ? new Who(fate.next(), next.lead()) : next;
      }
    }
    return next.nobody() ? Who.of(people, person.id(), person.email()) : next; // a second lead or contact may be known
  }

  private boolean theirs(Person person, String id) {
    String who = people.find(person.id()).orElse(person.id());
    return people.find("salesforce:" + id).filter(who::equals).isPresent();
  }

  private void byEmail(Map<Person, Who> now) {
    List<String> emails = Org.distinct(now.entrySet().stream().filter(each -> each.getValue().nobody())
        .map(each -> email(each.getKey())));
    if (emails.isEmpty()) {
      return;
    }
    List<List<JsonNode>> rows = calls.askAll(List.of("SELECT Id, Email FROM Contact WHERE Email IN " + Soql.in(emails),
        "SELECT Id, Email FROM Lead WHERE IsConverted = false AND Email IN " + Soql.in(emails)));
    now.replaceAll((person, who) -> {
      if (!who.nobody()) {
        return who;
      }
      List<String> contacts = of(person, rows.get(0));
      List<String> leads = of(person, rows.get(1));
      List<String> matches = contacts.isEmpty() ? leads : contacts;
      if (matches.size() != 1) {
        return who; // none, or a person has to choose
      }
      people.remember(person.id(), contacts.isEmpty() ? Who.LEAD : Who.CONTACT, matches.get(0));
      return contacts.isEmpty() ? new Who("", matches.get(0)) : new Who(matches.get(0), "");
    });
  }

  private static List<String> of(Person person, List<JsonNode> rows) {
    return rows.stream().filter(row -> row.path("Email").asText("").equalsIgnoreCase(email(person)))
        .map(row -> row.path("Id").asText()).toList();
  }

  private static String email(Person person) {
    return person.email().strip().toLowerCase(Locale.ROOT);
  }

  /** Accounts that were merged or deleted. */
  private void accounts(Batch batch) {
    var next = new HashMap<String, String>();
    List<String> open = Org.distinct(batch.items().stream().map(item -> Payload.text(item.payload(), "account")));
    List<String> asked = open;
    for (int depth = 0; depth < DEEPEST && !asked.isEmpty(); depth++) {
      var rows = new HashMap<String, JsonNode>();
      for (int from = 0; from < asked.size(); from += PART) {
        calls.askAllWithDeleted(List.of("SELECT Id, IsDeleted, MasterRecordId FROM Account WHERE Id IN "
            + Soql.in(asked.subList(from, Math.min(asked.size(), from + PART))))).get(0)
            .forEach(row -> rows.put(shortened(row.path("Id").asText()), row));
      }
      for (String id : asked) {
        JsonNode row = rows.get(shortened(id));
        if (row == null) {
          next.put(id, "");
        } else if (row.path("IsDeleted").asBoolean()) {
          next.put(id, row.path("MasterRecordId").asText(""));
        }
      }
      asked = Org.distinct(asked.stream().map(id -> next.getOrDefault(id, "")).filter(id -> !next.containsKey(id)));
    }
    for (String id : open) {
      String last = id;
      for (int depth = 0; depth < DEEPEST && next.containsKey(last); depth++) {
        last = Objects.requireNonNull(next.get(last));
      }
      if (!last.equals(id)) {
        batch.noteAccount(id, last);
      }
    }
  }
}
