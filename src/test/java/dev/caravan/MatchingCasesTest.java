package dev.caravan;

import static dev.caravan.Given.days;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose account a person's is, with the shipped rules. */
class MatchingCasesTest {
  private final Given given = new Given();

  private void isMatched(Given.Who who, String account, String how) {
    Seen.Line line = given.seen().line(who, "all");
    assertThat(line.get("account")).isEqualTo(account.isEmpty() ? null : account);
    assertThat(line.get("account_match")).isEqualTo(how);
  }

  @Test
  void the_account_of_the_crm_contact_comes_before_the_domain() {
    given.account("001A", "name", "Halden Health", "website", "halden-health.example");
    given.account("001B", "name", "Norden");
    isMatched(given.person("dana@halden-health.example").says("company", "Halden Health").isContactOf("001B"), "001B", "crm");
  }

  @Test
  void a_domain_used_by_crm_contacts_comes_before_the_web_site() {
    given.account("001A", "name", "Halden Health", "website", "halden-health.example");
    given.account("001B", "name", "Norden");
    given.person("li@halden-health.example").isContactOf("001B");
    isMatched(given.person("dana@halden-health.example").says("company", "Halden Health"), "001B", "domain");
  }

  @Test
  void a_domain_listed_for_an_account_is_its_own() {
    given.account("001A", "name", "Halden Health", "website", "halden.example", "domains", "halden-clinics.example; halden.test");
    isMatched(given.person("dana@mail.halden-clinics.example").says("company", "Clinics"), "001A", "domain");
  }

  @ParameterizedTest
  @CsvSource({"www.halden.co.uk, dana@halden.co.uk", "https://halden.co.uk/about, dana@uk.halden.co.uk",
    "http://shop.halden.example, dana@halden.example", "halden.example, dana@de.halden.example"})
  void the_host_of_the_web_site_matches_by_public_suffix(String website, String email) {
    given.account("001A", "name", "Halden", "website", website);
    given.account("001B", "name", "Norden", "website", "norden.co.uk");
    isMatched(given.person(email).says("title", "Director"), "001A", "website");
  }

  @Test
  void of_two_sites_under_one_domain_that_of_the_persons_own_sub_domain_is_meant() {
    given.account("001A", "name", "Halden", "website", "halden.example");
    given.account("001B", "name", "Halden UK", "website", "uk.halden.example");
    var british = given.person("dana@uk.halden.example").says("title", "Director");
    var german = given.person("li@de.halden.example").says("title", "Director");
    isMatched(british, "001B", "website");
    isMatched(german, "001A", "website");
  }

  @Test
  void two_accounts_of_one_site_are_ambiguous_and_only_an_exact_name_decides() {
    given.account("001A", "name", "Halden Health", "website", "halden.example");
    given.account("001B", "name", "Halden Health Europe", "website", "halden.example");
    var exact = given.person("dana@halden.example").says("company", "Halden Health, Inc.");
    var alike = given.person("li@halden.example").says("company", "Halden Helth");
    isMatched(exact, "001A", "website");
    isMatched(alike, "", "ambiguous");
    assertThat(given.explained(alike).otherAccounts()).extracting(each -> each.account()).containsExactly("001A", "001B");
    assertThat(given.explained(exact).otherAccounts()).extracting(each -> each.account()).containsExactly("001B");
  }

  @Test
  void a_domain_shared_with_subsidiaries_is_the_parent_companys_unless_the_name_says_otherwise() {
    given.account("001A", "name", "Halden", "website", "halden.example");
    given.account("001B", "name", "Halden Europe", "website", "halden.example", "parent", "001A");
    given.account("001C", "name", "Halden Nordic", "website", "halden.example", "parent", "001B");
    isMatched(given.person("dana@halden.example").says("title", "Director"), "001A", "website");
    isMatched(given.person("li@halden.example").says("company", "Halden Nordic"), "001C", "website");
  }

  @Test
  void two_subsidiaries_whose_parent_is_elsewhere_are_ambiguous() {
    given.account("001A", "name", "Halden", "website", "halden-group.example");
    given.account("001B", "name", "Halden Europe", "website", "halden.example", "parent", "001A");
    given.account("001C", "name", "Halden Nordic", "website", "halden.example", "parent", "001A");
    isMatched(given.person("dana@halden.example").says("title", "Director"), "", "ambiguous");
  }

  @Test
  void accounts_that_name_each_other_as_parent_are_no_family() {
    given.account("001A", "name", "Halden", "website", "halden.example", "parent", "001B");
    given.account("001B", "name", "Halden Europe", "website", "halden.example", "parent", "001A");
    isMatched(given.person("dana@halden.example").says("title", "Director"), "", "ambiguous");
  }

  @ParameterizedTest
  @CsvSource({"'Halden Health, Inc.'", "HALDEN HEALTH LLC", "Halden Helth", "Haldenhealth"})
  void whom_no_domain_knows_is_found_by_the_name_of_their_company(String company) {
    given.account("001A", "name", "Halden Health", "website", "halden.example");
    given.account("001B", "name", "Norden Health", "website", "norden.example");
    isMatched(given.person("dana@elsewhere.example").says("company", company), "001A", "name");
  }

