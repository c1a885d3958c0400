/**
 * The key cabinet: the one room that may open every door, and does nothing else.
 *
 * <p>In: the command line's arguments. Out: each part of the house handed what it needs, by constructor. Never: a rule of
 * business, or a look-up by anyone else; who needs something is given it.
 *
 * <p>Start at {@link dev.caravan.app.Main}.
 */
@NullMarked
package dev.caravan.app;

import org.jspecify.annotations.NullMarked;
