package dev.caravan.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.host.embedded.Replay;
import dev.caravan.journal.FactFiles;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.sandbox.market.Market;
import dev.caravan.sandbox.market.MarketSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * What every host keeps: the same facts give the same lines as a replay in memory, whatever happens to the host on the
 * way. A host extends this class and says how it carries facts.
 */
public abstract class HostContract {

  /**
   * What happens to a host while it works.
   *
   * @param batch about how many facts it takes at a time, as far as it knows batches
   * @param restarts whether it is ended and started again between any two of them
   */
  public record Faults(int batch, boolean restarts) {
    public static final Faults NONE = new Faults(10_000, false);

    public static Faults batchesOf(int facts) {
      return new Faults(facts, false);
    }

    public static Faults restartAfterEvery(int facts) {
      return new Faults(facts, true);
    }
  }

  /** What came of it, line by line: decisions by time and subject, inputs set apart as {@code stage key tick …}. */
  public record Lines(List<String> decisions, List<String> people, List<String> groups, List<String> parked) {
    public static Lines of(List<Decision> decisions, Iterable<Map<String, Object>> people,
        Iterable<Map<String, Object>> groups, List<String> parked) {
      return new Lines(decisions.stream().map(Decision::toString).toList(), lines(people), lines(groups), parked);
    }

    private static List<String> lines(Iterable<Map<String, Object>> values) {
      var lines = new ArrayList<String>();
      values.forEach(each -> lines.add(each.toString()));
      return List.copyOf(lines);
    }
  }

  /** An input set apart, as {@link Lines} tells it. */
  public static String parked(String stage, String key, long tick, String input, String reason) {
    return String.join(" ", stage, key, String.valueOf(tick), input, reason);
  }

  /**
   * Carries facts through a new host, to its end; the outcome is as of the last fact that was kept.
   *
   * @param arrivals each is worked off before the next one comes. Facts of the first are recorded when they happened;
   *     all facts of a later one are recorded at one moment, after everything before
   * @param faults a host that takes a second to restart may restart less often
   */
  protected abstract Lines run(Rooms rooms, List<List<Fact>> arrivals, Faults faults);

  /** Facts, and what they come to. */
  private record Measure(List<Fact> facts, Lines replayed) {
    static Measure of(List<Fact> facts) {
      return new Measure(List.copyOf(facts), replay(Rooms.SHIPPED, facts));
    }
  }

  /** Made once a JVM, whichever hosts are measured in it. */
  private static final class Once {
    static final Measure MARKET = Measure.of(generated());
    static final Measure STORY = Measure.of(Story.told());

