package dev.caravan.outbox;

import dev.caravan.model.Decision.Kind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is delivered together, the most urgent first. This is the one place that states the order: a single run, the
 * demonstration, the service and a process that only delivers all follow it.
 */
public enum Urgency {
  /** Who must not be reached. */
  CONSENT(Kind.CONSENT),
  /** What sales is asked to do. */
  HAND_OFF(Kind.ASSIGNMENT),
  /** What reps are told of buying groups, by mail. */
  ALERT(Kind.ALERT),
  GROUP(Kind.GROUP),
  /** Places in programmes, who is at the limit of touches, and responses to campaigns. */
  PROGRAMME(Kind.ENROLMENT, Kind.LEAVE, Kind.TOUCH_LIMIT, Kind.RESPONSE),
  TOUCH(Kind.TOUCH),
  SCORE(Kind.SCORE);

  private final List<Kind> kinds;

  Urgency(Kind... kinds) {
    this.kinds = List.of(kinds);
  }

  /** The kinds of items, as {@link Outbox#take} asks for them. */
  public List<Kind> kinds() {
    return kinds;
  }

  /** As in names of routes: {@code hand-off}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** By its code. */
  public static Optional<Urgency> of(String code) {
    return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
  }

  /**
   * Sorts names of routes, {@code deliver-<system>-<code>}: the most urgent first, then by name. What has another name is
   * an admin's own route, and comes last.
   */
  public static Comparator<String> ofRoutes() {
    return Comparator.comparingInt(Urgency::place).thenComparing(Comparator.naturalOrder());
  }

  private static int place(String route) {
    return Arrays.stream(values()).filter(each -> route.matches("deliver-[^-]+-" + each.code())).findFirst()
        .map(Enum::ordinal).orElse(values().length);
  }
}
