package dev.caravan.outbox;

import dev.caravan.model.Decision;
import dev.caravan.outbox.Outbox.State;
import dev.caravan.store.Rows;
import dev.caravan.store.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * Who has which items in hand, and until when.
 *
 * <p>A take makes one claim, a row with the end of its lease; beside it a row for everybody and everything its items
 * are about. The key of those rows is what keeps two claims off the same record, also when two processes take at the
 * same moment: the second waits for the first to commit, and goes without.
 *
 * <p>Rows are locked in one order: claims, lines by id, names in order. So two processes never wait for each other.
 */
final class Claims {
  private final String worker;
  private final long leaseMs;
  /** What this process has in hand. */
  private final Map<String, Hand> hands = new ConcurrentHashMap<>();
  /** Under which claim this process was given an item last. */
  private final Map<String, String> given = new ConcurrentHashMap<>();

  /** The names each item keeps busy, and how long the lease runs as far as we know. */
  private static final class Hand {
    final Map<String, Set<String>> names = new HashMap<>();
    volatile long until;
  }

  Claims(String worker, long leaseMs) {
    this.worker = worker;
    this.leaseMs = leaseMs;
  }

  /** Whose claim it is. */
  static String worker(String claim) {
    return claim.substring(0, Math.max(0, claim.lastIndexOf('/')));
  }

  /** Lets go of everything, whoever has it in hand. */
  static void clear(Handle handle) {
    handle.execute("DELETE FROM outbox_busy");
    handle.execute("DELETE FROM outbox_claim");
  }

  /** Puts items back in line whose lease has ended, uncertain. */
  void takeBack(Tx tx, String target, long now) {
    hands.values().removeIf(hand -> hand.until <= now);
    List<String> ended = new ArrayList<>();
    Rows.each(tx.handle(), "SELECT claim FROM outbox_claim WHERE target = ? AND until <= ? ORDER BY claim" + tx.free(),
        List.of(target, now), row -> ended.add(row.getString(1)));
    for (String claim : ended) {
      List<Line> lines = Line.where(tx.handle(), "claim = ? AND state = 'in_flight' ORDER BY id" + tx.locked(),
          List.of(claim));
      for (Line line : lines) {
        line.state = State.DUE;
        line.uncertain = true;
        line.dueAt = now;
      }
      Line.save(tx.handle(), lines);
      drop(tx.handle(), claim);
    }
  }

  /** Claims lines that are due, oldest first, passing over what is about somebody another claim is about. */
  List<Line> take(Tx tx, String target, List<Decision.Kind> kinds, int atMost, long now) {
    String claim = worker + "/" + UUID.randomUUID();
    var hand = new Hand();
    hand.until = now + leaseMs;
    var mine = new HashSet<String>();
    var passed = new HashSet<String>();
    List<Line> taken = new ArrayList<>();
    long seq = Long.MIN_VALUE;
    String id = "";
    while (taken.size() < atMost) {
      int wanted = atMost - taken.size();
      List<Object> parameters = new ArrayList<>(List.of(target, now));
      kinds.forEach(kind -> parameters.add(kind.code()));
      parameters.addAll(List.of(seq, seq, id, claim, now, now, now, wanted));
      List<Line> page = Line.where(tx.handle(), "target = ? AND state = 'due' AND due_at <= ? AND kind IN (?"
          + ", ?".repeat(kinds.size() - 1) + ") AND (seq > ? OR seq = ? AND id > ?)"
          + " AND NOT EXISTS (SELECT 1 FROM outbox_busy WHERE outbox_busy.target = outbox.target"
          + " AND outbox_busy.name = outbox.about AND outbox_busy.claim <> ?)"
          + WriteOrder.MAY_GO + " ORDER BY seq, id LIMIT ?" + tx.free(), parameters);
      taken.addAll(keepBusy(tx.handle(), target, claim, WriteOrder.withoutEarlyEntries(tx.handle(), target, page, now), hand,
          mine, passed));
      if (page.size() < wanted) {
        break;
      }
      seq = page.get(page.size() - 1).seq;
      id = page.get(page.size() - 1).id;
    }
    if (!taken.isEmpty()) {
      tx.handle().createUpdate("INSERT INTO outbox_claim (claim, target, until) VALUES (:claim, :target, :until)")
          .bind("claim", claim).bind("target", target).bind("until", hand.until).execute();
      taken.forEach(line -> line.claim = claim);
      hands.put(claim, hand);
      taken.forEach(line -> given.put(line.id, claim));
    }
    return taken;
  }

