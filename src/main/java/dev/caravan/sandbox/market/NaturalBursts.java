package dev.caravan.sandbox.market;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds where ordinary people of an account come together more than they usually do: a fortnight of days (UTC) in which three or
 * more of them come, and at least three times as often as their own habits make it. A visit is a person on a day. What is planted is
 * seen with the rest, machines are not. What Caravan knows or configures plays no part in it.
 *
 * <p>Sees all acts in order of time, and keeps a fortnight of them.
 */
final class NaturalBursts {
  static final int DAYS = 14;
  static final int PEOPLE = 3;
  static final int TIMES = 3;
  private static final long DAY = 86_400;

  /**
   * A burst: fortnights that overlap are one.
   *
   * @param from time of its first visit, in seconds
   * @param until time of its last visit
   * @param visits in the fullest fortnight
   * @param usual in a fortnight, by the habits of those who could come
   */
  record Burst(Account account, Solution solution, long from, long until, int people, int visits, double usual) {
    private Burst with(Burst later) {
      boolean fuller = later.visits > visits;
      return new Burst(account, solution, from, later.until, Math.max(people, later.people), Math.max(visits, later.visits),
          fuller ? later.usual : usual);
    }
  }

  private record Visit(long day, long at, int person) {}

  private static final class Lately {
    final ArrayDeque<Visit> visits = new ArrayDeque<>();
    int burst = -1;
  }

  private final Map<Integer, List<Person>> staff = new HashMap<>();
  private final Map<Long, Lately> lately = new HashMap<>();
  private final List<Burst> found = new ArrayList<>();

  NaturalBursts(Population population) {
    for (Person person : population.people()) {
      Account account = person.account();
      if (account != null && counts(person)) {
        staff.computeIfAbsent(account.index(), key -> new ArrayList<>()).add(person);
      }
    }
  }

  /** Nobody can say whose the people of a shared domain are. */
  private static boolean counts(Person person) {
    return person.trait() == Person.Trait.ORDINARY && person.account() != null && person.account().plant() != Plant.SHARED_DOMAIN;
  }

  void saw(Act act) {
    Person who = act.who();
    Asset asset = act.asset();
    boolean shows = act.kind().ownDoing && act.kind() != Activity.WEB_VISIT; // the pages of a visit tell what it was about
    if (act.origin() == Act.Origin.MACHINE || !shows || who == null || asset == null || asset.solution() == null
        || asset.kind().points <= 0 || !counts(who)) {
      return;
    }
    visited(who.account(), asset.solution(), who, act.at());
  }

  private void visited(@Nullable Account account, Solution solution, Person who, long at) {
    if (account == null) {
      return;
    }
    Lately here = lately.computeIfAbsent((long) account.index() << 8 | solution.ordinal(), key -> new Lately());
    long day = at / DAY;
    here.visits.removeIf(each -> each.day() <= day - DAYS);
    if (here.visits.stream().anyMatch(each -> each.day() == day && each.person() == who.index())) {
      return;
    }
    here.visits.add(new Visit(day, at, who.index()));
    int people = (int) here.visits.stream().mapToInt(Visit::person).distinct().count();
    if (people < PEOPLE) {
      return;
    }
    double usual = usual(account, solution, day);
    if (here.visits.size() >= TIMES * usual) {
      var burst = new Burst(account, solution, here.visits.getFirst().at(), at, people, here.visits.size(), usual);
      if (here.burst >= 0 && found.get(here.burst).until() >= burst.from()) {
        found.set(here.burst, found.get(here.burst).with(burst));
      } else {
        here.burst = found.size();
        found.add(burst);
      }
    }
  }

  /** Visits in a fortnight by the habits of those who could have come by a day. */
  private double usual(Account account, Solution solution, long day) {
    double usual = 0;
    for (Person person : staff.getOrDefault(account.index(), List.of())) {
      usual += Visits.seen(person, day) ? DAYS * Visits.aDay(person, solution) : 0;
    }
    return usual;
  }

  /** All of them, by their beginning. */
  List<Burst> found() {
    return found.stream().sorted(java.util.Comparator.comparingLong(Burst::from).thenComparing(burst -> burst.account().id())
        .thenComparing(Burst::solution)).toList();
  }
}
