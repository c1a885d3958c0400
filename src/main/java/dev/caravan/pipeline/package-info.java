/**
 * The ordered list of stages, where facts enter it, checks across settings files, and views of what the stages keep.
 *
 * <p>In: a configuration, facts, and states as a host holds them. Out: inputs for the first stages, and persons, groups,
 * accounts and the desk as people read them. Never: a rule of its own. Begin with {@link dev.caravan.pipeline.Pipeline}.
 */
@NullMarked
package dev.caravan.pipeline;

import org.jspecify.annotations.NullMarked;
