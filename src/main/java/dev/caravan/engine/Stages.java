package dev.caravan.engine;

/** Where each stage stands in the list. */
final class Stages {
  static final int LISTING = 0;
  static final int MATCH = 1;
  static final int NAME = 2;
  static final int ACCOUNT = 3;
  static final int SCORE = 4;
  static final int GROUP = 5;
  static final int MERGE = 6;
  /** Where decide begins; it stands here once a level. */
  static final int DECIDE = 7;
  /** How often decide stands there: as many people can turn out to be one in any order. */
  static final int DECIDE_LEVELS = 4;
  static final int ASSIGN = DECIDE + DECIDE_LEVELS;

  /** The one key of assign: the set of pools that share reps. */
  static final String DESK = "desk";

  private Stages() {}
}
