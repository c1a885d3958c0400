package dev.caravan.group;

import dev.caravan.engine.Message;
import dev.caravan.model.Decision;
import dev.caravan.routing.Case;
import java.util.Set;

/** What the desk is told of a group. */
public sealed interface GroupToDesk extends Message {

  /** Somebody must act on an account; the hand-off names nobody, so that nobody is reached by it. */
  record AccountHandOver(Decision.HandOff handOff, Case about) implements GroupToDesk {}

  /** Who owns an account should know of its group; {@code owner} is a user's id, {@code ""} for nobody. */
  record Alerted(Decision.HandOff task, String owner) implements GroupToDesk {}

  /** Sales did something about a person with an open hand-off: said so, reached them, or took them over. */
  record Answered(String handOff, String what, String by) implements GroupToDesk {
    /** Of a new owner. */
    public static final String OWNER = "owner";
    /** Of an opportunity of theirs. */
    public static final String OPPORTUNITY = "opportunity";
  }

  /** A hand-off is over. */
  record Closed(String handOff, String why) implements GroupToDesk {
    private static final Set<String> ENDS =Set.of("won", "lost", "expired", "silent", "group");

    /** How a hand-off ended, in a word of its own or as a reason it was given back for. */
    public static String how(String by) {
      return ENDS.contains(by) ? by : "given back: " + by;
    }
  }
}
