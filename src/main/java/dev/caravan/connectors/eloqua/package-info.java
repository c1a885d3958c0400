/**
 * Oracle Eloqua: the Camel component {@code eloqua:} and the two beans that translate between its rows and our words.
 *
 * <p>In: activities, contacts and campaigns from Eloqua, and items of the outbox. Out: arrivals of facts; contact
 * fields and shared-list members written back. Never: a position written by the component itself (whoever keeps the
 * rows keeps the position with them), a contact created in Eloqua, or a secret in a log line or URI.
 *
 * <p>Start at {@link dev.caravan.connectors.eloqua.EloquaConnector}. The component (all but {@code EloquaFacts,
 * EloquaDeliveries, EloquaMapping, EloquaPositions, EloquaConnector}) knows nothing of Caravan, so that it could live
 * in Camel.
 */
@NullMarked
package dev.caravan.connectors.eloqua;

import org.jspecify.annotations.NullMarked;
