package dev.caravan.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * A test an admin writes as a sentence: {@code fit >= 75 and interest >= 100}, {@code disqualified}, {@code always}.
 *
 * <p>Terms are joined by {@code and} and {@code or}; {@code and} binds closer. A term is a flag, {@code not} a flag, or a
 * number compared with a number or with another name. Numbers are millionths inside, so that 99.9 is not 100.
 */
public final class Condition {
  private static final long ONE = 1_000_000L;

  private enum Operator {
    IS_SET(""), BELOW("<"), AT_MOST("<="), ABOVE(">"), AT_LEAST(">="), EQUAL("=");

    final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    static Optional<Operator> of(String sign) {
      return Arrays.stream(values()).filter(each -> each.sign.equals(sign)).findFirst();
    }
  }

  private record Term(boolean negated, String name, Operator operator, String otherName, long number) {}

  private final List<List<Term>> alternatives;
  private final String text;

  private Condition(String text, List<List<Term>> alternatives) {
    this.text = text;
    this.alternatives = alternatives;
  }

  /** As the admin wrote it. */
  public String text() {
    return text;
  }

  /**
   * Reads a condition.
   *
   * @param text the sentence
   * @param names numbers that may be compared
   * @param flags what may be true or not
   * @throws IllegalArgumentException with what was expected
   */
  public static Condition parse(String text, Set<String> names, Set<String> flags) {
    var alternatives = new ArrayList<List<Term>>();
    if (!text.strip().equals("always")) {
      for (String alternative : text.strip().split("\\s+or\\s+")) {
        var terms = new ArrayList<Term>();
        for (String term : alternative.split("\\s+and\\s+")) {
          terms.add(term(term.strip(), names, flags));
        }
        alternatives.add(List.copyOf(terms));
      }
    }
    return new Condition(text.strip(), List.copyOf(alternatives));
  }

  /**
   * Reports each row of a table, in which the first match wins, that can never be it: below {@code always}, or with the
   * words of a row above.
   *
   * @param rows maps with the sentence under {@code when}
   */
  public static void reportUnreachable(List<ConfigNode> rows) {
    var above = new java.util.HashMap<String, ConfigNode>();
    for (ConfigNode row : rows) {
      ConfigNode when = row.get("when");
      String words = String.join(" ", when.text().strip().split("\\s+"));
      ConfigNode first = above.getOrDefault("always", above.get(words));
      if (first != null && when.isSound()) {
        when.report("unreachable", "this row is never reached: the one in line " + first.origin().line()
            + (above.containsKey("always") ? " is always met" : " has the same test") + "; expected this one before it, or none");
      }
      above.putIfAbsent(words, row);
    }
  }

  private static Term term(String term, Set<String> names, Set<String> flags) {
    boolean negated = term.startsWith("not ");
    String rest = negated ? term.substring(4).strip() : term;
    if (flags.contains(rest)) {
      return new Term(negated, rest, Operator.IS_SET, "", 0);
    }
    String[] words = rest.split("\\s+");
    Optional<Operator> operator = words.length == 3 ? Operator.of(words[1]) : Optional.empty();
    if (!negated && operator.isPresent() && names.contains(words[0])) {
      if (names.contains(words[2])) {
        return new Term(false, words[0], operator.get(), words[2], 0);
      }
      try {
        return new Term(false, words[0], operator.get(), "", new java.math.BigDecimal(words[2]).movePointRight(6).longValueExact());
      } catch (ArithmeticException | NumberFormatException e) {
        throw new IllegalArgumentException("\"" + words[2] + "\" is not a number", e);
      }
    }
    throw new IllegalArgumentException("cannot read \"" + term + "\"; expected one of " + new java.util.TreeSet<>(flags)
        + ", or one of " + new java.util.TreeSet<>(names) + " compared (<, <=, >, >=, =) with a number");
  }

  /**
   * Whether it holds.
   *
   * @param values numbers by name in millionths; flags as 0 or anything else
   */
  public boolean holds(ToLongFunction<String> values) {
    if (alternatives.isEmpty()) {
      return true;
    }
    for (int i = 0; i < alternatives.size(); i++) {
      if (all(alternatives.get(i), values)) {
        return true;
      }
    }
    return false;
  }

  private static boolean all(List<Term> terms, ToLongFunction<String> values) {
    for (int i = 0; i < terms.size(); i++) {
      if (!holds(terms.get(i), values)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(Term term, ToLongFunction<String> values) {
    long value = values.applyAsLong(term.name());
    long other = term.otherName().isEmpty() ? term.number() : values.applyAsLong(term.otherName());
    return switch (term.operator()) {
      case IS_SET -> (value != 0) != term.negated();
      case BELOW -> value < other;
      case AT_MOST -> value <= other;
      case ABOVE -> value > other;
      case AT_LEAST -> value >= other;
      case EQUAL -> value == other;
    };
  }

  /** Whole numbers as {@link #holds} wants them. */
  public static long whole(long number) {
    return number * ONE;
  }
}
