package dev.caravan.insight;

import dev.caravan.config.ConfigNode;
import dev.caravan.config.Configuration;
import dev.caravan.pipeline.PersonView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The rules of {@code config/scoring.yaml}, each answer and each worth of a criterion for itself. */
final class RuleBook {
  static final String INTEREST = "interest";
  static final String FIT = "fit";

  /**
   * A rule as it is reported.
   *
   * @param goal the buyer's goal it stands for, {@code ""} for fit
   * @param points what it gives; of fit its worth
   */
  record Entry(String kind, String rule, String goal, String points, boolean negative, String place) {}

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, String> answers = new HashMap<>();

  RuleBook(Configuration configuration) {
    ConfigNode scoring = configuration.file("scoring").root();
    scoring.get("interest").items().forEach(this::rule);
    scoring.get("fit").items().forEach(this::criterion);
  }

  private void rule(ConfigNode node) {
    String name = node.get("rule").text();
    String goal = node.find("goal").map(ConfigNode::text).orElse("");
    String place = place(node);
    Optional<ConfigNode> answer = node.find("answer");
    if (answer.isEmpty()) {
      String points = node.get("points").text();
      entries.add(new Entry(INTEREST, name, goal, points, points.startsWith("-"), place));
      return;
    }
    answers.put(name, answer.get().text().replace('_', ' ') + ": ");
    for (ConfigNode.Entry each : node.get("points").entries()) {
      String points = each.value().text();
      entries.add(new Entry(INTEREST, name + ": " + each.key(), goal, points, points.startsWith("-"), place));
    }
  }

  private void criterion(ConfigNode node) {
    Map<Integer, List<String>> byWorth = new TreeMap<>(java.util.Comparator.reverseOrder());
    node.get("values").entries().forEach(each ->
        byWorth.computeIfAbsent(each.value().integer(0, 100), worth -> new ArrayList<>()).add(each.key()));
    byWorth.computeIfAbsent(0, worth -> new ArrayList<>()).add("not listed");
    byWorth.forEach((worth, values) -> entries.add(new Entry(FIT, fit(node.get("criterion").text(), worth), "",
        worth + " of 100: " + String.join(", ", values), false, place(node))));
    entries.add(new Entry(FIT, unknown(node.get("criterion").text()), "", "unknown", false, place(node)));
  }

  private static String place(ConfigNode node) {
    return node.origin().file() + ":" + node.origin().line();
  }

  private static String fit(String criterion, int worth) {
    return criterion + " worth " + worth;
  }

  private static String unknown(String criterion) {
    return criterion + " unknown";
  }

  List<Entry> entries() {
    return entries;
  }

  /** The rules that applied to a person, as far as a solution goes; of none, only those of fit. */
  Set<String> applied(PersonView person, String solution) {
    Set<String> applied = new HashSet<>();
    for (PersonView.Criterion part : person.fitParts()) {
      applied.add(part.known() ? fit(part.criterion(), part.worth()) : unknown(part.criterion()));
    }
    for (PersonView.Solution each : person.solutions()) {
      boolean asked = solution.isEmpty() ? person.solutions().size() == 1 || each.solution().equals("all")
          : each.solution().equals(solution);
      for (PersonView.Part part : asked ? each.parts() : List.<PersonView.Part>of()) {
        String question = answers.getOrDefault(part.rule(), "");
        if (part.count() > 0) {
          applied.add(part.rule() + (question.isEmpty() ? "" : ": " + part.says().substring(question.length())));
        }
      }
    }
    return applied;
  }
}
