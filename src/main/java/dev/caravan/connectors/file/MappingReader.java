package dev.caravan.connectors.file;

import dev.caravan.config.ConfigNode;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a mapping out of its tree; what the schema cannot know is reported here. */
final class MappingReader {
  /** Types whose data has these keys and no others: a slip in one would be lost without a word. */
  private static final Map<String, Set<String>> KEYS = Map.of(
      "user", Set.of("name", "email", "active", "time_zone"),
      "campaign", Set.of("name", "cost", "currency", "starts", "ends"),
      "opportunity", Set.of("account", "solution", "kind", "stage", "won", "closed_at", "amount", "currency", "owner",
          "contacts"),
      "contract", Set.of("account", "solution", "ends"),
      "lead-status", Set.of("status", "reason"),
      "owner-change", Set.of("owner", "by"),
      "touch", Set.of("channel", "by"),
      "membership", Set.of("account", "solution", "role", "in", "by"));
  private static final List<String> ASSET_KEYS = List.of("type", "id", "name");
  private static final List<String> CSV_ONLY = List.of("delimiter", "columns");

  private final String name;
  private final String version;
  private final List<ImportMapping.Use> uses = new ArrayList<>();

  MappingReader(String name, String version) {
    this.name = name;
    this.version = version;
  }

  ImportMapping read(ConfigNode root) {
    String source = root.get("source").text();
    boolean csv = root.get("format").oneOf(List.of("csv", "ndjson")).equals("csv");
    if (!csv) {
      for (String key : CSV_ONLY) {
        root.find(key).ifPresent(node -> node.report("not-allowed", "NDJSON has no " + key + "; remove the key"));
      }
    }
    var layout = new ImportMapping.Layout(csv, root.find("delimiter").map(MappingReader::delimiter).orElse(ImportMapping.RECOGNISED),
        Charset.forName(root.find("encoding")
            .map(node -> node.oneOf(List.of("utf-8", "windows-1252", "iso-8859-1", "iso-8859-15"))).orElse("utf-8")),
        root.find("columns").map(MappingReader::columns).orElse(List.of()),
        new HashSet<>(root.find("empty").map(ConfigNode::texts).orElse(List.of())),
        root.find("other_rows").map(node -> node.oneOf(List.of("leave-out", "set-aside"))).orElse("leave-out")
            .equals("set-aside"));
    Optional<TimeRule> time = root.find("time").map(this::time);
    List<FactRule> facts = new ArrayList<>();
    for (ConfigNode fact : root.get("facts").items()) {
      fact(fact, source, time).ifPresent(facts::add);
    }
    Optional<OutcomeRule> outcome = root.find("outcome").map(node -> OutcomeRule.from(node, facts));
    root.find("outcome").ifPresent(node -> {
      use(node.get("column").text(), node.get("column"));
      use(node.get("order").text(), node.get("order"));
      node.find("written_by_sales").ifPresent(list -> list.items().forEach(item -> use(item.text(), item)));
    });
    if (!layout.columns().isEmpty()) {
      for (ImportMapping.Use use : uses) {
        Columns.mistake(layout.columns(), use).ifPresent(what -> root.get("columns").report("unknown-column", what));
      }
    }
    return new ImportMapping(name, version, source, layout, facts, uses, outcome);
  }

  private static char delimiter(ConfigNode node) {
    return switch (node.text()) {
      case "tab" -> '\t';
      case "pipe" -> '|';
      default -> node.text().isEmpty() ? ',' : node.text().charAt(0);
    };
  }

  private static List<String> columns(ConfigNode node) {
    List<String> columns = node.texts();
    Set<String> seen = new HashSet<>();
    for (ConfigNode item : node.isList() ? node.items() : List.of(node)) {
      if (!seen.add(item.text())) {
        item.report("duplicate", "column \"" + item.text() + "\" is named twice; name each once");
      }
    }
    return columns;
  }

  private Optional<FactRule> fact(ConfigNode node, String source, Optional<TimeRule> shared) {
    String type = node.get("fact").text();
    boolean record = FactRule.RECORDS.contains(type);
    Optional<Template> id = template(node.get("id"));
    Optional<Template> subject = node.find("subject").flatMap(this::template);
    Optional<TimeRule> time = node.find("time").map(this::time).or(() -> shared);
    if (time.isEmpty()) {
      node.report("missing-key", "no time for this fact; give it a \"time\", or one to the whole mapping");
    }
    id.filter(template -> record && template.named().contains("line")).ifPresent(template -> node.get("id").report(
        "not-allowed", "the id of a " + type + " names a record, which may stand in many rows, but \"{line}\" is"
            + " another in each; name a column that tells the records apart"));
    id.filter(template -> template.named().isEmpty()).ifPresent(template -> node.get("id").report("not-allowed",
        "this id is the same for every row; name a column, or \"{line}\" where a row has none of its own"));
    List<String> when = node.find("when").map(ConfigNode::texts).orElse(List.of());
    node.find("when").ifPresent(columns -> when.forEach(column -> use(column, columns)));
    Map<String, List<String>> where = new LinkedHashMap<>();
    for (ConfigNode.Entry entry : node.find("where").map(ConfigNode::entries).orElse(List.of())) {
      where.put(entry.key(), entry.value().texts());
      use(entry.key(), entry.value());
    }
    Shape.Branch data = node.find("data").map(found -> data(found, type)).orElse(new Shape.Branch(Map.of()));
    if (id.isEmpty() || time.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new FactRule(type, node.find("source").map(ConfigNode::text).orElse(source), id.get(), subject,
        time.get(), when, where, data));
  }

