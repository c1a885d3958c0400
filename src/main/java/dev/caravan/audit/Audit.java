package dev.caravan.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether everybody who qualified is told to somebody.
 *
 * <p>Who is an MQL or further, asked us, or is engaged in an active or hot group, must be in a hand-off that is open, waits
 * for a reason with an end, or was closed with a reason. Whom nurture leaves out as with sales must be in an open one. The
 * files are read line by line; what is kept is about those who qualified.
 */
public final class Audit {
  /** The kinds of decisions that are looked at; others need not be in the file. */
  public static final Set<String> KINDS = Set.of("hand-off", "assignment", "notice", "stage", "touch-limit", "score");

  private static final Set<String> MANY = Set.of("score", "touch-limit");

  private final Sources sources;
  private final AuditSettings settings;
  private final long now;
  private final HandOffs handOffs = new HandOffs();
  private final Deliveries deliveries = new Deliveries();
  private final Map<String, PersonHistory> subjects = new HashMap<>();
  private final Map<String, Group> groups = new HashMap<>();
  private final Map<String, List<String>> groupsOf = new HashMap<>();
  private final List<Person> people = new ArrayList<>();
  /** Of whom it matters when they were at their limit of touches. */
  private final Set<String> guarded = new HashSet<>();

  private Audit(Sources sources, AuditSettings settings, long now) {
    this.sources = sources;
    this.settings = settings;
    this.now = now;
  }

  /**
   * Looks who is told to nobody.
   *
   * @param asOf the moment the files show, epoch ms
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException with the place of what is no such line
   */
  public static ToldToNobody of(Sources sources, AuditSettings settings, long asOf) throws IOException {
    return new Audit(sources, settings, asOf).check();
  }

  private ToldToNobody check() throws IOException {
    Lines.each(sources.decisions(), text -> isWanted(text, false), (line, number) -> decided(line));
    Lines.each(sources.handOffs(), (line, number) -> handOffs.desk(line));
    handOffs.others((before, now) -> subjects.computeIfAbsent(now, none -> new PersonHistory())
        .add(subjects.getOrDefault(before, new PersonHistory())));
    if (sources.outbox().isPresent()) {
      deliveries.hasOutbox();
      Lines.each(sources.outbox().get(), (line, number) -> deliveries.outbox(line));
    }
    if (sources.records().isPresent()) {
      deliveries.hasRecords();
      Lines.each(sources.records().get(), (line, number) -> deliveries.record(line));
    }
    Lines.each(sources.groups(), (line, number) -> group(Group.of(line)));
    Lines.each(sources.people(), (line, number) -> person(Person.of(line, number, settings)));
    // These are most of all decisions; they are read once it is known of whom one matters.
    Lines.each(sources.decisions(), text -> isWanted(text, true), (line, number) -> told(line));
    return new Verdict(settings, now, handOffs, deliveries, histories(), groups, groupsOf, people).findings();
  }

  private static boolean isWanted(String text, boolean many) {
    String kind = Lines.kind(text);
    return KINDS.contains(kind) && MANY.contains(kind) == many;
  }

  private void decided(JsonNode line) {
    String subject = Lines.text(line, "subject");
    switch (Lines.text(line, "kind")) {
      case "hand-off" -> {
        HandOffs.Asked asked = handOffs.asked(line);
        if (!asked.isGroup()) {
          history(asked.subject(), line).handedOver(asked.id());
        }
      }
      case "assignment" -> handOffs.assigned(line);
      case "notice" -> {
        handOffs.noticed(line);
        if (Lines.text(line, "what").equals("opportunity")) {
          history(subject, line).note(line);
        }
      }
      case "stage" -> {
        if (settings.isQualified(Lines.text(line, "to")) || settings.isQualified(Lines.text(line, "from"))) {
          history(subject, line).stage(line, settings);
        }
      }
      default -> { }
    }
  }

  private void told(JsonNode line) {
    String subject = Lines.text(line, "subject");
    if (Lines.text(line, "kind").equals("touch-limit")) {
      if (guarded.contains(Lines.text(line, "email")) || guarded.contains(subject)) {
        history(subject, line).limit(line);
      }
      return;
    }
    PersonHistory history = subjects.get(subject);
    if (history != null) {
      history.score(line);
    }
  }

  private PersonHistory history(String subject, JsonNode line) {
    PersonHistory history = subjects.computeIfAbsent(subject, none -> new PersonHistory());
    history.known(line);
    return history;
  }

  private void group(Group group) {
    groups.put(group.key(), group);
    handOffs.closed(group.handOff().closed(), group.handOff().closedAt());
    for (Group.Member member : group.members()) {
      groupsOf.computeIfAbsent(member.shown(), none -> new ArrayList<>(1)).add(group.key());
    }
  }

  private void person(Person person) {
    if (person.isQualified(settings) || person.withSales() || groupsOf.containsKey(person.shown())) {
      people.add(person);
    }
    if (person.held().containsKey("touch-guard") || person.held().containsKey("interest-fell")) {
      guarded.add(person.shown());
    }
  }

  /** What is known of people by how the files show them: their address, else their id. */
  private Map<String, PersonHistory> histories() {
    var histories = new HashMap<String, PersonHistory>();
    Set<String> wanted = new HashSet<>();
    people.forEach(person -> wanted.add(person.shown()));
    subjects.forEach((subject, history) -> {
      String shown = history.email().isEmpty() ? subject : history.email();
      if (wanted.contains(shown)) {
        histories.merge(shown, history, (a, b) -> {
          a.add(b);
          return a;
        });
      }
    });
    return histories;
  }
}
