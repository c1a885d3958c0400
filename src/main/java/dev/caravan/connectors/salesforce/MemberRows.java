package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.journal.People;
import dev.caravan.outbox.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Members of buying groups as records, one a person and group.
 *
 * <p>What people did to them is read first, and stays: a role they gave is not written over, a record they made for
 * somebody becomes that person's one record, and counts as put in by hand from then on. A member no longer listed stays,
 * with what was last known of it.
 */
final class MemberRows {
  private static final String KEY = NewLeads.KEY;
  private static final int PART = 100;

  private final Calls calls;
  private final SalesforceMapping mapping;
  private final People people;

  /** A record that is there, as far as it matters. */
  private record There(String id, String key, String role, String setRole, String byHand) {
    boolean hasGivenRole() {
      return Members.isGiven(role, setRole);
    }
  }

  MemberRows(Calls calls, SalesforceMapping mapping, People people) {
    this.calls = calls;
    this.mapping = mapping;
    this.people = people;
  }

  /**
   * Writes the members of groups; one that is refused refuses its group.
   *
   * @param groups written groups, with their ids
   */
  void write(Batch batch, Map<Item, String> groups) {
    Map<String, There> there = there(groups);
    var keyed = new ArrayList<Map<String, Object>>();
    var keyedOf = new ArrayList<Item>();
    var adopted = new ArrayList<Map<String, Object>>();
    var adoptedOf = new ArrayList<Item>();
    groups.forEach((item, id) -> {
      for (Map<String, Object> row : rows(batch, item, id, there)) {
        (row.containsKey("id") ? adopted : keyed).add(row);
        (row.containsKey("id") ? adoptedOf : keyedOf).add(item);
      }
    });
    if (!adopted.isEmpty()) {
      refuse(batch, adoptedOf, calls.update(batch, adopted));
    }
    if (!keyed.isEmpty()) {
      refuse(batch, keyedOf, calls.upsert(batch, Members.TYPE, KEY, keyed));
    }
  }

  private static void refuse(Batch batch, List<Item> of, List<RowResult> results) {
    for (int i = 0; i < results.size(); i++) {
      if (!results.get(i).ok()) {
        batch.refuse(of.get(i), results.get(i));
      }
    }
  }

  private List<Map<String, Object>> rows(Batch batch, Item item, String groupId, Map<String, There> there) {
    var rows = new LinkedHashMap<String, Map<String, Object>>();
    for (Object one : Payload.list(item.payload(), "members")) {
      Map<String, Object> member = Payload.map(one);
      String person = Payload.text(member, "person");
      Who who = batch.who(people, person, Payload.text(member, "email"));
      String key = GroupWriter.key(item) + "|" + person;
      Map<String, Object> row = Payload.row(Members.TYPE);
      There own = there.get(key);
      There made = own == null ? there.get(record(groupId, who.contact())) : null;
      made = own == null && made == null ? there.get(record(groupId, who.lead())) : made;
      if (made != null) {
        row.put("id", made.id());
        if (made.byHand().isEmpty() && !field("by_hand").isEmpty()) {
          row.put(field("by_hand"), Members.IN); // that it was made by hand does not show once it has our key
        }
      }
      row.put(KEY, key);
      put(row, "group", groupId);
      put(row, "contact", who.contact());
      put(row, "lead", who.contact().isEmpty() ? who.lead() : "");
      put(row, "person", person);
      There is = own == null ? made : own;
      if (is == null || !is.hasGivenRole()) {
        put(row, "role", member.getOrDefault("role", ""));
        put(row, "set_role", member.getOrDefault("role", ""));
      }
      for (String word : List.of("title", "first_at", "activities")) {
        put(row, word, member.getOrDefault(word, ""));
      }
      rows.put(person, row);
    }
    return List.copyOf(rows.values());
  }

  /** What is there of some groups: by our key, or where it has none by group and record of the person. */
  private Map<String, There> there(Map<Item, String> groups) {
    String group = written("group");
    if (groups.isEmpty() || group.isEmpty() || written("role").isEmpty() || written("set_role").isEmpty()) {
      return Map.of(); // the mapping keeps nothing by which a person's role could be told
    }
    var there = new HashMap<String, There>();
    List<String> ids = Org.distinct(groups.values().stream());
    for (int from = 0; from < ids.size(); from += PART) {
      List<String> fields = new ArrayList<>(List.of("Id", KEY, group, written("role"), written("set_role")));
      for (String more : List.of(written("contact"), written("lead"), field("by_hand"))) {
        if (!more.isEmpty()) {
          fields.add(more);
        }
      }
      for (JsonNode row : calls.rows("SELECT " + String.join(", ", fields.stream().distinct().toList()) + " FROM "
          + Members.TYPE + " WHERE " + group + " IN " + Soql.in(ids.subList(from, Math.min(ids.size(), from + PART))))) {
        var one = new There(row.path("Id").asText(), row.path(KEY).asText(""), row.path(written("role")).asText(""),
            row.path(written("set_role")).asText(""), row.path(field("by_hand")).asText(""));
        if (!one.key().isEmpty()) {
          there.put(one.key(), one);
          continue;
        }
        for (String by : List.of(written("contact"), written("lead"))) {
          if (!row.path(by).asText("").isEmpty()) {
            there.putIfAbsent(record(row.path(group).asText(), row.path(by).asText()), one);
          }
        }
      }
    }
    return there;
  }

  private static String record(String group, String id) {
    return id.isEmpty() ? ""
        : group.substring(0, Math.min(15, group.length())) + " " + id.substring(0, Math.min(15, id.length()));
  }

  private void put(Map<String, Object> row, String word, Object value) {
    mapping.put(Members.OBJECT, row, word, value);
  }

  private String written(String word) {
    SalesforceMapping.Target target = mapping.writes(Members.OBJECT).get(word);
    return target == null ? "" : target.field();
  }

  /** A field that is only read. */
  private String field(String word) {
    SalesforceMapping.Source source = mapping.reads(Members.OBJECT).get(word);
    return source == null ? "" : source.field();
  }
}
