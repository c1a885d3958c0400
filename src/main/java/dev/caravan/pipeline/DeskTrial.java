package dev.caravan.pipeline;

import dev.caravan.codec.Codec;
import dev.caravan.codec.Codecs;
import dev.caravan.desk.DeskView;
import dev.caravan.engine.Cell;
import dev.caravan.engine.FactMessage;
import dev.caravan.engine.Input;
import dev.caravan.engine.KeyRun;
import dev.caravan.engine.Message;
import dev.caravan.engine.Stage;
import dev.caravan.engine.Stages;
import dev.caravan.engine.States;
import dev.caravan.group.GroupToDesk;
import dev.caravan.lifecycle.LifecycleToDesk;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import dev.caravan.routing.Case;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The desk of an engine alone, with hand-offs made up on the way and asked for as decide asks: so that it can be measured,
 * and seen to be fair, over many more of them than a market would make.
 *
 * <p>One hand-off every {@code every} ms, day and night; three of four are answered after a while, and each is given back two
 * days later. The same numbers make the same hand-offs.
 */
public final class DeskTrial {
  private static final long BEGIN = Times.parse("2026-01-05T00:00:00Z");
  private static final String[] ZONES = {"UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo"};
  private static final String[] COUNTRIES = {"US", "DE", "GB", "FR", "JP", "CA", "AU"};

  private final Pipeline engine;
  private final Stage<Record, Record> stage;
  private final Memory cell = new Memory();
  private final long every;
  private final Consumer<Decision> told;
  private final Deque<Input> later = new ArrayDeque<>();
  private final Deque<Input> muchLater = new ArrayDeque<>();
  private long now = BEGIN;
  private long made;

  /**
   * A trial at a new desk.
   *
   * @param every ms between two hand-offs
   * @param told hears every decision, in order
   */
  @SuppressWarnings("unchecked") // stages come as a list of any kind
  public DeskTrial(Pipeline engine, long every, Consumer<Decision> told) {
    this.engine = engine;
    this.stage = (Stage<Record, Record>) engine.stages().get(Stages.ASSIGN);
    this.every = every;
    this.told = told;
  }

  /** So many reps begin to work, {@code rep0@caravan.example} and on, their ids {@code 0050} and on. */
  public void reps(int many) {
    for (int i = 0; i < many; i++) {
      var head = new Fact.Head("trial", "user-" + i, "005" + i, now, now, "");
      give(input(now, i, new FactMessage.UserSaid(
          new Fact.User(head, "Rep " + i, "rep" + i + "@caravan.example", true, ZONES[i % ZONES.length]))));
    }
  }

  /** Asks for so many more, each of somebody new, with all that happens meanwhile. */
  public void handOver(long many) {
    for (long i = 0; i < many; i++) {
      now += every;
      until(now);
      Decision.HandOff asked = asked(made, now);
      give(input(now, 0, new LifecycleToDesk.HandOver(asked, about(made), false)));
      if (made % 4 != 3) {
        later.add(input(now + 20 * Times.MINUTE, 1, new GroupToDesk.Answered(asked.id(), made % 4 == 0 ? "working" : "accepted", "")));
      }
      muchLater.add(input(now + 2 * Times.DAY, 2, new GroupToDesk.Closed(asked.id(), "given back: not-ready")));
      made++;
    }
  }

  /** Carries the desk through bytes, as when its process ends and another begins. */
  public void restart() {
    cell.restart(stage, engine.codecs());
  }

  /** How everything stands. */
  public DeskView view() {
    return engine.desk(new States() {
      @Override
      public SortedMap<String, Record> heads(String name) {
        Record head = cell.head();
        return name.equals(stage.name()) && head != null ? new TreeMap<>(Map.of(Stages.DESK, head)) : new TreeMap<>();
      }

      @Override
      public SortedMap<String, Record> entries(String name, String key) {
        return cell.entries();
      }
    }, now);
  }

  private void until(long tick) {
    while (true) {
      Input one = later.peek();
      Input other = muchLater.peek();
      Input next = one == null || other != null && Input.CANONICAL.compare(other, one) < 0 ? other : one;
      if (next == null || next.tick() > tick) {
        return;
      }
      (next == one ? later : muchLater).remove();
      give(next);
    }
  }

  private void give(Input input) {
    var yield = new KeyRun.Yield();
    KeyRun.run(stage, Stages.ASSIGN, Stages.DESK, cell, List.of(input), input.tick(), yield);
    if (!yield.poisoned().isEmpty()) {
      throw new IllegalStateException("the desk could not take " + yield.poisoned().get(0));
    }
    yield.decisions().forEach(told);
  }

  private static Input input(long tick, int n, Message message) {
    return new Input(tick, Stages.DECIDE, "trial", n, Stages.ASSIGN, Stages.DESK, message);
  }

  private static Decision.HandOff asked(long number, long at) {
    String person = "p" + number + "@company-" + number % 10_000 + ".example";
    String trigger = trigger(number);
    return new Decision.HandOff("hand-off/" + person + "/1", person, at, Because.of("100 points", trigger, "config/scoring.yaml",
        "", ""), "person", person, person, "", solution(number), trigger, "Call", List.of(person), "", Map.of());
  }

  private static String trigger(long number) {
    return number % 2 == 0 ? "hand-raise" : "mql";
  }

  private static String solution(long number) {
    return number % 3 == 0 ? "payments" : "customer-care";
  }

  private static Case about(long number) {
    return new Case(Map.of("solution", solution(number), "country", COUNTRIES[(int) (number % COUNTRIES.length)], "trigger",
        trigger(number), "of", "person", "record", number % 2 == 0 ? "lead" : "contact", "rating", "B"),
        (int) (50 + number % 50), 100 + number % 5_000, "001" + number % 10_000, "Company " + number % 10_000,
        "company-" + number % 10_000 + ".example", false, "", "");
  }

  /** The desk's state, in memory. */
  private static final class Memory implements Cell {
    private @Nullable Record head;
    private Map<String, Record> entries = new HashMap<>();
    private long alarm = NEVER;

    @Override
    public @Nullable Record head() {
      return head;
    }

    @Override
    public @Nullable Record entry(String name) {
      return entries.get(name);
    }

    @Override
    public SortedMap<String, Record> entries() {
      return Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    @Override
    public long alarm() {
      return alarm;
    }

    @Override
    public void write(Record newHead, Map<String, @Nullable Record> changed, long newAlarm) {
      head = newHead;
      alarm = newAlarm;
      changed.forEach((name, entry) -> {
        if (entry == null) {
          entries.remove(name);
        } else {
          entries.put(name, entry);
        }
      });
    }

    void restart(Stage<Record, Record> stage, Codecs codecs) {
      Codec<Record> entry = codecs.of(stage.entryType());
      Codec<Record> heads = codecs.of(stage.headType());
      var read = new HashMap<String, Record>();
      entries.forEach((name, value) -> read.put(name, entry.decode(entry.encode(value))));
      entries = read;
      head = head == null ? null : heads.decode(heads.encode(head));
    }
  }
}
