package dev.caravan.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.ModelTypes;
import dev.caravan.model.Moment;
import java.util.List;
import org.junit.jupiter.api.Test;

class MomentCodecTest {
  record Once(Moment at, Moment later) {}

  record AsNumbers(long at, long later) {}

  private static <T extends Record> Codec<T> codec(Class<T> type) {
    return new Codecs(List.of(ModelTypes.table(), TypeTable.of("test").record(900, type, "1 at", "2 later"))).of(type);
  }

  @Test
  void none_and_the_moment_that_is_0_stay_apart() {
    Codec<Once> codec = codec(Once.class);
    for (Moment at : new Moment[] {Moment.NONE, Moment.of(0), Moment.of(-1), Moment.of(1), Moment.of(Long.MAX_VALUE)}) {
      assertThat(codec.decode(codec.encode(new Once(at, Moment.of(0))))).isEqualTo(new Once(at, Moment.of(0)));
    }
  }

  @Test
  void a_number_where_0_stood_for_none_is_read_as_it_was_meant() {
    byte[] older = codec(AsNumbers.class).encode(new AsNumbers(0, 1_775_000_000_000L));
    assertThat(codec(Once.class).decode(older)).isEqualTo(new Once(Moment.NONE, Moment.of(1_775_000_000_000L)));
    assertThat(codec(Once.class).encode(new Once(Moment.NONE, Moment.of(1_775_000_000_000L)))).isEqualTo(older);
  }
}
