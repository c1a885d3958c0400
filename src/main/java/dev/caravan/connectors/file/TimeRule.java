package dev.caravan.connectors.file;

import dev.caravan.config.Origin;
import dev.caravan.model.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * When a fact happened.
 *
 * @param column where the time stands; {@code ""} when {@code fixed} is given
 * @param forms how it may be written, tried in turn; none means RFC 3339
 * @param zone of times written without one
 * @param fixed the time of every row, epoch ms
 */
record TimeRule(String column, List<TimeForm> forms, Optional<ZoneId> zone, Optional<Long> fixed, Origin origin) {
  TimeRule {
    forms = List.copyOf(forms);
  }

  /** Epoch milliseconds. */
  long read(Row row) throws BadRow {
    if (fixed.isPresent()) {
      return fixed.get();
    }
    String text = row.value(column);
    if (text.isEmpty()) {
      throw new BadRow("no time: column \"" + column + "\" is empty (" + origin.place() + ")");
    }
    if (forms.isEmpty()) {
      return standard(text);
    }
    for (TimeForm form : forms) {
      try {
        return form.moment(text, zone.orElse(ZoneId.of("UTC"))).toEpochMilli();
      } catch (DateTimeException e) {
        // The next form may fit.
      }
    }
    throw new BadRow("column \"" + column + "\" holds no time written "
        + String.join(" or ", forms.stream().map(TimeForm::words).toList()) + " (" + origin.place() + ")");
  }

  private long standard(String text) throws BadRow {
    try {
      return TimeForm.inRange(Instant.ofEpochMilli(Times.parse(text))).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      return local(text);
    }
  }

  private long local(String text) throws BadRow {
    try {
      LocalDateTime local = LocalDateTime.parse(text.replace(' ', 'T'));
      if (zone.isPresent()) {
        return TimeForm.inRange(local.atZone(zone.get()).toInstant()).toEpochMilli();
      }
    } catch (DateTimeException e) {
      throw new BadRow("column \"" + column + "\" holds no time such as 2026-03-02T10:15:00Z; name its form with"
          + " `format` (" + origin.place() + ")");
    }
    throw new BadRow("column \"" + column + "\" holds a time without an offset; name its `zone` (" + origin.place()
        + ")");
  }
}
