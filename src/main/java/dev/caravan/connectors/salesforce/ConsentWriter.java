package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.journal.People;
import dev.caravan.model.Decision;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Opt-outs, and opt-ins that lift one, onto the person's lead and contact.
 *
 * <p>Records are read first and only written where they say something else, so that what Salesforce said itself does not
 * come back to it. A record that is out on a channel we know nothing of stays so.
 */
final class ConsentWriter implements Writer {
  private static final String CONSENT = "consent";
  private static final int PART = 100;

  private final Calls calls;
  private final SalesforceMapping mapping;
  private final People people;

  private record Row(Item item, String id, Map<String, Object> values) {}

  ConsentWriter(Calls calls, SalesforceMapping mapping, People people) {
    this.calls = calls;
    this.mapping = mapping;
    this.people = people;
  }

  @Override
  public Set<Decision.Kind> kinds() {
    return Set.of(Decision.Kind.CONSENT);
  }

  @Override
  public void write(Batch batch) {
    for (int from = 0; from < batch.items().size(); from += PART) {
      write(batch, batch.items().subList(from, Math.min(batch.items().size(), from + PART)));
    }
  }

  private void write(Batch batch, List<Item> items) {
    var known = new LinkedHashMap<Item, Who>();
    for (Item item : items) {
      Who who = batch.who(people, item.key(), Payload.text(item.payload(), "email"));
      if (wanted(item).isEmpty()) {
        batch.settle(item, new Delivery.Unchanged(""));
      } else if (who.nobody()) {
        batch.settle(item, new Delivery.Held(Who.NO_RECORD));
      } else {
        known.put(item, who);
      }
    }
    if (known.isEmpty()) {
      return;
    }
    var rows = new ArrayList<Row>();
    var there = new LinkedHashMap<Item, String>();
    List<JsonNode> leads = records("Lead", Org.distinct(known.values().stream().map(Who::lead)));
    known.forEach((item, who) -> lostWithout(batch, item, who.lead(), leads));
    for (JsonNode lead : leads) {
      known.replaceAll((item, who) -> Org.same(who.lead(), lead.path("Id").asText()) ? after(item, who, lead) : who);
    }
    leads.stream().filter(lead -> !lead.path("IsConverted").asBoolean()).forEach(lead ->
        known.forEach((item, who) -> compare("Lead", item, who.lead(), lead, rows, there)));
    List<JsonNode> contacts = records("Contact", Org.distinct(known.values().stream().map(Who::contact)));
    known.forEach((item, who) -> lostWithout(batch, item, who.contact(), contacts));
    contacts.forEach(contact -> known.forEach((item, who) -> compare("Contact", item, who.contact(), contact, rows, there)));
    List<RowResult> results = rows.isEmpty() ? List.of() : calls.update(batch, rows.stream().map(Row::values).toList());
    var written = new LinkedHashMap<Item, String>();
    for (int i = 0; i < results.size(); i++) {
      Row row = rows.get(i);
      if (results.get(i).ok()) {
        written.putIfAbsent(row.item(), row.id());
      } else {
        batch.refuse(row.item(), results.get(i));
      }
    }
    for (Item item : known.keySet()) {
      if (batch.isOpen(item)) {
        String id = written.get(item);
        batch.settle(item, id != null ? new Delivery.Sent(id) : there.containsKey(item)
            ? new Delivery.Unchanged(there.getOrDefault(item, "")) : new Delivery.Held(Who.NO_RECORD));
      }
    }
  }

  private static void lostWithout(Batch batch, Item item, String id, List<JsonNode> found) {
    if (!id.isEmpty() && found.stream().noneMatch(row -> Org.same(id, row.path("Id").asText()))) {
      batch.refuseRecord(item, RowResult.deleted());
    }
  }

  /** A converted lead goes on as its contact. */
  private Who after(Item item, Who who, JsonNode lead) {
    String contact = lead.path("ConvertedContactId").asText("");
    if (!lead.path("IsConverted").asBoolean() || contact.isEmpty() || !who.contact().isEmpty()) {
      return who;
    }
    people.remember(item.key(), Who.CONTACT, contact);
    return new Who(contact, who.lead());
  }

  private List<JsonNode> records(String object, List<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    var fields = new ArrayList<>(List.of("Id"));
    mapping.writes(CONSENT).values().stream().map(SalesforceMapping.Target::field).distinct().forEach(fields::add);
    if (object.equals("Lead")) {
      fields.addAll(List.of("IsConverted", "ConvertedContactId"));
    }
    return calls.rows("SELECT " + String.join(", ", fields) + " FROM " + object + " WHERE Id IN " + Soql.in(ids));
  }

  /** Whether each field is to say that the person is out. */
  private Map<String, Boolean> wanted(Item item) {
    var wanted = new LinkedHashMap<String, Boolean>();
    for (Object each : Payload.list(item.payload(), "channels")) {
      Map<String, Object> said = Payload.map(each);
      SalesforceMapping.Target target = mapping.writes(CONSENT).get(Payload.text(said, "channel"));
      if (target != null) {
        wanted.put(target.field(), Payload.yes(said, "out"));
      }
    }
    return wanted;
  }

  private void compare(String object, Item item, String id, JsonNode record, List<Row> rows, Map<Item, String> there) {
    if (!Org.same(id, record.path("Id").asText())) {
      return;
    }
    there.put(item, id);
    Map<String, Object> row = Payload.row(object);
    row.put("id", id);
    int bare = row.size();
    wanted(item).forEach((field, out) -> {
      if (record.path(field).asBoolean() != out) {
        row.put(field, out);
      }
    });
    if (row.size() > bare) {
      rows.add(new Row(item, id, row));
    }
  }
}
