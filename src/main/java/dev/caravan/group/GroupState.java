package dev.caravan.group;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a group always holds.
 *
 * @param customer whether the account has bought the solution
 * @param level now
 * @param levelSince when it rose or fell to it; 0 before two people ever made a group
 * @param pattern the pattern that made it
 * @param numbers the numbers that made it, in words
 * @param risenAt when it rose by that, epoch ms; 0 for never
 * @param coordinatedAsset the asset of the last meeting, {@code ""} for none
 * @param crowd who was there lately
 * @param told what alerts told
 * @param sales what sales does with it
 * @param renewals contracts of the account for the solution whose renewal was due, by id
 */
public record GroupState(String account, String accountName, String owner, String solution, boolean customer,
    Level level, long levelSince, String pattern, String numbers, long risenAt, String coordinatedAsset, Crowd crowd, Told told,
    Sales sales, Map<String, Renewal> renewals) {

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
   * How the last hand-off ended, and who was there by then; who comes later is new, and a reason to hand over again.
   *
   * @param how expired, won, lost, silent, or a reason sales gave
   * @param people stable ids of the engaged
   * @param roles filled by then
   */
  public record Closing(String how, List<String> people, List<String> roles) {
    static final Closing NONE = new Closing("", List.of(), List.of());

    public Closing {
      people = List.copyOf(people);
      roles = List.copyOf(roles);
    }
  }

  /**
   * How far sales has come.
   *
   * @param due when the hand-off is made; 0 for none waiting, {@link #UNRELEASED} where somebody must release it first
   * @param handOff id of the open hand-off, {@code ""} for none
   * @param round counts hand-offs
   * @param named whom the open hand-off names, by stable id
   * @param phase engaged, opportunity, won, lost, or {@code ""} while sales has done nothing
   * @param phaseAt when it came to that
   * @param opportunity id of the open or last opportunity
   * @param closedAt when a hand-off was last closed; 0 for never
   * @param closedBecause why, for people
   * @param askedAt when the open or scheduled hand-off came to that
   * @param expires when the open hand-off expires if nobody acts on it, epoch ms; 0 where sales has begun
   * @param closing who had been told by the time the last one was closed, and how it ended
   */
  public record Sales(long due, String handOff, int round, String named, String phase, long phaseAt,
      String opportunity, long closedAt, String closedBecause, long askedAt, long expires, Closing closing) {
    static final Sales NOTHING = new Sales(0, "", 0, "", "", 0, "", 0, "", 0, 0, Closing.NONE);
    private static final long UNRELEASED = Long.MAX_VALUE;

    /** It would be handed over, had that not been so before Caravan went live: it waits until somebody releases it. */
    public Sales unreleased(long now) {
      return waiting(UNRELEASED, now);
    }

    public boolean isUnreleased() {
      return due == UNRELEASED;
    }

    /** Whether a hand-off goes out by itself soon. */
    public boolean isScheduled() {
      return due > 0 && due != UNRELEASED;
    }

    /** A hand-off is made at {@code when}; 0 for none. */
    public Sales waiting(long when, long now) {
      return new Sales(when, handOff, round, named, phase, phaseAt, opportunity, closedAt, closedBecause, now, expires, closing);
    }

    public Sales handedOver(String id, int number, String person, long at, long until) {
      return new Sales(0, id, number, person, phase.equals("opportunity") ? phase : "", phaseAt, opportunity, closedAt,
          closedBecause, at, until, closing);
    }

    /** Sales has begun, or an opportunity came or was decided: what is open no longer expires by itself. */
    public Sales phase(String now, long at, String deal) {
      return new Sales(now.equals("opportunity") ? 0 : due, handOff, round, named, now, at, deal, closedAt,
          closedBecause, askedAt, 0, closing);
    }

    /** The opportunity is none any more; what is open expires by itself again. */
    public Sales withdrawn(long at, long until) {
      return new Sales(due, handOff, round, named, "", at, "", closedAt, closedBecause, askedAt, until, closing);
    }

    /** Somebody acted: what is open does not expire before {@code until}. */
    public Sales acted(long until) {
      return expires == 0 ? this : new Sales(due, handOff, round, named, phase, phaseAt, opportunity, closedAt, closedBecause,
          askedAt, Math.max(expires, until), closing);
    }

    /** With no hand-off open or waiting. */
    public Sales closed(long at, String because, Closing how) {
      return new Sales(0, "", round, "", phase, phaseAt, opportunity, at, because, askedAt, 0, how);
    }

    /** Somebody turned out to be another, who is named, or was told of, in their place. */
    public Sales became(String person, String other) {
      return new Sales(due, handOff, round, named.equals(person) ? other : named, phase, phaseAt, opportunity, closedAt, closedBecause,
          askedAt, expires, new Closing(closing.how(), closing.people().stream().map(each -> each.equals(person) ? other : each)
              .distinct().toList(), closing.roles()));
    }

    /** Everybody has been away: whoever comes back is new. */
    public Sales deserted() {
      return closing.people().isEmpty() ? this : new Sales(due, handOff, round, named, phase, phaseAt, opportunity, closedAt,
          closedBecause, askedAt, expires, new Closing(closing.how(), List.of(), closing.roles()));
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
    return new GroupState(account, "", "", solution, false, Level.DORMANT, 0, "", "", 0, "", Crowd.NONE, Told.NOTHING,
        Sales.NOTHING, Map.of());
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
        : new GroupState(account, name, changedOwner, solution, bought, level, levelSince, pattern, numbers, risenAt,
            coordinatedAsset, crowd, told, sales, renewals);
  }

  GroupState crowd(Crowd now) {
    return new GroupState(account, accountName, owner, solution, customer, level, levelSince, pattern, numbers, risenAt,
        coordinatedAsset, now, told, sales, renewals);
  }

  /** At another level; the pattern that made the last one stays known. */
  GroupState level(Level to, long since) {
    return new GroupState(account, accountName, owner, solution, customer, to, since, pattern, numbers, risenAt,
        coordinatedAsset, crowd, told, sales, renewals);
  }

  GroupState madeBy(String by, String with, long at) {
    return new GroupState(account, accountName, owner, solution, customer, level, levelSince, by, with, at,
        coordinatedAsset, crowd, told, sales, renewals);
  }

  GroupState coordinatedBy(String asset) {
    return new GroupState(account, accountName, owner, solution, customer, level, levelSince, pattern, numbers, risenAt, asset,
        crowd, told, sales, renewals);
  }

  /** With what was told. */
  public GroupState told(Told more) {
    return new GroupState(account, accountName, owner, solution, customer, level, levelSince, pattern, numbers, risenAt,
        coordinatedAsset, crowd, more, sales, renewals);
  }

  /** With what sales does now. */
  public GroupState sales(Sales now) {
    return new GroupState(account, accountName, owner, solution, customer, level, levelSince, pattern, numbers, risenAt,
        coordinatedAsset, crowd, told, now, renewals);
  }

  /** With how the renewal of a contract stands. */
  public GroupState renewal(String contract, Renewal stands) {
    var more = new TreeMap<>(renewals);
    more.put(contract, stands);
    return new GroupState(account, accountName, owner, solution, customer, level, levelSince, pattern, numbers, risenAt,
        coordinatedAsset, crowd, told, sales, more);
  }
}
