package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningClockTest {
  @TempDir Path folder;

  @Test
  void it_begins_where_it_is_told_and_never_shows_less_than_asked_for() throws IOException {
    RunningClock clock = RunningClock.keptIn(folder.resolve("clock"), 1_000_000);
    assertThat(clock.millis()).isGreaterThanOrEqualTo(1_000_000);
    clock.atLeast(90_000_000);
    assertThat(clock.millis()).isGreaterThanOrEqualTo(90_000_000);
    clock.atLeast(5);
    assertThat(clock.millis()).isGreaterThanOrEqualTo(90_000_000);
  }

  @Test
  void another_process_goes_on_behind_what_was_shown_last() throws IOException {
    RunningClock killed = RunningClock.keptIn(folder.resolve("clock"), 1_000_000);
    killed.atLeast(90_000_000);
    long last = killed.millis();

    assertThat(RunningClock.shownIn(folder.resolve("clock"))).hasValue(last);
    assertThat(RunningClock.shownIn(folder.resolve("none"))).isEmpty();
    assertThat(RunningClock.keptIn(folder.resolve("clock"), 1_000_000).millis()).isGreaterThan(last);
    assertThat(RunningClock.keptIn(folder.resolve("clock"), 200_000_000).millis()).isGreaterThanOrEqualTo(200_000_000);
  }

  @Test
  void it_stands_until_it_is_told_to_go_on() throws IOException {
    RunningClock clock = RunningClock.keptIn(folder.resolve("standing"), 1_000);
    clock.stand();
    assertThat(clock.millis()).isEqualTo(1_000);
    clock.standAt(5_000);
    clock.standAt(4_000);
    assertThat(clock.millis()).as("it never goes back").isEqualTo(5_000);
    clock.goOn();
    assertThat(clock.millis()).isGreaterThanOrEqualTo(5_000);
    assertThat(RunningClock.keptIn(folder.resolve("standing"), 1_000).millis()).isGreaterThan(5_000);
  }
}
