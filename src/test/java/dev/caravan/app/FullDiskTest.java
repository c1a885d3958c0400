package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.connectors.salesforce.SalesforceWrite;
import dev.caravan.sandbox.http.Fault;
import dev.caravan.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The store may grow no more at some moment of a run: SQLite then says what it says on a full disk. */
class FullDiskTest {
  @TempDir static Path folder;
  private static Path facts;
  private static DemoData.Shown expected;
  /** Pages of the store: new, after reading, after the rooms, after delivering. */
  private static final int[] PAGES = new int[4];

  @BeforeAll
  static void an_undisturbed_run_and_how_the_store_grows_in_it() throws Exception {
    facts = DemoData.smallMarket(folder.resolve("facts.ndjson"));
    try (var place = RunPlace.withoutPauses(folder.resolve("undisturbed"), facts)) {
      try (Caravan caravan = place.open()) {
        PAGES[0] = pages(caravan.store());
        caravan.start(false);
        caravan.pollOnce(place.clock);
        PAGES[1] = pages(caravan.store());
        caravan.process();
        PAGES[2] = pages(caravan.store());
        caravan.deliver();
        PAGES[3] = pages(caravan.store());
      }
      assertThat(place.runOnce().code()).isIn(0, 1);
      expected = place.shown();
    }
    assertThat(PAGES).isSorted();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 60, poll-",
    "1, 60, process-facts"})
  void a_disk_that_fills_up_in_the_middle_of_a_run_costs_another_run_and_nothing_else(
      int step, int percent, String where) throws Exception {
    try (var place = RunPlace.withoutPauses(folder.resolve(step + "-" + percent), facts)) {
      int limit = PAGES[step] + (PAGES[step + 1] - PAGES[step]) * percent / 100;
      Shell.Said full;
      try (Caravan caravan = place.open()) {
        limit(caravan.store(), limit);
        full = place.runOnce(caravan);
      }

      tells(full, where);
      assertThat(goesOn(place)).isEmpty();
    }
  }

  @Test
  void a_disk_that_fills_up_while_the_first_writes_are_on_their_way_doubles_nothing() throws Exception {
    try (var place = RunPlace.withoutPauses(folder.resolve("delivering"), facts)) {
      Shell.Said full;
      var filling = new AtomicBoolean(true);
      try (Caravan caravan = place.open()) {
        // Whatever the systems answer, it can no longer be noted.
        place.salesforce.server().add(new Fault(request -> {
          if (filling.get() && SalesforceWrite.of(request).filter(write -> write.method().equals("PATCH")).isPresent()) {
            limit(caravan.store(), 1);
          }
          return false;
        }, 1, new Fault.Effect.DropBefore()));
        full = place.runOnce(caravan);
        filling.set(false);
      }

      tells(full, "deliver-");
      assertThat(place.writes()).isPositive();
      // Who left a programme before it could be noted that they were put on it was never put on it.
      assertThat(goesOn(place)).allSatisfy(difference -> assertThat(difference)
          .startsWith("missing: CampaignMember ").endsWith("Status=\"Left\""));
    }
  }

  @Test
  void what_keeps_a_run_from_being_written_down_stands_in_its_report() throws Exception {
    try (var place = RunPlace.withoutPauses(folder.resolve("list-of-runs"), facts); Caravan caravan = place.open()) {
      caravan.start(false);
      // A note that does not fit into the pages there are.
      caravan.troubles().note("a route", "long ".repeat(100_000));

      var run = new OneRun(caravan, place.clock, step -> limit(caravan.store(), 1));

      assertThat(run.deliver(Map::of).troubles()).hasSize(2).anySatisfy(trouble -> assertThat(trouble)
          .startsWith("the list of runs: ").contains("the disk is full"));
    }
  }

  private static void tells(Shell.Said full, String where) {
    assertThat(full.code()).as(full.out()).isEqualTo(2);
    assertThat(full.out()).contains("Trouble: ", where,
        "caravan.db: the disk is full, or the file has reached its limit; nothing of this was written; free some space,"
            + " then start again", "Nothing was lost").doesNotContain("SQL");
  }

  /** After room was made: how a run ends otherwise than an undisturbed one; the next has nothing to write. */
  private static List<String> goesOn(RunPlace place) throws Exception {
    place.later(Duration.ofHours(1));
    Shell.Said after = place.runOnce();
    assertThat(after.code()).as(after.out() + after.err()).isIn(0, 1);
    List<String> differences = place.shown().differences(expected);
    long writes = place.writes();
    place.runOnce();
    assertThat(place.writes()).isEqualTo(writes);
    return differences;
  }

  private static int pages(Store store) {
    return store.read(handle -> handle.createQuery("PRAGMA page_count").mapTo(Integer.class).one());
  }

  /** SQLite never goes below what there is. */
  private static void limit(Store store, int pages) {
    store.write(tx -> tx.handle().createQuery("PRAGMA max_page_count = " + pages).mapTo(Integer.class).one());
  }
}
