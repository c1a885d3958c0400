package dev.caravan.connectors.salesforce;

import dev.caravan.journal.People;
import dev.caravan.model.Decision;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Buying groups and their members, upserted by {@code account|solution} and {@code account|solution|person}.
 *
 * <p>A member no longer listed stays, with what was last known of it; whether a person confirmed a member is never
 * written. With an open opportunity confirmed members become its contact roles.
 */
final class GroupWriter implements Writer {
  private static final String KEY = NewLeads.KEY;
  private static final int NAME = 80;
  private static final int SHORT = 255;
  private static final int LONG = 32_000;

  private final Calls calls;
  private final SalesforceMapping mapping;
  private final People people;
  private final ContactRoles roles;

  GroupWriter(Calls calls, SalesforceMapping mapping, People people) {
    this.calls = calls;
    this.mapping = mapping;
    this.people = people;
    this.roles = new ContactRoles(calls, mapping, people);
  }

  @Override
  public Set<Decision.Kind> kinds() {
    return Set.of(Decision.Kind.GROUP);
  }

  @Override
  public void write(Batch batch) {
    var groups = new LinkedHashMap<String, Item>();
    for (Item item : batch.items()) {
      groups.put(key(item), item);
    }
    List<RowResult> results =
        calls.upsert(batch, "Buying_Group__c", KEY, groups.values().stream().map(this::group).toList());
    var ids = new LinkedHashMap<Item, String>();
    int at = 0;
    for (Item item : groups.values()) {
      RowResult result = results.get(at++);
      if (result.ok()) {
        ids.put(item, result.id());
      } else {
        batch.refuse(item, result);
      }
    }
    var members = new ArrayList<Map<String, Object>>();
    var of = new ArrayList<Item>();
    ids.forEach((item, id) -> {
      for (Map<String, Object> member : members(item, id)) {
        members.add(member);
        of.add(item);
      }
    });
    List<RowResult> taken = members.isEmpty() ? List.of() : calls.upsert(batch, "Buying_Group_Member__c", KEY, members);
    for (int i = 0; i < taken.size(); i++) {
      if (!taken.get(i).ok()) {
        batch.refuse(of.get(i), taken.get(i));
      }
    }
    roles.write(batch, ids);
    ids.forEach((item, id) -> {
      if (batch.isOpen(item)) {
        batch.settle(item, new Delivery.Sent(id));
      }
    });
    // Two items of one group in a batch: the later one was written, and shows the group as it is.
    batch.open().forEach(item -> batch.settle(item, new Delivery.Unchanged("")));
  }

  private static String key(Item item) {
    return Payload.text(item.payload(), "account") + "|" + Payload.text(item.payload(), "solution");
  }

  private Map<String, Object> group(Item item) {
    Map<String, Object> payload = item.payload();
    Map<String, Object> row = Payload.row("Buying_Group__c");
    row.put(KEY, key(item));
    put(row, "name", Payload.shortened("Buying group " + Payload.text(payload, "solution"), NAME));
    for (String word : List.of(
        "account", "solution", "level", "coordinated", "completeness", "first_person", "first_at")) {
      put(row, word, payload.getOrDefault(word, ""));
    }
    put(row, "missing_roles", Payload.shortened(Payload.list(payload, "missing_roles").stream()
        .map(String::valueOf).collect(Collectors.joining("; ")), SHORT));
    put(row, "summary", Payload.shortened(Payload.text(payload, "summary"), LONG));
    return row;
  }

  private void put(Map<String, Object> row, String word, Object value) {
    mapping.put("buying_group", row, word, value);
  }

  private List<Map<String, Object>> members(Item item, String groupId) {
    var rows = new LinkedHashMap<String, Map<String, Object>>();
    for (Object one : Payload.list(item.payload(), "members")) {
      Map<String, Object> member = Payload.map(one);
      String person = Payload.text(member, "person");
      Who who = Who.of(people, person, Payload.text(member, "email"));
      Map<String, Object> row = Payload.row("Buying_Group_Member__c");
      row.put(KEY, key(item) + "|" + person);
      mapping.put("buying_group_member", row, "group", groupId);
      mapping.put("buying_group_member", row, "contact", who.contact());
      mapping.put("buying_group_member", row, "lead", who.contact().isEmpty() ? who.lead() : "");
      mapping.put("buying_group_member", row, "person", person);
      for (String word : List.of("role", "title", "first_at", "activities")) {
        mapping.put("buying_group_member", row, word, member.getOrDefault(word, ""));
      }
      rows.put(person, row);
    }
    return List.copyOf(rows.values());
  }
}
