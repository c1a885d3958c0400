package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waited for a person's record, or was written without it, once a hand-off makes one. */
class NewRecordTest {
  private static final String NEW = "new@x.example";
  private static final Because NO_REASON = Because.of("", "", "", "", "");

  @TempDir Path folder;

  private static Item handOff(boolean uncertain) {
    Item item = TestOrg.assignment("h1", NEW, NEW, TestOrg.REP, "last_name", "New", "company", "X");
    return new Item(item.id(), item.target(), item.kind(), item.key(), item.payload(), uncertain ? 1 : 0, uncertain);
  }

  private static Item group() {
    return TestOrg.item("group", Decision.Kind.GROUP, TestOrg.ACCOUNT + "|customer-care", Map.of("account",
        TestOrg.ACCOUNT, "solution", "customer-care", "level", "hot", "members", List.of(Map.of("person", NEW, "email", NEW))));
  }

  private static String newLead(TestOrg org) {
    return org.standIn.records("Lead").stream().filter(lead -> "X".equals(lead.get("Company")))
        .map(lead -> lead.get("Id").toString()).findFirst().orElseThrow();
  }

  private static void tied(TestOrg org) {
    assertThat(org.standIn.records("Buying_Group_Member__c")).singleElement()
        .satisfies(member -> assertThat(member).containsEntry("Lead__c", newLead(org)));
  }

  @Test
  void a_member_of_a_group_is_tied_to_the_lead_whichever_was_written_first() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.deliver(group());
      org.deliver(handOff(false));
      tied(org);
      long writes = org.standIn.writes();
      org.deliver(group());
      org.deliver(handOff(true));
      tied(org);
      assertThat(org.standIn.writes()).isEqualTo(writes);
    }
  }

  @Test
  void an_enrolment_held_for_want_of_a_record_is_released() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.put(new Decision.Enrolment("e1", NEW, 1, NO_REASON, NEW, "keep-warm"));
      assertThat(org.connector.deliveries().deliverDue("programme")).isEqualTo(1);
      assertThat(org.outbox.counts("salesforce").held()).isEqualTo(1);
      org.deliver(handOff(false));
      assertThat(org.connector.deliveries().deliverDue("programme")).isEqualTo(1);
      assertThat(org.standIn.records("CampaignMember")).singleElement()
          .satisfies(member -> assertThat(member).containsEntry("LeadId", newLead(org)));
    }
  }

  @Test
  void what_a_cut_short_try_left_waiting_is_made_good_by_the_next() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.put(new Decision.Score("s1", NEW, 1, NO_REASON, NEW, Map.of("fit", 70.0)));
      org.connector.deliveries().deliverDue("score");
      org.deliver(group());
      String lead = lead(org);
      // The lead was made and its id kept; then the process died.
      org.knows(NEW, lead, "");
      assertThat(org.deliver(handOff(true))).isInstanceOf(Delivery.Sent.class);
      assertThat(org.connector.deliveries().deliverDue("score")).isEqualTo(1);
      assertThat(org.outbox.counts("salesforce").sent()).isEqualTo(1);
      assertThat(org.standIn.records("Buying_Group_Member__c")).singleElement()
          .satisfies(member -> assertThat(member).containsEntry("Lead__c", lead));
    }
  }

  private static String lead(TestOrg org) {
    return org.standIn.records("Lead").get(0).get("Id").toString();
  }
}
