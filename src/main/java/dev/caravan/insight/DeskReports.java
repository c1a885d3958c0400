package dev.caravan.insight;

import dev.caravan.desk.DeskView;
import dev.caravan.desk.DeskView.HandedOver;
import dev.caravan.desk.DeskView.Seat;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What became of hand-offs, who works on them, how fast, and what waits, each as a {@link Sheet}. */
public final class DeskReports {
  private static final String NONE = "Nobody has been handed over yet: there is nothing to report.";

  private DeskReports() {}

  // What became of them

  /** Hand-offs by what set them off and what became of them; what was given back by its reason. */
  public static Sheet handOffs(DeskView desk) {
    var counts = new TreeMap<String, Map<String, Long>>();
    for (HandedOver each : desk.handOffs()) {
      counts.computeIfAbsent(each.trigger(), none -> new TreeMap<>()).merge(became(each), 1L, Long::sum);
    }
    var rows = new ArrayList<List<Object>>();
    counts.forEach((trigger, outcomes) -> {
      long all = outcomes.values().stream().mapToLong(Long::longValue).sum();
      outcomes.forEach((outcome, count) -> {
        int reason = outcome.indexOf(": ");
        rows.add(List.of(trigger, reason < 0 ? outcome : outcome.substring(0, reason),
            reason < 0 ? "" : outcome.substring(reason + 2), count, tenths(100.0 * count / all)));
      });
    });
    return new Sheet("hand_offs", List.of("trigger", "became", "reason", "hand_offs", "percent"), rows,
        List.of("No answer: its rep has not acted yet. In work: they have, and said neither accepted nor rejected. A group's"
            + " hand-off stays accepted or in work; what comes of it is told by the stages of its people."), NONE);
  }

  private static final String PART = "closed otherwise";
  /** What a hand-off that went to somebody came to, for who counts them by owner: each is one of these. */
  private static final List<String> OUTCOMES = List.of("open", "accepted", "turned back", "expired", PART);

  /** Hand-offs that went to somebody, by who has them or had them last, and by what they came to. */
  public static Sheet handOffsByOwner(DeskView desk) {
    var names = new HashMap<String, String>();
    desk.seats().forEach(seat -> names.put(seat.id(), seat.name()));
    var rows = new ArrayList<List<Object>>();
    var all = new TreeMap<String, Long>();
    byOwner(desk).entrySet().stream().sorted(Comparator.comparing(each -> names.getOrDefault(each.getKey(), each.getKey()))).forEach(each -> {
      each.getValue().forEach((outcome, count) -> all.merge(outcome, count, Long::sum));
      rows.add(owned(names.getOrDefault(each.getKey(), each.getKey()), each.getValue()));
    });
    if (rows.size() > 1) {
      rows.add(owned("all", all));
    }
    return new Sheet("hand_offs_by_owner", List.of("owner", "offered", "open", "accepted", "turned_back", "expired", "closed_otherwise"), rows,
        List.of("Offered is the others together. Accepted: its rep has acted on it, whatever came of it. Closed otherwise: over before"
            + " anybody acted, such as one that became part of another; that one's owner has it."), NONE);
  }

  private static List<Object> owned(String owner, Map<String, Long> outcomes) {
    var row = new ArrayList<Object>();
    row.add(owner);
    row.add(outcomes.values().stream().mapToLong(Long::longValue).sum());
    OUTCOMES.forEach(outcome -> row.add(outcomes.getOrDefault(outcome, 0L)));
    return row;
  }

  /** How many of each outcome, by the id of the owner, as {@link #handOffsByOwner} has it. */
  public static Map<String, Map<String, Long>> byOwner(DeskView desk) {
    var byId = new HashMap<String, HandedOver>();
    desk.handOffs().forEach(each -> byId.put(each.id(), each));
    var counts = new TreeMap<String, Map<String, Long>>();
    for (HandedOver each : desk.handOffs()) {
      if (!each.waits() && each.at().isKnown()) {
        String owner = outcome(each).equals(PART) ? ownerOfWhole(each, byId) : each.owner();
        counts.computeIfAbsent(owner, none -> new TreeMap<>()).merge(outcome(each), 1L, Long::sum);
      }
    }
    return counts;
  }

