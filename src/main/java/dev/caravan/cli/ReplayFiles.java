package dev.caravan.cli;

import dev.caravan.audit.Sources;
import dev.caravan.audit.ToldToNobody;
import dev.caravan.config.Configuration;
import dev.caravan.desk.DeskView;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.KeyRun;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.FactFiles;
import dev.caravan.model.Decision;
import dev.caravan.model.Times;
import dev.caravan.store.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The files of a replay: sorted, without durations, paths or host names, complete or not there. */
public final class ReplayFiles {
  private static final Comparator<Row> ORDER = Comparator.comparing(Row::first).thenComparing(Row::second);

  private final Starters.Replayed replayed;
  private final FactFiles.Counts counts;
  private final List<Arrival.SetAside> aside;
  private final Configuration configuration;
  private final Pipeline engine;
  private final Set<String> people = new HashSet<>();
  private final Map<String, Map<String, Long>> ratings = new TreeMap<>();
  private final Map<String, Long> groups = new TreeMap<>();
  private final Map<String, Long> decisions = new TreeMap<>();

  /** A line and what it is sorted by. */
  private record Row(String first, String second, Map<String, ?> line) {}

  public ReplayFiles(Starters.Replayed replayed, FactFiles.Counts counts, List<Arrival.SetAside> aside,
      Configuration configuration, Pipeline engine) {
    this.replayed = replayed;
    this.counts = counts;
    this.aside = aside;
    this.configuration = configuration;
    this.engine = engine;
  }

  /**
   * Writes all of them under other names first, so that an old result stays whole until the new one is. Who is told to
   * nobody is found in what was written, and put in the report.
   *
   * @throws CannotStart if they cannot be written; what stood there before still does
   */
  public ToldToNobody write(Path folder) {
    var parts = new LinkedHashMap<Path, Path>();
    try {
      Path people = part(folder, "people.ndjson", parts, this::people);
      Path groups = part(folder, "groups.ndjson", parts, this::groups);
      Path handOffs = part(folder, "hand-offs.ndjson", parts, this::handOffs);
      Path decisions = part(folder, "decisions.ndjson", parts, this::decisions);
      var written = new Sources(people, groups, handOffs, decisions, Optional.empty(), Optional.empty());
      ToldToNobody lost = LostPeople.in(written, configuration, engine, replayed.asOf());
      Path report = part(folder, "report.json", parts);
      OwnerOnly.file(report);
      Files.writeString(report, Json.pretty(report(lost)) + "\n", StandardCharsets.UTF_8);
      for (var part : parts.entrySet()) {
        Files.move(part.getKey(), part.getValue(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      }
      return lost;
    } catch (IOException e) {
      parts.keySet().forEach(ReplayFiles::drop);
      throw new CannotStart(folder + ": the results cannot be written (" + e.getMessage()
          + "); nothing half done was left; free some space or name another folder with --out", e);
    }
  }

  private static Path part(Path folder, String name, Map<Path, Path> parts, ResultLines.Content lines) throws IOException {
    Path part = part(folder, name, parts);
    ResultLines.write(part, lines);
    return part;
  }

  private static Path part(Path folder, String name, Map<Path, Path> parts) {
    Path part = folder.resolve(name + ".part");
    parts.put(part, folder.resolve(name));
    return part;
  }

  /** The first failure is the one to tell. */
  private static void drop(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      part.toFile().deleteOnExit();
    }
  }

  private void people(ResultLines.Sink file) throws IOException {
    var rows = new ArrayList<Row>();
    for (Map<String, Object> line : replayed.people()) {
      String person = String.valueOf(line.get("person"));
      String solution = String.valueOf(line.get("solution"));
      people.add(person);
      ratings.computeIfAbsent(solution, none -> new TreeMap<>())
          .merge(String.valueOf(line.get("rating")), 1L, Long::sum);
      rows.add(new Row(person, solution, line));
    }
    rows.sort(ORDER);
    lines(file, rows);
  }

  private void groups(ResultLines.Sink file) throws IOException {
    var rows = new ArrayList<Row>();
    for (Map<String, Object> line : replayed.groups()) {
      groups.merge(String.valueOf(line.get("level")), 1L, Long::sum);
      rows.add(new Row(String.valueOf(line.get("account")), String.valueOf(line.get("solution")), line));
    }
    rows.sort(ORDER);
    lines(file, rows);
  }

  private void handOffs(ResultLines.Sink file) throws IOException {
    for (DeskView.HandedOver handOff : replayed.desk().handOffs()) {
      file.line(ResultLines.of(handOff));
    }
  }

  private void decisions(ResultLines.Sink file) throws IOException {
    var sorted = new ArrayList<>(replayed.decisions());
    // Those of one id, a score pushed again, stay in the order in which they were made.
    sorted.sort(Comparator.comparing(Decision::id));
    for (Decision decision : sorted) {
      decisions.merge(decision.kind().code(), 1L, Long::sum);
      file.line(ResultLines.of(decision));
    }
  }

  private static void lines(ResultLines.Sink file, List<Row> rows) throws IOException {
    for (Row row : rows) {
      file.line(row.line());
    }
  }

  private Map<String, Object> report(ToldToNobody lost) {
    var read = new LinkedHashMap<String, Object>();
    read.put("read", counts.read());
    read.put("kept", counts.kept());
    read.put("repeated", counts.repeated());
    read.put("set_aside", aside.stream().map(row -> {
      var line = new LinkedHashMap<String, Object>();
      line.put("file", row.place());
      line.put("line", row.line());
      line.put("reason", row.reason());
      return line;
    }).toList());
    var report = new LinkedHashMap<String, Object>();
    report.put("facts", read);
    report.put("people", (long) people.size());
    report.put("ratings", ratings);
    report.put("groups", groups);
    report.put("decisions", decisions);
    report.put("poisoned", replayed.poisoned().stream()
        .sorted(Comparator.comparing(KeyRun.Poisoned::stage).thenComparing(KeyRun.Poisoned::key)
            .thenComparingLong(KeyRun.Poisoned::tick))
        .map(ReplayFiles::poisoned).toList());
    report.put("as_of", Times.text(replayed.asOf()));
    report.put("model", engine.version());
    report.put("told_to_nobody", lost.file());
    return report;
  }

  private static Map<String, Object> poisoned(KeyRun.Poisoned each) {
    var line = new LinkedHashMap<String, Object>();
    line.put("stage", each.stage());
    line.put("key", each.key());
    line.put("at", Times.text(each.tick()));
    line.put("input", each.input());
    line.put("reason", each.reason());
    return line;
  }

  /** What was written, in a sentence. */
  String summary() {
    long groupCount = groups.values().stream().mapToLong(Long::longValue).sum();
    long hot = groups.getOrDefault("hot", 0L);
    long poisoned = replayed.poisoned().size();
    return "As of " + Times.text(replayed.asOf()) + ": " + Terminal.count(people.size(), "person") + ", "
        + Terminal.count(groupCount, "buying group") + (hot > 0 ? " (" + hot + " hot)" : "") + ", "
        + Terminal.count(decisions.getOrDefault("hand-off", 0L), "hand-off") + ", "
        + Terminal.count(replayed.decisions().size(), "decision") + " in all."
        + (poisoned > 0 ? "\n" + Terminal.count(poisoned, "input") + " could not be taken by a room; see \"poisoned\""
            + " in report.json." : "");
  }
}
