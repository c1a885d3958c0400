package dev.caravan.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Small result files, written by hand: what a test does not say is as it is for somebody who just looks around. */
final class Written {
  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  static final AuditSettings SETTINGS = new AuditSettings(Set.of("mql"),
      Set.of("sal", "opportunity", "renewal"), Set.of("customer"), Set.of("quote-request"), Duration.ofHours(1).toMillis());
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Map<String, List<String>> files = new LinkedHashMap<>();

  private final AuditSettings settings;

  Written(Path folder) {
    this(folder, SETTINGS);
  }

  Written(Path folder, AuditSettings settings) {
    this.folder = folder;
    this.settings = settings;
    List.of("people", "groups", "hand-offs", "decisions").forEach(name -> files.put(name, new ArrayList<>()));
  }

  static String ago(double days) {
    return NOW.minusMillis(Math.round(days * Duration.ofDays(1).toMillis())).toString();
  }

  /** Who is told to nobody by these files. */
  ToldToNobody check() {
    try {
      for (var file : files.entrySet()) {
        Files.write(folder.resolve(file.getKey() + ".ndjson"), file.getValue());
      }
      return Audit.of(Sources.in(folder), settings, NOW.toEpochMilli());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a line; it may say less than the product's, and nothing that the product does not say. */
  Written line(String file, Object... pairs) {
    String line = json(pairs);
    if (Product.WRITES.contains(file)) {
      Product.writes(file, line);
    }
    files.computeIfAbsent(file, none -> new ArrayList<>()).add(line);
    return this;
  }

  Written raw(String file, String line) {
    files.get(file).add(line);
    return this;
  }

  private static String json(Object... pairs) {
    var line = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      line.put((String) pairs[i], pairs[i + 1]);
    }
    try {
      return JSON.writeValueAsString(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object[] with(Object[] more, Object... pairs) {
    var all = new ArrayList<>(List.of(pairs));
    all.addAll(List.of(more));
    return all.toArray();
  }

  // People

  /** A line of Dana's at account 001A about customer-care; what is said twice is as said last. */
  Written dana(Object... more) {
    return line("people", with(more, "person", "dana@halden.example", "account", "001A", "solution", "customer-care",
        "stage", "engaged", "mql", false, "posture", "evaluating", "held", List.of(), "parts", List.of()));
  }

  /** She qualified ten days ago, and waits for a reason until so many days from now. */
  Written waits(String reason, double days) {
    return qualified(10).dana("stage", "mql", "mql", true, "held", List.of(reason), "waits_for",
        List.of(Map.of("reason", reason, "until", ago(-days), "event", "something happens")));
  }

  /** She qualified so many days ago, while evaluating. */
  Written qualified(double daysAgo) {
    return stage("mql", daysAgo, "interest >= mql", 3);
  }

  Written stage(String to, double daysAgo, String why, int number) {
    return stage("engaged", to, daysAgo, why, number);
  }

  Written stage(String from, String to, double daysAgo, String why, int number) {
    return line("decisions", "id", "stage/p1/customer-care/" + number + "/" + to, "kind", "stage", "subject", "p1", "at",
        ago(daysAgo), "because", Map.of("text", why), "email", "dana@halden.example", "solution", "customer-care", "from", from,
        "to", to);
  }

  Written score(double daysAgo, String posture) {
    return line("decisions", "id", "score/p1", "kind", "score", "subject", "p1", "at", ago(daysAgo), "email",
        "dana@halden.example", "solution", "customer-care", "posture", posture);
  }

  Written touchLimit(boolean in, double daysAgo) {
    return line("decisions", "id", "touch-limit/p1/" + daysAgo, "kind", "touch-limit", "subject", "p1", "at", ago(daysAgo),
        "email", "dana@halden.example", "in", in);
  }

  Written note(double daysAgo) {
    return line("decisions", "id", "notice/note/p1", "kind", "notice", "subject", "p1", "at", ago(daysAgo), "what",
        "opportunity", "about", "p1", "hand_off", "note/p1", "email", "dana@halden.example", "solution", "customer-care");
  }

  // Hand-offs

  static final String OWN = "hand-off/p1/1";
  static final String OF_GROUP = "hand-off/001A|customer-care/1";

  /** Dana's own, given to somebody at once; {@code stands} as the desk has it. */
  Written own(double daysAgo, String stands) {
    line("decisions", "id", OWN, "kind", "hand-off", "subject", "p1", "at", ago(daysAgo), "of", "person", "person", "p1",
        "email", "dana@halden.example", "account", "001A", "solution", "customer-care", "trigger", "mql", "members",
        List.of("dana@halden.example"));
    return given(OWN, daysAgo, stands);
  }

  /** That of her group. */
  Written ofGroup(double daysAgo, String stands, String... members) {
    line("decisions", "id", OF_GROUP, "kind", "hand-off", "subject", "p7", "at", ago(daysAgo), "of", "group", "person", "p7",
        "account", "001A", "solution", "customer-care", "trigger", "group", "members", List.of(members));
    return given(OF_GROUP, daysAgo, stands);
  }

  private Written given(String id, double daysAgo, String stands) {
    if (!stands.equals("waiting")) {
      line("decisions", "id", "assignment/" + id, "kind", "assignment", "subject", "p1", "at", ago(daysAgo), "hand_off", id,
          "respond_by", ago(daysAgo - 0.02));
    }
    return line("hand-offs", "id", id, "stands", stands, "asked_at", ago(daysAgo));
  }

  Written escalated(String id, double daysAgo) {
    return line("decisions", "id", "escalation/" + id, "kind", "notice", "subject", "p1", "at", ago(daysAgo), "what",
        "escalation", "about", id, "respond_by", "");
  }

  // Groups

  /** The group of account 001A around customer-care; each member came so many days ago. */
  Written group(String level, Map<String, Double> members, Object... more) {
    return line("groups", with(more, "account", "001A", "solution", "customer-care", "level", level, "members",
        members.entrySet().stream().map(each -> Map.of("person", each.getKey(), "first_at", ago(each.getValue()), "activities",
            3)).toList(), "alerted_at", List.of(ago(40))));
  }

  /** How the group's hand-off stands: {@code scheduled} until a moment, or {@code closed} since then. */
  static List<Map<String, Object>> stands(String state, double daysAgo) {
    var line = new LinkedHashMap<String, Object>();
    line.put("id", state.equals("closed") ? OF_GROUP : null);
    line.put("state", state);
    line.put("since", ago(state.equals("closed") ? daysAgo : daysAgo + 0.04));
    line.put("until", state.equals("closed") ? null : ago(daysAgo));
    return List.of(line);
  }

  // Deliveries

  Written item(String id, String state) {
    return line("outbox", "id", "salesforce:assignment/" + id, "target", "salesforce", "kind", "assignment", "state", state);
  }

  Written record(String type, Object... fields) {
    return line("records", with(fields, "type", type));
  }
}
