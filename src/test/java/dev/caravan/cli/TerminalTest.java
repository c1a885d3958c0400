package dev.caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
  @ParameterizedTest
  @CsvSource({"1, day, 1 day", "3, day, 3 days", "2, key, 2 keys", "2, company, 2 companies", "0, person, 0 people",
      "2000, record, '2,000 records'"})
  void a_number_goes_with_its_noun(long number, String noun, String words) {
    assertThat(Terminal.count(number, noun)).isEqualTo(words);
  }
}
