/**
 * Hosts: what carries facts through the stages of {@link dev.caravan.engine.Engine}, one sub-package each.
 *
 * <p>In: stamped facts, tick by tick. Out: the same decisions and states on every host, whatever the batches, restarts
 * or number of cores. Never: a business rule, or knowledge of another host.
 */
@NullMarked
package dev.caravan.host;

import org.jspecify.annotations.NullMarked;
