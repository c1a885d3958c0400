/**
 * The back door: what was decided waits here until the outside has taken it.
 *
 * <p>In: decisions, in the transaction that settles the facts they come from. Out: items to deliver, and the count that
 * must add up: input = sent + unchanged + waiting + held + parked. Never: a call to the outside, an item forgotten, or two workers at
 * one record.
 *
 * <p>An item's id is its business id. Items that show a state (score, group, a place in a programme) are replaced while
 * they wait and compared with what was sent last; items that are an event (an assignment) are kept once for ever.
 */
@NullMarked
package dev.caravan.outbox;

import org.jspecify.annotations.NullMarked;
