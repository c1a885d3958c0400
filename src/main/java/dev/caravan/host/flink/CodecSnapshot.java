package dev.caravan.host.flink;

import dev.caravan.pipeline.PipelineTypes;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a savepoint says of values: the number of the state format and the number of their type.
 *
 * <p>Flink writes the name of this class into every savepoint, the only one of this program: it must not be renamed or moved.
 */
public final class CodecSnapshot<T> implements TypeSerializerSnapshot<T> {
  /** Stands in front of the numbers. */
  static final String MARK = "caravan-state";

  private int format;
  private int number;

  /** For Flink, which fills it by {@link #readSnapshot}. */
  public CodecSnapshot() {}

  CodecSnapshot(int format, int number) {
    this.format = format;
    this.number = number;
  }

  @Override
  public int getCurrentVersion() {
    return 2;
  }

  @Override
  public void writeSnapshot(DataOutputView to) throws IOException {
    to.writeUTF(MARK);
    to.writeInt(format);
    to.writeInt(number);
  }

  /**
   * Reads the numbers.
   *
   * @throws IOException if the savepoint is of another state format, or holds a type that is not known
   */
  @Override
  public void readSnapshot(int version, DataInputView from, ClassLoader loader) throws IOException {
    if (version != getCurrentVersion() || !from.readUTF().equals(MARK)) {
      throw new IOException("this savepoint was not taken by this version of Caravan: start the job without it, and its states are"
          + " built anew from the facts");
    }
    format = from.readInt();
    number = from.readInt();
    if (format != PipelineTypes.FORMAT) {
      throw new IOException("this savepoint holds states of format " + format + ", this version of Caravan reads format "
          + PipelineTypes.FORMAT + ": start the job without the savepoint, and its states are built anew from the facts; or go on with"
          + " the version that took it");
    }
    try {
      FlinkTypes.codecs().of(number);
    } catch (IllegalArgumentException e) {
      throw new IOException("this savepoint cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return new CodecType.Serializer<>(number);
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> older) {
    return older instanceof CodecSnapshot<?> that && that.number == number
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
