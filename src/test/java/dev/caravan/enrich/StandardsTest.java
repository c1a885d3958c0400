package dev.caravan.enrich;

import static dev.caravan.enrich.Rooms.contact;
import static dev.caravan.enrich.Rooms.form;
import static dev.caravan.enrich.Rooms.lead;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardsTest {
  private static final Enrichment ROOM = Rooms.shipped();

  private static Profile learned(dev.caravan.model.Fact.Person... records) {
    Profile profile = Profile.NOBODY;
    for (var record : records) {
      profile = ROOM.learn(profile, record);
    }
    return profile;
  }

  @ParameterizedTest
  @CsvSource({
    "country, USA, US", "country, U.S., US", "country, Deutschland, DE", "country, Allemagne, DE", "country, Holland, NL",
    "country, England, GB", "country, Côte d'Ivoire, CI", "country, Atlantis, Atlantis",
    "industry, Hospital & Health Care, Healthcare", "industry, banking, Financial services", "industry, RETAIL, Retail",
    "industry, Forestry, Forestry",
    "employees, '12,000', 12000", "employees, 1.000 - 5.000, 1000", "employees, 500+, 500", "employees, 12000.0, 12000",
    "employees, many, many",
    "company, 'Halden Health, Inc.', Halden Health", "company, Halden GmbH & Co. KG, Halden", "company, Halden S.p.A., Halden",
    "company, Limited, Limited", "company, Halden Sp. z o.o., Halden",
    "title, ' Director ', Director"})
  void a_value_is_written_one_way_whoever_wrote_it(String field, String written, String standard) {
    Profile profile = learned(contact(0, field, written));
    assertThat(profile.value(field)).isEqualTo(standard);
    assertThat(profile.known().get(field).original()).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"United States, California, US-CA", "USA, CA, US-CA", "Canada, Ontario, CA-ON", "Germany, Bayern, DE-BY",
    "'', California, US-CA", "'', CA, CA", "Germany, California, California", "France, Nowhere, Nowhere"})
  void a_state_is_read_in_its_country(String country, String state, String standard) {
    assertThat(learned(contact(0, "country", country, "state", state)).value("state")).isEqualTo(standard);
  }

  @ParameterizedTest
  @CsvSource({"US, (202) 555-0100, +12025550100", "DE, 030 901820, +4930901820", "GB, +49 30 901820, +4930901820",
    "'', +1 202 555 0100, +12025550100", "'', 030 901820, 030 901820", "US, call me, call me", "US, 12, 12"})
  void a_phone_is_read_as_from_its_country(String country, String phone, String standard) {
    assertThat(learned(contact(0, "country", country, "phone", phone)).value("phone")).isEqualTo(standard);
  }

  @Test
  void a_country_that_becomes_known_later_is_what_state_and_phone_are_read_by() {
    Profile profile = learned(contact(0, "phone", "030 901820", "state", "BY"), contact(1, "country", "Germany"));
    assertThat(profile.value("phone")).isEqualTo("+4930901820");
    assertThat(profile.value("state")).isEqualTo("DE-BY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "Select", "-- Select --", "n/a", "N/A", "-", "[not provided]", "Unknown"})
  void an_empty_or_default_value_never_overwrites_a_filled_one(String nothing) {
    assertThat(learned(contact(0, "industry", "Retail"), contact(1, "industry", nothing)).value("industry"))
        .isEqualTo("Retail");
  }

  @Test
  void the_newest_value_of_a_field_wins_and_one_known_late_does_not() {
    Profile profile = learned(contact(1, "title", "Director"), contact(3, "title", "Vice President"), contact(2, "title", "Clerk"));
    assertThat(profile.value("title")).isEqualTo("Vice President");
  }

  @Test
  void what_was_written_into_the_crm_changes_nothing_when_it_comes_back() {
    Profile before = learned(contact(0, "first_name", "María José", "last_name", "García Márquez", "phone", "030 901820", "country", "Germany"));
    Profile after = ROOM.learn(before, lead(3, "first_name", "María José", "last_name", "García Márquez", "phone", "030 901820", "country", "Germany"));
    assertThat(after.known()).isEqualTo(before.known());
    assertThat(after.written()).isEqualTo(before.written()).containsEntry("phone", "030 901820").containsEntry("country", "Germany");
    assertThat(ROOM.learn(after, contact(4, "last_name", "García")).value("last_name")).isEqualTo("García");
    assertThat(ROOM.learn(after, lead(4, "last_name", "García")).value("last_name")).isEqualTo("García");
  }

  @Test
  void the_role_of_a_source_comes_from_the_settings_not_from_the_ids_of_its_records() {
    var list = Rooms.record("fair", Map.of("salesforce", "00Q1"), 1, "industry", "Retail");
    Enrichment room = Rooms.with("bought: [vendor]");
    var bought = Rooms.record("vendor", Map.of(), 5, "industry", "Healthcare");
    assertThat(room.learn(room.learn(Profile.NOBODY, list), bought).value("industry")).as("a list is no CRM").isEqualTo("Healthcare");
    assertThat(room.learn(room.learn(Profile.NOBODY, lead(1, "industry", "Retail")), bought).value("industry")).isEqualTo("Retail");
    assertThat(room.isMarketing(Rooms.record("salesforce", Map.of("eloqua", "1"), 1))).isFalse();
    assertThat(room.isMarketing(contact(1))).isTrue();
  }

  @Test
  void an_edit_by_a_crm_user_beats_older_form_answers() {
    Profile profile = ROOM.learn(Profile.NOBODY, form(1, "title", "Manager", "planning_to_purchase", "Yes"));
    assertThat(profile.value("title")).isEqualTo("Manager");
    assertThat(profile.value("planning_to_purchase")).as("an answer, not a field").isEmpty();
    assertThat(ROOM.learn(profile, lead(2, "title", "Director")).value("title")).isEqualTo("Director");
  }

  @Test
  void a_newer_form_answer_beats_an_older_crm_edit() {
    Profile profile = ROOM.learn(learned(lead(1, "title", "Director")), form(2, "title", "Vice President"));
    assertThat(profile.value("title")).isEqualTo("Vice President");
    assertThat(profile.seniority()).isEqualTo("vp");
  }

  @Test
  void a_crm_edit_stays_when_the_other_system_exports_the_old_value_once_more() {
    Profile profile = learned(contact(0, "title", "Clerk"), lead(1, "title", "Director"), contact(2, "title", "Clerk", "phone", "1"));
    assertThat(profile.value("title")).isEqualTo("Director");
    assertThat(learned(contact(0, "title", "Clerk"), lead(1, "title", "Director"), contact(2, "title", "Manager")).value("title"))
        .as("but what it says anew counts").isEqualTo("Manager");
  }

  @Test
  void a_crm_record_touched_for_another_reason_does_not_bring_its_old_value_back() {
    Profile profile = learned(lead(0, "title", "Clerk"), contact(1, "title", "Director"), lead(2, "title", "Clerk", "status", "Open"));
    assertThat(profile.value("title")).isEqualTo("Director");
  }

  @Test
  void what_was_bought_fills_gaps_and_never_beats_the_crm() {
    Enrichment room = Rooms.with("bought: [vendor]");
    var bought = Rooms.record("vendor", Map.of(), 5, "industry", "Retail", "phone", "+49 30 901820");
    Profile profile = room.learn(room.learn(Profile.NOBODY, lead(1, "industry", "Healthcare")), bought);
    assertThat(profile.value("industry")).isEqualTo("Healthcare");
    assertThat(profile.value("phone")).isEqualTo("+4930901820");
    assertThat(room.learn(room.learn(Profile.NOBODY, bought), lead(1, "industry", "Healthcare")).value("industry"))
        .as("the CRM beats what was bought, also later").isEqualTo("Healthcare");
  }

  @Test
  void role_mailboxes_are_marked() {
    assertThat(ROOM.isRoleMailbox("purchasing@halden.example")).isTrue();
    assertThat(ROOM.isRoleMailbox("dana@halden.example")).isFalse();
  }
}
