package dev.caravan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules of two conditions are judged by on real years, and when one beats what Caravan alerts. */
class AlarmYearsTest {
  private static final long START = Times.parse("2012-01-01T10:00:00Z");

  @TempDir Path folder;
  private final List<String> lines = new ArrayList<>(List.of("occurred_at,account,person,category"));

  private static long at(double day) {
    return START + Math.round(day * Times.DAY);
  }

  private void event(double day, String account, String person) {
    lines.add(Times.text(at(day)) + "," + account + "," + person + ",tools");
  }

  private AlarmYears.Part earlier(Map<String, List<Long>> alerts) throws IOException {
    event(1000, "Somebody else", "zoe");
    Path file = Files.write(folder.resolve("years.csv"), lines);
    return new AlarmYears(file, 90 * Times.DAY).judge(alerts, Map.of(), 0).parts().get(0);
  }

  private static AlarmYears.Result rule(AlarmYears.Part part, String name) {
    return part.rules().stream().filter(each -> each.method().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void a_rule_alarms_once_and_again_after_the_pair_has_slept() throws IOException {
    for (double day : new double[] {0, 5, 10, 40, 45, 50, 200, 205}) {
      event(day, "Halden", "p" + (int) day % 2);
    }
    var rule = rule(earlier(Map.of()), "2 people, 2 events in 7 days");
    assertThat(rule.alarms()).isEqualTo(2);
    assertThat(rule.judged()).isEqualTo(2);
    assertThat(rule.right()).isZero();
  }

  @Test
  void more_people_and_more_events_are_both_asked_for() throws IOException {
    for (int i = 0; i < 6; i++) {
      event(i, "Halden", i == 5 ? "bob" : "ann");
    }
    AlarmYears.Part part = earlier(Map.of());
    assertThat(rule(part, "2 people, 6 events in 7 days").alarms()).isEqualTo(1);
    assertThat(rule(part, "2 people, 8 events in 7 days").alarms()).isZero();
    assertThat(rule(part, "3 people, 6 events in 7 days").alarms()).isZero();
  }

  @Test
  void an_alert_before_ten_events_of_three_people_is_in_time_and_right_where_ten_follow() throws IOException {
    for (int i = 0; i < 40; i++) {
      event(5 * i, "Halden", "p" + i % 3);
    }
    var inTime = earlier(Map.of("Halden|tools", List.of(at(20)))).alerts();
    assertThat(inTime.precision()).isEqualTo(1);
    assertThat(inTime.recall()).isEqualTo(1);
    assertThat(inTime.f1()).isEqualTo(1);
    var late = new AlarmYears(folder.resolve("years.csv"), 90 * Times.DAY).judge(Map.of("Halden|tools", List.of(at(190))), Map.of(), 0)
        .parts().get(0).alerts();
    assertThat(late.precision()).isZero();
    assertThat(late.recall()).isZero();
  }

  @Test
  void to_beat_is_to_be_better_on_the_whole_and_no_more_often() {
    var ours = new AlarmYears.Result("ours", 10, 10, 8, 3, 10, 100);
    assertThat(new AlarmYears.Result("better", 10, 10, 8, 4, 10, 100).beats(ours)).isTrue();
    assertThat(new AlarmYears.Result("better, more often", 11, 11, 9, 4, 10, 100).beats(ours)).isFalse();
    assertThat(ours.beats(ours)).isFalse();
  }
}
