package dev.caravan.connectors.eloqua;

import dev.caravan.connectors.eloqua.internal.SiteField;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The contact fields a site shows to its user: asked for before contacts are read or written, and again every day; every ten
 * minutes while one is missing that a stream cannot do without, and at once after Eloqua has refused something.
 */
final class SiteFields {
  private static final Duration FRESH = Duration.ofDays(1);
  private static final Duration FRESH_WHILE_MISSING = Duration.ofMinutes(10);

  private final Consumer<Known> told;
  private Known known = new Known(Map.of());
  private Instant readAt = Instant.MIN;
  private boolean missing;

  /** What is known of the fields, by internal name in lower case. */
  record Known(Map<String, SiteField> fields) {
    Known {
      fields = Map.copyOf(fields);
    }

    boolean shows(String name) {
      return fields.containsKey(key(name));
    }

    boolean takes(String name) {
      SiteField field = fields.get(key(name));
      return field != null && field.writable();
    }

    /** Characters a text may have, 0 where it is not known. */
    int length(String name) {
      SiteField field = fields.get(key(name));
      return field == null ? 0 : field.length();
    }

    /** Those of some fields that cannot be written. */
    List<String> lacking(Collection<String> names) {
      return names.stream().filter(name -> !takes(name)).toList();
    }

    private static String key(String name) {
      return name.toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param told is given what is known whenever the site was asked
   */
  SiteFields(Consumer<Known> told) {
    this.told = told;
  }

  /** What the site shows; asks it where that is not known, or was asked too long ago. */
  synchronized Known current(EloquaEndpoint endpoint) throws EloquaException, InterruptedException {
    Instant now = endpoint.getConfiguration().getClock().instant();
    Duration fresh = missing ? FRESH_WHILE_MISSING : FRESH;
    if (readAt.equals(Instant.MIN) || !now.isBefore(readAt.plus(fresh)) || now.isBefore(readAt)) {
      known = new Known(SiteField.ofContacts(endpoint.http(), endpoint.bulk()));
      readAt = now;
      missing = false;
      told.accept(known);
    }
    return known;
  }

  /** A stream cannot do without what is not there: it is looked for again soon. */
  synchronized void isMissing() {
    missing = true;
  }

  /** What is known may be out of date: it is asked anew before the next call. */
  synchronized void forget() {
    readAt = Instant.MIN;
  }
}
