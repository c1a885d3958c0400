package dev.caravan.connectors;

import dev.caravan.journal.Findings;
import dev.caravan.model.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells which calls to a system are given up because no whole reply comes in time, and since when. Such a finding holds
 * for a day after the last one: that asking again helped does not mean that the system is well.
 */
public final class Overdue {
  private static final Duration KEPT = Duration.ofDays(1);

  private final String property;
  private final InstantSource clock;
  /** Told what each finding is about, and its words. */
  private final BiConsumer<String, String> findings;
  private final Map<String, Seen> seen = new HashMap<>();

  private record Seen(Instant first, Instant last, int times) {
    boolean holds(Instant now) {
      return now.isBefore(last.plus(KEPT));
    }

    String words() {
      String since = Times.text(first.toEpochMilli());
      return times == 1 ? "at " + since : times + " times since " + since + ", the last time at " + Times.text(last.toEpochMilli());
    }
  }

  private Overdue(String property, InstantSource clock, BiConsumer<String, String> findings) {
    this.property = property;
    this.clock = clock;
    this.findings = findings;
  }

  /**
   * Calls to a system.
   *
   * @param property the property that says how long a call may take
   */
  public static Overdue toldTo(SystemFindings findings, String property, InstantSource clock) {
    var overdue = new Overdue(property, clock, findings::tell);
    findings.keep(overdue::holds);
    return overdue;
  }

  /** Calls where there is nobody to tell. */
  public static Overdue untold(String property) {
    return new Overdue(property, InstantSource.system(), (about, words) -> { });
  }

  /**
   * A call was given up.
   *
   * @param call the system and the kind of call, such as {@code Salesforce, a composite query}; without ids
   * @return what to say of it behind the call's name
   */
  public String givenUp(String call, Duration deadline) {
    String words = "no whole reply within " + (deadline.toMillis() % 1_000 == 0 ? deadline.toSeconds() + " s"
        : deadline.toMillis() + " ms") + " (" + property + ")";
    findings.accept(Findings.OVERDUE + call, call + ": " + words + ", " + again(call).words() + "; what was given up is tried"
        + " again; if this lasts, ask whoever runs the system, or allow more time");
    return words;
  }

  private synchronized Seen again(String call) {
    Instant now = clock.instant();
    return seen.merge(call, new Seen(now, now, 1),
        (before, one) -> before.holds(now) ? new Seen(before.first(), now, before.times() + 1) : one);
  }

  private synchronized boolean holds(String about) {
    @Nullable Seen last = about.startsWith(Findings.OVERDUE) ? seen.get(about.substring(Findings.OVERDUE.length())) : null;
    return last != null && last.holds(clock.instant());
  }
}
