/**
 * Carries facts through the same stages on Apache Flink, on as many machines as there are.
 *
 * <p>In: fact files. Out: decisions, what was set apart, and every key's state at the end, as files of a folder. Never:
 * a business {@code if}; a stage does not know where it runs. Nothing outside this package knows Flink, and the
 * embedded run does not need its jars.
 *
 * <p>One reader and one door, since who is who can only be told in the order of knowing; behind the door each stage is a
 * keyed process function. A tick is complete when the watermark has passed it. The door's watermark is the last tick it
 * has let in, never more: the end of the input is no moment in time, and no alarm rings at it.
 */
@NullMarked
package dev.caravan.host.flink;

import org.jspecify.annotations.NullMarked;
