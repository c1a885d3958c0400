package dev.caravan.insight;

import dev.caravan.config.Configuration;
import dev.caravan.pipeline.PersonView;
import dev.caravan.learn.Lift;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What each rule of scoring tells of who is won: people of decided opportunities, with the rule against without.
 *
 * <p>A person counts once an opportunity, with what applied to them the midnight (UTC) before it was decided. So that a
 * history read in later can be used too, each fact counts as known from when it happened. The lift and its interval are
 * those of {@link Lift}; they take people as independent, so people of one opportunity make it look surer than it is.
 *
 * @param won people of opportunities won
 * @param lost people of opportunities lost
 * @param nobody decided opportunities that name nobody
 * @param unknown people named of whom nothing was known by then
 */
public record RuleLift(List<Line> lines, long deals, long won, long lost, long nobody, long unknown) {

  /** A rule, what it stands for, and its lift. */
  public record Line(String kind, String rule, String goal, String points, String place, Lift lift, String verdict) {}

  /** Carries facts through the rooms and stops on the way. */
  public interface Backtest {
    /** Stops just before each moment; {@code at} is given the moment and who is who by then. */
    void run(List<Fact> facts, SortedSet<Long> stops, Stop at);
  }

  /** Told what was known just before a moment. */
  public interface Stop {
    void at(long moment, Function<String, Optional<PersonView>> people);
  }

  private static final String NEVER = "never seen";

  private record Case(boolean won, Set<String> applied) {}

  public RuleLift {
    lines = List.copyOf(lines);
  }

  /** Tests the rules of a configuration. */
  public static RuleLift of(Configuration configuration, List<Fact> facts, Backtest backtest) {
    SortedMap<Long, List<Deals.Deal>> byMoment = new TreeMap<>();
    List<Deals.Deal> deals = Deals.of(facts);
    for (Deals.Deal deal : deals) {
      byMoment.computeIfAbsent(deal.before(), moment -> new ArrayList<>()).add(deal);
    }
    List<Fact> asHappened = facts.stream().map(fact -> fact.with(fact.head().recordedAt(fact.head().time()))).toList();
    var book = new RuleBook(configuration);
    List<Case> cases = new ArrayList<>();
    long[] unknown = {0};
    backtest.run(asHappened, new TreeSet<>(byMoment.keySet()), (moment, people) -> {
      for (Deals.Deal deal : byMoment.getOrDefault(moment, List.of())) {
        Set<String> seen = new HashSet<>();
        for (String who : deal.people()) {
          Optional<PersonView> person = people.apply(who);
          unknown[0] += person.isEmpty() ? 1 : 0;
          person.filter(view -> seen.add(view.person()))
              .ifPresent(view -> cases.add(new Case(deal.won(), book.applied(view, deal.solution()))));
        }
      }
    });
    long won = cases.stream().filter(Case::won).count();
    return new RuleLift(lines(book, cases, won), deals.size(), won, cases.size() - won,
        deals.stream().filter(deal -> deal.people().isEmpty()).count(), unknown[0]);
  }

  private static List<Line> lines(RuleBook book, List<Case> cases, long won) {
    Map<String, long[]> counts = new HashMap<>();
    for (Case each : cases) {
      for (String rule : each.applied()) {
        long[] count = counts.computeIfAbsent(rule, name -> new long[2]);
        count[0]++;
        count[1] += each.won() ? 1 : 0;
      }
    }
    List<Line> lines = new ArrayList<>();
    for (RuleBook.Entry entry : book.entries()) {
      long[] count = counts.getOrDefault(entry.rule(), new long[2]);
      Lift lift = Lift.of(count[0], count[1], cases.size() - count[0], won - count[1]);
      lines.add(new Line(entry.kind(), entry.rule(), entry.goal(), entry.points(), entry.place(), lift,
          verdict(entry, lift)));
    }
    return lines;
  }

  private static String verdict(RuleBook.Entry entry, Lift lift) {
    boolean interest = entry.kind().equals(RuleBook.INTEREST);
    return switch (lift.verdict()) {
      case MORE -> interest && entry.negative() ? "won more often, against its points" : "won more often";
      case LESS -> interest && !entry.negative() ? "won less often, against its points" : "won less often";
      case NOTHING -> "predicts nothing";
      case UNCLEAR -> "not told from chance yet";
      case TOO_FEW -> lift.with() == 0 ? NEVER : lift.without() == 0 ? "everybody has it" : "too few to tell";
    };
  }

