package dev.caravan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Moment;
import org.junit.jupiter.api.Test;

class MomentCodecTest {
  record Once(Moment at, Moment later) {}

  record AsItWas(long at, long later) {}

  @Test
  void none_and_the_moment_that_is_0_stay_apart() {
    Codec<Once> codec = Codec.of(Once.class);
    for (Moment at : new Moment[] {Moment.NONE, Moment.of(0), Moment.of(-1), Moment.of(1), Moment.of(Long.MAX_VALUE)}) {
      assertThat(codec.decode(codec.encode(new Once(at, Moment.of(0))))).isEqualTo(new Once(at, Moment.of(0)));
    }
  }

  @Test
  void a_state_written_when_0_stood_for_none_is_read_as_it_was_meant() {
    byte[] older = Codec.of(AsItWas.class).encode(new AsItWas(0, 1_775_000_000_000L));
    assertThat(Codec.of(Once.class).decode(older)).isEqualTo(new Once(Moment.NONE, Moment.of(1_775_000_000_000L)));
    assertThat(Codec.of(Once.class).encode(new Once(Moment.NONE, Moment.of(1_775_000_000_000L)))).isEqualTo(older);
  }
}
