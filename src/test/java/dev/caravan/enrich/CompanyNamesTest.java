package dev.caravan.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompanyNamesTest {
  private static final CompanyNames NAMES = Rooms.shipped().companies();

  @ParameterizedTest
  @CsvSource({"'Halden Health, Inc.', HALDEN HEALTH", "Société Halden S.A., Societe Halden", "The Halden Company, Halden",
    "A. O. Halden, A O HALDEN CORP", "Halden Corporation of America, Halden Corp of America", "Halden & Sons Ltd, Halden and Sons"})
  void names_that_differ_in_form_case_and_punctuation_are_the_same(String one, String other) {
    assertThat(NAMES.comparable(one)).isEqualTo(NAMES.comparable(other)).isNotEmpty();
    assertThat(NAMES.likeness(one, other)).isGreaterThanOrEqualTo(980);
  }

  @ParameterizedTest
  @CsvSource({"Halden, Halden Holdings Inc", "Halden Health, Haldem Health", "SMITH A O CORP, A. O. Smith", "Super Halden, Superhalden Computer",
    "Lilly (Eli), ELI LILLY & Co", "O’Halden Automotive, O HALDEN AUTOMOTIVE INC", "D. R. Halden, HALDEN D R INC /DE/"})
  void names_of_one_company_are_alike(String one, String other) {
    assertThat(NAMES.likeness(one, other)).isGreaterThanOrEqualTo(NAMES.atLeast());
    assertThat(NAMES.blocks(one)).as("and meet").containsAnyElementsOf(NAMES.blocks(other));
  }

  @ParameterizedTest
  @CsvSource({"Halden Tree, Halden General", "First Halden Bank, First Norden Bank", "Waters, Waterstone Financial", "Inter, International Paper",
    "Halden, ''"})
  void names_of_different_companies_are_not(String one, String other) {
    assertThat(NAMES.likeness(one, other == null ? "" : other)).isLessThan(NAMES.atLeast());
  }

  @Test
  void likeness_does_not_depend_on_who_is_asked_about_whom() {
    var names = new ArrayList<>(java.util.List.of("Halden", "Halden Health", "Halden Health Group", "Norden Health", "AO Smith", "Smith AO"));
    for (String one : names) {
      for (String other : names) {
        assertThat(NAMES.likeness(one, other)).as("%s, %s", one, other).isCloseTo(NAMES.likeness(other, one),
            org.assertj.core.data.Offset.offset(1));
      }
    }
  }
}
