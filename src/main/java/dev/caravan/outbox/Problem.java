package dev.caravan.outbox;

/** Kinds of trouble; the kind alone decides what happens: retry, park, or stop the stream. */
public enum Problem {
  /** The set-up is wrong (permission, missing field, credentials): a person must act; the stream stops. */
  CONFIG,
  /** This record is wrong: parked. */
  DATA,
  /** The other side is in trouble: retried. */
  REMOTE,
  /** A limit is reached: retried later. */
  LIMIT,
  /** We are wrong: parked, and told. */
  BUG
}
