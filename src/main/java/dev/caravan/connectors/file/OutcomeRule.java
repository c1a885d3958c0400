package dev.caravan.connectors.file;

import dev.caravan.config.ConfigNode;
import dev.caravan.config.Diagnostics;
import dev.caravan.model.Times;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a row tells that a lead was won or lost, and what may be learned from it.
 *
 * @param column where the outcome stands
 * @param order column that grows with time
 * @param words fields of the person that hold words
 * @param numbers fields of the person that hold numbers
 * @param writtenBySales columns that knew the outcome
 */
record OutcomeRule(String column, Set<String> won, Set<String> lost, String order, List<String> words,
    List<String> numbers, List<String> writtenBySales) {
  /** Fields that are read out of another. */
  private static final Map<String, String> READ_FROM = Map.of("seniority", "title", "function", "title", "persona", "title");

  OutcomeRule {
    won = Set.copyOf(won);
    lost = Set.copyOf(lost);
    words = List.copyOf(words);
    numbers = List.copyOf(numbers);
    writtenBySales = List.copyOf(writtenBySales);
  }

  static OutcomeRule from(ConfigNode node, List<FactRule> facts) {
    Set<String> won = new LinkedHashSet<>(node.get("won").texts());
    Set<String> lost = new LinkedHashSet<>(node.get("lost").texts());
    for (String word : won) {
      if (lost.contains(word)) {
        node.get("lost").report("duplicate", "\"" + word + "\" means won already; expected another word for lost");
      }
    }
    String column = node.get("column").text();
    Map<String, ConfigNode> late = new java.util.LinkedHashMap<>();
    late.put(column, node.get("column"));
    node.find("written_by_sales").ifPresent(list -> list.items().forEach(item -> late.put(item.text(), item)));
    Set<String> seen = new LinkedHashSet<>();
    List<String> words = fields(node, "words", facts, late, seen);
    List<String> numbers = fields(node, "numbers", facts, late, seen);
    if (words.isEmpty() && numbers.isEmpty()) {
      node.report("missing-key", "nothing to learn from; name fields of the person under \"words\" or \"numbers\"");
    }
    List<String> afterwards = new ArrayList<>(late.keySet());
    afterwards.remove(column);
    return new OutcomeRule(column, won, lost, node.get("order").text(), words, numbers, afterwards);
  }

  private static List<String> fields(ConfigNode node, String key, List<FactRule> facts, Map<String, ConfigNode> late,
      Set<String> seen) {
    List<String> fields = new ArrayList<>();
    for (ConfigNode item : node.find(key).map(ConfigNode::items).orElse(List.of())) {
      String field = item.text();
      Optional<Set<String>> from = columns(READ_FROM.getOrDefault(field, field), facts);
      if (from.isEmpty()) {
        Set<String> known = known(facts);
        item.report("unknown-field", "no person of this mapping has \"" + field + "\" in its data; expected one of "
            + Diagnostics.quotedList(known) + Diagnostics.didYouMean(field, known));
      } else if (!seen.add(field)) {
        item.report("duplicate", "\"" + field + "\" is named twice; remove one");
      }
      from.orElse(Set.of()).stream().filter(late::containsKey).findFirst().ifPresent(column -> item.report("leak", "\""
          + field + "\" is read from the column \"" + column + "\", which "
          + (column.equals(node.get("column").text()) ? "is the outcome" : "is written by sales when they know more")
          + " (" + Optional.ofNullable(late.get(column)).map(there -> there.origin().place()).orElse("")
          + "): a model that is shown it seems good and is worth nothing; remove \"" + field + "\" from here"));
      fields.add(field);
    }
    return fields;
  }

  /** The columns a field of a person is read from; empty if no person has it. */
  private static Optional<Set<String>> columns(String field, List<FactRule> facts) {
    Set<String> columns = new LinkedHashSet<>();
    boolean there = false;
    for (FactRule fact : facts) {
      if (fact.type().equals("person") && fact.data().parts().get(field) instanceof Shape.Leaf leaf) {
        there = true;
        columns.addAll(leaf.template().columns());
      }
    }
    return there ? Optional.of(columns) : Optional.empty();
  }

  private static Set<String> known(List<FactRule> facts) {
    Set<String> known = new LinkedHashSet<>();
    facts.stream().filter(fact -> fact.type().equals("person"))
        .forEach(fact -> known.addAll(fact.data().parts().keySet()));
    return known;
  }

  /** Whether it was won; empty if that is not decided yet. */
  Optional<Boolean> won(Row row) {
    String outcome = row.value(column);
    return won.contains(outcome) ? Optional.of(true) : lost.contains(outcome) ? Optional.of(false) : Optional.empty();
  }

  /** A number that grows with time. */
  double order(Row row) throws BadRow {
    String value = row.value(order);
    try {
      double number = Double.parseDouble(value);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // It may be a time.
    }
    try {
      return Times.parse(value);
    } catch (DateTimeException e) {
      throw new BadRow("column \"" + order + "\" " + (value.isEmpty() ? "is empty" : "holds neither a number nor a time"
          + " such as 2026-03-02T10:15:00Z") + ": what came first cannot be told");
    }
  }
}
