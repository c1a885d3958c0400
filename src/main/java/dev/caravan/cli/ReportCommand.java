package dev.caravan.cli;

import dev.caravan.config.Configuration;
import dev.caravan.desk.DeskView;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.States;
import dev.caravan.insight.AlertReport;
import dev.caravan.insight.DeskReports;
import dev.caravan.insight.FunnelReport;
import dev.caravan.insight.NurtureReport;
import dev.caravan.insight.RuleLift;
import dev.caravan.insight.Sheet;
import dev.caravan.model.AlertAnswer;
import dev.caravan.model.Fact;
import dev.caravan.model.FirstReading;
import dev.caravan.outbox.Outbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reports over what has been read. */
@Command(name = "report", description = "Draw up a report over what has been read.", synopsisSubcommandLabel = "REPORT")
final class ReportCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin Options.Help help = new Options.Help();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which report? One of the following.");
  }

  /** Which rules tell who is won. */
  @Command(name = "rules", sortOptions = false,
      description = "Test each rule of scoring against opportunities won and lost.",
      footerHeading = "%nExamples:%n",
      footer = {"  caravan report rules", "  caravan report rules --facts history/ --csv > rules.csv",
          "%nEach person of a decided opportunity counts, with the rules that applied the day before. Exit code 1 if no"
              + " opportunity was decided."})
  static final class Rules implements Callable<Integer> {
    @Option(names = "--facts", paramLabel = "FILE_OR_DIR",
        description = "Fact files in place of the journal: an NDJSON file, or a folder of *.ndjson; .gz too.")
    @Nullable Path facts;

    @Mixin Options.Data data = new Options.Data();
    @Mixin Options.Config config = new Options.Config();
    @ArgGroup Form form = new Form();
    @Mixin Options.Help help = new Options.Help();
    private final Terminal terminal;

    Rules(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      Configuration configuration = Configuration.load(facts == null ? config.over(data) : config.folder);
      Pipeline engine = Pipeline.of(configuration);
      List<Fact> read = read();
      RuleLift report;
      try (Starters.Progress ignored = terminal.progress("Testing the rules", -1)) {
        report = RuleLift.of(configuration, read,
            (known, stops, at) -> terminal.starters().replay(engine, known, stops, at::at));
      }
      if (form.json) {
        terminal.json(report.json());
      } else {
        terminal.say((form.csv ? report.csv() : report.text()).stripTrailing());
      }
      return report.isEmpty() ? Cli.FINDINGS : Cli.FINE;
    }

    private List<Fact> read() throws IOException {
      return ReportCommand.read(terminal, facts, data, config);
    }
  }

  /** As of a moment only what was known then. */
  private static List<Fact> read(Terminal terminal, @Nullable Path facts, Options.Data data, Options.Config config, Options.AsOf asOf)
      throws IOException {
    List<Fact> read = read(terminal, facts, data, config);
    return asOf.asked().isPresent() ? FirstReading.asOf(read, asOf.asked().getAsLong()) : read;
  }

  private static List<Fact> read(Terminal terminal, @Nullable Path facts, Options.Data data, Options.Config config)
      throws IOException {
    if (facts != null) {
      var read = new ArrayList<Fact>();
      ReplayCommand.read(terminal, facts, read, new ArrayList<>());
      return read;
    }
    try (Starters.House house = terminal.starters().house(data.folder, config.folder)) {
      return ExplainCommand.facts(house.journal().all(Long.MIN_VALUE), OptionalLong.empty());
    }
  }

  /** How people come through the funnel. */
  @Command(name = "funnel", sortOptions = false,
      description = "Volume, conversion, velocity and value of each stage in each scenario.",
      footerHeading = "%nExamples:%n",
      footer = {"  caravan report funnel", "  caravan report funnel --facts history/ --csv > funnel.csv",
          "%nA person counts once a solution, by all history and the settings as they are now. Exit code 1 if somebody is"
              + " without a next step, or nobody has come to a stage yet."})
  static final class Stages implements Callable<Integer> {
    @Option(names = "--facts", paramLabel = "FILE_OR_DIR",
        description = "Fact files in place of the journal: an NDJSON file, or a folder of *.ndjson; .gz too.")
    @Nullable Path facts;

    @Mixin Options.AsOf asOf = new Options.AsOf();
    @Mixin Options.Data data = new Options.Data();
    @Mixin Options.Config config = new Options.Config();
    @ArgGroup Form form = new Form();
    @Mixin Options.Help help = new Options.Help();
    private final Terminal terminal;

    Stages(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      Pipeline engine = Pipeline.of(Configuration.load(facts == null ? config.over(data) : config.folder));
      List<Fact> read = read(terminal, facts, data, config, asOf);
      FunnelReport report;
      try (Starters.Progress ignored = terminal.progress("Going through the funnel", -1)) {
        Starters.Replayed replayed = terminal.starters().replay(engine, read, asOf.asked());
        List<Fact> known = read.stream().filter(fact -> fact.head().recorded() <= replayed.asOf()).toList();
        report = FunnelReport.of(engine.funnel(), replayed.decisions(), replayed.people(), known);
      }
      if (form.json) {
        terminal.json(report.json());
      } else {
        terminal.say((form.csv ? report.csv() : report.text()).stripTrailing());
      }
      return report.isEmpty() || report.withoutNextStep() > 0 ? Cli.FINDINGS : Cli.FINE;
    }
  }

  /** A report on the desk, from what the engine keeps, or by going through all facts anew. */
  abstract static class OfDesk implements Callable<Integer> {
    @Option(names = "--facts", paramLabel = "FILE_OR_DIR",
        description = "Fact files in place of the journal: an NDJSON file, or a folder of *.ndjson; .gz too.")
    @Nullable Path facts;

    @Mixin Options.AsOf asOf = new Options.AsOf();
    @Mixin Options.Data data = new Options.Data();
    @Mixin Options.Config config = new Options.Config();
    @ArgGroup Form form = new Form();
    @Mixin Options.Help help = new Options.Help();
    private final Terminal terminal;

    OfDesk(Terminal terminal) {
      this.terminal = terminal;
    }

    abstract Sheet sheet(DeskView desk);

    @Override
    public Integer call() throws IOException {
      int code = say(terminal, form, sheet(desk()));
      return this instanceof Held ? Cli.FINE : code;
    }

    private DeskView desk() throws IOException {
      Pipeline engine = Pipeline.of(Configuration.load(facts == null ? config.over(data) : config.folder));
      OptionalLong moment = asOf.asked();
      if (facts == null && moment.isEmpty()) {
        try (Starters.House house = terminal.starters().house(data.folder, config.folder)) {
          Optional<States> kept = house.states(engine);
          if (kept.isPresent()) {
            return engine.desk(kept.get(), house.journal().position());
          }
          long worked = house.journal().position();
          moment = worked == Long.MIN_VALUE ? moment : OptionalLong.of(worked);
        }
      }
      List<Fact> read = read(terminal, facts, data, config, asOf);
      try (Starters.Progress ignored = terminal.progress("Going through all facts", -1)) {
        return terminal.starters().replay(engine, read, moment).desk();
      }
    }
  }

  /** What became of hand-offs. */
  @Command(name = "hand-offs", sortOptions = false, description = "Hand-offs, and what became of them.",
      footerHeading = "%nExamples:%n", footer = {"  caravan report hand-offs", "  caravan report hand-offs --by-owner",
          "  caravan report hand-offs --csv > hand-offs.csv"})
  static final class HandOffs extends OfDesk {
    @Option(names = "--by-owner", description = "By who has them, in place of what set them off: offered = open + accepted + turned back +"
        + " expired + closed otherwise.")
    boolean byOwner;

    HandOffs(Terminal terminal) {
      super(terminal);
    }

    @Override
    Sheet sheet(DeskView desk) {
      return byOwner ? DeskReports.handOffsByOwner(desk) : DeskReports.handOffs(desk);
    }
  }

  /** Who works on hand-offs. */
  @Command(name = "load", sortOptions = false, description = "Hand-offs by rep, and whether turns are shared fairly.",
      footerHeading = "%nExamples:%n", footer = {"  caravan report load", "  caravan report load --json"})
  static final class Load extends OfDesk {
    Load(Terminal terminal) {
      super(terminal);
    }

    @Override
    Sheet sheet(DeskView desk) {
      return DeskReports.load(desk);
    }
  }

  /** How fast reps act. */
  @Command(name = "responses", sortOptions = false, description = "How fast hand-offs are answered, and how many in time.",
      footerHeading = "%nExamples:%n", footer = {"  caravan report responses", "  caravan report responses --as-of 2026-03-02"})
  static final class Responses extends OfDesk {
    Responses(Terminal terminal) {
      super(terminal);
    }

    @Override
    Sheet sheet(DeskView desk) {
      return DeskReports.responses(desk);
    }
  }

  /** What waits. */
  @Command(name = "held", sortOptions = false, description = "Who is held before a hand-off, and what waits for a rep, by reason.",
      footerHeading = "%nExamples:%n", footer = {"  caravan report held", "  caravan report held --csv"})
  static final class Held extends OfDesk {
    Held(Terminal terminal) {
      super(terminal);
    }

    @Override
    Sheet sheet(DeskView desk) {
      return DeskReports.held(desk);
    }
  }

  /** What reps made of alerts. */
  @Command(name = "alerts", sortOptions = false, description = "What reps made of alerts, by pattern: acted on, not useful, snoozed.",
      footerHeading = "%nExamples:%n", footer = {"  caravan report alerts", "  caravan report alerts --as-of 2026-03-02 --json"})
  static final class Alerts implements Callable<Integer> {
    @Option(names = "--facts", paramLabel = "FILE_OR_DIR",
        description = "Fact files in place of the journal: an NDJSON file, or a folder of *.ndjson; .gz too.")
    @Nullable Path facts;

    @Mixin Options.AsOf asOf = new Options.AsOf();
    @Mixin Options.Data data = new Options.Data();
    @Mixin Options.Config config = new Options.Config();
    @ArgGroup Form form = new Form();
    @Mixin Options.Help help = new Options.Help();
    private final Terminal terminal;

    Alerts(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      long until = asOf.asked().orElse(Long.MAX_VALUE);
      var decided = new ArrayList<Outbox.Decided>();
      var known = new ArrayList<Fact>();
      if (facts == null) {
        try (Starters.House house = terminal.starters().house(data.folder, config.folder)) {
          house.outbox().decisions(AlertReport.KINDS, decided::add);
          house.journal().all(Long.MIN_VALUE).forEach(fact -> {
            if (fact instanceof AlertAnswer) {
              known.add(fact);
            }
          });
        }
      } else {
        known.addAll(read(terminal, facts, data, config, asOf));
        terminal.starters().replay(Pipeline.of(Configuration.load(config.folder)), known, asOf.asked()).decisions().stream()
            .filter(each -> AlertReport.KINDS.contains(each.kind().code())).forEach(each -> decided.add(new Outbox.Decided(each.id(),
                each.kind().code(), each.subject(), each.at(), each.because(), each.fields())));
      }
      Sheet sheet = AlertReport.of(decided.stream().filter(each -> each.at() <= until).toList(), known.stream()
          .filter(fact -> fact instanceof AlertAnswer && fact.head().recorded() <= until).map(AlertAnswer.class::cast).toList());
      return say(terminal, form, sheet);
    }
  }

  private static int say(Terminal terminal, Form form, Sheet sheet) {
    if (form.json) {
      terminal.json(sheet.json());
    } else {
      terminal.say((form.csv ? sheet.csv() : sheet.text()).stripTrailing());
    }
    return sheet.isEmpty() ? Cli.FINDINGS : Cli.FINE;
  }

  /** What nurture came to. */
  @Command(name = "nurture", sortOptions = false,
      description = "Entries, exits and results of each programme, turnbacks, and the pipeline that came back.",
      footerHeading = "%nExamples:%n",
      footer = {"  caravan report nurture", "  caravan report nurture --facts history/ --csv > nurture.csv",
          "%nBy all history and the settings as they are now. Exit code 1 if somebody is without a next step or a reason why"
              + " not, or nobody has come to a programme yet."})
  static final class Programmes implements Callable<Integer> {
    @Option(names = "--facts", paramLabel = "FILE_OR_DIR",
        description = "Fact files in place of the journal: an NDJSON file, or a folder of *.ndjson; .gz too.")
    @Nullable Path facts;

    @Mixin Options.AsOf asOf = new Options.AsOf();
    @Mixin Options.Data data = new Options.Data();
    @Mixin Options.Config config = new Options.Config();
    @ArgGroup Form form = new Form();
    @Mixin Options.Help help = new Options.Help();
    private final Terminal terminal;

    Programmes(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      Pipeline engine = Pipeline.of(Configuration.load(facts == null ? config.over(data) : config.folder));
      List<Fact> read = read(terminal, facts, data, config, asOf);
      NurtureReport report;
      try (Starters.Progress ignored = terminal.progress("Going through the programmes", -1)) {
        Starters.Replayed replayed = terminal.starters().replay(engine, read, asOf.asked());
        List<Fact> known = read.stream().filter(fact -> fact.head().recorded() <= replayed.asOf()).toList();
        report = NurtureReport.of(replayed.decisions(), replayed.people(), known);
      }
      if (form.json) {
        terminal.json(report.json());
      } else {
        terminal.say((form.csv ? report.csv() : report.text()).stripTrailing());
      }
      return report.isEmpty() || report.withoutNextStep() > 0 ? Cli.FINDINGS : Cli.FINE;
    }
  }

  /** One of two. */
  static final class Form {
    @Option(names = "--csv", description = "Print CSV instead of text.")
    boolean csv;

    @Option(names = "--json", description = "Print JSON instead of text.")
    boolean json;
  }
}
