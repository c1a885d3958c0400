package dev.caravan.sandbox.salesforce;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the org itself does to a record that is written ({@link #settle}), and what it refuses ({@link #check}). */
final class Rules {
  private final Org org;
  private final Map<String, SalesforceStandIn.Duplicates> duplicates = new ConcurrentHashMap<>();
  private final List<Trouble> troubles = new CopyOnWriteArrayList<>();
  private volatile @Nullable String assignLeadsTo;

  /** A refusal on demand: of records that match, so many times. */
  record Trouble(String type, Predicate<Row> when, AtomicInteger left, String code, String message) {}

  Rules(Org org) {
    this.org = org;
  }

  void duplicates(String type, SalesforceStandIn.Duplicates behaviour) {
    duplicates.put(type, behaviour);
  }

  void add(Trouble trouble) {
    troubles.add(trouble);
  }

  /** The queue the active lead assignment rule gives leads to; null for no rule. */
  void assignLeadsTo(@Nullable String queue) {
    assignLeadsTo = queue;
  }

  /** Fills what the org computes or decides. */
  void settle(
      ObjectType type, @Nullable Row before, @Nullable Object[] values, List<Field> given, Caller caller) {
    spellReferencesAsKept(type, values, given);
    Field name = type.field("Name");
    if (name != null && name.is("readonly")) {
      values[name.index()] = fullName(type, values);
    }
    switch (type.name) {
      case "Lead":
        String queue = assignLeadsTo;
        if (caller.autoAssign() && queue != null) {
          values[type.need("OwnerId").index()] = queue;
        }
        break;
      case "Task":
        settleTask(type, before, values);
        break;
      case "Opportunity":
        if (before == null || given.contains(type.need("StageName"))) {
          String stage = String.valueOf(values[type.need("StageName").index()]);
          values[type.need("IsClosed").index()] = stage.startsWith("Closed");
          values[type.need("IsWon").index()] = stage.equals("Closed Won");
        }
        break;
      case "CampaignMember":
        settleMember(type, values);
        break;
      default:
        break;
    }
  }

  /** An id of 18 characters and its 15 are one; the record's own spelling is kept, so that nothing seems changed. */
  private void spellReferencesAsKept(ObjectType type, @Nullable Object[] values, List<Field> given) {
    for (Field field : given) {
      if (field.reference() && values[field.index()] instanceof String id) {
        Row target = org.find(field.to(), id);
        if (target != null) {
          values[field.index()] = target.id();
        }
      }
    }
  }

  static @Nullable String fullName(ObjectType type, @Nullable Object[] values) {
    var parts = new ArrayList<String>();
    for (String part : List.of("FirstName", "LastName")) {
      Object value = values[type.need(part).index()];
      if (value != null) {
        parts.add(value.toString());
      }
    }
    return parts.isEmpty() ? null : String.join(" ", parts);
  }

  private void settleTask(ObjectType type, @Nullable Row before, @Nullable Object[] values) {
    boolean closed = "Completed".equals(values[type.need("Status").index()]);
    values[type.need("IsClosed").index()] = closed;
    if (before == null || closed != before.flag("IsClosed")) {
      values[type.need("CompletedDateTime").index()] = closed ? org.now() : null;
    }
  }

  private void settleMember(ObjectType type, @Nullable Object[] values) {
    Object lead = values[type.need("LeadId").index()];
    Object contact = values[type.need("ContactId").index()];
    values[type.need("LeadOrContactId").index()] = contact == null ? lead : contact;
    Field status = type.need("Status");
    Object campaign = values[type.need("CampaignId").index()];
    Object wanted = values[status.index()];
    boolean responded = false;
    boolean known = false;
    Table statuses = org.table("CampaignMemberStatus");
    for (Row row : statuses.by(statuses.type.need("CampaignId"), String.valueOf(campaign))) {
      if (wanted == null ? row.flag("IsDefault") : wanted.toString().equalsIgnoreCase(row.text("Label"))) {
        values[status.index()] = row.text("Label");
        responded = row.flag("HasResponded");
        known = true;
      }
    }
    if (!known && wanted != null) {
      throw Values.restricted(type, status, wanted.toString());
    }
    values[type.need("HasResponded").index()] = responded;
    Field first = type.need("FirstRespondedDate");
    if (responded && values[first.index()] == null) {
      values[first.index()] = org.now().atZone(ZoneOffset.UTC).toLocalDate();
    }
  }

  /** Refuses a record that breaks a rule; fields that did not change are not looked at again. */
  void check(@Nullable Row before, Row after, Caller caller) {
    trouble(after);
    required(before, after);
    for (Field field : after.type.fields()) {
      if (field.reference() && !field.is("system") && !field.is("readonly") && changed(before, after, field)) {
        reference(after, field);
      }
    }
    if (after.type.name.equals("CampaignMember") && after.get("LeadOrContactId") == null) {
      throw Refusal.of("REQUIRED_FIELD_MISSING", "Required fields are missing: [LeadId, ContactId]", "LeadId");
    }
    if (after.type.name.equals("Task")) {
      task(after);
    }
    if (after.type.name.equals("OpportunityContactRole") && after.flag("IsPrimary")) {
      onlyPrimary(after);
    }
    var clash = org.table(after.type).clash(after);
    if (clash != null) {
      throw duplicate(clash.getKey(), clash.getValue());
    }
    var rule = duplicates.getOrDefault(after.type.name, SalesforceStandIn.Duplicates.OFF);
    DuplicateRule.check(org, rule, before, after, caller.allowDuplicates());
  }

  private void trouble(Row after) {
    for (Trouble trouble : troubles) {
      boolean hit = trouble.type().equals(after.type.name) && trouble.when().test(after);
      if (hit && trouble.left().getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw Refusal.of(trouble.code(), trouble.message());
      }
    }
  }

  private static Refusal duplicate(String key, Row other) {
    if (other.type.name.equals("CampaignMember")) {
      return Refusal.of("DUPLICATE_VALUE", "Already a campaign member.");
    }
    return Refusal.of(
        "DUPLICATE_VALUE",
        "duplicate value found: " + key + " duplicates value on record with id: " + other.id(),
        key);
  }

  private static void required(@Nullable Row before, Row after) {
    var missing = new ArrayList<String>();
    for (Field field : after.type.fields()) {
      if (field.is("required") && after.get(field) == null && changed(before, after, field)) {
        missing.add(field.name());
      }
    }
    if (!missing.isEmpty()) {
      throw Refusal.of(
          "REQUIRED_FIELD_MISSING",
          "Required fields are missing: [" + String.join(", ", missing) + "]",
          missing.toArray(String[]::new));
    }
  }

  private static boolean changed(@Nullable Row before, Row after, Field field) {
    return before == null || !Objects.equals(before.get(field), after.get(field));
  }

  private void reference(Row after, Field field) {
    if (!(after.get(field) instanceof String id)) {
      return;
    }
    Row target = org.find(field.to(), id);
    if (target == null) {
      throw Refusal.of(
          "INVALID_CROSS_REFERENCE_KEY", field.name() + ": invalid cross reference id: " + id, field.name());
    }
    if (field.name().equals("OwnerId")) {
      owner(after, target);
    }
    boolean aboutThePerson = after.type.name.equals("CampaignMember") || after.type.name.equals("Task");
    if (aboutThePerson && target.type.name.equals("Lead") && target.flag("IsConverted")) {
      throw Refusal.of("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead", field.name());
    }
  }

  private void owner(Row after, Row owner) {
    if (owner.type.name.equals("User") && !owner.flag("IsActive")) {
      throw Refusal.of(
          "INACTIVE_OWNER_OR_USER",
          "operation performed with inactive user [" + owner.id() + "] as owner of " + after.type.name,
          "OwnerId");
    }
    if (owner.type.name.equals("Group")) {
      boolean mayOwn = org.table("QueueSobject").rows().stream()
          .anyMatch(row -> owner.id().equals(row.text("QueueId")) && after.type.name.equals(row.text("SobjectType")));
      if (!mayOwn) {
        throw Refusal.of(
            "INVALID_CROSS_REFERENCE_KEY", "Queue not associated with this SObject type: " + owner.id(), "OwnerId");
      }
    }
  }

  private void task(Row task) {
    String who = task.text("WhoId");
    if (who != null && task.get("WhatId") != null && org.table("Lead").find(who) != null) {
      throw Refusal.of(
          "FIELD_INTEGRITY_EXCEPTION", "WhatId: a task of a lead can't be related to another record", "WhatId");
    }
  }

  private void onlyPrimary(Row role) {
    Field opportunity = role.type.need("OpportunityId");
    for (Row other : org.table(role.type).by(opportunity, String.valueOf(role.get(opportunity)))) {
      if (!other.id().equals(role.id()) && other.flag("IsPrimary")) {
        throw Refusal.of(
            "FIELD_INTEGRITY_EXCEPTION", "only one contact role of an opportunity can be primary", "IsPrimary");
      }
    }
  }
}
