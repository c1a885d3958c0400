package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.connectors.SystemFindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ties members of buying groups to the record of their person when that comes into being after the group was written.
 *
 * <p>Without it the outcome would hang on which was delivered first, the group or the hand-off that made the lead.
 * Members that are tied already stay as they are, so doing it again changes nothing.
 */
final class MemberLinks {
  private static final Logger LOG = LoggerFactory.getLogger(MemberLinks.class);
  private static final String MEMBER = "Buying_Group_Member__c";
  private static final int PART = 100;

  private final Calls calls;
  private final SalesforceMapping mapping;
  private final SystemFindings findings;
  private final Consumer<Set<String>> untied;

  /**
   * Ties through these calls.
   *
   * @param untied told of people whose members could not be tied: their groups are to be written once more
   */
  MemberLinks(Calls calls, SalesforceMapping mapping, SystemFindings findings, Consumer<Set<String>> untied) {
    this.calls = calls;
    this.mapping = mapping;
    this.findings = findings;
    this.untied = untied;
  }

  /**
   * Ties the members of these people.
   *
   * @throws CallFailed for a call that failed as a whole; a member that the org does not let be tied is told and keeps
   *     nobody waiting. Either way it is tied when its group is written next
   */
  void tie(Batch batch, Map<String, Who> people) {
    String person = field("person");
    String lead = field("lead");
    String contact = field("contact");
    if (person == null || lead == null || contact == null) {
      return; // the mapping does not want it
    }
    List<String> names = Org.distinct(people.keySet().stream());
    try {
      for (int from = 0; from < names.size(); from += PART) {
        List<String> part = names.subList(from, Math.min(names.size(), from + PART));
        String soql = "SELECT Id, " + person + " FROM " + MEMBER + " WHERE " + person + " IN " + Soql.in(part) + " AND "
            + lead + " = null AND " + contact + " = null";
        tie(batch, calls.askAll(List.of(soql)).get(0), person, lead, contact, people);
      }
    } catch (CallFailed failure) {
      untied.accept(Set.copyOf(names)); // by the next try these people have records, and nobody ties them any more
      if (!failure.isRefusedQuery()) {
        throw failure;
      }
      findings.tell("write " + MEMBER + " links", "Members of buying groups are not tied to new records: " + failure.why());
    }
  }

  private void tie(Batch batch, List<JsonNode> members, String person, String lead, String contact, Map<String, Who> people) {
    var rows = new ArrayList<Map<String, Object>>();
    for (JsonNode member : members) {
      Who who = people.getOrDefault(member.path(person).asText(""), new Who("", ""));
      if (!who.nobody()) {
        Map<String, Object> row = Payload.row(MEMBER);
        row.put("id", member.path("Id").asText());
        row.put(who.contact().isEmpty() ? lead : contact, who.first());
        rows.add(row);
      }
    }
    List<RowResult> results = rows.isEmpty() ? List.of() : calls.update(batch, rows);
    results.stream().filter(result -> !result.ok()).findFirst().ifPresent(result -> {
      LOG.warn("A member of a buying group is not tied to its record: {}", result.signature());
      untied.accept(people.keySet());
    });
  }

  private @Nullable String field(String word) {
    SalesforceMapping.Target target = mapping.writes("buying_group_member").get(word);
    return target == null ? null : target.field();
  }
}
