package dev.caravan.connectors.file;

import dev.caravan.model.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts the rows of a file that say of consent what is neither yes nor no, by the column that does. */
final class UnreadableConsent {
  private static final class Seen {
    final long first;
    long rows;

    Seen(long first) {
      this.first = first;
    }
  }

  private final Map<String, Seen> byColumn = new TreeMap<>();

  void look(ImportMapping mapping, Fact fact, long line) {
    if (fact instanceof Fact.Person person && person.values().containsValue(Fact.Person.UNREADABLE)) {
      person.values().forEach((name, value) -> {
        if (name.startsWith("consent.") && value.equals(Fact.Person.UNREADABLE)) {
          var columns = new TreeSet<String>();
          mapping.facts().stream().filter(rule -> rule.type().equals("person"))
              .forEach(rule -> rule.template(name).ifPresent(template -> columns.addAll(template.columns())));
          byColumn.computeIfAbsent(columns.isEmpty() ? name : String.join("\" and \"", columns), column -> new Seen(line)).rows++;
        }
      });
    }
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    byColumn.forEach((column, seen) -> sentences.add("column \"" + column + "\" says of consent what is neither yes nor no in "
        + seen.rows + (seen.rows == 1 ? " row" : " rows") + ", first on line " + seen.first + "; nobody is mailed by it until a file says it readably"));
    return sentences;
  }
}
