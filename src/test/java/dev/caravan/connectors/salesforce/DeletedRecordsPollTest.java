package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Fact;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of records that people merged, deleted, brought back or converted. */
class DeletedRecordsPollTest {
  private static final String DEAL = "006000000000001AAA";
  private static final String CONTRACT = "800000000000001AAA";
  private static final String LEA = "lea@halden.example";

  @TempDir Path folder;
  private final List<String> records = new ArrayList<>(TestOrg.inhabitants());

  @BeforeEach
  void with_an_opportunity_and_a_contract() {
    records.add(TestOrg.fact("opportunity-" + DEAL, "opportunity", DEAL, "{\"account\":\"" + TestOrg.ACCOUNT
        + "\",\"solution\":\"customer-care\",\"kind\":\"new\",\"stage\":\"Closed Won\",\"won\":true,\"amount\":10,\"currency\":\"EUR\","
        + "\"closed_at\":\"2026-02-20\",\"contacts\":[{\"person\":\"con@halden.example\",\"role\":\"Decision Maker\"}]}"));
    records.add(TestOrg.fact("contract-" + CONTRACT, "contract", CONTRACT, "{\"account\":\"" + TestOrg.ACCOUNT
        + "\",\"solution\":\"customer-care\",\"ends\":\"2026-12-31\"}"));
  }

  /** Polls and lets all of it come through the front door; gives back what was new. */
  private List<Fact> read(TestOrg org) {
    org.turn(Duration.ofMinutes(5));
    org.poll();
    List<Fact> facts = org.journal.next(1_000);
    org.workOff(facts);
    return facts;
  }

