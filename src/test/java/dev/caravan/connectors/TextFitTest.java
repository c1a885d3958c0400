package dev.caravan.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFitTest {
  private static final Pattern PART = Pattern.compile("(?m)^\\s*([+-]\\d+\\.\\d) {2}");
  private static final String FULL = String.join("\n", "Customer care: rating B (A2), stage engaged, exploring.",
      "Interest 73.6, the sum of:", "   +38.7  white paper, 2 times, 21 Feb 2026 to 2 Mar 2026 (30 days ago)",
      "   +20.0  planning to purchase: Yes, 2 Mar 2026 (30 days ago, never fades)", "   +14.9  testimonial, 1 Mar 2026 (31 days ago)",
      "    +2.0  page view, 1 Mar 2026 (31 days ago)", "    -2.0  unsubscribed, 1 Mar 2026 (31 days ago)", "Fit 94:",
      "  industry: Healthcare, 100 of 100, weight 30 %", "As of 2026-04-01T09:00:00Z");

  @Test
  void a_text_that_fits_stays_as_it_is() {
    assertThat(TextFit.fitted(FULL, FULL.length())).isEqualTo(FULL);
  }

  @ParameterizedTest
  @ValueSource(ints = {430, 400, 360, 300, 260})
  void the_smallest_parts_of_an_explanation_become_one_line_and_it_still_adds_up(int length) {
    String fitted = TextFit.fitted(FULL, length);
    assertThat(fitted).hasSizeLessThanOrEqualTo(length).containsPattern("others \\([2-5]\\)").contains("As of 2026-04-01")
        .doesNotContain("unsubscribed");
    assertThat(sum(fitted)).isEqualByComparingTo("73.6");
  }

  @Test
  void the_largest_part_is_folded_last() {
    assertThat(TextFit.fitted(FULL, 400)).contains("white paper").doesNotContain("page view");
  }

  @Test
  void other_texts_are_cut_at_a_word() {
    assertThat(TextFit.fitted("Interest 83.4, fit 78, rating B", 16)).isEqualTo("Interest 83.4,…");
    assertThat(TextFit.fitted("Interest 83.4, fit 78", 15)).isEqualTo("Interest 83.4,…");
    assertThat(TextFit.fitted("Donaudampfschifffahrt", 10)).isEqualTo("Donaudamp…");
  }

  @Test
  void a_sign_of_two_halves_is_not_cut_in_two() {
    assertThat(TextFit.fitted("abc\ud83d\ude00def", 5)).isEqualTo("abc…");
  }

  private static BigDecimal sum(String text) {
    BigDecimal sum = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      sum = sum.add(new BigDecimal(part.group(1)));
    }
    return sum;
  }
}