    private static List<Fact> generated() {
      var facts = new ArrayList<Fact>();
      try {
        Path folder = Files.createTempDirectory("market");
        Path file = folder.resolve("facts.ndjson");
        Path truth = folder.resolve("truth.json");
        Market.generate(new MarketSettings(150, 7, MarketSettings.defaults().end(), 150, 1.0), file, truth);
        FactFiles.read(file, facts::add, aside -> {
          throw new AssertionError(aside);
        });
        for (Path each : List.of(file, truth, folder)) {
          Files.delete(each);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return facts;
    }
  }

  /** The measure of all hosts. */
  private static Lines replay(Rooms rooms, List<Fact> facts) {
    Outcome outcome = new Replay(rooms.engine()).run(facts, Long.MAX_VALUE);
    return Lines.of(outcome.decisions(), outcome.people(), outcome.groups(), outcome.poisoned().stream()
        .map(each -> parked(each.stage(), each.key(), each.tick(), each.input(), each.reason())).toList());
  }

  private static void same(Lines told, Lines expected) {
    same("decision", told.decisions(), expected.decisions());
    same("line of people", told.people(), expected.people());
    same("line of groups", told.groups(), expected.groups());
    same("parked input", told.parked(), expected.parked());
  }

  /** Names the first difference: of thousands of lines one is enough. */
  private static void same(String what, List<String> told, List<String> expected) {
    for (int i = 0; i < Math.min(told.size(), expected.size()); i++) {
      assertThat(told.get(i)).as("%s %d of %d", what, i + 1, expected.size()).isEqualTo(expected.get(i));
    }
    assertThat(told).as(what).hasSameSizeAs(expected);
  }

  @Test
  void there_is_something_to_compare() {
    assertThat(marketReplayed().decisions()).hasSizeGreaterThan(500);
    assertThat(marketReplayed().groups()).isNotEmpty();
    for (String kind : List.of("Score[", "Stage[", "HandOff[", "Assignment[", "Alert[", "Group[", "Enrolment[")) {
      assertThat(storyReplayed().decisions()).as(kind).anyMatch(decision -> decision.startsWith(kind));
    }
    assertThat(storyReplayed().groups()).hasSize(1);
  }

  @Test
  void a_market_comes_to_what_a_replay_says() {
    same(run(Rooms.SHIPPED, List.of(market()), Faults.NONE), marketReplayed());
  }

  @Test
  void restarts_between_any_two_batches_change_nothing() {
    same(run(Rooms.SHIPPED, List.of(market()), Faults.restartAfterEvery(400)), marketReplayed());
  }

  @Test
  void restarts_as_often_as_a_host_can_change_nothing() {
    same(run(Rooms.SHIPPED, List.of(story()), Faults.restartAfterEvery(1)), storyReplayed());
  }

  @Test
  void shuffled_and_doubled_facts_change_nothing() {
    same(run(Rooms.SHIPPED, List.of(shuffled(market(), market())), Faults.batchesOf(777)), marketReplayed());
    same(run(Rooms.SHIPPED, List.of(shuffled(story(), story())), Faults.NONE), storyReplayed());
  }

  @Test
  void other_batches_change_nothing() {
    for (int batch : List.of(1, 2, 3, 7)) {
      same(run(Rooms.SHIPPED, List.of(story()), Faults.batchesOf(batch)), storyReplayed());
    }
  }

  @Test
  void facts_that_come_again_when_they_were_worked_off_change_nothing() {
    List<Fact> again = story().stream().map(fact -> Story.known(121, fact)).toList();
    same(run(Rooms.SHIPPED, List.of(story(), again), Faults.NONE), storyReplayed());
  }

  @Test
  void facts_known_late_give_one_result_whatever_the_batches() {
    var arrivals = new ArrayList<>(List.of(story()));
    arrivals.addAll(Story.knownLate());
    List<Fact> all = arrivals.stream().flatMap(List::stream).toList();
    Lines expected = replay(Rooms.SHIPPED, all);
    assertThat(expected.people()).isNotEqualTo(storyReplayed().people());
    for (Faults faults : List.of(Faults.NONE, Faults.batchesOf(3), Faults.restartAfterEvery(1))) {
      same(run(Rooms.SHIPPED, arrivals, faults), expected);
    }
    same(run(Rooms.SHIPPED, List.of(shuffled(all)), Faults.NONE), expected);
  }

  @Test
  void what_was_decided_before_a_fact_came_late_stays() {
    var arrivals = new ArrayList<>(List.of(story()));
    arrivals.addAll(Story.knownLate());
    assertThat(run(Rooms.SHIPPED, arrivals, Faults.NONE).decisions())
        .startsWith(storyReplayed().decisions().toArray(String[]::new));
  }

  @Test
  void an_alarm_rings_once_at_its_time_whenever_its_host_was_awake() {
    Lines expected = replay(Rooms.RINGING, story());
    assertThat(rings(expected)).hasSizeGreaterThan(5).doesNotHaveDuplicates();
    for (Faults faults : List.of(Faults.NONE, Faults.batchesOf(1), Faults.restartAfterEvery(2))) {
      same(run(Rooms.RINGING, List.of(story()), faults), expected);
    }
  }

  @Test
  void no_alarm_rings_after_the_last_moment_known() {
    long last = rings(replay(Rooms.RINGING, story())).stream()
        .mapToLong(ring -> Long.parseLong(ring.substring(ring.lastIndexOf('/') + 1))).max().orElseThrow();
    Fact before = Story.user("005E", 0).with(Story.user("005E", 0).head().recordedAt(last - 1));
    Fact then = before.with(before.head().recordedAt(last));
    List<Fact> early = story().stream().filter(recordedBefore(last - 1)).toList();
    assertThat(rings(run(Rooms.RINGING, List.of(early, List.of(before)), Faults.NONE))).noneMatch(ringsAt(last));
    assertThat(rings(run(Rooms.RINGING, List.of(early, List.of(then)), Faults.NONE))).filteredOn(ringsAt(last))
        .isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void a_poisoned_input_is_set_apart_with_its_reason_and_the_rest_goes_on() {
    for (Faults faults : List.of(Faults.NONE, Faults.restartAfterEvery(1))) {
      Lines told = run(Rooms.THROWING, List.of(story()), faults);
      assertThat(told.parked()).singleElement().asString()
          .startsWith("score " + Story.DANA + " " + Rooms.POISONED + " ").contains("paper-2", "cannot take this");
      List<Fact> without = story().stream().filter(fact -> fact.head().recorded() != Rooms.POISONED).toList();
      Lines expected = replay(Rooms.SHIPPED, without);
      same(new Lines(told.decisions(), told.people(), told.groups(), List.of()), expected);
    }
  }

  @Test
  void a_poisoned_alarm_is_set_apart_once_and_does_not_ring_for_ever() {
    Lines expected = replay(Rooms.THROWING_AT_ALARMS, story());
    assertThat(expected.parked()).isNotEmpty().doesNotHaveDuplicates()
        .allSatisfy(parked -> assertThat(parked).startsWith("score " + Story.DANA).contains(" alarm "));
    same(run(Rooms.THROWING_AT_ALARMS, List.of(story()), Faults.restartAfterEvery(2)), expected);
  }

  @Test
  void a_record_that_says_the_same_again_changes_nothing() {
    for (List<Fact> echoes : Story.echoes()) {
      var all = new ArrayList<>(story());
      all.addAll(echoes);
      same(run(Rooms.SHIPPED, List.of(all), Faults.batchesOf(3)), replay(Rooms.SHIPPED, all));
    }
  }

  @Test
  void records_that_are_merged_deleted_and_brought_back_come_to_one_result() {
    var all = new ArrayList<>(story());
    all.addAll(Story.lost());
    Lines expected = replay(Rooms.SHIPPED, all);
    assertThat(expected.people()).noneMatch(line -> line.contains("\"person\":\"" + Story.LI + "\""));
    for (Faults faults : List.of(Faults.batchesOf(2), Faults.restartAfterEvery(10))) {
      same(run(Rooms.SHIPPED, List.of(all), faults), expected);
    }
  }

  @Test
  void what_goes_on_with_people_who_turn_out_to_be_one_is_the_same_on_every_host() {
    List<Fact> all = Story.onePersonEach();
    Lines expected = replay(Rooms.SHIPPED, all);
    assertThat(expected.people()).hasSize(3).allMatch(line -> line.contains("company-"));
    assertThat(expected.decisions()).filteredOn(decision -> decision.contains("both records are one person's")).isNotEmpty();
    for (Faults faults : List.of(Faults.NONE, Faults.batchesOf(2), Faults.restartAfterEvery(10))) {
      same(run(Rooms.SHIPPED, List.of(all), faults), expected);
    }
    same(run(Rooms.SHIPPED, List.of(shuffled(all, all)), Faults.NONE), expected);
  }

  @Test
  void text_that_no_database_can_keep_costs_nothing_else() {
    for (Fact odd : Story.odd()) {
      var all = new ArrayList<>(story());
      all.add(odd);
      same(run(Rooms.SHIPPED, List.of(all), Faults.restartAfterEvery(20)), replay(Rooms.SHIPPED, all));
    }
  }

  @Test
  void hand_offs_of_many_people_go_to_the_same_reps_however_many_work_on_them() {
    List<Fact> rush = Story.rush();
    Lines expected = replay(Rooms.SHIPPED, rush);
    assertThat(expected.decisions()).filteredOn(decision -> decision.startsWith("Assignment[")).hasSizeGreaterThanOrEqualTo(50);
    for (int workers : List.of(1, 4)) {
      Outcome outcome = new Replay(Rooms.SHIPPED.engine(), workers).run(rush, Long.MAX_VALUE);
      assertThat(outcome.decisions().stream().map(Decision::toString)).containsExactlyElementsOf(expected.decisions());
    }
    for (Faults faults : List.of(Faults.NONE, Faults.batchesOf(3), Faults.restartAfterEvery(20))) {
      same(run(Rooms.SHIPPED, List.of(rush), faults), expected);
    }
    same(run(Rooms.SHIPPED, List.of(shuffled(rush)), Faults.NONE), expected);
  }

  @Test
  void a_stage_that_depends_on_the_order_of_arrival_is_found_out() {
    Lines told = run(Rooms.COUNTING_ARRIVALS, List.of(story()), Faults.restartAfterEvery(1));
    assertThat(told.decisions()).isNotEqualTo(replay(Rooms.COUNTING_ARRIVALS, story()).decisions());
  }

  @Test
  void no_facts_come_to_nothing() {
    same(run(Rooms.SHIPPED, List.of(), Faults.NONE), new Lines(List.of(), List.of(), List.of(), List.of()));
  }

  private static List<String> rings(Lines outcome) {
    return outcome.decisions().stream().filter(decision -> decision.startsWith("Stage[id=ring/"))
        .map(decision -> decision.substring("Stage[id=".length(), decision.indexOf(','))).toList();
  }

  private static Predicate<String> ringsAt(long tick) {
    return ring -> ring.endsWith("/" + tick);
  }

  private static Predicate<Fact> recordedBefore(long tick) {
    return fact -> fact.head().recorded() < tick;
  }

  @SafeVarargs
  private static List<Fact> shuffled(List<Fact>... lists) {
    var all = new ArrayList<Fact>();
    for (List<Fact> list : lists) {
      all.addAll(list);
    }
    Collections.shuffle(all, new Random(11));
    return all;
  }

  /** A few people over four months, enough to give every stage something to do. */
  public static List<Fact> story() {
    return Once.STORY.facts();
  }

  /** What the story comes to. */
  public static Lines storyReplayed() {
    return Once.STORY.replayed();
  }

  /** A generated market of 150 people, half a year of it. */
  public static List<Fact> market() {
    return Once.MARKET.facts();
  }

  /** What the market comes to. */
  public static Lines marketReplayed() {
    return Once.MARKET.replayed();
  }
}
