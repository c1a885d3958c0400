/**
 * The check that nobody who qualified is lost. Start at {@link dev.caravan.audit.Audit}.
 *
 * <p>In: output files (people, groups, hand-offs, decisions; rows of the outbox and records of the CRM, where there are
 * any) and what the settings call things. Out: who is qualified and told to nobody, and why. Never: a class of the rooms or
 * of the engine; it comes to its answer by itself, so that a fault of theirs cannot hide in it. What a room says of itself is
 * believed only where something else bears it out.
 */
@NullMarked
package dev.caravan.audit;

import org.jspecify.annotations.NullMarked;
