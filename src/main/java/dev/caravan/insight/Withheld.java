package dev.caravan.insight;

import dev.caravan.outbox.Mode;
import dev.caravan.outbox.Outbox;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the mode keeps from being written. It names nobody.
 *
 * @param items how many wait, by system and kind as in names of streams
 */
public record Withheld(Mode mode, SortedMap<String, SortedMap<String, Long>> items) {
  public Withheld {
    items = Collections.unmodifiableSortedMap(new TreeMap<>(items));
  }

  /** As it stands now. */
  public static Withheld of(Outbox outbox) {
    var items = new TreeMap<String, SortedMap<String, Long>>();
    outbox.withheld().forEach(each -> items.computeIfAbsent(each.stream().target(), none -> new TreeMap<>())
        .merge(each.stream().kind().code(), each.items(), Long::sum));
    return new Withheld(outbox.mode(), items);
  }

  /** How many records. */
  public long all() {
    return items.values().stream().flatMap(kinds -> kinds.values().stream()).mapToLong(Long::longValue).sum();
  }

  /** That something is not written, why, how much, and how to change that; empty where the mode writes everything. */
  public Optional<String> sentence() {
    String rest = all() == 0 ? "Nothing is in line" : "It would have been " + systems(", ", "; ");
    return what().map(what -> what + " " + rest + ". " + remedy());
  }

  /** The same, a line for each system. */
  public List<String> lines() {
    return what().map(what -> all() == 0 ? List.of(what + " Nothing is in line.", remedy())
        : List.of(what + " It would have been:", "  " + systems("  ", "\n  "), remedy())).orElse(List.of());
  }

  /** In a few words, for a list of runs; empty where nothing is kept back. */
  public Optional<String> note() {
    return all() == 0 ? Optional.empty() : Optional.of("mode " + mode.code() + ": "
        + String.format(Locale.ROOT, all() == 1 ? "%,d record was" : "%,d records were", all()) + " not written");
  }

  private Optional<String> what() {
    return switch (mode) {
      case SHADOW -> Optional.of("Nothing was written, because the mode is shadow.");
      case SCORE_ONLY -> Optional.of("Only scores and groups were written, because the mode is score-only.");
      case LIVE -> Optional.empty();
    };
  }

  private String remedy() {
    return "To change that, set caravan.mode in application.properties"
        + (mode == Mode.SHADOW ? " (score-only writes scores and groups, live everything)" : " (live writes everything)")
        + " and start again.";
  }

  private String systems(String betweenKinds, String betweenSystems) {
    return items.entrySet().stream().map(system -> system.getKey() + ": " + system.getValue().entrySet().stream()
        .map(kind -> kind.getKey() + " " + kind.getValue()).collect(Collectors.joining(betweenKinds)))
        .collect(Collectors.joining(betweenSystems));
  }

  /** For a program. */
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("mode", mode.code());
    json.put("withheld", items);
    return json;
  }
}
