package dev.caravan.account;

import dev.caravan.engine.Message;

/** What account is told of its people. */
public sealed interface ToAccount extends Message {

  /** A person belongs here, or may, as far as {@code via} knows: the CRM, a hand, a domain, a block of names. */
  record Joins(String person, String via) implements ToAccount {}

  record Departs(String person, String via) implements ToAccount {}
}
