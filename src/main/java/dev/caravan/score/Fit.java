package dev.caravan.score;

import dev.caravan.config.ConfigNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who they are, 0–100: Σ(weight × value) ÷ Σ weights, unknown values giving 0. */
record Fit(List<Criterion> criteria) {

  /** One criterion; ranges such as {@code 1000+} and {@code 200-999} are read as numbers. */
  record Criterion(String name, int weight, Map<String, Integer> values, List<Range> ranges, String place) {}

  record Range(long from, long to, int worth) {}

  static Fit from(ConfigNode list) {
    var criteria = new ArrayList<Criterion>();
    var names = new java.util.HashSet<String>();
    int weights = 0;
    for (ConfigNode node : list.items()) {
      ConfigNode criterion = node.get("criterion");
      if (!names.add(criterion.text())) {
        criterion.report("duplicate", "the criterion \"" + criterion.text() + "\" is already weighed above");
      }
      weights += node.get("weight").percent();
      var values = new LinkedHashMap<String, Integer>();
      var ranges = new ArrayList<Range>();
      for (ConfigNode.Entry entry : node.get("values").entries()) {
        int worth = entry.value().integer(0, 100);
        String key = entry.key();
        if (key.matches("\\d{1,12}(\\+|-\\d{1,12})")) {
          int end = key.indexOf('+') < 0 ? key.indexOf('-') : key.indexOf('+');
          long from = Long.parseLong(key.substring(0, end));
          long to = key.endsWith("+") ? Long.MAX_VALUE : Long.parseLong(key.substring(end + 1));
          ranges.stream().filter(other -> from <= other.to() && other.from() <= to).findFirst().ifPresent(other ->
              entry.value().report("overlap", "\"" + key + "\" has numbers of a range above in it; expected each number in"
                  + " one range"));
          if (to < from) {
            entry.value().report("out-of-range", "\"" + key + "\" holds no number; expected the smaller one first");
          }
          ranges.add(new Range(from, to, worth));
        } else {
          values.put(key.toLowerCase(Locale.ROOT), worth);
        }
      }
      criteria.add(new Criterion(node.get("criterion").text(), node.get("weight").percent(), Map.copyOf(values),
          List.copyOf(ranges), node.origin().file() + ":" + node.origin().line()));
    }
    if (weights == 0 && list.isSound() && !criteria.isEmpty()) {
      list.report("no-weight", "every weight is 0 %, so everybody would have a fit of 0; expected one that weighs");
    }
    return new Fit(List.copyOf(criteria));
  }

  List<Scores.FitPart> parts(Standing standing) {
    var parts = new ArrayList<Scores.FitPart>(criteria.size());
    for (Criterion criterion : criteria) {
      String value = switch (criterion.name()) {
        case "seniority" -> standing.profile().seniority();
        case "function" -> standing.profile().function();
        case "persona" -> standing.profile().persona();
        case "in_crm" -> standing.profile().ids().keySet().stream().anyMatch(id -> id.startsWith("salesforce.")) ? "yes" : "no";
        default -> standing.value(criterion.name());
      };
      // A title whose words say nothing is known but unlisted; no title at all is unknown.
      boolean known = !value.isEmpty()
          || (criterion.name().equals("seniority") || criterion.name().equals("function")) && !standing.value("title").isEmpty();
      parts.add(new Scores.FitPart(criterion.name(), value, worth(criterion, value), criterion.weight(), known));
    }
    return parts;
  }

  /** What a criterion may bring at most, in millionths of 0–100. */
  long most(Scores.FitPart part) {
    long weights = 0;
    long best = 0;
    for (Criterion criterion : criteria) {
      weights += criterion.weight();
      if (criterion.name().equals(part.criterion())) {
        for (int worth : criterion.values().values()) {
          best = Math.max(best, worth);
        }
        for (Range range : criterion.ranges()) {
          best = Math.max(best, range.worth());
        }
      }
    }
    return weights == 0 ? 0 : part.weight() * best * 1_000_000L / weights;
  }

  /** In millionths of 0–100. */
  long total(List<Scores.FitPart> parts) {
    long sum = 0;
    long weights = 0;
    for (Scores.FitPart part : parts) {
      sum += (long) part.weight() * part.worth();
      weights += part.weight();
    }
    return weights == 0 ? 0 : Math.floorDiv(sum * 1_000_000L + weights / 2, weights);
  }

  private static int worth(Criterion criterion, String value) {
    Integer listed = criterion.values().get(value.toLowerCase(Locale.ROOT));
    if (listed != null) {
      return listed;
    }
    long number = criterion.ranges().isEmpty() ? -1 : whole(value);
    if (number >= 0) {
      for (Range range : criterion.ranges()) {
        if (number >= range.from() && number <= range.to()) {
          return range.worth();
        }
      }
    }
    return 0;
  }

  /** The whole part of a number such as {@code 12000} or {@code 12000.0}; -1 if it is none. */
  private static long whole(String value) {
    long number = 0;
    int digits = 0;
    while (digits < value.length() && digits < 12 && Character.isDigit(value.charAt(digits))) {
      number = number * 10 + Character.digit(value.charAt(digits), 10);
      digits++;
    }
    return digits == 0 || digits < value.length() && value.charAt(digits) != '.' ? -1 : number;
  }
}
