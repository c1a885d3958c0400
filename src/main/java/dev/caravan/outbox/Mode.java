package dev.caravan.outbox;

import dev.caravan.model.Decision;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much of what was decided is written to the systems, from nothing to everything. */
public enum Mode {
  /** Nothing: the house reads and decides. */
  SHADOW,
  /** What people and groups have scored; nobody is asked to do anything, and nobody is written to. */
  SCORE_ONLY,
  LIVE;

  /** As in settings: {@code score-only}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** By its code. */
  public static Optional<Mode> of(String code) {
    return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
  }

  /** Whether decisions of a kind are written. */
  public boolean writes(Decision.Kind kind) {
    return switch (kind) {
      case SCORE, GROUP -> this != SHADOW;
      case STAGE, HAND_OFF, ASSIGNMENT, NOTICE, ENROLMENT, LEAVE, ALERT, TOUCH, TOUCH_LIMIT, CONSENT, RESPONSE -> this == LIVE;
    };
  }

  /** The one of two that writes less. */
  public Mode lesser(Mode other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
