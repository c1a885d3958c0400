package dev.caravan.connectors.salesforce;

import dev.caravan.config.ConfigNode;
import dev.caravan.connectors.salesforce.SalesforceMapping.How;
import dev.caravan.connectors.salesforce.SalesforceMapping.Source;
import dev.caravan.connectors.salesforce.SalesforceMapping.StatusWords;
import dev.caravan.connectors.salesforce.SalesforceMapping.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads {@code mapping.yaml} strictly: unknown keys, words and malformed field names are reported at their place. */
final class MappingReader {
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*");
  private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*)*");
  private static final Set<String> STATUSES = sorted("accepted", "rejected", "working");
  private static final Set<String> REASONS =
      sorted("not-ready", "wrong-answers", "unreachable", "no-budget", "competitor", "other");

  /** What may be read of each object; empty where any word may be, since others are custom values. */
  private static final Map<String, Set<String>> READ = Map.of(
      "account", Set.of(), "lead", Set.of(), "contact", Set.of(),
      "user", sorted("name", "email", "active", "time_zone"),
      "opportunity", sorted("account", "solution", "kind", "stage", "won", "closed_at", "amount", "currency", "owner"),
      "campaign", sorted("name", "cost", "currency", "starts", "ends"),
      "contract", sorted("account", "solution", "ends"),
      "buying_group_member", sorted("account", "solution", "key", "person", "contact", "contact_email", "lead", "lead_email",
          "role", "set_role", "by_hand", "confirmed"),
      Tasks.OBJECT, sorted("person", "owner", "key", "kind", "closed", "created", "completed", "answer", "reason", "snooze_until"));
  private static final Map<String, Set<String>> NEEDED = Map.of(
      "lead", sorted("email", "owner"), "contact", sorted("email", "account"), "user", sorted("email", "active"),
      "buying_group_member", sorted("account", "solution", "key", "contact", "lead"),
      Tasks.OBJECT, sorted("person", "owner", "key", "kind", "closed"));
  private static final Set<String> SCORE = sorted("fit", "interest", "completeness", "rating", "cell", "stage",
      "scenario", "posture", "persona", "solution", "next_question", "programme", "reason", "explanation", "as_of",
      "model");
  /** What a further model says: {@code models.partners.rating}. */
  private static final Pattern BESIDE = Pattern.compile("models\\.[a-z][a-z0-9-]*\\.(fit|interest|rating|cell|solution)");
  private static final Map<String, Set<String>> WRITE = Map.of(
      "lead", SCORE, "contact", SCORE,
      "new_lead", sorted("email", "first_name", "last_name", "title", "company", "country", "state", "phone",
          "industry", "employees", "website"),
      "task", sorted("subject", "text", "priority", "status", "due", "respond_by"),
      "buying_group", sorted("name", "account", "solution", "level", "coordinated", "completeness", "first_person",
          "first_at", "missing_roles", "summary"),
      "buying_group_member", sorted("group", "lead", "contact", "person", "role", "set_role", "title", "first_at",
          "activities"),
      "contact_role", sorted("role", "confirmed"),
      "consent", sorted("email", "phone", "sms"));
  /** What an older mapping may not say how to read. */
  private static final Set<String> MAY_BE_READ = sorted("buying_group_member", Tasks.OBJECT);
  /** What an older mapping may not say how to write. */
  private static final Set<String> MAY_BE_WRITTEN = sorted("contact_role", "consent");

  private MappingReader() {}

  /** Words without whose fields nothing can be made of an object's records. */
  static Set<String> needed(String object) {
    return NEEDED.getOrDefault(object, Set.of());
  }

  static SalesforceMapping read(ConfigNode root) {
    root.onlyKeys(sorted("read", "only", "lead_status", "write"));
    Set<String> readable = new TreeSet<>(READ.keySet());
    Set<String> writable = new TreeSet<>(WRITE.keySet());
    var reads = new LinkedHashMap<String, Map<String, Source>>();
    ConfigNode read = root.get("read");
    read.onlyKeys(readable);
    for (String object : readable) {
      if (!MAY_BE_READ.contains(object) || read.find(object).isPresent()) {
        reads.put(object, sources(object, read.get(object)));
      }
    }
    var writes = new LinkedHashMap<String, Map<String, Target>>();
    ConfigNode write = root.get("write");
    write.onlyKeys(writable);
    for (String object : writable) {
      if (!MAY_BE_WRITTEN.contains(object) || write.find(object).isPresent()) {
        writes.put(object, targets(object, write.get(object)));
      }
    }
    var only = new LinkedHashMap<String, String>();
    root.find("only").ifPresent(node -> {
      node.onlyKeys(readable);
      node.entries().forEach(entry -> only.put(entry.key(), entry.value().text()));
    });
    return new SalesforceMapping(reads, writes, only, status(root.get("lead_status")));
  }

  private static Map<String, Source> sources(String object, ConfigNode node) {
    Set<String> allowed = READ.getOrDefault(object, Set.of());
    if (!allowed.isEmpty()) {
      node.onlyKeys(allowed);
    }
    NEEDED.getOrDefault(object, Set.of()).forEach(node::get);
    var sources = new LinkedHashMap<String, Source>();
    for (ConfigNode.Entry entry : node.entries()) {
      if (!WORD.matcher(entry.key()).matches()) {
        entry.value().report("bad-word", "\"" + entry.key()
            + "\" is no word for a value; expected small letters, digits and _ such as team_size");
      }
      sources.put(entry.key(), source(entry.value()));
    }
    return sources;
  }

  private static Source source(ConfigNode node) {
    String text = node.text().strip();
    if (text.startsWith("=")) {
      return new Source(How.FIXED, text.substring(1).strip());
    }
    How how = text.startsWith("not ") ? How.NOT : text.startsWith("has ") ? How.FILLED : How.AS_IS;
    return new Source(how, field(node, how == How.AS_IS ? text : text.substring(4).strip()));
  }

  private static Map<String, Target> targets(String object, ConfigNode node) {
    boolean score = object.equals("lead") || object.equals("contact");
    var allowed = new TreeSet<>(WRITE.getOrDefault(object, Set.of()));
    node.entries().stream().map(ConfigNode.Entry::key).filter(key -> score && BESIDE.matcher(key).matches())
        .forEach(allowed::add);
    node.onlyKeys(allowed);
    var targets = new LinkedHashMap<String, Target>();
    for (ConfigNode.Entry entry : node.entries()) {
      ConfigNode value = entry.value();
      if (!value.isMap()) {
        targets.put(entry.key(), new Target(field(value, value.text()), false));
        continue;
      }
      value.onlyKeys(sorted("field", "write"));
      boolean onlyWhenEmpty = value.find("write")
          .map(how -> how.oneOf(sorted("always", "fill-empty")).equals("fill-empty")).orElse(false);
      if (onlyWhenEmpty && !score && value.isSound()) {
        value.report("bad-write", "fill-empty is only possible under lead and contact; expected always");
      }
      ConfigNode field = value.get("field");
      targets.put(entry.key(), new Target(field(field, field.text()), onlyWhenEmpty));
    }
    return targets;
  }

  private static StatusWords status(ConfigNode node) {
    node.onlyKeys(sorted("status", "reason", "means", "reasons"));
    ConfigNode status = node.get("status");
    return new StatusWords(field(status, status.text()),
        node.find("reason").map(reason -> field(reason, reason.text())).orElse(""),
        words(node.get("means"), STATUSES), node.find("reasons").map(part -> words(part, REASONS)).orElse(Map.of()));
  }

  private static Map<String, String> words(ConfigNode node, Set<String> allowed) {
    var words = new LinkedHashMap<String, String>();
    node.entries().forEach(entry -> words.put(entry.key(), entry.value().oneOf(allowed)));
    return words;
  }

  private static String field(ConfigNode node, String name) {
    if (node.isSound() && !FIELD.matcher(name).matches()) {
      node.report("bad-field", "\"" + name + "\" is no field; expected its API name such as Title or Account.Name");
    }
    return name;
  }

  private static Set<String> sorted(String... words) {
    return new TreeSet<>(Set.of(words));
  }
}
