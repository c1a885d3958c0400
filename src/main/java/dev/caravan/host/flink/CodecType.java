package dev.caravan.host.flink;

import dev.caravan.codec.Codec;
import dev.caravan.pipeline.PipelineTypes;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** An immutable record, or a sealed interface of records, in Flink's hands: its bytes are those of {@link Codec}. */
final class CodecType<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1L;

  private final Class<T> type;

  private CodecType(Class<T> type) {
    this.type = type;
  }

  static <T> CodecType<T> typeOf(Class<T> type) {
    return new CodecType<>(type);
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new Serializer<>(FlinkTypes.codecs().of(type).number());
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof CodecType;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CodecType<?> that && that.type == type;
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public String toString() {
    return "CodecType(" + type.getSimpleName() + ")";
  }

  /** Goes by the number of the type, as savepoints do. */
  static final class Serializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final int number;
    private transient @Nullable Codec<T> codec;

    Serializer(int number) {
      this.number = number;
    }

    private Codec<T> codec() {
      Codec<T> known = codec;
      if (known == null) {
        known = numbered();
        codec = known;
      }
      return known;
    }

    @SuppressWarnings("unchecked") // the number was that of a T
    private Codec<T> numbered() {
      return (Codec<T>) FlinkTypes.codecs().of(number);
    }

    @Override
    public void serialize(T value, DataOutputView to) throws IOException {
      byte[] bytes = codec().encode(value);
      to.writeInt(bytes.length);
      to.write(bytes);
    }

    @Override
    public T deserialize(DataInputView from) throws IOException {
      var bytes = new byte[from.readInt()];
      from.readFully(bytes);
      return codec().decode(bytes);
    }

    @Override
    public T deserialize(T reused, DataInputView from) throws IOException {
      return deserialize(from);
    }

    @Override
    public void copy(DataInputView from, DataOutputView to) throws IOException {
      int length = from.readInt();
      to.writeInt(length);
      to.write(from, length);
    }

    @Override
    public T copy(T value) {
      return value;
    }

    @Override
    public T copy(T value, T reused) {
      return value;
    }

    @Override
    public boolean isImmutableType() {
      return true;
    }

    @Override
    public TypeSerializer<T> duplicate() {
      return this;
    }

    @Override
    public T createInstance() {
      throw new UnsupportedOperationException("a value of type " + number + " is never empty");
    }

    @Override
    public int getLength() {
      return -1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Serializer<?> that && that.number == number;
    }

    @Override
    public int hashCode() {
      return number;
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
      return new CodecSnapshot<>(PipelineTypes.FORMAT, number);
    }
  }
}
