package dev.caravan.learn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Points in place of a model: fit criteria that come as near to the logistic model as points can, each value with its
 * evidence. A criterion weighs what its best and worst values differ by; a value is worth its place between them. As in
 * {@code config/scoring.yaml}, what is unknown or not listed is worth nothing.
 */
final class Proposal {
  private static final int BANDS = 8;
  private static final double SMALLEST = 0.005;
  private static final Pattern RANGE = Pattern.compile("\\d+(\\+|-\\d+)");

  /** A value's worth, 0–100, and how those who have it converted against those who have not. */
  record Value(String value, int worth, Lift evidence) {}

  /** A criterion with its weight in percent. */
  record Criterion(String field, int weight, List<Value> values) {}

  private final Map<String, Bands> bands;
  private final List<Criterion> criteria;

  private Proposal(Map<String, Bands> bands, List<Criterion> criteria) {
    this.bands = bands;
    this.criteria = criteria;
  }

  /** The points that training rows speak for. */
  static Proposal of(List<Table.Field> fields, List<Table.Row> training, int seldom, long seed) {
    Map<String, Bands> bands = new TreeMap<>();
    List<Table.Field> words = new ArrayList<>();
    for (Table.Field field : fields) {
      words.add(new Table.Field(field.name(), false));
      if (field.number()) {
        bands.put(field.name(), Bands.of(training.stream().map(row -> Bands.number(row.value(field.name())))
            .filter(number -> !number.isNaN()).toList(), BANDS));
      }
    }
    List<Table.Row> banded = banded(bands, training);
    Map<String, Double> weights =
        Trained.on(Trained.Kind.LOGISTIC, new Encoder(words, banded, seldom), banded, seed).weights();
    List<Raw> raws = words.stream().map(field -> Raw.of(field.name(), bands.containsKey(field.name()), banded, seldom, weights)).toList();
    double all = raws.stream().mapToDouble(Raw::span).sum();
    List<Criterion> criteria = new ArrayList<>();
    for (Raw raw : raws) {
      if (raw.span() > 0 && raw.span() / all >= SMALLEST) {
        criteria.add(raw.criterion(Math.max(1, (int) Math.round(100 * raw.span() / all)), banded));
      }
    }
    criteria.sort((one, other) -> Integer.compare(other.weight(), one.weight()));
    return new Proposal(bands, criteria);
  }

  /**
   * A field before its weights are brought to 0–100.
   *
   * @param low the weight that is worth nothing
   * @param high the weight that is worth everything
   */
  private record Raw(String field, SortedMap<String, Double> values, double low, double high) {
    static Raw of(String field, boolean ranges, List<Table.Row> rows, int seldom, Map<String, Double> weights) {
      SortedMap<String, Double> values = new TreeMap<>();
      for (String value : Encoder.common(field, rows, seldom)) {
        // A word that looks like a range would be read as one.
        if (ranges || !RANGE.matcher(value).matches()) {
          values.put(value, weights.getOrDefault(field + "=" + value, 0.0));
        }
      }
      Double unknown = values.remove("");
      if (values.isEmpty()) {
        return new Raw(field, values, 0, 0);
      }
      double low = Collections.min(values.values());
      double high = Collections.max(values.values());
      // What is not known is worth nothing. If it is better than some values, either it is told too low, or they are
      // told too high: whatever puts fewer leads wrong by less.
      if (unknown != null && unknown > low && unknown < high) {
        double tooLow = count(field, "", rows) * (unknown - low) * (unknown - low);
        double tooHigh = 0;
        for (var value : values.entrySet()) {
          double off = Math.max(0, unknown - value.getValue());
          tooHigh += count(field, value.getKey(), rows) * off * off;
        }
        low = tooHigh < tooLow ? unknown : low;
      } else if (unknown != null) {
        low = Math.min(low, unknown);
      }
      return new Raw(field, values, low, high);
    }

    private static long count(String field, String value, List<Table.Row> rows) {
      return rows.stream().filter(row -> row.value(field).equals(value)).count();
    }

    double span() {
      return Math.max(0, high - low);
    }

    Criterion criterion(int weight, List<Table.Row> rows) {
      List<Value> told = new ArrayList<>();
      values.forEach((value, of) -> told.add(new Value(value, (int) Math.round(100 * Math.max(0, of - low) / span()),
          evidence(field, value, rows))));
      told.sort((one, other) -> Integer.compare(other.worth(), one.worth()));
      return new Criterion(field, weight, told);
    }
  }

  private static Lift evidence(String field, String value, List<Table.Row> rows) {
    long with = 0;
    long wonWith = 0;
    long won = 0;
    for (Table.Row row : rows) {
      boolean has = row.value(field).equals(value);
      with += has ? 1 : 0;
      wonWith += has && row.won() ? 1 : 0;
      won += row.won() ? 1 : 0;
    }
    return Lift.of(with, wonWith, rows.size() - with, won - wonWith);
  }

  private static List<Table.Row> banded(Map<String, Bands> bands, List<Table.Row> rows) {
    List<Table.Row> banded = new ArrayList<>();
    for (Table.Row row : rows) {
      Map<String, String> values = new TreeMap<>(row.values());
      bands.forEach((field, of) -> values.computeIfPresent(field, (key, value) -> of.of(Bands.number(value))));
      values.values().removeIf(String::isEmpty);
      banded.add(new Table.Row(row.order(), row.won(), values));
    }
    return banded;
  }

  List<Criterion> criteria() {
    return criteria;
  }

  /** Fit of rows by the proposed points, 0–1. */
  double[] fit(List<Table.Row> rows) {
    double weights = Math.max(1, criteria.stream().mapToInt(Criterion::weight).sum());
    return banded(bands, rows).stream().mapToDouble(row -> {
      double sum = 0;
      for (Criterion criterion : criteria) {
        for (Value value : criterion.values()) {
          if (row.value(criterion.field()).equals(value.value())) {
            sum += criterion.weight() * value.worth();
          }
        }
      }
      return sum / weights / 100;
    }).toArray();
  }

  /** The fragment for {@code config/scoring.yaml}. */
  String yaml(List<String> head) {
    var text = new StringBuilder();
    head.forEach(line -> text.append("# ").append(line).append('\n'));
    text.append("fit:\n");
    for (Criterion criterion : criteria) {
      text.append("  - criterion: ").append(criterion.field()).append("\n    weight: ").append(criterion.weight())
          .append(" %\n    values:\n");
      for (Value value : criterion.values()) {
        Lift lift = value.evidence();
        text.append(String.format(Locale.ROOT, "      %s: %d  # %,d leads, %.1f %% won; without it %.1f %%; lift %s", quoted(value.value()),
            value.worth(), lift.with(), 100 * lift.shareWith(), 100 * lift.shareWithout(), told(lift))).append('\n');
      }
    }
    return text.toString();
  }

  static String told(Lift lift) {
    if (Double.isNaN(lift.ratio())) {
      return "none";
    }
    String interval = String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", lift.ratio(), lift.low(), lift.high());
    return interval + switch (lift.verdict()) {
      case MORE, LESS -> "";
      case NOTHING -> ", alone it predicts nothing";
      case UNCLEAR -> ", alone not told from chance";
      case TOO_FEW -> ", too few to tell";
    };
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ").replace("\t", " ") + '"';
  }
}
