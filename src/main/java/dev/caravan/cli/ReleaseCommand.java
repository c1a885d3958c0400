package dev.caravan.cli;

import dev.caravan.config.Configuration;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.States;
import dev.caravan.engine.GoLive;
import dev.caravan.pipeline.Portion;
import dev.caravan.pipeline.ReleaseList;
import dev.caravan.model.Fact;
import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows who qualified before Caravan went live, and lets them go in portions. */
@Command(name = "release", description = "Show who qualified before Caravan went live, and hand them over in portions.",
    footerHeading = "%nExamples:%n",
    footer = {"  caravan release                                     the list, best first",
        "  caravan release --portion --why \"first week\"        today's portion",
        "  caravan release dana@halden.example --why \"asked\"    one of them, or the group of an account",
        "  caravan release consent --yes --why \"checked\"        what people said no to before, to the other system",
        "%nWho ordered it and why is kept as a fact. Nobody is released by itself."})
final class ReleaseCommand implements Callable<Integer> {
  private static final String CONSENT = "consent";
  private static final int SHOWN = 50;

  @Parameters(paramLabel = "WHO", arity = "0..*", description = "E-mails or accounts of the list; or \"consent\".")
  List<String> who = new ArrayList<>();

  @Option(names = "--portion", description = "Today's portion, best first.")
  boolean portion;

  @Option(names = "--a-pool", paramLabel = "N", defaultValue = "" + Portion.A_POOL, description = "At most so many a pool and day (${DEFAULT-VALUE}).")
  int aPool;

  @Option(names = "--an-owner", paramLabel = "N", defaultValue = "" + Portion.AN_OWNER, description = "At most so many an owner and day (${DEFAULT-VALUE}).")
  int anOwner;

  @Option(names = "--yes", description = "Confirms \"consent\"; without it only what would be written is shown.")
  boolean yes;

  @Option(names = "--by", paramLabel = "NAME", description = "Who orders it (default: the user of this computer).")
  String by = System.getProperty("user.name", "somebody");

  @Option(names = "--why", paramLabel = "TEXT", defaultValue = "", description = "Why; needed to release anybody.")
  String why = "";

  @Mixin Options.AsJson json = new Options.AsJson();
  @Mixin Options.Data data = new Options.Data();
  @Mixin Options.Config config = new Options.Config();
  @Mixin Options.Help help = new Options.Help();
  @Spec CommandSpec spec = CommandSpec.create();
  private final Terminal terminal;

  ReleaseCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (portion && !who.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Whom? Name them, or say --portion (not both).");
    }
    try (Starters.House house = terminal.starters().house(data.folder, config.folder)) {
      Pipeline engine = Pipeline.of(house.settingsAt(Long.MAX_VALUE).orElseGet(() -> Configuration.load(config.folder)),
          house.goLiveAt(Long.MAX_VALUE));
      States states = house.states(engine).orElseThrow(() -> new CannotStart(data.folder
          + ": nothing has been decided there by the settings that are live; run once first"));
      if (who.contains(CONSENT)) {
        return consent(house, engine, states);
      }
      List<ReleaseList.Row> rows = engine.releases(states, house.journal().position());
      if (who.isEmpty() && !portion) {
        show(rows);
        return Cli.FINE;
      }
      return release(house, rows);
    }
  }

  // Showing

  private void show(List<ReleaseList.Row> rows) {
    if (json.asked) {
      terminal.json(rows.stream().map(ReleaseCommand::line).toList());
      return;
    }
    terminal.say(rows.isEmpty() ? "Nobody waits to be released." : Terminal.count(rows.size(), "row") + " to be released, best first:");
    rows.stream().limit(SHOWN).forEach(row -> {
      terminal.say("  " + what(row) + "  → " + row.to().name() + (row.to().pool().isEmpty() ? "" : " (" + row.to().pool() + ")"));
      row.history().forEach(each -> terminal.say("      " + each));
    });
    if (rows.size() > SHOWN) {
      terminal.say("  and " + (rows.size() - SHOWN) + " more; --json shows all");
    }
  }

  private static String what(ReleaseList.Row row) {
    String interest = String.valueOf(row.tenths() / 10.0);
    return switch (row.kind()) {
      case PERSON -> row.who() + "  " + row.solution() + "  " + row.rating() + "  interest " + interest + ", there since "
          + day(row.since()) + ", last seen " + day(row.last());
      case GROUP -> "buying group of " + row.who() + "  " + row.solution() + "  " + row.rating() + "  " + row.tenths() / 10
          + " people, last seen " + day(row.last());
      case RENEWAL -> "contract of " + row.who() + "  " + row.solution() + "  ends on " + row.rating();
    };
  }

  private static String day(Moment at) {
    return at.isNone() ? "never" : at.text().substring(0, 10);
  }

  private static Map<String, Object> line(ReleaseList.Row row) {
    var line = new LinkedHashMap<String, Object>();
    line.put("kind", row.kind().name().toLowerCase(java.util.Locale.ROOT));
    line.put("who", row.who());
    line.put("solution", row.solution());
    line.put("rating", row.rating());
    line.put("interest", row.tenths() / 10.0);
    line.put("since", row.since().isNone() ? null : row.since().text());
    line.put("last", row.last().isNone() ? null : row.last().text());
    line.put("history", row.history());
    line.put("owner", row.to().name());
    line.put("pool", row.to().pool().isEmpty() ? null : row.to().pool());
    return line;
  }

  // Releasing

  private int release(Starters.House house, List<ReleaseList.Row> rows) {
    ordered(house);
    List<ReleaseList.Row> chosen = portion
        ? new Portion(aPool, anOwner).of(rows, house.journal().all(Portion.dayOf(house.now()))) : named(rows);
    if (!chosen.isEmpty()) {
      house.order(Fact.Command.RELEASE, chosen.stream().map(Portion::order).toList(), by, why);
    }
    terminal.say(Terminal.count(chosen.size(), "row") + " released; "
        + (chosen.isEmpty() ? "nothing was written." : "their tasks go out with the next delivery, and are timed from now on."));
    chosen.forEach(row -> terminal.say("  " + what(row) + "  → " + row.to().name()));
    List<String> not = who.stream().filter(name -> chosen.stream().noneMatch(row -> isNamed(row, name))).toList();
    not.forEach(name -> terminal.say("Not on the list: " + name + ". They are with sales already, have opted out, are disqualified, or"
        + " stand at no MQL; \"caravan explain " + name + "\" says which. Nothing was written for them."));
    return not.isEmpty() ? Cli.FINE : Cli.FINDINGS;
  }

  private void ordered(Starters.House house) {
    if (why.isBlank()) {
      throw new ParameterException(spec.commandLine(), "Why? Say --why TEXT; it is kept with the order.");
    }
    if (house.goLiveAt(Long.MAX_VALUE).equals(GoLive.NOT_YET)) {
      throw new CannotStart("Caravan is not live there, so nobody can be handed over; set caravan.mode to live in"
          + " config/application.properties and run once. Nothing was written.");
    }
  }

  private List<ReleaseList.Row> named(List<ReleaseList.Row> rows) {
    return rows.stream().filter(row -> who.stream().anyMatch(name -> isNamed(row, name))).toList();
  }

  private static boolean isNamed(ReleaseList.Row row, String name) {
    return row.who().equalsIgnoreCase(name) || row.key().equalsIgnoreCase(name) || row.key().startsWith(name + "|");
  }

  // Consent

  private int consent(Starters.House house, Pipeline engine, States states) {
    Map<String, List<String>> differences = engine.consentDifferences(states);
    var channels = new java.util.TreeMap<String, Integer>();
    differences.values().forEach(each -> each.forEach(channel -> channels.merge(channel, 1, Integer::sum)));
    terminal.say(Terminal.count(differences.size(), "person") + " said no to something that not all of their records say"
        + (channels.isEmpty() ? "." : ": " + channels + "."));
    if (!yes || differences.isEmpty()) {
      terminal.say(differences.isEmpty() ? "Nothing was written." : "Nothing was written; --yes writes it to both systems.");
      return Cli.FINE;
    }
    ordered(house);
    house.order(Fact.Command.RELEASE_CONSENT, differences.keySet().stream().map(person -> Map.of("person", person)).toList(), by, why);
    terminal.say("Both systems are told with the next delivery.");
    return Cli.FINE;
  }
}
