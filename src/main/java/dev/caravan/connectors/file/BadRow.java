package dev.caravan.connectors.file;

/** A row, or a part of one, that gives no fact; the message says why and what to do, without what stood in the row. */
final class BadRow extends Exception {
  private static final long serialVersionUID = 1L;

  BadRow(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
