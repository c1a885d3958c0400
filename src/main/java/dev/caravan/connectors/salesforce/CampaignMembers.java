package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** How members of campaigns are looked up: a member has no external id, it is found by its campaign and its person. */
final class CampaignMembers {
  /** Statuses of places in nurture programmes. */
  static final String ENROLLED = "Enrolled";
  static final String LEFT = "Left";

  private CampaignMembers() {}

  /** A query for whatever these people are in these campaigns; both must not be empty. */
  static String query(Stream<String> campaigns, Collection<Who> people) {
    List<String> leads = Org.distinct(people.stream().map(Who::lead));
    List<String> contacts = Org.distinct(people.stream().map(Who::contact));
    var who = new ArrayList<String>();
    if (!leads.isEmpty()) {
      who.add("LeadId IN " + Soql.in(leads));
    }
    if (!contacts.isEmpty()) {
      who.add("ContactId IN " + Soql.in(contacts));
    }
    return "SELECT Id, CampaignId, LeadId, ContactId, Status, HasResponded FROM CampaignMember"
        + " WHERE CampaignId IN " + Soql.in(Org.distinct(campaigns)) + " AND (" + String.join(" OR ", who) + ")";
  }

  /** Whether a row is the person's membership in the campaign. */
  static boolean is(JsonNode row, String campaign, Who who) {
    return Org.same(row.path("CampaignId").asText(), campaign)
        && Stream.of("LeadId", "ContactId").map(field -> row.path(field).asText("")).filter(id -> !id.isEmpty())
            .anyMatch(id -> Org.same(id, who.lead()) || Org.same(id, who.contact()));
  }
}
