package dev.caravan.store;

import org.jdbi.v3.core.Handle;

/** A write transaction in progress; given by {@link Store}, never kept. */
public record Tx(Handle handle) {}
