package dev.caravan.sandbox.market;

import java.time.Duration;
import java.time.Instant;

/**
 * What decides a market entirely: equal settings give byte-identical files.
 *
 * @param people how many people, 120 to 1,000,000
 * @param seed any number; another seed is another market of the same kind
 * @param end the instant after the last fact, in whole seconds
 * @param days how many days of activity lie before {@code end}, 120 to 1,100; records reach back 60 days further
 * @param noise how much ordinary reading there is: 1 is usual, 0 leaves e-mail and the planted stories, at most 5
 * @param busy how many days before {@code end} are busy ones, 0 or 14 to 30: half of those who ask for a quote or come to an MQL's
 *     points do so in them, and before them sales worked on what the others did, by {@link Sales#USUAL}
 */
public record MarketSettings(int people, long seed, Instant end, int days, double noise, int busy) {
  /** A market nobody sells in. */
  public MarketSettings(int people, long seed, Instant end, int days, double noise) {
    this(people, seed, end, days, noise, 0);
  }

  public MarketSettings {
    require(people >= 120 && people <= 1_000_000, "people", people, "a number from 120 to 1000000");
    require(days >= 120 && days <= 1_100, "days", days, "a number from 120 to 1100");
    require(noise >= 0 && noise <= 5, "noise", noise, "a number from 0 to 5");
    require(busy == 0 || busy >= 14 && busy <= 30, "busy", busy, "0 or a number from 14 to 30");
    require(end.getNano() == 0, "end", end, "an instant in whole seconds");
    require(end.getEpochSecond() > 0, "end", end, "an instant after 1970");
  }

  /** 2,000 people, a year up to the evening of 31 March 2026: about 140,000 facts. */
  public static MarketSettings defaults() {
    return new MarketSettings(2_000, 1, Instant.parse("2026-03-31T18:00:00Z"), 365, 1.0);
  }

  public MarketSettings withPeople(int count) {
    return new MarketSettings(count, seed, end, days, noise, busy);
  }

  public MarketSettings withSeed(long other) {
    return new MarketSettings(people, other, end, days, noise, busy);
  }

  public MarketSettings withNoise(double other) {
    return new MarketSettings(people, seed, end, days, other, busy);
  }

  public MarketSettings withBusy(int lastDays) {
    return new MarketSettings(people, seed, end, days, noise, lastDays);
  }

  /** The instant from which on the days are busy; {@link #end} if none are. */
  public Instant busyFrom() {
    return end.minus(Duration.ofDays(busy));
  }

  /** The instant of the first possible activity. */
  public Instant start() {
    return end.minus(Duration.ofDays(days));
  }

  long startSecond() {
    return start().getEpochSecond();
  }

  long endSecond() {
    return end.getEpochSecond();
  }

  private static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("market settings: " + name + " is " + value + "; expected " + expected);
    }
  }
}
