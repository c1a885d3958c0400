package dev.caravan.connectors.salesforce;

import dev.caravan.connectors.SystemFindings;
import dev.caravan.journal.People;
import dev.caravan.model.Decision;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Buying groups and their members, upserted by {@code account|solution} and {@code account|solution|person}.
 *
 * <p>What people changed on members stays ({@link MemberRows}). With an open opportunity confirmed members become its
 * contact roles.
 */
final class GroupWriter implements Writer {
  private static final String KEY = NewLeads.KEY;
  private static final int NAME = 80;
  private static final int SHORT = 255;
  private static final int LONG = 32_000;

  private final Calls calls;
  private final SalesforceMapping mapping;
  private final MemberRows memberRows;
  private final ContactRoles roles;

  GroupWriter(Calls calls, SalesforceMapping mapping, People people, SystemFindings findings) {
    this.calls = calls;
    this.mapping = mapping;
    this.memberRows = new MemberRows(calls, mapping, people);
    this.roles = new ContactRoles(calls, mapping, people, findings);
  }

  @Override
  public Set<Decision.Kind> kinds() {
    return Set.of(Decision.Kind.GROUP);
  }

  @Override
  public void write(Batch batch) {
    var groups = new LinkedHashMap<String, Item>();
    var older = new LinkedHashMap<Item, Item>();
    for (Item item : batch.items()) {
      String account = Payload.text(item.payload(), "account");
      if (!account.isEmpty() && batch.account(account).isEmpty()) {
        batch.settle(item, new Delivery.Held("its account " + account + " was deleted in Salesforce"));
        continue;
      }
      Item before = groups.put(key(item), item);
      if (before != null) {
        older.put(before, item);
      }
    }
    List<RowResult> results = groups.isEmpty() ? List.of()
        : calls.upsert(batch, "Buying_Group__c", KEY, groups.values().stream().map(item -> group(batch, item)).toList());
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
    memberRows.write(batch, ids);
    roles.write(batch, ids);
    ids.forEach((item, id) -> {
      if (batch.isOpen(item)) {
        batch.settle(item, new Delivery.Sent(id));
      }
    });
    // Two items of one group in a batch: the later one shows the group as it is. Where it was not written, neither was.
    older.forEach((before, later) -> {
      if (batch.isStuck(later)) {
        batch.behind(before, later);
      } else {
        batch.settle(before, new Delivery.Unchanged(""));
      }
    });
  }

  static String key(Item item) {
    return Payload.text(item.payload(), "account") + "|" + Payload.text(item.payload(), "solution");
  }

  private Map<String, Object> group(Batch batch, Item item) {
    Map<String, Object> payload = item.payload();
    Map<String, Object> row = Payload.row("Buying_Group__c");
    row.put(KEY, key(item));
    put(row, "name", Payload.shortened(Payload.text(payload, "name"), NAME));
    put(row, "account", batch.account(Payload.text(payload, "account")));
    for (String word : List.of("solution", "level", "coordinated", "completeness", "first_person", "first_at")) {
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
}
