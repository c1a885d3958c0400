package dev.caravan.sandbox.salesforce;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What WHERE asks of a record. Two-valued as in SOQL: a comparison with nothing is false, {@code !=} then is true. */
sealed interface Condition {
  boolean test(Org org, Row row);

  /** No record changed before this instant can pass; null when any might. */
  default @Nullable Instant notBefore() {
    return null;
  }

  /** No record changed after this instant can pass; null when any might. */
  default @Nullable Instant notAfter() {
    return null;
  }

  /** The only values of the field a passing record can have; null when any might. */
  default @Nullable Set<Object> only(String field) {
    return null;
  }

  /** Whether it holds a sub-select, which may not be joined with others by OR. */
  default boolean semiJoins() {
    return false;
  }

  record And(Condition left, Condition right) implements Condition {
    @Override
    public boolean semiJoins() {
      return left.semiJoins() || right.semiJoins();
    }

    @Override
    public boolean test(Org org, Row row) {
      return left.test(org, row) && right.test(org, row);
    }

    @Override
    public @Nullable Instant notBefore() {
      Instant a = left.notBefore();
      Instant b = right.notBefore();
      return a == null || b != null && b.isAfter(a) ? b : a;
    }

    @Override
    public @Nullable Instant notAfter() {
      Instant a = left.notAfter();
      Instant b = right.notAfter();
      return a == null || b != null && b.isBefore(a) ? b : a;
    }

    @Override
    public @Nullable Set<Object> only(String field) {
      Set<Object> a = left.only(field);
      return a == null ? right.only(field) : a;
    }
  }

  record Or(Condition left, Condition right) implements Condition {
    @Override
    public boolean test(Org org, Row row) {
      return left.test(org, row) || right.test(org, row);
    }

    @Override
    public @Nullable Instant notBefore() {
      Instant a = left.notBefore();
      Instant b = right.notBefore();
      return a == null || b == null ? null : a.isBefore(b) ? a : b;
    }

    @Override
    public @Nullable Instant notAfter() {
      Instant a = left.notAfter();
      Instant b = right.notAfter();
      return a == null || b == null ? null : a.isAfter(b) ? a : b;
    }
  }

  record Not(Condition inner) implements Condition {
    @Override
    public boolean semiJoins() {
      return inner.semiJoins();
    }

    @Override
    public boolean test(Org org, Row row) {
      return !inner.test(org, row);
    }
  }

  /** A span of time [from, to): one instant, or what TODAY and its kin stand for. */
  record Span(Instant from, Instant to) {}

  /** {@code = != < > <= >=} with null, a boolean, a Double, a lower-case string or a {@link Span}. */
  record Compare(FieldPath path, String operator, @Nullable Object literal) implements Condition {
    @Override
    public boolean test(Org org, Row row) {
      Object value = path.value(org, row);
      if (literal == null || value == null) {
        boolean same = literal == null && value == null;
        return operator.equals("=") ? same : operator.equals("!=") && !same;
      }
      int order = compare(path.kind(), value, literal);
      return switch (operator) {
        case "=" -> order == 0;
        case "!=" -> order != 0;
        case "<" -> order < 0;
        case ">" -> order > 0;
        case "<=" -> order <= 0;
        default -> order >= 0;
      };
    }

    @Override
    public @Nullable Instant notBefore() {
      boolean bounds = operator.equals("=") || operator.startsWith(">");
      return bounds && path.plain("SystemModstamp") && literal instanceof Span span ? span.from() : null;
    }

    @Override
    public @Nullable Instant notAfter() {
      boolean bounds = operator.equals("=") || operator.startsWith("<");
      return bounds && path.plain("SystemModstamp") && literal instanceof Span span ? span.to() : null;
    }

    @Override
    public @Nullable Set<Object> only(String field) {
      return operator.equals("=") && literal != null && path.plain(field) ? Set.of(literal) : null;
    }
  }

  /** {@code IN} and {@code NOT IN}, over values as {@link #key} makes them. */
  record In(FieldPath path, boolean negated, Set<Object> keys, boolean withNull, boolean joins)
      implements Condition {
    @Override
    public boolean semiJoins() {
      return joins;
    }

    @Override
    public boolean test(Org org, Row row) {
      Object value = path.value(org, row);
      boolean in = value == null ? withNull : keys.contains(key(path.kind(), value));
      return in != negated;
    }

    @Override
    public @Nullable Set<Object> only(String field) {
      return !negated && !withNull && path.plain(field) ? keys : null;
    }
  }

  record Like(FieldPath path, Pattern pattern) implements Condition {
    @Override
    public boolean test(Org org, Row row) {
      Object value = path.value(org, row);
      return value != null && pattern.matcher(value.toString()).matches();
    }
  }

  /** What two equal values have in common: text in lower case, an id in its short form, numbers as doubles. */
  static Object key(Field.Kind kind, Object value) {
    if (kind == Field.Kind.ID || kind == Field.Kind.REFERENCE) {
      return Ids.key(value.toString());
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof LocalDate day) {
      return day.atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
    }
    return value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
  }

  private static int compare(Field.Kind kind, Object value, Object literal) {
    Object key = key(kind, value);
    if (literal instanceof Span span && key instanceof Instant at) {
      if (at.isBefore(span.from())) {
        return -1;
      }
      boolean inside = at.isBefore(span.to()) || at.equals(span.from());
      return inside ? 0 : 1;
    }
    if (key instanceof Double a && literal instanceof Double b) {
      return Double.compare(a, b);
    }
    if (key instanceof Boolean a && literal instanceof Boolean b) {
      return Boolean.compare(a, b);
    }
    return key.toString().compareTo(literal.toString());
  }

  /** LIKE's pattern: % any run, _ one character, both escaped by a backslash. */
  static Pattern like(String text) {
    var regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && List.of('%', '_').contains(text.charAt(i + 1))) {
        i++;
        regex.append(Pattern.quote(text.substring(i, i + 1)));
      } else if (c == '%') {
        regex.append(".*");
      } else if (c == '_') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(text.substring(i, i + 1)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
  }
}
