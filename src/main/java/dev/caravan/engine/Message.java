package dev.caravan.engine;

/** What one stage tells another, or what a fact becomes at the entrance of a stage; an immutable record. */
public interface Message {

  /** What it is called where it is set apart; names the fact if it carries one, so that it can be found. */
  default String named() {
    return getClass().getSimpleName();
  }
}
