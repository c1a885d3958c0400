package dev.caravan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A run cut anywhere between two ticks is one run. */
class KeyRunProperties {
  private static final int END = 60;

  @Property(tries = 300)
  void a_run_that_is_cut_comes_to_the_same(@ForAll long seed, @ForAll @IntRange(max = 40) int inputs,
      @ForAll @IntRange(min = 1, max = 12) int step) {
    List<Input> all = inputs(new Random(seed), inputs);
    var whole = new Scripted.Memory();
    var wholeYield = new KeyRun.Yield();
    KeyRun.run(stage(), 0, "k", whole, all, END, wholeYield);

    var cut = new Scripted.Memory();
    var cutYield = new KeyRun.Yield();
    for (int from = 0; from < END; from += step) {
      long after = from;
      long until = Math.min(END, from + step);
      List<Input> part = all.stream().filter(input -> input.tick() > after && input.tick() <= until).toList();
      KeyRun.run(stage(), 0, "k", cut, part, until, cutYield);
    }
    assertThat(cut.diary()).isEqualTo(whole.diary());
    assertThat(cut.alarm).isEqualTo(whole.alarm);
    assertThat(cut.entries).isEqualTo(whole.entries);
    assertThat(cutYield).isEqualTo(wholeYield);
  }

  /** Now and then it asks to be woken again, or fails. */
  private static Scripted stage() {
    return new Scripted(turn -> {
      if (turn.tick() % 5 == 0) {
        throw new IllegalStateException("not on fives");
      }
      turn.alarm(turn.tick() % 3 == 0 ? turn.tick() + 4 : Cell.NEVER);
    });
  }

  private static List<Input> inputs(Random chance, int count) {
    var inputs = new ArrayList<Input>();
    for (int i = 0; i < count; i++) {
      long tick = 1 + chance.nextInt(END);
      long at = tick - 3 + chance.nextInt(20);
      Message message = switch (chance.nextInt(4)) {
        case 0 -> Scripted.alarm(at);
        case 1 -> Scripted.fail("on purpose");
        case 2 -> new Scripted.Do("put", turn -> turn.put("p" + at % 4, new Scripted.Page(at)));
        default -> Scripted.say("hello");
      };
      inputs.add(new Input(tick, Input.STREET, "", i, 0, "k", message));
    }
    inputs.sort(Input.CANONICAL);
    return inputs;
  }
}
