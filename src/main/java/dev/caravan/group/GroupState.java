package dev.caravan.group;

import java.util.List;

/**
 * What a group always holds.
 *
 * @param customer whether the account has bought the solution
 * @param level now
 * @param levelSince when it rose or fell to it; 0 before two people ever made a group
 * @param pattern the pattern that made it
 * @param numbers the numbers that made it, in words
 * @param coordinatedAsset the asset of the last meeting, {@code ""} for none
 * @param crowd who was there lately
 * @param told what alerts told
 * @param sales what sales does with it
 */
public record GroupState(String account, String accountName, String owner, String solution, boolean customer,
    Level level, long levelSince, String pattern, String numbers, String coordinatedAsset, Crowd crowd, Told told,
    Sales sales) {

  /**
   * The highest level and the roles told of, and when alerts were raised.
   *
   * @param owed whether the last alert still waits for its words, until the hand-off tells the whole meeting
   */
  public record Told(Level level, List<String> roles, List<Long> at, boolean owed) {
    static final Told NOTHING = new Told(Level.DORMANT, List.of(), List.of(), false);

    public Told {
      roles = List.copyOf(roles);
      at = List.copyOf(at);
    }

    /** With no word owed; an alert that nobody was told of is as if it had never been raised. */
    public Told taken(Level stands) {
      return owed ? new Told(stands, List.of(), at.subList(0, at.size() - 1), false) : this;
    }

    /** When the last alert was raised; {@link Long#MIN_VALUE} if none was. */
    public long last() {
      return at.isEmpty() ? Long.MIN_VALUE : at.get(at.size() - 1);
    }
  }

  /**
   * How far sales has come.
   *
   * @param due when the hand-off is made; 0 for none waiting
   * @param handOff id of the open hand-off, {@code ""} for none
   * @param round counts hand-offs
   * @param named whom the open hand-off names, by stable id
   * @param phase engaged, opportunity, won, lost, or {@code ""} while sales has done nothing
   * @param phaseAt when it came to that
   * @param opportunity id of the open or last opportunity
   * @param closedAt when a hand-off was last closed; 0 for never
   * @param closedBecause why, for people
   */
  public record Sales(long due, String handOff, int round, String named, String phase, long phaseAt,
      String opportunity, long closedAt, String closedBecause) {
    static final Sales NOTHING = new Sales(0, "", 0, "", "", 0, "", 0, "");

    public Sales waiting(long when) {
      return new Sales(when, handOff, round, named, phase, phaseAt, opportunity, closedAt, closedBecause);
    }

    public Sales handedOver(String id, int number, String person) {
      return new Sales(0, id, number, person, phase.equals("opportunity") ? phase : "", phaseAt, opportunity, closedAt,
          closedBecause);
    }

    public Sales phase(String now, long at, String deal) {
      return new Sales(now.equals("opportunity") ? 0 : due, handOff, round, named, now, at, deal, closedAt,
          closedBecause);
    }

    /** With no hand-off open or waiting. */
    public Sales closed(long at, String because) {
      return new Sales(0, "", round, "", phase, phaseAt, opportunity, at, because);
    }

    public boolean open() {
      return !handOff.isEmpty();
    }

    public boolean hasDeal() {
      return phase.equals("opportunity");
    }
  }

  /** A group nobody has been seen in yet. */
  public static GroupState fresh(String account, String solution) {
    return new GroupState(account, "", "", solution, false, Level.DORMANT, 0, "", "", "", Crowd.NONE, Told.NOTHING,
        Sales.NOTHING);
  }

  public boolean coordinated() {
    return !coordinatedAsset.isEmpty();
  }

  /** When somebody was last there, epoch ms; 0 for never. */
  public long lastActivity() {
    return crowd.latest();
  }

  /** The account as it is called and owned now. */
  public GroupState account(String name, String changedOwner, boolean bought) {
    return name.equals(accountName) && changedOwner.equals(owner) && bought == customer ? this
        : new GroupState(account, name, changedOwner, solution, bought, level, levelSince, pattern, numbers,
            coordinatedAsset, crowd, told, sales);
  }

  GroupState crowd(Crowd now) {
    return new GroupState(account, accountName, owner, solution, customer, level, levelSince, pattern, numbers,
        coordinatedAsset, now, told, sales);
  }

  /** At another level; the pattern that made the last one stays known. */
  GroupState level(Level to, long since) {
    return new GroupState(account, accountName, owner, solution, customer, to, since, pattern, numbers,
        coordinatedAsset, crowd, told, sales);
  }

  GroupState madeBy(String by, String with) {
    return new GroupState(account, accountName, owner, solution, customer, level, levelSince, by, with,
        coordinatedAsset, crowd, told, sales);
  }

  GroupState coordinatedBy(String asset) {
    return new GroupState(account, accountName, owner, solution, customer, level, levelSince, pattern, numbers, asset,
        crowd, told, sales);
  }

  /** With what was told. */
  public GroupState told(Told more) {
    return new GroupState(account, accountName, owner, solution, customer, level, levelSince, pattern, numbers,
        coordinatedAsset, crowd, more, sales);
  }

  /** With what sales does now. */
  public GroupState sales(Sales now) {
    return new GroupState(account, accountName, owner, solution, customer, level, levelSince, pattern, numbers,
        coordinatedAsset, crowd, told, now);
  }
}
