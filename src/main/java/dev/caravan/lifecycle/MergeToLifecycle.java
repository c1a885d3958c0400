package dev.caravan.lifecycle;

import dev.caravan.engine.Message;

/** What decide is told of people who turned out to be one. */
public sealed interface MergeToLifecycle extends Message {

  /**
   * To decide: the person turned out to be another one.
   *
   * @param level where what is kept of both goes on; 0 where the other one does not take over
   */
  record GoesOnAs(String person, int level) implements MergeToLifecycle {}

  /** To decide: somebody turned out to be this person, of whom everything is kept at this level from now on. */
  record MovesUp(int level) implements MergeToLifecycle {}
}
