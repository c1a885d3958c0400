package dev.caravan.insight;

import dev.caravan.pipeline.Directory;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.States;
import dev.caravan.journal.Findings;
import dev.caravan.journal.Journal;
import dev.caravan.model.Outcome;
import dev.caravan.model.Times;
import dev.caravan.outbox.Outbox;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a run came to. It ends up in logs and mails, so it names nobody: people are counted, records named by their ids.
 *
 * @param facts in the journal, by stream
 * @param arrived facts this run kept for the first time
 * @param people with a score; anonymous visitors of the web site are none, they are counted in {@code visitors}
 * @param ratings how many people have each letter, by the best of their solutions
 * @param groups how many groups stand at each level
 * @param topGroups the groups worth a look: account, solution and month, level, how many people
 * @param handOffs assignments by owner, by the CRM's id of a user or a queue's name
 * @param toRelease people, groups and renewals that wait to be released since before Caravan went live
 * @param programmes people by programme, and those without by reason
 * @param targets what became of the records due
 * @param withheld what the mode kept from being written; it counts as waiting
 * @param apiCalls calls made, by system
 * @param troubles what went wrong and what is blocked, in sentences
 * @param findings what in the systems is not as the mappings want it, in sentences
 * @param notes what is good to know of the systems, in sentences
 */
