/**
 * The sixth room: who acts on a hand-off.
 *
 * <p>In: a hand-off, the users of the CRM, whose turn it is. Out: an owner, a pool's next member, or a queue, with the
 * rule that said so. Never: a hand-off lost because nobody was there; the last rule takes everything.
 */
@NullMarked
package dev.caravan.routing;

import org.jspecify.annotations.NullMarked;
