package dev.caravan.store;

import org.jdbi.v3.core.Handle;

/**
 * A write transaction in progress; given by {@link Store}, never kept.
 *
 * @param locksRows whether others may write at the same moment, so that rows read in order to change them must be locked
 */
public record Tx(Handle handle, boolean locksRows) {

  /** Ends a query whose rows are to be changed: waits for whoever is changing one of them. Put them in order of id. */
  public String locked() {
    return locksRows ? " FOR UPDATE" : "";
  }

  /** Ends a query for rows to change, where those somebody else is changing may as well be passed over. */
  public String free() {
    return locksRows ? " FOR UPDATE SKIP LOCKED" : "";
  }
}
