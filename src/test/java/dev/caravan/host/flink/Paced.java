package dev.caravan.host.flink;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Fact files some rows at a time: after each portion nothing more is read until a checkpoint holds it. So tests know
 * what a job has seen when something happens to it.
 */
final class Paced implements Source<Row, FactSplit, Collection<FactSplit>> {
  /** Who watches a job, by its name: readers run in this process, but are made from bytes. */
  private static final Map<String, Watch> WATCHES = new ConcurrentHashMap<>();

  /** What a test knows of a running job. */
  static final class Watch {
    private final AtomicInteger portions = new AtomicInteger();
    private final int awaited;
    private final CompletableFuture<Void> reached = new CompletableFuture<>();

    private Watch(int awaited) {
      this.awaited = awaited;
    }

    private void portion() {
      if (portions.incrementAndGet() == awaited) {
        reached.complete(null);
      }
    }

    /** Done when so many portions are in a checkpoint. */
    CompletableFuture<Void> reached() {
      return reached;
    }
  }

  /**
   * How a job is paced.
   *
   * @param rows of a portion
   * @param crashes whether the job crashes after each portion
   * @param holdsAfter portions after which nothing is read any more, 0 for never
   */
  record Pace(String watch, int rows, boolean crashes, int holdsAfter) implements Serializable {}

  private final FactSource facts;
  private final Pace pace;

  Paced(FactSource facts, Pace pace) {
    this.facts = facts;
    this.pace = pace;
  }

  /** Watches the job of this name until some portions are through. */
  static Watch watch(String name, int portions) {
    var watch = new Watch(portions);
    WATCHES.put(name, watch);
    return watch;
  }

  @Override
  public Boundedness getBoundedness() {
    return facts.getBoundedness();
  }

  @Override
  public SourceReader<Row, FactSplit> createReader(SourceReaderContext context) {
    return new Reader(facts.createReader(context), pace);
  }

  @Override
  public SplitEnumerator<FactSplit, Collection<FactSplit>> createEnumerator(SplitEnumeratorContext<FactSplit> context) {
    return facts.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<FactSplit, Collection<FactSplit>> restoreEnumerator(
      SplitEnumeratorContext<FactSplit> context, Collection<FactSplit> left) {
    return facts.restoreEnumerator(context, left);
  }

  @Override
  public SimpleVersionedSerializer<FactSplit> getSplitSerializer() {
    return facts.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<Collection<FactSplit>> getEnumeratorCheckpointSerializer() {
    return facts.getEnumeratorCheckpointSerializer();
  }

  /** As if the machine had gone. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("a crash, on purpose");
    }
  }

  private static final class Reader implements SourceReader<Row, FactSplit> {
    private final SourceReader<Row, FactSplit> inside;
    private final Pace pace;
    private int given;
    private int portions;
    private long covering = Long.MAX_VALUE;
    private boolean crashNow;
    private CompletableFuture<Void> mayGoOn = new CompletableFuture<>();

    Reader(SourceReader<Row, FactSplit> inside, Pace pace) {
      this.inside = inside;
      this.pace = pace;
    }

    private boolean full() {
      return given >= pace.rows;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Row> output) throws Exception {
      if (crashNow) {
        throw new Crash();
      }
      if (full()) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      InputStatus status = inside.pollNext(output);
      given += status == InputStatus.MORE_AVAILABLE ? 1 : 0;
      return status;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return full() && !crashNow ? mayGoOn : inside.isAvailable();
    }

    @Override
    public List<FactSplit> snapshotState(long checkpoint) {
      if (full() && covering == Long.MAX_VALUE) {
        covering = checkpoint;
      }
      return inside.snapshotState(checkpoint);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) throws Exception {
      inside.notifyCheckpointComplete(checkpoint);
      if (!full() || checkpoint < covering) {
        return;
      }
      covering = Long.MAX_VALUE;
      portions++;
      Watch watch = WATCHES.get(pace.watch);
      if (watch != null) {
        watch.portion();
      }
      if (portions == pace.holdsAfter) {
        return;
      }
      crashNow = pace.crashes;
      given = 0;
      CompletableFuture<Void> go = mayGoOn;
      mayGoOn = new CompletableFuture<>();
      go.complete(null);
    }

    @Override
    public void start() {
      inside.start();
    }

    @Override
    public void addSplits(List<FactSplit> splits) {
      inside.addSplits(splits);
    }

    @Override
    public void notifyNoMoreSplits() {
      inside.notifyNoMoreSplits();
    }

    @Override
    public void close() throws Exception {
      inside.close();
    }
  }
}
