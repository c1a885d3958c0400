package dev.caravan.host.flink;

import dev.caravan.journal.Aliases;
import dev.caravan.journal.Echoes;
import dev.caravan.journal.FrontDoor;
import dev.caravan.model.Fact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * What the door remembers, as keyed state: each fact's id for as long as the job's state lives, who is who, what each
 * person did, and the newest of every record.
 */
final class DoorMemory {
  /** Under which key there is what exists once. */
  private static final String DOOR = "";

  /**
   * How far the door has come.
   *
   * @param people how many became known so far
   * @param tick the last one let in, {@link Long#MIN_VALUE} before the first
   */
  record Counts(long kept, long repeated, long setAside, long people, long tick) {
    static final Counts NONE = new Counts(0, 0, 0, 0, Long.MIN_VALUE);

    Counts oneKept() {
      return new Counts(kept + 1, repeated, setAside, people, tick);
    }

    Counts oneRepeated() {
      return new Counts(kept, repeated + 1, setAside, people, tick);
    }

    Counts oneSetAside() {
      return new Counts(kept, repeated, setAside + 1, people, tick);
    }

    Counts at(long newTick) {
      return new Counts(kept, repeated, setAside, people, newTick);
    }

    Counts knowing(long allPeople) {
      return new Counts(kept, repeated, setAside, allPeople, tick);
    }
  }

  private final Door door;
  private final Values<Counts> counts;
  private final Values<Boolean> seen;
  private final Values<Fact> newest;
  private final Values<String> personOf;
  private final Values<Aliases.Known> people;
  private final ListState<Fact> waiting;
  private final ListState<Fact> done;

  DoorMemory(Door door) {
    this.door = door;
    counts = new Values<>("counts", CodecType.typeOf(Counts.class));
    seen = new Values<>("seen", Types.BOOLEAN);
    newest = new Values<>("newest", CodecType.typeOf(Fact.class));
    personOf = new Values<>("person-of", Types.STRING);
    people = new Values<>("people", CodecType.typeOf(Aliases.Known.class));
    waiting = list("waiting");
    done = list("done");
  }

  /** A value a key. */
  private final class Values<T> {
    private final ValueState<T> state;

    Values(String name, TypeInformation<T> type) {
      state = door.getRuntimeContext().getState(new ValueStateDescriptor<>(name, type));
    }

    @Nullable T of(String key) {
      door.setCurrentKey(key);
      return trusted(state::value);
    }

    void put(String key, @Nullable T value) {
      door.setCurrentKey(key);
      trusted(() -> {
        state.update(value);
        return DOOR;
      });
    }
  }

  private ListState<Fact> list(String name) {
    return door.getRuntimeContext().getListState(new ListStateDescriptor<>(name, CodecType.typeOf(Fact.class)));
  }

  /** Something Flink does with its state. */
  private interface Access<T extends @Nullable Object> {
    T run() throws Exception;
  }

  /** State that cannot be read ends the job, which then goes on from its last checkpoint. */
  private static <T extends @Nullable Object> T trusted(Access<T> access) {
    try {
      return access.run();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the door's state cannot be read or written: " + e.getMessage(), e);
    }
  }

  Counts counts() {
    Counts known = counts.of(DOOR);
    return known == null ? Counts.NONE : known;
  }

  void counts(Counts changed) {
    counts.put(DOOR, changed);
  }

  /** Whether a fact has not come before; it has now. */
  boolean firstTime(Fact fact) {
    String id = fact.head().source() + "\n" + fact.head().id();
    boolean first = seen.of(id) == null;
    if (first) {
      seen.put(id, Boolean.TRUE);
    }
    return first;
  }

  /** A fact waits until its tick is complete. */
  void waits(Fact fact) {
    door.setCurrentKey(DOOR);
    trusted(() -> {
      waiting.add(fact);
      return DOOR;
    });
  }

  /** Takes out the waiting facts of ticks that are complete. */
  List<Fact> ripe(long until) {
    door.setCurrentKey(DOOR);
    var ripe = new ArrayList<Fact>();
    var later = new ArrayList<Fact>();
    trusted(() -> {
      for (Fact fact : waiting.get()) {
        (fact.head().recorded() <= until ? ripe : later).add(fact);
      }
      waiting.update(later);
      return DOOR;
    });
    return ripe;
  }

  Echoes.Newest newest() {
    return new Echoes.Newest() {
      @Override
      public @Nullable Fact of(String record) {
        return newest.of(record);
      }

      @Override
      public void is(String record, Fact fact) {
        newest.put(record, fact);
      }
    };
  }

  Aliases aliases() {
    return new Aliases() {
      @Override
      public Map<String, Known> find(Collection<String> keys) {
        var found = new HashMap<String, Known>();
        for (String key : keys) {
          String person = personOf.of(key);
          Known known = person == null ? null : people.of(person);
          if (known != null) {
            found.put(key, known);
          }
        }
        return found;
      }

      @Override
      public long lastSeq() {
        return counts().people();
      }
    };
  }

  /** What somebody did so far, as it came. */
  List<Fact> factsOf(String person) {
    door.setCurrentKey(person);
    var facts = new ArrayList<Fact>();
    trusted(() -> {
      done.get().forEach(facts::add);
      return DOOR;
    });
    return facts;
  }

  private void gone(String key, boolean now) {
    String person = personOf.of(key);
    Aliases.Known known = person == null ? null : people.of(person);
    if (known != null) {
      var gone = new TreeSet<>(known.gone());
      if (now ? gone.add(key) : gone.remove(key)) {
        people.put(known.id(), new Aliases.Known(known.id(), known.seq(), known.keys(), List.copyOf(gone)));
      }
    }
  }

  /** Remembers what a door found out. */
  void learn(FrontDoor.Learned learned) {
    learned.people().forEach((person, seq) -> {
      people.put(person, new Aliases.Known(person, seq, List.of(), List.of()));
      counts(counts().knowing(Math.max(counts().people(), seq)));
    });
    learned.aliases().forEach((key, person) -> {
      personOf.put(key, person);
      Aliases.Known known = people.of(person);
      if (known != null && !known.keys().contains(key)) {
        var keys = new ArrayList<>(known.keys());
        keys.add(key);
        people.put(person, new Aliases.Known(person, known.seq(), List.copyOf(keys), known.gone()));
      }
    });
    learned.gone().forEach(this::gone);
    learned.losers().forEach(loser -> {
      people.put(loser, null);
      door.setCurrentKey(loser);
      done.clear();
    });
    learned.facts().forEach((person, facts) -> {
      door.setCurrentKey(person);
      trusted(() -> {
        done.addAll(facts);
        return DOOR;
      });
    });
  }
}
