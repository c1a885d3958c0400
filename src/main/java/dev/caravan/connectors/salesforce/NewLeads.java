package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.journal.People;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import dev.caravan.outbox.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds the record of a person of whom no id is stored, or creates a Lead.
 *
 * <p>Contacts come first, then unconverted leads, by e-mail; a lead is also found by the key it was created under, so
 * that one whose creation was never answered is not written again over what a rep has changed since. Several matches
 * are parked for a person to choose. Creation is an upsert by {@code Caravan_Key__c}, the stable person id,
 * with a number behind it after an earlier lead of it was converted.
 */
final class NewLeads {
  static final String KEY = "Caravan_Key__c";
  private static final int PART = 100;
  /** Leads made for one person in the course of time, each after the one before was converted. */
  private static final int MOST_LEADS = 9;

  private final Calls calls;
  private final SalesforceMapping mapping;
  private final People people;

  /**
   * A lead that is needed.
   *
   * @param profile what is known of the person, by our words
   * @param more fields set beside the mapping's, by API name
   */
  record Wanted(String person, Map<String, Object> profile, Map<String, Object> more) {}

  private static final class Found {
    final List<String> contacts = new ArrayList<>();
    final List<String> leads = new ArrayList<>();
  }

  NewLeads(Calls calls, SalesforceMapping mapping, People people) {
    this.calls = calls;
    this.mapping = mapping;
    this.people = people;
  }

  /** The person's values in a payload: its own fields, and those of its {@code profile}. */
  static Map<String, Object> profile(Map<String, Object> payload) {
    var profile = new LinkedHashMap<>(payload);
    profile.putAll(Payload.map(payload.get("profile")));
    return profile;
  }

  /** The same, completed by what the person's records have said since the item was made. */
  Map<String, Object> profile(Item item, String person) {
    Map<String, Object> profile = profile(item.payload());
    if (!missing(profile).isEmpty()) {
      people.values(person).forEach((word, value) -> {
        if (Payload.text(profile, word).isBlank()) {
          profile.put(word, value);
        }
      });
    }
    return profile;
  }

  /** What a Lead cannot be without, {@code ""} when all is there. */
  static String missing(Map<String, Object> profile) {
    var missing = new ArrayList<String>();
    if (Payload.text(profile, "last_name").isBlank()) {
      missing.add("LastName");
    }
    if (Payload.text(profile, "company").isBlank()) {
      missing.add("Company");
    }
    return missing.isEmpty() ? "" : String.join(" and ", missing) + " missing";
  }

  /** Finds records by e-mail or key; items that stay open and are not in the answer have none. */
  Map<Item, Who> find(Batch batch, Map<Item, Wanted> wanted) {
    var found = new LinkedHashMap<Item, Who>();
    List<Map.Entry<Item, Wanted>> all = List.copyOf(wanted.entrySet());
    for (int from = 0; from < all.size(); from += PART) {
      found.putAll(findPart(batch, all.subList(from, Math.min(all.size(), from + PART))));
    }
    return found;
  }

  private Map<Item, Who> findPart(Batch batch, List<Map.Entry<Item, Wanted>> part) {
    List<String> emails = Org.distinct(part.stream().map(entry -> email(entry.getValue())));
    List<String> keys = Org.distinct(part.stream().map(entry -> entry.getValue().person()));
    String byKey = KEY + " IN " + Soql.in(keys);
    var queries = new ArrayList<String>();
    queries.add("SELECT Id, Email, " + KEY + " FROM Lead WHERE IsConverted = false AND ("
        + (emails.isEmpty() ? "" : "Email IN " + Soql.in(emails) + " OR ") + byKey + ")");
    if (!emails.isEmpty()) {
      queries.add("SELECT Id, Email FROM Contact WHERE Email IN " + Soql.in(emails));
    }
    List<List<JsonNode>> rows = calls.askAll(queries);
    var result = new LinkedHashMap<Item, Who>();
    for (Map.Entry<Item, Wanted> entry : part) {
      Wanted one = entry.getValue();
      var found = new Found();
      rows.get(0).stream().filter(row -> matches(row, one)).forEach(row -> found.leads.add(row.path("Id").asText()));
      if (rows.size() > 1) {
        rows.get(1).stream().filter(row -> matches(row, one))
            .forEach(row -> found.contacts.add(row.path("Id").asText()));
      }
      choose(batch, entry.getKey(), one, found, result);
    }
    return result;
  }

