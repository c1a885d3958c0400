package dev.caravan.sandbox.market;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded dice. {@link StrictMath} throughout, so that a seed means the same market on every machine. */
final class Chance {
  private final SplittableRandom dice;

  Chance(long seed) {
    this(new SplittableRandom(seed));
  }

  private Chance(SplittableRandom dice) {
    this.dice = dice;
  }

  /** Dice of their own for one part, so that a change there does not move every other part. */
  Chance split() {
    return new Chance(dice.split());
  }

  boolean in(double probability) {
    return dice.nextDouble() < probability;
  }

  int below(int bound) {
    return dice.nextInt(bound);
  }

  /** Both ends included. */
  int between(int low, int high) {
    return low + dice.nextInt(high - low + 1);
  }

  double unit() {
    return dice.nextDouble();
  }

  <T> T of(List<T> list) {
    return list.get(dice.nextInt(list.size()));
  }

  /** Early entries more often than late ones. */
  <T> T favouring(List<T> list) {
    double u = dice.nextDouble();
    return list.get((int) (u * u * list.size()));
  }

  /** A log-normal value: half of them below {@code median}, a few far above. */
  double heavy(double median, double spread) {
    return median * StrictMath.exp(spread * gauss());
  }

  int poisson(double mean) {
    double limit = StrictMath.exp(-mean);
    double product = dice.nextDouble();
    int count = 0;
    while (product > limit && count < 1_000) {
      product *= dice.nextDouble();
      count++;
    }
    return count;
  }

  /** {@code count} different members, in random order; all of them when there are fewer. */
  <T> List<T> some(List<T> from, int count) {
    List<T> rest = new ArrayList<>(from);
    shuffle(rest);
    return new ArrayList<>(rest.subList(0, Math.min(count, rest.size())));
  }

  void shuffle(List<?> list) {
    shuffled(list);
  }

  private <T> void shuffled(List<T> list) {
    for (int i = list.size() - 1; i > 0; i--) {
      int j = dice.nextInt(i + 1);
      T swapped = list.get(i);
      list.set(i, list.get(j));
      list.set(j, swapped);
    }
  }

  private double gauss() {
    double u = 1 - dice.nextDouble();
    return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * StrictMath.PI * dice.nextDouble());
  }
}
