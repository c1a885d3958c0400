package dev.caravan.model;

import java.util.Locale;

/**
 * What became of a record that was due for a system, as every report counts it. Whoever treats outcomes differently
 * switches over them without a default, so that a new one does not compile until it is handled everywhere.
 */
public enum Outcome {
  /** The system took it in this run. */
  SENT,
  /** The system shows it so already. */
  UNCHANGED,
  /** Not delivered yet: due, in flight, or to be tried again. */
  WAITING,
  /** Kept back for a reason of business, until the reason is gone. */
  HELD,
  /** The system refused it; a person must act. */
  PARKED;

  /** As in reports: {@code sent}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a person must act before the record can go. */
  public boolean needsPerson() {
    return switch (this) {
      case SENT, UNCHANGED, WAITING, HELD -> false;
      case PARKED -> true;
    };
  }
}
