package dev.caravan.host.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.pipeline.Pipeline;
import dev.caravan.host.HostContract;
import dev.caravan.host.Rooms;
import dev.caravan.journal.Arrival;
import dev.caravan.model.Fact;
import dev.caravan.store.Store;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the embedded host keeps on every database. */
abstract class EmbeddedHostContract extends HostContract {

  /** A new, empty place for a store, which can be opened again and again. */
  abstract Supplier<Store> place();

  @Override
  protected final Lines run(Rooms rooms, List<List<Fact>> arrivals, Faults faults) {
    try (var house = new TestHouse(place(), rooms.engine(), faults.batch())) {
      for (List<Fact> arrival : arrivals) {
        house.keep(arrival);
        for (Work work = house.next(); !work.isEmpty(); work = house.next()) {
          house.settle(work);
          if (faults.restarts()) {
            house.restart();
          }
        }
      }
      house.decisionsAreInTheOutbox();
      return house.outcome();
    }
  }

  private TestHouse house(int batch) {
    return house(place(), batch);
  }

  private static TestHouse house(Supplier<Store> place, int batch) {
    return new TestHouse(place, Rooms.SHIPPED.engine(), batch);
  }

  @Test
  void what_is_kept_does_not_depend_on_batches_and_restarts() {
    try (TestHouse atOnce = house(10_000); TestHouse step = house(1)) {
      atOnce.keep(story());
      atOnce.workOff();
      step.keep(story());
      for (Work work = step.next(); !work.isEmpty(); work = step.next()) {
        step.settle(work);
        step.restart();
      }
      assertThat(step.everythingKept()).containsExactlyElementsOf(atOnce.everythingKept());
    }
  }

  @Test
  void a_batch_the_database_refuses_leaves_nothing_half_done_and_is_settled_once_it_is_mended() {
    for (String table : List.of("decision", "outbox", "keyed_entry", "person")) {
      try (TestHouse house = house(5)) {
        house.keep(story());
        house.settle(house.next());
        Work work = house.next();
        List<String> before = house.everythingKept();
        house.takeAway(table);
        assertThatThrownBy(() -> house.settle(work)).as(table).isInstanceOf(RuntimeException.class);
        house.bringBack(table);
        assertThat(house.everythingKept()).as(table).containsExactlyElementsOf(before);
        house.settle(work);
        house.workOff();
        assertThat(house.outcome()).isEqualTo(storyReplayed());
      }
    }
  }

  @Test
  void a_refused_batch_may_also_be_dropped_and_taken_again() {
    try (TestHouse house = house(5)) {
      house.keep(story());
      house.settle(house.next());
      house.takeAway("decision");
      Work work = house.next();
      assertThatThrownBy(() -> house.settle(work)).isInstanceOf(RuntimeException.class);
      house.bringBack("decision");
      house.workOff();
      assertThat(house.outcome()).isEqualTo(storyReplayed());
      assertThatThrownBy(() -> house.settle(work)).hasMessageContaining("another engine has worked on these facts");
    }
  }

  @Test
  void a_state_that_cannot_be_read_stops_the_batch_and_parks_nothing() {
    try (TestHouse house = house(5)) {
      house.keep(story());
      house.settle(house.next());
      house.restart();
      house.takeAway("keyed_entry");
      assertThatThrownBy(house::next).isInstanceOf(RuntimeException.class);
      house.bringBack("keyed_entry");
      house.workOff();
      assertThat(house.outcome()).isEqualTo(storyReplayed());
    }
  }

  @Test
  void of_two_hosts_on_one_store_only_the_first_settles_a_batch() {
    Supplier<Store> place = place();
    try (TestHouse first = house(place, 5); TestHouse second = house(place, 5)) {
      first.keep(story());
      Work ours = first.next();
      Work theirs = second.next();
      first.settle(ours);
      List<String> before = first.everythingKept();
      assertThatThrownBy(() -> second.settle(theirs)).isInstanceOf(IllegalStateException.class)
          .hasMessage("another engine has worked on these facts; stop one of the two");
      assertThat(first.everythingKept()).containsExactlyElementsOf(before);
    }
  }

  @Test
  void hosts_that_take_turns_on_one_store_see_what_the_other_has_done() {
    Supplier<Store> place = place();
    try (TestHouse first = house(place, 3); TestHouse second = house(place, 3); TestHouse alone = house(3)) {
      first.keep(story());
      alone.keep(story());
      alone.workOff();
      TestHouse turn = first;
      for (Work work = turn.next(); !work.isEmpty(); work = turn.next()) {
        turn.settle(work);
        turn = turn == first ? second : first;
      }
      assertThat(first.everythingKept()).containsExactlyElementsOf(alone.everythingKept());
    }
  }

  @Test
  void nothing_is_worked_off_while_history_is_still_being_read() {
    try (TestHouse house = house(5)) {
      house.journal().expect("eloqua/contacts");
      house.keep(story());
      assertThat(house.next().isEmpty()).isTrue();
      house.journal().keep(new Arrival("eloqua/contacts", List.of(), List.of(), "", true));
      assertThat(house.next().isEmpty()).isFalse();
    }
  }

  @Test
  void the_steps_of_the_route_are_the_stages_in_their_order() {
    Pipeline engine = Rooms.SHIPPED.engine();
    assertThat(Pipeline.rooms().stream().flatMap(List::stream).toList())
        .containsExactlyElementsOf(IntStream.range(0, engine.stages().size()).boxed().toList());
  }
}
