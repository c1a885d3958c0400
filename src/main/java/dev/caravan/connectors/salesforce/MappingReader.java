package dev.caravan.connectors.salesforce;

import dev.caravan.connectors.salesforce.SalesforceMapping.How;
import dev.caravan.connectors.salesforce.SalesforceMapping.Source;
import dev.caravan.connectors.salesforce.SalesforceMapping.StatusWords;
import dev.caravan.connectors.salesforce.SalesforceMapping.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code mapping.yaml} strictly: every mistake with its line and column, all at once. */
final class MappingReader {
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*");
  private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*)*");
  private static final Set<String> STATUSES = Set.of("accepted", "rejected", "working");
  private static final Set<String> REASONS =
      Set.of("not-ready", "wrong-answers", "unreachable", "no-budget", "competitor", "other");

  /** What may be read of each object; the words of people and accounts are open, since others are custom values. */
  private static final Map<String, Set<String>> READ = Map.of(
      "account", Set.of(), "lead", Set.of(), "contact", Set.of(),
      "user", Set.of("name", "email", "active", "time_zone"),
      "opportunity", Set.of("account", "solution", "kind", "stage", "won", "closed_at", "amount", "currency", "owner"),
      "campaign", Set.of("name", "cost", "currency", "starts", "ends"),
      "contract", Set.of("account", "solution", "ends"));
  private static final Map<String, Set<String>> NEEDED = Map.of(
      "lead", Set.of("email", "last_name", "owner"), "contact", Set.of("email", "account"),
      "user", Set.of("email", "active"));
  private static final Set<String> SCORE = Set.of("fit", "interest", "completeness", "rating", "cell", "stage",
      "scenario", "posture", "persona", "solution", "next_question", "programme", "reason", "explanation", "as_of",
      "model");
  private static final Map<String, Set<String>> WRITE = Map.of(
      "lead", SCORE, "contact", SCORE,
      "new_lead", Set.of("email", "first_name", "last_name", "title", "company", "country", "state", "phone",
          "industry", "employees", "website"),
      "task", Set.of("subject", "text", "priority", "status", "due", "respond_by"),
      "buying_group", Set.of("name", "account", "solution", "level", "coordinated", "completeness", "first_person",
          "first_at", "missing_roles", "summary"),
      "buying_group_member", Set.of("group", "lead", "contact", "person", "role", "title", "first_at", "activities"));

  private record Entry(String key, Node keyNode, Node value) {}

  private final String file;
  private final List<String> mistakes = new ArrayList<>();

  private MappingReader(String file) {
    this.file = file;
  }

  static SalesforceMapping read(String yaml, String file) {
    var reader = new MappingReader(file);
    SalesforceMapping mapping = reader.mapping(reader.root(yaml));
    if (!reader.mistakes.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", reader.mistakes));
    }
    return mapping;
  }

  private Node root(String yaml) {
    try {
      var settings = LoadSettings.builder().setAllowDuplicateKeys(false).setLabel(file).build();
      return new Compose(settings).composeString(yaml).orElseThrow(() ->
          new IllegalArgumentException(file + ":1:1: the file is empty; expected the keys read, lead_status, write"));
    } catch (MarkedYamlEngineException e) {
      String place = e.getProblemMark().map(mark -> (mark.getLine() + 1) + ":" + (mark.getColumn() + 1)).orElse("1:1");
      throw new IllegalArgumentException(file + ":" + place + ": " + e.getProblem() + "; expected YAML", e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(file + ":1:1: " + e.getMessage() + "; expected YAML", e);
    }
  }

  private SalesforceMapping mapping(Node root) {
    Node read = null;
    Node write = null;
    Node status = null;
    for (Entry entry : entries(root)) {
      switch (entry.key()) {
        case "read" -> read = entry.value();
        case "write" -> write = entry.value();
        case "lead_status" -> status = entry.value();
        default -> unknown(entry, Set.of("read", "write", "lead_status"));
      }
    }
    var reads = new LinkedHashMap<String, Map<String, Source>>();
    var writes = new LinkedHashMap<String, Map<String, Target>>();
    if (read == null || write == null || status == null) {
      say(root, "a part is missing", "the keys read, lead_status and write");
    }
    for (Entry object : read == null ? List.<Entry>of() : entries(read)) {
      if (READ.containsKey(object.key())) {
        reads.put(object.key(), sources(object));
      } else {
        unknown(object, READ.keySet());
      }
    }
    for (Entry object : write == null ? List.<Entry>of() : entries(write)) {
      if (WRITE.containsKey(object.key())) {
        writes.put(object.key(), targets(object));
      } else {
        unknown(object, WRITE.keySet());
      }
    }
    if (read != null) {
      missing(read, reads.keySet(), READ.keySet());
    }
    if (write != null) {
      missing(write, writes.keySet(), WRITE.keySet());
    }
    return new SalesforceMapping(reads, writes, status == null
        ? new StatusWords("Status", "", Map.of(), Map.of()) : status(status));
  }

  private void missing(Node at, Set<String> there, Set<String> wanted) {
    var missing = new TreeSet<>(wanted);
    missing.removeAll(there);
    if (!missing.isEmpty()) {
      say(at, "missing " + String.join(", ", missing), "one entry each for " + String.join(", ", new TreeSet<>(wanted)));
    }
  }

  private Map<String, Source> sources(Entry object) {
    Set<String> allowed = READ.getOrDefault(object.key(), Set.of());
    var sources = new LinkedHashMap<String, Source>();
    for (Entry entry : entries(object.value())) {
      if (!allowed.isEmpty() && !allowed.contains(entry.key())) {
        unknown(entry, allowed);
      } else if (!WORD.matcher(entry.key()).matches()) {
        say(entry.keyNode(), "\"" + entry.key() + "\" is no word for a value", "small letters, digits and _ such as team_size");
      } else {
        sources.put(entry.key(), source(entry.value()));
      }
    }
    missing(object.keyNode(), sources.keySet(), NEEDED.getOrDefault(object.key(), Set.of()));
    return sources;
  }

  private Source source(Node node) {
    String text = scalar(node).strip();
    if (text.startsWith("=")) {
      return new Source(How.FIXED, text.substring(1).strip());
    }
    How how = text.startsWith("not ") ? How.NOT : text.startsWith("has ") ? How.FILLED : How.AS_IS;
    return new Source(how, field(node, how == How.AS_IS ? text : text.substring(4).strip()));
  }

  private Map<String, Target> targets(Entry object) {
    Set<String> allowed = WRITE.getOrDefault(object.key(), Set.of());
    boolean score = object.key().equals("lead") || object.key().equals("contact");
    var targets = new LinkedHashMap<String, Target>();
    for (Entry entry : entries(object.value())) {
      if (!allowed.contains(entry.key())) {
        unknown(entry, allowed);
      } else if (entry.value() instanceof MappingNode) {
        targets.put(entry.key(), target(entry.value(), score));
      } else {
        targets.put(entry.key(), new Target(field(entry.value(), scalar(entry.value())), false));
      }
    }
    return targets;
  }

  private Target target(Node node, boolean score) {
    String field = "";
    boolean onlyWhenEmpty = false;
    for (Entry entry : entries(node)) {
      if (entry.key().equals("field")) {
        field = field(entry.value(), scalar(entry.value()));
      } else if (!entry.key().equals("write")) {
        unknown(entry, Set.of("field", "write"));
      } else {
        String how = scalar(entry.value());
        onlyWhenEmpty = how.equals("fill-empty");
        if (!onlyWhenEmpty && !how.equals("always")) {
          say(entry.value(), "\"" + how + "\" is no way to write", "always or fill-empty");
        } else if (onlyWhenEmpty && !score) {
          say(entry.value(), "fill-empty is only possible for scores", "always, or a place under lead or contact");
        }
      }
    }
    if (field.isEmpty()) {
      say(node, "no field is named", "field: <API name>");
    }
    return new Target(field, onlyWhenEmpty);
  }

  private StatusWords status(Node node) {
    String status = "Status";
    String reason = "";
    Map<String, String> means = Map.of();
    Map<String, String> reasons = Map.of();
    for (Entry entry : entries(node)) {
      switch (entry.key()) {
        case "status" -> status = field(entry.value(), scalar(entry.value()));
        case "reason" -> reason = field(entry.value(), scalar(entry.value()));
        case "means" -> means = words(entry.value(), STATUSES);
        case "reasons" -> reasons = words(entry.value(), REASONS);
        default -> unknown(entry, Set.of("status", "reason", "means", "reasons"));
      }
    }
    return new StatusWords(status, reason, means, reasons);
  }

  private Map<String, String> words(Node node, Set<String> allowed) {
    var words = new LinkedHashMap<String, String>();
    for (Entry entry : entries(node)) {
      String word = scalar(entry.value());
      if (!allowed.contains(word)) {
        say(entry.value(), "\"" + word + "\" is not known", "one of " + String.join(", ", new TreeSet<>(allowed)));
      }
      words.put(entry.key(), word);
    }
    return words;
  }

  private List<Entry> entries(Node node) {
    var entries = new ArrayList<Entry>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        entries.add(new Entry(scalar(tuple.getKeyNode()), tuple.getKeyNode(), tuple.getValueNode()));
      }
    } else {
      say(node, "a list of keys and values is missing", "key: value");
    }
    return entries;
  }

  private String scalar(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    say(node, "a value is missing", "a text");
    return "";
  }

  private String field(Node node, String name) {
    if (!FIELD.matcher(name).matches()) {
      say(node, "\"" + name + "\" is no field", "the API name of a field such as Title or Account.Name");
    }
    return name;
  }

  private void unknown(Entry entry, Set<String> allowed) {
    say(entry.keyNode(), "unknown key \"" + entry.key() + "\"",
        "one of " + String.join(", ", new TreeSet<>(allowed)) + closest(entry.key(), allowed));
  }

  private static String closest(String word, Set<String> allowed) {
    String best = null;
    int distance = 3;
    for (String candidate : new TreeSet<>(allowed)) {
      int d = distance(word, candidate);
      if (d < distance) {
        best = candidate;
        distance = d;
      }
    }
    return best == null ? "" : "; did you mean \"" + best + "\"";
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  private void say(@Nullable Node node, String what, String expected) {
    String place = node == null ? "1:1" : node.getStartMark()
        .map(mark -> (mark.getLine() + 1) + ":" + (mark.getColumn() + 1)).orElse("1:1");
    mistakes.add(file + ":" + place + ": " + what + "; expected " + expected);
  }
}
