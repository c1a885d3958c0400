package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records while facts about them are read, in whatever order: each field keeps what the latest fact says.
 *
 * <p>A record that facts only refer to (an owner, an account) is made, for no org holds a reference to nothing.
 */
final class Drafts {
  private final Org org;
  private final Shipped shipped;
  private final Map<ObjectType, Map<String, Draft>> drafts = new LinkedHashMap<>();
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  Drafts(Org org, Shipped shipped) {
    this.org = org;
    this.shipped = shipped;
  }

  /** The record's draft, about to hear a fact of that time. */
  Draft of(String typeName, String id, Instant at) {
    ObjectType type = org.schema.type(typeName);
    Draft draft = drafts.computeIfAbsent(type, key -> new LinkedHashMap<>())
        .computeIfAbsent(Ids.key(id), key -> new Draft(type, id, at));
    draft.hear(at);
    return draft;
  }

  /** One record in the making. */
  final class Draft {
    private final ObjectType type;
    private final String id;
    private Instant first;
    private Instant last;
    private Instant now;
    private @Nullable Object[] values;
    private long[] times;
    private @Nullable JsonNode contacts;
    private Instant contactsAt = Instant.MIN;

    private Draft(ObjectType type, String id, Instant at) {
      this.type = type;
      this.id = id;
      first = at;
      last = at;
      now = at;
      values = new Object[type.size()];
      times = new long[type.size()];
      Arrays.fill(times, Long.MIN_VALUE);
    }

    private void hear(Instant at) {
      now = at;
      first = at.isBefore(first) ? at : first;
      last = at.isAfter(last) ? at : last;
    }

    void set(String name, String text) {
      set(type.need(name), text);
    }

    void custom(String key, JsonNode value, String text) {
      Field.Kind kind = value.isBoolean() ? Field.Kind.BOOLEAN : value.isNumber() ? Field.Kind.DOUBLE : Field.Kind.STRING;
      if (!value.isNull()) {
        set(org.schema.custom(type, key, kind), text);
      }
    }

    private void set(Field field, String text) {
      int i = field.index();
      if (i >= values.length) {
        int from = times.length;
        values = Arrays.copyOf(values, type.size());
        times = Arrays.copyOf(times, type.size());
        Arrays.fill(times, from, times.length, Long.MIN_VALUE);
      }
      if (now.getEpochSecond() < times[i]) {
        return;
      }
      String fitting = field.kind().text() && text.length() > field.size() ? text.substring(0, field.size()) : text;
      values[i] = Values.read(type, field, fitting);
      times[i] = now.getEpochSecond();
    }

    void contacts(JsonNode people) {
      if (!now.isBefore(contactsAt)) {
        contacts = people;
        contactsAt = now;
      }
    }

    private Row row() {
      var fields = new LinkedHashMap<String, Object>();
      for (Field field : type.fields()) {
        Object value = field.index() < values.length ? values[field.index()] : null;
        if (value != null) {
          fields.put(field.name(), value);
        }
      }
      Field name = type.field("Name");
      if (name != null && name.is("readonly")) {
        values = Arrays.copyOf(values, type.size());
        Object full = Rules.fullName(type, values);
        fields.put("Name", full == null ? id : full);
      } else if (name != null) {
        fields.putIfAbsent("Name", id);
      }
      return Shipped.row(type, id, fields, first, last, shipped.administrator);
    }
  }

  /** Puts all drafts into the org. */
  void settle() {
    var rows = new ArrayList<Row>();
    drafts.values().forEach(byId -> byId.values().forEach(draft -> rows.add(draft.row())));
    rows.forEach(org::load);
    rows.forEach(this::referredTo);
    for (Row campaign : rows) {
      if (campaign.type.name.equals("Campaign")) {
        shipped.statuses(campaign.id(), List.of("Sent", "Responded"));
      }
    }
    var contacts = contactsByEmail();
    drafts.getOrDefault(org.schema.type("Opportunity"), Map.of()).values().forEach(draft -> roles(draft, contacts));
  }

  private void referredTo(Row row) {
    for (Field field : row.type.fields()) {
      if (!field.reference() || field.is("system") || !(row.get(field) instanceof String id)) {
        continue;
      }
      if (org.find(field.to(), id) == null) {
        ObjectType target = target(field, id);
        Map<String, Object> fields = target.name.equals("User") || target.name.equals("Contact")
            ? Map.of("LastName", id, "Name", id)
            : target.field("Name") == null ? Map.of() : Map.of("Name", id);
        org.load(Shipped.row(target, id, fields, row.stamp(), row.stamp(), shipped.administrator));
      }
    }
  }

  private ObjectType target(Field field, String id) {
    for (String name : field.to()) {
      ObjectType type = org.schema.type(name);
      if (id.startsWith(type.prefix)) {
        return type;
      }
    }
    return org.schema.type(field.to().get(0));
  }

  private Map<String, String> contactsByEmail() {
    var byEmail = new LinkedHashMap<String, String>();
    for (Row contact : org.table("Contact").rows()) {
      String email = contact.text("Email");
      if (email != null) {
        byEmail.putIfAbsent(email.toLowerCase(Locale.ROOT), contact.id());
      }
    }
    return byEmail;
  }

  private void roles(Draft opportunity, Map<String, String> contacts) {
    if (opportunity.contacts == null) {
      return;
    }
    boolean primary = true;
    ObjectType type = org.schema.type("OpportunityContactRole");
    for (JsonNode person : opportunity.contacts) {
      String who = person.path("person").asText().toLowerCase(Locale.ROOT);
      Row byId = org.table("Contact").find(person.path("person").asText());
      String contact = byId == null ? contacts.get(who) : byId.id();
      if (contact != null) {
        String id = Ids.make(type.prefix, 'L', numbers.merge(type.name, 1, Integer::sum));
        var fields = new LinkedHashMap<String, Object>();
        fields.put("OpportunityId", opportunity.id);
        fields.put("ContactId", contact);
        fields.put("IsPrimary", primary);
        if (person.hasNonNull("role")) {
          fields.put("Role", person.path("role").asText());
        }
        org.load(Shipped.row(
            type, id, fields, opportunity.contactsAt, opportunity.contactsAt, shipped.administrator));
        primary = false;
      }
    }
  }
}
