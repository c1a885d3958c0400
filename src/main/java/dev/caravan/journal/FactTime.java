package dev.caravan.journal;

import dev.caravan.parse.Moments;
import dev.caravan.parse.Parsed;

/** Reads times of facts; the plain form {@code 2026-03-02T10:15:00.123Z} without the detour over java.time. */
final class FactTime {
  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private FactTime() {}

  static long read(String name, String text) throws FactJson.Unreadable {
    long plain = plain(text);
    if (plain != Long.MIN_VALUE) {
      return plain;
    }
    if (Moments.moment(text) instanceof Parsed.Read<Long> read) {
      return read.value();
    }
    throw new FactJson.Unreadable(name, "is not RFC 3339: " + FactJson.shown(text));
  }

  /** {@link Long#MIN_VALUE} for any other form, and for what is no date. */
  private static long plain(String text) {
    int length = text.length();
    if (length < 20 || length > 24 || length == 21 || text.charAt(length - 1) != 'Z' || text.charAt(4) != '-'
        || text.charAt(7) != '-' || text.charAt(10) != 'T' || text.charAt(13) != ':' || text.charAt(16) != ':'
        || length > 20 && text.charAt(19) != '.') {
      return Long.MIN_VALUE;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, 19);
    int fraction = length == 20 ? 0 : digits(text, 20, length - 1);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > DAYS[month - 1] || hour < 0 || hour > 23 || minute < 0
        || minute > 59 || second < 0 || second > 59 || fraction < 0) {
      return Long.MIN_VALUE;
    }
    if (month == 2 && day == 29 && (year % 4 != 0 || year % 100 == 0 && year % 400 != 0)) {
      return Long.MIN_VALUE;
    }
    int scale = length == 24 ? 1 : length == 23 ? 10 : 100;
    return ((daysSince1970(year, month, day) * 24 + hour) * 60 + minute) * 60_000L + second * 1_000L
        + (long) fraction * scale;
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Years begin in March here, so that the leap day comes last. */
  private static long daysSince1970(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return 365L * y + y / 4 - y / 100 + y / 400 + dayOfYear - 719_468;
  }
}
