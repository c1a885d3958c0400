package dev.caravan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.Extent;
import dev.caravan.config.Configuration;
import dev.caravan.desk.DeskView;
import dev.caravan.model.Decision;
import dev.caravan.model.Times;
import dev.caravan.pipeline.DeskTrial;
import dev.caravan.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The desk by itself, with the rules and pools that are measured. */
class RoutingBenchTest {
  private static Pipeline engine(int reps) {
    Map<String, String> texts = new LinkedHashMap<>(Configuration.load(Path.of("config")).texts());
    texts.put("routing.yaml", RoutingBench.routing(reps));
    return Pipeline.of(Configuration.of(texts, Map.of()));
  }

  private static String line(Decision decision) {
    return decision instanceof Decision.Assignment given ? given.id() + " " + given.at() + " " + given.owner()
        : decision instanceof Decision.Notice notice ? notice.id() + " " + notice.at() + " " + notice.owner() : "";
  }

  @Test
  void a_desk_that_ends_and_begins_again_goes_on_as_if_nothing_had_been() {
    var atOnce = new ArrayList<String>();
    var restarted = new ArrayList<String>();
    Pipeline engine = engine(12);
    var one = new DeskTrial(engine, 4 * Times.MINUTE, decision -> atOnce.add(line(decision)));
    var other = new DeskTrial(engine, 4 * Times.MINUTE, decision -> restarted.add(line(decision)));
    one.reps(12);
    other.reps(12);
    one.handOver(4_000);
    for (int i = 0; i < 400; i++) {
      other.handOver(10);
      other.restart();
    }
    assertThat(restarted).isEqualTo(atOnce).hasSizeGreaterThan(4_000);
    assertThat(other.view()).isEqualTo(one.view());
  }

  @Test
  void thousands_of_hand_offs_are_shared_evenly_and_none_is_lost() {
    int many = Extent.of(15_000, 100_000);
    Map<String, Long> told = new TreeMap<>();
    var trial = new DeskTrial(engine(50), 3 * Times.MINUTE, decision -> told.merge(
        decision instanceof Decision.Notice notice ? notice.what() : decision.kind().code(), 1L, Long::sum));
    trial.reps(50);
    trial.handOver(many);
    DeskView desk = trial.view();
    long waiting = desk.handOffs().stream().filter(DeskView.HandedOver::waits).count();
    assertThat(desk.handOffs()).hasSize(many);
    long overBefore = desk.handOffs().stream().filter(each -> each.at().isNone() && !each.waits()).count();
    assertThat(told.getOrDefault("assignment", 0L) + waiting + overBefore).isEqualTo(many);
    assertThat(told).containsKeys("reminder", "reassignment", "escalation");
    List<Long> even = desk.seats().stream().filter(seat -> seat.shares().containsKey("even"))
        .map(seat -> seat.shares().get("even").taken()).sorted().toList();
    assertThat(even).hasSize(25);
    assertThat(even.get(24) - even.get(0)).isLessThanOrEqualTo(1);
    assertThat(desk.seats()).allSatisfy(seat -> assertThat(seat.shares().get("weighted").taken()).isPositive());
  }
}