  /**
   * Marks what lines are about as busy; gives back the lines of which nothing was so already.
   *
   * @param mine names this claim keeps busy
   * @param passed names of lines passed over: what is behind them in line is passed over, too
   */
  private static List<Line> keepBusy(Handle handle, String target, String claim, List<Line> page, Hand hand,
      Set<String> mine, Set<String> passed) {
    Map<String, Set<String>> wanted = new HashMap<>();
    page.forEach(line -> wanted.put(line.id, names(line)));
    var fresh = new TreeSet<String>();
    wanted.values().forEach(fresh::addAll);
    fresh.removeAll(mine);
    int[] got = Rows.batch(handle, "INSERT INTO outbox_busy (target, name, claim) VALUES (?, ?, ?)"
        + " ON CONFLICT (target, name) DO NOTHING", fresh, (statement, name) -> {
          statement.setString(1, target);
          statement.setString(2, name);
          statement.setString(3, claim);
        });
    var added = new TreeSet<String>();
    int at = 0;
    for (String name : fresh) {
      if (got[at++] == 1) {
        added.add(name);
      }
    }
    mine.addAll(added);
    List<Line> free = new ArrayList<>();
    for (Line line : page) {
      Set<String> names = wanted.getOrDefault(line.id, Set.of());
      if (mine.containsAll(names) && names.stream().noneMatch(passed::contains)) {
        free.add(line);
      } else {
        passed.addAll(names);
      }
    }
    free.forEach(line -> {
      Set<String> names = wanted.getOrDefault(line.id, Set.of());
      hand.names.put(line.id, names);
      added.removeAll(names);
    });
    mine.removeAll(added);
    free(handle, target, claim, added);
    return free;
  }

  /** Whom and what an item changes on the other side, so that nobody else may at the same time. */
  private static Set<String> names(Line line) {
    var names = new HashSet<String>(Set.of(line.about));
    switch (line.kind) {
      case GROUP, ASSIGNMENT, HAND_OFF, ALERT -> {
        Map<String, Object> payload = Payloads.read(line.payload);
        names.add(String.valueOf(payload.getOrDefault("person", line.about)));
        names.add(String.valueOf(payload.getOrDefault("hand_off", line.about)));
        if (!line.handOff.isEmpty()) {
          names.add(line.handOff);
        }
        if (payload.get("members") instanceof List<?> members) {
          members.stream().filter(Map.class::isInstance).map(member -> ((Map<?, ?>) member).get("person"))
              .filter(String.class::isInstance).forEach(person -> names.add((String) person));
        }
      }
      case SCORE, STAGE, ENROLMENT, LEAVE, TOUCH, TOUCH_LIMIT, CONSENT, RESPONSE -> { }
    }
    return names;
  }

  /** Under which claim this process has an item in hand, {@code ""} for none. */
  String of(String item) {
    return given.getOrDefault(item, "");
  }

  /** Waits until nobody else changes this claim. */
  void lock(Tx tx, String claim) {
    tx.handle().createQuery("SELECT claim FROM outbox_claim WHERE claim = :claim" + tx.locked()).bind("claim", claim)
        .mapTo(String.class).findOne();
  }

  /** Lets go of items, and of the claim with its last one. */
  void release(Tx tx, String target, String claim, Collection<String> items) {
    items.forEach(item -> given.remove(item, claim));
    long left = tx.handle().createQuery("SELECT COUNT(*) FROM outbox WHERE claim = :claim AND state = 'in_flight'")
        .bind("claim", claim).mapTo(Long.class).one();
    if (left == 0) {
      hands.remove(claim);
      drop(tx.handle(), claim);
      return;
    }
    Hand hand = hands.get(claim);
    if (hand != null) {
      var names = new TreeSet<String>();
      items.forEach(item -> names.addAll(hand.names.getOrDefault(item, Set.of())));
      hand.names.keySet().removeAll(items);
      hand.names.values().forEach(names::removeAll);
      free(tx.handle(), target, claim, names);
    }
  }

  /** Whether a claim is known to run for some while yet without asking. */
  boolean isFresh(String claim, long now) {
    Hand hand = hands.get(claim);
    return hand != null && hand.until - now > leaseMs / 5 * 4;
  }

  /** Makes a lease run its full length from now; false if others may have the items by now. */
  boolean renew(Tx tx, String claim, long now) {
    boolean ours = tx.handle().createUpdate("UPDATE outbox_claim SET until = :until WHERE claim = :claim")
        .bind("until", now + leaseMs).bind("claim", claim).execute() == 1;
    Hand hand = hands.get(claim);
    if (ours && hand != null) {
      hand.until = now + leaseMs;
    }
    return ours;
  }

  private static void free(Handle handle, String target, String claim, Collection<String> names) {
    Rows.batch(handle, "DELETE FROM outbox_busy WHERE target = ? AND name = ? AND claim = ?", names,
        (statement, name) -> {
          statement.setString(1, target);
          statement.setString(2, name);
          statement.setString(3, claim);
        });
  }

  private static void drop(Handle handle, String claim) {
    handle.createUpdate("DELETE FROM outbox_busy WHERE claim = :claim").bind("claim", claim).execute();
    handle.createUpdate("DELETE FROM outbox_claim WHERE claim = :claim").bind("claim", claim).execute();
  }
}
