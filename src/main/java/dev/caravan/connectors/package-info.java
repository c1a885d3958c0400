/**
 * The gates to other systems: one package a system, none knows another.
 *
 * <p>In: what a system tells, and items that wait in the outbox. Out: arrivals for the journal, and what became of the
 * items. Never: a decision, a score, or a row that vanishes without being counted.
 */
@NullMarked
package dev.caravan.connectors;

import org.jspecify.annotations.NullMarked;
