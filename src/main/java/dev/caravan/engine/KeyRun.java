package dev.caravan.engine;

import dev.caravan.model.Decision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the inputs of one key of one stage in canonical order, alarms in between: the tick order of every host.
 *
 * <p>The result of a run over ticks up to T followed by a run from T on is that of one run over both.
 */
public final class KeyRun {

  /** An input that made its stage throw; the key's state is as if it had never come. */
  public record Poisoned(String stage, String key, long tick, String input, String reason) {}

  /** What runs produced; one per worker, filled by many keys. */
  public record Yield(List<Input> messages, List<Decision> decisions, List<Poisoned> poisoned) {
    public Yield() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  /** So often an alarm may ring one tick after the other: what falls due again at once would fall due for ever. */
  static final int MOST_RINGS = 1_000;

  private KeyRun() {}

  /**
   * Runs a key.
   *
   * @param index the stage's place in the list
   * @param inputs of this key, in canonical order
   * @param until alarms up to and including this tick fire
   * @throws RuntimeException what the cell threw when it could not be read; the run is to be dropped and done again
   */
  public static <H extends Record, E extends Record> void run(
      Stage<H, E> stage, int index, String key, Cell cell, List<Input> inputs, long until, Yield yield) {
    long tick = Long.MIN_VALUE;
    int n = 0;
    int next = 0;
    int rings = 0;
    while (true) {
      long inputTick = next < inputs.size() ? inputs.get(next).tick() : Cell.NEVER;
      long alarm = cell.alarm() == Cell.NEVER ? Cell.NEVER : Math.max(cell.alarm(), tick);
      boolean alarmFirst = alarm < inputTick && alarm <= until;
      if (!alarmFirst && next == inputs.size()) {
        return;
      }
      rings = alarmFirst && tick != Long.MIN_VALUE && alarm <= tick + 1 ? rings + 1 : 0;
      if (rings > MOST_RINGS) {
        cell.write(held(stage, cell, key), java.util.Map.of(), Cell.NEVER);
        yield.poisoned().add(new Poisoned(stage.name(), key, tick, "alarm", "rings in one tick after the other, " + MOST_RINGS + " times by now; it is switched off"));
        continue;
      }
      long now = alarmFirst ? alarm : inputTick;
      n = now == tick ? n : 0;
      tick = now;
      n = turn(stage, index, key, cell, alarmFirst ? null : inputs.get(next++).message(), tick, n, yield);
    }
  }

  @SuppressWarnings("unchecked") // a cell holds only what this stage put there
  private static <H extends Record, E extends Record> H held(Stage<H, E> stage, Cell cell, String key) {
    Record held = cell.head();
    return held == null ? stage.fresh(key) : (H) held;
  }

  private static String reason(RuntimeException e) {
    return (e.getClass().getSimpleName() + ": " + e.getMessage()).replace('\0', ' ');
  }

  @SuppressWarnings("unchecked") // a cell holds only what this stage put there
  private static <H extends Record, E extends Record> int turn(
      Stage<H, E> stage, int index, String key, Cell cell, @Nullable Message message, long tick, int n, Yield yield) {
    H head = held(stage, cell, key);
    var turn = new Turn<H, E>(index, cell, key, tick, n, head, message == null);
    try {
      if (message == null) {
        stage.alarm(turn);
      } else {
        stage.take(turn, message);
      }
    } catch (RuntimeException e) {
      if (turn.unreadable() != null) {
        throw turn.unreadable();
      }
      if (message == null) {
        cell.write(head, java.util.Map.of(), Cell.NEVER); // an alarm that throws would ring for ever
      }
      String input = message == null ? "alarm" : message.named();
      yield.poisoned().add(new Poisoned(stage.name(), key, tick, input, reason(e)));
      return n;
    }
    if (turn.unreadable() != null) {
      throw turn.unreadable(); // a stage must not decide on what it could not read
    }
    return turn.commit(yield.messages(), yield.decisions());
  }
}
