/**
 * How Eloqua is spoken to: login, HTTP, Bulk 2.0 and the little of REST that is needed.
 *
 * <p>In: definitions, rows, windows of time. Out: rows as text by name, results of syncs, typed exceptions. Never: a
 * retry that could double a write, personal data in a message, or a thought about what the rows mean.
 */
@NullMarked
package dev.caravan.connectors.eloqua.internal;

import org.jspecify.annotations.NullMarked;
