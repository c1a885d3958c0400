package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.journal.People;
import dev.caravan.model.Decision;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Scores onto the person's lead and contact, one update call for 200 records.
 *
 * <p>A converted lead cannot be written: its contact gets the score instead, and the lead is not tried again.
 */
final class ScoreWriter implements Writer {
  private final Calls calls;
  private final SalesforceMapping mapping;
  private final People people;
  private final SalesforceSettings settings;
  private final Set<String> converted = ConcurrentHashMap.newKeySet();

  private record Row(Item item, String object, String id, Map<String, Object> values) {}

  ScoreWriter(Calls calls, SalesforceMapping mapping, People people, SalesforceSettings settings) {
    this.calls = calls;
    this.mapping = mapping;
    this.people = people;
    this.settings = settings;
  }

  @Override
  public Set<Decision.Kind> kinds() {
    return Set.of(Decision.Kind.SCORE);
  }

  @Override
  public void write(Batch batch) {
    var known = new HashMap<String, Who>();
    for (Item item : batch.items()) {
      known.put(item.id(), batch.who(people, item.key(), Payload.text(item.payload(), "email")));
    }
    if (settings.create() == SalesforceSettings.Create.INQUIRY) {
      createMissing(batch, known);
    }
    var rows = new ArrayList<Row>();
    for (Item item : batch.open()) {
      Who who = known.getOrDefault(item.id(), new Who("", ""));
      if (!who.contact().isEmpty()) {
        rows.add(row(item, "contact", who.contact()));
      }
      if (!who.lead().isEmpty() && !converted.contains(who.lead())) {
        rows.add(row(item, "lead", who.lead()));
      }
      if (who.nobody()) {
        batch.settle(item, new Delivery.Held(Who.NO_RECORD));
      }
    }
    keepFilled(rows);
    var written = new LinkedHashMap<Item, String>();
    List<Row> again = toContacts(write(batch, rows, written), known);
    keepFilled(again);
    write(batch, again, written);
    for (Item item : batch.open()) {
      String id = written.get(item);
      batch.settle(item, id == null
          ? new Delivery.Held("the lead is converted to a contact Caravan cannot see") : new Delivery.Sent(id));
    }
  }

  private void createMissing(Batch batch, Map<String, Who> known) {
    var leads = new NewLeads(calls, mapping, people);
    var wanted = new LinkedHashMap<Item, NewLeads.Wanted>();
    for (Item item : batch.items()) {
      var profile = NewLeads.profile(item.payload());
      if (known.getOrDefault(item.id(), new Who("", "")).nobody() && NewLeads.missing(profile).isEmpty()) {
        wanted.put(item, new NewLeads.Wanted(item.key(), profile, Map.of()));
      }
    }
    leads.findOrCreate(batch, wanted).forEach((item, who) -> known.put(item.id(), who));
  }

  private Row row(Item item, String object, String id) {
    Map<String, Object> values = Payload.row(object.equals("lead") ? "Lead" : "Contact");
    values.put("id", id);
    item.payload().forEach((word, value) -> {
      if (!word.equals("email")) {
        mapping.put(object, values, word, value);
      }
    });
    return new Row(item, object, id, values);
  }

  /** Sends the rows; gives back those of converted leads. */
  private List<Row> write(Batch batch, List<Row> rows, Map<Item, String> written) {
    var ofConverted = new ArrayList<Row>();
    List<RowResult> results = calls.update(batch, rows.stream().map(Row::values).toList());
    for (int i = 0; i < results.size(); i++) {
      Row row = rows.get(i);
      RowResult result = results.get(i);
      if (result.ok()) {
        written.putIfAbsent(row.item(), row.id());
      } else if (result.converted()) {
        ofConverted.add(row);
      } else {
        batch.refuse(row.item(), result);
      }
    }
    return ofConverted;
  }

  private List<Row> toContacts(List<Row> ofConverted, Map<String, Who> known) {
    if (ofConverted.isEmpty()) {
      return List.of();
    }
    var contacts = new HashMap<String, String>();
    String leads = Soql.in(ofConverted.stream().map(Row::id).toList());
    for (JsonNode row : calls.rows("SELECT Id, ConvertedContactId FROM Lead WHERE Id IN " + leads)) {
      contacts.put(row.path("Id").asText(), row.path("ConvertedContactId").asText(""));
    }
    var again = new ArrayList<Row>();
    for (Row row : ofConverted) {
      converted.add(row.id());
      String contact = contacts.entrySet().stream().filter(entry -> Org.same(entry.getKey(), row.id()))
          .map(Map.Entry::getValue).findFirst().orElse("");
      Who who = known.getOrDefault(row.item().id(), new Who("", ""));
      if (!contact.isEmpty() && !Org.same(contact, who.contact())) {
        people.remember(row.item().key(), Who.CONTACT, contact);
        again.add(row(row.item(), "contact", contact));
      }
    }
    return again;
  }

  /** Takes out of each row what the mapping leaves alone when the field is filled. */
  private void keepFilled(List<Row> rows) {
    for (String object : List.of("lead", "contact")) {
      var careful = new HashSet<String>();
      mapping.writes(object).values().stream().filter(SalesforceMapping.Target::onlyWhenEmpty)
          .forEach(target -> careful.add(target.field()));
      List<Row> some = rows.stream().filter(row -> row.object().equals(object)).toList();
      for (int from = 0; !careful.isEmpty() && from < some.size(); from += Calls.ROWS) {
        List<Row> part = some.subList(from, Math.min(some.size(), from + Calls.ROWS));
        String soql = "SELECT Id, " + String.join(", ", careful) + " FROM "
            + (object.equals("lead") ? "Lead" : "Contact") + " WHERE Id IN " + Soql.in(part.stream().map(Row::id).toList());
        for (JsonNode there : calls.rows(soql)) {
          part.stream().filter(row -> Org.same(row.id(), there.path("Id").asText())).forEach(row ->
              careful.stream().filter(there::hasNonNull).forEach(row.values()::remove));
        }
      }
    }
  }
}