  private static <F extends Fact> List<F> of(Class<F> type, List<Fact> facts) {
    return facts.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static Map<String, String> ids(TestOrg org, String person) {
    return org.journal.people().ids(person);
  }

  @Test
  void the_id_of_a_deleted_lead_is_dropped_until_it_is_brought_back() {
    try (var org = new TestOrg(folder, records)) {
      read(org);
      org.standIn.delete("Lead", TestOrg.LEAD);
      assertThat(of(Fact.Person.class, read(org))).singleElement().satisfies(fact -> {
        assertThat(fact.isDeleted()).isTrue();
        assertThat(fact.values()).containsOnlyKeys(Fact.Person.DELETED);
      });
      assertThat(ids(org, LEA)).isEmpty();
      assertThat(org.journal.people().find("salesforce:" + TestOrg.LEAD)).as("what names it is still about them").contains(LEA);
      org.standIn.undelete("Lead", TestOrg.LEAD);
      read(org);
      assertThat(ids(org, LEA)).containsEntry(Who.LEAD, TestOrg.LEAD);
      assertThat(org.journal.people().values(LEA)).containsEntry("last_name", "Lund").doesNotContainKey(Fact.Person.DELETED);
    }
  }

  @Test
  void two_people_whose_records_were_merged_are_one_although_each_was_known_by_an_address_of_their_own() {
    try (var org = new TestOrg(folder, records)) {
      String other = org.standIn.create("Lead", Map.of("LastName", "Lund", "Company", "Halden", "Email", "l.lund@halden.example"));
      read(org);
      org.turn(Duration.ofMinutes(1));
      org.standIn.merge("Lead", other, TestOrg.LEAD);
      read(org);
      assertThat(org.journal.people().find(LEA)).isEqualTo(org.journal.people().find("l.lund@halden.example"));
      assertThat(ids(org, LEA)).containsEntry(Who.LEAD, other);
    }
  }

  @Test
  void two_contacts_that_were_merged_are_one_person() {
    try (var org = new TestOrg(folder, records)) {
      String other = org.standIn.create("Contact", Map.of("LastName", "Cole", "Email", "c.cole@halden.example", "AccountId",
          TestOrg.ACCOUNT));
      read(org);
      org.turn(Duration.ofMinutes(1));
      org.standIn.merge("Contact", other, TestOrg.CONTACT);
      read(org);
      assertThat(org.journal.people().find("con@halden.example")).isEqualTo(org.journal.people().find("c.cole@halden.example"));
      assertThat(ids(org, "con@halden.example")).containsEntry(Who.CONTACT, other);
    }
  }

  @Test
  void a_converted_lead_goes_on_as_its_contact_alone() {
    try (var org = new TestOrg(folder, records)) {
      read(org);
      org.turn(Duration.ofMinutes(1));
      String contact = org.standIn.convert(TestOrg.LEAD, TestOrg.ACCOUNT);
      read(org);
      assertThat(ids(org, LEA)).containsEntry(Who.CONTACT, contact).doesNotContainKey(Who.LEAD);
    }
  }

  @Test
  void a_deleted_opportunity_and_contract_count_no_more() {
    try (var org = new TestOrg(folder, records)) {
      read(org);
      org.standIn.delete("Opportunity", DEAL);
      org.standIn.delete("Contract", CONTRACT);
      List<Fact> facts = read(org);
      assertThat(of(Fact.Opportunity.class, facts)).anySatisfy(deal -> {
        assertThat(deal.isDeleted()).isTrue();
        assertThat(deal.won()).isFalse();
        assertThat(deal.account()).isEqualTo(TestOrg.ACCOUNT);
        assertThat(deal.contacts()).extracting(Fact.ContactRole::person).containsExactly("con@halden.example");
      });
      assertThat(of(Fact.Contract.class, facts)).singleElement().satisfies(contract -> assertThat(contract.ends()).isEmpty());
      org.standIn.undelete("Opportunity", DEAL);
      assertThat(of(Fact.Opportunity.class, read(org))).anySatisfy(deal -> assertThat(deal.won()).isTrue());
    }
  }

  @Test
  void who_has_no_part_in_an_opportunity_any_more_hears_of_it_alone() {
    try (var org = new TestOrg(folder, records)) {
      read(org);
      org.standIn.delete("OpportunityContactRole", org.standIn.records("OpportunityContactRole").get(0).get("Id").toString());
      assertThat(of(Fact.Opportunity.class, read(org))).singleElement().satisfies(deal -> {
        assertThat(deal.isDeleted()).isTrue();
        assertThat(deal.account()).isEmpty();
        assertThat(deal.head().subject()).isEqualTo(DEAL);
        assertThat(deal.contacts()).extracting(Fact.ContactRole::person).containsExactly("con@halden.example");
      });
    }
  }

  @Test
  void a_deleted_account_says_so_and_an_account_brought_back_says_what_it_said() {
    try (var org = new TestOrg(folder, records)) {
      read(org);
      org.standIn.delete("Account", TestOrg.ACCOUNT);
      assertThat(of(Fact.Account.class, read(org))).singleElement().satisfies(account -> assertThat(account.isDeleted()).isTrue());
      org.standIn.undelete("Account", TestOrg.ACCOUNT);
      assertThat(of(Fact.Account.class, read(org))).singleElement()
          .satisfies(account -> assertThat(account.value("name")).isEqualTo("Halden Health"));
    }
  }

  @Test
  void what_was_deleted_before_the_first_reading_makes_nobody_known() {
    try (var org = new TestOrg(folder, records)) {
      org.standIn.delete("Lead", TestOrg.LEAD);
      read(org);
      assertThat(org.journal.people().find("salesforce:" + TestOrg.LEAD)).isEmpty();
    }
  }

  @Test
  void a_score_that_was_written_to_a_merged_lead_is_written_to_the_winner_once_the_merge_is_read() {
    try (var org = new TestOrg(folder, records)) {
      read(org);
      org.put(new dev.caravan.model.Decision.Score("s1", LEA, 1, dev.caravan.model.Because.of("", "", "", "", ""), LEA,
          Map.of("rating", "B")));
      org.connector.deliveries().deliverDue("score");
      org.turn(Duration.ofMinutes(1));
      String other = org.standIn.create("Lead", Map.of("LastName", "Lund", "Company", "Halden", "Email", LEA));
      org.standIn.merge("Lead", other, TestOrg.LEAD);
      read(org);
      assertThat(org.connector.deliveries().deliverDue("score")).isEqualTo(1);
      assertThat(org.standIn.record("Lead", other)).containsEntry("Caravan_Rating__c", "B");
    }
  }
}