public record RunReport(Map<String, Long> facts, long arrived, long people, long visitors, Map<String, Long> ratings,
    Map<String, Long> groups, List<String> topGroups, Map<String, Long> handOffs, long toRelease, Map<String, Long> programmes,
    Map<String, Delivered> targets, Withheld withheld, Map<String, Long> apiCalls, List<String> troubles, List<String> findings,
    List<String> notes) {
  private static final int SHOWN = 8;
  /** How people are called of whom no more is known than the cookie of their browser. */
  private static final String VISITOR = "-visitor:";

  /**
   * Draws up a report.
   *
   * @param since when the run started, as the outbox counts
   */
  public static RunReport of(Pipeline engine, States states, long asOf, Journal journal, Outbox outbox, long since,
      long arrived, Map<String, Long> apiCalls, List<String> troubles) {
    var ratings = new TreeMap<String, String>();
    var programmes = new TreeMap<String, Long>();
    String last = "";
    var visitors = new HashSet<String>();
    for (Map<String, Object> line : engine.people(states, asOf)) {
      String person = String.valueOf(line.get("person"));
      if (person.contains(VISITOR) && !person.contains("@")) {
        visitors.add(person);
        continue;
      }
      String rating = String.valueOf(line.get("rating"));
      ratings.merge(person, rating, (a, b) -> a.compareTo(b) <= 0 ? a : b);
      if (!person.equals(last)) {
        Object programme = line.get("programme");
        programmes.merge(programme == null ? "none: " + line.get("no_programme") : String.valueOf(programme), 1L, Long::sum);
        last = person;
      }
    }
    var byRating = new TreeMap<String, Long>();
    ratings.values().forEach(rating -> byRating.merge(rating, 1L, Long::sum));
    var levels = new TreeMap<String, Long>();
    engine.groups(states, asOf).forEach(line -> levels.merge(String.valueOf(line.get("level")), 1L, Long::sum));
    List<String> top = engine.directory(states, asOf).groups("").stream().filter(group -> group.level().equals("hot"))
        .sorted(Comparator.comparing((Directory.Group group) -> -group.people()).thenComparing(Directory.Group::name)).limit(SHOWN)
        .map(RunReport::group).toList();
    return new RunReport(journal.counts(), arrived, ratings.size(), visitors.size(), byRating, levels, top, handOffs(engine, states),
        engine.releases(states, asOf).size(), programmes, delivered(outbox, since), Withheld.of(outbox), apiCalls, troubles,
        said(journal.findings().all(), false), said(journal.findings().all(), true));
  }

  private static List<String> said(List<Findings.Finding> findings, boolean notes) {
    return findings.stream().filter(each -> each.isNote() == notes).map(Findings.Finding::said).toList();
  }

  private static Map<String, Delivered> delivered(Outbox outbox, long since) {
    Map<String, Blocked.Line> waiting = Blocked.Line.byTarget(outbox.waiting());
    var delivered = new TreeMap<String, Delivered>();
    outbox.report(since).forEach((target, tally) -> {
      Blocked.Line line = waiting.getOrDefault(target, Blocked.Line.NONE);
      delivered.put(target, new Delivered(tally, line.items(), line.since()));
    });
    return delivered;
  }

  private static Map<String, Long> handOffs(Pipeline engine, States states) {
    return engine.owners(states);
  }

  private static String group(Directory.Group group) {
    return group.name() + ": " + group.level() + ", " + group.people() + (group.people() == 1 ? " person" : " people");
  }

  /** Whether a record or a finding needs a person, something went wrong, or a system or stream is blocked. */
  public boolean hasFindings() {
    return !troubles.isEmpty() || !findings.isEmpty() || targets.values().stream().anyMatch(delivered -> Arrays.stream(Outcome.values())
        .anyMatch(outcome -> outcome.needsPerson() && delivered.tally().of(outcome) > 0));
  }

  /** The report for a person. */
  public String text() {
    var text = new StringBuilder();
    text.append("Facts in the journal: ").append(sum(facts)).append(" (").append(arrived).append(" new in this run)\n");
    facts.forEach((stream, count) -> row(text, stream, count));
    text.append("People scored: ").append(people).append("   ");
    ratings.forEach((rating, count) -> text.append(rating).append(' ').append(count).append("  "));
    text.append("\nAnonymous visitors, beside them: ").append(visitors);
    text.append("\nBuying groups: ");
    groups.forEach((level, count) -> text.append(level).append(' ').append(count).append("  "));
    text.append('\n');
    topGroups.forEach(group -> text.append("  ").append(group).append('\n'));
    text.append("Hand-offs: ").append(sum(handOffs)).append(", by owner\n");
    handOffs.forEach((owner, count) -> row(text, owner, count));
    if (toRelease > 0) {
      text.append("Qualified before going live, to be released: ").append(toRelease).append(" (caravan release)\n");
    }
    text.append("Next steps\n");
    programmes.forEach((programme, count) -> row(text, programme, count));
    text.append(String.format(Locale.ROOT, "%-16s %7s = ", "Delivered", "input")).append(Arrays.stream(Outcome.values())
        .map(outcome -> String.format(Locale.ROOT, "%9s", outcome.code())).collect(Collectors.joining(" + "))).append('\n');
    targets.forEach((target, delivered) -> text.append(String.format(Locale.ROOT, "  %-14s %7d = ", target,
        delivered.tally().input())).append(Arrays.stream(Outcome.values())
            .map(outcome -> String.format(Locale.ROOT, "%9d", delivered.tally().of(outcome)))
            .collect(Collectors.joining(" + "))).append('\n'));
    targets.forEach((target, delivered) -> {
      if (delivered.waiting() > 0) {
        text.append("  ").append(target).append(": ").append(delivered.waiting())
            .append(" not delivered yet, the oldest in line since ").append(Times.text(delivered.waitingSince())).append('\n');
      }
    });
    withheld.lines().forEach(line -> text.append(line).append('\n'));
    text.append("API calls: ");
    apiCalls.forEach((system, count) -> text.append(system).append(' ').append(count).append("  "));
    text.append('\n');
    notes.forEach(note -> text.append("Note: ").append(note).append('\n'));
    findings.forEach(finding -> text.append("Finding: ").append(finding).append('\n'));
    troubles.forEach(trouble -> text.append("Trouble: ").append(trouble).append('\n'));
    return text.toString();
  }

  private static void row(StringBuilder text, String name, long count) {
    text.append(String.format(Locale.ROOT, "  %-40s %8d%n", name, count).replace("\r", ""));
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The report for a program; the same keys in the same order every time. */
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("facts", Map.of("kept", sum(facts), "new", arrived));
    json.put("streams", facts);
    json.put("people", people);
    json.put("visitors", visitors);
    json.put("ratings", ratings);
    json.put("groups", groups);
    json.put("hand_offs", handOffs);
    json.put("to_release", toRelease);
    json.put("programmes", programmes);
    var delivered = new TreeMap<String, Object>();
    targets.forEach((target, of) -> {
      var counts = new LinkedHashMap<String, Object>();
      counts.put("input", of.tally().input());
      for (Outcome outcome : Outcome.values()) {
        counts.put(outcome.code(), of.tally().of(outcome));
      }
      counts.put("waiting_since", Times.text(of.waitingSince()));
      delivered.put(target, counts);
    });
    json.put("targets", delivered);
    json.putAll(withheld.json());
    json.put("api_calls", apiCalls);
    json.put("troubles", troubles);
    json.put("findings", findings);
    json.put("notes", notes);
    return json;
  }
}
