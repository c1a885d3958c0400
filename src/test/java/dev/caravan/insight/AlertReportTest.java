package dev.caravan.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.AlertAnswer;
import dev.caravan.model.Because;
import dev.caravan.model.Fact;
import dev.caravan.outbox.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each alert that reached a rep counts once, by what was said of it last. */
class AlertReportTest {
  private final List<Outbox.Decided> decided = new ArrayList<>();
  private final List<AlertAnswer> answers = new ArrayList<>();

  private void decided(String id, String kind, Map<String, Object> fields) {
    decided.add(new Outbox.Decided(id, kind, "g", 1, Because.of("", "", "", "", ""), fields));
  }

  private void rose(String alert, String pattern) {
    decided(alert, "alert", Map.of("pattern", pattern));
  }

  private void said(String about, String answer) {
    answers.add(new AlertAnswer(new Fact.Head("salesforce", about + answer + answers.size(), about, 1, 1, ""), answer, ""));
  }

  @Test
  void told_is_acted_on_not_useful_snoozed_and_no_answer_together() {
    for (int n = 1; n <= 5; n++) {
      rose("alert/a|x/" + n, n < 4 ? "meeting" : "more-than-usual");
    }
    rose("alert/a|x/6", "meeting"); // told by a hand-off
    decided("notice/1", "notice", Map.of("what", "alert", "about", "alert/a|x/1"));
    decided("notice/2", "notice", Map.of("what", "alert", "about", "alert/a|x/2"));
    decided("notice/3", "notice", Map.of("what", "digest", "about", "digest/r/9", "members", List.of("alert/a|x/3", "alert/a|x/4", "alert/a|x/5")));
    decided("notice/4", "notice", Map.of("what", "reminder", "about", "hand-off/p/1"));
    said("alert/a|x/1", "not-useful");
    said("alert/a|x/1", "acted");
    said("alert/a|x/2", "snooze");
    said("digest/r/9", "not-useful");
    said("alert/of-nobody/1", "acted");

    assertThat(AlertReport.of(decided, answers).rows()).containsExactly(
        List.of("meeting", 3L, 1L, 1L, 1L, 0L, 50.0), List.of("more-than-usual", 2L, 0L, 2L, 0L, 0L, 0.0), List.of("all", 5L, 1L, 3L, 1L, 0L, 25.0));
  }

  @Test
  void where_no_alert_went_out_there_is_nothing_to_report() {
    rose("alert/a|x/1", "meeting");
    assertThat(AlertReport.of(decided, answers).isEmpty()).isTrue();
  }
}
