/**
 * Reads what people and systems write as a value: yes and no, dates and times, amounts, counts, time zones, telephone numbers,
 * e-mail and web addresses, record ids.
 *
 * <p>In comes text as it was written; out goes {@link dev.caravan.parse.Parsed}: the one form that is used inside, or a sentence
 * that says why it cannot be read. There is one parser a type, and whatever enters, a file, a fact or a record of a connected
 * system, is read by it. A parser never guesses, never asks for the time, and never repeats what was written: it may be personal.
 */
@NullMarked
package dev.caravan.parse;

import org.jspecify.annotations.NullMarked;
