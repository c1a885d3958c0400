package dev.caravan.group;

/**
 * What an account's visits are usually like, and how rare a stretch is against that.
 *
 * @param halfLife days in which what was counts half
 * @param every days: nobody is taken to come less often than once in so many
 */
record Usual(double halfLife, double every) {
  /** Rarer than this is not told apart. */
  static final long RAREST = 1_000_000;

  /**
   * Once in how many such stretches one would see as much, were it all as usual: Poisson, over the visits of the last
   * days without those of the busiest person, so that volume alone is never rare.
   */
  long onceIn(Crowd crowd, int days) {
    int visits = crowd.visits(days) - crowd.busiest(days);
    if (visits == 0) {
      return 1;
    }
    double tail = tail(visits, rate(crowd, days) * days);
    return tail * RAREST <= 1 ? RAREST : Math.max(1, (long) StrictMath.floor(1 / tail));
  }

  /** How many visits are usual in so many days, in words: {@code 2 visits}. */
  String visits(Crowd crowd, int days) {
    double usual = rate(crowd, days) * days;
    return usual < 0.5 ? "less than 1 visit" : Wording.count((int) Math.round(usual), "visit", "visits");
  }

  /** Visits a day before the stretch, as they are fading, with one visit taken for granted. */
  private double rate(Crowd crowd, int days) {
    long last = crowd.lastDay();
    double within = 0;
    for (Crowd.Seen each : crowd.people()) {
      long back = last - each.days().day();
      for (long n = Math.max(0, -back); n + back < days && n < Days.KEPT; n++) {
        within += each.days().has(n) ? left(n + back) : 0;
      }
    }
    double before = Math.max(0, crowd.usual() - within) / left(days);
    double watched = crowd.first().isNone() ? 0 : Math.max(0, last - days - Crowd.day(crowd.first().ms()));
    double weighed = (1 - left(watched)) * halfLife / StrictMath.log(2);
    return (before + 1) / (weighed + every);
  }

  private double left(double days) {
    return StrictMath.pow(0.5, days / halfLife);
  }

  /** The chance of at least {@code n} where {@code mean} are expected. */
  static double tail(int n, double mean) {
    if (n <= 0) {
      return 1;
    }
    double term = -mean + n * StrictMath.log(mean);
    for (int i = 2; i <= n; i++) {
      term -= StrictMath.log(i);
    }
    if (n <= mean) { // the other side is the shorter sum
      double below = 0;
      double each = StrictMath.exp(-mean);
      for (int i = 0; i < n; i++) {
        below += each;
        each *= mean / (i + 1);
      }
      return Math.max(0, 1 - below);
    }
    double sum = 0;
    double each = StrictMath.exp(term);
    for (int i = n; each > 1e-18 * sum && i < n + 10_000; i++) {
      sum += each;
      each *= mean / (i + 1);
    }
    return Math.min(1, sum);
  }
}
