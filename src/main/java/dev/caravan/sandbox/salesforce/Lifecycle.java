package dev.caravan.sandbox.salesforce;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happens to whole records, at the hand of a person: merged, deleted, brought back, converted; others follow. */
final class Lifecycle {
  private static final String MASTER = "MasterRecordId";
  private static final int MOST_LOSERS = 2;

  /** References without which a record cannot be: it goes into the bin, and comes out of it, with what it names. */
  private static final Set<String> TOGETHER = Set.of("CampaignMember.LeadId", "CampaignMember.ContactId",
      "CampaignMember.CampaignId", "CampaignMemberStatus.CampaignId", "OpportunityContactRole.OpportunityId",
      "OpportunityContactRole.ContactId", "Task.WhoId", "Contact.AccountId", "Opportunity.AccountId", "Contract.AccountId");

  /** Fields of a lead that its contact takes over, by the contact's name for them. */
  private static final Map<String, String> TAKEN_OVER = Map.of("FirstName", "FirstName", "LastName", "LastName", "Email", "Email",
      "Title", "Title", "Phone", "Phone", "MailingCountry", "Country", "MailingState", "State", "HasOptedOutOfEmail",
      "HasOptedOutOfEmail", "DoNotCall", "DoNotCall");

  private final Org org;
  private final Rules rules;
  private final Caller person;

  Lifecycle(Org org, Rules rules, Caller person) {
    this.org = org;
    this.rules = rules;
    this.person = person;
  }

  void merge(ObjectType type, String winner, List<String> losers) {
    if (type.field(MASTER) == null) {
      throw Refusal.of("INVALID_TYPE", type.name + " records cannot be merged");
    }
    Row kept = living(type, winner);
    if (losers.isEmpty() || losers.size() > MOST_LOSERS || new HashSet<>(losers).size() < losers.size()
        || losers.contains(kept.id())) {
      throw Refusal.of("INVALID_OPERATION", "a merge takes one or two other records");
    }
    for (String id : losers) {
      Row loser = living(type, id);
      for (Reference each : references(loser)) {
        give(each, kept.id());
      }
      bin(loser, kept.id());
    }
    stamp(org.table(type).find(winner));
  }

  void delete(ObjectType type, String id) {
    Row row = living(type, id);
    for (Reference each : references(row)) {
      if (TOGETHER.contains(each.row().type.name + "." + each.field().name())) {
        if (org.table(each.row().type).find(each.row().id()) != null) {
          delete(each.row().type, each.row().id());
        }
      } else {
        change(each, null);
      }
    }
    bin(living(type, id), null);
  }

  void undelete(ObjectType type, String id) {
    Row row = org.table(type).findDeleted(id);
    if (row == null) {
      throw Refusal.of("UNDELETE_FAILED", "Entity is not in the recycle bin");
    }
    Instant when = row.stamp();
    @Nullable Object[] values = row.copy();
    values[type.deleted.index()] = false;
    if (type.field(MASTER) != null) {
      values[type.need(MASTER).index()] = null;
    }
    write(type, values);
    for (ObjectType other : org.schema.types()) {
      for (Row gone : org.table(other).deletedRows()) {
        boolean together = other.fields().stream().anyMatch(field -> TOGETHER.contains(other.name + "." + field.name())
            && gone.get(field) instanceof String named && Ids.key(named).equals(Ids.key(id)));
        if (together && gone.stamp().equals(when) && master(gone) == null) {
          undelete(other, gone.id());
        }
      }
    }
  }

