package dev.caravan.bench;

import dev.caravan.audit.ToldToNobody;
import dev.caravan.cli.Cli;
import dev.caravan.cli.LostPeople;
import dev.caravan.cli.ReplayCommand;
import dev.caravan.cli.ReplayFiles;
import dev.caravan.cli.Starters;
import dev.caravan.cli.Terminal;
import dev.caravan.cli.WorkFolder;
import dev.caravan.config.Configuration;
import dev.caravan.insight.NurtureYear;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.FactFiles;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import dev.caravan.nurture.Nurture;
import dev.caravan.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * A year of a generated market seen whole: which next step everybody has, month by month, and whether nurture kept its
 * promises on every day of it. Sales answers here too: most hand-offs are given back, for each reason in turn, the others
 * accepted or left alone.
 */
final class YearBench {
  private static final long ANSWERS_AFTER = 2 * Times.DAY;
  private static final int IN_TEN_GIVEN_BACK = 6;
  private static final int IN_TEN_ANSWERED = 8;

  private final Terminal terminal;
  private final Path config;

  /** Everybody at the end of a month, by next step or the reason why there is none. */
  private record Month(LocalDate end, Map<String, Integer> programmes, Map<String, Integer> reasons, long without) {}

  YearBench(Terminal terminal, Path config) {
    this.terminal = terminal;
    this.config = config;
  }

  /** The exit code. */
  int run(Path work, int people, long seed, boolean json) throws IOException {
    Path file = work.resolve("facts.ndjson");
    terminal.starters().market(file, people, seed);
    var facts = new ArrayList<Fact>();
    var aside = new ArrayList<Arrival.SetAside>();
    FactFiles.Counts counts = ReplayCommand.read(terminal, file, facts, aside);
    Configuration configuration = Configuration.load(BenchCommand.staffed(terminal, config, facts, work));
    Pipeline engine = Pipeline.of(configuration);
    Starters.Replayed replayed;
    var months = new ArrayList<Month>();
    try (Starters.Progress progress = terminal.progress("Living through the year", 15)) {
      Starters.Replayed unanswered = terminal.starters().replay(engine, facts, OptionalLong.empty());
      progress.step(1);
      facts.addAll(answers(unanswered.decisions(), unanswered.asOf()));
      replayed = terminal.starters().replay(engine, facts, OptionalLong.of(unanswered.asOf()));
      for (long end : ends(facts, replayed.asOf())) {
        progress.step(2L + months.size());
        months.add(month(end, terminal.starters().replay(engine, facts, OptionalLong.of(end)).people()));
      }
      months.add(month(replayed.asOf(), replayed.people()));
    }
    NurtureYear year = NurtureYear.of(replayed.decisions(), replayed.people(), facts);
    var broken = new ArrayList<>(year.broken());
    months.stream().filter(month -> month.without() > 0).forEach(month ->
        broken.add(month.end() + ": " + month.without() + " people have neither a next step nor a reason why not"));
    Path results = Files.createTempDirectory("caravan-year");
    ToldToNobody lost = new ReplayFiles(replayed, counts, aside, configuration, engine).write(results);
    if (json) {
      terminal.json(json(people, seed, facts.size(), months, year, broken, lost));
    } else {
      tell(people, facts.size(), months, year, broken);
      LostPeople.tell(lost, results.resolve("report.json") + ", which is kept", terminal::say);
    }
    if (lost.findings().isEmpty()) {
      WorkFolder.remove(results);
    }
    return broken.isEmpty() ? Cli.FINE : Cli.FINDINGS;
  }

  /** What sales says to each hand-off: by its id, so that the same market gets the same answers. */
  private static List<Fact> answers(List<Decision> decisions, long until) {
    var answers = new ArrayList<Fact>();
    for (Decision decision : decisions) {
      long at = decision.at() + ANSWERS_AFTER;
      int choice = Math.floorMod(decision.id().hashCode(), 10);
      if (decision instanceof Decision.HandOff handOff && at <= until && choice < IN_TEN_ANSWERED) {
        String reason = Nurture.TURNBACKS.get(answers.size() % Nurture.TURNBACKS.size());
        var head = new Fact.Head("salesforce", "answer-" + handOff.id(), handOff.email(), at, at, "");
        answers.add(choice < IN_TEN_GIVEN_BACK ? new Fact.LeadStatus(head, "rejected", reason)
            : new Fact.LeadStatus(head, "accepted", ""));
      }
    }
    return answers;
  }

