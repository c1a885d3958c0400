package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Decision;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import dev.caravan.outbox.Problem;
import dev.caravan.sandbox.http.Fault;
import dev.caravan.sandbox.http.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalesforceDeliveriesTest {
  private static final String LEA = "lea@halden.example";
  private static final String CON = "con@halden.example";

  @TempDir Path folder;

  private TestOrg org(String... more) {
    var facts = new java.util.ArrayList<>(TestOrg.inhabitants());
    facts.addAll(List.of(more));
    var org = new TestOrg(folder, facts);
    org.knows(LEA, TestOrg.LEAD, "");
    org.knows(CON, "", TestOrg.CONTACT);
    return org;
  }

  private static TestOrg many(Path folder, int leads) {
    var org = new TestOrg(folder, IntStream.range(0, leads).mapToObj(TestOrg::lead).toList());
    for (int i = 0; i < leads; i++) {
      org.knows("lead" + i + "@many.example", "00Q%012dEAA".formatted(i), "");
    }
    return org;
  }

  private static List<Item> scores(int n) {
    return IntStream.range(0, n).mapToObj(i -> TestOrg.score("lead" + i + "@many.example", "lead" + i + "@many.example"))
        .toList();
  }

  private static Map<String, Object> record(TestOrg org, String type, String id) {
    Map<String, Object> record = org.standIn.record(type, id);
    assertThat(record).as(type + " " + id).isNotNull();
    return record;
  }

  @Test
  void a_score_goes_to_the_lead_and_to_the_contact_of_a_person() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.knows(LEA, TestOrg.LEAD, TestOrg.CONTACT);
      assertThat(org.deliver(TestOrg.score(LEA, LEA))).isInstanceOf(Delivery.Sent.class);
      assertThat(record(org, "Lead", TestOrg.LEAD)).containsEntry("Caravan_Fit__c", 78.0)
          .containsEntry("Caravan_Rating__c", "B");
      assertThat(record(org, "Contact", TestOrg.CONTACT)).containsEntry("Caravan_Interest__c", 83.4);
      assertThat(org.connector.usage().made()).isEqualTo(TestOrg.DESCRIBES + 1);
    }
  }

  @Test
  void an_empty_value_empties_the_field() {
    try (var org = org()) {
      org.deliver(TestOrg.score(LEA, LEA, "programme", "keep-warm"));
      assertThat(record(org, "Lead", TestOrg.LEAD)).containsEntry("Caravan_Programme__c", "keep-warm");
      org.deliver(TestOrg.score(LEA, LEA, "programme", ""));
      assertThat(record(org, "Lead", TestOrg.LEAD)).doesNotContainKey("Caravan_Programme__c");
    }
  }

  @Test
  void nobody_gets_a_lead_for_a_score_alone() {
    try (var org = org()) {
      assertThat(org.deliver(TestOrg.score("new@x.example", "new@x.example")))
          .isEqualTo(new Delivery.Held("no record in Salesforce"));
      assertThat(org.connector.usage().made()).isZero();
    }
  }

  @Test
  void one_bad_record_of_200_is_refused_in_salesforces_words_and_199_are_sent() {
    try (var org = many(folder, 200)) {
      var items = new ArrayList<>(scores(199));
      items.add(TestOrg.score("lead199@many.example", "", "reason", "wrong"));
      org.standIn.refuse("Lead", lead -> "wrong".equals(lead.get("Caravan_Reason__c")), 1, "FIELD_CUSTOM_VALIDATION_EXCEPTION",
          "not so");
      Map<String, Delivery> results = org.deliver(items);
      assertThat(results.values()).filteredOn(Delivery.Sent.class::isInstance).hasSize(199);
      assertThat(results.values()).filteredOn(Delivery.Refused.class::isInstance).singleElement().satisfies(result -> {
        assertThat(((Delivery.Refused) result).problem()).isEqualTo(Problem.DATA);
        assertThat(((Delivery.Refused) result).why()).contains("FIELD_CUSTOM_VALIDATION_EXCEPTION", "not so");
        assertThat(((Delivery.Refused) result).retries()).isZero();
      });
      assertThat(org.connector.usage().made()).isEqualTo(TestOrg.DESCRIBES + 1);
    }
  }

  @Test
  void one_problem_of_more_than_half_a_batch_is_the_set_ups_and_parks_nothing() {
    try (var org = many(folder, 30)) {
      var items = new ArrayList<Item>();
      for (int i = 0; i < 30; i++) {
        items.add(TestOrg.score("lead" + i + "@many.example", "", "reason", i < 20 ? "wrong" : "fine"));
      }
      org.standIn.refuse("Lead", lead -> "wrong".equals(lead.get("Caravan_Reason__c")), 20, "FIELD_CUSTOM_VALIDATION_EXCEPTION",
          "not so");
      Map<String, Delivery> results = org.deliver(items);
      assertThat(results.values()).filteredOn(Delivery.Sent.class::isInstance).hasSize(10);
      assertThat(results.values()).filteredOn(Delivery.TryLater.class::isInstance).hasSize(20).allSatisfy(result ->
          assertThat(((Delivery.TryLater) result).problem()).isEqualTo(Problem.CONFIG));
    }
  }

  @Test
  void one_problem_of_half_a_batch_is_the_records_and_parks_them() {
    try (var org = many(folder, 30)) {
      var items = new ArrayList<Item>();
      for (int i = 0; i < 30; i++) {
        items.add(TestOrg.score("lead" + i + "@many.example", "", "reason", i < 15 ? "wrong" : "fine"));
      }
      org.standIn.refuse("Lead", lead -> "wrong".equals(lead.get("Caravan_Reason__c")), 15, "FIELD_CUSTOM_VALIDATION_EXCEPTION",
          "not so");
      Map<String, Delivery> results = org.deliver(items);
      assertThat(results.values()).filteredOn(Delivery.Sent.class::isInstance).hasSize(15);
      assertThat(results.values()).filteredOn(Delivery.Refused.class::isInstance).hasSize(15);
    }
  }

  @Test
  void a_locked_row_is_tried_later_and_the_others_are_sent() {
    try (var org = org()) {
      String locked = "[{\"success\":false,\"errors\":[{\"statusCode\":\"UNABLE_TO_LOCK_ROW\",\"message\":\"unable to obtain"
          + " exclusive access to this record\",\"fields\":[]}]},{\"id\":\"" + TestOrg.CONTACT + "\",\"success\":true,\"errors\":[]}]";
      org.trouble(request -> SalesforceWrite.to(request, "/composite/sobjects"), 1,
          new Fault.Effect.InsteadBy(request -> SalesforceWrite.answer(request, 200, locked)));
      Map<String, Delivery> results = org.deliver(List.of(TestOrg.score(LEA, LEA), TestOrg.score(CON, CON)));
      assertThat(results.get("salesforce:score-" + LEA)).isInstanceOfSatisfying(Delivery.TryLater.class, later ->
          assertThat(later.problem()).isEqualTo(Problem.REMOTE));
      assertThat(results.get("salesforce:score-" + CON)).isEqualTo(new Delivery.Sent(TestOrg.CONTACT));
      assertThat(org.deliver(TestOrg.score(LEA, LEA))).isEqualTo(new Delivery.Sent(TestOrg.LEAD));
    }
  }

  @Test
  void a_call_that_fails_as_a_whole_parks_nothing() {
    try (var org = org()) {
      org.trouble(request -> true, 2, new Fault.Effect.Instead(Reply.text(503, "text/html", "<html>maintenance</html>")));
      assertThat(org.deliver(TestOrg.score(LEA, LEA))).isInstanceOfSatisfying(Delivery.TryLater.class,
          later -> assertThat(later.problem()).isEqualTo(Problem.REMOTE));
      org.trouble(request -> request.path().contains("/composite"), 1, new Fault.Effect.Instead(Reply.json(403,
          "[{\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":\"TotalRequests Limit exceeded.\"}]")));
      org.deliver(TestOrg.score(LEA, LEA));
      org.trouble(request -> request.path().contains("/composite"), 1, new Fault.Effect.Instead(Reply.json(403,
          "[{\"errorCode\":\"API_DISABLED_FOR_ORG\",\"message\":\"The REST API is not enabled.\"}]")));
      assertThat(org.deliver(TestOrg.score(LEA, LEA))).isInstanceOfSatisfying(Delivery.TryLater.class,
          later -> assertThat(later.why()).isNotBlank());
    }
  }

  @Test
  void a_converted_leads_score_goes_to_its_contact() {
    var facts = new ArrayList<>(TestOrg.inhabitants());
    String converted = "00Q000000000009EAA";
    facts.add(TestOrg.fact("lead-" + converted, "person", "conv@halden.example", "{\"ids\":{\"salesforce\":\"" + converted
        + "\"},\"last_name\":\"V\",\"company\":\"H\",\"converted_to\":\"" + TestOrg.CONTACT + "\"}"));
    try (var org = new TestOrg(folder, facts)) {
      org.knows("conv@halden.example", converted, "");
      assertThat(org.deliver(TestOrg.score("conv@halden.example", ""))).isEqualTo(new Delivery.Sent(TestOrg.CONTACT));
      assertThat(record(org, "Contact", TestOrg.CONTACT)).containsEntry("Caravan_Fit__c", 78.0);
      assertThat(record(org, "Lead", converted)).doesNotContainKey("Caravan_Fit__c");
      long made = org.connector.usage().made();
      org.deliver(TestOrg.score("conv@halden.example", "", "fit", 79.0));
      assertThat(org.connector.usage().made() - made).as("the lead is not tried again").isEqualTo(1);
    }
  }

  @Test
  void a_hand_off_on_a_lead_gives_it_an_owner_and_one_task() {
    try (var org = org()) {
      assertThat(org.deliver(TestOrg.assignment("h1", LEA, LEA, TestOrg.REP))).isInstanceOf(Delivery.Sent.class);
      assertThat(record(org, "Lead", TestOrg.LEAD)).containsEntry("OwnerId", TestOrg.REP)
          .containsEntry("Caravan_Owner__c", TestOrg.REP);
      assertThat(org.standIn.records("Task")).singleElement().satisfies(task -> assertThat(task)
          .containsEntry("Caravan_Key__c", "h1").containsEntry("WhoId", TestOrg.LEAD).containsEntry("OwnerId", TestOrg.REP)
          .containsEntry("Subject", "Call about shorter queues").containsEntry("Priority", "Normal")
          .containsEntry("ActivityDate", java.time.LocalDate.parse("2026-04-01")).doesNotContainKey("WhatId"));
    }
  }

  @Test
  void a_hand_off_on_a_contact_is_a_task_and_never_an_owner() {
    try (var org = org()) {
      org.deliver(TestOrg.assignment("h1", CON, CON, TestOrg.OTHER_REP, "account", TestOrg.ACCOUNT));
      assertThat(record(org, "Contact", TestOrg.CONTACT)).containsEntry("OwnerId", TestOrg.REP);
      assertThat(org.standIn.records("Task")).singleElement().satisfies(task -> assertThat(task)
          .containsEntry("WhoId", TestOrg.CONTACT).containsEntry("WhatId", TestOrg.ACCOUNT)
          .containsEntry("OwnerId", TestOrg.OTHER_REP));
    }
  }

  @Test
  void a_lost_reply_and_a_retry_make_one_lead_and_one_task() {
    try (var org = org()) {
      Item item = TestOrg.assignment("h1", "new@x.example", "new@x.example", TestOrg.REP, "last_name", "New", "company", "X");
      org.trouble(request -> SalesforceWrite.to(request, "/composite/sobjects/Lead/"), 1, new Fault.Effect.DropAfter());
      assertThat(org.deliver(item)).isInstanceOf(Delivery.TryLater.class);
      org.trouble(request -> SalesforceWrite.to(request, "/composite/sobjects/Task/"), 1, new Fault.Effect.DropAfter());
      assertThat(org.deliver(item)).isInstanceOf(Delivery.TryLater.class);
      assertThat(org.deliver(item)).isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.records("Task")).hasSize(1);
      assertThat(org.standIn.records("Lead")).filteredOn(lead -> "new@x.example".equals(lead.get("Email"))).hasSize(1)
          .first().satisfies(lead -> assertThat(lead).containsEntry("OwnerId", TestOrg.REP).containsEntry("LastName", "New"));
      assertThat(org.journal.people().ids("new@x.example")).containsKey("salesforce.lead");
    }
  }

  @Test
  void a_task_a_rep_ticked_off_stays_ticked_off_when_the_hand_off_comes_again() {
    try (var org = org()) {
      Item item = TestOrg.assignment("h1", LEA, LEA, TestOrg.REP);
      org.deliver(item);
      String task = org.standIn.records("Task").get(0).get("Id").toString();
      org.standIn.update("Task", task, Map.of("Status", "Completed"));
      assertThat(org.deliver(item)).isEqualTo(new Delivery.Sent(task));
      assertThat(record(org, "Task", task)).containsEntry("Status", "Completed");
    }
  }

  @Test
  void an_owner_a_rep_chose_stays_and_gets_the_task() {
    try (var org = org()) {
      org.deliver(TestOrg.assignment("h1", LEA, LEA, TestOrg.REP));
      org.standIn.update("Lead", TestOrg.LEAD, Map.of("OwnerId", TestOrg.OTHER_REP));
      org.deliver(TestOrg.assignment("h2", LEA, LEA, TestOrg.REP));
      assertThat(record(org, "Lead", TestOrg.LEAD)).containsEntry("OwnerId", TestOrg.OTHER_REP);
      assertThat(org.standIn.records("Task")).filteredOn(task -> task.get("Caravan_Key__c").equals("h2")).singleElement()
          .satisfies(task -> assertThat(task).containsEntry("OwnerId", TestOrg.OTHER_REP));
    }
  }

  @Test
  void an_owner_caravan_never_set_stays_and_the_task_goes_where_it_was_decided() {
    try (var org = org()) {
      org.standIn.update("Lead", TestOrg.LEAD, Map.of("OwnerId", TestOrg.OTHER_REP));
      org.deliver(TestOrg.assignment("h1", LEA, LEA, TestOrg.REP));
      assertThat(record(org, "Lead", TestOrg.LEAD)).containsEntry("OwnerId", TestOrg.OTHER_REP);
      assertThat(org.standIn.records("Task").get(0)).containsEntry("OwnerId", TestOrg.REP);
    }
  }

  @Test
  void caravan_may_move_an_owner_it_set_and_the_task_moves_along() {
    try (var org = org()) {
      org.deliver(TestOrg.assignment("h1", LEA, LEA, TestOrg.REP));
      org.deliver(TestOrg.notice("reassignment", "h1", "h1", LEA, TestOrg.OTHER_REP));
      assertThat(record(org, "Lead", TestOrg.LEAD)).containsEntry("OwnerId", TestOrg.OTHER_REP);
      assertThat(org.standIn.records("Task")).singleElement().satisfies(task ->
          assertThat(task).containsEntry("OwnerId", TestOrg.OTHER_REP));
    }
  }

  @Test
  void a_task_that_became_part_of_a_groups_says_so_and_goes_to_whom_the_group_went_to() {
    try (var org = org()) {
      Item joined = TestOrg.assignment("h1", LEA, LEA, TestOrg.OTHER_REP, "what", "joined", "action", "Part of the group's");
      org.deliver(TestOrg.assignment("h1", LEA, LEA, TestOrg.REP));
      assertThat(org.deliver(joined)).isInstanceOf(Delivery.Sent.class);
      assertThat(org.deliver(joined)).isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.records("Task")).singleElement().satisfies(task -> assertThat(task)
          .containsEntry("OwnerId", TestOrg.OTHER_REP).containsEntry("Subject", "Part of the group's"));
      assertThat(record(org, "Lead", TestOrg.LEAD)).as("the group's own task names who has the lead")
          .containsEntry("OwnerId", TestOrg.REP);
    }
  }

  @Test
  void a_task_that_was_ticked_off_stays_when_its_hand_off_joins_a_group() {
    try (var org = org()) {
      org.deliver(TestOrg.assignment("h1", LEA, LEA, TestOrg.REP));
      org.standIn.update("Task", org.standIn.records("Task").get(0).get("Id").toString(),
          Map.of("Status", "Completed", "IsClosed", true));
      org.deliver(TestOrg.assignment("h1", LEA, LEA, TestOrg.OTHER_REP, "what", "joined", "action", "Part of the group's"));
      assertThat(org.standIn.records("Task")).singleElement().satisfies(task -> assertThat(task)
          .containsEntry("OwnerId", TestOrg.REP).containsEntry("Subject", "Call about shorter queues"));
    }
  }

  @Test
  void the_orgs_assignment_rule_does_not_take_the_owner_away() {
    try (var org = org()) {
      org.standIn.leadAssignmentRule(true);
      org.deliver(TestOrg.assignment("h1", LEA, LEA, TestOrg.REP));
      org.deliver(TestOrg.score(LEA, LEA));
      assertThat(record(org, "Lead", TestOrg.LEAD)).containsEntry("OwnerId", TestOrg.REP);
    }
  }

  @Test
  void an_inactive_owner_falls_to_the_queue() {
    try (var org = org()) {
      assertThat(org.deliver(TestOrg.assignment("h1", LEA, LEA, TestOrg.GONE_REP))).isInstanceOf(Delivery.Sent.class);
      String queue = org.standIn.records("Group").stream()
          .filter(group -> group.get("DeveloperName").equals("Caravan_Unrouted")).findFirst().orElseThrow().get("Id").toString();
      assertThat(record(org, "Lead", TestOrg.LEAD)).containsEntry("OwnerId", queue);
      assertThat(org.standIn.records("Task").get(0)).containsEntry("OwnerId", org.standIn.integrationUser());
    }
  }

  @Test
  void a_person_without_a_last_name_gets_no_lead_and_the_reason_is_told() {
    try (var org = org()) {
      assertThat(org.deliver(TestOrg.assignment("h1", "new@x.example", "new@x.example", TestOrg.REP, "company", "X")))
          .isInstanceOfSatisfying(Delivery.Refused.class, refused -> {
            assertThat(refused.problem()).isEqualTo(Problem.DATA);
            assertThat(refused.why()).startsWith("LastName missing");
          });
      assertThat(org.standIn.records("Task")).isEmpty();
    }
  }

  @Test
  void a_record_made_by_somebody_else_meanwhile_is_found_by_e_mail() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.deliver(TestOrg.assignment("h1", CON, CON, TestOrg.REP));
      org.deliver(TestOrg.assignment("h2", LEA, LEA, TestOrg.REP));
      assertThat(org.standIn.records("Lead")).hasSize(1);
      assertThat(org.standIn.records("Task")).extracting(task -> task.get("WhoId"))
          .containsExactlyInAnyOrder(TestOrg.CONTACT, TestOrg.LEAD);
      assertThat(org.journal.people().ids(CON)).containsEntry("salesforce.contact", TestOrg.CONTACT);
    }
  }

  @Test
  void several_records_of_one_e_mail_are_left_for_a_person_to_choose() {
    var facts = new ArrayList<>(TestOrg.inhabitants());
    facts.add(TestOrg.fact("lead-00Q000000000005EAA", "person", LEA,
        "{\"ids\":{\"salesforce\":\"00Q000000000005EAA\"},\"last_name\":\"Lund\",\"company\":\"H\"}"));
    try (var org = new TestOrg(folder, facts)) {
      assertThat(org.deliver(TestOrg.assignment("h1", LEA, LEA, TestOrg.REP)))
          .isInstanceOfSatisfying(Delivery.Refused.class, refused ->
              assertThat(refused.why()).contains("several records").contains(TestOrg.LEAD).contains("00Q000000000005EAA"));
    }
  }

  @Test
  void a_new_lead_releases_the_score_that_was_held_for_want_of_it() {
    try (var org = org()) {
      org.put(new Decision.Score("s1", "new@x.example", 1, dev.caravan.model.Because.of("", "", "", "", ""), "new@x.example",
          Map.of("fit", 70.0)));
      assertThat(org.connector.deliveries().deliverDue("score")).isEqualTo(1);
      assertThat(org.outbox.counts("salesforce").held()).isEqualTo(1);
      org.deliver(TestOrg.assignment("h1", "new@x.example", "new@x.example", TestOrg.REP, "last_name", "New", "company", "X"));
      assertThat(org.connector.deliveries().deliverDue("score")).isEqualTo(1);
      assertThat(org.connector.deliveries().deliverDue("score")).isZero();
      assertThat(org.outbox.counts("salesforce").sent()).isEqualTo(1);
      assertThat(org.standIn.records("Lead")).filteredOn(lead -> "X".equals(lead.get("Company"))).singleElement()
          .satisfies(lead -> assertThat(lead).containsEntry("Caravan_Fit__c", 70.0));
    }
  }

  @Test
  void people_enrol_leave_and_enrol_again_as_one_campaign_member() {
    try (var org = org()) {
      assertThat(org.deliver(TestOrg.programme(LEA, LEA, "keep-warm", false))).isInstanceOf(Delivery.Unchanged.class);
      assertThat(org.deliver(TestOrg.programme(LEA, LEA, "keep-warm", true))).isInstanceOf(Delivery.Sent.class);
      assertThat(org.deliver(TestOrg.programme(LEA, LEA, "keep-warm", true))).isInstanceOf(Delivery.Unchanged.class);
      assertThat(org.deliver(TestOrg.programme(LEA, LEA, "keep-warm", false))).isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.records("CampaignMember")).singleElement().satisfies(member ->
          assertThat(member).containsEntry("Status", "Left").containsEntry("LeadId", TestOrg.LEAD));
      org.deliver(TestOrg.programme(LEA, LEA, "keep-warm", true));
      assertThat(org.standIn.records("CampaignMember")).singleElement().satisfies(member ->
          assertThat(member).containsEntry("Status", "Enrolled"));
      assertThat(org.deliver(TestOrg.programme("new@x.example", "new@x.example", "keep-warm", true)))
          .isEqualTo(new Delivery.Held("no record in Salesforce"));
    }
  }

  @Test
  void who_has_responded_keeps_that_status() {
    try (var org = org()) {
      org.deliver(TestOrg.programme(CON, CON, "keep-warm", true));
      String member = org.standIn.records("CampaignMember").get(0).get("Id").toString();
      org.standIn.update("CampaignMember", member, Map.of("Status", "Responded"));
      assertThat(org.deliver(TestOrg.programme(CON, CON, "keep-warm", false))).isInstanceOf(Delivery.Unchanged.class);
      assertThat(record(org, "CampaignMember", member)).containsEntry("Status", "Responded");
    }
  }

  @Test
  void a_group_written_twice_is_one_group_with_its_members() {
    try (var org = org()) {
      Item group = TestOrg.item("group", Decision.Kind.GROUP, TestOrg.ACCOUNT + "|customer-care", Map.of("account",
          TestOrg.ACCOUNT, "solution", "customer-care", "level", "hot", "coordinated", true, "completeness", 0.5,
          "first_person", LEA, "first_at", "2026-03-31T10:00:00Z", "missing_roles", List.of("champion", "practitioner"),
          "members", List.of(member(LEA), member(CON), member("new@x.example")), "summary", "Six people, one paper"));
      Delivery first = org.deliver(group);
      assertThat(first).isInstanceOf(Delivery.Sent.class);
      String confirmed = org.standIn.records("Buying_Group_Member__c").get(0).get("Id").toString();
      org.standIn.update("Buying_Group_Member__c", confirmed, Map.of("Confirmed__c", true));
      long writes = org.standIn.writes();
      assertThat(org.deliver(group)).isEqualTo(first);
      assertThat(org.standIn.writes()).isEqualTo(writes);
      assertThat(org.standIn.records("Buying_Group__c")).singleElement().satisfies(record -> assertThat(record)
          .containsEntry("Caravan_Key__c", TestOrg.ACCOUNT + "|customer-care").containsEntry("Level__c", "hot")
          .containsEntry("Missing_Roles__c", "champion; practitioner").containsEntry("Account__c", TestOrg.ACCOUNT));
      assertThat(org.standIn.records("Buying_Group_Member__c")).hasSize(3)
          .anySatisfy(record -> assertThat(record).containsEntry("Lead__c", TestOrg.LEAD).doesNotContainKey("Contact__c"))
          .anySatisfy(record -> assertThat(record).containsEntry("Contact__c", TestOrg.CONTACT))
          .anySatisfy(record -> assertThat(record).containsEntry("Confirmed__c", true))
          .anySatisfy(record -> assertThat(record).containsEntry("Person__c", "new@x.example"));
    }
  }

  @Test
  void confirmed_members_become_contact_roles_of_the_open_opportunity_once() {
    String deal = "006000000000001AAA";
    try (var org = org(TestOrg.fact("deal-" + deal, "opportunity", deal, "{\"account\":\"" + TestOrg.ACCOUNT
        + "\",\"solution\":\"customer-care\",\"stage\":\"Discovery\",\"amount\":100,\"currency\":\"USD\"}"))) {
      var confirmed = new java.util.LinkedHashMap<>(member(CON));
      confirmed.put("confirmed", true);
      Item group = TestOrg.item("group", Decision.Kind.GROUP, TestOrg.ACCOUNT + "|customer-care", Map.of("account",
          TestOrg.ACCOUNT, "solution", "customer-care", "level", "opportunity", "opportunity", deal,
          "members", List.of(member(LEA), confirmed), "summary", "Two people"));
      assertThat(org.deliver(group)).isInstanceOf(Delivery.Sent.class);
      assertThat(org.deliver(group)).isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.records("OpportunityContactRole")).singleElement().satisfies(role -> assertThat(role)
          .containsEntry("OpportunityId", deal).containsEntry("ContactId", TestOrg.CONTACT).containsEntry("Role", "Influencer"));
    }
  }

  @Test
  void who_is_ticked_in_the_crm_becomes_a_contact_role_too_and_who_is_not_does_not() {
    String deal = "006000000000001AAA";
    try (var org = org(TestOrg.fact("deal-" + deal, "opportunity", deal, "{\"account\":\"" + TestOrg.ACCOUNT
        + "\",\"solution\":\"customer-care\",\"stage\":\"Discovery\",\"amount\":100,\"currency\":\"USD\"}"))) {
      Item group = TestOrg.item("group", Decision.Kind.GROUP, TestOrg.ACCOUNT + "|customer-care", Map.of("account",
          TestOrg.ACCOUNT, "solution", "customer-care", "level", "opportunity", "opportunity", deal,
          "members", List.of(member(LEA), member(CON)), "summary", "Two people"));
      org.deliver(group);
      assertThat(org.standIn.records("OpportunityContactRole")).isEmpty();
      for (Map<String, Object> member : org.standIn.records("Buying_Group_Member__c")) {
        org.standIn.update("Buying_Group_Member__c", member.get("Id").toString(), Map.of("Confirmed__c", true));
      }
      org.deliver(group);
      assertThat(org.standIn.records("OpportunityContactRole")).as("a lead has no contact role").singleElement()
          .satisfies(role -> assertThat(role).containsEntry("ContactId", TestOrg.CONTACT));
    }
  }

  private static Map<String, Object> member(String person) {
    return Map.of("person", person, "email", person, "role", "influencer", "title", "Manager", "first_at",
        "2026-03-31T10:00:00Z", "activities", 2L);
  }

  @Test
  void a_session_that_ends_between_two_writes_is_renewed() {
    try (var org = org()) {
      org.deliver(TestOrg.score(LEA, LEA));
      org.standIn.expireTokens();
      assertThat(org.deliver(TestOrg.score(LEA, LEA, "fit", 79.0))).isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.logins()).isEqualTo(2);
    }
  }
}
