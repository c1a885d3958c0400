package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a record said before its last change, from the org's field history: one version for each moment at which a tracked field
 * changed, worked out backwards from what the record says now.
 *
 * <p>Salesforce drops history after some months. Only where the row is still there that tells of the record's creation, its first
 * values are known from then on; otherwise the oldest change that is left is the first that is known of.
 */
final class RecordHistory {
  private static final String RELATIONSHIP = "Histories";
  private static final String CREATED = "created";
  private static final Pattern ID = Pattern.compile("00[0-9a-zA-Z]{13}([0-9a-zA-Z]{3})?");
  /** Rows of a name and rows of an id tell of one change; the former are of no use. */
  private static final Map<String, String> REFERENCES = Map.of("owner", "OwnerId", "account", "AccountId");
  /** Names that history has for fields of other names. */
  private static final Map<String, String> ALIASES = Map.of("textname", "Name");

  private RecordHistory() {}

  /**
   * A record as it was.
   *
   * @param at since when
   * @param row what it said then in the fields that are known, and in all others what it says now
   * @param known fields that are known, in lower case
   */
  record Version(Instant at, JsonNode row, Set<String> known) {
    Version {
      known = Set.copyOf(known);
    }

    boolean knows(String field) {
      return known.contains(field.toLowerCase(Locale.ROOT));
    }
  }

  private record Change(Instant at, String field, JsonNode before) {}

  /** What to ask for beside the fields of a record. */
  static String select() {
    return "(SELECT Field, OldValue, NewValue, CreatedDate FROM " + RELATIONSHIP + " ORDER BY CreatedDate DESC, Id DESC)";
  }

  /** Whether an org keeps a history of the fields of an object, and shows it. */
  static boolean isKept(ObjectSchema object) {
    return object.children().contains(RELATIONSHIP.toLowerCase(Locale.ROOT));
  }

  /** The versions before the last change, oldest first; none where no history came with the row. */
  static List<Version> of(JsonNode row, Instant created, Instant stamp) {
    var changes = new ArrayList<Change>();
    boolean first = false;
    JsonNode histories = row.path(RELATIONSHIP);
    for (JsonNode each : histories.path("records")) {
      String field = each.path("Field").asText("");
      if (field.equalsIgnoreCase(CREATED)) {
        first = true;
      } else if (row.has(named(row, field)) && !isName(field, each)) {
        changes.add(new Change(Soql.time(each.path("CreatedDate").asText("")), named(row, field), each.path("OldValue")));
      }
    }
    if (changes.isEmpty()) {
      return List.of();
    }
    Instant oldest = changes.get(changes.size() - 1).at();
    if (!histories.path("done").asBoolean(true)) {
      changes.removeIf(change -> change.at().equals(oldest)); // what else changed then is on a page of its own
    }
    return versions(row, changes, first ? created : Instant.MAX, stamp);
  }

  private static List<Version> versions(JsonNode row, List<Change> newestFirst, Instant created, Instant stamp) {
    var known = new TreeSet<String>();
    newestFirst.forEach(change -> known.add(change.field().toLowerCase(Locale.ROOT)));
    ObjectNode then = row.deepCopy();
    then.remove(RELATIONSHIP);
    var versions = new ArrayList<Version>();
    for (int i = 0; i < newestFirst.size(); i++) {
      Change change = newestFirst.get(i);
      boolean last = i == 0 || !newestFirst.get(i - 1).at().equals(change.at());
      if (last && change.at().isBefore(stamp)) {
        versions.add(0, new Version(change.at(), then.deepCopy(), known));
      }
      then.set(change.field(), change.before().isMissingNode() ? NullNode.getInstance() : change.before());
    }
    boolean dated = !newestFirst.isEmpty() && created.isBefore(newestFirst.get(newestFirst.size() - 1).at());
    if (dated) {
      versions.add(0, new Version(created, then, known));
    }
    return versions;
  }

  /** The field of the record that a row of its history is about, spelled as it was asked for. */
  private static String named(JsonNode row, String field) {
    String name = field.toLowerCase(Locale.ROOT);
    String meant = REFERENCES.getOrDefault(name, ALIASES.getOrDefault(name, field));
    if (row.has(meant)) {
      return meant;
    }
    var spelled = new HashMap<String, String>();
    row.fieldNames().forEachRemaining(each -> spelled.put(each.toLowerCase(Locale.ROOT), each));
    return spelled.getOrDefault(meant.toLowerCase(Locale.ROOT), meant);
  }

  private static boolean isName(String field, JsonNode each) {
    return REFERENCES.containsKey(field.toLowerCase(Locale.ROOT)) && !(isId(each.path("OldValue")) && isId(each.path("NewValue")));
  }

  private static boolean isId(JsonNode value) {
    return value.isNull() || value.isMissingNode() || ID.matcher(value.asText()).matches();
  }
}
