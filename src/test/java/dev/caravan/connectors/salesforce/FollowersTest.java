package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.journal.Arrival;
import dev.caravan.journal.FactJson;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import dev.caravan.outbox.Outbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was decided later about a person or a hand-off is written after what was decided first, never before it. */
class FollowersTest {
  private static final String LEA = "lea@halden.example";
  private static final String NEW = "new@halden.example";
  private static final String LOCKED = "unable to obtain exclusive access to this record";
  private static final Because WHY = Because.of("100 points", "mql", "config/scoring.yaml:1", "1", "");

  @TempDir Path folder;

  private TestOrg org() {
    var org = new TestOrg(folder, TestOrg.inhabitants());
    org.knows(LEA, TestOrg.LEAD, "");
    return org;
  }

  private static Decision.HandOff task(String id, String person, String text) {
    return new Decision.HandOff(id, person, 1, WHY, "person", person, person, "", "customer-care", "mql", "Call them", List.of(),
        text, Map.of("company", "Halden"));
  }

  private static Decision assignment(String handOff, String person) {
    return new Decision.Assignment("assign/" + handOff, person, 1, WHY, task(handOff, person, "Why: 100 points"), TestOrg.REP,
        "owner", "Ada Lind", Moment.NONE);
  }

  private static Decision joined(String handOff, String person) {
    return new Decision.Notice("joined/" + handOff, person, 2, WHY, task(handOff, person, ""), "joined", "group-1",
        TestOrg.OTHER_REP, "Ben Moss", Moment.NONE);
  }

  private static Decision reminder(String handOff, String person) {
    return new Decision.Notice("reminder/" + handOff, person, 2, WHY, task(handOff + "/reminder", person, "Nobody acted"),
        "reminder", handOff, TestOrg.REP, "Ada Lind", Moment.NONE);
  }

  private static int deliver(TestOrg org, String what) {
    int all = 0;
    for (int taken = org.connector.deliveries().deliverDue(what); taken > 0; taken = org.connector.deliveries().deliverDue(what)) {
      all += taken;
    }
    return all;
  }

  private static Item joinedItem() {
    return TestOrg.item("joined/h1", Decision.Kind.ASSIGNMENT, LEA, Map.of("what", "joined", "about", "group-1", "hand_off", "h1",
        "person", LEA, "email", LEA, "owner", TestOrg.OTHER_REP, "of", "person", "action", "Part of the group's", "text", ""));
  }

  @Test
  void a_passing_row_lock_empties_no_task() {
    try (var org = org()) {
      Item first = TestOrg.assignment("h1", LEA, LEA, TestOrg.REP);
      org.standIn.refuse("Task", row -> true, 1, "UNABLE_TO_LOCK_ROW", LOCKED);
      Map<String, Delivery> results = org.deliver(List.of(first, joinedItem()));
      assertThat(results.get(first.id())).isInstanceOf(Delivery.TryLater.class);
      assertThat(results.get(joinedItem().id())).isEqualTo(new Delivery.Behind(first.id()));
      assertThat(org.standIn.records("Task")).as("written by what was decided later").isEmpty();

      org.deliver(List.of(first, joinedItem()));
      assertThat(org.standIn.records("Task")).singleElement().satisfies(task -> assertThat(task)
          .containsEntry("Description", "Why: 100 points").containsEntry("Subject", "Part of the group's")
          .containsEntry("OwnerId", TestOrg.OTHER_REP));
    }
  }

