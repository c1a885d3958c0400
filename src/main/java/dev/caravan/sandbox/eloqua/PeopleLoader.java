package dev.caravan.sandbox.eloqua;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes contacts of person facts: of several facts about one contact, the newest wins field by field. */
final class PeopleLoader {
  private static final Map<String, String> FIELD_OF = Map.ofEntries(
      Map.entry("first_name", "C_FirstName"),
      Map.entry("last_name", "C_LastName"),
      Map.entry("title", "C_Title"),
      Map.entry("company", "C_Company"),
      Map.entry("country", "C_Country"),
      Map.entry("state", "C_State_Prov"),
      Map.entry("city", "C_City"),
      Map.entry("zip", "C_Zip_Postal"),
      Map.entry("phone", "C_BusPhone"),
      Map.entry("mobile", "C_MobilePhone"),
      Map.entry("industry", "C_Industry1"),
      Map.entry("employees", "C_Employees1"),
      Map.entry("account", "C_SFDCAccountID"),
      Map.entry("owner", "C_Salesperson"),
      Map.entry("status", "C_Lead_Status1"));

  private static final Set<String> NOT_FIELDS = Set.of("ids", "consent", "bounced", "converted_to", "email");

  private record Stamped(String value, long at) {}

  private record Put(long at, String name, String value) {}

  private static final class Draft {
    final Map<String, Stamped> values = new HashMap<>();
    final List<Put> puts = new ArrayList<>();
    long createdAt = Long.MAX_VALUE;
    long updatedAt = Long.MIN_VALUE;

    void put(String name, String value, long at) {
      puts.add(new Put(at, name, value));
      Stamped before = values.get(name);
      if (before == null || before.at() <= at) {
        values.put(name, new Stamped(value, at));
      }
    }

    /** What was told at each moment. */
    Map<Long, Map<String, String>> byMoment() {
      var moments = new TreeMap<Long, Map<String, String>>();
      puts.forEach(put -> moments.computeIfAbsent(put.at(), at -> new TreeMap<>()).put(put.name(), put.value()));
      return moments;
    }

    String value(String name) {
      Stamped found = values.get(name);
      return found == null ? "" : found.value();
    }
  }

  private final Fields fields;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final Map<Long, Draft> byId = new TreeMap<>();

  PeopleLoader(Fields fields) {
    this.fields = fields;
  }

  void take(JsonNode fact, long at) {
    JsonNode data = fact.path("data");
    String subject = fact.path("subject").asText();
    String id = data.path("ids").path("eloqua").asText();
    if (!id.isEmpty() && !id.matches("\\d{1,18}")) {
      throw new IllegalArgumentException("data.ids.eloqua is \"" + id + "\"; expected a number");
    }
    boolean mail = subject.contains("@");
    if (id.isEmpty() && !mail) {
      throw new IllegalArgumentException("a person with neither an e-mail as subject nor data.ids.eloqua");
    }
    Draft draft = drafts.computeIfAbsent(id.isEmpty() ? key(subject) : id, key -> new Draft());
    draft.createdAt = Math.min(draft.createdAt, at);
    draft.updatedAt = Math.max(draft.updatedAt, at);
    if (mail) {
      draft.put(Fields.EMAIL, subject, at);
    }
    for (var entry : data.properties()) {
      if (!NOT_FIELDS.contains(entry.getKey())) {
        draft.put(fieldOf(entry.getKey(), at), Json.plain(entry.getValue()), at);
      }
    }
    String crmId = data.path("ids").path("salesforce").asText();
    if (!crmId.isEmpty()) {
      draft.put(crmId.startsWith("00Q") ? "C_SFDCLeadID" : "C_SFDCContactID", crmId, at);
    }
    for (var entry : data.path("consent").properties()) {
      String name = entry.getKey().equals("email") ? Later.SUBSCRIBED : fieldOf("consent_" + entry.getKey(), at);
      draft.put(name, Json.plain(entry.getValue()), at);
    }
    if (data.has("bounced")) {
      draft.put(Later.BOUNCED, data.path("bounced").asText(), at);
    }
  }

