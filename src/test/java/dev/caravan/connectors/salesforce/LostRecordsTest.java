package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import dev.caravan.outbox.Problem;
import dev.caravan.sandbox.http.Fault;
import dev.caravan.sandbox.http.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was due for a record that was merged, deleted or converted since goes to the one that took its place. */
class LostRecordsTest {
  private static final String LEA = "lea@halden.example";
  private static final String CON = "con@halden.example";

  @TempDir Path folder;

  private TestOrg org() {
    var org = new TestOrg(folder, TestOrg.inhabitants());
    org.knows(LEA, TestOrg.LEAD, "");
    org.knows(CON, "", TestOrg.CONTACT);
    return org;
  }

  private static String lead(TestOrg org, String email) {
    return org.standIn.create("Lead", Map.of("LastName", "Lund", "Company", "Halden", "Email", email));
  }

  private static Map<String, Object> record(TestOrg org, String type, String id) {
    return Objects.requireNonNull(org.standIn.record(type, id), id);
  }

  private static Item handOff() {
    return TestOrg.assignment("h1", LEA, LEA, TestOrg.REP, "last_name", "Lund", "company", "Halden");
  }

  private static void handedOver(TestOrg org, String who) {
    assertThat(org.standIn.records("Task")).singleElement().satisfies(task -> assertThat(task)
        .containsEntry("WhoId", who).containsEntry("Caravan_Key__c", "h1"));
  }

  @Test
  void scores_of_merged_leads_are_written_to_the_winners() {
    List<String> people = IntStream.range(0, 6).mapToObj(i -> "lead" + i + "@many.example").toList();
    try (var org = new TestOrg(folder, IntStream.range(0, 6).mapToObj(TestOrg::lead).toList())) {
      var winners = people.stream().map(email -> lead(org, email)).toList();
      for (int i = 0; i < people.size(); i++) {
        String loser = "00Q%012dEAA".formatted(i);
        org.knows(people.get(i), loser, "");
        org.standIn.merge("Lead", winners.get(i), loser);
      }
      Map<String, Delivery> delivered = org.deliver(people.stream().map(each -> TestOrg.score(each, each)).toList());
      assertThat(delivered.values()).allSatisfy(each -> assertThat(each).isInstanceOf(Delivery.Sent.class));
      assertThat(winners).allSatisfy(id -> assertThat(record(org, "Lead", id)).containsEntry("Caravan_Rating__c", "B"));
      assertThat(people).allSatisfy(each -> assertThat(org.journal.people().ids(each).values()).containsAnyElementsOf(winners));
    }
  }

  @Test
  void a_hand_off_of_a_merged_lead_goes_to_the_winner_of_the_winner_whatever_their_addresses() {
    try (var org = org()) {
      String between = lead(org, "other@halden.example");
      String winner = lead(org, "third@halden.example");
      org.standIn.merge("Lead", between, TestOrg.LEAD);
      org.standIn.merge("Lead", winner, between);
      assertThat(org.deliver(handOff())).isInstanceOf(Delivery.Sent.class);
      handedOver(org, winner);
    }
  }

  @Test
  void a_hand_off_of_a_deleted_lead_goes_to_the_contact_of_the_same_address() {
    try (var org = org()) {
      String contact = org.standIn.create("Contact", Map.of("LastName", "Lund", "Email", LEA, "AccountId", TestOrg.ACCOUNT));
      lead(org, LEA);
      org.standIn.delete("Lead", TestOrg.LEAD);
      assertThat(org.deliver(handOff())).isInstanceOf(Delivery.Sent.class);
      handedOver(org, contact);
    }
  }

  @Test
  void a_hand_off_of_a_deleted_lead_goes_to_the_lead_of_the_same_address() {
    try (var org = org()) {
      String other = lead(org, LEA);
      org.standIn.delete("Lead", TestOrg.LEAD);
      assertThat(org.deliver(handOff())).isInstanceOf(Delivery.Sent.class);
      handedOver(org, other);
    }
  }

  @Test
  void a_hand_off_of_a_deleted_lead_without_survivor_makes_a_new_one() {
    try (var org = org()) {
      org.standIn.delete("Lead", TestOrg.LEAD);
      assertThat(org.deliver(handOff())).isInstanceOf(Delivery.Sent.class);
      handedOver(org, org.standIn.records("Lead").get(0).get("Id").toString());
      assertThat(org.standIn.records("Lead")).singleElement().satisfies(made -> assertThat(made).containsEntry("Email", LEA));
    }
  }

  @Test
  void a_score_of_a_deleted_lead_without_survivor_waits_for_a_record() {
    try (var org = org()) {
      org.standIn.delete("Lead", TestOrg.LEAD);
      assertThat(org.deliver(TestOrg.score(LEA, LEA))).isEqualTo(new Delivery.Held(Who.NO_RECORD));
      assertThat(org.journal.people().ids(LEA)).isEmpty();
    }
  }

