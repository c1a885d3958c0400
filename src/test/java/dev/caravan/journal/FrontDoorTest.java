package dev.caravan.journal;

import static dev.caravan.journal.Facts.account;
import static dev.caravan.journal.Facts.contact;
import static dev.caravan.journal.Facts.crm;
import static dev.caravan.journal.Facts.head;
import static dev.caravan.journal.Facts.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Fact;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontDoorTest {
  private final FrontDoor door = new FrontDoor();

  private List<String> people(Fact... facts) {
    return door.admit(List.of(facts)).stream().map(fact -> fact.head().person()).toList();
  }

  private List<String> told(Fact... facts) {
    return door.admit(List.of(facts)).stream().map(Facts::told).toList();
  }

  @Test
  void an_email_is_one_person_however_it_is_written_and_wherever_it_comes_from() {
    assertThat(people(contact("7", "Dana@H.example ", "2026-01-01"), crm("00Q1", "dana@h.example", "2026-01-02"),
        crm("0031", "DANA@h.example", "2026-01-03"), view("1", "dana@h.example", "", "", "2026-01-04")))
        .containsOnly("dana@h.example");
  }

  @Test
  void without_an_email_a_person_is_known_by_the_source_id_and_stays_so() {
    assertThat(people(crm("00Q1", "", "2026-01-01"), crm("00Q1", "dana@h.example", "2026-01-02"),
        view("1", "dana@h.example", "", "", "2026-01-03"))).containsOnly("salesforce:00Q1");
  }

  @Test
  void a_changed_email_keeps_the_history() {
    assertThat(people(contact("7", "dana@old.example", "2026-01-01"), contact("7", "dana@new.example", "2026-01-02"),
        view("1", "dana@new.example", "", "", "2026-01-03"), view("2", "dana@old.example", "", "", "2026-01-04")))
        .containsOnly("dana@old.example");
    assertThat(door.ambiguous()).isZero();
  }

  @Test
  void a_visitor_who_becomes_known_is_joined() {
    assertThat(told(view("1", "eloqua-visitor:55", "", "55", "2026-01-01"), view("2", "", "", "55", "2026-01-02"),
        view("3", "dana@h.example", "7", "55", "2026-01-03"), view("4", "eloqua-visitor:55", "", "", "2026-01-04")))
        .containsExactly("PageView-1 by eloqua-visitor:55", "PageView-2 by eloqua-visitor:55",
            "dana@h.example < eloqua-visitor:55", "PageView-1 by dana@h.example", "PageView-2 by dana@h.example",
            "PageView-3 by dana@h.example", "PageView-4 by dana@h.example");
  }

  @Test
  void what_follows_a_merge_is_known_at_its_tick_and_happened_when_it_did() {
    List<Fact> facts = door.admit(List.of(view("1", "eloqua-visitor:55", "", "55", "2026-01-01"),
        view("3", "dana@h.example", "7", "55", "2026-01-03")));
    Fact again = facts.get(2);
    assertThat(again.head().id()).isEqualTo("PageView-1");
    assertThat(again.head().time()).isEqualTo(facts.get(0).head().time());
    assertThat(again.head().recorded()).isEqualTo(facts.get(3).head().recorded());
    assertThat(facts.get(1).head()).isEqualTo(new Fact.Head("caravan", "merge-eloqua-visitor:55", "dana@h.example",
        again.head().recorded(), again.head().recorded(), "dana@h.example"));
  }

  @Test
  void a_shared_browser_makes_nobody_the_same() {
    assertThat(people(view("1", "dana@h.example", "7", "55", "2026-01-01"),
        view("2", "li@h.example", "8", "55", "2026-01-02"), view("3", "new@h.example", "", "55", "2026-01-03"),
        view("4", "eloqua-visitor:55", "", "55", "2026-01-04")))
        .containsExactly("dana@h.example", "li@h.example", "new@h.example", "dana@h.example");
    assertThat(door.ambiguous()).isEqualTo(2);
  }

  @Test
  void a_record_whose_email_becomes_another_persons_makes_the_two_one() {
    assertThat(told(crm("00Q1", "dana@old.example", "2026-01-01"), contact("7", "dana@h.example", "2026-01-02"),
        crm("00Q1", "dana@h.example", "2026-01-03"))).contains("dana@old.example < dana@h.example");
  }

  @Test
  void the_one_with_an_email_goes_on() {
    assertThat(told(crm("00Q1", "", "2026-01-01"), contact("7", "dana@h.example", "2026-01-02"),
        crm("00Q1", "dana@h.example", "2026-01-03"))).contains("dana@h.example < salesforce:00Q1");
  }

  @Test
  void a_converted_lead_and_its_contact_are_one() {
    assertThat(told(crm("00Q1", "dana@private.example", "2026-01-01"), crm("0031", "dana@h.example", "2026-01-02"),
        crm("00Q1", "dana@private.example", "2026-01-03", "converted_to", "0031")))
        .contains("dana@private.example < dana@h.example");
    assertThat(people(crm("00Q2", "x@h.example", "2026-01-04", "converted_to", "0032"), crm("0032", "", "2026-01-05")))
        .containsOnly("x@h.example");
  }

  @Test
  void two_contacts_of_one_system_stay_two_people() {
    assertThat(people(contact("7", "dana@h.example", "2026-01-01"), contact("8", "li@h.example", "2026-01-02"),
        contact("7", "li@h.example", "2026-01-03"), view("1", "li@h.example", "", "", "2026-01-04")))
        .containsExactly("dana@h.example", "li@h.example", "dana@h.example", "li@h.example");
    assertThat(door.ambiguous()).isEqualTo(1);
    assertThat(people(crm("0031", "a@h.example", "2026-01-05"), crm("0032", "b@h.example", "2026-01-06"),
        crm("0031", "b@h.example", "2026-01-07"))).last().isEqualTo("a@h.example");
  }

  @Test
  void two_leads_of_one_email_are_one_person() {
    assertThat(people(crm("00Q1", "dana@h.example", "2026-01-01"), crm("00Q2", "dana@h.example", "2026-01-02"),
        crm("00Q2", "", "2026-01-03"))).containsOnly("dana@h.example");
  }

  @Test
  void nobody_is_merged_on_a_name() {
    assertThat(people(contact("7", "dana@h.example", "2026-01-01", "last_name", "Reyes", "company", "Halden"),
        crm("00Q1", "dreyes@h.example", "2026-01-02", "last_name", "Reyes", "company", "Halden")))
        .containsExactly("dana@h.example", "dreyes@h.example");
  }

  @Test
  void merges_follow_on_merges() {
    List<String> told = told(view("1", "eloqua-visitor:5", "", "5", "2026-01-01"),
        view("2", "", "7", "5", "2026-01-02"), crm("00Q1", "dana@h.example", "2026-01-03"), contact("7", "dana@h.example", "2026-01-04"));
    assertThat(told).endsWith("dana@h.example < eloqua:7", "PageView-1 by dana@h.example",
        "PageView-2 by dana@h.example", "contact-7@2026-01-04 by dana@h.example");
  }

  @Test
  void facts_about_no_person_have_none_and_contact_roles_name_the_person() {
    var opportunity = new Fact.Opportunity(head("salesforce", "o1", "006A", "2026-01-03"), "001A", "payments", "new",
        "Open", false, "", 0, "", "", List.of(new Fact.ContactRole("0031", "champion"),
            new Fact.ContactRole("Nobody@h.example", "")));
    List<Fact> facts = door.admit(List.of(account("001A", "2026-01-01"), crm("0031", "dana@h.example", "2026-01-02"),
        opportunity));
    assertThat(facts.get(0).head().person()).isEmpty();
    assertThat(facts.get(2).head().person()).isEmpty();
    assertThat(((Fact.Opportunity) facts.get(2)).contacts()).extracting(Fact.ContactRole::person)
        .containsExactly("dana@h.example", "nobody@h.example");
  }

  @Test
  void what_sales_says_finds_its_person_by_email_or_record() {
    assertThat(people(crm("00Q1", "dana@h.example", "2026-01-01"),
        new Fact.LeadStatus(head("salesforce", "s1", "Dana@h.example", "2026-01-02"), "accepted", ""),
        new Fact.Touch(head("salesforce", "t1", "salesforce:00Q1", "2026-01-03"), "call", "005"),
        new Fact.OwnerChange(head("salesforce", "w1", "00Q1", "2026-01-04"), "005", "005")))
        .containsOnly("dana@h.example");
  }
}
