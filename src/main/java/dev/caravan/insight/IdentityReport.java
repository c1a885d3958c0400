package dev.caravan.insight;

import dev.caravan.journal.Arrival;
import dev.caravan.journal.FrontDoor;
import dev.caravan.model.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who is known by what: which addresses, records and browsers are one person, which facts named two, and which named nobody. */
public final class IdentityReport {
  private static final List<String> COLUMNS = List.of("what", "person", "key", "where", "why");
  private static final List<String> REFUSALS = List.of("names nobody", "is no e-mail address", "holds several e-mail addresses");

  private IdentityReport() {}

  /**
   * Goes through facts as the front door does.
   *
   * @param facts in any order, no two of one id
   * @param setAside rows that were no facts; those without anybody to know by are part of the report
   */
  public static Sheet of(List<Fact> facts, List<Arrival.SetAside> setAside) {
    List<Fact> canonical = new ArrayList<>(facts);
    canonical.sort(FrontDoor.CANONICAL);
    var door = new FrontDoor();
    List<List<Object>> split = new ArrayList<>();
    var records = new UnnamedRecords();
    for (Fact fact : canonical) {
      long before = door.ambiguous();
      List<Fact> admitted = door.admit(List.of(fact));
      records.heard(admitted.get(admitted.size() - 1));
      if (door.ambiguous() > before) {
        Fact.Head head = admitted.get(admitted.size() - 1).head();
        split.add(List.of("split", head.person(), head.subject(), head.source() + " " + head.id(),
            "names two people who each have a record of their own in one system: they stay two"));
      }
    }
    Map<String, TreeSet<String>> keys = new TreeMap<>();
    door.learned().aliases().forEach((key, person) -> keys.computeIfAbsent(person, id -> new TreeSet<>()).add(key));
    List<List<Object>> rows = new ArrayList<>();
    long joined = 0;
    for (Map.Entry<String, TreeSet<String>> person : keys.entrySet()) {
      if (person.getValue().size() > 1) {
        joined++;
        person.getValue().forEach(key -> rows.add(List.of("joined", person.getKey(), key, "",
            key.equals(person.getKey()) ? "known by it first" : "the same person by a verified id, address or browser")));
      }
    }
    rows.addAll(split);
    List<List<Object>> readdressed = records.readdressed(key -> door.learned().aliases().getOrDefault(key, key));
    rows.addAll(readdressed);
    long refused = 0;
    for (Arrival.SetAside row : setAside) {
      if (REFUSALS.stream().anyMatch(row.reason()::contains)) {
        refused++;
        rows.add(List.of("refused", "", "", row.place() + ":" + row.line(), row.reason()));
      }
    }
    String sum = count(keys.size(), "person", "people") + ": " + joined + " known by several keys; " + count(split.size(), "fact", "facts")
        + " that named two; " + count(readdressed.size(), "record", "records")
        + " that named another person before; " + count(refused, "row", "rows") + " that named nobody.";
    return new Sheet("identity", COLUMNS, rows, List.of(sum), sum);
  }

  private static String count(long number, String one, String more) {
    return number + " " + (number == 1 ? one : more);
  }
}
