package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import dev.caravan.sandbox.http.Fault;
import dev.caravan.sandbox.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who owns a record in the end: what stood there, what was decided, and what came of it. Ada had it first, Ben is who it is
 * decided for, Dee is who somebody in the CRM gave it to. Every line is tried with the org's own assignment rule and without.
 */
class OwnershipMatrixTest {
  private static final String LEA = "lea@halden.example";
  private static final String CON = "con@halden.example";
  private static final String ADA = TestOrg.REP;
  private static final String BEN = TestOrg.OTHER_REP;
  private static final String DEE = "005000000000009AAA";

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}, {1}, {2} to {3}: owner {4}, task {5}")
  @CsvSource(delimiter = '|', textBlock = """
      # record  | it was           | decided    | for   | owner  | task
      lead      | nobody's         | assigned   | Ben   | Ben    | Ben
      lead      | in a queue       | assigned   | Ben   | Ben    | Ben
      lead      | Ada's by us      | assigned   | Ben   | Ben    | Ben
      lead      | Dee's by hand    | assigned   | Ben   | Dee    | Ben
      lead      | taken by Dee     | assigned   | Ben   | Dee    | Dee
      lead      | nobody's         | reassigned | Ben   | Ben    | Ben
      lead      | in a queue       | reassigned | Ben   | Ben    | Ben
      lead      | Ada's by us      | reassigned | Ben   | Ben    | Ben
      lead      | Dee's by hand    | reassigned | Ben   | Dee    | Ben
      lead      | taken by Dee     | reassigned | Ben   | Dee    | Dee
      lead      | nobody's         | reminder   | Ben   | nobody | Ben
      lead      | Ada's by us      | reminder   | Ben   | Ada    | Ben
      lead      | taken by Dee     | reminder   | Ben   | Dee    | Ben
      lead      | Ada's by us      | escalation | queue | Ada    | us
      lead      | nobody's         | assigned   | queue | queue  | us
      lead      | Ada's by us      | assigned   | queue | queue  | us
      lead      | Dee's by hand    | assigned   | queue | Dee    | us
      lead      | taken by Dee     | assigned   | queue | Dee    | Dee
      lead      | nobody's         | assigned   | Cy    | queue  | us
      contact   | Ada's by hand    | assigned   | Ben   | Ada    | Ben
      contact   | Ada's by hand    | reassigned | Ben   | Ada    | Ben
      contact   | Dee's by hand    | assigned   | Ben   | Dee    | Ben
      contact   | Dee's by hand    | reassigned | Ben   | Dee    | Ben
      contact   | Ada's by hand    | assigned   | queue | Ada    | us
      """)
  void who_owns_it_in_the_end(String record, String was, String decided, String to, String owner, String task) {
    for (boolean rule : new boolean[] {false, true}) {
      try (TestOrg org = org(rule)) {
        boolean lead = record.equals("lead");
        String type = lead ? "Lead" : "Contact";
        String id = lead ? TestOrg.LEAD : TestOrg.CONTACT;
        String person = lead ? LEA : CON;
        before(org, type, id, person, was, decided.equals("reassigned"));
        String stood = owner(org, type, id);

        Delivery delivery = org.deliver(decided(decided, person, to));

        assertThat(delivery).isInstanceOf(Delivery.Sent.class);
        assertThat(owner(org, type, id)).as("owner, assignment rule %s", rule)
            .isEqualTo(owner.equals("nobody") ? stood : who(org, owner));
        String key = decided.equals("assigned") ? "h2" : decided.equals("reassigned") ? "h1" : "h1/" + decided;
        assertThat(org.standIn.records("Task")).filteredOn(each -> each.get("Caravan_Key__c").equals(key)).singleElement()
            .satisfies(each -> assertThat(each.get("OwnerId")).as("task, assignment rule %s", rule).isEqualTo(who(org, task)));
      }
    }
  }

  private Path place() {
    try {
      return Files.createTempDirectory(folder, "org");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TestOrg org(boolean rule) {
    var facts = new ArrayList<>(TestOrg.inhabitants());
    facts.add(TestOrg.user(DEE, "Dee Park", true));
    var org = new TestOrg(place(), facts);
    org.standIn.leadAssignmentRule(rule);
    org.knows(LEA, TestOrg.LEAD, "");
    org.knows(CON, "", TestOrg.CONTACT);
    return org;
  }

  /** Brings a record to where a line begins; a hand-off that is to be given to somebody else is Ada's first. */
  private static void before(TestOrg org, String type, String id, String person, String was, boolean hadOne) {
    switch (was) {
      case "nobody's", "Ada's by hand" -> { }
      case "in a queue" -> org.standIn.update(type, id, Map.of("OwnerId", queue(org, "Web_Leads")));
      case "Dee's by hand" -> org.standIn.update(type, id, Map.of("OwnerId", DEE));
      case "Ada's by us", "taken by Dee" -> org.deliver(TestOrg.assignment("h1", person, person, ADA));
      default -> throw new IllegalArgumentException(was);
    }
    if (was.equals("taken by Dee")) {
      org.standIn.update(type, id, Map.of("OwnerId", DEE));
    } else if (hadOne && was.endsWith("by hand")) {
      org.deliver(TestOrg.assignment("h1", person, person, ADA));
    }
  }

  private static Item decided(String what, String person, String to) {
    String owner = switch (to) {
      case "Ben" -> BEN;
      case "Cy" -> TestOrg.GONE_REP;
      default -> "Caravan_Unrouted";
    };
    return switch (what) {
      case "assigned" -> TestOrg.assignment("h2", person, person, owner);
      case "reassigned" -> TestOrg.notice("reassignment", "h1", "h1", person, owner);
      default -> TestOrg.notice(what, "h1/" + what, "h1", person, owner);
    };
  }

  private static String owner(TestOrg org, String type, String id) {
    return String.valueOf(org.standIn.record(type, id).get("OwnerId"));
  }

  private static String who(TestOrg org, String name) {
    return switch (name) {
      case "Ada" -> ADA;
      case "Ben" -> BEN;
      case "Dee" -> DEE;
      case "us" -> org.standIn.integrationUser();
      case "queue" -> queue(org, "Caravan_Unrouted");
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String queue(TestOrg org, String name) {
    return org.standIn.records("Group").stream().filter(group -> name.equals(group.get("DeveloperName"))).findFirst()
        .orElseThrow().get("Id").toString();
  }

  @Test
  void a_try_that_was_overtaken_by_a_later_decision_changes_nothing_any_more() {
    try (TestOrg org = org(false)) {
      Item first = TestOrg.assignment("h1", LEA, LEA, ADA);
      org.deliver(first);
      org.deliver(TestOrg.notice("reassignment", "h1", "h1", LEA, BEN));
      org.deliver(first);
      assertThat(owner(org, "Lead", TestOrg.LEAD)).isEqualTo(BEN);
      assertThat(org.standIn.records("Task")).singleElement().satisfies(task -> assertThat(task).containsEntry("OwnerId", BEN));
    }
  }

  @Test
  void every_call_that_writes_says_that_the_assignment_rule_is_not_asked() {
    try (TestOrg org = org(true)) {
      var said = new ArrayList<String>();
      org.trouble(request -> {
        if (!request.method().equals("GET") && request.path().contains("/services/data/")) {
          said.add(request.header("sforce-auto-assign").orElse("nothing").toUpperCase(Locale.ROOT));
        }
        return false;
      }, 1, new Fault.Effect.Instead(Reply.json(500, "[]")));
      org.deliver(List.of(TestOrg.score(LEA, LEA), TestOrg.score(CON, CON)));
      org.deliver(TestOrg.assignment("h1", LEA, LEA, ADA));
      org.deliver(TestOrg.assignment("h2", "new@x.example", "new@x.example", BEN, "last_name", "New", "company", "X"));
      org.deliver(TestOrg.programme(LEA, LEA, "keep-warm", true));
      assertThat(said).hasSizeGreaterThan(6).containsOnly("FALSE");
      assertThat(org.standIn.records("Lead")).extracting(lead -> lead.get("OwnerId")).containsExactlyInAnyOrder(ADA, BEN);
    }
  }

  // a word about a second solution

  @Test
  void a_second_solution_is_a_line_more_in_the_open_task_once() {
    try (TestOrg org = org(false)) {
      org.deliver(TestOrg.assignment("h1", LEA, LEA, ADA));
      Item more = TestOrg.notice("appended", "h1/appended/payments", "h1", LEA, ADA, "action", "They qualified for Payments too");
      assertThat(org.deliver(more)).isInstanceOf(Delivery.Sent.class);
      assertThat(org.deliver(more)).isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.records("Task")).singleElement().satisfies(task -> assertThat(String.valueOf(task.get("Description")))
          .startsWith("Why: 100 points\n\nThey qualified for Payments too").containsOnlyOnce("Payments"));
    }
  }

  @Test
  void a_second_solution_comes_after_the_task_it_is_added_to_even_in_one_batch() {
    try (TestOrg org = org(false)) {
      org.deliver(List.of(TestOrg.assignment("h1", LEA, LEA, ADA),
          TestOrg.notice("appended", "h1/appended/payments", "h1", LEA, ADA, "action", "They qualified for Payments too")));
      assertThat(org.standIn.records("Task")).singleElement().satisfies(task ->
          assertThat(String.valueOf(task.get("Description"))).contains("Payments too"));
    }
  }

  @Test
  void a_second_solution_is_a_task_of_its_own_where_the_first_is_done() {
    try (TestOrg org = org(false)) {
      org.deliver(TestOrg.assignment("h1", LEA, LEA, ADA));
      String first = org.standIn.records("Task").get(0).get("Id").toString();
      org.standIn.update("Task", first, Map.of("Status", "Completed"));
      org.deliver(TestOrg.notice("appended", "h1/appended/payments", "h1", LEA, ADA, "action", "They qualified for Payments too"));
      assertThat(org.standIn.records("Task")).hasSize(2).filteredOn(task -> !task.get("Id").equals(first)).singleElement()
          .satisfies(task -> assertThat(task).containsEntry("Subject", "They qualified for Payments too")
              .containsEntry("OwnerId", ADA));
    }
  }
}
