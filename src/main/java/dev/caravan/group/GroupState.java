package dev.caravan.group;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a group always holds.
 *
 * @param level now
 * @param levelSince when it rose or fell to it
 * @param pattern the pattern that made it
 * @param lastActivity time of the newest act
 * @param recent who was engaged lately, by person
 * @param coordinatedAsset the asset of the meeting, {@code ""} for none
 * @param alertedLevel the highest level told of
 * @param alertedRoles the roles told of
 * @param alertedAt when alerts were raised
 * @param handOffDue when the hand-off is made; 0 for none waiting
 * @param handOff id of the open hand-off, {@code ""} for none
 * @param round counts hand-offs
 */
public record GroupState(String account, String accountName, String owner, String solution, Level level,
    long levelSince, String pattern, long lastActivity, Map<String, Recent> recent, String coordinatedAsset,
    Level alertedLevel, List<String> alertedRoles, List<Long> alertedAt, long handOffDue, String handOff, int round) {

  /** A person's latest act, and the person's posture after it. */
  public record Recent(long last, String posture) {
    /** Whether the person is past exploring. */
    public boolean compares() {
      return !posture.equals("exploring");
    }
  }

  public GroupState {
    recent = new TreeMap<>(recent);
    alertedRoles = List.copyOf(alertedRoles);
    alertedAt = List.copyOf(alertedAt);
  }

  /** A group nobody has been seen in yet. */
  public static GroupState fresh(String account, String solution) {
    return new GroupState(account, "", "", solution, Level.DORMANT, 0, "", 0, Map.of(), "", Level.DORMANT, List.of(),
        List.of(), 0, "", 0);
  }

  public boolean coordinated() {
    return !coordinatedAsset.isEmpty();
  }

  /** The account as it is called and owned now. */
  public GroupState account(String name, String changedOwner) {
    return new GroupState(account, name, changedOwner, solution, level, levelSince, pattern, lastActivity, recent,
        coordinatedAsset, alertedLevel, alertedRoles, alertedAt, handOffDue, handOff, round);
  }

  /** With who was engaged lately. */
  public GroupState seen(long latest, Map<String, Recent> lately) {
    return new GroupState(account, accountName, owner, solution, level, levelSince, pattern, latest, lately,
        coordinatedAsset, alertedLevel, alertedRoles, alertedAt, handOffDue, handOff, round);
  }

  /** At another level. */
  public GroupState level(Level to, long since, String by, String asset) {
    return new GroupState(account, accountName, owner, solution, to, since, by, lastActivity, recent, asset,
        alertedLevel, alertedRoles, alertedAt, handOffDue, handOff, round);
  }

  /** With what was told. */
  public GroupState alerted(Level told, List<String> roles, List<Long> at) {
    return new GroupState(account, accountName, owner, solution, level, levelSince, pattern, lastActivity, recent,
        coordinatedAsset, told, roles, at, handOffDue, handOff, round);
  }

  /** With a hand-off waiting (due) or open (id). */
  public GroupState handOff(long due, String id, int number) {
    return new GroupState(account, accountName, owner, solution, level, levelSince, pattern, lastActivity, recent,
        coordinatedAsset, alertedLevel, alertedRoles, alertedAt, due, id, number);
  }
}
