package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.connectors.SystemFindings;
import dev.caravan.journal.People;
import dev.caravan.outbox.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes confirmed members of a buying group contact roles of its open opportunity: those confirmed by hand in facts, and
 * those whose member record somebody ticked. What is there already stays as it is, whatever role it has; a lead has none.
 */
final class ContactRoles {
  private static final String OBJECT = "contact_role";
  private static final String TYPE = "OpportunityContactRole";
  private static final int PART = 100;

  private final Calls calls;
  private final SalesforceMapping mapping;
  private final People people;
  private final SystemFindings findings;

  /** A role to be: of which opportunity and contact, and for which item. */
  private record Wanted(Item item, String opportunity, String contact, String role) {
    String key() {
      return (opportunity.substring(0, Math.min(15, opportunity.length())) + "|" + contact.substring(0, Math.min(15, contact.length())));
    }
  }

  ContactRoles(Calls calls, SalesforceMapping mapping, People people, SystemFindings findings) {
    this.calls = calls;
    this.mapping = mapping;
    this.people = people;
    this.findings = findings;
  }

  /**
   * Writes what is missing; a role that is refused refuses its group, so that it is seen.
   *
   * @param groups written groups, with their ids
   * @throws CallFailed for a call that failed as a whole; what the org does not allow at all is a finding
   */
  void write(Batch batch, Map<Item, String> groups) {
    Map<Item, String> open = new LinkedHashMap<>();
    groups.forEach((item, id) -> {
      if (batch.isOpen(item) && !opportunity(item).isEmpty()) {
        open.put(item, id);
      }
    });
    if (open.isEmpty() || mapping.writes(OBJECT).isEmpty()) {
      return;
    }
    try {
      List<Item> items = List.copyOf(open.keySet());
      for (int from = 0; from < items.size(); from += PART) {
        part(batch, items.subList(from, Math.min(items.size(), from + PART)), open);
      }
    } catch (CallFailed failure) {
      if (!failure.isRefusedQuery()) {
        throw failure;
      }
      findings.tell("write " + OBJECT, "Confirmed members do not become contact roles: " + failure.why());
    }
  }

  private void part(Batch batch, List<Item> items, Map<Item, String> groups) {
    var queries = new ArrayList<String>();
    queries.add("SELECT OpportunityId, ContactId FROM " + TYPE + " WHERE OpportunityId IN "
        + Soql.in(Org.distinct(items.stream().map(ContactRoles::opportunity))));
    String confirmed = member(OBJECT, "confirmed");
    String group = member("buying_group_member", "group");
    String contact = member("buying_group_member", "contact");
    String role = member("buying_group_member", "role");
    boolean ticked = !confirmed.isEmpty() && !group.isEmpty() && !contact.isEmpty() && !role.isEmpty();
    if (ticked) {
      queries.add("SELECT " + String.join(", ", group, contact, role) + " FROM Buying_Group_Member__c WHERE " + group + " IN "
          + Soql.in(Org.distinct(items.stream().map(item -> groups.getOrDefault(item, "")))) + " AND " + confirmed
          + " = true AND " + contact + " != null");
    }
    List<List<JsonNode>> found = calls.askAll(queries);
    var there = found.get(0).stream().map(row -> new Wanted(items.get(0), row.path("OpportunityId").asText(),
        row.path("ContactId").asText(), "").key()).collect(Collectors.toCollection(TreeSet::new));
    var wanted = new LinkedHashMap<String, Wanted>();
    for (Item item : items) {
      for (Object one : Payload.list(item.payload(), "members")) {
        Map<String, Object> member = Payload.map(one);
        Who who = batch.who(people, Payload.text(member, "person"), Payload.text(member, "email"));
        if (Boolean.TRUE.equals(member.get("confirmed")) && !who.contact().isEmpty()) {
          want(wanted, new Wanted(item, opportunity(item), who.contact(), Payload.text(member, "role")));
        }
      }
      for (JsonNode row : ticked ? found.get(1) : List.<JsonNode>of()) {
        if (Org.same(row.path(group).asText(), groups.getOrDefault(item, ""))) {
          want(wanted, new Wanted(item, opportunity(item), row.path(contact).asText(), row.path(role).asText("")));
        }
      }
    }
    wanted.keySet().removeAll(there);
    create(batch, List.copyOf(wanted.values()));
  }

  private static void want(Map<String, Wanted> wanted, Wanted one) {
    wanted.putIfAbsent(one.key(), one);
  }

  private void create(Batch batch, List<Wanted> wanted) {
    var rows = new ArrayList<Map<String, Object>>();
    for (Wanted one : wanted) {
      Map<String, Object> row = Payload.row(TYPE);
      row.put("OpportunityId", one.opportunity());
      row.put("ContactId", one.contact());
      mapping.put(OBJECT, row, "role", words(one.role()));
      rows.add(row);
    }
    List<RowResult> results = rows.isEmpty() ? List.of() : calls.create(batch, rows);
    for (int i = 0; i < results.size(); i++) {
      if (!results.get(i).ok()) {
        batch.refuse(wanted.get(i).item(), results.get(i));
      }
    }
  }

  /** {@code decision-maker} as Salesforce's own list has it: {@code Decision Maker}. */
  private static String words(String role) {
    return java.util.Arrays.stream(role.split("-")).filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1)).collect(Collectors.joining(" "));
  }

  private static String opportunity(Item item) {
    return Payload.text(item.payload(), "opportunity");
  }

  private String member(String object, String word) {
    SalesforceMapping.Target target = mapping.writes(object).get(word);
    return target == null ? "" : target.field();
  }
}