  /** A key the tenant has no field for gets a custom text field, such as {@code C_Consent_Phone1}. */
  private String fieldOf(String key, long at) {
    String known = FIELD_OF.get(key);
    if (known != null) {
      return known;
    }
    var name = new StringBuilder();
    Arrays.stream(key.split("[_\\s]+", -1)).filter(word -> !word.isEmpty()).forEach(word -> name
        .append(name.isEmpty() ? "" : " ")
        .append(word.substring(0, 1).toUpperCase(Locale.ROOT))
        .append(word.substring(1)));
    Fields.Field field = fields.named(Fields.internalNameOf(name.toString()));
    return (field == null ? fields.create(name.toString(), "largeText", at) : field).internalName();
  }

  private static String key(String email) {
    return "mail:" + email.toLowerCase(Locale.ROOT);
  }

  /** The contacts by id; who has none gets the next free one in the order of the file. */
  Map<Long, Contact> contacts() {
    var byMail = new HashMap<String, Draft>();
    drafts.forEach((key, draft) -> {
      if (!key.startsWith("mail:")) {
        byMail.putIfAbsent(key(draft.value(Fields.EMAIL)), draft);
      }
    });
    var contacts = new TreeMap<Long, Contact>();
    var nameless = new LinkedHashMap<String, Draft>();
    drafts.forEach((key, draft) -> {
      if (key.startsWith("mail:")) {
        Draft same = byMail.get(key);
        if (same == null) {
          nameless.put(key, draft);
        } else {
          draft.puts.forEach(put -> same.put(put.name(), put.value(), put.at()));
          same.createdAt = Math.min(same.createdAt, draft.createdAt);
          same.updatedAt = Math.max(same.updatedAt, draft.updatedAt);
        }
      }
    });
    drafts.forEach((key, draft) -> {
      if (!key.startsWith("mail:")) {
        byId.put(Long.valueOf(key), draft);
        contacts.put(Long.valueOf(key), contact(Long.parseLong(key), draft));
      }
    });
    long next = FactLoader.FIRST_ASSIGNED_CONTACT;
    for (Draft draft : nameless.values()) {
      next = free(contacts, next);
      byId.put(next, draft);
      contacts.put(next, contact(next, draft));
    }
    drafts.clear();
    return contacts;
  }

  /**
   * Takes out of the contacts what facts tell of them after a moment, and gives it back, the earliest first.
   *
   * @param contacts all there are, also those that only activities tell of
   */
  Deque<Later> takeOut(Map<Long, Contact> contacts, long until) {
    var later = new ArrayList<Later>();
    for (Contact contact : List.copyOf(contacts.values())) {
      Draft draft = byId.get(contact.id());
      if (draft == null && contact.createdAt() > until) {
        contacts.remove(contact.id());
        later.add(new Later(contact.createdAt(), contact.id(), contact.values()));
      } else if (draft != null && draft.updatedAt > until) {
        contacts.remove(contact.id());
        draft.byMoment().forEach((at, values) -> {
          var told = new Later(at, contact.id(), values);
          if (at > until) {
            later.add(told);
          } else {
            contacts.put(contact.id(), told.after(contacts.get(contact.id())));
          }
        });
      }
    }
    later.sort(Comparator.comparingLong(Later::at).thenComparingLong(Later::contact));
    return new ArrayDeque<>(later);
  }

  static long free(Map<Long, Contact> contacts, long from) {
    long id = from;
    while (contacts.containsKey(id)) {
      id++;
    }
    return id;
  }

  private static Contact contact(long id, Draft draft) {
    var values = new TreeMap<String, String>();
    draft.values.forEach((name, stamped) -> {
      if (!name.equals(Later.SUBSCRIBED) && !name.equals(Later.BOUNCED) && !stamped.value().isEmpty()) {
        values.put(name, stamped.value());
      }
    });
    boolean subscribed = !draft.value(Later.SUBSCRIBED).equals("false");
    return new Contact(
        id, values, subscribed, draft.value(Later.BOUNCED).equals("true"), draft.createdAt, draft.updatedAt);
  }

  /** A contact nobody told of, known from an activity only. */
  static Contact stranger(long id, @Nullable String email, long at) {
    var values = new TreeMap<String, String>();
    if (email != null) {
      values.put(Fields.EMAIL, email);
    }
    return new Contact(id, values, true, false, at, at);
  }
}
