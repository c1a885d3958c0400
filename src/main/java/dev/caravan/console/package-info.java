/**
 * A window: pages that show what runs, what waits and why, returned as values; {@code app} mounts them.
 *
 * <p>In: the doors. Out: HTML. Never: a write, a name or an e-mail of a person (keys of items are shown by kind and
 * count, reasons in the outside's words).
 */
@NullMarked
package dev.caravan.console;

import org.jspecify.annotations.NullMarked;
