package dev.caravan.insight;

import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The life of nurture day by day, and whether it kept its promises: one next step at a time, nobody without one or a reason,
 * no content twice, nobody on a programme who opted out or whose address bounces, at any moment.
 *
 * @param broken a sentence each promise that was not kept, at most 20; without names of people
 */
public record NurtureYear(List<Day> days, long touches, List<String> broken) {
  private static final int MOST = 20;

  /**
   * A day, UTC.
   *
   * @param on people by programme at its end
   */
  public record Day(LocalDate date, Map<String, Integer> on, int entered, int left, int touches, int handOffs) {
    public Day {
      on = java.util.Collections.unmodifiableMap(new TreeMap<>(on));
    }
  }

  public NurtureYear {
    days = List.copyOf(days);
    broken = List.copyOf(broken);
  }

  /**
   * Goes through it.
   *
   * @param decisions in their order
   * @param people lines as of the end
   */
  public static NurtureYear of(List<Decision> decisions, Iterable<Map<String, Object>> people, List<Fact> facts) {
    return new Walk().through(decisions, people, facts);
  }

  /** What is known of a person on the way. */
  private static final class Person {
    String programme = "";
    final Set<String> sent = new HashSet<>();
  }

  /** When an address last opted out or bounced, and when its owner last subscribed. */
  private static final class Address {
    long out;
    long in;

    boolean isBarred() {
      return out > 0 && out >= in;
    }
  }

  private static final class Walk {
    private final Map<String, Person> people = new HashMap<>();
    private final Map<String, Address> addresses = new HashMap<>();
    private final Map<String, Set<String>> byEmail = new HashMap<>();
    private final Map<String, Integer> on = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();
    private final List<Day> days = new ArrayList<>();
    private long day = Long.MIN_VALUE;
    private int entered;
    private int left;
    private int touches;
    private int handOffs;
    private long allTouches;

    NurtureYear through(List<Decision> decisions, Iterable<Map<String, Object>> lines, List<Fact> facts) {
      var known = new ArrayList<>(facts);
      known.sort(Comparator.comparingLong(fact -> fact.head().recorded()));
      int fact = 0;
      int decision = 0;
      while (fact < known.size() || decision < decisions.size()) {
        long tick = Math.min(fact < known.size() ? known.get(fact).head().recorded() : Long.MAX_VALUE,
            decision < decisions.size() ? decisions.get(decision).at() : Long.MAX_VALUE);
        turn(tick);
        var barred = new ArrayList<String>();
        while (fact < known.size() && known.get(fact).head().recorded() <= tick) {
          String email = consent(known.get(fact++));
          if (!email.isEmpty()) {
            barred.add(email);
          }
        }
        while (decision < decisions.size() && decisions.get(decision).at() <= tick) {
          take(decisions.get(decision++));
        }
        barred.forEach(email -> left(email, tick));
      }
      turn(Long.MAX_VALUE);
      stated(lines);
      return new NurtureYear(days, allTouches, broken);
    }

    private void turn(long tick) {
      long next = tick == Long.MAX_VALUE ? tick : Math.floorDiv(tick, Times.DAY);
      if (next == day) {
        return;
      }
      if (day != Long.MIN_VALUE) {
        days.add(new Day(Instant.ofEpochMilli(day * Times.DAY).atZone(ZoneOffset.UTC).toLocalDate(), on, entered, left, touches,
            handOffs));
      }
      entered = 0;
      left = 0;
      touches = 0;
      handOffs = 0;
      day = next;
    }

    /** The address that a fact bars from mail, {@code ""} for none. */
    private String consent(Fact fact) {
      String email = fact.head().subject().toLowerCase(Locale.ROOT);
      boolean out = false;
      if (email.indexOf('@') < 0) {
        return "";
      }
      if (fact instanceof Fact.Activity activity) {
        if (activity.kind() == Fact.ActivityKind.SUBSCRIBE) {
          Address address = addresses.computeIfAbsent(email, none -> new Address());
          address.in = Math.max(address.in, fact.head().time());
        }
        out = activity.kind() == Fact.ActivityKind.UNSUBSCRIBE || activity.kind() == Fact.ActivityKind.BOUNCEBACK;
      } else if (fact instanceof Fact.Person record) {
        out = record.value("consent.email").equals("false") || record.value("bounced").equals("true");
      }
      if (!out) {
        return "";
      }
      Address address = addresses.computeIfAbsent(email, none -> new Address());
      address.out = Math.max(address.out, fact.head().time());
      return address.isBarred() ? email : "";
    }

    private void take(Decision decision) {
      if (decision instanceof Decision.Enrolment in) {
        Person person = person(in.subject(), in.email());
        if (!person.programme.isEmpty()) {
          broken(in.at(), "somebody on " + person.programme + " was enrolled in " + in.programme() + " too");
        }
        mailable(in.email(), in.at(), "was enrolled in " + in.programme());
        person.programme = in.programme();
        on.merge(in.programme(), 1, Integer::sum);
        entered++;
      } else if (decision instanceof Decision.Leave out) {
        Person person = person(out.subject(), out.email());
        if (!person.programme.equals(out.programme())) {
          broken(out.at(), "somebody left " + out.programme() + " who was not on it");
        }
        person.programme = "";
        on.merge(out.programme(), -1, Integer::sum);
        left++;
      } else if (decision instanceof Decision.Touch touch) {
        Person person = person(touch.subject(), touch.email());
        if (!person.programme.equals(touch.programme())) {
          broken(touch.at(), touch.programme() + " touched somebody who was not on it");
        }
        mailable(touch.email(), touch.at(), "was touched by " + touch.programme());
        if (!person.sent.add(touch.content())) {
          broken(touch.at(), "somebody was sent " + touch.content() + " twice");
        }
        touches++;
        allTouches++;
      } else if (decision instanceof Decision.HandOff) {
        handOffs++;
      }
    }

    private Person person(String subject, String email) {
      byEmail.computeIfAbsent(email, none -> new HashSet<>()).add(subject);
      return people.computeIfAbsent(subject, none -> new Person());
    }

    private void mailable(String email, long at, String what) {
      Address address = addresses.get(email);
      if (address != null && address.isBarred()) {
        broken(at, "somebody who opted out, or whose address bounces, " + what);
      }
    }

    private void left(String email, long at) {
      for (String subject : byEmail.getOrDefault(email, Set.of())) {
        Person person = people.get(subject);
        if (person != null && !person.programme.isEmpty()) {
          broken(at, "somebody opted out, or their address bounced, and stayed on " + person.programme);
        }
      }
    }

    private void stated(Iterable<Map<String, Object>> lines) {
      var without = new HashSet<Object>();
      for (Map<String, Object> line : lines) {
        if (line.get("programme") == null && line.get("no_programme") == null) {
          without.add(line.get("person"));
        }
      }
      if (!without.isEmpty()) {
        broken.add(without.size() + " people have neither a next step nor a reason why not");
      }
    }

    private void broken(long at, String what) {
      if (broken.size() < MOST) {
        broken.add(Times.text(at) + ": " + what);
      }
    }
  }
}
