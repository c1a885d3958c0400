package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that have nothing more to say are closed in Salesforce, and nobody takes that for something a rep did. */
class TaskClosingTest {
  private static final String LEA = "lea@halden.example";

  @TempDir Path folder;

  private TestOrg org() {
    return new TestOrg(folder, TestOrg.inhabitants());
  }

  private static Item closing(String what) {
    return TestOrg.notice(what, "h1", "h1", LEA, TestOrg.REP, "text", "Nobody acted on it in time.");
  }

  private TestOrg handedOverAndReminded(TestOrg org) {
    org.poll();
    org.knows(LEA, TestOrg.LEAD, "");
    org.deliver(TestOrg.assignment("h1", LEA, LEA, TestOrg.REP));
    org.deliver(TestOrg.notice("reminder", "h1/reminder", "h1", LEA, TestOrg.REP));
    org.poll();
    return org;
  }

  @Test
  void once_somebody_acted_the_reminder_is_closed_and_the_rep_keeps_the_task() {
    try (var org = handedOverAndReminded(org())) {
      assertThat(org.deliver(closing("reminders-closed"))).isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.records("Task")).extracting(task -> task.get("Caravan_Key__c"), task -> task.get("Status"))
          .containsExactlyInAnyOrder(tuple("h1", "Not Started"), tuple("closed/h1/reminder", "Completed"));
    }
  }

  @Test
  void with_a_hand_off_that_is_over_its_task_is_closed_and_says_why() {
    try (var org = handedOverAndReminded(org())) {
      assertThat(org.deliver(closing("task-closed"))).isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.records("Task")).allSatisfy(task -> {
        assertThat(task).containsEntry("Status", "Completed");
        assertThat(task.get("Description").toString()).startsWith("Closed: Nobody acted on it in time.");
      });
    }
  }

  @Test
  void what_was_closed_here_comes_back_as_nothing_a_rep_did() {
    try (var org = handedOverAndReminded(org())) {
      int before = org.facts("touch").size();
      org.deliver(closing("task-closed"));
      org.poll();
      assertThat(org.facts("touch")).hasSize(before);
    }
  }

  @Test
  void a_task_a_rep_ticked_off_stays_theirs_and_closing_again_changes_nothing() {
    try (var org = handedOverAndReminded(org())) {
      String own = org.standIn.records("Task").stream().filter(task -> "h1".equals(task.get("Caravan_Key__c"))).findFirst()
          .orElseThrow().get("Id").toString();
      org.standIn.update("Task", own, Map.of("Status", "Completed"));
      assertThat(org.deliver(closing("task-closed"))).isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.records("Task")).extracting(task -> task.get("Caravan_Key__c"))
          .containsExactlyInAnyOrder("h1", "closed/h1/reminder");
      assertThat(org.deliver(closing("task-closed"))).isEqualTo(new Delivery.Unchanged(""));
    }
  }

  @Test
  void a_hand_off_that_is_delivered_again_after_it_is_over_makes_no_second_task() {
    try (var org = handedOverAndReminded(org())) {
      org.deliver(closing("task-closed"));
      org.deliver(TestOrg.assignment("h1", LEA, LEA, TestOrg.REP));
      assertThat(org.standIn.records("Task")).hasSize(2);
    }
  }
}
