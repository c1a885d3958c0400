/**
 * The windows' glass: what a run came to, told as numbers a person understands and that add up.
 *
 * <p>In: the engine's states, the doors' counts. Out: reports as values, as text and as JSON. Never: a decision, or a
 * write.
 */
@NullMarked
package dev.caravan.insight;

import org.jspecify.annotations.NullMarked;