  @Test
  void two_accounts_of_one_name_are_ambiguous() {
    given.account("001A", "name", "Halden Health");
    given.account("001B", "name", "Halden Health Ltd");
    var dana = given.person("dana@elsewhere.example").says("company", "Halden Health");
    isMatched(dana, "", "ambiguous");
    assertThat(given.explained(dana).otherAccounts()).extracting(each -> each.alike()).containsExactly(100, 100);
  }

  @Test
  void an_exact_name_comes_before_one_that_is_only_alike() {
    given.account("001A", "name", "Halden Health");
    given.account("001B", "name", "Haldenhealth");
    isMatched(given.person("dana@elsewhere.example").says("company", "Halden Health Inc"), "001A", "name");
  }

  @Test
  void a_name_that_is_not_alike_enough_is_none() {
    given.account("001A", "name", "Halden General");
    isMatched(given.person("dana@elsewhere.example").says("company", "Halden Tree"), "", "none");
  }

  @Test
  void free_mail_matches_neither_by_domain_nor_by_name() {
    given.account("001A", "name", "Halden Health", "website", "gmail.com");
    isMatched(given.person("dana@gmail.com").says("company", "Halden Health"), "", "none");
  }

  @Test
  void an_account_that_appears_later_finds_its_people() {
    var dana = given.person("dana@halden.example").says("company", "Somebody");
    var li = given.person("li@elsewhere.example").says("company", "Halden Health");
    given.accountAt(days(1), "001A", "name", "Halden Health", "website", "halden.example");
    isMatched(dana, "001A", "website");
    isMatched(li, "001A", "name");
  }

  @Test
  void an_account_that_changes_its_site_leaves_the_people_of_the_old_one() {
    given.account("001A", "name", "Halden Health", "website", "halden.example");
    var dana = given.person("dana@halden.example").says("company", "Somebody");
    given.accountAt(days(1), "001A", "name", "Halden Health", "website", "halden.test");
    var li = given.person("li@halden.test").says("company", "Somebody");
    isMatched(dana, "", "none");
    isMatched(li, "001A", "website");
  }

  @Test
  void an_account_that_changes_its_name_leaves_those_who_meant_the_old_one() {
    given.account("001A", "name", "Halden Health");
    var dana = given.person("dana@elsewhere.example").says("company", "Halden Health");
    given.accountAt(days(1), "001A", "name", "Norden");
    isMatched(dana, "", "none");
    isMatched(given.person("li@elsewhere.example").says("company", "Norden AS"), "001A", "name");
  }

  @Test
  void a_person_who_changes_company_is_found_anew() {
    given.account("001A", "name", "Halden Health");
    given.account("001B", "name", "Norden");
    isMatched(given.person("dana@elsewhere.example").says("company", "Halden Health").saysAt(days(1), "company", "Norden"), "001B", "name");
  }

  @Test
  void a_domain_that_becomes_known_comes_before_the_name() {
    given.account("001A", "name", "Halden Health");
    given.account("001B", "name", "Norden");
    var dana = given.person("dana@halden.example").says("company", "Halden Health");
    given.accountAt(days(1), "001B", "name", "Norden", "website", "halden.example");
    isMatched(dana, "001B", "website");
  }

  @Test
  void an_account_chosen_by_hand_stays() {
    given.account("001A", "name", "Halden Health", "website", "halden.example");
    given.account("001B", "name", "Norden");
    var dana = given.person("dana@halden.example").says("company", "Halden Health").inCrmAt(days(1), "account_by_hand", "001B");
    given.person("li@halden.example").isContactOf("001A");
    isMatched(dana, "001B", "manual");
  }

  @Test
  void a_contact_who_moves_to_another_account_no_longer_speaks_for_the_first() {
    given.account("001A", "name", "Halden Health");
    given.account("001B", "name", "Norden");
    given.person("li@halden.example").isContactOf("001A").inCrmAt(days(1), "account", "001B");
    isMatched(given.person("dana@halden.example").says("title", "Director"), "001B", "domain");
  }

  @Test
  void what_an_account_says_later_reaches_those_matched_by_name() {
    given.account("001A", "name", "Halden Health");
    var dana = given.person("dana@elsewhere.example").says("company", "Halden Health", "title", "Director");
    double before = given.seen().line(dana, "all").number("fit");
    given.accountAt(days(1), "001A", "industry", "hospitals");
    assertThat(given.seen().line(dana, "all").number("fit")).isGreaterThan(before);
  }

  @Test
  void a_word_that_hundreds_of_accounts_share_is_no_clue_but_their_other_words_are() {
    String[] ends = {"ton", "berg", "dorf", "stad", "ford", "ville", "burn", "field", "wick", "mouth"};
    for (int i = 0; i < 300; i++) {
      given.account("001" + i, "name", (char) ('A' + i / 100) + "quilon" + (char) ('a' + i / 10 % 10) + ends[i % 10] + " Halden");
    }
    isMatched(given.person("dana@elsewhere.example").says("company", "Halden"), "", "none");
    isMatched(given.person("li@elsewhere.example").says("company", "Aquilonbdorf Halden Ltd"), "00112", "name");
  }
}
