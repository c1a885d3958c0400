/**
 * The carriers: one package a host, each carries facts through the same stages with its own means.
 *
 * <p>In: stamped facts of whole ticks, and an engine. Out: decisions and states, the same lines on every host. Never: a
 * rule of the business, or a look into another host.
 */
@NullMarked
package dev.caravan.host;

import org.jspecify.annotations.NullMarked;
