package dev.caravan.account;

import dev.caravan.engine.Message;

/** What name is told, by what alike names have in common. */
public sealed interface ToName extends Message {

  record NameOf(String account, String name) implements ToName {}

  record NameGone(String account) implements ToName {}

  /** A person whom no domain knows wants to know their account. */
  record AsksByName(String person, String company) implements ToName {}

  record AsksNoMore(String person) implements ToName {}
}
