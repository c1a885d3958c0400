package dev.caravan.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.desk.DeskView.HandedOver;
import dev.caravan.desk.DeskView;
import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeskReportsTest {
  private static final long NOW = Times.parse("2026-03-02T12:00:00Z");

  private static HandedOver waiting(String id, String why, long since) {
    return new HandedOver(id, "dana", "person", "mql", "payments", "", List.of(), "waiting", "team", why, NOW - since, Moment.NONE, "waiting", "", Moment.NONE,
        0, 30 * Times.MINUTE, false);
  }

  @Test
  void what_waits_is_told_by_pool_and_reason_with_who_waits_longest() {
    var desk = new DeskView(List.of(), List.of(waiting("h1", "team: full; waits for room", 3 * Times.HOUR),
        waiting("h2", "team: full; waits for room", Times.HOUR), waiting("h3", "team: outside working hours; waits for room", 0)),
        Map.of("exploring", 7L, "no-consent", 2L), NOW);
    Sheet sheet = DeskReports.held(desk);
    assertThat(sheet.csv().lines()).containsExactlyInAnyOrder("state,reason,pool,count,longest_hours", "held,exploring,,7,",
        "held,no-consent,,2,", "waiting,team: full; waits for room,team,2,3.0",
        "waiting,team: outside working hours; waits for room,team,1,0.0");
    assertThat(sheet.json().get("held").toString()).contains("{state=held, reason=exploring, count=7}");
  }

  @Test
  void a_queue_is_told_beside_the_reps() {
    var desk = new DeskView(List.of(new DeskView.Seat("0051", "Ann", true, 0, Map.of())), List.of(new HandedOver("h1", "dana", "person",
        "mql", "payments", "Unrouted", List.of("Unrouted"), "queue", "", "nobody else could take it", NOW, Moment.of(NOW), "open", "", Moment.NONE, 0,
        0, false)), Map.of(), NOW);
    assertThat(DeskReports.load(desk).csv()).contains("Unrouted,yes,1,1,0,0,0,0,,,,").doesNotContain("Ann");
    assertThat(DeskReports.responses(desk).csv()).contains("all,,1,0,,,,,");
  }

  @Test
  void a_comma_in_a_name_is_quoted() {
    var sheet = new Sheet("rows", List.of("name", "count"), List.of(List.of("Lind, Ada", 3L)), List.of(), "nothing");
    assertThat(sheet.csv()).isEqualTo("name,count\n\"Lind, Ada\",3\n");
    assertThat(sheet.text()).isEqualTo("name       count\nLind, Ada      3\n");
  }
}
