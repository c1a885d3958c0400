package dev.caravan.engine;

import static dev.caravan.engine.Scripted.alarm;
import static dev.caravan.engine.Scripted.fail;
import static dev.caravan.engine.Scripted.inputs;
import static dev.caravan.engine.Scripted.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRunTest {
  private final Scripted.Memory cell = new Scripted.Memory();
  private final KeyRun.Yield yield = new KeyRun.Yield();
  private Scripted stage = Scripted.quiet();

  private List<String> run(long until, Object... tickAndMessage) {
    KeyRun.run(stage, 0, "k", cell, inputs(tickAndMessage), until, yield);
    return cell.diary();
  }

  @Test
  void inputs_of_a_tick_come_before_its_alarm() {
    assertThat(run(20, 1, alarm(10), 10, say("a"), 10, say("b"), 11, say("c")))
        .containsExactly("alarm 10 @1", "a @10", "b @10", "ring @10", "c @11");
  }

  @Test
  void an_alarm_rings_between_the_inputs_before_and_after_it() {
    assertThat(run(20, 1, alarm(5), 3, say("a"), 7, say("b")))
        .containsExactly("alarm 5 @1", "a @3", "ring @5", "b @7");
  }

  @Test
  void an_alarm_in_the_past_rings_at_this_tick_behind_its_inputs() {
    assertThat(run(20, 10, alarm(3), 10, say("a"), 11, say("b")))
        .containsExactly("alarm 3 @10", "a @10", "ring @10", "b @11");
  }

  @Test
  void a_key_has_one_alarm_and_the_last_one_set_is_it() {
    assertThat(run(20, 1, alarm(5), 2, alarm(8), 3, alarm(6)))
        .containsExactly("alarm 5 @1", "alarm 8 @2", "alarm 6 @3", "ring @6");
    assertThat(cell.alarm).isEqualTo(Cell.NEVER);
  }

  @Test
  void an_alarm_that_rings_again_at_once_for_ever_is_parked_and_the_key_goes_on() {
    stage = Scripted.ringsAgainAtOnce();
    List<String> said = run(Long.MAX_VALUE - 1, 1, alarm(5), 20, say("a"));

    assertThat(said).hasSizeLessThan(2 * KeyRun.MOST_RINGS).contains("a @20");
    assertThat(yield.poisoned()).hasSize(1).first().satisfies(parked -> {
      assertThat(parked.input()).isEqualTo("alarm");
      assertThat(parked.reason()).contains("one tick after the other");
    });
    assertThat(cell.alarm).isEqualTo(Cell.NEVER);
  }

  @Test
  void an_alarm_can_be_taken_back() {
    assertThat(run(20, 1, alarm(5), 2, alarm(Cell.NEVER))).doesNotContain("ring @5").hasSize(2);
  }

  @Test
  void an_alarm_waits_until_its_time_is_over() {
    assertThat(run(4, 1, alarm(5))).containsExactly("alarm 5 @1");
    assertThat(cell.alarm).isEqualTo(5);
    assertThat(run(5)).containsExactly("alarm 5 @1", "ring @5");
    assertThat(run(100)).hasSize(2);
  }

  @Test
  void an_alarm_that_asks_again_at_once_rings_at_the_next_tick_and_never_beyond_the_horizon() {
    stage = new Scripted(turn -> turn.alarm(0));
    assertThat(run(7, 4, alarm(5))).containsExactly("alarm 5 @4", "ring @5", "ring @6", "ring @7");
    assertThat(cell.alarm).isEqualTo(8);
  }

  @Test
  void equal_ticks_are_ordered_by_who_told_and_in_which_order() {
    var message = say("");
    var inOrder = List.of(new Input(1, 3, "z", 9, 4, "k", message), new Input(2, Input.STREET, "", 0, 4, "k", message),
        new Input(2, Input.STREET, "", 1, 4, "k", message), new Input(2, 0, "a", 1, 4, "k", message),
        new Input(2, 0, "b", 0, 4, "k", message), new Input(2, 1, "a", 0, 4, "k", message),
        new Input(3, Input.STREET, "", 0, 4, "k", message));
    var shuffled = new ArrayList<>(inOrder);
    Collections.reverse(shuffled);
    shuffled.sort(Input.CANONICAL);
    assertThat(shuffled).containsExactlyElementsOf(inOrder);
  }

  @Test
  void outputs_are_counted_through_a_tick_and_anew_in_the_next() {
    run(20, 1, alarm(1), 1, say("a"), 2, say("b"), 2, say("c"));
    assertThat(yield.messages()).extracting(Input::tick).containsExactly(1L, 1L, 1L, 2L, 2L);
    assertThat(yield.messages()).extracting(Input::n).containsExactly(0, 1, 2, 0, 1);
    assertThat(yield.messages()).allSatisfy(told -> {
      assertThat(told.from()).isZero();
      assertThat(told.fromKey()).isEqualTo("k");
    });
  }

  @Test
  void what_throws_leaves_no_trace_but_its_reason() {
    run(20, 1, alarm(9), 2, fail("no such thing"), 3, say("a"));
    assertThat(cell.diary()).containsExactly("alarm 9 @1", "a @3", "ring @9");
    assertThat(cell.entries).isEmpty();
    assertThat(yield.messages()).extracting(Input::n).as("it told nobody").containsExactly(0, 0, 0);
    assertThat(yield.poisoned()).containsExactly(
        new KeyRun.Poisoned("scripted", "k", 2, "Do", "IllegalStateException: no such thing"));
  }

  @Test
  void a_key_whose_first_input_throws_is_as_new() {
    run(20, 2, fail("no such thing"));
    assertThat(cell.head).isNull();
    assertThat(cell.alarm).isEqualTo(Cell.NEVER);
  }

  @Test
  void an_alarm_that_throws_is_told_once_and_the_key_goes_on() {
    stage = new Scripted(turn -> {
      throw new IllegalStateException("no such time");
    });
    assertThat(run(20, 1, alarm(5), 7, say("a"), 8, alarm(9))).containsExactly("alarm 5 @1", "a @7", "alarm 9 @8");
    assertThat(yield.poisoned()).extracting(KeyRun.Poisoned::tick).containsExactly(5L, 9L);
    assertThat(yield.poisoned()).extracting(KeyRun.Poisoned::input).containsOnly("alarm");
  }

  @Test
  void a_state_that_cannot_be_read_is_nobodys_poison() {
    cell.unreadable = true;
    var entry = new Scripted.Do("look", turn -> turn.entry("page"));
    assertThatThrownBy(() -> run(20, 1, entry)).hasMessage("the store is away");
    var entries = new Scripted.Do("look", turn -> {
      try {
        turn.entries();
      } catch (IllegalStateException e) {
        turn.put("page", new Scripted.Page(1)); // a stage that makes do without must not be believed
      }
    });
    assertThatThrownBy(() -> run(20, 1, entries)).hasMessage("the store is away");
    assertThat(yield.poisoned()).isEmpty();
    assertThat(cell.head).isNull();
  }

  @Test
  void a_turn_sees_what_it_changed_itself() {
    run(20, 1, new Scripted.Do("put", turn -> {
      turn.put("b", new Scripted.Page(1));
      turn.put("a", new Scripted.Page(2));
    }), 2, new Scripted.Do("change", turn -> {
      turn.remove("a");
      turn.put("c", new Scripted.Page(3));
      assertThat(turn.entry("a")).isNull();
      assertThat(turn.entries().keySet()).containsExactly("b", "c");
    }));
    assertThat(yield.poisoned()).isEmpty();
    assertThat(cell.entries.keySet()).containsExactly("b", "c");
  }

  @Test
  void a_stage_may_only_tell_later_ones() {
    run(20, 1, new Scripted.Do("back", turn -> turn.send(0, "k", say("a"))));
    assertThat(yield.poisoned()).singleElement()
        .satisfies(poisoned -> assertThat(poisoned.reason()).contains("may only tell later stages"));
  }
}
