/**
 * Carries facts through the engine's stages; one sub-package a host.
 *
 * <p>In: facts from the journal. Out: states, decisions for the outbox, inputs set apart. Never: a rule of its own; what
 * comes of facts is the engine's business and the same on every host, which {@code HostContract} in the tests holds
 * each of them to.
 */
@NullMarked
package dev.caravan.host;

import org.jspecify.annotations.NullMarked;
