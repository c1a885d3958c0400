/**
 * Measures Caravan on this computer: speed, sizes, and how often it is right, over generated markets and files of others.
 *
 * <p>In: options of {@code caravan bench}. Out: figures as text or JSON. Never: a store that people use.
 */
@NullMarked
package dev.caravan.bench;

import org.jspecify.annotations.NullMarked;
