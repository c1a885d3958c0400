package dev.caravan.cli;

import dev.caravan.config.ConfigNode;
import dev.caravan.config.Configuration;
import dev.caravan.config.Diagnostic;
import dev.caravan.config.Diagnostics;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.model.Times;
import java.nio.file.Path;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Finds every mistake in the settings and what lies around them, before anything starts. */
@Command(name = "validate", description = "Find every mistake in settings, connectors and routes.",
    footerHeading = "%nExamples:%n",
    footer = {"  caravan validate", "  caravan validate --json --config my-config",
        "%nExit code 1 if anything was found."})
final class ValidateCommand implements Callable<Integer> {
  @Mixin Options.Help help = new Options.Help();
  @Mixin Options.Config config = new Options.Config();
  @Mixin Options.AsJson json = new Options.AsJson();
  private static final int REVIEW_DAYS = 90;
  private final Terminal terminal;

  ValidateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Diagnostic> found = findings(terminal, config.folder);
    if (json.asked) {
      terminal.json(found.stream().map(ValidateCommand::line).toList());
    } else if (found.isEmpty()) {
      terminal.say("No mistakes found in " + config.folder + ".");
    } else {
      terminal.say(Diagnostics.render(found));
      terminal.say("\n" + Terminal.count(found.size(), "mistake") + " found.");
    }
    if (found.isEmpty()) {
      notes().forEach(terminal::note);
    }
    return found.isEmpty() ? Cli.FINE : Cli.FINDINGS;
  }

  /** What is no mistake, and still for somebody to do. */
  private List<String> notes() {
    Configuration configuration = Configuration.load(config.folder);
    var notes = new ArrayList<String>();
    terminal.starters().missingInEnvironment(config.folder).forEach(each -> notes.add("Note: " + each.summary()));
    BeforeLive.of(configuration, terminal.starters().mode(config.folder)).warns().forEach(each ->
        notes.add("Warning, before caravan.mode = live: " + each.summary()));
    ConfigNode scoring = configuration.file("scoring").root();
    String steward = scoring.find("steward").map(ConfigNode::text).orElse("nobody yet; name one as \"steward\"");
    String reviewed = scoring.find("reviewed").map(ConfigNode::text).orElse("");
    long days = reviewed.isEmpty() ? Long.MAX_VALUE : (terminal.clock().millis() - reviewed(reviewed)) / Times.DAY;
    if (days > REVIEW_DAYS) {
      notes.add("Note: " + config.folder.resolve("scoring.yaml") + ": the model was "
          + (reviewed.isEmpty() ? "never reviewed" : "last reviewed " + days + " days ago, on " + reviewed)
          + "; expected a review every " + REVIEW_DAYS + " days by its steward (" + steward
          + "): look whether it still holds, then set \"reviewed\" to that day");
    }
    return notes;
  }

  private static long reviewed(String day) {
    try {
      return Times.parse(day);
    } catch (DateTimeParseException e) {
      return Long.MIN_VALUE / 2; // no day of any calendar: as if long ago
    }
  }

  /** All that is wrong, sorted by place, each mistake once. */
  static List<Diagnostic> findings(Terminal terminal, Path config) {
    Configuration configuration = Configuration.load(config);
    var all = new Diagnostics();
    all.addAll(Pipeline.mistakes(configuration));
    all.addAll(terminal.starters().aroundSettings(config));
    terminal.starters().checks().forEach(check -> all.addAll(check.findings(configuration)));
    all.addAll(BeforeLive.of(configuration, terminal.starters().mode(config)).refuses());
    if (Pipeline.mistakes(configuration).isEmpty()) {
      all.addAll(SettingsTests.failures(terminal, config, configuration));
    }
    return new ArrayList<>(all.all());
  }

  private static Map<String, Object> line(Diagnostic found) {
    var line = new LinkedHashMap<String, Object>();
    line.put("file", found.file());
    line.put("line", found.line());
    line.put("column", found.column());
    line.put("code", found.code());
    line.put("message", found.message());
    return line;
  }
}
