/**
 * The cellar: one database (SQLite file by default, PostgreSQL for production), its migrations, and the keyed state.
 *
 * <p>In: work to be done in a transaction. Out: rows and bytes. Never: the meaning of what is stored.
 *
 * <p>A write is one short {@code BEGIN IMMEDIATE}: reading first and writing later in one SQLite transaction fails when
 * another writer was in between. PostgreSQL writers take turns by an advisory lock, so that the doors have one rule.
 */
@NullMarked
package dev.caravan.store;

import org.jspecify.annotations.NullMarked;
