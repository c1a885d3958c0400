package dev.caravan.engine;

import java.util.List;

/**
 * Whom the settings of routing name, as the CRM knows them.
 *
 * @param named by where they are named, then by e-mail
 * @param withoutEmail ids of active users of the CRM that have no e-mail: no setting can name them
 */
public record Staff(List<Named> named, List<String> withoutEmail) {
  public Staff {
    named = List.copyOf(named);
    withoutEmail = List.copyOf(withoutEmail);
  }

  /** Whether the CRM has an active user of that e-mail. */
  public enum Stands { ACTIVE, INACTIVE, UNKNOWN }

  /**
   * Somebody who is named.
   *
   * @param where pool and its name, {@code escalate_to} or {@code contacts_to}
   */
  public record Named(String where, String email, Stands stands) {}
}
