/**
 * The generic keyed runtime: stages, one state a key, messages, alarms, and the order in which they work.
 *
 * <p>In: inputs in the order of knowing, and alarms that fell due. Out: messages to later stages, decisions, and per stage and
 * key a state. Never: a clock, a thread, a database, or what a room decides; who carries facts through is a host's business.
 *
 * <p>Three rules keep every host honest. A stage never acts on arrival: it takes the inputs of a tick in canonical order
 * when no more can come, then an alarm due at that tick. Messages only go to later stages. A stage that throws leaves no
 * trace: its input is parked and the key goes on from the state before.
 */
@NullMarked
package dev.caravan.engine;

import org.jspecify.annotations.NullMarked;
