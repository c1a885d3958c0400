package dev.caravan.routing;

import dev.caravan.config.ConfigNode;
import dev.caravan.model.Decision;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules of {@code config/routing.yaml}: ordered, the first whose target can take the hand-off wins. */
public final class Routing {
  /** How long after those above were told a hand-off nobody acts on stays open, ms. */
  public static final long EXPIRES_AFTER = 30 * Times.DAY;
  private static final long EARLIER_OWNER_WITHIN = 180 * Times.DAY;
  private static final long MINUTE = 60_000L;
  private static final Rep NOBODY = new Rep("", "", "", false, "");

  /** What other rooms know by name, so that rules can be held against it. */
  public record Words(Set<String> solutions, Set<String> scenarios, Set<String> personas) {
    public Words {
      solutions = Set.copyOf(solutions);
      scenarios = Set.copyOf(scenarios);
      personas = Set.copyOf(personas);
    }
  }

  /** How long until each step of a response clock, ms of working time from the hand-off on; 0 for never. */
  public record Clock(long remind, long reassign, long escalate) {}

  /**
   * What the desk remembers that comes before any rule.
   *
   * @param with who has an open hand-off of the same person, user id, {@code ""} for nobody
   * @param earlier who had the last one
   * @param earlierAt when that was, epoch ms
   */
  public record Before(String with, String earlier, long earlierAt) {
    public static final Before NOTHING = new Before("", "", 0);
  }

  /**
   * Where a hand-off goes.
   *
   * @param target deal-owner, same-owner, earlier-owner, owner, rep, pool or queue; waiting if it goes to nobody yet
   * @param owner a user id, or the queue's developer name; {@code ""} while it waits
   * @param ownerName for people
   * @param pool the pool whose turns moved, or which it waits for, {@code ""} for none
   * @param turns the pool's turns from now on
   * @param until how long it waits at most, ms from when it was asked for; 0 where it does not
   * @param looked what was asked in its order, the last one took it
   */
  public record Choice(String target, String owner, String ownerName, String rule, String place, String why, String pool,
      Turns turns, long until, List<Decision.Looked> looked) {
    public Choice {
      looked = List.copyOf(looked);
    }

    public boolean waits() {
      return target.equals("waiting");
    }
  }

  private final List<Rule> rules;
  private final Map<String, Pool> pools;
  private final Map<String, Clock> response;
  private final Calendar calendar;
  private final String escalateTo;
  private final TouchGuard touches;
  private final long patience;

  Routing(List<Rule> rules, Map<String, Pool> pools, Map<String, Clock> response, Calendar calendar, String escalateTo,
      TouchGuard touches) {
    this.rules = List.copyOf(rules);
    this.pools = Map.copyOf(pools);
    this.response = Map.copyOf(response);
    this.calendar = calendar;
    this.escalateTo = escalateTo;
    this.touches = touches;
    this.patience = pools.values().stream().mapToLong(Pool::patience).max().orElse(0);
  }

  /** The room as configured; mistakes are reported at their nodes. */
  public static Routing from(ConfigNode routing, Words words) {
    return new RoutingReader(routing, words).read();
  }

  /** How often a person may be reached. */
  public TouchGuard touches() {
    return touches;
  }

  /** The response clock by what set the hand-off off. */
  public Clock clock(String trigger) {
    return response.getOrDefault(trigger, new Clock(0, 0, 0));
  }

  /** The day of a rep's own calendar, counted from 1970; of a queue's by the desk's own hours. */
  public long day(@Nullable Rep rep, long at) {
    return calendar.day(rep == null ? NOBODY : rep, at);
  }

  /** When the first working minute of a rep's next days is over. */
  public long nextMorning(@Nullable Rep rep, long at) {
    return after(rep, calendar.midnight(rep == null ? NOBODY : rep, at), MINUTE);
  }

  /** When so much working time of a rep has passed; of a queue's by the desk's own hours. */
  public long after(@Nullable Rep rep, long at, long duration) {
    return calendar.hours().after(rep == null ? NOBODY : rep, at, duration);
  }

  /** Queues, roles and permission sets that pools take their members from, by pool. */
  public SortedMap<String, String> teams() {
    var teams = new TreeMap<String, String>();
    pools.values().stream().filter(pool -> !pool.team().isEmpty()).forEach(pool -> teams.put(pool.name(), pool.team()));
    return teams;
  }

