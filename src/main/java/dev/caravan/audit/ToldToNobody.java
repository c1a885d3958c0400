package dev.caravan.audit;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who qualified and is told to nobody.
 *
 * @param findings by person, solution and code
 */
public record ToldToNobody(List<Finding> findings) {
  public ToldToNobody {
    findings = findings.stream().sorted(Comparator.comparing(Finding::person).thenComparing(Finding::solution)
        .thenComparing(Finding::code)).toList();
  }

  /** How many people; one counts once, whatever they are lost for. */
  public long people() {
    return findings.stream().map(Finding::person).distinct().count();
  }

  /** The line that ends a report. */
  public String line() {
    return "qualified and told to nobody: " + people();
  }

  /** How many people by kind of loss; whoever is lost in two ways counts in both. */
  public Map<String, Long> byCode() {
    var counts = new TreeMap<String, Long>();
    findings.stream().collect(java.util.stream.Collectors.groupingBy(Finding::code, TreeMap::new,
        java.util.stream.Collectors.mapping(Finding::person, java.util.stream.Collectors.toSet())))
        .forEach((code, people) -> counts.put(code, (long) people.size()));
    return counts;
  }

  /** For a file, which may name people. */
  public Map<String, Object> file() {
    return json(true);
  }

  /** For a report, which may not. */
  public Map<String, Object> report() {
    return json(false);
  }

  private Map<String, Object> json(boolean names) {
    var json = new LinkedHashMap<String, Object>();
    json.put("count", people());
    json.put("by_reason", byCode());
    json.put("list", findings.stream().map(each -> {
      var line = new LinkedHashMap<String, Object>();
      line.put("person", names ? each.person() : each.who());
      line.put("solution", each.solution());
      line.put("reason", each.code());
      line.put("why", each.why());
      return line;
    }).toList());
    return json;
  }
}