  @Test
  void a_hand_off_that_names_nobody_is_a_task_about_the_account() {
    try (var org = org()) {
      Item renewal = TestOrg.item("renewal", Decision.Kind.ASSIGNMENT, TestOrg.ACCOUNT + "|care", Map.of("hand_off", "renewal-1",
          "person", "", "email", "", "owner", TestOrg.REP, "of", "account", "account", TestOrg.ACCOUNT, "trigger", "renewal",
          "action", "Talk about the renewal of the contract", "text", "It ends soon.", "respond_by", ""));
      assertThat(org.deliver(renewal)).isInstanceOf(Delivery.Sent.class);
      assertThat(org.deliver(renewal)).as("a second time").isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.records("Task")).singleElement().satisfies(task -> assertThat(task)
          .containsEntry("WhatId", TestOrg.ACCOUNT).containsEntry("OwnerId", TestOrg.REP));
      assertThat(org.standIn.records("Lead")).as("no lead is made").hasSize(1);
    }
  }

  @Test
  void a_task_somebody_deleted_is_not_made_again_empty() {
    try (var org = org()) {
      assertThat(org.deliver(joinedItem())).isEqualTo(new Delivery.Unchanged(""));
      assertThat(org.standIn.records("Task")).isEmpty();
    }
  }

  @Test
  void through_the_outbox_a_locked_hand_off_is_written_once_with_all_that_follows_in_its_order() {
    try (var org = org()) {
      org.put(assignment("h1", LEA), reminder("h1", LEA), joined("h1", LEA));
      org.standIn.refuse("Task", row -> true, 1, "UNABLE_TO_LOCK_ROW", LOCKED);
      assertThat(deliver(org, "hand-off")).isEqualTo(3);
      assertThat(org.standIn.records("Task")).isEmpty();
      org.turn(Duration.ofMinutes(11));
      assertThat(deliver(org, "hand-off")).isEqualTo(3);
      assertThat(org.outbox.counts("salesforce")).isEqualTo(new Outbox.Counts(0, 0, 3, 0, 0, 0));
      assertThat(org.standIn.records("Task")).extracting(task -> task.get("Caravan_Key__c") + ": " + task.get("Description"))
          .containsExactlyInAnyOrder("h1: Why: 100 points", "h1/reminder: Nobody acted");
    }
  }

  @Test
  void an_owner_who_cannot_be_given_keeps_the_tasks_of_the_person_back() {
    try (var org = org()) {
      org.put(assignment("h1", LEA), assignment("h2", LEA));
      org.standIn.refuse("Lead", row -> true, 1, "UNABLE_TO_LOCK_ROW", LOCKED);
      deliver(org, "hand-off");
      assertThat(org.standIn.records("Task")).isEmpty();
      org.turn(Duration.ofMinutes(11));
      deliver(org, "hand-off");
      assertThat(org.standIn.records("Task")).extracting(task -> task.get("Caravan_Key__c")).containsExactlyInAnyOrder("h1", "h2");
    }
  }

  @Test
  void a_hand_off_that_is_refused_keeps_back_what_is_about_it_and_no_other() {
    try (var org = org()) {
      org.put(assignment("h1", LEA), reminder("h1", LEA), assignment("h2", LEA));
      org.standIn.refuse("Task", row -> "h1".equals(row.get("Caravan_Key__c")), 1, "FIELD_CUSTOM_VALIDATION_EXCEPTION", "no h1");
      deliver(org, "hand-off");
      assertThat(org.standIn.records("Task")).extracting(task -> task.get("Caravan_Key__c")).containsExactly("h2");
      assertThat(org.outbox.parked(10)).singleElement().satisfies(parked -> {
        assertThat(parked.reason()).isEqualTo("FIELD_CUSTOM_VALIDATION_EXCEPTION: no h1");
        assertThat(parked.waiting()).isEqualTo(1);
      });
      org.outbox.requeue(org.outbox.parked(10).get(0).ids(), "ada", "the rule is gone");
      deliver(org, "hand-off");
      assertThat(org.standIn.records("Task")).extracting(task -> task.get("Caravan_Key__c"))
          .containsExactlyInAnyOrder("h1", "h1/reminder", "h2");
    }
  }

  @Test
  void who_lacks_a_last_name_is_refused_once_and_goes_when_the_person_is_complete() throws Exception {
    try (var org = org()) {
      org.put(assignment("h1", NEW), reminder("h1", NEW), assignment("h2", NEW), reminder("h2", NEW));
      assertThat(deliver(org, "hand-off")).isEqualTo(4);
      long calls = org.connector.usage().made();
      assertThat(deliver(org, "hand-off")).isZero();
      assertThat(org.connector.usage().made()).isEqualTo(calls);
      assertThat(org.outbox.counts("salesforce")).isEqualTo(new Outbox.Counts(3, 0, 0, 0, 0, 1));
      assertThat(org.outbox.parked(10)).singleElement().satisfies(parked -> {
        assertThat(parked.subject()).isEqualTo(NEW);
        assertThat(parked.reason()).startsWith("LastName missing:");
        assertThat(parked.remedy()).contains("complete the person in Eloqua");
        assertThat(parked.waiting()).isEqualTo(3);
      });

      org.put(reminder("h3", NEW));
      assertThat(deliver(org, "hand-off")).as("what comes later waits too").isZero();

      completed(org);
      org.outbox.requeue(org.outbox.parked(10).get(0).ids(), "ada", "completed");
      assertThat(deliver(org, "hand-off")).isEqualTo(5);
      assertThat(org.standIn.records("Task")).hasSize(5);
      assertThat(org.standIn.records("Lead")).filteredOn(lead -> NEW.equals(lead.get("Email"))).singleElement()
          .satisfies(lead -> assertThat(lead).containsEntry("LastName", "Novak").containsEntry("Company", "Halden"));
    }
  }

  private static void completed(TestOrg org) throws Exception {
    org.journal.keep(new Arrival("eloqua/contact", List.of(FactJson.read("{\"specversion\":\"1.0\",\"id\":\"contact-9@1\","
        + "\"source\":\"eloqua\",\"type\":\"person\",\"subject\":\"" + NEW + "\",\"time\":\"2026-03-31T08:00:00Z\",\"data\":"
        + "{\"ids\":{\"eloqua\":\"9\"},\"first_name\":\"Nora\",\"last_name\":\"Novak\"}}")), List.of(), "", true));
    org.settleStamps();
  }

  @Test
  void who_cannot_leave_one_programme_does_not_enter_the_next() {
    try (var org = org()) {
      String after = TestOrg.programme(LEA, LEA, "raise-interest", true).id();
      org.deliver(TestOrg.programme(LEA, LEA, "keep-warm", true));
      Item leaves = TestOrg.item("leaves", Decision.Kind.LEAVE, LEA, Map.of("email", LEA, "programme", "keep-warm", "in", false));
      Item enters = TestOrg.programme(LEA, LEA, "raise-interest", true);
      org.standIn.refuse("CampaignMember", row -> true, 1, "UNABLE_TO_LOCK_ROW", LOCKED);
      Map<String, Delivery> results = org.deliver(List.of(enters, leaves));
      assertThat(results.get(leaves.id())).isInstanceOf(Delivery.TryLater.class);
      assertThat(results.get(after)).isEqualTo(new Delivery.Behind(leaves.id()));
      assertThat(org.standIn.records("CampaignMember")).extracting(member -> member.get("Status")).containsExactly("Enrolled");
      org.deliver(List.of(enters, leaves));
      assertThat(org.standIn.records("CampaignMember")).extracting(member -> member.get("Status"))
          .containsExactlyInAnyOrder("Left", "Enrolled");
    }
  }

  @Test
  void an_older_state_of_a_group_is_not_written_off_while_the_newer_one_is_put_off() {
    try (var org = org()) {
      Item older = group("older", "emerging");
      Item newer = group("newer", "hot");
      org.standIn.refuse("Buying_Group__c", row -> true, 1, "UNABLE_TO_LOCK_ROW", LOCKED);
      assertThat(org.deliver(List.of(older, newer)).get(older.id())).isEqualTo(new Delivery.Behind(newer.id()));
      assertThat(org.deliver(List.of(older, newer)).get(older.id())).isInstanceOf(Delivery.Unchanged.class);
      assertThat(org.standIn.records("Buying_Group__c")).singleElement().satisfies(record ->
          assertThat(record).containsEntry("Level__c", "hot"));
    }
  }

  private static Item group(String id, String level) {
    return TestOrg.item(id, Decision.Kind.GROUP, TestOrg.ACCOUNT + "|customer-care", Map.of("account", TestOrg.ACCOUNT, "solution",
        "customer-care", "level", level, "members", List.of(), "summary", "Two people"));
  }
}
