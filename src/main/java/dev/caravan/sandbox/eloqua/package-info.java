/**
 * A stand-in for an Oracle Eloqua tenant: real HTTP on loopback, the documented Bulk 2.0 and REST 1.0/2.0 behaviour,
 * its oddities included. Start at {@link dev.caravan.sandbox.eloqua.EloquaStandIn}.
 *
 * <p>In: a fact file (people become contacts, activities become activities), requests, a clock. Out: replies, a log
 * of what was applied, and a snapshot that two runs can be compared by. Never: timers, chance (but in tokens), threads
 * of its own beyond the server's, or an address other than loopback. Where the public record is silent, the strict
 * reading was taken, so that a client that works here asks nothing undocumented of the real one.
 */
@NullMarked
package dev.caravan.sandbox.eloqua;

import org.jspecify.annotations.NullMarked;
