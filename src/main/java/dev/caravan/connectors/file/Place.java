package dev.caravan.connectors.file;

/** How far a file was read with a mapping: the version of the mapping, and where the next row begins. */
record Place(String version, long offset, long line) {
  static final String DONE = "done";

  /** As a cursor. */
  String text() {
    return version + ":" + offset + ":" + line;
  }

  /** The cursor of a file that was read to its end: the next import begins anew and finds everything repeated. */
  static String done(String version) {
    return version + ":" + DONE;
  }

  /** A cursor of another version of the mapping is none: other facts may come of the same rows. */
  static Place read(String cursor, String version) {
    String[] parts = cursor.split(":", -1);
    if (parts.length != 3 || !parts[0].equals(version)) {
      return new Place(version, 0, 1);
    }
    return new Place(version, Long.parseLong(parts[1]), Long.parseLong(parts[2]));
  }
}
