/**
 * Carries facts through the stages in this process: in memory for a replay, over the store for the service.
 *
 * <p>In: stamped facts of whole ticks. Out: decisions into the outbox, states into the store, in one short transaction.
 * Never: a business {@code if}; it moves what it does not understand.
 *
 * <p>Nothing is open while the rooms work: a batch is a value, and dropping it is the whole of rolling back. What a room
 * did becomes visible when {@code settle} has compared the position, written everything and moved on.
 */
@NullMarked
package dev.caravan.host.embedded;

import org.jspecify.annotations.NullMarked;
