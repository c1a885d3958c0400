package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code caravan run --once} after a quiet time. */
class TimeRunTest {
  @TempDir Path folder;

  @Test
  void a_single_run_decides_what_fell_due_by_time_alone() throws Exception {
    Path facts = DemoData.smallMarket(folder.resolve("facts.ndjson"));
    try (var place = RunPlace.whereTimePasses(folder.resolve("quiet"), facts)) {
      place.runOnce();
      place.runOnce();
      DemoData.Shown before = place.shown();
      long writes = place.writes();
      place.later(Duration.ofDays(21));
      long now = place.clock.millis();

      Shell.Said said = place.runOnce();

      assertThat(said.code()).as(said.out() + said.err()).isIn(0, 1);
      try (Caravan caravan = place.open()) {
        assertThat(caravan.journal().position()).isGreaterThanOrEqualTo(now);
      }
      assertThat(place.writes()).as("what fades, waits or falls due in three weeks").isGreaterThan(writes);
      assertThat(place.shown().eloqua()).isNotEqualTo(before.eloqua());
    }
  }
}