  private Shape.Branch data(ConfigNode node, String type) {
    Set<String> known = KEYS.getOrDefault(type, Set.of());
    if (!known.isEmpty()) {
      node.onlyKeys(known.stream().sorted().toList());
    }
    if (type.startsWith("activity.")) {
      node.find("asset").filter(ConfigNode::isMap).ifPresent(asset -> asset.onlyKeys(ASSET_KEYS));
    }
    return branch(node);
  }

  private Shape.Branch branch(ConfigNode node) {
    Map<String, Shape> parts = new LinkedHashMap<>();
    for (ConfigNode.Entry entry : node.entries()) {
      shape(entry.value()).ifPresent(shape -> {
        if (!put(parts, entry.key(), shape)) {
          entry.value().report("duplicate", "\"" + entry.key() + "\" is given twice; remove one");
        }
      });
    }
    return new Shape.Branch(parts);
  }

  /** A dotted key is a key in a map: {@code consent.email} is {@code consent: { email: … }}. */
  private static boolean put(Map<String, Shape> parts, String key, Shape shape) {
    int dot = key.indexOf('.');
    if (dot <= 0 || dot == key.length() - 1) {
      return parts.putIfAbsent(key, shape) == null;
    }
    String first = key.substring(0, dot);
    Shape there = parts.getOrDefault(first, new Shape.Branch(Map.of()));
    if (!(there instanceof Shape.Branch branch)) {
      return false;
    }
    Map<String, Shape> inner = new LinkedHashMap<>(branch.parts());
    boolean fresh = put(inner, key.substring(dot + 1), shape);
    parts.put(first, new Shape.Branch(inner));
    return fresh;
  }

  private Optional<Shape> shape(ConfigNode node) {
    return switch (node.kind()) {
      case MAP -> Optional.of(branch(node));
      case LIST -> {
        List<Shape> items = new ArrayList<>();
        node.items().forEach(item -> shape(item).ifPresent(items::add));
        yield Optional.of(new Shape.Items(items));
      }
      case VALUE -> template(node).map(Shape.Leaf::new);
      case EMPTY, MISSING -> {
        node.report("empty", "nothing stands here; expected a text such as \"{Company}\"");
        yield Optional.empty();
      }
    };
  }

  private Optional<Template> template(ConfigNode node) {
    if (node.kind() == ConfigNode.Kind.MISSING) {
      return Optional.empty();
    }
    try {
      Template template = Template.parse(node.text(), node.origin());
      template.columns().forEach(column -> use(column, node));
      return Optional.of(template);
    } catch (Template.Mistake e) {
      node.report(e.code(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private TimeRule time(ConfigNode node) {
    if (!node.isMap()) {
      String column = node.text();
      use(column, node);
      return new TimeRule(column, List.of(), Optional.empty(), Optional.empty(), node.origin());
    }
    if (node.find("column").isPresent() == node.find("at").isPresent()) {
      node.report("not-allowed", "expected either \"column\", where the time stands, or \"at\", one time for all rows");
    }
    node.find("column").ifPresent(column -> use(column.text(), column));
    List<TimeForm> forms = new ArrayList<>();
    node.find("format").ifPresent(format -> format.texts().forEach(pattern -> {
      try {
        forms.add(TimeForm.of(pattern));
      } catch (IllegalArgumentException e) {
        format.report("wrong-form", "\"" + pattern + "\" is no pattern of a time; expected one such as"
            + " `dd.MM.yyyy HH:mm`, `epoch-seconds`, `epoch-millis` or `excel`");
      }
    }));
    return new TimeRule(node.find("column").map(ConfigNode::text).orElse(""), forms,
        node.find("zone").flatMap(MappingReader::zone), node.find("at").map(ConfigNode::moment), node.origin());
  }

  private static Optional<ZoneId> zone(ConfigNode node) {
    try {
      return Optional.of(ZoneId.of(node.text()));
    } catch (DateTimeException e) {
      node.report("wrong-form", "\"" + node.text() + "\" is no time zone; expected one such as `UTC`, `Europe/Berlin`"
          + " or `America/New_York`");
      return Optional.empty();
    }
  }

  private void use(String column, ConfigNode node) {
    uses.add(new ImportMapping.Use(column, node.origin()));
  }
}