  /** E-mails in small letters of those the settings name, by where. */
  public SortedMap<String, SortedSet<String>> named() {
    var named = new TreeMap<String, SortedSet<String>>();
    pools.forEach((name, pool) -> named.put("pool " + name, new TreeSet<>(pool.members().keySet())));
    rules.stream().filter(rule -> !rule.contacts().isEmpty()).forEach(rule ->
        named.computeIfAbsent("contacts_to", none -> new TreeSet<>()).add(rule.contacts().toLowerCase(Locale.ROOT)));
    rules.stream().filter(rule -> rule.target().equals("rep")).forEach(rule ->
        named.computeIfAbsent("rule " + rule.name(), none -> new TreeSet<>()).add(rule.whom().toLowerCase(Locale.ROOT)));
    if (!escalateTo.isEmpty()) {
      named.put("escalate_to", new TreeSet<>(Set.of(escalateTo.toLowerCase(Locale.ROOT))));
    }
    named.values().removeIf(Set::isEmpty);
    return named;
  }

  /** When the desk's next working day begins after a moment. */
  public long dayBegins(long at) {
    return calendar.hours().begins(at);
  }

  /**
   * When those above are told that nobody acted on a hand-off made at a moment, by the desk's own hours: exact for reps who
   * work in the desk's time zone, where nothing had to wait.
   */
  public long escalates(String trigger, long at) {
    Clock clock = clock(trigger);
    long passed = 0;
    long rings = at;
    for (long step : new long[] {clock.remind(), clock.reassign(), clock.escalate()}) {
      if (step > 0) {
        long due = after(null, rings, step - passed);
        rings = Math.floorDiv(due + Times.MINUTE - 1, Times.MINUTE) * Times.MINUTE; // as the desk rings, to the full minute
        passed = step;
      }
    }
    return rings;
  }

  /**
   * When those above are told at the latest that nobody acted on a hand-off asked for at a moment: as {@link #escalates},
   * after the longest wait for room that any pool allows.
   */
  public long escalatesAtLatest(String trigger, long asked) {
    return escalates(trigger, asked + patience);
  }

  /** When a hand-off asked for at a moment expires, if nobody acts on it; epoch ms. */
  public long expires(String trigger, long asked) {
    return escalatesAtLatest(trigger, asked) + EXPIRES_AFTER;
  }

  /** How much working time of a rep lies between two moments, ms; of a queue's by the desk's own hours. */
  public long worked(@Nullable Rep rep, long from, long to) {
    return calendar.hours().between(rep == null ? NOBODY : rep, from, to);
  }

  /** The weight of a rep in each pool they are in, by pool. */
  public Map<String, Integer> weights(Rep rep) {
    var weights = new TreeMap<String, Integer>();
    pools.forEach((name, pool) -> {
      Pool.Member member = pool.member(rep);
      if (member != null) {
        weights.put(name, member.weight());
      }
    });
    return weights;
  }

  /** The pool that a rule gives to; {@code ""} where it gives to none, or there is no such rule. */
  public String poolOf(String rule) {
    return rules.stream().filter(each -> each.name().equals(rule) && each.target().equals("pool")).map(Rule::whom).findFirst()
        .orElse("");
  }

  /** The rep who was given one more at a moment. */
  public Rep given(Rep rep, long at) {
    return rep.given(calendar.day(rep, at));
  }

  /** When there may be room in a pool again without anything else happening, after a moment. */
  public long room(String pool, Collection<Rep> reps, long at) {
    Pool of = pools.get(pool);
    return of == null ? at : of.room(reps, calendar, at);
  }

  /** To whom a hand-off nobody acted on is told in the end, by these reps; whoever takes everything if it is nobody there. */
  public Choice escalated(Map<String, Rep> reps) {
    Rep rep = byEmail(escalateTo, reps);
    if (rep != null && rep.active()) {
      return new Choice("rep", rep.id(), rep.name(), "escalate_to", "config/routing.yaml", "is told when nobody acts", "",
          Turns.NONE, 0, List.of());
    }
    return lastResort("nobody acted");
  }

  /** Where things go that nobody else can take. */
  public Choice lastResort(String why) {
    Rule last = rules.stream().filter(Rule::takesEverything).findFirst().orElseThrow(() ->
        new IllegalStateException("no rule of routing.yaml takes everything; one must be `always` to a queue"));
    return new Choice("queue", last.whom(), last.whom(), last.name(), last.place(), why, "", Turns.NONE, 0, List.of());
  }

  /**
   * Chooses who acts.
   *
   * @param reps by id
   * @param turns of a pool
   * @param not users who have had it already, by id
   * @param patient whether it may wait for room; if not, a pool that has none is passed over
   */
  public Choice choose(Case of, Before before, Map<String, Rep> reps, Function<String, Turns> turns, Set<String> not,
      boolean patient, long at) {
    var asking = new Asking(of, reps, turns, not, patient, at, new ArrayList<>());
    Choice choice = asking.known("deal-owner", of.dealOwner(), "no open opportunity of the account and solution",
        "owns the open opportunity");
    if (choice == null) {
      choice = asking.known("same-owner", before.with(), "no open hand-off of the same person", "has their open hand-off");
    }
    if (choice == null) {
      boolean late = !before.earlier().isEmpty() && at - before.earlierAt() > EARLIER_OWNER_WITHIN;
      choice = asking.known("earlier-owner", late ? "" : before.earlier(),
          late ? "the earlier hand-off is more than 180 days ago" : "no earlier hand-off", "had their earlier hand-off");
    }
    for (int i = 0; choice == null && i < rules.size(); i++) {
      choice = asking.rule(rules.get(i));
    }
    if (choice == null) {
      throw new IllegalStateException("no rule of routing.yaml could take the hand-off; the last one must route to a queue");
    }
    return choice;
  }

