package dev.caravan.sandbox.market;

import dev.caravan.sandbox.market.Act.Origin;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the truth true. Ordinary acts that would by chance make a coordinated meeting, a marketing-qualified lead, or
 * blur a planted story are withheld. Sees all acts in order of time.
 */
final class Guard {
  /** The rule is 48 hours; a little more keeps chance clear of its edge. */
  private static final long MEETING = 50 * 3_600;
  /** An answer may add 20 to this, and 100 must not be reached by chance. */
  private static final double MOST_BY_CHANCE = 70;
  private static final double[] DECAY = new double[1_200];

  static {
    for (int day = 0; day < DECAY.length; day++) {
      DECAY[day] = StrictMath.pow(0.5, day / 90.0);
    }
  }

  /** The last two different people of an account who took an asset. */
  private static final class Takers {
    int last = -1;
    long lastAt;
    int before = -1;
    long beforeAt;

    boolean wouldMeet(int person, long at) {
      return before >= 0 && person != last && person != before && at - beforeAt <= MEETING;
    }

    void took(int person, long at) {
      if (person != last) {
        before = last;
        beforeAt = lastAt;
        last = person;
      }
      lastAt = at;
    }
  }

  private static final class Interest {
    final double[] points = new double[Solution.values().length];
    long day;

    void fadeTo(long today) {
      int days = (int) Math.min(DECAY.length - 1, Math.max(0, today - day));
      for (int i = 0; i < points.length; i++) {
        points[i] *= DECAY[days];
      }
      day = today;
    }
  }

  private final Plan plan;
  private final Map<Long, Takers> takers = new HashMap<>();
  private final @Nullable Interest[] interest;
  private long withheld;

  Guard(Plan plan, int people) {
    this.plan = plan;
    this.interest = new Interest[people];
  }

  long withheld() {
    return withheld;
  }

  boolean admits(Act act) {
    Person who = act.who();
    Asset asset = act.asset();
    if (act.origin() == Origin.MACHINE || !act.kind().ownDoing || who == null || asset == null) {
      return true;
    }
    if (act.origin() == Origin.ORDINARY && spoils(act, who, asset)) {
      withheld++;
      return false;
    }
    if (act.kind() != Activity.WEB_VISIT) {
      remember(act, who, asset);
    }
    return true;
  }

  private boolean spoils(Act act, Person who, Asset asset) {
    Account account = who.account();
    if (account != null && plan.isQuiet(account, asset, act.at())) {
      return true;
    }
    if (plan.isReserved(who) && (asset.kind().points < 0 || asset.kind().points >= 10 && plan.isReserved(who, asset))) {
      return true;
    }
    if (act.kind() == Activity.WEB_VISIT) {
      return false;
    }
    if (account != null) {
      Takers known = takers.get(key(account, asset));
      if (known != null && known.wouldMeet(who.index(), act.at())) {
        return true;
      }
    }
    return asset.kind().points > 0 && mostInterest(who, asset, act.at()) + asset.kind().points > MOST_BY_CHANCE;
  }

  private double mostInterest(Person who, Asset asset, long at) {
    Interest known = interest[who.index()];
    if (known == null) {
      return 0;
    }
    known.fadeTo(at / 86_400);
    if (asset.solution() != null) {
      return known.points[asset.solution().ordinal()];
    }
    double most = 0;
    for (double points : known.points) {
      most = Math.max(most, points);
    }
    return most;
  }

  private void remember(Act act, Person who, Asset asset) {
    if (who.account() != null) {
      takers.computeIfAbsent(key(who.account(), asset), k -> new Takers()).took(who.index(), act.at());
    }
    Interest known = interest[who.index()];
    if (known == null) {
      known = new Interest();
      interest[who.index()] = known;
    }
    known.fadeTo(act.at() / 86_400);
    for (Solution solution : Solution.values()) {
      if (asset.solution() == null || asset.solution() == solution) {
        known.points[solution.ordinal()] += Math.max(0, asset.kind().points);
      }
    }
  }

  private static long key(Account account, Asset asset) {
    return (long) account.guard() << 32 | asset.id();
  }
}
