package dev.caravan.account;

import dev.caravan.engine.Message;

/** What match is told, by domain. */
public sealed interface ToMatch extends Message {

  /**
   * An account stands behind this domain.
   *
   * @param host of its web site, {@code ""} if that is elsewhere
   * @param listed whether the CRM lists the domain for it
   * @param parent the account of its parent company, {@code ""} for none
   */
  record SiteOf(String account, String name, String host, boolean listed, String parent) implements ToMatch {}

  /** An account no longer stands behind this domain. */
  record SiteGone(String account) implements ToMatch {}

  /** A CRM contact of an account writes from this domain. */
  record ContactFrom(String person, String account) implements ToMatch {}

  /** A person with this domain wants to know their account; {@code host} stands behind the @ of their e-mail. */
  record Asks(String person, String company, String host) implements ToMatch {}
}
