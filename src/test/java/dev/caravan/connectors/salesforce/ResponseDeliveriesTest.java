package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.journal.Arrival;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import dev.caravan.outbox.Problem;
import dev.caravan.sandbox.http.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Responses as statuses of campaign members: up the campaign's order, never down, and once. */
class ResponseDeliveriesTest {
  private static final String LEA = "lea@halden.example";
  private static final String CON = "con@halden.example";
  private static final String SPRING = "701000000000001AAA";

  @TempDir Path folder;

  /** An org with a campaign whose members may be Sent, Responded and Attended, in this order. */
  private TestOrg org() {
    var facts = new ArrayList<>(TestOrg.inhabitants());
    facts.add(TestOrg.fact("campaign-" + SPRING, "campaign", SPRING, "{\"name\":\"Spring\"}"));
    var org = new TestOrg(folder, facts);
    org.knows(LEA, TestOrg.LEAD, "");
    org.knows(CON, "", TestOrg.CONTACT);
    return org;
  }

  private static Item response(String person, String campaign, String... statuses) {
    return TestOrg.item("response/" + person + "/" + campaign + "/" + statuses[0], Decision.Kind.RESPONSE, person,
        Map.of("email", person, "source", "eloqua", "campaign", campaign, "statuses", List.of(statuses)));
  }

  private static String status(TestOrg org) {
    return org.standIn.records("CampaignMember").stream().map(member -> String.valueOf(member.get("Status")))
        .reduce((one, other) -> one + ", " + other).orElse("nobody");
  }

  private static String member(TestOrg org) {
    return org.standIn.records("CampaignMember").get(0).get("Id").toString();
  }

  private static String nurtures(TestOrg org, String programme) {
    return org.standIn.records("Campaign").stream().filter(row -> ("caravan-" + programme).equals(row.get("Name")))
        .map(row -> row.get("Id").toString()).findFirst().orElseThrow();
  }

