package dev.caravan.host.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.Practice;
import dev.caravan.config.Configuration;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.host.Outcome;
import dev.caravan.journal.FactFiles;
import dev.caravan.journal.FrontDoor;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.sandbox.market.Market;
import dev.caravan.sandbox.market.MarketSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The same facts give the same outcome, however they come. */
class ReplayProperties {
  private static final Pipeline ENGINE = Pipeline.of(Practice.settings());
  private static Path folder = Path.of("");
  private static List<Fact> facts = List.of();
  private static Told expected = new Told(List.of(), List.of(), List.of());

  /** What an outcome tells, in a form that is compared whole. */
  record Told(List<Decision> decisions, List<Map<String, Object>> people, List<Map<String, Object>> groups) {
    static Told of(Outcome outcome) {
      assertThat(outcome.poisoned()).isEmpty();
      var people = new ArrayList<Map<String, Object>>();
      outcome.people().forEach(people::add);
      var groups = new ArrayList<Map<String, Object>>();
      outcome.groups().forEach(groups::add);
      return new Told(outcome.decisions(), people, groups);
    }
  }

  @BeforeContainer
  static void makeAMarket() throws IOException {
    folder = Files.createTempDirectory("replay");
    Market.generate(new MarketSettings(150, 7, MarketSettings.defaults().end(), 150, 1.0), market(), folder.resolve("truth.json"));
    facts = read(market());
    expected = Told.of(new Replay(ENGINE).run(facts, Long.MAX_VALUE));
  }

  @AfterContainer
  static void forgetIt() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static Path market() {
    return folder.resolve("facts.ndjson");
  }

  private static List<Fact> read(Path file) throws IOException {
    var read = new ArrayList<Fact>();
    FactFiles.Counts counts = FactFiles.read(file, read::add, aside -> {
      throw new AssertionError(aside);
    });
    assertThat(counts.read()).isEqualTo(counts.kept() + counts.repeated() + counts.setAside());
    return read;
  }

  @Example
  void there_is_something_to_compare() {
    assertThat(expected.decisions()).hasSizeGreaterThan(500);
    assertThat(expected.groups()).isNotEmpty();
  }

  @Property(tries = 4, shrinking = ShrinkingMode.OFF)
  void shuffled_facts_give_the_same_outcome(@ForAll long seed) {
    var shuffled = new ArrayList<>(facts);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(Told.of(new Replay(ENGINE).run(shuffled, Long.MAX_VALUE))).isEqualTo(expected);
  }

  @Property(tries = 4, shrinking = ShrinkingMode.OFF)
  void any_number_of_workers_gives_the_same_outcome(@ForAll @IntRange(min = 1, max = 9) int workers) {
    assertThat(Told.of(new Replay(ENGINE, workers).run(facts, Long.MAX_VALUE))).isEqualTo(expected);
  }

  @Property(tries = 6, shrinking = ShrinkingMode.OFF)
  void other_batches_give_the_same_outcome(@ForAll long seed) {
    var chance = new Random(seed);
    var inOrder = new ArrayList<>(facts);
    inOrder.sort(FrontDoor.CANONICAL);
    var bench = new Workbench(ENGINE, null, 2);
    var door = new FrontDoor();
    var decisions = new ArrayList<Decision>();
    int from = 0;
    while (from < inOrder.size()) {
      int to = Math.min(inOrder.size(), from + 1 + chance.nextInt(chance.nextBoolean() ? 20 : 3_000));
      while (to < inOrder.size() && recorded(inOrder, to) == recorded(inOrder, to - 1)) {
        to++;
      }
      Work work = bench.run(bench.begin(door.admit(inOrder.subList(from, to)), Long.MIN_VALUE, recorded(inOrder, to - 1), null));
      bench.settle(work);
      decisions.addAll(work.decisions());
      assertThat(work.poisoned()).isEmpty();
      from = to;
    }
    long end = recorded(inOrder, inOrder.size() - 1);
    var outcome = new Outcome(end, Workbench.inOrder(decisions), List.of(), ENGINE.people(bench, end), ENGINE.groups(bench, end), bench);
    assertThat(Told.of(outcome)).isEqualTo(expected);
  }

  private static long recorded(List<Fact> inOrder, int at) {
    return inOrder.get(at).head().recorded();
  }

  @Example
  void facts_told_twice_give_the_same_outcome() throws IOException {
    Path twice = folder.resolve("twice.ndjson");
    byte[] once = Files.readAllBytes(market());
    Files.write(twice, once);
    try (var out = Files.newOutputStream(twice, java.nio.file.StandardOpenOption.APPEND)) {
      out.write("\n".getBytes(StandardCharsets.UTF_8));
      out.write(once);
    }
    assertThat(Told.of(new Replay(ENGINE).run(read(twice), Long.MAX_VALUE))).isEqualTo(expected);
  }

  @Property(tries = 5, shrinking = ShrinkingMode.OFF)
  void what_was_decided_by_a_moment_does_not_depend_on_what_comes_after(@ForAll @IntRange(min = 20, max = 140) int day) {
    long moment = MarketSettings.defaults().end().toEpochMilli() - day * 86_400_000L;
    var until = Told.of(new Replay(ENGINE).run(facts, moment)).decisions();
    assertThat(until).isEqualTo(expected.decisions().stream().filter(decision -> decision.at() <= moment).toList());
  }
}
