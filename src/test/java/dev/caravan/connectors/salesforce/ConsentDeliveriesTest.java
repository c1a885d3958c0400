package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.outbox.Delivery;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opt-outs told elsewhere, on the records of a Salesforce on loopback. */
class ConsentDeliveriesTest {
  private static final String LEA = "lea@halden.example";

  @TempDir Path folder;

  private TestOrg org() {
    return new TestOrg(folder, TestOrg.inhabitants());
  }

  private static Map<String, Object> record(TestOrg org, String type, String id) {
    Map<String, Object> record = org.standIn.record(type, id);
    assertThat(record).as(type + " " + id).isNotNull();
    return record;
  }

  @Test
  void an_opt_out_goes_to_the_lead_and_the_contact() {
    try (var org = org()) {
      org.knows(LEA, TestOrg.LEAD, TestOrg.CONTACT);
      assertThat(org.deliver(TestOrg.consent(LEA, "-email"))).isInstanceOf(Delivery.Sent.class);
      assertThat(record(org, "Lead", TestOrg.LEAD)).containsEntry("HasOptedOutOfEmail", true).containsEntry("DoNotCall", false);
      assertThat(record(org, "Contact", TestOrg.CONTACT)).containsEntry("HasOptedOutOfEmail", true);
    }
  }

  @Test
  void what_is_there_already_is_not_written_again() {
    try (var org = org()) {
      org.knows(LEA, TestOrg.LEAD, "");
      org.deliver(TestOrg.consent(LEA, "-email", "-phone"));
      Object stamp = record(org, "Lead", TestOrg.LEAD).get("SystemModstamp");
      org.turn(java.time.Duration.ofMinutes(1));
      assertThat(org.deliver(TestOrg.consent(LEA, "-email", "-phone"))).isEqualTo(new Delivery.Unchanged(TestOrg.LEAD));
      assertThat(record(org, "Lead", TestOrg.LEAD)).containsEntry("SystemModstamp", stamp);
    }
  }

  @Test
  void an_opt_in_of_the_persons_own_takes_the_tick_away_and_leaves_others() {
    try (var org = org()) {
      org.knows(LEA, TestOrg.LEAD, "");
      org.deliver(TestOrg.consent(LEA, "-email", "-phone"));
      org.deliver(TestOrg.consent(LEA, "+email", "-phone"));
      assertThat(record(org, "Lead", TestOrg.LEAD)).containsEntry("HasOptedOutOfEmail", false).containsEntry("DoNotCall", true);
    }
  }

  @Test
  void an_opt_out_of_which_we_know_nothing_stays() {
    try (var org = org()) {
      org.knows(LEA, TestOrg.LEAD, "");
      org.standIn.update("Lead", TestOrg.LEAD, Map.of("DoNotCall", true));
      org.deliver(TestOrg.consent(LEA, "-email"));
      assertThat(record(org, "Lead", TestOrg.LEAD)).containsEntry("HasOptedOutOfEmail", true).containsEntry("DoNotCall", true);
    }
  }

  @Test
  void who_has_no_record_is_held_and_told_of_with_the_hand_off_that_makes_one() {
    try (var org = org()) {
      String nora = "nora@new.example";
      assertThat(org.deliver(TestOrg.consent(nora, "-email"))).isEqualTo(new Delivery.Held("no record in Salesforce"));
      org.deliver(TestOrg.assignment("hand-off/" + nora + "/1", nora, nora, TestOrg.REP, "last_name", "New", "company", "New Ltd"));
      assertThat(org.deliver(TestOrg.consent(nora, "-email"))).isInstanceOf(Delivery.Sent.class);
    }
  }

  @Test
  void what_comes_back_of_it_says_what_was_known() {
    try (var org = org()) {
      org.knows(LEA, TestOrg.LEAD, "");
      org.poll();
      org.deliver(TestOrg.consent(LEA, "-email"));
      org.turn(java.time.Duration.ofMinutes(1));
      org.poll();
      assertThat(org.facts("person")).filteredOn(fact -> fact.head().subject().equals(LEA))
          .last().satisfies(fact -> assertThat(((dev.caravan.model.Fact.Person) fact).value("consent.email")).isEqualTo("false"));
      assertThat(org.deliver(List.of(TestOrg.consent(LEA, "-email"))).values()).allMatch(Delivery.Unchanged.class::isInstance);
    }
  }
}
