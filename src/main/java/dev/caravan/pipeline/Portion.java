package dev.caravan.pipeline;

import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * How much of the release list may go on a day (UTC): best first, counted by pool and by owner.
 *
 * @param aPool at most so many a pool and day
 * @param anOwner at most so many an owner and day
 */
public record Portion(int aPool, int anOwner) {
  public static final int A_POOL = 20;
  public static final int AN_OWNER = 5;
  public static final Portion USUAL = new Portion(A_POOL, AN_OWNER);

  /** When the day of a moment began; epoch ms. */
  public static long dayOf(long now) {
    return Math.floorDiv(now, Times.DAY) * Times.DAY;
  }

  /**
   * As many as the day's limits leave, best first.
   *
   * @param since facts recorded since the day began; releases among them are counted
   */
  public List<ReleaseList.Row> of(List<ReleaseList.Row> rows, Iterable<Fact> since) {
    Map<String, Integer> today = new HashMap<>();
    for (Fact fact : since) {
      if (fact instanceof Fact.Command command && command.command().equals(Fact.Command.RELEASE)) {
        today.merge("pool " + command.about("pool"), 1, Integer::sum);
        today.merge("owner " + command.about("owner"), 1, Integer::sum);
      }
    }
    return of(rows, today);
  }

  /** The portions of days in a row, if nobody else is released and none are added. */
  public List<List<ReleaseList.Row>> days(List<ReleaseList.Row> rows, int days) {
    var portions = new ArrayList<List<ReleaseList.Row>>();
    var left = new ArrayList<>(rows);
    for (int i = 0; i < days && !left.isEmpty(); i++) {
      List<ReleaseList.Row> portion = of(left, new HashMap<>());
      left.removeAll(new HashSet<>(portion));
      portions.add(portion);
    }
    return portions;
  }

  private List<ReleaseList.Row> of(List<ReleaseList.Row> rows, Map<String, Integer> today) {
    var chosen = new ArrayList<ReleaseList.Row>();
    for (ReleaseList.Row row : rows) {
      String pool = "pool " + row.to().pool();
      String owner = "owner " + row.to().owner();
      boolean room = (row.to().pool().isEmpty() || today.getOrDefault(pool, 0) < aPool) && today.getOrDefault(owner, 0) < anOwner;
      if (room) {
        today.merge(pool, 1, Integer::sum);
        today.merge(owner, 1, Integer::sum);
        chosen.add(row);
      }
    }
    return chosen;
  }

  /** What an order to release a row is about: whom, and whose day it counts to. */
  public static Map<String, String> order(ReleaseList.Row row) {
    var about = new HashMap<>(row.about());
    about.put("owner", row.to().owner());
    about.put("pool", row.to().pool());
    about.values().removeIf(String::isEmpty);
    return about;
  }
}
