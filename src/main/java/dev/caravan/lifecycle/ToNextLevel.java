package dev.caravan.lifecycle;

import dev.caravan.engine.Message;

/** What a level of decide leaves to a later one. */
public sealed interface ToNextLevel extends Message {

  /** To a later level of decide: what an earlier one kept of the person. */
  record Moved(Deciding state) implements ToNextLevel {}

  /** To decide: what was kept of somebody who turned out to be this person. */
  record TakesOver(Deciding.Other other) implements ToNextLevel {}
}
