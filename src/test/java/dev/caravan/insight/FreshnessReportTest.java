package dev.caravan.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.insight.FreshnessReport.Stamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreshnessReportTest {
  private static final long NOON = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();

  @Test
  void each_step_of_a_day_is_told_with_its_middle_and_its_slow_end() {
    var stamps = new ArrayList<Stamps>();
    for (int i = 1; i <= 20; i++) {
      stamps.add(new Stamps(NOON, NOON + i * 1_000L, NOON + i * 1_000L + 3_000, NOON + i * 1_000L + 5_000));
    }
    stamps.add(new Stamps(NOON, NOON + 86_400_000, NOON + 86_400_000, NOON + 86_400_500));

    assertThat(FreshnessReport.sheet(stamps).rows()).containsExactly(
        List.of("2026-03-02", "happened to recorded", 20L, 10.0, 19.0),
        List.of("2026-03-02", "recorded to decided", 20L, 3.0, 3.0),
        List.of("2026-03-02", "decided to accepted", 20L, 2.0, 2.0),
        List.of("2026-03-02", "happened to accepted", 20L, 15.0, 24.0),
        List.of("2026-03-03", "happened to recorded", 1L, 86400.0, 86400.0),
        List.of("2026-03-03", "recorded to decided", 1L, 0.0, 0.0),
        List.of("2026-03-03", "decided to accepted", 1L, 0.5, 0.5),
        List.of("2026-03-03", "happened to accepted", 1L, 86400.5, 86400.5));
  }

  @Test
  void where_nothing_was_handed_over_it_says_so() {
    assertThat(FreshnessReport.sheet(List.of()).text()).contains("there is nothing to report");
  }
}
