package dev.caravan.engine;

/** Where each stage stands in the list. */
public final class Stages {
  public static final int LISTING = 0;
  public static final int MATCH = 1;
  public static final int NAME = 2;
  public static final int ACCOUNT = 3;
  public static final int SCORE = 4;
  public static final int GROUP = 5;
  public static final int MERGE = 6;
  /** Where decide begins; it stands here once a level. */
  public static final int DECIDE = 7;
  /** How often decide stands there: as many people can turn out to be one in any order. */
  public static final int DECIDE_LEVELS = 4;
  public static final int ASSIGN = DECIDE + DECIDE_LEVELS;

  /** The one key of assign: the set of pools that share reps. */
  public static final String DESK = "desk";

  private Stages() {}
}
