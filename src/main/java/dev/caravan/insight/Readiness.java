package dev.caravan.insight;

import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.States;
import dev.caravan.pipeline.Portion;
import dev.caravan.pipeline.ReleaseList;
import dev.caravan.pipeline.Staff;
import dev.caravan.journal.Findings;
import dev.caravan.journal.Journal;
import dev.caravan.outbox.Outbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the systems and the data are ready for live, as far as they were read: what is there, what was expected, what to do.
 * It names users of the CRM where a setting does, and nobody else.
 */
public final class Readiness {
  /** Records of one call, and about how many calls a batch of them takes: look-ups in leads and contacts, what is there, the write. */
  private static final int BATCH = 200;
  private static final int CALLS = 6;
  private static final int WEEK = 5;
  private static final String STARTS_LATER = "starts-later";

  /**
   * A line.
   *
   * @param fine whether nobody has to do anything
   * @param about files, fields, pools, users, budget, records, hand-offs or consent
   * @param what is so
   * @param expected what was expected, {@code ""} where it is so
   * @param remedy what to do, {@code ""} for nothing
   */
  public record Line(boolean fine, String about, String what, String expected, String remedy) {
    static Line fine(String about, String what) {
      return new Line(true, about, what, "", "");
    }

    /** For people. */
    public String sentence() {
      return what + (expected.isEmpty() ? "" : "; expected " + expected) + (remedy.isEmpty() ? "" : "; " + remedy);
    }
  }

  private final Journal journal;
  private final Outbox outbox;
  private final Pipeline engine;
  private final States states;
  private final List<Inquiry> inquiries;
  private final OptionalLong allowed;
  private final List<Line> lines = new ArrayList<>();

  private Readiness(Journal journal, Outbox outbox, Pipeline engine, States states, List<Inquiry> inquiries, OptionalLong allowed) {
    this.journal = journal;
    this.outbox = outbox;
    this.engine = engine;
    this.states = states;
    this.inquiries = inquiries;
    this.allowed = inquiries.stream().map(Inquiry::allowed).filter(OptionalLong::isPresent).findFirst().orElse(allowed);
  }

  /**
   * Draws it up.
   *
   * @param inquiries what the systems said just now
   * @param allowed calls to Salesforce in 24 hours, as it said last; empty if it did not
   */
  public static List<Line> of(Journal journal, Outbox outbox, Pipeline engine, States states, List<Inquiry> inquiries,
      OptionalLong allowed) {
    var readiness = new Readiness(journal, outbox, engine, states, inquiries, allowed);
    readiness.fields();
    readiness.users();
    readiness.records();
    readiness.handOffs();
    readiness.consent();
    return List.copyOf(readiness.lines);
  }

  private void fields() {
    List<Findings.Finding> findings = journal.findings().all().stream().filter(each -> !each.isOverdue() && !isAskedAnew(each)).toList();
    findings.forEach(each -> lines.add(line(each)));
    Blocked.of(journal, outbox).forEach(each -> lines.add(new Line(false, "systems", each.sentence(), "", "")));
    boolean nothing = Stream.concat(findings.stream(), inquiries.stream().flatMap(each -> each.findings().stream()))
        .allMatch(Findings.Finding::isNote);
    if (nothing) {
      lines.add(Line.fine("fields", "nothing that the mappings need was missing when the systems were last read; what only shows when"
          + " something is written, such as validation rules and triggers, cannot be asked beforehand"));
    }
  }

  /** Of a system that answered just now, what it lacks is known anew; not what only shows when something is written. */
  private boolean isAskedAnew(Findings.Finding finding) {
    return inquiries.stream().anyMatch(each -> each.reached() && each.system().equals(finding.source()))
        && !finding.about().startsWith("value ") && !finding.about().startsWith("length ");
  }

  private static Line line(Findings.Finding finding) {
    return finding.isNote() ? Line.fine("fields", finding.said())
        : new Line(false, "fields", finding.said(), "", "mend it in the system, then ask again");
  }

  /** What the systems said just now; of one that could not be reached, that what is known of it is as of the last reading. */
  public static List<Line> asked(List<Inquiry> inquiries) {
    var lines = new ArrayList<Line>();
    for (Inquiry each : inquiries) {
      String name = each.system().substring(0, 1).toUpperCase(Locale.ROOT) + each.system().substring(1);
      if (!each.reached()) {
        lines.add(new Line(false, "systems", name + " could not be asked: " + SystemWords.safe(each.unreached()) + "; what follows about it is as of the last"
            + " reading", "an answer", "see that it can be reached with these settings, then ask again"));
        continue;
      }
      lines.add(Line.fine("systems", name + " was asked just now" + (each.allowed().isEmpty() || each.used().isEmpty() ? ""
          : "; of " + number(each.allowed().getAsLong()) + " calls in 24 hours " + number(each.used().getAsLong()) + " are used")));
      each.findings().forEach(finding -> lines.add(line(finding)));
      if (!each.withoutEmail().isEmpty()) {
        lines.add(withoutEmail(each.withoutEmail()));
      }
    }
    return lines;
  }

  private static Line withoutEmail(List<String> ids) {
    return new Line(false, "users", count(ids.size(), "active user") + " of Salesforce without e-mail: " + shown(ids),
        "an e-mail, by which settings name users", "fill it in Salesforce, if they are to get hand-offs");
  }

