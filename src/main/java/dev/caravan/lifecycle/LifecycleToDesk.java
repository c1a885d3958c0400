package dev.caravan.lifecycle;

import dev.caravan.engine.Message;
import dev.caravan.model.Decision;
import dev.caravan.routing.Case;

/** What the desk is told of a person. */
public sealed interface LifecycleToDesk extends Message {

  /**
   * Somebody must act.
   *
   * @param about what routing may ask
   * @param held whether the person it names may not be reached yet: it waits, and comes again without this
   */
  record HandOver(Decision.HandOff handOff, Case about, boolean held) implements LifecycleToDesk {}

  /** An open hand-off covers something more now: {@code what} tells it from others, {@code task} says which, and why. */
  record Appended(String handOff, String what, Decision.HandOff task) implements LifecycleToDesk {}

  /** The owner of an open opportunity should know: {@code task} says what. */
  record TellDealOwner(Decision.HandOff task, String dealOwner) implements LifecycleToDesk {}

  /** A member's own open hand-off goes on as part of their group's; both by id. */
  record JoinsGroup(String handOff, String group) implements LifecycleToDesk {}

  /** Somebody with an open hand-off, or {@code ""}, turned out to be this person, whose it and the last one are. */
  record GoesOn(String handOff, String other, String person) implements LifecycleToDesk {}

  /** Of two open hand-offs of people who turned out to be one, this goes on as part of the other; both by id. */
  record JoinsOther(String handOff, String other) implements LifecycleToDesk {}

  /** An open hand-off is part of the next of the person its own turned out to be. */
  record JoinsNext(String handOff, String person) implements LifecycleToDesk {}
}
