package dev.caravan.group;

import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import dev.caravan.score.Engagement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who of an account was there lately, and how much of it is usual: all that patterns look at, of bounded size.
 *
 * <p>A <em>visit</em> is a person on a day, however often; so nobody makes a crowd alone.
 *
 * @param latest time of the newest act; none before there was one, and so with the next two
 * @param first time of the oldest
 * @param resumedAt the first act after the last long silence
 * @param silence how long that had lasted, ms; 0 if there was none
 * @param people who was there within the longest window, at most {@link #MOST}, by first arrival
 * @param usual visits ever, fading, as of the day of {@code latest}
 * @param departments since when a department is known here
 */
record Crowd(Moment latest, Moment first, Moment resumedAt, long silence, List<Seen> people, double usual,
    Map<String, Long> departments) {
  static final Crowd NONE = new Crowd(Moment.NONE, Moment.NONE, Moment.NONE, 0, List.of(), 0, Map.of());
  /** More people than any pattern may ask for; of more, those seen last are kept. */
  static final int MOST = 256;

  /** A person's newest act, how far they have come, and their days. */
  record Seen(String person, long last, String posture, int step, String department, Days days) {
    /** Whether the person is past exploring. */
    boolean compares() {
      return !posture.equals("exploring");
    }
  }

  /** How long things are kept and remembered. */
  record Memory(long window, long silence, double halfLife) {
    double left(double days) {
      return days <= 0 ? 1 : StrictMath.pow(0.5, days / halfLife);
    }
  }

  static long day(long time) {
    return Math.floorDiv(time, Times.DAY);
  }

  /** With an act more. */
  Crowd with(Engagement act, Memory memory) {
    long time = act.time();
    boolean fresh = latest.isNone();
    long nowLatest = fresh ? time : Math.max(latest.ms(), time);
    boolean resumes = fresh || time - latest.ms() >= memory.silence();
    long nowResumed = resumes ? time : resumedAt.ms();
    long nowSilent = !resumes ? silence : fresh ? 0 : time - latest.ms();
    if (!resumes && time < nowResumed) { // known late
      long gap = nowResumed - time;
      if (gap < memory.silence()) { // they had come back earlier
        nowResumed = time;
        nowSilent = Math.max(0, silence - gap);
      } else if (silence == 0 || gap < silence) { // somebody had been there within the silence, or before the beginning
        nowSilent = gap;
      }
    }
    long day = day(time);
    int at = indexOf(act.person());
    Seen before = at < 0 ? null : people.get(at);
    Days days = (before == null ? Days.NONE : before.days()).with(day);
    boolean visit = before == null || days != before.days();
    long last = before == null ? time : Math.max(before.last(), time);
    var seen = new Seen(act.person(), last, act.posture(), act.step(), act.who().department(), days);
    double nowUsual = fresh ? 0 : usual * memory.left(day(nowLatest) - day(latest.ms()));
    nowUsual += visit ? memory.left(day(nowLatest) - day) : 0;
    return new Crowd(Moment.of(nowLatest), first.isNone() ? Moment.of(time) : Moment.of(Math.min(first.ms(), time)), Moment.of(nowResumed), nowSilent,
        lately(at, seen, nowLatest - memory.window()), nowUsual, known(act.who().department(), time));
  }

  private List<Seen> lately(int at, Seen seen, long after) {
    var kept = new ArrayList<Seen>(people.size() + 1);
    int oldest = -1;
    for (int i = 0; i < people.size(); i++) {
      Seen each = i == at ? seen : people.get(i);
      if (each.last() > after) {
        oldest = oldest < 0 || each.last() < kept.get(oldest).last() ? kept.size() : oldest;
        kept.add(each);
      }
    }
    if (at < 0 && seen.last() > after) {
      if (kept.size() == MOST) {
        kept.remove(oldest);
      }
      kept.add(seen);
    }
    return kept;
  }

  private Map<String, Long> known(String department, long time) {
    Long since = departments.get(department);
    if (department.isEmpty() || since != null && since <= time) {
      return departments;
    }
    var more = new TreeMap<>(departments);
    more.put(department, time);
    return more;
  }

  private int indexOf(String person) {
    for (int i = 0; i < people.size(); i++) {
      if (people.get(i).person().equals(person)) {
        return i;
      }
    }
    return -1;
  }

  /** As it looks from a later moment, by which nobody else has come: windows end there. */
  Crowd asOf(long now, Memory memory) {
    return latest.isNone() || now <= latest.ms() ? this
        : new Crowd(Moment.of(now), first, resumedAt, silence, people, usual * memory.left(day(now) - day(latest.ms())), departments);
  }

  /** Without a person, as if they had not been there lately. */
  Crowd without(String person, Memory memory) {
    int at = indexOf(person);
    if (at < 0) {
      return this;
    }
    var others = new ArrayList<>(people);
    Seen gone = others.remove(at);
    double fewer = usual;
    for (int back = 0; back < Days.KEPT; back++) {
      if (gone.days().has(back)) {
        fewer -= memory.left(day(latest.ms()) - gone.days().day() + back);
      }
    }
    return new Crowd(latest, first, resumedAt, silence, others, Math.max(0, fewer), departments);
  }

  boolean isThere(String person, long within) {
    int at = indexOf(person);
    return at >= 0 && people.get(at).last() > after(within);
  }

  /** Where the window that ends with the newest act begins; where there was none, nobody was there after it. */
  long after(long within) {
    return latest.isNone() ? Long.MAX_VALUE : latest.ms() - within;
  }

  /** The day of the newest act; any where there was none, as nobody has days then. */
  long lastDay() {
    return latest.isNone() ? 0 : day(latest.ms());
  }

  /** Whether somebody came back, after a long silence, within the window that ends with the newest act. */
  boolean resumed(long within) {
    return resumedAt.isAfter(after(within));
  }

  // what patterns count, over a window that ends with the newest act

  int people(long within) {
    int count = 0;
    for (int i = 0; i < people.size(); i++) {
      count += people.get(i).last() > after(within) ? 1 : 0;
    }
    return count;
  }

  int comparing(long within) {
    int count = 0;
    for (int i = 0; i < people.size(); i++) {
      count += people.get(i).compares() && people.get(i).last() > after(within) ? 1 : 0;
    }
    return count;
  }

  /** How many different steps different people have reached. */
  int steps(long within) {
    long reached = 0;
    for (Seen each : people) {
      reached |= each.step() > 0 && each.last() > after(within) ? 1L << Math.min(63, each.step()) : 0;
    }
    return Long.bitCount(reached);
  }

  /** Departments of whom nobody was known before the window, while others were. */
  List<String> newDepartments(long within) {
    var fresh = new ArrayList<String>();
    boolean others = departments.values().stream().anyMatch(since -> since <= after(within));
    for (Seen each : people) {
      Long since = departments.get(each.department());
      if (others && since != null && since > after(within) && each.last() > after(within)
          && !fresh.contains(each.department())) {
        fresh.add(each.department());
      }
    }
    return fresh;
  }

  int visits(int days) {
    int visits = 0;
    long last = lastDay();
    for (int i = 0; i < people.size(); i++) {
      visits += people.get(i).days().count(last, days);
    }
    return visits;
  }

  /** Visits of one person. */
  int visitsOf(String person, int days) {
    int at = indexOf(person);
    return at < 0 ? 0 : people.get(at).days().count(lastDay(), days);
  }

  int onDays(int days) {
    long near = 0;
    long far = 0;
    long last = lastDay();
    for (Seen each : people) {
      near |= each.days().from(last, false);
      far |= each.days().from(last, true);
    }
    return Long.bitCount(near & Days.mask(days)) + Long.bitCount(far & Days.mask(days - 64));
  }

  /** Visits of whoever has most. */
  int busiest(int days) {
    int most = 0;
    long last = lastDay();
    for (Seen each : people) {
      most = Math.max(most, each.days().count(last, days));
    }
    return most;
  }

  /** The most people within one window that holds a day and ends by the newest act; days are whole, so never too many. */
  int peopleAround(long day, int window) {
    int most = 0;
    for (long end = day; end < day + window && end <= lastDay(); end++) {
      most = Math.max(most, peopleUntil(end, window));
    }
    return most;
  }

  /** How many people were there in the {@code window} days up to and including one. */
  int peopleUntil(long end, int window) {
    int there = 0;
    for (int i = 0; i < people.size(); i++) {
      there += people.get(i).days().count(end, window) > 0 ? 1 : 0;
    }
    return there;
  }

  /** The furthest posture of those lately there. */
  String posture(long within) {
    String furthest = "exploring";
    for (Seen each : people) {
      if (each.last() > after(within)) {
        furthest = each.posture().equals("deciding") || furthest.equals("deciding") ? "deciding"
            : each.compares() ? each.posture() : furthest;
      }
    }
    return furthest;
  }
}