  /** Whether there was anything to test against. */
  public boolean isEmpty() {
    return won + lost == 0;
  }

  /** The rules that predict nothing: seen often enough to say that they hardly differ from having none. */
  public List<String> predictingNothing() {
    return rules(Lift.Verdict.NOTHING);
  }

  private List<String> rules(Lift.Verdict verdict) {
    return lines.stream().filter(line -> line.lift().verdict() == verdict).map(Line::rule).toList();
  }

  /** For people. */
  public String text() {
    var text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%,d opportunities decided: %,d people of won ones, %,d of lost ones", deals, won, lost));
    text.append(nobody == 0 ? "" : String.format(Locale.ROOT, "; %,d name nobody", nobody));
    text.append(unknown == 0 ? "" : String.format(Locale.ROOT, "; of %,d people nothing was known by then", unknown));
    text.append(".\n");
    if (isEmpty()) {
      return text.append("There is nothing to test rules against: opportunities need a closed_at and contacts.\n")
          .toString();
    }
    int width = lines.stream().mapToInt(line -> line.rule().length()).max().orElse(0);
    String row = "%-" + width + "s  %7s  %7s  %7s  %6s  %-14s  %s%n";
    text.append(String.format(Locale.ROOT, row, "rule", "with", "won", "without", "lift", "(95 %)", ""));
    for (Line line : lines) {
      Lift lift = line.lift();
      boolean told = !Double.isNaN(lift.ratio());
      text.append(String.format(Locale.ROOT, row, line.rule(), String.format(Locale.ROOT, "%,d", lift.with()),
          lift.with() == 0 ? "" : percent(lift.shareWith()), lift.without() == 0 ? "" : percent(lift.shareWithout()),
          told ? String.format(Locale.ROOT, "%.2f", lift.ratio()) : "",
          told ? String.format(Locale.ROOT, "%.2f to %.2f", lift.low(), lift.high()) : "", line.verdict()));
    }
    text.append('\n');
    named(text, "Predict nothing", predictingNothing());
    named(text, "Not told from chance yet", rules(Lift.Verdict.UNCLEAR));
    named(text, "Never seen before a decision",
        lines.stream().filter(line -> line.verdict().equals(NEVER)).map(Line::rule).toList());
    return text.toString().replace("\r", "");
  }

  private static void named(StringBuilder text, String what, List<String> rules) {
    text.append(what).append(": ").append(rules.isEmpty() ? "none" : String.join(", ", rules)).append(".\n");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** For spreadsheets: comma-separated, with a header. */
  public String csv() {
    var text = new StringBuilder("kind,rule,goal,points,with,won_with,without,won_without,share_with,share_without,lift,"
        + "lift_low,lift_high,verdict,place\n");
    for (Line line : lines) {
      Lift lift = line.lift();
      List<String> cells = List.of(line.kind(), line.rule(), line.goal(), line.points(), Long.toString(lift.with()),
          Long.toString(lift.wonWith()), Long.toString(lift.without()), Long.toString(lift.wonWithout()),
          number(lift.shareWith()), number(lift.shareWithout()), number(lift.ratio()), number(lift.low()),
          number(lift.high()), line.verdict(), line.place());
      text.append(String.join(",", cells.stream().map(RuleLift::cell).toList())).append('\n');
    }
    return text.toString();
  }

  private static String number(double number) {
    return Double.isNaN(number) ? "" : String.format(Locale.ROOT, "%.4f", number);
  }

  private static String cell(String text) {
    return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /** For programs: the same keys in the same order every time. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("opportunities", deals);
    json.put("people_won", won);
    json.put("people_lost", lost);
    json.put("opportunities_without_people", nobody);
    json.put("people_unknown", unknown);
    json.put("rules", lines.stream().map(RuleLift::line).toList());
    json.put("predict_nothing", predictingNothing());
    json.put("not_told_from_chance", rules(Lift.Verdict.UNCLEAR));
    return json;
  }

  private static Map<String, Object> line(Line line) {
    Lift lift = line.lift();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", line.kind());
    json.put("rule", line.rule());
    json.put("goal", line.goal());
    json.put("points", line.points());
    json.put("with", lift.with());
    json.put("won_with", lift.wonWith());
    json.put("without", lift.without());
    json.put("won_without", lift.wonWithout());
    if (!Double.isNaN(lift.ratio())) {
      json.put("lift", lift.ratio());
      json.put("lift_low", lift.low());
      json.put("lift_high", lift.high());
    }
    json.put("verdict", line.verdict());
    json.put("place", line.place());
    return json;
  }
}