  String convert(String leadId, String accountId) {
    Row lead = living(org.schema.type("Lead"), leadId);
    Row account = living(org.schema.type("Account"), accountId);
    ObjectType contact = org.schema.type("Contact");
    String id = org.newId(contact);
    @Nullable Object[] values = new Object[contact.size()];
    TAKEN_OVER.forEach((to, from) -> values[contact.need(to).index()] = lead.get(from));
    values[contact.need("Name").index()] = Rules.fullName(contact, values);
    values[contact.need("AccountId").index()] = account.id();
    values[contact.need("OwnerId").index()] = lead.text("OwnerId") != null
        && org.table("User").find(String.valueOf(lead.get("OwnerId"))) != null ? lead.get("OwnerId") : person.user();
    values[contact.id.index()] = id;
    values[contact.createdDate.index()] = org.now();
    values[contact.createdBy.index()] = person.user();
    write(contact, values);
    for (Reference each : references(lead)) {
      String name = each.row().type.name;
      if (name.equals("Task")) {
        change(each, id);
      } else if (name.equals("CampaignMember")) {
        give(new Reference(each.row(), each.row().type.need("ContactId")), id);
      }
    }
    @Nullable Object[] converted = lead.copy();
    converted[lead.type.need("IsConverted").index()] = true;
    converted[lead.type.need("ConvertedDate").index()] = org.now().atZone(ZoneOffset.UTC).toLocalDate();
    converted[lead.type.need("ConvertedAccountId").index()] = account.id();
    converted[lead.type.need("ConvertedContactId").index()] = id;
    converted[lead.type.need("Status").index()] = "Closed - Converted";
    write(lead.type, converted);
    return id;
  }

  private Row living(ObjectType type, String id) {
    Row row = org.table(type).find(id);
    if (row == null) {
      throw org.table(type).findDeleted(id) == null ? Refusal.of(404, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id")
          : Refusal.of(404, "ENTITY_IS_DELETED", "entity is deleted");
    }
    if (type.name.equals("Lead") && row.flag("IsConverted")) {
      throw Refusal.of("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead");
    }
    return row;
  }

  /** A living record that names another one. */
  private record Reference(Row row, Field field) {}

  private List<Reference> references(Row to) {
    var found = new ArrayList<Reference>();
    for (ObjectType type : org.schema.types()) {
      for (Field field : type.fields()) {
        if (field.reference() && field.to().contains(to.type.name) && !field.is("system") && !field.is("readonly")) {
          org.table(type).by(field, to.id()).forEach(row -> found.add(new Reference(row, field)));
        }
      }
    }
    return found;
  }

  /** Gives a child to another parent; a second membership in one campaign goes into the bin instead. */
  private void give(Reference child, String parent) {
    Row now = org.table(child.row().type).find(child.row().id());
    if (now == null) {
      return;
    }
    @Nullable Object[] values = now.copy();
    values[child.field().index()] = child.field().name().equals("ParentId") && now.id().equals(parent) ? null : parent;
    rules.settle(now.type, now, values, List.of(), person);
    if (org.table(now.type).clash(new Row(now.type, values)) == null) {
      write(now.type, values);
    } else {
      bin(now, null);
    }
  }

  private void change(Reference child, @Nullable String to) {
    Row now = org.table(child.row().type).find(child.row().id());
    if (now != null) {
      @Nullable Object[] values = now.copy();
      values[child.field().index()] = to;
      write(now.type, values);
    }
  }

  private static @Nullable Object master(Row row) {
    Field master = row.type.field(MASTER);
    return master == null ? null : row.get(master);
  }

  private void bin(Row row, @Nullable String winner) {
    @Nullable Object[] values = row.copy();
    values[row.type.deleted.index()] = true;
    if (winner != null) {
      values[row.type.need(MASTER).index()] = winner;
    }
    write(row.type, values);
  }

  private void stamp(@Nullable Row row) {
    if (row != null) {
      write(row.type, row.copy());
    }
  }

  private void write(ObjectType type, @Nullable Object[] values) {
    Instant now = org.now();
    values[type.modifiedDate.index()] = now;
    values[type.modifiedBy.index()] = person.user();
    values[type.stamp.index()] = now;
    Row after = new Row(type, Arrays.copyOf(values, values.length));
    var clash = after.deleted() ? null : org.table(type).clash(after);
    if (clash != null) {
      throw Refusal.of("DUPLICATE_VALUE", "duplicate value found: " + clash.getKey() + " duplicates value on record with id: "
          + clash.getValue().id(), clash.getKey());
    }
    org.put(after);
  }
}
