package dev.caravan.bench;

import dev.caravan.cli.ReplayCommand;
import dev.caravan.cli.Starters;
import dev.caravan.cli.Terminal;
import dev.caravan.cli.WorkFolder;
import dev.caravan.cli.WorthALook;
import dev.caravan.config.Configuration;
import dev.caravan.engine.GoLive;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import dev.caravan.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Generated markets over a year: how many alerts and hand-offs of groups were worth a look, by what the generator wrote down. */
final class AlarmMarkets {
  /** Days of a market that are lived in. */
  private static final double DAYS = 275;
  /** How long a market is history before it is lived in: then Caravan knows what is usual, as a house does that goes live. */
  static final long HISTORY = 90 * Times.DAY;

  /** Nobody answers a hand-off; each group's is judged by the alert it goes with. */
  record Result(WorthALook.Count alerts, WorthALook.Count handOffs, WorthALook.Found meetings, WorthALook.Found groups,
      WorthALook.Found bursts, WorthALook.Found decoys, int accounts, int reps) {
    Result plus(Result other) {
      return new Result(alerts.plus(other.alerts), handOffs.plus(other.handOffs), meetings.plus(other.meetings),
          groups.plus(other.groups), bursts.plus(other.bursts), decoys.plus(other.decoys), accounts + other.accounts, reps + other.reps);
    }

    double alertsAnAccountYear() {
      return accounts == 0 ? 0 : alerts.alarms() * 365.25 / (accounts * DAYS);
    }

    double handOffsARepWeek() {
      return reps == 0 ? 0 : handOffs.alarms() / (reps * DAYS / 7.0);
    }
  }

  private final Terminal terminal;
  private final Path config;

  AlarmMarkets(Terminal terminal, Path config) {
    this.terminal = terminal;
    this.config = config;
  }

  /** One market. */
  Result judge(Path work, int people, long seed) throws IOException {
    Path folder = Files.createDirectories(work.resolve("market-" + seed));
    Path file = folder.resolve("facts.ndjson");
    terminal.starters().market(file, people, seed);
    var facts = new ArrayList<Fact>();
    ReplayCommand.read(terminal, file, facts, new ArrayList<>());
    long live = facts.stream().filter(Fact.Activity.class::isInstance).mapToLong(fact -> fact.head().time()).min().orElse(0) + HISTORY;
    Pipeline engine = Pipeline.of(Configuration.load(BenchCommand.staffed(terminal, config, facts, folder)), new GoLive(live));
    Starters.Replayed replayed = terminal.starters().replay(engine, facts, OptionalLong.empty());
    var alerts = new ArrayList<WorthALook.Alarm>();
    var handOffs = new ArrayList<WorthALook.Alarm>();
    for (Decision decision : replayed.decisions()) {
      if (decision instanceof Decision.Alert alert) {
        alerts.add(new WorthALook.Alarm(alert.subject(), alert.risenAt()));
      } else if (decision instanceof Decision.HandOff handOff && handOff.of().equals("group")) {
        handOffs.add(new WorthALook.Alarm(handOff.account() + "|" + handOff.solution(), handOff.at()));
      }
    }
    WorthALook worth = WorthALook.read(folder.resolve("truth.json")).orElseThrow();
    WorkFolder.remove(folder);
    return new Result(worth.count(alerts), worth.count(WorthALook.handOffs(handOffs, alerts)), found(worth, "meeting", alerts, live),
        found(worth, "group", alerts, live), found(worth, "burst", alerts, live), worth.decoys(alerts, live), accounts(facts), reps(facts));
  }

  private static WorthALook.Found found(WorthALook worth, String kind, List<WorthALook.Alarm> alerts, long from) {
    return worth.found(kind, alerts, from, Long.MAX_VALUE);
  }

  private static int accounts(List<Fact> facts) {
    Set<String> accounts = new HashSet<>();
    facts.stream().filter(Fact.Account.class::isInstance).forEach(fact -> accounts.add(fact.head().subject()));
    return accounts.size();
  }

  private static int reps(List<Fact> facts) {
    Set<String> reps = new HashSet<>();
    facts.stream().filter(fact -> fact instanceof Fact.User user && user.active()).forEach(fact -> reps.add(fact.head().subject()));
    return reps.size();
  }
}
