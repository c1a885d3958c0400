package dev.caravan.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records that were read for the first time when they had been there for long. They are recorded from when they were created, so
 * that who is who is known from then on, and what they say is taken as it is; the time of such a fact is that of the record's last
 * change, which lies behind. Nothing else is recorded before it happened.
 */
public final class FirstReading {
  private FirstReading() {}

  /** Whether a fact is recorded before the record said so. */
  public static boolean isAhead(Fact fact) {
    boolean record = fact instanceof Fact.Person || fact instanceof Fact.Account || fact instanceof Fact.User
        || fact instanceof Fact.Opportunity || fact instanceof Fact.Contract || fact instanceof Fact.Campaign;
    return record && fact.head().recorded() < fact.head().time();
  }

  /**
   * What was known at a moment (epoch ms): of a record that said it later only that there is a person of these ids.
   *
   * @return empty for what was not known at all
   */
  public static Optional<Fact> asOf(Fact fact, long moment) {
    if (fact.head().recorded() > moment) {
      return Optional.empty();
    }
    if (!isAhead(fact) || fact.head().time() <= moment) {
      return Optional.of(fact);
    }
    return fact instanceof Fact.Person person ? Optional.of(new Fact.Person(person.head(), person.ids(), Map.of())) : Optional.empty();
  }

  /** The same of all. */
  public static List<Fact> asOf(List<Fact> facts, long moment) {
    return facts.stream().map(fact -> asOf(fact, moment)).flatMap(Optional::stream).toList();
  }
}
