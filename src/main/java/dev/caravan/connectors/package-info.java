/**
 * The street side of both doors: one sub-package a system, and a folder {@code connectors/<system>} beside it with
 * Kamelets, the mapping, and what must be installed there.
 *
 * <p>In: what other systems say. Out: arrivals for the journal; decisions written to those systems. Never: a business
 * rule, or knowledge of another connector.
 */
@NullMarked
package dev.caravan.connectors;

import org.jspecify.annotations.NullMarked;
