package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.journal.Findings;
import dev.caravan.model.Fact;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Problem;
import dev.caravan.sandbox.salesforce.Shape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the org lacks costs that alone: reading and writing go by what describe says. */
class OrgFitTest {
  private static final String LEA = "lea@halden.example";

  @TempDir Path folder;

  @Test
  void amounts_of_an_org_with_one_currency_are_in_its_own() {
    var facts = new ArrayList<>(TestOrg.inhabitants());
    facts.add(TestOrg.fact("opportunity-006000000000001AAA", "opportunity", "006000000000001AAA",
        "{\"account\":\"" + TestOrg.ACCOUNT + "\",\"stage\":\"Qualification\",\"amount\":12.5}"));
    try (var org = new TestOrg(folder, facts, Shape.SINGLE_CURRENCY)) {
      org.poll();
      assertThat(org.facts("opportunity")).singleElement().isInstanceOfSatisfying(Fact.Opportunity.class, deal -> {
        assertThat(deal.currency()).isEqualTo("USD");
        assertThat(deal.amountMinor()).isEqualTo(1250);
      });
      assertThat(findings(org)).singleElement().asString().contains("CurrencyIsoCode", "USD");
    }
  }

  @Test
  void a_field_that_is_not_shown_says_nothing_not_even_that_it_is_empty() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.standIn.show("Lead.EmailBouncedDate", false);
      org.standIn.show("Lead.HasOptedOutOfEmail", false);
      org.poll();
      assertThat(org.facts("person")).filteredOn(fact -> fact.head().id().startsWith("lead-")).singleElement()
          .isInstanceOfSatisfying(Fact.Person.class, person -> assertThat(person.values()).containsEntry("last_name", "Lund")
              .doesNotContainKeys("bounced", "consent.email"));
    }
  }

  @Test
  void a_stream_without_a_field_it_needs_is_refused_and_read_again_once_that_is_shown() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.standIn.show("Contact.AccountId", false);
      org.standIn.show("Buying_Group_Member__c.Caravan_Role__c", false);
      assertThat(refused(org)).isInstanceOfSatisfying(CallFailed.class, failure -> {
        assertThat(failure.kind()).isEqualTo(dev.caravan.journal.UnreadStreams.Kind.REFUSED);
        assertThat(failure.streams()).containsExactlyInAnyOrder("salesforce/contact", "salesforce/member");
        assertThat(failure.why()).contains("AccountId", "Caravan_Role__c");
      });
      org.standIn.show("Contact.AccountId", true);
      org.standIn.show("Buying_Group_Member__c.Caravan_Role__c", true);
      org.turn(Duration.ofMinutes(11));
      org.poll();
      assertThat(org.journal.behind(0)).isEmpty();
    }
  }

  @Test
  void a_quiet_cycle_costs_two_calls_and_once_a_day_four_more() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.poll();
      long before = org.standIn.apiCalls();
      org.poll();
      assertThat(org.standIn.apiCalls() - before).isEqualTo(2);
      org.turn(Duration.ofHours(25));
      org.poll();
      assertThat(org.standIn.apiCalls() - before).isEqualTo(8);
    }
  }

  @Test
  void an_overlong_value_does_not_park_a_hot_lead() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      String title = "Director of " + "customer experience and ".repeat(10) + "care";
      var item = TestOrg.assignment("hand-off/new/1", "new@many.example", "new@many.example", TestOrg.REP, "profile",
          Map.of("last_name", "Neu", "company", "Many", "title", title, "website", "https://many.example/" + "x".repeat(300)));
      assertThat(org.deliver(item)).isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.records("Lead")).filteredOn(lead -> "Neu".equals(lead.get("LastName"))).singleElement()
          .satisfies(lead -> {
            assertThat(String.valueOf(lead.get("Title"))).startsWith("Director of customer").endsWith("…")
                .hasSizeLessThanOrEqualTo(128);
            assertThat(lead).doesNotContainKey("Website");
          });
      assertThat(findings(org)).singleElement().asString().contains("Lead.Website", "left out");
    }
  }

  @Test
  void a_key_that_is_not_there_stops_the_stream_and_the_org_is_asked_anew_when_it_is_resumed() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.knows(LEA, TestOrg.LEAD, "");
      org.standIn.show("Task.Caravan_Key__c", false);
      var item = TestOrg.assignment("hand-off/lea/1", LEA, LEA, TestOrg.REP);
      assertThat(org.deliver(item)).isInstanceOfSatisfying(Delivery.TryLater.class, later -> {
        assertThat(later.problem()).isEqualTo(Problem.CONFIG);
        assertThat(later.why()).contains("Task.Caravan_Key__c", "connectors/salesforce/README.md");
      });
      org.standIn.show("Task.Caravan_Key__c", true);
      assertThat(org.deliver(item)).isInstanceOf(Delivery.Sent.class);
    }
  }

  @Test
  void a_score_of_which_no_field_can_be_written_is_not_called_sent() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants(), Shape.EMPTY)) {
      org.knows(LEA, TestOrg.LEAD, "");
      assertThat(org.deliver(TestOrg.score(LEA, LEA))).isInstanceOfSatisfying(Delivery.TryLater.class,
          later -> assertThat(later.problem()).isEqualTo(Problem.CONFIG));
    }
  }

  @Test
  void an_opt_out_whose_field_is_hidden_stops_the_stream_rather_than_being_dropped() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.knows(LEA, TestOrg.LEAD, "");
      org.standIn.show("Lead.HasOptedOutOfEmail", false);
      assertThat(org.deliver(TestOrg.consent(LEA, "-email", "-phone"))).isInstanceOfSatisfying(Delivery.TryLater.class,
          later -> assertThat(later.problem()).isEqualTo(Problem.CONFIG));
      assertThat(org.standIn.record("Lead", TestOrg.LEAD)).containsEntry("DoNotCall", false);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INVALID_FIELD_FOR_INSERT_UPDATE", "INVALID_FIELD", "INSUFFICIENT_ACCESS_OR_READONLY",
      "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY", "INVALID_TYPE", "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY"})
  void a_permission_or_field_that_lacks_is_a_setting_for_a_single_record_too(String code) {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.knows(LEA, TestOrg.LEAD, "");
      org.standIn.refuse("Lead", lead -> true, 1, code, "the org's words");
      var item = TestOrg.score(LEA, LEA);
      assertThat(org.deliver(item)).isInstanceOfSatisfying(Delivery.TryLater.class, later -> {
        assertThat(later.problem()).isEqualTo(Problem.CONFIG);
        assertThat(later.why()).contains(code);
      });
      assertThat(org.deliver(item)).isInstanceOf(Delivery.Sent.class);
    }
  }

  @Test
  void a_trigger_that_refuses_one_of_several_records_parks_that_one() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.knows(LEA, TestOrg.LEAD, "");
      org.knows("con@halden.example", "", TestOrg.CONTACT);
      org.standIn.refuse("Lead", lead -> true, 1, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "a trigger's words");
      var lead = TestOrg.score(LEA, LEA);
      var contact = TestOrg.score("con@halden.example", "con@halden.example");
      Map<String, Delivery> results = org.deliver(List.of(lead, contact));
      assertThat(results.get(lead.id())).isInstanceOf(Delivery.Refused.class);
      assertThat(results.get(contact.id())).isInstanceOf(Delivery.Sent.class);
    }
  }

  @Test
  void a_value_a_strict_picklist_lacks_is_left_out_and_one_it_spells_otherwise_is_written_its_way() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants(), Shape.STRICT_PICKLISTS)) {
      org.knows(LEA, TestOrg.LEAD, "");
      assertThat(org.deliver(TestOrg.score(LEA, LEA, "stage", "mql"))).isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.record("Lead", TestOrg.LEAD)).containsEntry("Caravan_Rating__c", "B")
          .doesNotContainKey("Caravan_Stage__c");
      assertThat(findings(org)).singleElement().asString().contains("Lead.Caravan_Stage__c", "\"mql\"");
      assertThat(org.deliver(TestOrg.score(LEA, LEA, "stage", "Engaged", "fit", 79.0))).isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.record("Lead", TestOrg.LEAD)).containsEntry("Caravan_Stage__c", "engaged");
    }
  }

  private static List<String> findings(TestOrg org) {
    return org.findings().stream().map(Findings.Finding::said).toList();
  }

  private static Throwable refused(TestOrg org) {
    try {
      org.poll();
    } catch (CallFailed failure) {
      return failure;
    }
    throw new AssertionError("nothing was refused");
  }
}
