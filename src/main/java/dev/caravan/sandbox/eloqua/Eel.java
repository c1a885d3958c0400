package dev.caravan.sandbox.eloqua;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A filter in Eloqua's expression language, parsed. */
sealed interface Eel {

  /** What a filter is asked about. */
  interface Subject {
    /** The value behind a statement, "" when there is none. */
    String text(String statement);

    /** The same for a date, epoch milliseconds. */
    long millis(String statement);

    boolean exists(String statement);
  }

  boolean test(Subject subject);

  /** {@code '{{statement}}' op 'value'}; {@code millis} holds the value of a date. */
  record Compare(String statement, String op, String value, long millis) implements Eel {
    @Override
    public boolean test(Subject subject) {
      if (isDate(statement)) {
        return holds(Long.compare(subject.millis(statement), millis));
      }
      String actual = subject.text(statement);
      if (op.equals("~")) {
        return like(value).matcher(actual).matches();
      }
      return holds(order(actual, value));
    }

    private boolean holds(int order) {
      return switch (op) {
        case "=" -> order == 0;
        case "!=" -> order != 0;
        case ">" -> order > 0;
        case ">=" -> order >= 0;
        case "<" -> order < 0;
        default -> order <= 0;
      };
    }

    private static int order(String a, String b) {
      if (isNumber(a) && isNumber(b)) {
        return new java.math.BigDecimal(a).compareTo(new java.math.BigDecimal(b));
      }
      return a.compareToIgnoreCase(b);
    }

    private static boolean isNumber(String text) {
      return text.length() <= 18 && text.matches("-?\\d+(\\.\\d+)?");
    }

    private static Pattern like(String pattern) {
      var regex = new StringBuilder();
      for (String part : pattern.split("(?=%)|(?<=%)", -1)) {
        regex.append(part.equals("%") ? ".*" : Pattern.quote(part));
      }
      return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
  }

  record And(List<Eel> all) implements Eel {
    @Override
    public boolean test(Subject subject) {
      return all.stream().allMatch(one -> one.test(subject));
    }
  }

  record Or(List<Eel> any) implements Eel {
    @Override
    public boolean test(Subject subject) {
      return any.stream().anyMatch(one -> one.test(subject));
    }
  }

  record Not(Eel one) implements Eel {
    @Override
    public boolean test(Subject subject) {
      return !one.test(subject);
    }
  }

  record Exists(String statement) implements Eel {
    @Override
    public boolean test(Subject subject) {
      return subject.exists(statement);
    }
  }

  /** The parts that must all hold. */
  static List<Eel> conjuncts(Eel filter) {
    return filter instanceof And and ? and.all().stream().flatMap(one -> conjuncts(one).stream()).toList()
        : List.of(filter);
  }

  /** Every statement the filter compares, in order. */
  static List<String> statements(Eel filter) {
    return parts(filter).stream().filter(Compare.class::isInstance).map(part -> ((Compare) part).statement()).toList();
  }

  /** Every statement the filter asks the existence of. */
  static List<String> existing(Eel filter) {
    return parts(filter).stream().filter(Exists.class::isInstance).map(part -> ((Exists) part).statement()).toList();
  }

  private static List<Eel> parts(Eel filter) {
    if (filter instanceof And and) {
      return and.all().stream().flatMap(one -> parts(one).stream()).toList();
    }
    if (filter instanceof Or or) {
      return or.any().stream().flatMap(one -> parts(one).stream()).toList();
    }
    return filter instanceof Not not ? parts(not.one()) : List.of(filter);
  }

  static boolean isDate(String statement) {
    String lower = statement.toLowerCase(Locale.ROOT);
    return lower.endsWith(".createdat}}") || lower.endsWith(".updatedat}}");
  }

  /**
   * Parses a filter.
   *
   * @param utc whether date literals are UTC; Eastern otherwise
   * @throws IllegalArgumentException saying where the text stops making sense
   */
  static Eel parse(String text, boolean utc) {
    return new EelParser(text, utc).parse();
  }
}
