package dev.caravan.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.cli.CannotStart;
import dev.caravan.config.Configuration;
import dev.caravan.model.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an alarm on real years is judged by. */
class GroupYearsTest {
  private static final long START = Times.parse("2012-01-01T10:00:00Z");

  @TempDir Path folder;
  private final List<String> lines = new ArrayList<>(List.of("occurred_at,account,person,category"));

  private void event(double day, String account, String person) {
    lines.add(Times.text(START + Math.round(day * Times.DAY)) + "," + account + "," + person + ",tools");
  }

  private GroupYears.Result judged(String method) throws IOException {
    event(1000, "Somebody else", "zoe");
    Path file = Files.write(folder.resolve("years.csv"), lines);
    return new GroupYears(Configuration.load(Path.of("config")), file).parts().get(0).results().stream()
        .filter(result -> result.method().equals(method)).findFirst().orElseThrow();
  }

  @Test
  void a_company_that_comes_to_stay_is_seen_before_and_lasts() throws IOException {
    for (int i = 0; i < 40; i++) {
      event(5 * i, "\"Halden, Inc.\"", i < 7 ? "p" + i % 2 : "p" + i % 3);
    }
    var lasting = judged("interest-that-lasts");
    assertThat(lasting.raised()).isEqualTo(1);
    assertThat(lasting.right()).isEqualTo(1);
    assertThat(lasting.followed()).isEqualTo(1);
    assertThat(lasting.f1()).isEqualTo(1);
  }

  @Test
  void one_busy_person_is_volume_and_no_pattern() throws IOException {
    for (int i = 0; i < 40; i++) {
      event(i, "Halden", "ann");
    }
    assertThat(judged("10 events in 90 days").raised()).isEqualTo(1);
    assertThat(judged("interest-that-lasts").raised()).isZero();
    assertThat(judged("more-than-usual").raised()).isZero();
  }

  @Test
  void an_alarm_of_which_nobody_can_know_yet_what_comes_of_it_is_left_out_whatever_raised_it() throws IOException {
    for (int i = 0; i < 12; i++) {
      event(990 - 5 * i, "Halden", "p" + i % 3);
    }
    event(400, "Halden", "p0");
    for (String method : List.of("interest-that-lasts", "2 people in 90 days", "5 events in 90 days")) {
      var result = judged(method);
      assertThat(result.leftOut()).as(method).isEqualTo(1);
      assertThat(result.raised()).as(method).isZero();
      assertThat(result.missed()).as(method).isZero();
    }
  }

  @Test
  void another_file_is_refused_with_what_is_expected() throws IOException {
    Path file = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
    assertThatThrownBy(() -> new GroupYears(Configuration.load(Path.of("config")), file)).isInstanceOf(CannotStart.class)
        .hasMessageContaining("occurred_at,account,person,category");
  }
}