  @Test
  void everything_due_for_a_merged_contact_is_delivered_to_the_winner() {
    try (var org = org()) {
      String winner = org.standIn.create("Contact", Map.of("LastName", "Cole", "AccountId", TestOrg.ACCOUNT));
      org.standIn.merge("Contact", winner, TestOrg.CONTACT);
      var items = List.of(TestOrg.score(CON, CON), TestOrg.consent(CON, "-phone"), TestOrg.programme(CON, CON, "keep-warm", true),
          TestOrg.assignment("h1", CON, CON, TestOrg.REP));
      assertThat(org.deliver(items).values()).allSatisfy(each -> assertThat(each).isInstanceOf(Delivery.Sent.class));
      assertThat(record(org, "Contact", winner)).containsEntry("Caravan_Rating__c", "B").containsEntry("DoNotCall", true);
      handedOver(org, winner);
      assertThat(org.standIn.records("CampaignMember")).singleElement()
          .satisfies(member -> assertThat(member).containsEntry("ContactId", winner));
    }
  }

  @Test
  void a_response_of_a_merged_lead_is_the_winners() {
    try (var org = org()) {
      String winner = lead(org, "other@halden.example");
      org.standIn.merge("Lead", winner, TestOrg.LEAD);
      String campaign = org.standIn.records("Campaign").get(0).get("Id").toString();
      assertThat(org.deliver(TestOrg.item("r1", Decision.Kind.RESPONSE, LEA, Map.of("email", LEA, "campaign", campaign, "source",
          "eloqua", "statuses", List.of("Responded"))))).isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.records("CampaignMember")).singleElement()
          .satisfies(member -> assertThat(member).containsEntry("LeadId", winner));
    }
  }

  @Test
  void everything_due_for_a_converted_lead_is_delivered_to_its_contact_and_to_who_that_was_merged_into() {
    try (var org = org()) {
      String contact = org.standIn.convert(TestOrg.LEAD, TestOrg.ACCOUNT);
      org.standIn.merge("Contact", TestOrg.CONTACT, contact);
      var items = List.of(TestOrg.score(LEA, LEA), TestOrg.programme(LEA, LEA, "keep-warm", true), handOff());
      assertThat(org.deliver(items).values()).allSatisfy(each -> assertThat(each).isInstanceOf(Delivery.Sent.class));
      assertThat(record(org, "Contact", TestOrg.CONTACT)).containsEntry("Caravan_Rating__c", "B");
      handedOver(org, TestOrg.CONTACT);
    }
  }

  @Test
  void a_hand_off_is_made_a_new_lead_where_the_one_made_before_was_converted_to_a_contact_that_is_gone() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      String person = "new@x.example";
      org.deliver(TestOrg.assignment("h0", person, person, TestOrg.REP, "last_name", "New", "company", "X"));
      String made = org.journal.people().ids(person).get(Who.LEAD);
      String contact = org.standIn.convert(made, TestOrg.ACCOUNT);
      org.standIn.delete("Contact", contact);
      assertThat(org.deliver(TestOrg.assignment("h1", person, person, TestOrg.REP, "last_name", "New", "company", "X")))
          .isInstanceOf(Delivery.Sent.class);
      handedOver(org, org.journal.people().ids(person).get(Who.LEAD));
    }
  }

  @Test
  void a_deleted_record_that_is_brought_back_is_written_again() {
    try (var org = org()) {
      org.standIn.delete("Lead", TestOrg.LEAD);
      org.deliver(TestOrg.score(LEA, LEA));
      org.standIn.undelete("Lead", TestOrg.LEAD);
      assertThat(org.deliver(handOff())).isInstanceOf(Delivery.Sent.class);
      handedOver(org, TestOrg.LEAD);
    }
  }

  @Test
  void what_follows_in_the_same_batch_follows_to_the_winner() {
    try (var org = org()) {
      String winner = lead(org, "other@halden.example");
      org.standIn.merge("Lead", winner, TestOrg.LEAD);
      Item appended = TestOrg.notice("appended", "h1/appended/x", "h1", LEA, TestOrg.REP);
      assertThat(org.deliver(List.of(handOff(), appended)).values())
          .allSatisfy(each -> assertThat(each).isInstanceOf(Delivery.Sent.class));
      handedOver(org, winner);
    }
  }

  private static Item group(String person) {
    return TestOrg.item("group", Decision.Kind.GROUP, TestOrg.ACCOUNT + "|customer-care", Map.of("account", TestOrg.ACCOUNT,
        "solution", "customer-care", "level", "hot", "members", List.of(Map.of("person", person, "email", person))));
  }

  private static Map<String, Object> member(TestOrg org) {
    return org.standIn.records("Buying_Group_Member__c").get(0);
  }

  @Test
  void a_member_of_a_group_names_the_record_that_took_the_place_of_a_lost_one() {
    try (var org = org()) {
      String winner = lead(org, "other@halden.example");
      org.standIn.merge("Lead", winner, TestOrg.LEAD);
      assertThat(org.deliver(group(LEA))).isInstanceOf(Delivery.Sent.class);
      assertThat(member(org)).containsEntry("Lead__c", winner);
    }
  }

  @Test
  void a_member_whose_record_is_gone_is_kept_and_tied_to_the_one_that_turns_up() {
    try (var org = org()) {
      org.deliver(group(LEA));
      org.standIn.delete("Lead", TestOrg.LEAD);
      assertThat(org.deliver(group(LEA))).isInstanceOf(Delivery.Sent.class);
      assertThat(member(org)).doesNotContainKey("Lead__c");
      String other = lead(org, LEA);
      org.standIn.undelete("Lead", TestOrg.LEAD);
      org.standIn.merge("Lead", other, TestOrg.LEAD);
      assertThat(org.deliver(handOff())).isInstanceOf(Delivery.Sent.class);
      assertThat(member(org)).containsEntry("Lead__c", other);
    }
  }

  @Test
  void a_member_that_could_not_be_tied_when_its_lead_was_made_is_tied_with_the_next_writing_of_its_group() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      String person = "new@x.example";
      org.put(new Decision.Group("g1", TestOrg.ACCOUNT + "|customer-care", 1, Because.of("", "", "", "", ""), "Halden Health, customer care", TestOrg.ACCOUNT,
          "customer-care", "hot", false, person, Moment.of(1), 1, List.of(),
          List.of(new Decision.Member(person, person, "", "", Moment.of(1), 1, false)),
          "", ""));
      assertThat(org.connector.deliveries().deliverDue("group")).isEqualTo(1);
      org.trouble(request -> request.text().contains("Buying_Group_Member__c"), 1,
          SalesforceGateTest.refusing("Buying_Group_Member__c", 400, "INVALID_TYPE"));
      org.deliver(TestOrg.assignment("h1", person, person, TestOrg.REP, "last_name", "New", "company", "X"));
      assertThat(member(org)).doesNotContainKey("Lead__c");
      assertThat(org.connector.deliveries().deliverDue("group")).isEqualTo(1);
      assertThat(member(org)).containsEntry("Lead__c", org.journal.people().ids(person).get(Who.LEAD));
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"503 | SERVER_UNAVAILABLE | REMOTE", "403 | API_DISABLED_FOR_ORG | CONFIG"})
  void a_member_is_tied_after_all_where_a_call_failed_as_a_whole_when_its_lead_was_made(int status, String code, Problem problem) {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      String person = "new@x.example";
      org.put(new Decision.Group("g1", TestOrg.ACCOUNT + "|customer-care", 1, Because.of("", "", "", "", ""), "Halden Health, customer care", TestOrg.ACCOUNT,
          "customer-care", "hot", false, person, Moment.of(1), 1, List.of(),
          List.of(new Decision.Member(person, person, "", "", Moment.of(1), 1, false)),
          "", ""));
      assertThat(org.connector.deliveries().deliverDue("group")).isEqualTo(1);
      org.trouble(request -> request.text().contains("Buying_Group_Member__c"), 1, new Fault.Effect.Instead(
          Reply.json(status, "[{\"errorCode\":\"" + code + "\",\"message\":\"no\"}]")));
      Item handOff = TestOrg.assignment("h1", person, person, TestOrg.REP, "last_name", "New", "company", "X");
      assertThat(org.deliver(handOff)).isInstanceOfSatisfying(Delivery.TryLater.class,
          later -> assertThat(later.problem()).isEqualTo(problem));
      assertThat(org.deliver(handOff)).isInstanceOf(Delivery.Sent.class);
      org.connector.deliveries().deliverDue("group");
      assertThat(member(org)).containsEntry("Lead__c", org.journal.people().ids(person).get(Who.LEAD));
    }
  }

  @Test
  void a_task_about_the_account_and_its_group_go_to_the_account_it_was_merged_into() {
    try (var org = org()) {
      String winner = org.standIn.create("Account", Map.of("Name", "Halden"));
      org.standIn.merge("Account", winner, TestOrg.ACCOUNT);
      assertThat(org.deliver(TestOrg.assignment("h1", CON, CON, TestOrg.REP, "account", TestOrg.ACCOUNT)))
          .isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.records("Task")).singleElement().satisfies(task -> assertThat(task).containsEntry("WhatId", winner));
    }
  }

  @Test
  void a_group_of_a_deleted_account_waits_and_a_task_about_it_names_its_person_alone() {
    try (var org = org()) {
      String elsewhere = org.standIn.create("Account", Map.of("Name", "Elsewhere"));
      org.standIn.update("Contact", TestOrg.CONTACT, Map.of("AccountId", elsewhere));
      org.standIn.delete("Account", TestOrg.ACCOUNT);
      assertThat(org.deliver(TestOrg.assignment("h1", CON, CON, TestOrg.REP, "account", TestOrg.ACCOUNT)))
          .isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.records("Task")).singleElement().satisfies(task -> assertThat(task)
          .containsEntry("WhoId", TestOrg.CONTACT).doesNotContainKey("WhatId"));
      assertThat(org.deliver(group(CON))).isInstanceOfSatisfying(Delivery.Held.class,
          held -> assertThat(held.reason()).contains("account"));
    }
  }
}
