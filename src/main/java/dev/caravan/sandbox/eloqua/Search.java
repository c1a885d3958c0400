package dev.caravan.sandbox.eloqua;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A REST {@code search}: terms on one field are alternatives, different fields must all hold, {@code *} is a
 * wildcard, a bare word searches the name.
 */
final class Search {
  private static final Pattern TERM = Pattern.compile(
      "\\s*(\\w+)\\s*(>=|<=|!=|=|>|<)\\s*(?:'([^']*)'|\"([^\"]*)\"|([^'\"\\s]+))\\s*");

  private record Term(String op, String value, Pattern pattern) {
    Term(String op, String value) {
      this(op, value, Metadata.pattern(value));
    }
  }

  private final Map<String, List<Term>> terms = new LinkedHashMap<>();

  Search(String text) {
    Matcher term = TERM.matcher(text);
    int at = 0;
    while (at < text.length() && term.find(at) && term.start() == at) {
      String value = term.group(3) != null ? term.group(3) : term.group(4) != null ? term.group(4) : term.group(5);
      terms.computeIfAbsent(term.group(1).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(new Term(term.group(2), value));
      at = term.end();
    }
    if (at == 0 && !text.isBlank()) {
      terms.put("name", new ArrayList<>(List.of(new Term("=", text.trim()))));
    } else if (at < text.length()) {
      throw Refused.parameter("search", text, "SyntaxRequirement");
    }
  }

  /** The names searched, in lower case. */
  Iterable<String> names() {
    return terms.keySet();
  }

  boolean test(Function<String, String> valueOf) {
    return terms.entrySet().stream().allMatch(field -> {
      String actual = valueOf.apply(field.getKey());
      return field.getValue().stream().anyMatch(term -> holds(field.getKey(), actual, term));
    });
  }

  private static boolean holds(String name, String actual, Term term) {
    return switch (term.op()) {
      case "=" -> term.pattern().matcher(actual).matches();
      case "!=" -> !term.pattern().matcher(actual).matches();
      case ">" -> order(name, actual, term.value()) > 0;
      case ">=" -> order(name, actual, term.value()) >= 0;
      case "<" -> order(name, actual, term.value()) < 0;
      default -> order(name, actual, term.value()) <= 0;
    };
  }

  private static int order(String name, String actual, String value) {
    if (name.endsWith("at") && actual.matches("-?\\d+")) {
      try {
        return Long.compare(Long.parseLong(actual), Math.floorDiv(Times.literal(value, false), 1000L));
      } catch (DateTimeException e) {
        throw Refused.parameter("search", value, "DateRequirement");
      }
    }
    if (actual.matches("-?\\d{1,15}(\\.\\d+)?") && value.matches("-?\\d{1,15}(\\.\\d+)?")) {
      return new BigDecimal(actual).compareTo(new BigDecimal(value));
    }
    return actual.compareToIgnoreCase(value);
  }
}
