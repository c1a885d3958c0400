package dev.caravan.connectors.eloqua;

/** What an {@code eloqua:} endpoint does. The names are those used in URIs. */
public enum EloquaOperation {
  /** Reads activities through the Bulk API. */
  activities(true),
  /** Reads contacts that changed through the Bulk API. */
  contacts(true),
  /** Reads accounts that changed through the Bulk API. */
  accounts(true),
  /** Reads all campaigns through the REST API. */
  campaigns(true),
  /** Writes fields of contacts. */
  importContacts(false),
  /** Makes contacts members of a shared list. */
  addToList(false),
  /** Takes contacts off a shared list. */
  removeFromList(false),
  /** Unsubscribes contacts from all mail; further columns of a row are written as fields. */
  unsubscribe(false),
  /** Subscribes contacts again; further columns of a row are written as fields. */
  subscribe(false);

  private final boolean reads;

  EloquaOperation(boolean reads) {
    this.reads = reads;
  }

  /** Whether it can be consumed from; every operation can be produced to. */
  public boolean reads() {
    return reads;
  }
}
