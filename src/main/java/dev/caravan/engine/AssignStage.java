package dev.caravan.engine;

import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.routing.Rep;
import dev.caravan.routing.Routing;
import dev.caravan.routing.Turns;
import java.util.Map;
import java.util.TreeMap;

/**
 * Key: a desk, the set of pools that share reps (the shipped configuration has one). Gives every hand-off an owner, in
 * the order they were asked for, so that turns are fair whatever came from where.
 */
final class AssignStage implements Stage<AssignStage.Desk, AssignStage.Given> {
  static final String DESK = "desk";

  /** Who is there, and whose turn it is by pool. */
  record Desk(Map<String, Rep> reps, Map<String, Turns> turns) {}

  /** Whom a hand-off went to. */
  record Given(String owner, String target, long at) {}

  private final Routing routing;
  private final String version;

  AssignStage(Routing routing, String version) {
    this.routing = routing;
    this.version = version;
  }

  @Override
  public String name() {
    return "assign";
  }

  @Override
  public Class<Desk> headType() {
    return Desk.class;
  }

  @Override
  public Class<Given> entryType() {
    return Given.class;
  }

  @Override
  public Desk fresh(String key) {
    return new Desk(Map.of(), Map.of());
  }

  @Override
  public void take(Turn<Desk, Given> turn, Message message) {
    Desk desk = turn.head();
    if (message instanceof Messages.UserSaid said) {
      Fact.User user = said.fact();
      var reps = new TreeMap<>(desk.reps());
      reps.put(user.head().subject(), new Rep(user.head().subject(), user.name(), user.email(), user.active(), user.timeZone()));
      turn.head(new Desk(reps, desk.turns()));
    } else if (message instanceof Messages.HandOver asked) {
      assign(turn, desk, asked);
    } else {
      throw new IllegalArgumentException("assign does not take " + message);
    }
  }

  @Override
  public void alarm(Turn<Desk, Given> turn) {
    throw new IllegalStateException("assign sets no alarm");
  }

  private void assign(Turn<Desk, Given> turn, Desk desk, Messages.HandOver asked) {
    Decision.HandOff handOff = asked.handOff();
    Routing.Choice choice = routing.choose(asked.accountOwner(), new TreeMap<>(desk.reps()),
        pool -> desk.turns().getOrDefault(pool, Turns.NONE));
    if (!choice.pool().isEmpty()) {
      var turns = new TreeMap<>(desk.turns());
      turns.put(choice.pool(), choice.turns());
      turn.head(new Desk(desk.reps(), turns));
    }
    turn.put(handOff.id(), new Given(choice.owner(), choice.target(), turn.tick()));
    long time = routing.responseTime(handOff.trigger());
    turn.decide(new Decision.Assignment("assignment/" + handOff.id(), handOff.subject(), turn.tick(),
        Because.of(choice.ownerName() + " " + choice.why(), choice.rule(), choice.place(), version, handOff.because().fact()),
        handOff, choice.owner(), choice.target(), choice.ownerName(), time == 0 ? 0 : turn.tick() + time));
  }
}
