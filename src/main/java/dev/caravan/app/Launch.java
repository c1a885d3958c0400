package dev.caravan.app;

import dev.caravan.outbox.Mode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How far the house has gone live, by {@code application.properties}.
 *
 * @param mode how much of what it decides is written
 * @param since the moment before which history is silent; empty where none is named
 */
record Launch(Mode mode, Optional<Instant> since) {
  static final String MODE = "caravan.mode";
  static final String SINCE = "caravan.go-live";
  private static final String CREATE = "caravan.salesforce.create";

  /** As the settings say; they are without a mistake. */
  static Launch from(ApplicationProperties settings) {
    Mode mode = Mode.of(settings.get(MODE)).orElseThrow(() -> new IllegalArgumentException(MODE + ": no such mode"));
    return new Launch(mode, moment(settings.get(SINCE)));
  }

  /** A time, or the beginning of a day in UTC; empty where a text is neither. */
  static Optional<Instant> moment(String text) {
    try {
      return Optional.of(text.indexOf('T') < 0 ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** What the form of the values does not tell: the mistake by property. */
  static Map<String, String> mistakes(ApplicationProperties settings, InstantSource clock) {
    String written = settings.get(SINCE);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return moment(written).filter(since -> since.isAfter(now)).map(since -> Map.of(SINCE, "\"" + written
        + "\" is in the future, and it is " + now + " now; expected a moment that has come: until then leave " + SINCE
        + " empty, with " + MODE + " = " + Mode.SHADOW.code())).orElse(Map.of());
  }

  /** The settings of Salesforce where so much is written: short of everything, no lead is made for a score. */
  static UnaryOperator<String> ofSalesforce(ApplicationProperties settings, Mode mode) {
    return key -> key.equals(CREATE) && mode != Mode.LIVE ? "never" : settings.get(key);
  }
}
