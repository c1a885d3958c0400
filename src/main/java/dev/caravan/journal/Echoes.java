package dev.caravan.journal;

import dev.caravan.model.Fact;
import dev.caravan.model.Team;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells which record facts only say again what the newest of the same record said, as {@link Journal#keep} does: of
 * facts in memory, so that a replay takes the same ones a journal would have kept.
 */
public final class Echoes {
  /** The newest fact of every record, by a name of the record. */
  public interface Newest {
    @Nullable Fact of(String record);

    void is(String record, Fact fact);
  }

  private final Newest newest;

  /** Remembers in memory. */
  public Echoes() {
    this(inMemory());
  }

  /** Remembers where it is told to. */
  public Echoes(Newest newest) {
    this.newest = newest;
  }

  private static Newest inMemory() {
    Map<String, Fact> facts = new HashMap<>();
    return new Newest() {
      @Override
      public @Nullable Fact of(String record) {
        return facts.get(record);
      }

      @Override
      public void is(String record, Fact fact) {
        facts.put(record, fact);
      }
    };
  }

  /** Whether a fact is an echo of those asked about before it; they come in {@link FrontDoor#CANONICAL} order. */
  public boolean isEcho(Fact fact) {
    if (!isRecord(fact)) {
      return false;
    }
    String name = fact.head().source() + "\n" + record(fact);
    Fact before = newest.of(name);
    if (before != null && fact.head().time() < before.head().time()) {
      return false;
    }
    if (before != null && before.head().subject().equals(fact.head().subject())
        && before.with(fact.head()).equals(fact)) {
      return true;
    }
    newest.is(name, fact);
    return false;
  }

  /** Whether a fact shows the state of a record, as against something that happened. */
  static boolean isRecord(Fact fact) {
    return fact instanceof Fact.Person || fact instanceof Fact.Account || fact instanceof Fact.User
        || fact instanceof Fact.Campaign || fact instanceof Fact.Opportunity || fact instanceof Fact.Contract
        || fact instanceof Fact.LeadStatus || fact instanceof Fact.OwnerChange || fact instanceof Fact.Membership
        || fact instanceof Team;
  }

  /** The record a record fact is about, within its source: the fact's id up to the last {@code @}. */
  static String record(Fact fact) {
    String id = fact.head().id();
    int at = id.lastIndexOf('@');
    return at < 0 ? id : id.substring(0, at);
  }
}
