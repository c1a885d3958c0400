package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.model.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Facts of records in the recycle bin. */
final class DeletedFacts {
  private DeletedFacts() {}

  /** A deleted campaign, member or task is no news: what happened by it has happened. */
  static void add(List<Fact> facts, String source, Stream stream, String id, JsonNode row, Instant stamp, Map<String, String> values) {
    long time = stamp.toEpochMilli();
    // Deleted and brought back within a second are two facts.
    var head = new Fact.Head(source, stream.word() + "-" + id + "@" + SalesforceFacts.at(stamp) + "/deleted", id, time, time, "");
    switch (stream) {
      case LEAD, CONTACT -> {
        var said = new LinkedHashMap<String, String>();
        said.put(Fact.Person.DELETED, "true");
        String master = row.path("MasterRecordId").asText("");
        if (!master.isEmpty()) {
          said.put(Fact.Person.MERGED_INTO, master);
        }
        facts.add(new Fact.Person(new Fact.Head(source, head.id(), source + ":" + id, time, time, ""), Map.of("salesforce", id), said));
      }
      case ACCOUNT -> facts.add(new Fact.Account(head, Map.of(Fact.Account.DELETED, "true")));
      case OPPORTUNITY -> facts.add(withdrawn(head, values, row.path("OpportunityContactRoles").path("records")));
      case CONTACT_ROLE -> facts.add(withdrawn(
          new Fact.Head(source, head.id(), row.path("OpportunityId").asText(""), time, time, ""), values, List.of(row)));
      case CONTRACT -> facts.add(new Fact.Contract(head, SalesforceFacts.text(values, "account"), SalesforceFacts.text(values, "solution"), ""));
      case USER, CAMPAIGN, MEMBER, TASK -> { }
    }
  }

  /** An opportunity that counts no more for these people; for nobody where it names an account. */
  private static Fact withdrawn(Fact.Head head, Map<String, String> values, Iterable<JsonNode> roles) {
    var contacts = new ArrayList<Fact.ContactRole>();
    roles.forEach(role -> contacts.add(SalesforceFacts.contact(role)));
    return new Fact.Opportunity(head, SalesforceFacts.text(values, "account"), SalesforceFacts.text(values, "solution"), SalesforceFacts.text(values, "kind"),
        Fact.Opportunity.DELETED, false, "", 0, SalesforceFacts.text(values, "currency"), SalesforceFacts.text(values, "owner"), contacts);
  }
}
