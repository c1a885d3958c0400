package dev.caravan.sandbox.market;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an activity carries beside its person and asset, by where it happened. */
sealed interface Detail {
  /** @param link what was clicked; null for sends and opens */
  record Mail(String recipient, String deployment, @Nullable String link) implements Detail {}

  /** @param seconds how long the visit was; 0 for a single page */
  record Web(String visitor, String url, @Nullable String referrer, int seconds, String ip) implements Detail {}

  record Form(String visitor, Map<String, String> fields) implements Detail {
    public Form {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /** A mail that came back; the news of it arrives at {@code recorded}, hours after it happened. */
  record Bounce(String recipient, String deployment, long recorded) implements Detail {}

  record Nothing() implements Detail {}
}
