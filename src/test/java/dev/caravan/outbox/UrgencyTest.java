package dev.caravan.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Decision.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UrgencyTest {
  @Test
  void opt_outs_come_first_then_hand_offs_groups_programmes_and_scores_last() {
    assertThat(List.of("deliver-crm-score", "deliver-crm-group", "deliver-mail-own", "deliver-mail-touch", "deliver-mail-consent",
        "deliver-crm-programme", "deliver-crm-hand-off", "deliver-crm-consent").stream().sorted(Urgency.ofRoutes()))
        .containsExactly("deliver-crm-consent", "deliver-mail-consent", "deliver-crm-hand-off", "deliver-crm-group",
            "deliver-crm-programme", "deliver-mail-touch", "deliver-crm-score", "deliver-mail-own");
  }

  @Test
  void every_kind_that_becomes_an_item_is_delivered_with_one_urgency() {
    Set<Kind> never = Set.of(Kind.STAGE, Kind.HAND_OFF);
    for (Kind kind : Kind.values()) {
      long of = Arrays.stream(Urgency.values()).filter(each -> each.kinds().contains(Putting.itemKind(kind))).count();
      assertThat(of).as(kind.code()).isEqualTo(never.contains(kind) ? 0 : 1);
    }
  }
}
