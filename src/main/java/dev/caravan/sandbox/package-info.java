/**
 * The practice ground: stand-ins for Eloqua and Salesforce over real HTTP on loopback, and a generator of a market with
 * planted truths.
 *
 * <p>In: a fact file (generated from a seed, or given). Out: two servers that speak the real protocols, and a truth
 * file that a run can be judged by. Never: a look into any other room; the stand-ins know only the protocols.
 */
@NullMarked
package dev.caravan.sandbox;

import org.jspecify.annotations.NullMarked;
