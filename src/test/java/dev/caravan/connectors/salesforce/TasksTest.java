package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.journal.Arrival;
import dev.caravan.model.AlertAnswer;
import dev.caravan.model.Fact;
import dev.caravan.outbox.Delivery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reps do in Salesforce that reaches a person: calls, e-mails, tasks, of their own or made by Caravan. */
class TasksTest {
  private static final String LEA = "lea@halden.example";

  @TempDir Path folder;
  private TestOrg org;

  @BeforeEach
  void an_org() {
    org = new TestOrg(folder, TestOrg.inhabitants());
    org.knows(LEA, TestOrg.LEAD, "");
  }

  @AfterEach
  void end() {
    org.close();
  }

  private String task(String kind, String status, String who) {
    return org.standIn.create("Task", Map.of("Subject", "Lea", "TaskSubtype", kind, "Status", status, "WhoId", who, "OwnerId",
        TestOrg.REP));
  }

  private List<Fact.Touch> touches() {
    return org.facts("touch").stream().map(Fact.Touch.class::cast).toList();
  }

  private void laterIsRead() {
    org.turn(Duration.ofMinutes(5));
    org.poll();
  }

  @Test
  void a_logged_call_is_a_touch_of_its_lead_by_its_owner() {
    String call = task("Call", "Completed", TestOrg.LEAD);
    laterIsRead();
    assertThat(touches()).singleElement().satisfies(touch -> {
      assertThat(touch.head().id()).isEqualTo("call-" + call);
      assertThat(touch.head().subject()).isEqualTo("salesforce:" + TestOrg.LEAD);
      assertThat(touch.head().time()).isEqualTo(Instant.parse("2026-04-01T09:00:00Z").toEpochMilli());
      assertThat(touch.channel()).isEqualTo("call");
      assertThat(touch.by()).isEqualTo(TestOrg.REP);
    });
  }

  @Test
  void a_sent_mail_is_one_by_mail() {
    String mail = task("Email", "Completed", TestOrg.CONTACT);
    String list = task("ListEmail", "Completed", TestOrg.CONTACT);
    laterIsRead();
    assertThat(touches()).extracting(touch -> touch.head().id(), Fact.Touch::channel)
        .containsExactlyInAnyOrder(tuple("email-" + mail, "email"), tuple("email-" + list, "email"));
  }

  @Test
  void a_task_is_one_when_it_is_made_and_its_call_one_when_it_is_done_however_often_it_is_edited() {
    String task = task("Task", "Not Started", TestOrg.LEAD);
    laterIsRead();
    org.standIn.update("Task", task, Map.of("Priority", "High"));
    laterIsRead();
    assertThat(touches()).extracting(touch -> touch.head().id(), Fact.Touch::channel)
        .containsExactly(tuple("task-" + task, "task"));
    org.standIn.update("Task", task, Map.of("Status", "Completed"));
    laterIsRead();
    org.standIn.update("Task", task, Map.of("Priority", "Low"));
    laterIsRead();
    assertThat(touches()).extracting(touch -> touch.head().id(), Fact.Touch::channel, touch -> touch.head().time())
        .containsExactlyInAnyOrder(
            tuple("task-" + task, "task", Instant.parse("2026-04-01T09:00:00Z").toEpochMilli()),
            tuple("call-" + task, "call", Instant.parse("2026-04-01T09:10:00Z").toEpochMilli()));
  }

  @Test
  void what_caravan_asks_for_is_no_news_until_the_rep_ticks_it_off() {
    assertThat(org.deliver(TestOrg.assignment("hand-off/" + LEA + "/1", LEA, LEA, TestOrg.REP))).isInstanceOf(Delivery.Sent.class);
    laterIsRead();
    assertThat(touches()).isEmpty();
    String task = org.standIn.records("Task").get(0).get("Id").toString();
    org.standIn.update("Task", task, Map.of("Status", "In Progress"));
    laterIsRead();
    assertThat(touches()).isEmpty();
    org.standIn.update("Task", task, Map.of("Status", "Completed"));
    laterIsRead();
    assertThat(touches()).singleElement().satisfies(touch -> {
      assertThat(touch.head().id()).isEqualTo("call-" + task);
      assertThat(touch.channel()).isEqualTo("call");
      assertThat(touch.by()).isEqualTo(TestOrg.REP);
    });
  }

  @Test
  void a_reminder_ticked_off_is_an_answer_and_no_second_call_and_an_escalation_is_neither() {
    String of = "hand-off/" + LEA + "/1";
    org.deliver(TestOrg.notice("reminder", of + "/reminder", of, LEA, TestOrg.REP));
    org.deliver(TestOrg.notice("escalation", of + "/escalation", of, LEA, TestOrg.OTHER_REP));
    for (Map<String, Object> task : org.standIn.records("Task")) {
      org.standIn.update("Task", task.get("Id").toString(), Map.of("Status", "Completed"));
    }
    laterIsRead();
    assertThat(touches()).singleElement().satisfies(touch -> {
      assertThat(touch.channel()).isEqualTo("task");
      assertThat(touch.by()).isEqualTo(TestOrg.REP);
    });
  }

  @Test
  void what_is_about_nobody_or_long_past_is_not_read() {
    org.standIn.create("Task", Map.of("Subject", "Buy cake", "Status", "Completed"));
    task("Call", "Completed", TestOrg.LEAD);
    org.turn(Duration.ofDays(40));
    assertThat(org.poll()).filteredOn(arrival -> arrival.stream().equals("salesforce/task")).singleElement()
        .satisfies(arrival -> {
          assertThat(arrival.facts()).isEmpty();
          assertThat(arrival.setAside()).isEmpty();
        });
  }

