package dev.caravan.insight;

import dev.caravan.model.Fact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Records that are known by nothing but an address, as where a mapping names no {@code ids}: when the address is corrected, a second
 * person appears, and what the first one said, an opt-out too, stays with the first. The id of such a fact may be a line or a
 * running number, so that nobody is made one by it; it is told.
 */
final class UnnamedRecords {
  private static final String WHY = "the same record named %s before: two people now, and what the first one said of consent holds for the first"
      + " only; if the record's id is one for good, name it in the mapping: `ids: { %s: \"{…}\" }`";

  /** By source and record: whom it named, in the order of knowing. */
  private final Map<String, Set<String>> named = new LinkedHashMap<>();

  void heard(Fact fact) {
    int state = fact.head().id().lastIndexOf('@');
    if (fact instanceof Fact.Person person && !person.ids().containsKey(person.head().source()) && state > 0) {
      named.computeIfAbsent(person.head().source() + " " + person.head().id().substring(0, state), key -> new LinkedHashSet<>())
          .add(person.head().person());
    }
  }

  /**
   * Lines of the report.
   *
   * @param now who somebody is by now, by the id they were known by then
   */
  List<List<Object>> readdressed(UnaryOperator<String> now) {
    List<List<Object>> rows = new ArrayList<>();
    named.forEach((record, people) -> {
      List<String> still = people.stream().map(now).distinct().toList();
      for (int i = 1; i < still.size(); i++) {
        rows.add(List.of("readdressed", still.get(i), still.get(i), record,
            String.format(WHY, still.get(i - 1), record.substring(0, record.indexOf(' ')))));
      }
    });
    return rows;
  }
}
