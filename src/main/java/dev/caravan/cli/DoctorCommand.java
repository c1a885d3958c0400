package dev.caravan.cli;

import dev.caravan.insight.Age;
import dev.caravan.config.Configuration;
import dev.caravan.insight.Blocked;
import dev.caravan.insight.Withheld;
import dev.caravan.journal.Reading;
import dev.caravan.journal.Runs;
import dev.caravan.model.Masked;
import dev.caravan.model.Times;
import dev.caravan.outbox.Outbox;
import dev.caravan.store.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whether everything Caravan stands on is in order. */
@Command(name = "doctor", description = "Check Java, memory, disk, settings, data and streams.",
    footerHeading = "%nExamples:%n",
    footer = {"  caravan doctor", "  caravan doctor --json", "%nExit code 1 if something needs a person."})
final class DoctorCommand implements Callable<Integer> {
  private static final long MIB = 1 << 20;
  private static final long LITTLE_DISK = 1024 * MIB;
  private static final long LITTLE_MEMORY = 512 * MIB;
  private static final int OLDEST_JAVA = 17;
  /** A try that fails is made again after ten minutes at the latest. */
  private static final long LONG_IN_LINE = Times.HOUR;

  @Mixin Options.Config config = new Options.Config();
  @Mixin Options.Data data = new Options.Data();
  @Mixin Options.AsJson json = new Options.AsJson();
  @Mixin Options.Help help = new Options.Help();
  private final Terminal terminal;

