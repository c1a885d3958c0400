package dev.caravan.score;

import dev.caravan.config.Condition;
import dev.caravan.config.ConfigNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rating table, the Eloqua-style cell, and what a rating lacks.
 *
 * @param borders every interest at which a band, a row or an MQL begins, the highest first; millionths
 * @param steps what the rating table tests fit, interest and completeness against, by name; in millionths, rising
 */
record Ratings(List<Row> rows, List<Row> lacks, long[] fitBands, long[] interestBands, long[] borders,
    Map<String, List<Long>> steps) {
  private static final Pattern TEST = Pattern.compile("\\b(fit|interest|completeness) *[<>=]+ *(-?[0-9]+(?:\\.[0-9]+)?)");
  private static final Set<String> NUMBERS = Set.of("fit", "interest", "completeness");
  private static final String[][] CELLS = {
    {"A1", "A2", "A3", "A4"}, {"B1", "B2", "B3", "B4"}, {"C1", "C2", "C3", "C4"}, {"D1", "D2", "D3", "D4"}};
  private static final Set<String> FLAGS = Set.of("disqualified", "incomplete");

  /** A name that holds under a condition. */
  record Row(String name, Condition when, String place) {}

  static Ratings from(ConfigNode scoring) {
    return from(scoring, scoring);
  }

  /** Those of a model beside the one that decides; what it leaves out is as there. */
  static Ratings from(ConfigNode model, ConfigNode scoring) {
    ConfigNode bands = model.find("bands").orElseGet(() -> scoring.get("bands"));
    ConfigNode fit = bands.get("fit");
    ConfigNode interest = bands.get("interest");
    ConfigNode rating = model.find("rating").orElseGet(() -> scoring.get("rating"));
    falling(fit, List.of("A", "B", "C"));
    falling(interest, List.of("1", "2", "3"));
    complete(rating);
    distinct(scoring.get("lacking").items());
    List<Row> rows = rows(rating, "rating");
    List<Row> lacks = rows(scoring.get("lacking"), "lacking");
    long[] of = {interest.get("1").points(), interest.get("2").points(), interest.get("3").points()};
    var borders = new TreeSet<Long>();
    borders.add(scoring.get("mql").points());
    for (long band : of) {
      borders.add(band);
    }
    for (List<Row> table : List.of(rows, lacks)) {
      for (Row row : table) {
        borders.addAll(steps("interest", List.of(row)));
      }
    }
    return new Ratings(rows, lacks, new long[] {fit.get("A").points(), fit.get("B").points(), fit.get("C").points()}, of,
        borders.descendingSet().stream().mapToLong(Long::longValue).toArray(),
        NUMBERS.stream().collect(Collectors.toMap(name -> name, name -> steps(name, rows))));
  }

  /** What a number is tested against in some rows, in millionths. */
  private static List<Long> steps(String name, List<Row> rows) {
    var steps = new TreeSet<Long>();
    for (Row row : rows) {
      var test = TEST.matcher(row.when().text());
      while (test.find()) {
        if (test.group(1).equals(name)) {
          steps.add(new BigDecimal(test.group(2)).movePointRight(6).longValue());
        }
      }
    }
    return List.copyOf(steps);
  }

  private static void complete(ConfigNode rating) {
    List<ConfigNode> table = rating.items();
    if (!table.isEmpty() && rating.isSound() && table.stream().noneMatch(row -> row.get("when").text().strip().equals("always"))) {
      table.get(table.size() - 1).get("when").report("no-last-row", "whoever no row fits would have no rating; expected"
          + " `always` in the last row");
    }
  }

  private static void distinct(List<ConfigNode> lacking) {
    for (int i = 0; i < lacking.size(); i++) {
      ConfigNode name = lacking.get(i).get("lacking");
      if (lacking.subList(0, i).stream().anyMatch(above -> above.get("lacking").text().equals(name.text()))) {
        name.report("duplicate", "\"" + name.text() + "\" is already explained above; join the two tests by `or`");
      }
    }
  }

  private static void falling(ConfigNode bands, List<String> names) {
    for (int i = 1; i < names.size(); i++) {
      ConfigNode band = bands.get(names.get(i));
      ConfigNode better = bands.get(names.get(i - 1));
      if (bands.isSound() && band.points() >= better.points()) {
        band.report("bands", "\"" + names.get(i) + "\" begins at " + band.text() + " and \"" + names.get(i - 1) + "\" at "
            + better.text() + "; expected less than for the band before");
      }
    }
  }

  private static List<Row> rows(ConfigNode list, String key) {
    var rows = new ArrayList<Row>();
    if (key.equals("rating")) {
      Condition.reportUnreachable(list.items());
    }
    for (ConfigNode node : list.items()) {
      ConfigNode when = node.get("when");
      try {
        rows.add(new Row(node.get(key).text(), Condition.parse(when.text(), NUMBERS, FLAGS),
            node.origin().file() + ":" + node.origin().line()));
      } catch (IllegalArgumentException e) {
        when.report("condition", String.valueOf(e.getMessage()));
      }
    }
    return List.copyOf(rows);
  }

  /** Fit and interest in millionths, completeness as a whole number. */
  record Values(long fit, long interest, int completeness, boolean incomplete, boolean disqualified) {
    long value(String name) {
      return switch (name) {
        case "fit" -> fit;
        case "interest" -> interest;
        case "completeness" -> Condition.whole(completeness);
        case "incomplete" -> incomplete ? 1 : 0;
        case "disqualified" -> disqualified ? 1 : 0;
        default -> throw new IllegalArgumentException("no value " + name);
      };
    }
  }

  String rating(Values values) {
    ToLongFunction<String> named = values::value;
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).when().holds(named)) {
        return rows.get(i).name();
      }
    }
    return "";
  }

  List<String> lacking(Values values) {
    ToLongFunction<String> named = values::value;
    var lacking = new ArrayList<String>(4);
    for (int i = 0; i < lacks.size(); i++) {
      if (lacks.get(i).when().holds(named)) {
        lacking.add(lacks.get(i).name());
      }
    }
    return lacking;
  }

  String cell(Values values) {
    return CELLS[band(fitBands, values.fit())][band(interestBands, values.interest())];
  }

  /** The next lower interest, in tenths, where something said may change: at a border, or right below it. */
  long below(long tenths) {
    int band = band(borders, tenths * Scores.TENTH);
    if (band == borders.length) {
      return Integer.MIN_VALUE;
    }
    long border = borders[band] / Scores.TENTH;
    return border < tenths ? border : tenths - 1;
  }

  /** The next interest above a value where something said may change, in millionths; {@link Long#MAX_VALUE} for none. */
  long ceiling(long interest) {
    int band = band(borders, interest);
    return band == 0 ? Long.MAX_VALUE : borders[band - 1];
  }

  /**
   * The least that makes a better rating, the next one if possible: of fit, interest and completeness as few as may be are
   * raised, each no further than it must. Empty if nothing within these bounds does.
   *
   * @param most the highest fit there can be, in millionths; interest and completeness have no bound
   * @param complete from which completeness on a profile is not incomplete
   */
  Optional<Values> better(Values now, long most, int complete) {
    String rating = rating(now);
    Optional<Values> best = Optional.empty();
    for (long fit : from(now.fit(), "fit", 1, most)) {
      for (long interest : from(now.interest(), "interest", Scores.TENTH, Long.MAX_VALUE)) {
        for (int completeness : completeness(now.completeness(), complete)) {
          var raised = new Values(fit, interest, completeness, completeness < complete, now.disqualified());
          if (rating(raised).compareTo(rating) < 0 && best.map(other -> isNearer(now, raised, other)).orElse(true)) {
            best = Optional.of(raised);
          }
        }
      }
    }
    return best;
  }

  /** A lesser step in letters first; then fewer things raised; then less of them. */
  private boolean isNearer(Values now, Values one, Values other) {
    int letters = rating(other).compareTo(rating(one));
    int raised = Integer.compare(raised(now, one), raised(now, other));
    return letters != 0 ? letters < 0 : raised != 0 ? raised < 0
        : one.fit() + one.interest() + one.completeness() < other.fit() + other.interest() + other.completeness();
  }

  private static int raised(Values now, Values to) {
    return (to.fit() > now.fit() ? 1 : 0) + (to.interest() > now.interest() ? 1 : 0)
        + (to.completeness() > now.completeness() ? 1 : 0);
  }

  /** What a number is, and what it is worth to raise it to: at each test, and right above it. */
  private List<Long> from(long now, String name, long unit, long most) {
    var values = new TreeSet<Long>(Set.of(now));
    for (long step : steps.getOrDefault(name, List.of())) {
      for (long value : new long[] {step, step + unit}) {
        if (value > now && value <= most) {
          values.add(value);
        }
      }
    }
    return List.copyOf(values);
  }

  private List<Integer> completeness(int now, int complete) {
    var values = new TreeSet<Integer>(Set.of(now));
    if (complete > now) {
      values.add(complete);
    }
    from(Condition.whole(now), "completeness", Condition.whole(1), Condition.whole(100))
        .forEach(value -> values.add((int) ((value + Condition.whole(1) - 1) / Condition.whole(1))));
    return List.copyOf(values);
  }

  private static int band(long[] borders, long value) {
    int band = 0;
    while (band < borders.length && value < borders[band]) {
      band++;
    }
    return band;
  }
}
