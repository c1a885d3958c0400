package dev.caravan.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptTest {
  @Test
  void a_score_on_hold_comes_back_as_it_was_told() {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("fit", 62.5);
    shown.put("completeness", 80L);
    shown.put("rating", "B");
    shown.put("posture", null);
    shown.put("explanation", "40.0 quote request\n20.0 Weißbuch, „Kürzere Schlangen“");
    shown.put("lacking", List.of("insufficient-interest"));
    var score = new Decision.Score("score/p-1@7", "p-1", 7, Because.of("interest rose", "quote", "config/scoring.yaml:9",
        "0123456789ab", "FormSubmit-1"), "ann@halden.example", shown);

    Decision back = new Kept.Plain(score).packed().decision();

    assertThat(back).isEqualTo(score);
    assertThat(back.fields().keySet()).containsExactlyElementsOf(score.fields().keySet());
    assertThat(Payloads.hash(Payloads.of(back))).isEqualTo(Payloads.hash(Payloads.of(score)));
  }

  @Test
  void what_few_have_stays_as_it_is() {
    Kept stage = new Kept.Plain(new Decision.Stage("stage/p-1/1", "p-1", 7, Because.of("", "", "", "", ""), "", "payments",
        "inquiry", "mql", "new-purchase", "marketing", false, Moment.NONE));
    assertThat(((Kept.Plain) stage).packed()).isSameAs(stage);
  }
}
