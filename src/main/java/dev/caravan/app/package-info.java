/**
 * The key cabinet: the one room that may open every door, and does nothing else.
 *
 * <p>In: the command line's arguments, and the folders {@code routes}, {@code connectors} and {@code config}. Out: a
 * house in which each part was handed what it needs by constructor, and whose routes are those of the folder. Never: a
 * rule of business, a look-up by anyone else, or a route that runs before the whole folder was found faultless.
 *
 * <p>{@link dev.caravan.routefolder.RouteFolder} takes the place of Camel's own reloading, which drops a route on a typo and
 * keeps the old copy of a renamed one.
 */
@NullMarked
package dev.caravan.app;

import org.jspecify.annotations.NullMarked;
