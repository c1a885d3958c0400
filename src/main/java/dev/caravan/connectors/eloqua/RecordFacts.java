package dev.caravan.connectors.eloqua;

import dev.caravan.connectors.eloqua.EloquaFacts.Unreadable;
import dev.caravan.model.Fact;
import dev.caravan.model.Fact.Head;
import dev.caravan.model.Times;
import dev.caravan.parse.Amounts;
import dev.caravan.parse.Parsed;
import java.util.HashMap;
import java.util.Map;

/** Rows of contacts and campaigns as facts. */
final class RecordFacts {
  private static final String IDS = "ids.";

  private final String source;
  private final EloquaMapping mapping;

  RecordFacts(String source, EloquaMapping mapping) {
    this.source = source;
    this.mapping = mapping;
  }

  /** A contact. What is empty in Eloqua is left out: it is not known, which is not the same as being empty. */
  Fact person(Map<String, String> row) throws Unreadable {
    String id = EloquaRow.needed(row, "ContactId");
    long time = EloquaRow.time(row, "UpdatedAt");
    var ids = new HashMap<String, String>();
    ids.put(source, id);
    var values = new HashMap<String, String>();
    mapping.read().forEach((column, name) -> {
      String value = row.getOrDefault(column, "").trim();
      if (value.isEmpty()) {
        return;
      }
      if (name.startsWith(IDS)) {
        ids.putIfAbsent(name.substring(IDS.length()), value);
      } else {
        values.putIfAbsent(name, value);
      }
    });
    put(values, "consent.email", row.getOrDefault("IsSubscribed", "").trim());
    put(values, "bounced", row.getOrDefault("IsBounced", "").trim());
    String email = row.getOrDefault("C_EmailAddress", "").trim();
    String subject = email.isEmpty() ? source + ":" + id : email;
    // It has been there since it was created, though what it says is as of its last change.
    long created = row.getOrDefault("CreatedAt", "").isEmpty() ? time : Math.min(time, EloquaRow.time(row, "CreatedAt"));
    return new Fact.Person(new Head(source, "contact-" + id + "@" + Times.text(time), subject, time, created, ""), ids,
        values);
  }

  private static void put(Map<String, String> values, String name, String value) {
    if (!value.isEmpty()) {
      values.put(name, value);
    }
  }

  /** A campaign, under the CRM's id when it has one. */
  Fact campaign(Map<String, String> row) throws Unreadable {
    String id = EloquaRow.needed(row, "id");
    long time = seconds(row, "updatedAt");
    if (time == 0) {
      time = seconds(row, "createdAt");
    }
    String crmId = row.getOrDefault("crmId", "");
    String cost = row.getOrDefault("actualCost", "").isEmpty()
        ? row.getOrDefault("budgetedCost", "") : row.getOrDefault("actualCost", "");
    return new Fact.Campaign(
        new Head(source, "campaign-" + id + "@" + Times.text(time), crmId.isEmpty() ? id : crmId, time, time, ""),
        row.getOrDefault("name", ""), minor(cost), "", Times.text(seconds(row, "startAt")),
        Times.text(seconds(row, "endAt")));
  }

  private static long minor(String amount) throws Unreadable {
    if (amount.isBlank()) {
      return 0;
    }
    if (Amounts.minor(amount, "") instanceof Parsed.Read<Long> read) {
      return read.value();
    }
    throw new Unreadable("the cost is not an amount");
  }

  /** Unix seconds, as REST writes times; 0 when there is none. */
  private static long seconds(Map<String, String> row, String name) throws Unreadable {
    String text = row.getOrDefault(name, "");
    try {
      return text.isEmpty() ? 0 : Math.multiplyExact(Long.parseLong(text), 1000L);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new Unreadable(name + " is not a time in Unix seconds");
    }
  }
}
