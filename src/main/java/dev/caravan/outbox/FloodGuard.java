package dev.caravan.outbox;

import dev.caravan.model.Decision;
import dev.caravan.model.Times;
import dev.caravan.store.Rows;
import dev.caravan.store.Store;
import dev.caravan.store.Tx;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Keeps a mistake in settings or data from reaching everybody at once. What asks or tells somebody is counted by kind, as of when
 * it was decided; more of a kind in an hour than {@value #LEAST}, and than three times the busiest hour of the 28 days before,
 * keeps all of that kind in line until a person lets it go. What a person ordered is not counted.
 */
public final class FloodGuard {
  /** So many an hour are no flood, however quiet it was before. */
  public static final long LEAST = 50;
  private static final long TIMES = 3;
  private static final long SLOT = 5 * Times.MINUTE;
  private static final long HOUR = Times.HOUR / SLOT;
  private static final long BEFORE = 28 * Times.DAY / SLOT;
  /** The reason of an item that is kept in line. */
  static final String REASON = "flood";
  /** When that is due: after anything else. */
  static final long NEVER = Times.parse("9999-01-01T00:00:00Z");

  /** What is counted, each by itself. */
  public enum Kind {
    HAND_OFF("hand-offs"), ALERT("reminders, escalations and words to sales"), OWNER_CHANGE("changes of owner"),
    ENROLMENT("enrolments"), CONSENT("changes of consent");

    private final String many;

    Kind(String many) {
      this.many = many;
    }

    /** As in tables: {@code hand-off}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For people, of more than one. */
    public String many() {
      return many;
    }

    /** As people type it where a stream is asked for: {@code flood/hand-off}. */
    public String stream() {
      return "flood/" + code();
    }

    static Optional<Kind> of(Decision decision) {
      return switch (decision.kind()) {
        case ASSIGNMENT -> Optional.of(HAND_OFF);
        case NOTICE -> of(((Decision.Notice) decision).what());
        case ENROLMENT -> Optional.of(ENROLMENT);
        case CONSENT -> Optional.of(CONSENT);
        case SCORE, STAGE, HAND_OFF, LEAVE, ALERT, GROUP, TOUCH, TOUCH_LIMIT, RESPONSE -> Optional.empty();
      };
    }

    /** Of what sales is told; a task that is closed asks for nothing. */
    private static Optional<Kind> of(String what) {
      return what.endsWith("-closed") ? Optional.empty() : Optional.of(what.equals("reassignment") ? OWNER_CHANGE : ALERT);
    }
  }

  /**
   * More of a kind than usual; nothing of it is written until a person lets it go.
   *
   * @param since epoch ms
   * @param counted in an hour, where {@code allowed} would have been usual
   * @param items kept in line
   */
  public record Flood(Kind kind, long since, long counted, long allowed, long items) {}

  private final Store store;

  private FloodGuard(Store store) {
    this.store = store;
  }

  /** The guard over a store. */
  public static FloodGuard of(Store store) {
    return new FloodGuard(store);
  }

  /** Floods nobody has let go. */
  public List<Flood> open() {
    return store.read(handle -> {
      List<Flood> found = new ArrayList<>();
      Rows.each(handle, "SELECT kind, since, counted, allowed, (SELECT COUNT(*) FROM outbox WHERE state = 'due' AND due_at = ?"
          + " AND guarded = flood.kind) FROM flood WHERE since > 0 ORDER BY kind", List.of(NEVER), row -> found.add(new Flood(
              kind(row.getString(1)), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5))));
      return List.copyOf(found);
    });
  }

  private static Kind kind(String code) {
    return Arrays.stream(Kind.values()).filter(each -> each.code().equals(code)).findFirst()
        .orElseThrow(() -> new IllegalStateException("the store counts a kind that is not known here"));
  }

  /**
   * Lets a flood go: what was kept is due, and counting begins anew.
   *
   * @param now epoch ms
   * @return false if there is none
   */
  public boolean letGo(Kind kind, long now) {
    return store.write(tx -> {
      boolean there = tx.handle().createUpdate("UPDATE flood SET since = 0, passed ="
          + " (SELECT COALESCE(MAX(slot), flood.passed) FROM flood_count WHERE flood_count.kind = flood.kind)"
          + " WHERE kind = :kind AND since > 0").bind("kind", kind.code()).execute() == 1;
      tx.handle().createUpdate("UPDATE outbox SET due_at = :now, reason = '' WHERE id IN (SELECT id FROM outbox"
          + " WHERE state = 'due' AND due_at = :never AND guarded = :kind ORDER BY id" + tx.locked() + ")")
          .bind("now", now).bind("never", NEVER).bind("kind", kind.code()).execute();
      return there;
    });
  }

  /**
   * Says that a person ordered so many of a kind, which are not counted.
   *
   * @param at when they are decided, epoch ms
   */
  public void ordered(Kind kind, long many, long at) {
    store.write(tx -> {
      add(tx.handle(), kind, new TreeMap<>(Map.of(Math.floorDiv(at, SLOT), -many)));
      return null;
    });
  }

  /** Decisions of one transaction that are counted. */
  static final class Count {
    private final Map<Kind, SortedMap<Long, Long>> counted = new EnumMap<>(Kind.class);

    void add(Kind kind, long at) {
      counted.computeIfAbsent(kind, none -> new TreeMap<>()).merge(Math.floorDiv(at, SLOT), 1L, Long::sum);
    }

    /** Writes it down; gives back which kinds are kept in line from now on. */
    Set<Kind> settle(Tx tx, long now) {
      counted.forEach((kind, slots) -> {
        FloodGuard.add(tx.handle(), kind, slots);
        look(tx, kind, slots, now);
      });
      Set<Kind> open = EnumSet.noneOf(Kind.class);
      openKinds(tx.handle()).forEach(code -> open.add(kind(code)));
      return open;
    }
  }

  /** Codes of the kinds that are kept in line. */
  static Set<String> openKinds(Handle handle) {
    var open = new TreeSet<String>();
    Rows.each(handle, "SELECT kind FROM flood WHERE since > 0", List.of(), row -> open.add(row.getString(1)));
    return open;
  }

  /** Keeps in line what of some kinds is due. */
  static void keep(Tx tx, Set<String> kinds) {
    kinds.forEach(code -> tx.handle().createUpdate("UPDATE outbox SET due_at = :never, reason = :reason, problem = '' WHERE id IN"
        + " (SELECT id FROM outbox WHERE state = 'due' AND guarded = :kind ORDER BY id" + tx.locked() + ")")
        .bind("never", NEVER).bind("reason", REASON).bind("kind", code).execute());
  }

  private static void add(Handle handle, Kind kind, SortedMap<Long, Long> slots) {
    Rows.batch(handle, "INSERT INTO flood_count (kind, slot, counted) VALUES (?, ?, ?)"
        + " ON CONFLICT (kind, slot) DO UPDATE SET counted = flood_count.counted + excluded.counted", slots.entrySet(),
        (statement, slot) -> {
          statement.setString(1, kind.code());
          statement.setLong(2, slot.getKey());
          statement.setLong(3, slot.getValue());
        });
  }

  /** Whether any hour that ends in one of these slots is too much. */
  private static void look(Tx tx, Kind kind, SortedMap<Long, Long> slots, long now) {
    Handle handle = tx.handle();
    long passed = handle.createQuery("SELECT passed FROM flood WHERE kind = :kind").bind("kind", kind.code()).mapTo(Long.class)
        .findOne().orElse(Long.MIN_VALUE);
    var near = new TreeMap<Long, Long>();
    Rows.each(handle, "SELECT slot, counted FROM flood_count WHERE kind = ? AND slot > ? AND slot <= ? AND slot > ?",
        List.of(kind.code(), slots.firstKey() - HOUR, slots.lastKey(), passed), row -> near.put(row.getLong(1), row.getLong(2)));
    for (long slot : slots.keySet()) {
      long hour = near.subMap(slot - HOUR + 1, slot + 1).values().stream().mapToLong(Long::longValue).sum();
      if (hour > LEAST) {
        long allowed = Math.max(LEAST, TIMES * busiest(handle, kind, slot - HOUR));
        if (hour > allowed) {
          open(tx, kind, hour, allowed, now);
          break;
        }
      }
    }
    handle.createUpdate("DELETE FROM flood_count WHERE kind = :kind AND slot < :old").bind("kind", kind.code())
        .bind("old", slots.lastKey() - BEFORE - HOUR).execute();
  }

  /** How many the busiest hour had, in the 28 days up to a slot. */
  private static long busiest(Handle handle, Kind kind, long until) {
    return handle.createQuery("SELECT COALESCE(MAX(many), 0) FROM (SELECT SUM(counted) AS many FROM flood_count"
        + " WHERE kind = :kind AND slot > :from AND slot <= :until GROUP BY slot / " + HOUR + ") AS hours")
        .bind("kind", kind.code()).bind("from", until - BEFORE).bind("until", until).mapTo(Long.class).one();
  }

  private static void open(Tx tx, Kind kind, long counted, long allowed, long now) {
    int opened = tx.handle().createUpdate("INSERT INTO flood (kind, since, counted, allowed) VALUES (:kind, :now, :counted, :allowed)"
        + " ON CONFLICT (kind) DO UPDATE SET since = excluded.since, counted = excluded.counted, allowed = excluded.allowed"
        + " WHERE flood.since = 0").bind("kind", kind.code()).bind("now", now).bind("counted", counted).bind("allowed", allowed).execute();
    if (opened == 1) {
      keep(tx, Set.of(kind.code()));
    }
  }
}
