package dev.caravan.sandbox.eloqua;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Recursive descent over {@code OR} of {@code AND} of comparisons, {@code NOT}, {@code EXISTS} and parentheses. */
final class EelParser {
  private static final int MAX_LENGTH = 1000;
  private static final List<String> OPS = List.of("!=", ">=", "<=", "=", ">", "<", "~");

  private final String text;
  private final boolean utc;
  private int at;
  private int exists;

  EelParser(String text, boolean utc) {
    this.text = text;
    this.utc = utc;
  }

  Eel parse() {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("longer than " + MAX_LENGTH + " characters");
    }
    Eel filter = or();
    blanks();
    if (at < text.length()) {
      throw wrong("AND, OR or the end");
    }
    return filter;
  }

  private Eel or() {
    var any = new ArrayList<Eel>(List.of(and()));
    while (word("OR")) {
      any.add(and());
    }
    return any.size() == 1 ? any.get(0) : new Eel.Or(List.copyOf(any));
  }

  private Eel and() {
    var all = new ArrayList<Eel>(List.of(one()));
    while (word("AND")) {
      all.add(one());
    }
    return all.size() == 1 ? all.get(0) : new Eel.And(List.copyOf(all));
  }

  private Eel one() {
    if (word("NOT")) {
      return new Eel.Not(one());
    }
    if (word("EXISTS")) {
      if (++exists > 1) {
        throw new IllegalArgumentException("more than one EXISTS");
      }
      expect("(");
      String statement = quoted();
      expect(")");
      return new Eel.Exists(statement);
    }
    if (sign("(")) {
      Eel inner = or();
      expect(")");
      return inner;
    }
    return compare();
  }

  private Eel compare() {
    String statement = quoted();
    if (!statement.startsWith("{{") || !statement.endsWith("}}")) {
      throw wrong("a statement such as '{{Contact.UpdatedAt}}' on the left");
    }
    String op = OPS.stream().filter(this::sign).findFirst().orElseThrow(() -> wrong("an operator"));
    String value = quoted();
    long millis = 0;
    if (Eel.isDate(statement)) {
      try {
        millis = Times.literal(value, utc);
      } catch (DateTimeException e) {
        throw wrong("a date such as '2026-01-31 00:00:00'");
      }
    }
    return new Eel.Compare(statement, op, value, millis);
  }

  private String quoted() {
    blanks();
    int end = at < text.length() && text.charAt(at) == '\'' ? text.indexOf('\'', at + 1) : -1;
    if (end < 0) {
      throw wrong("a text in single quotes");
    }
    String inner = text.substring(at + 1, end);
    at = end + 1;
    return inner;
  }

  private boolean word(String word) {
    blanks();
    int end = at + word.length();
    boolean here = text.regionMatches(true, at, word, 0, word.length())
        && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
    if (here) {
      at = end;
    }
    return here;
  }

  private boolean sign(String sign) {
    blanks();
    boolean here = text.startsWith(sign, at);
    if (here) {
      at += sign.length();
    }
    return here;
  }

  private void expect(String sign) {
    if (!sign(sign)) {
      throw wrong(sign);
    }
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "at character %d: expected %s", at + 1, expected));
  }
}
