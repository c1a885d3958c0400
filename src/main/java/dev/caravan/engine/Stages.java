package dev.caravan.engine;

/** Where each stage stands in the list. */
final class Stages {
  static final int MATCH = 0;
  static final int ACCOUNT = 1;
  static final int SCORE = 2;
  static final int GROUP = 3;
  static final int DECIDE = 4;
  static final int ASSIGN = 5;

  private Stages() {}
}
