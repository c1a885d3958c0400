package dev.caravan.pipeline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.Practice;
import dev.caravan.engine.Handlers;
import dev.caravan.engine.Stage;
import dev.caravan.engine.Turn;
import org.junit.jupiter.api.Test;

class WiringTest {
  /** A stage that has forgotten all its handlers. */
  private record Deaf<H extends Record, E extends Record>(Stage<H, E> inside) implements Stage<H, E> {
    @Override
    public String name() {
      return inside.name();
    }

    @Override
    public Class<H> headType() {
      return inside.headType();
    }

    @Override
    public Class<E> entryType() {
      return inside.entryType();
    }

    @Override
    public H fresh(String key) {
      return inside.fresh(key);
    }

    @Override
    public Handlers<H, E> handlers() {
      return new Handlers<>();
    }

    @Override
    public void alarm(Turn<H, E> turn) {
      inside.alarm(turn);
    }
  }

  private static <H extends Record, E extends Record> Stage<H, E> deaf(Stage<H, E> stage) {
    return new Deaf<>(stage);
  }

  @Test
  void stages_of_which_one_lacks_a_handler_are_not_put_together() {
    Pipeline shipped = Pipeline.of(Practice.settings());
    assertThatThrownBy(() -> shipped.with(stage -> stage.name().equals("name") ? deaf(stage) : stage))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("""
            name has no handler for AsksByName: register one where it registers the others
            name has no handler for AsksNoMore: register one where it registers the others
            name has no handler for NameGone: register one where it registers the others
            name has no handler for NameOf: register one where it registers the others""");
  }
}
