package dev.caravan.group;

import dev.caravan.model.Moment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a group always holds.
 *
 * @param customer whether the account has bought the solution
 * @param level now
 * @param levelSince when it rose or fell to it; none before two people ever made a group
 * @param pattern the pattern that made it
 * @param numbers the numbers that made it, in words
 * @param risenAt when it rose by that
 * @param coordinatedAsset the asset of the last meeting, {@code ""} for none
 * @param crowd who was there lately
 * @param told what alerts told
 * @param sales what sales does with it
 * @param renewals contracts of the account for the solution whose renewal was due, by id
 */
public record GroupState(String account, String accountName, String owner, String solution, boolean customer,
    Level level, Moment levelSince, String pattern, String numbers, Moment risenAt, String coordinatedAsset, Crowd crowd, Told told,
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
   * @param due when the hand-off is made; none where none waits, {@link #UNRELEASED} where somebody must release it first
   * @param handOff id of the open hand-off, {@code ""} for none
   * @param round counts hand-offs
   * @param named whom the open hand-off names, by stable id
   * @param phase engaged, opportunity, won, lost, or {@code ""} while sales has done nothing
   * @param phaseAt when it came to that
   * @param opportunity id of the open or last opportunity
   * @param closedAt when a hand-off was last closed
   * @param closedBecause why, for people
   * @param askedAt when the open or scheduled hand-off came to that
   * @param expires when the open hand-off expires if nobody acts on it; none where sales has begun
   * @param closing who had been told by the time the last one was closed, and how it ended
   */
  public record Sales(Moment due, String handOff, int round, String named, String phase, Moment phaseAt,
      String opportunity, Moment closedAt, String closedBecause, Moment askedAt, Moment expires, Closing closing) {
    static final Sales NOTHING = new Sales(Moment.NONE, "", 0, "", "", Moment.NONE, "", Moment.NONE, "", Moment.NONE, Moment.NONE,
        Closing.NONE);
    private static final Moment UNRELEASED = Moment.of(Long.MAX_VALUE);

    /** It would be handed over, had that not been so before Caravan went live: it waits until somebody releases it. */
    public Sales unreleased(long now) {
      return waiting(UNRELEASED, Moment.of(now));
    }

    public boolean isUnreleased() {
      return due.equals(UNRELEASED);
    }

    /** Whether a hand-off goes out by itself soon. */
    public boolean isScheduled() {
      return due.isKnown() && !isUnreleased();
    }

    /** A hand-off is made at {@code when}. */
    public Sales scheduled(long when, long now) {
      return waiting(Moment.of(when), Moment.of(now));
    }

    /** No hand-off waits any more. */
    public Sales calledOff() {
      return waiting(Moment.NONE, Moment.NONE);
    }

    private Sales waiting(Moment when, Moment asked) {
      return new Sales(when, handOff, round, named, phase, phaseAt, opportunity, closedAt, closedBecause, asked, expires, closing);
    }

    public Sales handedOver(String id, int number, String person, long at, long until) {
      return new Sales(Moment.NONE, id, number, person, phase.equals("opportunity") ? phase : "", phaseAt, opportunity, closedAt,
          closedBecause, Moment.of(at), Moment.of(until), closing);
    }

    /** Sales has begun, or an opportunity came or was decided: what is open no longer expires by itself. */
    public Sales phase(String now, long at, String deal) {
      return new Sales(now.equals("opportunity") ? Moment.NONE : due, handOff, round, named, now, Moment.of(at), deal, closedAt,
          closedBecause, askedAt, Moment.NONE, closing);
    }

    /** The opportunity is none any more; what is open expires by itself again. */
    public Sales withdrawn(long at, Moment until) {
      return new Sales(due, handOff, round, named, "", Moment.of(at), "", closedAt, closedBecause, askedAt, until, closing);
    }

    /** Somebody acted: what is open does not expire before {@code until}. */
    public Sales acted(long until) {
      return expires.isNone() ? this : new Sales(due, handOff, round, named, phase, phaseAt, opportunity, closedAt, closedBecause,
          askedAt, expires.orLater(Moment.of(until)), closing);
    }

    /** With no hand-off open or waiting. */
    public Sales closed(long at, String because, Closing how) {
      return new Sales(Moment.NONE, "", round, "", phase, phaseAt, opportunity, Moment.of(at), because, askedAt, Moment.NONE, how);
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
    return new GroupState(account, "", "", solution, false, Level.DORMANT, Moment.NONE, "", "", Moment.NONE, "", Crowd.NONE, Told.NOTHING,
        Sales.NOTHING, Map.of());
  }

  public boolean coordinated() {
    return !coordinatedAsset.isEmpty();
  }

  /** When somebody was last there. */
  public Moment lastActivity() {
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
    return new GroupState(account, accountName, owner, solution, customer, to, Moment.of(since), pattern, numbers, risenAt,
        coordinatedAsset, crowd, told, sales, renewals);
  }

  GroupState madeBy(String by, String with, long at) {
    return new GroupState(account, accountName, owner, solution, customer, level, levelSince, by, with, Moment.of(at),
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
