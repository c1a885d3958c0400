package dev.caravan.host.flink;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReaderBase;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Fact files as a bounded source: one split, since of two equal facts the first in the files' order counts. */
final class FactSource implements Source<Row, FactSplit, Collection<FactSplit>> {
  private static final long serialVersionUID = 1L;

  private final String facts;
  private final long latest;

  FactSource(String fileOrFolder) {
    this(fileOrFolder, Long.MAX_VALUE);
  }

  /** @param latest what was recorded later is set aside */
  FactSource(String fileOrFolder, long latest) {
    facts = fileOrFolder;
    this.latest = latest;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<Row, FactSplit> createReader(SourceReaderContext context) {
    return new Reader(context, facts);
  }

  @Override
  public SplitEnumerator<FactSplit, Collection<FactSplit>> createEnumerator(SplitEnumeratorContext<FactSplit> context) {
    return new IteratorSourceEnumerator<>(context, List.of(new FactSplit(facts, 0, latest)));
  }

  @Override
  public SplitEnumerator<FactSplit, Collection<FactSplit>> restoreEnumerator(
      SplitEnumeratorContext<FactSplit> context, Collection<FactSplit> left) {
    return new IteratorSourceEnumerator<>(context, left);
  }

  @Override
  public SimpleVersionedSerializer<FactSplit> getSplitSerializer() {
    return new Bytes<>(FactSplit.class);
  }

  @Override
  public SimpleVersionedSerializer<Collection<FactSplit>> getEnumeratorCheckpointSerializer() {
    return new SimpleVersionedSerializer<>() {
      private final Bytes<Splits> bytes = new Bytes<>(Splits.class);

      @Override
      public int getVersion() {
        return bytes.getVersion();
      }

      @Override
      public byte[] serialize(Collection<FactSplit> splits) {
        return bytes.serialize(new Splits(List.copyOf(splits)));
      }

      @Override
      public Collection<FactSplit> deserialize(int version, byte[] serialized) {
        return bytes.deserialize(version, serialized).left();
      }
    };
  }

  /** Splits nobody reads yet. */
  record Splits(List<FactSplit> left) {}

  private record Bytes<T>(Class<T> type) implements SimpleVersionedSerializer<T> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(T value) {
      return FlinkTypes.codecs().of(type).encode(value);
    }

    @Override
    public T deserialize(int version, byte[] serialized) {
      return FlinkTypes.codecs().of(type).decode(serialized);
    }
  }

  private static final class Reader extends IteratorSourceReaderBase<Row, Row, RowsAhead, FactSplit> {
    private final String facts;

    Reader(SourceReaderContext context, String facts) {
      super(context);
      this.facts = facts;
    }

    /** The files may lie elsewhere than when the job was stopped. */
    @Override
    public void addSplits(List<FactSplit> splits) {
      super.addSplits(splits.stream().map(split -> new FactSplit(facts, split.from(), split.latest())).toList());
    }

    /** As inherited, but that files with no row left are no error. */
    @Override
    public InputStatus pollNext(ReaderOutput<Row> output) {
      while (iterator == null || !iterator.hasNext()) {
        if (iterator != null) {
          finishSplit();
        }
        InputStatus status = tryMoveToNextSplit();
        if (status != InputStatus.MORE_AVAILABLE) {
          return status;
        }
      }
      output.collect(iterator.next());
      return InputStatus.MORE_AVAILABLE;
    }

    @Override
    protected Row convert(Row row) {
      return row;
    }

    @Override
    public void close() throws IOException {
      if (iterator != null) {
        iterator.close();
      }
    }
  }
}
