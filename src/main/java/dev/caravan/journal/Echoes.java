package dev.caravan.journal;

import dev.caravan.model.Fact;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells which record facts only say again what the newest of the same record said, as {@link Journal#keep} does: of
 * facts in memory, so that a replay takes the same ones a journal would have kept.
 */
public final class Echoes {
  private record Name(String source, String record) {}

  private final Map<Name, Fact> newest = new HashMap<>();

  /** Whether a fact is an echo of those asked about before it; they come in {@link FrontDoor#CANONICAL} order. */
  public boolean isEcho(Fact fact) {
    if (!isRecord(fact)) {
      return false;
    }
    var name = new Name(fact.head().source(), record(fact));
    Fact before = newest.get(name);
    if (before != null && fact.head().time() < before.head().time()) {
      return false;
    }
    if (before != null && before.head().subject().equals(fact.head().subject())
        && before.with(fact.head()).equals(fact)) {
      return true;
    }
    newest.put(name, fact);
    return false;
  }

  /** Whether a fact shows the state of a record, as against something that happened. */
  static boolean isRecord(Fact fact) {
    return fact instanceof Fact.Person || fact instanceof Fact.Account || fact instanceof Fact.User
        || fact instanceof Fact.Campaign || fact instanceof Fact.Opportunity || fact instanceof Fact.Contract
        || fact instanceof Fact.LeadStatus;
  }

  /** The record a record fact is about, within its source: the fact's id up to the last {@code @}. */
  static String record(Fact fact) {
    String id = fact.head().id();
    int at = id.lastIndexOf('@');
    return at < 0 ? id : id.substring(0, at);
  }
}
