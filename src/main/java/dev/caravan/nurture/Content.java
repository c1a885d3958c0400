package dev.caravan.nurture;

/**
 * Something that can be sent.
 *
 * @param name its id; of a periodical, each issue has the month behind it
 * @param solution whose people alone it is for, {@code ""} for everybody
 * @param periodical whether every calendar month brings another issue
 */
record Content(String name, String title, Kind kind, String solution, boolean asks, String offers, boolean periodical,
    String place) {
  /** What it is meant to do. */
  enum Kind {
    ENGAGE, CONVERT, RETAIN;

    final String word = name().toLowerCase(java.util.Locale.ROOT);
  }

  String id(long now) {
    return periodical ? name + "/" + Cadence.month(now) : name;
  }

  Touch touch(String id, String track, long notBefore) {
    return new Touch(id, title, track, kind.word, asks, offers, place, notBefore);
  }
}
