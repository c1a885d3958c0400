package dev.caravan.desk;

import dev.caravan.engine.Stages;
import dev.caravan.engine.States;
import dev.caravan.lifecycle.DecideStates;
import dev.caravan.routing.Rep;
import dev.caravan.routing.Routing;
import dev.caravan.routing.Turns;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/** Draws a {@link DeskView} from the states of the stages. */
public final class DeskReport {
  private final States states;
  private final Routing routing;

  public DeskReport(States states, Routing routing) {
    this.states = states;
    this.routing = routing;
  }

  public DeskView of(long asOf) {
    Desk desk = (Desk) states.heads("assign").getOrDefault(Stages.DESK, Desk.EMPTY);
    var seats = new ArrayList<DeskView.Seat>();
    new TreeMap<>(desk.reps()).values().forEach(rep -> seats.add(seat(rep, desk)));
    var handOffs = new ArrayList<DeskView.HandedOver>();
    states.entries("assign", Stages.DESK).values().forEach(entry ->
        ((Desk.Drawer) entry).given().forEach(given -> handOffs.add(handedOver(given, desk))));
    var held = new TreeMap<String, Long>();
    DecideStates.all(states).values().forEach(head -> head.tracks().values()
        .forEach(track -> track.held().forEach(reason -> held.merge(reason, 1L, Long::sum))));
    return new DeskView(seats, handOffs, held, asOf);
  }

  private DeskView.Seat seat(Rep rep, Desk desk) {
    var shares = new TreeMap<String, DeskView.Share>();
    routing.weights(rep).forEach((pool, weight) -> shares.put(pool, new DeskView.Share(weight,
        desk.turns().getOrDefault(pool, Turns.NONE).taken().getOrDefault(rep.id(), 0L))));
    return new DeskView.Seat(rep.id(), rep.name(), rep.active(), rep.open(), shares);
  }

  private DeskView.HandedOver handedOver(Desk.Given given, Desk desk) {
    var of = given.handOff();
    Map<String, Rep> reps = desk.reps();
    long took = given.answeredAt().isNone() || given.at().isNone() ? 0
        : routing.worked(reps.get(given.owner()), given.at().ms(), given.answeredAt().ms());
    String why = given.looked().isEmpty() ? "" : given.looked().get(given.looked().size() - 1).why();
    return new DeskView.HandedOver(of.id(), of.person(), of.of(), of.trigger(), of.solution(), given.owner(), given.had(), given.target(),
        given.pool(), why, given.askedAt(), given.at(), given.stands(), given.said(), given.answeredAt(), took,
        routing.clock(of.trigger()).remind(), given.rung() != Desk.Rung.NOTHING);
  }
}
