package dev.caravan.host;

import dev.caravan.Practice;
import dev.caravan.config.Configuration;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.Handlers;
import dev.caravan.engine.Message;
import dev.caravan.engine.Stage;
import dev.caravan.engine.Turn;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** The shipped rooms, as they are or with something built in; by name, so that a host can build them where it likes. */
public enum Rooms {
  /** As they are. */
  SHIPPED,
  /** Every alarm of the score stage is told as a decision. */
  RINGING,
  /** The score stage throws at what it is told of {@link Story#DANA} at {@link #POISONED}. */
  THROWING,
  /** The score stage throws at {@link Story#DANA}'s alarms. */
  THROWING_AT_ALARMS,
  /** What no room may do: the score stage numbers what it takes in the order of arrival, whatever key it is for. */
  COUNTING_ARRIVALS;

  static final long POISONED = Story.day(7);
  static final String SCORE = "score";

  /** Made once a JVM: an engine is immutable. */
  private static final class Once {
    static final Pipeline SHIPPED_ENGINE = Pipeline.of(Practice.settings());
  }

  /** An engine of these rooms; what is built in begins anew. */
  public Pipeline engine() {
    return this == SHIPPED ? Once.SHIPPED_ENGINE
        : Once.SHIPPED_ENGINE.with(stage -> stage.name().equals(SCORE) ? built(stage) : stage);
  }

  private <H extends Record, E extends Record> Stage<H, E> built(Stage<H, E> inside) {
    return new Built<>(this, inside, new AtomicLong());
  }

  private record Built<H extends Record, E extends Record>(Rooms rooms, Stage<H, E> inside, AtomicLong arrivals)
      implements Stage<H, E> {
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
      return inside.handlers();
    }

    @Override
    public void take(Turn<H, E> turn, Message message) {
      inside.take(turn, message);
      if (rooms == THROWING && turn.key().equals(Story.DANA) && turn.tick() == POISONED) {
        throw new IllegalStateException("cannot take\0this");
      } else if (rooms == COUNTING_ARRIVALS) {
        tell(turn, "arrival/" + arrivals.incrementAndGet());
      }
    }

    @Override
    public void alarm(Turn<H, E> turn) {
      inside.alarm(turn);
      if (rooms == RINGING) {
        tell(turn, "ring/" + turn.key() + "/" + turn.tick());
      } else if (rooms == THROWING_AT_ALARMS && turn.key().equals(Story.DANA)) {
        throw new IllegalStateException("cannot take this alarm");
      }
    }

    private void tell(Turn<H, E> turn, String id) {
      turn.decide(new Decision.Stage(id, turn.key(), turn.tick(), Because.of("as it was", "", "", "", ""), "", "", "",
          "", "", "", false, Moment.NONE));
    }
  }
}
