package dev.caravan.routing;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reps who share hand-offs.
 *
 * @param members by e-mail in small letters
 * @param team the queue, role or permission set it takes its members from, as {@code queue/inside_sales}; {@code ""} for none
 * @param unlisted what holds for users who are not listed, of the team if it has one; nothing where they are not in it
 * @param onlyInHours whether who is not at work is passed over
 * @param patience how long a hand-off waits for room before the next rule is asked, ms; 0 for not at all
 */
record Pool(String name, Map<String, Member> members, String team, Optional<Member> unlisted, boolean onlyInHours, long patience) {
  /** How large a share somebody takes, and how much at most; {@link Integer#MAX_VALUE} for no limit. */
  record Member(int weight, int open, int aDay) {}

  /** Who can take one now, and why the others cannot. */
  record There(Map<String, Integer> weights, int away, int full, int asleep) {
    String why() {
      return away + full + asleep == 0 ? "nobody is in it" : full == 0 && asleep == 0 ? "everybody is away"
          : full > 0 ? "full" + (away + asleep > 0 ? " or away" : "") : "outside working hours";
    }

    boolean willCome() {
      return full + asleep > 0;
    }
  }

  There there(Iterable<Rep> reps, Calendar calendar, java.util.Set<String> not, long at) {
    var weights = new TreeMap<String, Integer>();
    int away = 0;
    int full = 0;
    int asleep = 0;
    for (Rep rep : reps) {
      Member member = member(rep);
      if (member == null || not.contains(rep.id())) {
        continue;
      }
      if (!rep.active() || calendar.isAbsent(rep, at)) {
        away++;
      } else if (rep.open() >= member.open()
          || rep.today() >= member.aDay() && rep.givenOn(calendar.day(rep, at)) >= member.aDay()) {
        full++;
      } else if (onlyInHours && !calendar.hours().isOpen(rep, at)) {
        asleep++;
      } else {
        weights.put(rep.id(), member.weight());
      }
    }
    return new There(weights, away, full, asleep);
  }

  /** What holds for a rep; nothing where they are not in it. */
  @Nullable Member member(Rep rep) {
    Member listed = members.get(rep.email());
    boolean counts = team.isEmpty() || rep.teams().contains(team);
    return listed != null ? listed : counts ? unlisted.orElse(null) : null;
  }

  /** When somebody who could take one starts work, or a new day's share begins; a day from now at the latest. */
  long room(Iterable<Rep> reps, Calendar calendar, long at) {
    long room = at + 24 * 3_600_000L;
    for (Rep rep : reps) {
      if (rep.active() && member(rep) != null) {
        long opens = calendar.hours().opens(rep, at);
        long wakes = opens > at ? opens : calendar.midnight(rep, at);
        room = Math.min(room, wakes);
      }
    }
    return room;
  }
}