  private void users() {
    Staff staff = engine.staff(states);
    Map<String, List<Staff.Named>> byPlace = new TreeMap<>();
    staff.named().forEach(each -> byPlace.computeIfAbsent(each.where(), none -> new ArrayList<>()).add(each));
    byPlace.forEach((where, named) -> {
      List<Staff.Named> not = named.stream().filter(each -> each.stands() != Staff.Stands.ACTIVE).toList();
      if (named.size() > not.size()) {
        lines.add(Line.fine("users", where + ": " + count(named.size() - not.size(), "active user")));
      }
      not.forEach(each -> lines.add(new Line(false, "users", where + " names " + each.email()
          + (each.stands() == Staff.Stands.UNKNOWN ? ", whom Salesforce does not have" : ", who is inactive in Salesforce"),
          "the e-mail of an active user", "name somebody else in routing.yaml, or mend the user in Salesforce")));
    });
    staff.teams().forEach(each -> {
      String what = "pool " + each.pool() + " takes its members from " + each.named() + ", in which Salesforce ";
      lines.add(each.members() > 0 ? Line.fine("users", what + "shows " + count(each.members(), "active user"))
          : new Line(false, "users", what + (each.read() ? "shows no active user, or there is none of that name" : "was not asked yet"),
              "an active user at least", each.read() ? "put people into it in Salesforce, or name another one in routing.yaml"
              : "run once in shadow: ./caravan run --once"));
    });
    boolean asked = inquiries.stream().anyMatch(each -> each.reached() && each.system().equals("salesforce"));
    if (!staff.withoutEmail().isEmpty() && !asked) {
      lines.add(withoutEmail(staff.withoutEmail()));
    }
  }

  private void records() {
    Map<String, Map<String, Long>> due = new TreeMap<>();
    List<Outbox.Waiting> all = new ArrayList<>(outbox.waiting());
    all.addAll(outbox.withheld());
    all.forEach(each -> due.computeIfAbsent(each.stream().target(), none -> new TreeMap<>())
        .merge(each.stream().kind().code(), each.items(), Long::sum));
    due.forEach((system, kinds) -> lines.add(Line.fine("records", "to " + system + ": "
        + kinds.entrySet().stream().map(kind -> kind.getKey() + " " + number(kind.getValue())).collect(Collectors.joining(", ")))));
    if (due.isEmpty()) {
      lines.add(Line.fine("records", "nothing waits to be written"));
    }
    var starting = new java.util.HashSet<String>();
    engine.people(states, journal.position()).forEach(line -> {
      if (STARTS_LATER.equals(line.get("no_programme"))) {
        starting.add(String.valueOf(line.get("person")));
      }
    });
    if (!starting.isEmpty()) {
      lines.add(Line.fine("records", count(starting.size(), "person") + " who would enter a programme within the first ten working days"));
    }
    budget(due.getOrDefault("salesforce", Map.of()), starting.size());
  }

  private void budget(Map<String, Long> kinds, long starting) {
    long calls = kinds.values().stream().mapToLong(many -> calls(many)).sum() + calls(starting);
    String what = "the first write takes about " + number(calls) + " calls of Salesforce";
    if (allowed.isEmpty()) {
      lines.add(new Line(false, "budget", what + ", and how many it allows in 24 hours is not known", "what Salesforce says with each answer",
          "run once, so that it can be asked"));
    } else if (calls * 2 > allowed.getAsLong()) {
      lines.add(new Line(false, "budget", what + " of " + number(allowed.getAsLong()) + " allowed in 24 hours", "at most half of them",
          "begin with caravan.mode = score-only over a weekend, or ask Salesforce for more"));
    } else {
      lines.add(Line.fine("budget", what + " of " + number(allowed.getAsLong()) + " allowed in 24 hours"));
    }
  }

  private static long calls(long many) {
    return (many + BATCH - 1) / BATCH * CALLS;
  }

  private void handOffs() {
    List<ReleaseList.Row> rows = engine.releases(states, journal.position());
    List<List<ReleaseList.Row>> days = Portion.USUAL.days(rows, WEEK);
    Map<String, Long> byOwner = new HashMap<>();
    days.forEach(day -> day.forEach(row -> byOwner.merge(row.to().name().isEmpty() ? "nobody" : row.to().name(), 1L, Long::sum)));
    lines.add(Line.fine("hand-offs", count(rows.size(), "row") + " on the release list" + (rows.isEmpty() ? "" : ", of which "
        + days.stream().mapToInt(List::size).sum() + " go in the first week, if a portion is released each working day (about; who asks"
        + " us meanwhile comes on top)")));
    new TreeMap<>(byOwner).forEach((owner, many) -> lines.add(Line.fine("hand-offs", owner + ": " + many + " in the first week")));
  }

  private void consent() {
    Map<String, List<String>> differences = engine.consentDifferences(states);
    var channels = new TreeMap<String, Integer>();
    differences.values().forEach(each -> each.forEach(channel -> channels.merge(channel, 1, Integer::sum)));
    lines.add(differences.isEmpty() ? Line.fine("consent", "all records of a person say the same of what they agree to")
        : new Line(false, "consent", count(differences.size(), "person") + " said no to something that not all of their records say: "
            + channels, "the same in both systems", "look at them, then: ./caravan release consent --yes --why \"checked\", once live"));
  }

  private static String shown(List<String> ids) {
    return String.join(", ", ids.subList(0, Math.min(5, ids.size()))) + (ids.size() > 5 ? " and " + (ids.size() - 5) + " more" : "");
  }

  private static String number(long many) {
    return String.format(Locale.ROOT, "%,d", many);
  }

  private static String count(long many, String what) {
    return number(many) + " " + (many == 1 ? what : what.equals("person") ? "people" : what + "s");
  }
}