  /** The ends of all months between the first activity and the last fact. */
  private static List<Long> ends(List<Fact> facts, long last) {
    long first = facts.stream().filter(Fact.Activity.class::isInstance).mapToLong(fact -> fact.head().recorded()).min().orElse(last);
    var ends = new ArrayList<Long>();
    LocalDate month = date(first).withDayOfMonth(1).plusMonths(1);
    for (long end = start(month) - 1; end < last; month = month.plusMonths(1), end = start(month) - 1) {
      ends.add(end);
    }
    return ends;
  }

  private static long start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  private static LocalDate date(long moment) {
    return Instant.ofEpochMilli(moment).atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static Month month(long end, Iterable<Map<String, Object>> people) {
    var programmes = new TreeMap<String, Integer>();
    var reasons = new TreeMap<String, Integer>();
    long without = 0;
    Set<Object> counted = new HashSet<>();
    for (Map<String, Object> line : people) {
      if (!counted.add(line.get("person"))) {
        continue;
      }
      Object programme = line.get("programme");
      Object reason = line.get("no_programme");
      if (programme != null) {
        programmes.merge(programme.toString(), 1, Integer::sum);
      } else if (reason != null) {
        reasons.merge(reason.toString(), 1, Integer::sum);
      } else {
        without++;
      }
    }
    return new Month(date(end), programmes, reasons, without);
  }

  private void tell(int people, int facts, List<Month> months, NurtureYear year, List<String> broken) {
    terminal.say(Terminal.count(people, "person") + ", " + Terminal.count(facts, "fact") + ", answers of sales among them, "
        + String.format("%,d touches, %,d days", year.touches(), year.days().size()));
    var head = new ArrayList<>(List.of("at the end of"));
    months.forEach(month -> head.add(month.end().toString().substring(0, 7)));
    var rows = new ArrayList<List<String>>();
    names(months, true).forEach(name -> rows.add(row(name, months, month -> month.programmes().getOrDefault(name, 0))));
    names(months, false).forEach(name -> rows.add(row("none: " + name, months, month -> month.reasons().getOrDefault(name, 0))));
    rows.add(row("neither", months, Month::without));
    rows.add(sums("touches", months, year, NurtureYear.Day::touches));
    rows.add(sums("enrolments", months, year, NurtureYear.Day::entered));
    rows.add(sums("leaves", months, year, NurtureYear.Day::left));
    rows.add(sums("hand-offs", months, year, NurtureYear.Day::handOffs));
    terminal.table(head, rows);
    broken.forEach(terminal::say);
    terminal.say(broken.isEmpty() ? "Everybody had one next step or a reason why not, nobody was sent anything twice, and nobody"
        + " who may not be mailed was on a programme, at any moment."
        : "Promises were not kept: see above.");
  }

  private static Set<String> names(List<Month> months, boolean programmes) {
    var names = new java.util.TreeSet<String>();
    months.forEach(month -> names.addAll((programmes ? month.programmes() : month.reasons()).keySet()));
    return names;
  }

  private static List<String> row(String name, List<Month> months, java.util.function.ToLongFunction<Month> count) {
    var row = new ArrayList<>(List.of(name));
    months.forEach(month -> row.add(Long.toString(count.applyAsLong(month))));
    return row;
  }

  private static List<String> sums(String name, List<Month> months, NurtureYear year,
      java.util.function.ToIntFunction<NurtureYear.Day> count) {
    var row = new ArrayList<>(List.of(name));
    for (Month month : months) {
      row.add(Integer.toString(year.days().stream().filter(day -> day.date().getMonth() == month.end().getMonth()
          && day.date().getYear() == month.end().getYear()).mapToInt(count).sum()));
    }
    return row;
  }

  private static Map<String, Object> json(int people, long seed, int facts, List<Month> months, NurtureYear year, List<String> broken,
      ToldToNobody lost) {
    var json = new LinkedHashMap<String, Object>();
    json.put("people", people);
    json.put("seed", seed);
    json.put("facts", facts);
    json.put("touches", year.touches());
    json.put("months", months.stream().map(month -> {
      var line = new LinkedHashMap<String, Object>();
      line.put("end", month.end().toString());
      line.put("programmes", month.programmes());
      line.put("reasons", month.reasons());
      line.put("neither", month.without());
      return line;
    }).toList());
    json.put("days", year.days().stream().map(day -> {
      var line = new LinkedHashMap<String, Object>();
      line.put("date", day.date().toString());
      line.put("on", day.on());
      line.put("entered", day.entered());
      line.put("left", day.left());
      line.put("touches", day.touches());
      line.put("hand_offs", day.handOffs());
      return line;
    }).toList());
    json.put("broken", broken);
    json.put("told_to_nobody", lost.report());
    return json;
  }
}
