package dev.caravan.host.flink;

import dev.caravan.pipeline.Pipeline;
import java.io.Serializable;

/**
 * Builds the rooms where they are to work: an engine itself does not travel. Two sources that are equal build the same
 * rooms.
 */
@FunctionalInterface
public interface EngineSource extends Serializable {
  Pipeline engine();
}
