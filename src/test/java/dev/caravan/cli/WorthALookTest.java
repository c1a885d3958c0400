package dev.caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an alert of a generated market is judged by. */
class WorthALookTest {
  @TempDir Path folder;
  private WorthALook worth;

  @BeforeEach
  void truth() throws IOException {
    Path truth = Files.writeString(folder.resolve("truth.json"), """
        {"worth_a_look": [
          {"kind": "meeting", "account": "A", "solution": "care", "at": "2026-03-02T09:00:00Z", "until": "2026-03-02T10:00:00Z"},
          {"kind": "burst", "account": "B", "solution": "care", "at": "2026-03-02T09:00:00Z", "until": "2026-03-09T09:00:00Z"}],
         "decoys": [
          {"kind": "two-solutions", "account": "C", "solution": "care", "at": "2026-03-02T09:00:00Z", "until": "2026-03-02T10:00:00Z"},
          {"kind": "free-mail", "account": null, "solution": "care", "at": "2026-03-02T09:00:00Z", "until": "2026-03-02T10:00:00Z"}]}
        """);
    worth = WorthALook.read(truth).orElseThrow();
  }

  private static WorthALook.Alarm alarm(String account, String moment) {
    return new WorthALook.Alarm(account + "|care", Times.parse(moment));
  }

  @Test
  void an_alert_while_something_happens_or_within_two_hours_after_is_worth_a_look() {
    var alerts = List.of(alarm("A", "2026-03-02T09:20:00Z"), alarm("A", "2026-03-02T12:00:00Z"), alarm("A", "2026-03-02T12:01:00Z"),
        alarm("A", "2026-03-02T08:59:00Z"), alarm("B", "2026-03-05T00:00:00Z"), alarm("D", "2026-03-02T09:20:00Z"));
    assertThat(worth.count(alerts)).isEqualTo(new WorthALook.Count(6, 2, 3));
  }

  @Test
  void a_hand_off_is_judged_by_the_alert_it_goes_with() {
    var alerts = List.of(alarm("A", "2026-03-02T09:20:00Z"));
    var handOffs = List.of(alarm("A", "2026-03-06T09:00:00Z"), alarm("A", "2026-03-20T09:00:00Z"));
    assertThat(worth.count(WorthALook.handOffs(handOffs, alerts))).isEqualTo(new WorthALook.Count(2, 1, 1));
  }

  @Test
  void what_was_found_and_which_decoys_alarmed_is_counted_from_a_moment_on() {
    var alerts = List.of(alarm("A", "2026-03-02T09:20:00Z"), alarm("C", "2026-03-02T09:20:00Z"));
    assertThat(worth.found("meeting", alerts, Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(new WorthALook.Found(1, 1));
    assertThat(worth.found("burst", alerts, Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(new WorthALook.Found(1, 0));
    assertThat(worth.found("meeting", alerts, Times.parse("2026-03-03T00:00:00Z"), Long.MAX_VALUE)).isEqualTo(new WorthALook.Found(0, 0));
    assertThat(worth.decoys(alerts, Long.MIN_VALUE)).isEqualTo(new WorthALook.Found(1, 1));
  }

  @Test
  void a_truth_that_says_nothing_of_it_judges_nothing() throws IOException {
    assertThat(WorthALook.read(Files.writeString(folder.resolve("old.json"), "{}"))).isEmpty();
  }
}
