package dev.caravan.pipeline;

import java.util.List;

/**
 * Whom the settings of routing name, as the CRM knows them.
 *
 * @param named by where they are named, then by e-mail
 * @param teams queues, roles and permission sets that pools take their members from
 * @param withoutEmail ids of active users of the CRM that have no e-mail: no setting can name them
 */
public record Staff(List<Named> named, List<Team> teams, List<String> withoutEmail) {
  public Staff {
    teams = List.copyOf(teams);
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

  /**
   * What a pool takes its members from.
   *
   * @param team kind and developer name, such as {@code queue/inside_sales}
   * @param read whether the CRM was asked who is in it
   * @param members active users in it
   */
  public record Team(String pool, String team, boolean read, long members) {
    /** As a sentence names it. */
    public String named() {
      int slash = team.indexOf('/');
      return "the " + team.substring(0, slash).replace('-', ' ') + " " + team.substring(slash + 1);
    }
  }

  /** Teams that were asked about and in which nobody active is. */
  public List<Team> empty() {
    return teams.stream().filter(team -> team.read() && team.members() == 0).toList();
  }
}
