package dev.caravan.learn;

/**
 * How much more often those with something convert than those without, with its 95 % interval.
 *
 * <p>The lift is a ratio of proportions, {@code (a/n1) / (b/n0)}. The interval is that of Katz, Baptista, Azen and Pike
 * (1978), "Obtaining confidence intervals for the risk ratio in cohort studies", Biometrics 34, 469–474:
 * {@code exp(ln lift ± 1.96 · sqrt(1/a − 1/n1 + 1/b − 1/n0))}. Where nobody of a side converted, half a case is added to
 * each of a, b, n1 and n0 (Walter 1975, Biometrika 62, 371–374); where everybody did on both, the width is nil and the
 * same is done. It takes the cases as independent.
 *
 * @param with cases that have it
 * @param wonWith of these, how many were won
 * @param without cases that have it not
 * @param wonWithout of these, how many were won
 * @param ratio the lift; NaN if a side is empty
 * @param low lower end of the interval; NaN if a side is empty
 * @param high upper end
 */
public record Lift(long with, long wonWith, long without, long wonWithout, double ratio, double low, double high) {
  private static final double Z = 1.959963984540054;
  private static final int FEW = 10;
  private static final double SMALL = 1.5;

  /** What a lift says of that which it is the lift of. */
  public enum Verdict {
    /** The whole interval lies above one. */
    MORE,
    /** The whole interval lies below one. */
    LESS,
    /** The interval holds one and lies between two thirds and one and a half: whatever there is, is small. */
    NOTHING,
    /** The interval holds one and reaches further: these cases cannot tell it from chance. */
    UNCLEAR,
    /** Fewer than ten cases on one of the sides. */
    TOO_FEW
  }

  public Lift {
    if (wonWith < 0 || wonWithout < 0 || wonWith > with || wonWithout > without) {
      throw new IllegalArgumentException(wonWith + " of " + with + " and " + wonWithout + " of " + without
          + " cannot be won");
    }
  }

  /** The lift of counts. */
  public static Lift of(long with, long wonWith, long without, long wonWithout) {
    if (with == 0 || without == 0) {
      return new Lift(with, wonWith, without, wonWithout, Double.NaN, Double.NaN, Double.NaN);
    }
    boolean corner = wonWith == 0 || wonWithout == 0 || wonWith == with && wonWithout == without;
    double half = corner ? 0.5 : 0;
    double a = wonWith + half;
    double b = wonWithout + half;
    double n1 = with + half;
    double n0 = without + half;
    double ratio = a / n1 / (b / n0);
    double width = Z * StrictMath.sqrt(Math.max(0, 1 / a - 1 / n1 + 1 / b - 1 / n0));
    double log = StrictMath.log(ratio);
    return new Lift(with, wonWith, without, wonWithout, ratio, StrictMath.exp(log - width),
        StrictMath.exp(log + width));
  }

  /** Share won of those with it, 0–1; 0 if there are none. */
  public double shareWith() {
    return with == 0 ? 0 : (double) wonWith / with;
  }

  /** Share won of those without it, 0–1; 0 if there are none. */
  public double shareWithout() {
    return without == 0 ? 0 : (double) wonWithout / without;
  }

  /** What it says. */
  public Verdict verdict() {
    if (with < FEW || without < FEW) {
      return Verdict.TOO_FEW;
    }
    if (low > 1 || high < 1) {
      return low > 1 ? Verdict.MORE : Verdict.LESS;
    }
    return low >= 1 / SMALL && high <= SMALL ? Verdict.NOTHING : Verdict.UNCLEAR;
  }
}
