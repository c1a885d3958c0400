package dev.caravan.insight;

import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Opportunities that were won or lost, out of facts. */
final class Deals {
  /**
   * An opportunity.
   *
   * @param before midnight (UTC) before it was decided, epoch ms: what was known earlier could predict it
   * @param people who took part, as their source names them
   */
  record Deal(String solution, boolean won, long before, Set<String> people) {}

  private Deals() {}

  /** The decided ones, by id. */
  static List<Deal> of(List<Fact> facts) {
    Map<String, List<Fact.Opportunity>> told = new TreeMap<>();
    for (Fact fact : facts) {
      if (fact instanceof Fact.Opportunity deal) {
        told.computeIfAbsent(deal.head().source() + ' ' + deal.head().subject(), id -> new ArrayList<>()).add(deal);
      }
    }
    List<Deal> deals = new ArrayList<>();
    for (List<Fact.Opportunity> states : told.values()) {
      states.sort((one, other) -> Long.compare(one.head().time(), other.head().time()));
      Fact.Opportunity last = states.get(states.size() - 1);
      if (last.closedAt().isEmpty()) {
        continue;
      }
      long decided = Long.MAX_VALUE;
      Set<String> people = new LinkedHashSet<>();
      for (Fact.Opportunity state : states) {
        if (!state.closedAt().isEmpty()) {
          decided = Math.min(decided, Math.min(state.head().time(), moment(state.closedAt())));
        }
        state.contacts().forEach(contact -> people.add(named(contact.person(), state.head().source())));
      }
      deals.add(new Deal(last.solution(), last.won(), Math.floorDiv(decided, Times.DAY) * Times.DAY, people));
    }
    return deals;
  }

  /** A bare id is one of the fact's own source. */
  private static String named(String person, String source) {
    return person.indexOf('@') >= 0 || person.indexOf(':') > 0 ? person : source + ':' + person;
  }

  private static long moment(String closed) {
    try {
      return Times.parse(closed);
    } catch (DateTimeParseException e) {
      return Long.MAX_VALUE; // then the time of the fact tells
    }
  }
}