  /** Who has the hand-off that another one is part of by now; the last that is somebody's. */
  private static String ownerOfWhole(HandedOver part, Map<String, HandedOver> byId) {
    HandedOver whole = part;
    for (int i = 0; i < byId.size(); i++) {
      HandedOver next = byId.get(partOf(whole));
      if (next == null || next.owner().isEmpty()) {
        break;
      }
      whole = next;
    }
    return whole.owner();
  }

  /** The hand-off another one became part of, {@code ""} for none. */
  private static String partOf(HandedOver each) {
    return each.stands().startsWith("joined ") || each.stands().startsWith("merged into ")
        ? each.stands().substring(each.stands().startsWith("j") ? "joined ".length() : "merged into ".length()) : "";
  }

  private static String outcome(HandedOver each) {
    String stands = each.stands();
    return stands.startsWith("given back") ? "turned back" : each.answeredAt().isKnown() ? "accepted" : switch (stands) {
      case "open", "reminded", "reassigned", "escalated" -> "open";
      case "expired" -> "expired";
      default -> PART;
    };
  }

  private static Object tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static String became(HandedOver each) {
    return switch (each.stands()) {
      case "waiting" -> "waits for room";
      case "open", "reminded", "reassigned", "escalated" -> "no answer";
      case "answered" -> each.said().equals("accepted") ? "accepted" : "in work";
      default -> each.stands();
    };
  }

  // Who works on them

  /** Hand-offs by rep, and their turns in the pools they are in. */
  public static Sheet load(DeskView desk) {
    var names = new TreeMap<String, Seat>();
    desk.seats().forEach(seat -> names.put(seat.id(), seat));
    desk.handOffs().stream().flatMap(each -> each.had().stream()).forEach(who ->
        names.putIfAbsent(who, new Seat(who, who, true, 0, Map.of())));
    Map<String, Load> loads = loads(desk);
    var rows = new ArrayList<List<Object>>();
    names.values().stream().sorted(Comparator.comparing(Seat::name).thenComparing(Seat::id)).forEach(seat -> {
      Load load = loads.getOrDefault(seat.id(), new Load());
      if (load.had == 0 && (seat.shares().isEmpty() || !seat.active())) {
        return;
      }
      List<Object> own = List.of(seat.name(), seat.active(), (long) (seat.id().startsWith("005") ? seat.open() : load.open),
          load.had, load.answered, load.passedOn, load.byHand, load.expired);
      if (seat.shares().isEmpty()) {
        rows.add(row(own, "", "", "", ""));
      }
      seat.shares().forEach((pool, share) ->
          rows.add(row(own, pool, (long) share.weight(), share.taken(), tenths((double) share.taken() / share.weight()))));
    });
    var words = new ArrayList<String>();
    words.add("Had: hand-offs that were ever theirs. Passed on: given to somebody else when the clock rang, or taken over in the"
        + " CRM. By hand: taken over by them.");
    spread(desk, words);
    return new Sheet("load", List.of("rep", "active", "open", "had", "answered", "passed_on", "by_hand", "expired", "pool",
        "weight", "turns", "turns_by_weight"), desk.handOffs().isEmpty() ? List.of() : rows, words, NONE);
  }

  private static List<Object> row(List<Object> own, Object... more) {
    var row = new ArrayList<>(own);
    row.addAll(List.of(more));
    return row;
  }

  private static final class Load {
    long open;
    long had;
    long answered;
    long passedOn;
    long byHand;
    long expired;
  }

  private static Map<String, Load> loads(DeskView desk) {
    var loads = new HashMap<String, Load>();
    for (HandedOver each : desk.handOffs()) {
      for (String who : new TreeSet<>(each.had())) {
        Load load = loads.computeIfAbsent(who, none -> new Load());
        load.had++;
        load.passedOn += who.equals(each.owner()) ? 0 : 1;
      }
      if (!each.owner().isEmpty()) {
        Load load = loads.computeIfAbsent(each.owner(), none -> new Load());
        load.open += became(each).equals("no answer") || became(each).equals("in work") || became(each).equals("accepted") ? 1 : 0;
        load.answered += each.answeredAt().isKnown() ? 1 : 0;
        load.byHand += each.target().equals("by-hand") ? 1 : 0;
        load.expired += each.stands().equals("expired") ? 1 : 0;
      }
    }
    return loads;
  }

