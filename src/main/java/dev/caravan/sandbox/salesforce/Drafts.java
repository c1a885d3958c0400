package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records while facts about them are read, in whatever order: each field keeps what the latest fact says.
 *
 * <p>A record that facts only refer to (an owner, an account) is made, for no org holds a reference to nothing.
 */
final class Drafts {
  private static final Logger LOG = LoggerFactory.getLogger(Drafts.class);

  private final Org org;
  private final Shipped shipped;
  private final Map<ObjectType, Map<String, Draft>> drafts = new LinkedHashMap<>();
  private final Map<ObjectType, List<Field>> initials = new HashMap<>();

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

  /** What a fact said of a field. */
  private record Said(Instant at, Field field, @Nullable Object value) {}

  /** One record in the making. */
  final class Draft {
    private final ObjectType type;
    private final String id;
    private Instant first;
    private Instant last;
    private Instant now;
    private @Nullable Object[] values;
    private long[] times;
    private final List<Said> tracked = new ArrayList<>();
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
      Field.Kind number = value.isNumber() ? Field.Kind.DOUBLE : Field.Kind.STRING;
      Field.Kind kind = value.isBoolean() ? Field.Kind.BOOLEAN : number;
      if (!value.isNull()) {
        set(org.schema.custom(type, key, kind), text);
      }
    }

    private void set(Field field, String text) {
      if (FieldHistory.tracks(org.schema, type, field)) {
        track(field, text);
      }
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
      try {
        values[i] = Values.read(type, field, fitting);
        times[i] = now.getEpochSecond();
      } catch (Refusal refusal) {
        // The value itself may be personal, so only its place and fault are told.
        LOG.warn("{} {}: {} left empty: {}", type.name, id, field.name(), refusal.code);
      }
    }

    /** What a tracked field said, to tell its changes by. */
    private void track(Field field, String text) {
      try {
        tracked.add(new Said(now, field, Values.read(type, field, text)));
      } catch (Refusal refusal) {
        // Told when the value is set.
      }
    }

    /** The history of what these facts say, oldest first. */
    private List<Row> history(@Nullable Row there, Row row) {
      var rows = new ArrayList<Row>();
      if (there == null && !tracked.isEmpty()) {
        rows.add(FieldHistory.made(org, row, first));
      }
      var holds = new HashMap<Field, Optional<Object>>();
      tracked.sort(Comparator.comparing(Said::at));
      for (Said said : tracked) {
        Optional<Object> value = Optional.ofNullable(said.value());
        Optional<Object> before = holds.getOrDefault(said.field(),
            there == null ? value : Optional.ofNullable(there.get(said.field())));
        if (!before.equals(value)) {
          rows.addAll(FieldHistory.changed(org, row, said.field(), before.orElse(null), said.value(), said.at()));
        }
        holds.put(said.field(), value);
      }
      return rows;
    }

    void contacts(JsonNode people) {
      if (!now.isBefore(contactsAt)) {
        contacts = people;
        contactsAt = now;
      }
    }

    private Row row() {
      Row there = org.table(type).find(id);
      Instant made = first;
      Instant changed = last;
      if (there != null) {
        goOnFrom(there);
        made = there.get(type.createdDate) instanceof Instant created ? created : first;
        changed = there.stamp().isAfter(last) ? there.stamp() : last;
      }
      Field name = type.field("Name");
      if (name != null && name.is("readonly")) {
        values[name.index()] = Rules.fullName(type, values);
      }
      if (name != null && values[name.index()] == null) {
        values[name.index()] = id;
      }
      for (Field field : initials.computeIfAbsent(type, Drafts::withInitial)) {
        if (field.index() < values.length && values[field.index()] == null) {
          values[field.index()] = Values.read(type, field, String.valueOf(field.initial()));
        }
      }
      return Shipped.row(type, id, values, made, changed, shipped.administrator);
    }

    /** What these facts say nothing of stays as it is. */
    private void goOnFrom(Row there) {
      for (Field field : type.fields()) {
        int i = field.index();
        if (i >= times.length || times[i] == Long.MIN_VALUE) {
          if (i >= values.length) {
            values = Arrays.copyOf(values, type.size());
          }
          values[i] = there.get(field);
        }
      }
    }
  }

  /** Puts all drafts into the org. */
  void settle() {
    var rows = new ArrayList<Row>();
    var histories = new ArrayList<Row>();
    drafts.values().forEach(byId -> byId.values().forEach(draft -> {
      Row there = org.table(draft.type).find(draft.id);
      Row row = draft.row();
      rows.add(row);
      histories.addAll(draft.history(there, row));
    }));
    rows.forEach(org::load);
    histories.forEach(org::load);
    rows.replaceAll(this::withConvertedAccount);
    rows.forEach(this::referredTo);
    for (Row campaign : rows) {
      if (campaign.type.name.equals("Campaign") && shipped.hasNoStatuses(campaign.id())) {
        shipped.statuses(campaign.id(), List.of("Sent", "Responded", "Attended"));
      }
    }
    var contacts = contactsByEmail();
    drafts.getOrDefault(org.schema.type("Opportunity"), Map.of()).values().forEach(draft -> roles(draft, contacts));
  }

  /** Fields that begin with something; checkboxes read as false without. */
  private static List<Field> withInitial(ObjectType type) {
    return type.fields().stream()
        .filter(field -> field.initial() != null)
        .filter(field -> field.kind() != Field.Kind.BOOLEAN || "true".equals(field.initial()))
        .toList();
  }

  /** A converted lead names its contact's account, too. */
  private Row withConvertedAccount(Row row) {
    if (!row.type.name.equals("Lead") || !(row.get("ConvertedContactId") instanceof String contactId)) {
      return row;
    }
    Row contact = org.table("Contact").find(contactId);
    @Nullable Object[] values = row.copy();
    values[row.type.need("ConvertedAccountId").index()] = contact == null ? null : contact.get("AccountId");
    Row whole = new Row(row.type, values);
    org.load(whole);
    return whole;
  }

  private void referredTo(Row row) {
    for (Field field : row.type.fields()) {
      if (!field.reference() || field.is("system") || !(row.get(field) instanceof String id)) {
        continue;
      }
      if (org.find(field.to(), id) == null) {
        ObjectType target = target(field, id);
        org.load(Shipped.row(target, id, bare(target, id), row.stamp(), row.stamp(), shipped.administrator));
      }
    }
  }

  /** The least a record has of which only the id is known. */
  private static Map<String, Object> bare(ObjectType type, String id) {
    return switch (type.name) {
      case "User", "Contact", "Lead" -> Map.of("LastName", id, "Name", id);
      case "Group" -> Map.of("DeveloperName", id, "Name", id, "Type", "Queue");
      default -> type.field("Name") == null ? Map.of() : Map.of("Name", id);
    };
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
      if (contact != null && !hasRole(type, opportunity.id, contact)) {
        String id = shipped.newRoleId();
        var fields = new LinkedHashMap<String, Object>();
        fields.put("OpportunityId", opportunity.id);
        fields.put("ContactId", contact);
        fields.put("IsPrimary", primary);
        if (person.hasNonNull("role")) {
          fields.put("Role", person.path("role").asText());
        }
        org.load(Shipped.row(
            type, id, fields, opportunity.contactsAt, opportunity.contactsAt, shipped.administrator));
      }
      primary = false;
    }
  }

  private boolean hasRole(ObjectType type, String opportunity, String contact) {
    return org.table(type).by(type.need("OpportunityId"), opportunity).stream()
        .anyMatch(role -> contact.equals(role.get("ContactId")));
  }
}
