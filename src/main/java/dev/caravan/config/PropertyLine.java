package dev.caravan.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One key and value of a {@code .properties} text; long ones may go on over several lines of it. */
record PropertyLine(PropertyLine.Part key, PropertyLine.Part value, Optional<PropertyLine.Escape> brokenEscape) {
  /** A text and where it begins; lines and columns from 1, columns in characters. */
  record Part(String text, int line, int column) {}

  /** Where a {@code \}{@code u} has no four hexadecimal digits behind it. */
  record Escape(int line, int column) {}

  private static final String BLANKS = " \t\f";
  private static final int HEX_DIGITS = 4;
  private static final int HEX = 16;

  /** All of a text, without blank lines and comments. */
  static List<PropertyLine> all(String text) {
    var lines = new ArrayList<PropertyLine>();
    for (int at = 0; at < text.length();) {
      var reader = new Reader(text, at);
      if (reader.isProperty) {
        lines.add(reader.read());
      }
      at = reader.end;
    }
    return lines;
  }

  private static int skip(String text, int from, String what) {
    int at = from;
    while (at < text.length() && what.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static int endOfLine(String text, int from) {
    int at = from;
    while (at < text.length() && !isLineEnd(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  /** Reads one of them; {@code end} is where the next begins. */
  private static final class Reader {
    private final String text;
    private final StringBuilder logical = new StringBuilder();
    /** Where each character of {@code logical} stands in the text. */
    private final List<Integer> places = new ArrayList<>();
    private Optional<Escape> broken = Optional.empty();
    private int end;
    /** False where nothing but backslashes at the ends of lines stands. */
    private boolean isProperty;

    Reader(String text, int start) {
      this.text = text;
      this.end = start;
      join();
    }

    /** Goes over blank lines and comments and joins what backslashes at the ends of lines belong together, as Java does. */
    private void join() {
      boolean escaped = false;
      boolean skips = true;
      boolean goesOn = false;
      while (end < text.length()) {
        char c = text.charAt(end);
        if (skips && (BLANKS.indexOf(c) >= 0 || !goesOn && isLineEnd(c))) {
          end++;
          continue;
        }
        skips = false;
        goesOn = false;
        if (logical.isEmpty() && "#!".indexOf(c) >= 0) {
          end = endOfLine(text, end);
          skips = true;
        } else if (!isLineEnd(c)) {
          logical.append(c);
          places.add(end);
          escaped = c == '\\' && !escaped;
          end++;
        } else if (logical.isEmpty()) {
          end++;
          skips = true;
        } else if (!escaped || end + 1 == text.length()) {
          end++;
          break;
        } else {
          dropLast();
          escaped = false;
          skips = true;
          goesOn = true;
          end += text.startsWith("\r\n", end) ? 2 : 1;
        }
      }
      isProperty = !logical.isEmpty();
      if (escaped) {
        dropLast();
      }
    }

    private void dropLast() {
      logical.setLength(logical.length() - 1);
      places.remove(places.size() - 1);
    }

    PropertyLine read() {
      int keyEnd = keyEnd();
      int valueStart = skip(logical.toString(), keyEnd, BLANKS);
      if (valueStart < logical.length() && "=:".indexOf(logical.charAt(valueStart)) >= 0) {
        valueStart = skip(logical.toString(), valueStart + 1, BLANKS);
      }
      Part key = part(0, keyEnd);
      Part value = part(valueStart, logical.length());
      return new PropertyLine(key, value, broken);
    }

    private int keyEnd() {
      for (int i = 0; i < logical.length(); i++) {
        char c = logical.charAt(i);
        if (c == '\\') {
          i++;
        } else if ("=:".indexOf(c) >= 0 || BLANKS.indexOf(c) >= 0) {
          return i;
        }
      }
      return logical.length();
    }

    private Part part(int from, int to) {
      var plain = new StringBuilder();
      for (int i = from; i < to; i++) {
        char c = logical.charAt(i);
        if (c != '\\' || i + 1 == to) {
          plain.append(c);
          continue;
        }
        i++;
        char escaped = logical.charAt(i);
        if (escaped == 'u') {
          plain.append(character(i, to));
          i += HEX_DIGITS;
        } else {
          plain.append(switch (escaped) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'f' -> '\f';
            default -> escaped;
          });
        }
      }
      int place = from < places.size() ? places.get(from) : places.isEmpty() ? end - 1 : places.get(places.size() - 1) + 1;
      return new Part(plain.toString(), line(place), column(place));
    }

    private char character(int u, int to) {
      if (u + HEX_DIGITS < to) {
        String digits = logical.substring(u + 1, u + 1 + HEX_DIGITS);
        if (digits.chars().allMatch(c -> Character.digit(c, HEX) >= 0 && c < 128)) {
          return (char) Integer.parseInt(digits, HEX);
        }
      }
      int place = places.get(u - 1);
      broken = broken.or(() -> Optional.of(new Escape(line(place), column(place))));
      return '?';
    }

    private int line(int place) {
      int line = 1;
      for (int i = 0; i < place; i++) {
        char c = text.charAt(i);
        line += c == '\n' || c == '\r' && !text.startsWith("\r\n", i) ? 1 : 0;
      }
      return line;
    }

    private int column(int place) {
      int start = place;
      while (start > 0 && !isLineEnd(text.charAt(start - 1))) {
        start--;
      }
      return text.codePointCount(start, place) + 1;
    }
  }
}
