package dev.caravan.connectors;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the clock of this machine is from that of a server, by the {@code Date} of its replies.
 *
 * <p>What has been read up to a moment is never read again from before it. A clock that runs ahead would therefore pass
 * over everything the server still writes down until then; so no moment later than the server's own is ever used.
 */
public final class ServerClock {
  private static final Logger LOG = LoggerFactory.getLogger(ServerClock.class);
  private static final Duration NOTICED = Duration.ofMinutes(2);

  private final String system;
  private volatile Duration ahead = Duration.ZERO;
  private volatile boolean told;

  /** The clock of a system, by its name for people. */
  public ServerClock(String system) {
    this.system = system;
  }

  /** Takes the {@code Date} header of a reply that has just come; one that is no date is passed over. */
  public void heard(String date) {
    Instant theirs;
    try {
      theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      LOG.debug("{} sent a Date header that is no date", system, e);
      return;
    }
    ahead = Duration.between(Instant.now(), theirs);
    if (ahead.abs().compareTo(NOTICED) < 0) {
      told = false;
    } else if (!told) {
      told = true;
      LOG.warn("The clock of this machine is {} {} that of {}; nothing is read past the time of {}; set this machine's clock",
          words(ahead.abs()), ahead.isNegative() ? "ahead of" : "behind", system, system);
    }
  }

  /** The earlier of a moment by our clock and the server's present. */
  public Instant now(Instant ours) {
    Instant theirs = Instant.now().plus(ahead);
    return ours.isBefore(theirs) ? ours : theirs;
  }

  private static String words(Duration off) {
    return off.toHours() > 0 ? off.toHours() + " h " + off.toMinutesPart() + " min" : off.toMinutes() + " min";
  }
}
