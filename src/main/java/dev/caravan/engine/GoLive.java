package dev.caravan.engine;

import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * From when on the rooms act. Before, they keep scores, stages and levels of groups, and nobody is asked, told, enrolled or
 * timed: a company can read years of history without one task about the past. It is no setting: it stands beside the settings,
 * voids no signature and does not change their version.
 *
 * <p>What is dated before is silent. So is what follows only from what happened before Caravan first went live; at a later
 * change of settings it is the date alone that counts. What went out in an earlier life (by other settings, or before the mode
 * was changed) comes back as {@link dev.caravan.model.Fact.Done}.
 *
 * @param at epoch ms, in the order of knowing
 * @param history what happened before is history, epoch ms
 */
public record GoLive(long at, long history) {
  /** Everything counts, from the first fact on. */
  public static final GoLive FROM_THE_START = new GoLive(Long.MIN_VALUE);
  /** Nothing is acted on yet. */
  public static final GoLive NOT_YET = new GoLive(Cell.NEVER);

  private static final int START_DAYS = 10;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** For the first time: all that happened before is history. */
  public GoLive(long at) {
    this(at, at);
  }

  /** Once more at a later moment, by other settings: what Caravan has lived through is no history. */
  public GoLive again(long moment) {
    return new GoLive(moment, Math.min(history, moment));
  }

  /** Whether the rooms act at a tick. */
  public boolean acts(long tick) {
    return tick >= at && at != Cell.NEVER;
  }

  /** Whether they act at a tick on what happened at a moment. */
  public boolean acts(long tick, long happened) {
    return acts(tick) && happened >= history;
  }

  /** The same of what may never have happened, which is as if it were long ago. */
  public boolean acts(long tick, Moment happened) {
    return acts(tick, happened.or(Long.MIN_VALUE));
  }

  /**
   * When programmes begin with somebody who was known before: within the first ten working days (Monday to Friday, UTC), by
   * a hash of who they are, so that not all are enrolled at once.
   */
  public long startOf(String person) {
    if (at == Long.MIN_VALUE || at == Cell.NEVER) {
      return at;
    }
    long mixed = person.hashCode() * MIX;
    long worked = Math.floorMod(mixed ^ mixed >>> 32, START_DAYS * Times.DAY);
    LocalDate day = Instant.ofEpochMilli(at).atZone(ZoneOffset.UTC).toLocalDate();
    long into = Math.floorMod(at, Times.DAY) + worked;
    while (isWeekend(day)) {
      day = day.plusDays(1);
      into = worked;
    }
    for (; into >= Times.DAY; into -= Times.DAY) {
      do {
        day = day.plusDays(1);
      } while (isWeekend(day));
    }
    return day.toEpochDay() * Times.DAY + into;
  }

  /** Whether a programme begins here with somebody who was known before, at the moment that was worked out for them. */
  public boolean begins(Decision decision) {
    return decision.kind() == Decision.Kind.ENROLMENT && decision.at() == startOf(decision.subject());
  }

  private static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }
}
