package dev.caravan.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTest {
  @ParameterizedTest
  @CsvSource(quoteCharacter = '"', value = {
    "Email dana.reyes@halden-health.example is wrong | Email … is wrong",
    "Email IN ('o'neil+x@mail.example') | Email IN ('…')",
    "GET /query?q=Email%3Ddana%40x.example | GET /query?q=…",
    "Phone +12025550100 is taken | Phone … is taken",
    "Phone (202) 555-0100 is taken | Phone … is taken",
    "Phone 2025550100 | Phone …"}, delimiter = '|')
  void addresses_and_numbers_are_covered(String words, String shown) {
    assertThat(Masked.text(words)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Salesforce refused 20 of 30 records", "http://127.0.0.1:43567/login", "since 2026-03-02T10:15:00Z",
      "on 2026-03-02 at ten", "Lead 00Q000000000001EAA, contact 1986113", "ELQ-00107: field C_Caravan_Fit1 [C_Caravan_Fit1]"})
  void what_names_nobody_stays(String words) {
    assertThat(Masked.text(words)).isEqualTo(words);
  }

  @Test
  void nothing_stays_nothing() {
    assertThat(Masked.text("")).isEmpty();
  }

  @Test
  void a_page_without_a_space_is_read_once_and_what_it_ends_with_is_covered() {
    String page = "a.b".repeat(500_000);

    assertThat(Masked.text(page)).isEqualTo(page);
    assertThat(Masked.text(page + " dana@halden.example")).isEqualTo(page + " …");
  }
}
