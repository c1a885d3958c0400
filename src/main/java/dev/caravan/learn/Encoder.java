package dev.caravan.learn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Turns a row into named numbers, by what the training rows hold and nothing else.
 *
 * <p>A word is one of {@code field=word}; words seen too seldom are {@code field=(other)}; what is not known is
 * {@code field=}. A number is kept within the bulk of the training numbers and brought to mean 0 and spread 1, once as
 * it is and once as its logarithm.
 */
final class Encoder {
  static final String OTHER = "(other)";

  /** The middle and the spread of numbers, and the bounds beyond which one counts as the bound. */
  private record Scale(double low, double high, double mean, double spread, double logMean, double logSpread) {
    static Scale of(List<Double> numbers) {
      List<Double> sorted = numbers.stream().sorted().toList();
      double low = sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 100);
      double high = sorted.isEmpty() ? 0 : sorted.get(sorted.size() - 1 - sorted.size() / 100);
      double[] plain = sorted.stream().mapToDouble(x -> Math.min(high, Math.max(low, x))).toArray();
      double[] logs = sorted.stream().mapToDouble(Scale::log).toArray();
      return new Scale(low, high, mean(plain), spread(plain), mean(logs), spread(logs));
    }

    static double log(double x) {
      return Math.signum(x) * StrictMath.log1p(Math.abs(x));
    }

    private static double mean(double[] numbers) {
      double sum = 0;
      for (double number : numbers) {
        sum += number;
      }
      return numbers.length == 0 ? 0 : sum / numbers.length;
    }

    private static double spread(double[] numbers) {
      double mean = mean(numbers);
      double sum = 0;
      for (double number : numbers) {
        sum += (number - mean) * (number - mean);
      }
      double spread = numbers.length == 0 ? 0 : Math.sqrt(sum / numbers.length);
      return spread == 0 ? 1 : spread;
    }
  }

  private final List<Table.Field> fields;
  private final Map<String, Set<String>> words = new TreeMap<>();
  private final Map<String, Scale> scales = new TreeMap<>();

  /** Learns words and scales from training rows. */
  Encoder(List<Table.Field> fields, List<Table.Row> training, int seldom) {
    this.fields = fields;
    for (Table.Field field : fields) {
      if (field.number()) {
        List<Double> numbers = new ArrayList<>();
        for (Table.Row row : training) {
          double number = Bands.number(row.value(field.name()));
          if (!Double.isNaN(number)) {
            numbers.add(number);
          }
        }
        scales.put(field.name(), Scale.of(numbers));
      } else {
        words.put(field.name(), common(field.name(), training, seldom));
      }
    }
  }

  /** Words that at least {@code seldom} rows hold; {@code ""} for not known among them. */
  static Set<String> common(String field, List<Table.Row> rows, int seldom) {
    Map<String, Integer> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge(row.value(field), 1, Integer::sum));
    Set<String> common = new HashSet<>();
    counts.forEach((word, count) -> {
      if (count >= seldom) {
        common.add(word);
      }
    });
    return common;
  }

  /** The numbers of a row; what is nought is left out. */
  Map<String, Double> encode(Table.Row row) {
    Map<String, Double> encoded = new LinkedHashMap<>();
    for (Table.Field field : fields) {
      String value = row.value(field.name());
      Scale scale = scales.get(field.name());
      if (scale == null) {
        Set<String> common = words.getOrDefault(field.name(), Set.of());
        encoded.put(field.name() + "=" + (common.contains(value) ? value : OTHER), 1.0);
        continue;
      }
      double number = Bands.number(value);
      if (Double.isNaN(number)) {
        encoded.put(field.name() + "=", 1.0);
        continue;
      }
      double within = Math.min(scale.high(), Math.max(scale.low(), number));
      encoded.put(field.name(), (within - scale.mean()) / scale.spread());
      encoded.put(field.name() + " log", (Scale.log(number) - scale.logMean()) / scale.logSpread());
    }
    return encoded;
  }
}
