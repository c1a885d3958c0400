package dev.caravan.cli;

import dev.caravan.learn.Learned;
import dev.caravan.learn.Learner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What won and lost leads teach; a proposal, never a change. */
@Command(name = "learn", sortOptions = false,
    description = "Learn from won and lost leads, test on later ones, and propose points.",
    footerHeading = "%nExamples:%n",
    footer = {"  caravan learn --mapping examples/x-education/mapping.yaml Leads.csv --out learned",
        "%nWith --out: proposal.yaml (a fragment for config/scoring.yaml), calibration.svg, report.json. Nothing is put in"
            + " force. Exit code 1 if there is too little to learn from, or rows were set aside."})
final class LearnCommand implements Callable<Integer> {
  @Option(names = "--mapping", required = true, paramLabel = "M.yaml",
      description = "What the columns mean, with its \"outcome\".")
  Path mapping = Path.of("");

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "CSV or NDJSON files of leads.")
  List<Path> files = List.of();

  @Option(names = "--out", paramLabel = "DIR", description = "Folder for the proposal, the picture and the figures.")
  @Nullable Path out;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
      description = "Of what is left to chance; the same seed and rows give the same figures (default: ${DEFAULT-VALUE}).")
  long seed = 1;

  @Mixin Options.AsJson json = new Options.AsJson();
  @Mixin Options.Config config = new Options.Config();
  @Mixin Options.Help help = new Options.Help();
  private final Terminal terminal;
  private final Starters.Teacher teacher;

  LearnCommand(Terminal terminal, Starters.Teacher teacher) {
    this.terminal = terminal;
    this.teacher = teacher;
  }

  @Override
  public Integer call() throws IOException {
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw new CannotStart(file + ": " + (Files.isDirectory(file) ? "is a folder; name the files in it"
            : "no such file; check the path"));
      }
    }
    if (out != null) {
      ReplayCommand.ready(out);
    }
    Starters.Lesson lesson = teacher.read(new Starters.LessonOptions(mapping, files, config.folder), terminal);
    Learned learned;
    try (Starters.Progress ignored = terminal.progress("Learning", -1)) {
      learned = Learner.learn(lesson.table(), seed);
    }
    Map<String, Object> told = told(lesson, learned);
    if (json.asked) {
      terminal.json(told);
    } else {
      terminal.say(Terminal.count(lesson.rows(), "row") + " read: " + lesson.table().rows().size() + " with an outcome, "
          + lesson.open() + " not decided yet, " + lesson.setAside() + " set aside.");
      terminal.say(learned.text());
    }
    if (learned instanceof Learned.Model model) {
      if (out != null) {
        write(out, model, told);
        terminal.note("Written to " + out + ": proposal.yaml, calibration.svg, report.json. Nothing is in force.");
      } else if (!json.asked) {
        terminal.say(model.yaml());
      }
    }
    return learned instanceof Learned.TooThin || lesson.setAside() > 0 ? Cli.FINDINGS : Cli.FINE;
  }

  private static Map<String, Object> told(Starters.Lesson lesson, Learned learned) {
    Map<String, Object> rows = new LinkedHashMap<>();
    rows.put("read", lesson.rows());
    rows.put("with_outcome", (long) lesson.table().rows().size());
    rows.put("open", lesson.open());
    rows.put("set_aside", lesson.setAside());
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("rows", rows);
    told.putAll(learned.json());
    return told;
  }

  private static void write(Path folder, Learned.Model model, Map<String, Object> told) throws IOException {
    Files.writeString(folder.resolve("proposal.yaml"), model.yaml(), StandardCharsets.UTF_8);
    Files.writeString(folder.resolve("calibration.svg"), model.chart(), StandardCharsets.UTF_8);
    Files.writeString(folder.resolve("report.json"), Json.pretty(told) + "\n", StandardCharsets.UTF_8);
  }
}
