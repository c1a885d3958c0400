/**
 * The front door: every fact is kept here once, in one transaction with the cursor that covers it.
 *
 * <p>In: arrivals from connectors and files, at least once and in any order. Out: facts in the order of knowing, each
 * with the stable id of the person it is about. Never: a decision, a score, or a fact changed after it was kept.
 *
 * <p>Identity is resolved when facts are taken for work, not when they arrive: streams arrive in any order, the order
 * of knowing is one, and a replay from files must name the same people. A tick that was given out for work is closed:
 * whatever is kept afterwards is recorded after it.
 */
@NullMarked
package dev.caravan.journal;

import org.jspecify.annotations.NullMarked;
