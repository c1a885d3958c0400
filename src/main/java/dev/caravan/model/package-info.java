/**
 * The words of the house: facts that came in, decisions that go out, and why.
 *
 * <p>In: nothing. Out: immutable records every room shares. Never: a clock, I/O, a framework, or a rule of business.
 *
 * <p>Times are UTC epoch milliseconds. A string that is not known is {@code ""}, not null: records travel through codecs
 * and comparisons, and an empty value never overwrites a filled one, so the two would mean the same.
 */
@NullMarked
package dev.caravan.model;

import org.jspecify.annotations.NullMarked;