  @Test
  void a_task_about_what_is_no_person_is_set_aside() throws Exception {
    var row = new ObjectMapper().readTree("{\"Id\":\"00T000000000001EAA\",\"SystemModstamp\":\"2026-04-01T09:00:00.000+0000\","
        + "\"WhoId\":\"001000000000001AAA\",\"IsClosed\":true,\"TaskSubtype\":\"Call\"}");
    Arrival arrival = org.connector.facts().arrival(Stream.TASK, List.of(row), "", true);
    assertThat(arrival.facts()).isEmpty();
    assertThat(arrival.setAside()).singleElement()
        .satisfies(aside -> assertThat(aside.reason()).contains("neither a lead nor a contact"));
  }

  @Test
  void a_mapping_that_says_nothing_of_tasks_reads_none() throws Exception {
    String text = Files.readString(TestOrg.MAPPING);
    int from = text.indexOf("  task:\n    person");
    Path without = Files.writeString(folder.resolve("mapping.yaml"),
        text.substring(0, from) + text.substring(text.indexOf("# Who and what takes part")));
    var facts = new SalesforceFacts(SalesforceMapping.read(without, "mapping.yaml"), "salesforce");
    assertThat(facts.streams()).doesNotContain(Stream.TASK).contains(Stream.MEMBER);
  }

  @Test
  void a_contact_is_given_back_on_the_task_with_a_reason_once_however_often_the_task_changes() {
    String own = org.standIn.create("Task", Map.of("Subject", "Call", "Status", "Not Started", "WhoId", TestOrg.CONTACT, "OwnerId",
        TestOrg.REP, "Caravan_Key__c", "hand-off/con/1"));
    laterIsRead();
    assertThat(org.facts("lead-status")).isEmpty();
    org.standIn.update("Task", own, Map.of("Caravan_Answer__c", "Given back", "Caravan_Turnback_Reason__c", "No budget"));
    laterIsRead();
    org.standIn.update("Task", own, Map.of("Subject", "Call again"));
    laterIsRead();
    assertThat(org.facts("lead-status")).map(Fact.LeadStatus.class::cast).singleElement().satisfies(said -> {
      assertThat(said.head().subject()).isEqualTo("salesforce:" + TestOrg.CONTACT);
      assertThat(said.status()).isEqualTo("rejected");
      assertThat(said.reason()).isEqualTo("no-budget");
    });
  }

  @Test
  void a_hand_off_is_accepted_on_the_task_and_may_be_given_back_later() {
    String own = org.standIn.create("Task", Map.of("Subject", "Call", "Status", "Not Started", "WhoId", TestOrg.LEAD, "OwnerId",
        TestOrg.REP, "Caravan_Key__c", "hand-off/lea/1", "Caravan_Answer__c", "Accepted"));
    laterIsRead();
    org.standIn.update("Task", own, Map.of("Caravan_Turnback_Reason__c", "Not ready"));
    laterIsRead();
    assertThat(org.facts("lead-status")).map(Fact.LeadStatus.class::cast).extracting(Fact.LeadStatus::status, Fact.LeadStatus::reason)
        .containsExactly(tuple("accepted", ""), tuple("rejected", "not-ready"));
  }

  @Test
  void an_alert_is_a_task_at_its_account_and_ticked_off_it_is_no_touch() {
    org.deliver(TestOrg.notice("alert", "alert/g/1", "alert/g/1", "", TestOrg.REP, "of", "account", "account", TestOrg.ACCOUNT,
        "action", "Halden Health: its buying group is hot"));
    assertThat(org.standIn.records("Task")).singleElement().satisfies(task -> {
      assertThat(task).containsEntry("WhatId", TestOrg.ACCOUNT).containsEntry("OwnerId", TestOrg.REP).containsEntry("Priority", "Normal")
          .containsEntry("Subject", "Halden Health: its buying group is hot");
      assertThat(task.get("WhoId")).isNull();
      org.standIn.update("Task", task.get("Id").toString(), Map.of("Status", "Completed"));
    });
    laterIsRead();
    assertThat(touches()).isEmpty();
  }

  private List<AlertAnswer> alertAnswers() {
    return org.facts("alert-answer").stream().map(AlertAnswer.class::cast).toList();
  }

  @Test
  void what_a_rep_makes_of_an_alert_is_read_and_is_no_touch() {
    String one = alert("alert/001A|payments/1");
    String two = alert("alert/001A|payments/2");
    String three = alert("digest/" + TestOrg.REP + "/1772000000000");
    alert("alert/001A|payments/3");
    laterIsRead();
    assertThat(alertAnswers()).isEmpty();
    org.standIn.update("Task", one, Map.of("Caravan_Answer__c", "Snooze", "Caravan_Snooze_Until__c", "2026-05-01"));
    org.standIn.update("Task", two, Map.of("Caravan_Answer__c", "Not useful", "Status", "Completed"));
    org.standIn.update("Task", three, Map.of("Status", "Completed"));
    laterIsRead();
    assertThat(alertAnswers()).extracting(answer -> answer.head().subject(), AlertAnswer::answer, AlertAnswer::until)
        .containsExactlyInAnyOrder(tuple("alert/001A|payments/1", "snooze", "2026-05-01"), tuple("alert/001A|payments/2", "not-useful", ""),
            tuple("digest/" + TestOrg.REP + "/1772000000000", "acted", ""));
    assertThat(touches()).isEmpty();
    assertThat(org.facts("lead-status")).isEmpty();
  }

  private String alert(String key) {
    return org.standIn.create("Task", Map.of("Subject", "A group rose", "Caravan_Key__c", key, "Status", "Not Started", "OwnerId", TestOrg.REP));
  }
}
