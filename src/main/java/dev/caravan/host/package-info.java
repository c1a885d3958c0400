/**
 * Whoever carries facts through the engine's stages; one package a host, and none knows another.
 *
 * <p>In: stamped facts in the order of knowing. Out: decisions and states. Never: a business {@code if}. What every host
 * must keep is written down once, in {@code HostContract} among the tests.
 */
@NullMarked
package dev.caravan.host;

import org.jspecify.annotations.NullMarked;