  private static void spread(DeskView desk, List<String> words) {
    var least = new TreeMap<String, Double>();
    var most = new HashMap<String, Double>();
    for (Seat seat : desk.seats()) {
      seat.shares().forEach((pool, share) -> {
        if (seat.active()) {
          double turns = (double) share.taken() / share.weight();
          least.merge(pool, turns, Math::min);
          most.merge(pool, turns, Math::max);
        }
      });
    }
    least.forEach((pool, low) -> words.add(String.format(Locale.ROOT, "Pool %s: turns by weight differ by %.1f at most; of reps"
        + " who were there all the time by no more than 1.", pool, most.getOrDefault(pool, low) - low)));
  }

  // How fast

  /** How long reps took to act, in their working time and by the clock on the wall, by trigger and by rep; minutes. */
  public static Sheet responses(DeskView desk) {
    List<HandedOver> given = desk.handOffs().stream().filter(each -> each.at().isKnown()).toList();
    var names = new HashMap<String, String>();
    desk.seats().forEach(seat -> names.put(seat.id(), seat.name()));
    var rows = new ArrayList<List<Object>>();
    if (!given.isEmpty()) {
      rows.add(answers("all", "", given, each -> true));
    }
    new TreeSet<>(given.stream().map(HandedOver::trigger).toList()).forEach(trigger ->
        rows.add(answers("trigger", trigger, given, each -> each.trigger().equals(trigger))));
    var byName = new TreeMap<String, String>();
    given.forEach(each -> byName.put(names.getOrDefault(each.owner(), each.owner()) + "\n" + each.owner(), each.owner()));
    byName.forEach((key, owner) ->
        rows.add(answers("rep", key.substring(0, key.indexOf('\n')), given, each -> each.owner().equals(owner))));
    return new Sheet("responses", List.of("by", "of", "hand_offs", "answered", "working_p50", "working_p90", "wall_p50", "wall_p90",
        "in_time_percent"), rows, List.of("Minutes from the hand-off until its rep first acted (status, call, opportunity, taken"
            + " over): in their working hours, and on the wall. In time: before the clock first rang, of those that were answered"
            + " or for which it rang."), NONE);
  }

  private static List<Object> answers(String by, String of, List<HandedOver> all, Predicate<HandedOver> which) {
    List<HandedOver> some = all.stream().filter(which).toList();
    List<HandedOver> answered = some.stream().filter(each -> each.answeredAt().isKnown()).toList();
    long[] working = answered.stream().mapToLong(HandedOver::tookWorking).sorted().toArray();
    long[] wall = answered.stream().mapToLong(each -> each.answeredAt().ms() - each.at().ms()).sorted().toArray();
    long due = some.stream().filter(each -> each.clock() > 0 && (each.answeredAt().isKnown() || each.rang())).count();
    long inTime = answered.stream().filter(each -> each.clock() > 0 && !each.rang()).count();
    return List.of(by, of, (long) some.size(), (long) answered.size(), minutes(working, 50), minutes(working, 90),
        minutes(wall, 50), minutes(wall, 90), due == 0 ? "" : tenths(100.0 * inTime / due));
  }

  /** The smallest value that so many percent do not exceed. */
  private static Object minutes(long[] sorted, int percent) {
    if (sorted.length == 0) {
      return "";
    }
    return tenths((double) sorted[(sorted.length * percent + 99) / 100 - 1] / Times.MINUTE);
  }

  // What waits

  /** Who is held before a hand-off, and what waits at the desk, by reason. */
  public static Sheet held(DeskView desk) {
    var rows = new ArrayList<List<Object>>();
    desk.held().forEach((reason, count) -> rows.add(List.of("held", reason, "", count, "")));
    var waiting = new TreeMap<String, List<HandedOver>>();
    desk.handOffs().stream().filter(HandedOver::waits).forEach(each ->
        waiting.computeIfAbsent(each.pool() + "\n" + each.why(), none -> new ArrayList<>()).add(each));
    waiting.values().forEach(each -> rows.add(List.of("waiting", each.get(0).why(), each.get(0).pool(), (long) each.size(),
        tenths((double) (desk.asOf() - each.stream().mapToLong(HandedOver::askedAt).min().orElse(desk.asOf())) / Times.HOUR))));
    return new Sheet("held", List.of("state", "reason", "pool", "count", "longest_hours"), rows,
        List.of("Held: people and solutions that qualified and are not handed over; why is told by explain. Waiting: handed over,"
            + " and nobody in the pool can take it yet. What a system has not taken yet is told by caravan held."),
        "Nobody is held, and nothing waits.");
  }
}