  private void choose(Batch batch, Item item, Wanted one, Found found, Map<Item, Who> result) {
    List<String> matches = found.contacts.isEmpty() ? found.leads : found.contacts;
    if (matches.size() > 1) {
      batch.settle(item, new Delivery.Refused(Problem.DATA, "several records in Salesforce have this person's e-mail: "
          + String.join(", ", matches), 0, true, "merge them, or clear the address of the wrong ones, then requeue"));
      return;
    }
    if (!found.contacts.isEmpty()) {
      people.remember(one.person(), Who.CONTACT, found.contacts.get(0));
      result.put(item, new Who(found.contacts.get(0), ""));
    } else if (!found.leads.isEmpty()) {
      people.remember(one.person(), Who.LEAD, found.leads.get(0));
      result.put(item, new Who("", found.leads.get(0)));
    }
  }

  /** Finds the records, and creates leads where there are none; refused items are settled. */
  Map<Item, Who> findOrCreate(Batch batch, Map<Item, Wanted> wanted) {
    if (wanted.isEmpty()) {
      return Map.of();
    }
    Map<Item, Who> who = find(batch, wanted);
    var missing = new LinkedHashMap<>(wanted);
    missing.keySet().removeIf(item -> who.containsKey(item) || !batch.isOpen(item));
    who.putAll(create(batch, missing));
    return who;
  }

  /** Creates leads, one a person even where several items want the same one. */
  Map<Item, Who> create(Batch batch, Map<Item, Wanted> wanted) {
    var rows = new LinkedHashMap<String, Map<String, Object>>();
    for (Map.Entry<Item, Wanted> entry : wanted.entrySet()) {
      Wanted one = entry.getValue();
      String missing = missing(one.profile());
      if (missing.isEmpty()) {
        rows.computeIfAbsent(one.person(), person -> row(one));
      } else {
        batch.settle(entry.getKey(), new Delivery.Refused(Problem.DATA,
            missing + ": Salesforce takes no Lead without it", 0, true,
            "complete the person in Eloqua, or make the lead by hand, then requeue"));
      }
    }
    List<RowResult> results = rows.isEmpty() ? List.of() : upsert(batch, rows);
    List<String> persons = List.copyOf(rows.keySet());
    var made = new LinkedHashMap<Item, Who>();
    for (Map.Entry<Item, Wanted> entry : wanted.entrySet()) {
      int at = persons.indexOf(entry.getValue().person());
      if (at < 0 || !batch.isOpen(entry.getKey())) {
        continue;
      }
      RowResult result = results.get(at);
      if (result.ok()) {
        people.remember(entry.getValue().person(), Who.LEAD, result.id());
        made.put(entry.getKey(), new Who("", result.id()));
      } else {
        batch.refuseRecord(entry.getKey(), result);
      }
    }
    return made;
  }

  /** Where the lead of a key was converted meanwhile, and is nobody's record any more, one of the next key is made. */
  private List<RowResult> upsert(Batch batch, Map<String, Map<String, Object>> rows) {
    List<Map<String, Object>> all = List.copyOf(rows.values());
    List<String> persons = List.copyOf(rows.keySet());
    var results = new ArrayList<>(calls.upsert(batch, "Lead", KEY, all));
    for (int next = 2; next <= MOST_LEADS; next++) {
      List<Integer> converted = IntStream.range(0, results.size()).filter(i -> results.get(i).converted()).boxed().toList();
      if (converted.isEmpty()) {
        break;
      }
      String suffix = "/" + next;
      converted.forEach(i -> all.get(i).put(KEY, persons.get(i) + suffix));
      List<RowResult> more = calls.upsert(batch, "Lead", KEY, converted.stream().map(all::get).toList());
      for (int i = 0; i < converted.size(); i++) {
        results.set(converted.get(i), more.get(i));
      }
    }
    return results;
  }

  private Map<String, Object> row(Wanted one) {
    Map<String, Object> row = Payload.row("Lead");
    row.put(KEY, one.person());
    one.profile().forEach((word, value) -> {
      String text = value.toString();
      if (word.equals("employees")) {
        if (text.matches("\\d{1,9}")) {
          mapping.put("new_lead", row, word, Long.valueOf(text));
        }
      } else if (!text.isBlank()) {
        mapping.put("new_lead", row, word, value);
      }
    });
    row.putAll(one.more());
    return row;
  }

  private static String email(Wanted wanted) {
    return Payload.text(wanted.profile(), "email").strip().toLowerCase(Locale.ROOT);
  }

  private static boolean matches(JsonNode row, Wanted wanted) {
    String email = row.path("Email").asText("");
    return !email.isEmpty() && email.equalsIgnoreCase(email(wanted))
        || row.path(KEY).asText("").equalsIgnoreCase(wanted.person()) && !wanted.person().isEmpty();
  }
}
