/**
 * The fifth room: the one next step of everybody marketing owns, or the reason why there is none.
 *
 * <p>In: what a person lacks, and where they stand. Out: a {@link dev.caravan.nurture.NextStep}. Never: two programmes for
 * one person, or a person who may not be mailed on any.
 */
@NullMarked
package dev.caravan.nurture;

import org.jspecify.annotations.NullMarked;
