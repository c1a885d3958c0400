package dev.caravan.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stage that does as its messages say and writes a diary: what it took, and when. */
public final class Scripted implements Stage<Scripted.Diary, Scripted.Page> {

  record Diary(List<String> lines) {
    Diary and(String line) {
      var more = new ArrayList<>(lines);
      more.add(line);
      return new Diary(List.copyOf(more));
    }
  }

  record Page(long tick) {}

  /** Something to do; by name, so that failures read well. */
  record Do(String what, Consumer<Turn<Diary, Page>> action) implements Message {
    @Override
    public String toString() {
      return what;
    }
  }

  /** What it tells the next stage. */
  record Told(String line) implements Message {}

  private final Consumer<Turn<Diary, Page>> atAlarm;

  Scripted(Consumer<Turn<Diary, Page>> atAlarm) {
    this.atAlarm = atAlarm;
  }

  static Scripted quiet() {
    return new Scripted(turn -> { });
  }

  /** Whatever rings rings again as soon as it can, until something is said. */
  static Scripted ringsAgainAtOnce() {
    return new Scripted(turn -> turn.alarm(turn.tick()));
  }

  static Do say(String line) {
    return new Do(line, turn -> { });
  }

  static Do alarm(long at) {
    return new Do("alarm " + at, turn -> turn.alarm(at));
  }

  static Do fail(String why) {
    return new Do("fail", turn -> {
      turn.put("half done", new Page(turn.tick()));
      turn.alarm(turn.tick() + 1);
      throw new IllegalStateException(why);
    });
  }

  /** Inputs from the street, in the order given. */
  static List<Input> inputs(Object... tickAndMessage) {
    var inputs = new ArrayList<Input>();
    for (int i = 0; i < tickAndMessage.length; i += 2) {
      inputs.add(new Input((Integer) tickAndMessage[i], Input.STREET, "", i, 0, "k", (Message) tickAndMessage[i + 1]));
    }
    return inputs;
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public Class<Diary> headType() {
    return Diary.class;
  }

  @Override
  public Class<Page> entryType() {
    return Page.class;
  }

  @Override
  public Diary fresh(String key) {
    return new Diary(List.of());
  }

  @Override
  public Handlers<Diary, Page> handlers() {
    return new Handlers<Diary, Page>().on(Do.class, (turn, told) -> {
      write(turn, told.toString());
      told.action().accept(turn);
    });
  }

  @Override
  public void alarm(Turn<Diary, Page> turn) {
    write(turn, "ring");
    atAlarm.accept(turn);
  }

  private static void write(Turn<Diary, Page> turn, String what) {
    String line = what + " @" + turn.tick();
    turn.head(turn.head().and(line));
    turn.send(1, "next", new Told(line));
  }

  /** A key's state in memory. */
  public static final class Memory implements Cell {
    public @Nullable Record head;
    public final TreeMap<String, Record> entries = new TreeMap<>();
    public long alarm = NEVER;
    boolean unreadable;

    List<String> diary() {
      return head == null ? List.of() : ((Diary) head).lines();
    }

    @Override
    public @Nullable Record head() {
      return head;
    }

    @Override
    public @Nullable Record entry(String name) {
      return entries().get(name);
    }

    @Override
    public SortedMap<String, Record> entries() {
      if (unreadable) {
        throw new IllegalStateException("the store is away");
      }
      return entries;
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
  }
}
