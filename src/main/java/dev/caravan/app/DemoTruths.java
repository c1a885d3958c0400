package dev.caravan.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.cli.WorthALook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Holds what was found in a generated market against what was planted in it. */
final class DemoTruths {
  private final JsonNode truth;
  private final Map<String, Map<String, Object>> groups = new HashMap<>();

  private DemoTruths(JsonNode truth) {
    this.truth = truth;
  }

  /**
   * How much of each kind was found, a line each.
   *
   * @param groups as they stand
   * @param qualified who ever was an MQL: e-mail and solution, with {@code |} in between
   */
  static List<String> found(Path truth, Iterable<Map<String, Object>> groups, Set<String> qualified) throws IOException {
    var planted = new DemoTruths(new ObjectMapper().readTree(truth.toFile()));
    groups.forEach(line -> planted.groups.put(line.get("account") + "|" + line.get("solution"), line));
    var lines = new ArrayList<String>();
    planted.count(lines, "coordinated", "meetings, with who was first", story -> planted.isCoordinated(story) && planted.isFirst(story));
    planted.count(lines, "groups", "groups, with who was first", planted::isFirst);
    planted.count(lines, "mql", "MQLs", story -> qualified.contains(story.path("person").asText() + "|" + story.path("solution").asText()));
    planted.count(lines, "hand_raisers", "requests for a quote",
        story -> qualified.contains(story.path("person").asText() + "|" + story.path("solution").asText()));
    planted.count(lines, "decoys", "decoys, seen through", story -> !planted.isCoordinated(story));
    return lines;
  }

  /**
   * How many alerts and hand-offs of groups were worth a look, by what the generator wrote down; empty where it wrote nothing.
   *
   * @param from what ended before is history, epoch ms
   */
  static List<String> worth(Path truth, List<WorthALook.Alarm> alerts, List<WorthALook.Alarm> handOffs, long from, long until) throws IOException {
    Optional<WorthALook> worth = WorthALook.read(truth);
    if (worth.isEmpty()) {
      return List.of();
    }
    WorthALook.Found meetings = worth.get().found("meeting", alerts, from, until);
    WorthALook.Found decoys = worth.get().decoys(alerts, from);
    return List.of(line("alerts of groups worth a look", worth.get().count(alerts).says()),
        line("hand-offs of groups worth a look", worth.get().count(WorthALook.handOffs(handOffs, alerts)).says()),
        line("meetings of these days, alerted", meetings.found() + " of " + meetings.all()),
        line("decoys of these days, alerted", decoys.found() + " of " + decoys.all()));
  }

  private static String line(String what, String says) {
    return String.format(Locale.ROOT, "  %-40s %s", what, says);
  }

  private void count(List<String> lines, String section, String what, Predicate<JsonNode> isFound) {
    int all = 0;
    int found = 0;
    for (JsonNode story : truth.path(section)) {
      all++;
      found += isFound.test(story) ? 1 : 0;
    }
    lines.add(String.format(Locale.ROOT, "  %-40s %3d of %d", what, found, all));
  }

  private Map<String, Object> group(JsonNode story) {
    return groups.getOrDefault(story.path("account").asText() + "|" + story.path("solution").asText(), Map.of());
  }

  private boolean isCoordinated(JsonNode story) {
    return Boolean.TRUE.equals(group(story).get("coordinated"));
  }

  private boolean isFirst(JsonNode story) {
    return group(story).get("first") instanceof Map<?, ?> first && story.path("first").asText().equals(first.get("person"));
  }
}