  /** One finding, good or not. */
  private record Finding(boolean fine, String about, String says) {}

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    var findings = new ArrayList<Finding>();
    int java = Runtime.version().feature();
    findings.add(new Finding(java >= OLDEST_JAVA, "java", "Java " + java
        + (java >= OLDEST_JAVA ? "" : "; expected 17 or newer")));
    long memory = Runtime.getRuntime().maxMemory();
    findings.add(new Finding(memory >= LITTLE_MEMORY, "memory", memory / MIB + " MiB at most, "
        + Runtime.getRuntime().availableProcessors() + " cores"
        + (memory >= LITTLE_MEMORY ? "" : "; give it more: CARAVAN_JAVA_OPTS=-Xmx1g")));
    int mistakes = ValidateCommand.findings(terminal, config.folder).size();
    findings.add(new Finding(mistakes == 0, "settings", mistakes == 0 ? config.folder + " has no mistakes"
        : Terminal.count(mistakes, "mistake") + " in " + config.folder + "; see \"caravan validate\""));
    int open = BeforeLive.of(Configuration.load(config.folder), terminal.starters().mode(config.folder)).warns().size();
    if (open > 0) {
      findings.add(new Finding(true, "live", Terminal.count(open, "thing") + " to settle before caravan.mode = live; see"
          + " \"caravan validate\""));
    }
    terminal.starters().missingInEnvironment(config.folder).forEach(each ->
        findings.add(new Finding(true, "run needs", each.summary())));
    findings.add(new Finding(true, "mail", terminal.starters().mail(config.folder)));
    findings.add(disk());
    try {
      data(findings);
    } catch (CannotStart e) {
      findings.add(new Finding(false, "store", String.valueOf(e.getMessage())));
    }
    boolean fine = findings.stream().allMatch(Finding::fine);
    if (json.asked) {
      terminal.json(findings.stream().map(DoctorCommand::line).toList());
    } else {
      findings.forEach(each ->
          terminal.say((each.fine() ? "  ok  " : "  !!  ") + String.format("%-9s", each.about()) + " " + each.says()));
    }
    return fine ? Cli.FINE : Cli.FINDINGS;
  }

  private void data(List<Finding> findings) throws IOException {
    Optional<String> database = terminal.starters().database(data.folder, config.folder);
    database.ifPresent(where -> findings.add(new Finding(true, "database", where)));
    if (database.isEmpty() && !Files.isDirectory(data.folder)) {
      findings.add(new Finding(true, "data", data.folder + " does not exist yet; the first run makes it"));
      return;
    }
    terminal.starters().worker(data.folder, config.folder).ifPresentOrElse(
        who -> findings.add(new Finding(true, "working", who)),
        () -> findings.add(new Finding(true, "working", "nobody works in " + database.orElse(data.folder.toString()))));
    store(findings);
    List<String> open = OwnerOnly.open(data.folder);
    if (Files.isDirectory(data.folder)) {
      findings.add(new Finding(open.isEmpty(), "rights", open.isEmpty() ? "only the owner may read " + data.folder
          : "others may reach " + String.join(", ", open) + "; expected the owner alone: chmod -R go= " + data.folder));
    }
  }

  private Finding disk() throws IOException {
    Path place = data.folder.toAbsolutePath();
    while (!Files.exists(place) && place.getParent() != null) {
      place = place.getParent();
    }
    long free = Files.getFileStore(place).getUsableSpace();
    boolean fine = free >= LITTLE_DISK && Files.isWritable(place);
    String what = free / MIB + " MiB free for " + data.folder;
    return new Finding(fine, "disk", fine ? what : Files.isWritable(place) ? what + "; make some room"
        : data.folder + " cannot be written; check who owns it");
  }

  private void store(List<Finding> findings) {
    try (Starters.House house = terminal.starters().house(data.folder, config.folder)) {
      long facts = house.journal().counts().values().stream().mapToLong(Long::longValue).sum();
      long worked = house.journal().position();
      findings.add(new Finding(true, "store", Terminal.count(facts, "fact") + ", "
          + (worked == Long.MIN_VALUE ? "none worked off yet" : "worked off up to " + Times.text(worked))));
      findings.addAll(streams(house.journal().readings(), house.now()));
      findings.addAll(waiting(house.outbox().waiting(), house.now()));
      Withheld.of(house.outbox()).sentence().ifPresent(says -> findings.add(new Finding(true, "mode", says)));
      Blocked.of(house.journal(), house.outbox()).forEach(each -> findings.add(new Finding(false, "blocked", each.sentence())));
      house.journal().findings().all().forEach(each -> findings.add(new Finding(each.isNote(),
          each.isOverdue() ? "calls" : "mapping", each.said())));
      List<Runs.Summary> runs = house.journal().runs().latest(1);
      runs.forEach(run -> findings.add(new Finding(!run.status().equals("failed"), "last run", "#" + run.id() + " "
          + run.kind() + ", " + run.status() + ", started " + Times.text(run.started()) + " ("
          + Age.of(house.now() - run.started()) + " ago)" + (run.note().isEmpty() ? "" : ": " + run.note()))));
      int parked = house.outbox().entries(List.of(Outbox.State.PARKED), 1_000).size();
      findings.add(new Finding(parked == 0, "parked", parked == 0 ? "nothing" : (parked == 1_000 ? "at least " : "")
          + Terminal.count(parked, "record") + "; see \"caravan parked\""));
      house.outbox().inHand().forEach((worker, items) -> findings.add(new Finding(true, "in hand",
          Terminal.count(items, "item") + " at " + worker)));
      int inputs = house.journal().parked(1_000).size();
      if (inputs > 0) {
        findings.add(new Finding(false, "rooms", Terminal.count(inputs, "input") + " could not be taken by a room; see"
            + " \"caravan parked\""));
      }
    } catch (CannotStart e) {
      findings.add(new Finding(false, "store", String.valueOf(e.getMessage())));
    }
  }

  private static List<Finding> streams(List<Reading> readings, long now) {
    var findings = new ArrayList<Finding>();
    var never = new ArrayList<String>();
    var failing = new ArrayList<String>();
    for (Reading reading : readings) {
      switch (reading.at(now)) {
        case READ -> { }
        case NEVER_READ -> never.add(reading.stream());
        case FAILING -> failing.add(reading.stream() + (reading.readAt() == 0 ? " (never read)"
            : " (last read " + Times.text(reading.readAt()) + ")"));
        case SILENT -> findings.add(new Finding(false, "streams", reading.stream() + ": not read since "
            + Times.text(reading.readAt()) + " (" + Age.of(now - reading.readAt()) + "), usually at least every "
            + Age.of(reading.usualGap())));
      }
    }
    if (!failing.isEmpty()) {
      findings.add(0, new Finding(false, "streams", "the last try failed: " + String.join(", ", failing)));
    }
    if (!never.isEmpty()) {
      findings.add(0, new Finding(false, "streams", "never read to their end: " + String.join(", ", never)));
    }
    if (findings.isEmpty()) {
      long last = readings.stream().mapToLong(Reading::readAt).min().orElse(0);
      findings.add(new Finding(true, "streams", "all have been read to their end"
          + (last == 0 ? "" : ", the longest ago at " + Times.text(last))));
    }
    return findings;
  }

  private static List<Finding> waiting(List<Outbox.Waiting> waiting, long now) {
    var findings = new ArrayList<Finding>();
    Blocked.Line.byTarget(waiting).forEach((target, line) -> findings.add(new Finding(now - line.since() <= LONG_IN_LINE, "waiting",
        Terminal.count(line.items(), "record") + " for " + target + " not delivered yet, the oldest in line since "
            + Times.text(line.since()) + " (" + Age.of(now - line.since()) + ")")));
    return findings;
  }

  private static Map<String, Object> line(Finding finding) {
    var line = new LinkedHashMap<String, Object>();
    line.put("about", finding.about());
    line.put("fine", finding.fine());
    line.put("says", finding.says());
    return line;
  }
}
