package dev.caravan.host.flink;

import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.States;
import dev.caravan.engine.KeyRun;
import dev.caravan.engine.Stage;
import dev.caravan.host.Outcome;
import dev.caravan.host.ReplayHost;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.FactFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a job told, put in order. */
final class Gathered {
  private static final Comparator<Told.Decided> BY_TIME = Comparator
      .comparingLong((Told.Decided each) -> each.decision().at()).thenComparing(each -> each.decision().subject())
      .thenComparingInt(Told.Decided::stage).thenComparing(Told.Decided::key).thenComparingInt(Told.Decided::n);
  private static final Comparator<KeyRun.Poisoned> BY_TICK = Comparator.comparingLong(KeyRun.Poisoned::tick)
      .thenComparing(KeyRun.Poisoned::stage).thenComparing(KeyRun.Poisoned::key);

  private final List<Told.Decided> decided = new ArrayList<>();
  private final List<KeyRun.Poisoned> setApart = new ArrayList<>();
  private final List<Arrival.SetAside> unreadable = new ArrayList<>();
  private final List<Told.Stands> stands = new ArrayList<>();
  private Told.@Nullable Counted counted;

  private Gathered() {}

  static Gathered from(Path told) throws IOException {
    var gathered = new Gathered();
    ToldFiles.read(told, gathered::take);
    return gathered;
  }

  private void take(Told told) {
    if (told instanceof Told.Decided decision) {
      decided.add(decision);
    } else if (told instanceof Told.SetApart poisoned) {
      setApart.add(poisoned.input());
    } else if (told instanceof Told.Unreadable row) {
      unreadable.add(row.row());
    } else if (told instanceof Told.Stands key) {
      stands.add(key);
    } else if (told instanceof Told.Counted counts) {
      counted = counts;
    }
  }

  ReplayHost.Carried carried(Pipeline engine) {
    Told.Counted counts = Objects.requireNonNull(counted, "the job did not come to its end");
    decided.sort(BY_TIME);
    setApart.sort(BY_TICK);
    unreadable.sort(Comparator.comparing(Arrival.SetAside::place).thenComparingLong(Arrival.SetAside::line));
    var states = new Gathering(engine, stands);
    return new ReplayHost.Carried(
        new FactFiles.Counts(counts.kept() + counts.repeated() + counts.setAside(), counts.kept(), counts.repeated(),
            counts.setAside()),
        List.copyOf(unreadable),
        new Outcome(counts.asOf(), decided.stream().map(Told.Decided::decision).toList(), List.copyOf(setApart),
            engine.people(states, counts.asOf()), engine.groups(states, counts.asOf()), states));
  }

  /** Where every key stands; entries are read when they are asked for. */
  private static final class Gathering implements States {
    private final Pipeline engine;
    private final List<SortedMap<String, Told.Stands>> byStage = new ArrayList<>();

    Gathering(Pipeline engine, List<Told.Stands> stands) {
      this.engine = engine;
      engine.stages().forEach(stage -> byStage.add(new TreeMap<>()));
      stands.forEach(each -> byStage.get(each.stage()).put(each.key(), each));
    }

    private int index(String name) {
      for (int i = 0; i < byStage.size(); i++) {
        if (engine.stages().get(i).name().equals(name)) {
          return i;
        }
      }
      throw new IllegalArgumentException("no stage " + name);
    }

    @Override
    public SortedMap<String, Record> heads(String stage) {
      int index = index(stage);
      Stage<?, ?> of = engine.stages().get(index);
      var heads = new TreeMap<String, Record>();
      byStage.get(index).forEach((key, stands) -> {
        if (stands.head().length > 0) {
          heads.put(key, engine.codecs().of(of.headType()).decode(stands.head()));
        }
      });
      return heads;
    }

    @Override
    public SortedMap<String, Record> entries(String stage, String key) {
      int index = index(stage);
      Stage<?, ?> of = engine.stages().get(index);
      var entries = new TreeMap<String, Record>();
      Told.Stands stands = byStage.get(index).get(key);
      if (stands != null) {
        stands.entries().forEach((name, bytes) -> entries.put(name, engine.codecs().of(of.entryType()).decode(bytes)));
      }
      return entries;
    }
  }
}
