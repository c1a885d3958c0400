/**
 * Values as bytes that outlive the code: records, constants and fields go by numbers, never by names or places.
 *
 * <p>In: one {@link dev.caravan.codec.TypeTable} of every room that stores or sends something, handed to
 * {@link dev.caravan.codec.Codecs}. Out: a {@link dev.caravan.codec.Codec} of each type. Never: a type of a room; a room says what
 * its numbers are, so classes may be renamed, moved, and their components put in another order.
 *
 * <p>It stands below all rooms, since facts and decisions are stored as well.
 */
@NullMarked
package dev.caravan.codec;

import org.jspecify.annotations.NullMarked;
