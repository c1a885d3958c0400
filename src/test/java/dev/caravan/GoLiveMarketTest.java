package dev.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.Configuration;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.GoLive;
import dev.caravan.host.Outcome;
import dev.caravan.host.embedded.Replay;
import dev.caravan.journal.FactFiles;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import dev.caravan.sandbox.market.Market;
import dev.caravan.sandbox.market.MarketSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A year of a market, of which the last months are lived and the rest is history. */
class GoLiveMarketTest {
  private static final Set<Decision.Kind> STATES = EnumSet.of(Decision.Kind.SCORE, Decision.Kind.STAGE, Decision.Kind.GROUP);
  private static final Configuration SHIPPED = Practice.settings();
  private static final List<Fact> FACTS = new ArrayList<>();

  @TempDir static Path folder;
  private static long end;
  private static long live;
  private static Outcome fromTheStart;

  @BeforeAll
  static void market() throws IOException {
    Path file = folder.resolve("facts.ndjson");
    Market.generate(MarketSettings.defaults().withPeople(300), file, folder.resolve("truth.json"));
    FactFiles.read(file, FACTS::add, aside -> {
      throw new AssertionError(aside);
    });
    end = MarketSettings.defaults().end().toEpochMilli();
    live = end - 90 * Times.DAY;
    fromTheStart = new Replay(Pipeline.of(SHIPPED)).run(FACTS, end);
  }

  private static Outcome with(GoLive goLive, List<Decision> done) {
    var all = new ArrayList<>(FACTS);
    done.forEach(act -> all.add(Fact.Done.of(act)));
    Outcome outcome = new Replay(Pipeline.of(SHIPPED, goLive)).run(all, end);
    assertThat(outcome.poisoned()).isEmpty();
    return outcome;
  }

  private static List<Decision> acts(Outcome outcome) {
    return outcome.decisions().stream().filter(each -> !STATES.contains(each.kind())).toList();
  }

  private static Map<String, Object> each(Iterable<Map<String, Object>> lines, Function<Map<String, Object>, Object> said) {
    var each = new TreeMap<String, Object>();
    lines.forEach(line -> each.put(line.getOrDefault("person", line.get("account")) + " " + line.get("solution"), said.apply(line)));
    return each;
  }

  @Test
  void while_nobody_acts_scores_stages_and_groups_are_all_that_is_decided() {
    Outcome silent = with(GoLive.NOT_YET, List.of());

    assertThat(acts(silent)).isEmpty();
    assertThat(each(silent.people(), line -> List.of(line.get("interest"), line.get("fit"), line.get("mql"))))
        .isEqualTo(each(fromTheStart.people(), line -> List.of(line.get("interest"), line.get("fit"), line.get("mql"))));
    assertThat(each(silent.groups(), line -> line.get("level"))).containsAllEntriesOf(each(fromTheStart.groups(), line -> line.get("level")));
    assertThat(silent.people()).noneMatch(line -> (long) line.get("touches") > 0);
  }

  @Test
  void nothing_is_done_that_is_dated_before_going_live() {
    Outcome lived = with(new GoLive(live), List.of());

    assertThat(acts(lived)).isNotEmpty().allSatisfy(act -> assertThat(act.at()).isGreaterThanOrEqualTo(live));
    assertThat(lived.groups()).anyMatch(line -> ((List<?>) line.get("waits_for")).toString().contains("reason=release"));
  }

  @Test
  void what_was_done_before_is_remembered_and_goes_on() {
    List<Decision> before = acts(fromTheStart).stream().filter(act -> act.at() < live).toList();
    Outcome goesOn = with(GoLive.FROM_THE_START.again(live), before);

    assertThat(acts(goesOn)).allSatisfy(act -> assertThat(act.at()).isGreaterThanOrEqualTo(live));
    assertThat(assignments(goesOn)).extracting(Decision.Assignment::id).as("who is handed over from then on")
        .isEqualTo(assignments(fromTheStart).stream().filter(each -> each.at() >= live).map(Decision.Assignment::id).toList());
    assertThat(acts(goesOn)).filteredOn(act -> act.kind() != Decision.Kind.CONSENT).extracting(Decision::id)
        .doesNotContainAnyElementsOf(before.stream().map(Decision::id).toList());
    assertThat(each(goesOn.people(), GoLiveMarketTest::stands)).isEqualTo(each(fromTheStart.people(), GoLiveMarketTest::stands));
    assertThat(each(goesOn.groups(), GoLiveMarketTest::stands)).isEqualTo(each(fromTheStart.groups(), GoLiveMarketTest::stands));
  }

  /** How the hand-off of a line stands, and what it waits for. */
  private static Object stands(Map<String, Object> line) {
    return List.of(((List<?>) line.get("hand_offs")).stream().map(each -> (Map<?, ?>) each)
        .map(each -> each.get("id") + " " + each.get("state") + " " + each.get("because")).toList(), line.get("waits_for"));
  }

  private static List<Decision.Assignment> assignments(Outcome outcome) {
    return outcome.decisions().stream().filter(Decision.Assignment.class::isInstance).map(Decision.Assignment.class::cast).toList();
  }
}