  /** One question to the rules, and what was looked at on the way. */
  private final class Asking {
    private final Case of;
    private final Map<String, Rep> reps;
    private final Function<String, Turns> turns;
    private final Set<String> not;
    private final boolean patient;
    private final long at;
    private final List<Decision.Looked> looked;

    Asking(Case of, Map<String, Rep> reps, Function<String, Turns> turns, Set<String> not, boolean patient, long at,
        List<Decision.Looked> looked) {
      this.of = of;
      this.reps = reps;
      this.turns = turns;
      this.not = not;
      this.patient = patient;
      this.at = at;
      this.looked = looked;
    }

    @Nullable Choice known(String step, String user, String none, String why) {
      if (user.isEmpty()) {
        looked.add(new Decision.Looked(step, "", false, none));
        return null;
      }
      return person(step, step, "", reps.get(user), why);
    }

    @Nullable Choice rule(Rule rule) {
      String failed = rule.failed(of);
      if (!failed.isEmpty()) {
        looked.add(new Decision.Looked(rule.name(), rule.place(), false, failed));
        return null;
      }
      return switch (rule.target()) {
        case "owner" -> person(rule.name(), "owner", rule.place(), reps.get(of.accountOwner()), "owns the account");
        case "rep" -> person(rule.name(), "rep", rule.place(), byEmail(rule.whom(), reps), "is named by the rule");
        case "pool" -> pool(rule);
        default -> queue(rule);
      };
    }

    private @Nullable Choice person(String rule, String target, String place, @Nullable Rep rep, String why) {
      String cannot = rep == null ? "no such user is known" : !rep.active() ? rep.name() + " is inactive"
          : calendar.isAbsent(rep, at) ? rep.name() + " is absent"
          : not.contains(rep.id()) ? rep.name() + " has had it already" : "";
      if (rep == null || !cannot.isEmpty()) {
        looked.add(new Decision.Looked(rule, place, false, cannot));
        return null;
      }
      return took(target, rep.id(), rep.name(), rule, place, why, "", Turns.NONE);
    }

    private @Nullable Choice pool(Rule rule) {
      Pool pool = pools.get(rule.whom());
      if (pool == null) {
        throw new IllegalStateException("no pool " + rule.whom());
      }
      Pool.There there = pool.there(reps.values(), calendar, not, at);
      if (!there.weights().isEmpty()) {
        Turns.Next next = turns.apply(pool.name()).next(there.weights());
        Rep rep = reps.get(next.user());
        return took("pool", next.user(), rep == null ? next.user() : rep.name(), rule.name(), rule.place(),
            "next in turn of " + pool.name(), pool.name(), next.turns());
      }
      String why = pool.name() + ": " + there.why();
      long patience = patient && there.willCome() ? pool.patience() : 0;
      looked.add(new Decision.Looked(rule.name(), rule.place(), patience > 0, patience > 0 ? why + "; waits for room" : why));
      return patience > 0 ? new Choice("waiting", "", "", rule.name(), rule.place(), why, pool.name(), Turns.NONE, patience, looked)
          : null;
    }

    private Choice queue(Rule rule) {
      Rep named = of.isContact() && !rule.contacts().isEmpty() ? byEmail(rule.contacts(), reps) : null;
      if (named != null && named.active() && !not.contains(named.id())) {
        return took("rep", named.id(), named.name(), rule.name(), rule.place(), "takes contacts, which no queue can own", "",
            Turns.NONE);
      }
      return took("queue", rule.whom(), rule.whom(), rule.name(), rule.place(),
          rule.tests().isEmpty() ? "nobody else could take it" : "the rule names the queue", "", Turns.NONE);
    }

    private Choice took(String target, String owner, String name, String rule, String place, String why, String pool,
        Turns next) {
      looked.add(new Decision.Looked(rule, place, true, name + " " + why));
      return new Choice(target, owner, name, rule, place, why, pool, next, 0, looked);
    }
  }

  private static @Nullable Rep byEmail(String email, Map<String, Rep> reps) {
    Rep found = null;
    for (Rep rep : email.isEmpty() ? List.<Rep>of() : reps.values()) {
      if (rep.email().equals(email.toLowerCase(Locale.ROOT)) && (found == null || rep.active() && !found.active())) {
        found = rep;
      }
    }
    return found;
  }
}