  @Test
  void a_response_makes_a_member_once() {
    try (var org = org()) {
      assertThat(org.deliver(response(LEA, SPRING, "Responded"))).isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.records("CampaignMember")).singleElement().satisfies(member -> assertThat(member)
          .containsEntry("LeadId", TestOrg.LEAD).containsEntry("Status", "Responded").containsEntry("HasResponded", true));
      long writes = org.standIn.writes();
      assertThat(org.deliver(response(LEA, SPRING, "Responded"))).isInstanceOf(Delivery.Unchanged.class);
      assertThat(org.standIn.writes()).isEqualTo(writes);
      assertThat(org.deliver(response(CON, SPRING, "Responded"))).isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.records("CampaignMember")).hasSize(2);
    }
  }

  @Test
  void a_status_goes_up_the_campaigns_order_and_never_down() {
    try (var org = org()) {
      org.standIn.create("CampaignMember", Map.of("CampaignId", SPRING, "ContactId", TestOrg.CONTACT, "Status", "Sent"));
      assertThat(org.deliver(response(CON, SPRING, "Responded"))).isEqualTo(new Delivery.Sent(member(org)));
      assertThat(org.deliver(response(CON, SPRING, "Attended", "Responded"))).isEqualTo(new Delivery.Sent(member(org)));
      assertThat(status(org)).isEqualTo("Attended");
      assertThat(org.deliver(response(CON, SPRING, "Responded"))).isEqualTo(new Delivery.Unchanged(member(org)));
      assertThat(status(org)).isEqualTo("Attended");
    }
  }

  @Test
  void a_status_further_up_that_a_rep_set_stays_though_it_is_no_response() {
    try (var org = org()) {
      org.standIn.create("CampaignMemberStatus", Map.of("CampaignId", SPRING, "Label", "With sales", "SortOrder", 9));
      org.standIn.create("CampaignMember", Map.of("CampaignId", SPRING, "LeadId", TestOrg.LEAD, "Status", "With sales"));
      long writes = org.standIn.writes();
      assertThat(org.deliver(response(LEA, SPRING, "Responded"))).isEqualTo(new Delivery.Unchanged(member(org)));
      assertThat(status(org)).isEqualTo("With sales");
      assertThat(org.standIn.writes()).isEqualTo(writes);
    }
  }

  @Test
  void an_enrolment_before_gives_way_and_one_after_a_response_moves_nobody_down() {
    try (var org = org()) {
      String campaign = nurtures(org, "keep-warm");
      org.deliver(TestOrg.programme(LEA, LEA, "keep-warm", true));
      assertThat(status(org)).isEqualTo("Enrolled");
      assertThat(org.deliver(response(LEA, campaign, "Responded"))).isInstanceOf(Delivery.Sent.class);
      assertThat(status(org)).isEqualTo("Responded");
      assertThat(org.deliver(TestOrg.programme(LEA, LEA, "keep-warm", false))).isInstanceOf(Delivery.Unchanged.class);
      assertThat(org.deliver(TestOrg.programme(LEA, LEA, "keep-warm", true))).isInstanceOf(Delivery.Unchanged.class);
      assertThat(status(org)).isEqualTo("Responded");
    }
  }

  @Test
  void an_enrolment_and_a_response_of_one_take_end_as_a_response() {
    try (var org = org()) {
      String campaign = nurtures(org, "keep-warm");
      assertThat(org.deliver(List.of(response(LEA, campaign, "Responded"), TestOrg.programme(LEA, LEA, "keep-warm", true))).values())
          .hasOnlyElementsOfType(Delivery.Sent.class);
      assertThat(status(org)).isEqualTo("Responded");
    }
  }

  @Test
  void of_two_responses_of_one_take_the_one_further_up_counts() {
    try (var org = org()) {
      Map<String, Delivery> results = org.deliver(List.of(response(LEA, SPRING, "Attended"), response(LEA, SPRING, "Responded")));
      assertThat(results.values()).hasSize(2).hasOnlyElementsOfType(Delivery.Sent.class);
      assertThat(status(org)).isEqualTo("Attended");
    }
  }

  @Test
  void the_first_status_that_the_campaign_has_is_meant() {
    try (var org = org()) {
      String campaign = nurtures(org, "keep-warm");
      assertThat(org.deliver(response(LEA, campaign, "Attended", "Responded"))).isInstanceOf(Delivery.Sent.class);
      assertThat(status(org)).isEqualTo("Responded");
    }
  }

  @Test
  void a_campaign_by_eloquas_id_is_found_by_what_eloqua_said_of_it_last() {
    try (var org = org()) {
      assertThat(org.deliver(response(LEA, "54", "Responded"))).asInstanceOf(InstanceOfAssertFactories.type(Delivery.Held.class))
          .extracting(Delivery.Held::reason).isEqualTo(
              "campaign 54 of eloqua is linked to no campaign of Salesforce; link it there, then requeue");
      keep(org, "campaign-54@2026-03-01T08:00:00Z", "54");
      keep(org, "campaign-541@2026-03-01T08:00:00Z", "701000000000009AAA");
      assertThat(org.deliver(response(LEA, "54", "Responded"))).isInstanceOf(Delivery.Held.class);
      keep(org, "campaign-54@2026-03-02T08:00:00Z", SPRING);
      assertThat(org.deliver(response(LEA, "54", "Responded"))).isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.records("CampaignMember")).singleElement().satisfies(member ->
          assertThat(member).containsEntry("CampaignId", SPRING));
    }
  }

  private static void keep(TestOrg org, String id, String subject) {
    var head = new Fact.Head("eloqua", id, subject, 1, 1, "");
    org.journal.keep(new Arrival("eloqua/campaign", List.of(new Fact.Campaign(head, "Spring " + id, 0, "", "", "")), List.of(), "", true));
  }

  @Test
  void what_cannot_be_told_is_held_with_a_reason() {
    try (var org = org()) {
      var reasons = new LinkedHashMap<String, Object>();
      org.deliver(List.of(response("new@x.example", SPRING, "Responded"), response(LEA, "701000000000777AAA", "Responded"),
          response(CON, SPRING, "Clicked", "Opened"))).forEach((id, result) -> reasons.put(id, ((Delivery.Held) result).reason()));
      assertThat(reasons.values()).containsExactlyInAnyOrder("no record in Salesforce",
          "Salesforce has no campaign 701000000000777AAA, or does not show it to Caravan's user; mend that, then requeue",
          "campaign " + SPRING + " has no member status Clicked or Opened; add one, or name another under responses in"
              + " config/nurture.yaml");
      assertThat(status(org)).isEqualTo("nobody");
    }
  }

  @Test
  void a_lost_reply_and_a_retry_make_one_member() {
    try (var org = org()) {
      org.trouble(request -> SalesforceWrite.to(request, "/composite/sobjects"), 1,
          new Fault.Effect.DropAfter());
      assertThat(org.deliver(response(LEA, SPRING, "Responded"))).isInstanceOfSatisfying(Delivery.TryLater.class, later ->
          assertThat(later.problem()).isEqualTo(Problem.REMOTE));
      assertThat(status(org)).isEqualTo("Responded");
      assertThat(org.deliver(response(LEA, SPRING, "Responded"))).isEqualTo(new Delivery.Unchanged(member(org)));
      assertThat(org.standIn.records("CampaignMember")).hasSize(1);
    }
  }

  @Test
  void two_hundred_responses_take_a_look_and_a_write_for_each_hundred() {
    try (var org = many()) {
      var items = new ArrayList<Item>();
      for (int i = 0; i < 200; i++) {
        items.add(response("lead" + i + "@many.example", SPRING, "Responded"));
      }
      assertThat(org.deliver(items).values()).hasSize(200).hasOnlyElementsOfType(Delivery.Sent.class);
      assertThat(org.connector.usage().made()).isEqualTo(TestOrg.DESCRIBES + 4);
      assertThat(org.deliver(items).values()).hasOnlyElementsOfType(Delivery.Unchanged.class);
      assertThat(org.connector.usage().made()).isEqualTo(TestOrg.DESCRIBES + 6);
    }
  }

  private TestOrg many() {
    var facts = new ArrayList<String>();
    facts.add(TestOrg.fact("campaign-" + SPRING, "campaign", SPRING, "{\"name\":\"Spring\"}"));
    for (int i = 0; i < 200; i++) {
      facts.add(TestOrg.lead(i));
    }
    var org = new TestOrg(folder, facts);
    for (int i = 0; i < 200; i++) {
      org.knows("lead" + i + "@many.example", "00Q%012dEAA".formatted(i), "");
    }
    return org;
  }
}
