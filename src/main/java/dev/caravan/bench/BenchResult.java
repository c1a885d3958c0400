package dev.caravan.bench;

import dev.caravan.cli.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Facts a second of one thing, slowest round first. */
record BenchResult(String what, long facts, List<Long> perSecond, long heapMib) {
  private static final long MIB = 1 << 20;

  /** What was measured on. */
  record Market(int people, long seed, long facts, int rounds) {}

  long median() {
    return perSecond.get(perSecond.size() / 2);
  }

  long best() {
    return perSecond.get(perSecond.size() - 1);
  }

  static void tell(Terminal terminal, boolean json, List<BenchResult> results, Market market) {
    int cores = Runtime.getRuntime().availableProcessors();
    long memory = Runtime.getRuntime().maxMemory() / MIB;
    String java = System.getProperty("java.vm.name") + " " + System.getProperty("java.version");
    if (json) {
      var all = new LinkedHashMap<String, Object>();
      all.put("java", java);
      all.put("cores", cores);
      all.put("max_heap_mib", memory);
      all.put("people", market.people());
      all.put("seed", market.seed());
      all.put("facts", market.facts());
      all.put("rounds", market.rounds());
      var each = new LinkedHashMap<String, Object>();
      results.forEach(result -> {
        var line = new LinkedHashMap<String, Object>();
        line.put("facts_per_second_median", result.median());
        line.put("facts_per_second_best", result.best());
        line.put("heap_mib", result.heapMib());
        each.put(result.what(), line);
      });
      all.put("results", each);
      terminal.json(all);
      return;
    }
    terminal.say(java + ", " + cores + " cores, heap at most " + memory + " MiB; " + Terminal.count(market.people(), "person")
        + ", " + Terminal.count(market.facts(), "fact") + ", " + Terminal.count(market.rounds(), "round") + " each");
    var rows = new ArrayList<List<String>>();
    for (BenchResult result : results) {
      rows.add(List.of(result.what(), String.format("%,d", result.median()), String.format("%,d", result.best()),
          result.heapMib() + " MiB"));
    }
    terminal.table(List.of("what", "facts/s (median)", "facts/s (best)", "heap used"), rows);
  }
}
