package dev.caravan.insight;

import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what a {@link NurtureReport} tells, out of places in programmes, touches, hand-offs and what sales said. */
final class NurtureCount {
  /** What is counted of a programme. */
  private static final class Count {
    long entered;
    long left;
    long exhausted;
    long spent;
    long touches;
    final Set<String> people = new HashSet<>();
    final Set<String> now = new HashSet<>();
    final Set<String> handedOver = new HashSet<>();
  }

  /** Somebody was given back. */
  private record Back(String person, String reason, long at) {}

  private final Map<String, Count> counts = new TreeMap<>();
  /** The programme somebody was on last, by stable id. */
  private final Map<String, String> last = new HashMap<>();
  private final Map<String, List<Long>> enrolled = new HashMap<>();
  private final Map<String, List<Long>> handedOver = new HashMap<>();
  private final Map<String, String> byEmail = new HashMap<>();

  private Count count(String programme) {
    return counts.computeIfAbsent(programme, none -> new Count());
  }

  NurtureReport draw(List<Decision> decisions, Iterable<Map<String, Object>> people, List<Fact> facts) {
    decisions.forEach(this::take);
    long without = standing(people);
    List<Back> backs = backs(facts);
    Map<String, Fact.Opportunity> deals = new TreeMap<>();
    Map<String, Long> dealSeen = new HashMap<>();
    for (Fact fact : facts) {
      if (fact instanceof Fact.Opportunity deal) {
        String id = deal.head().source() + ' ' + deal.head().subject();
        deals.merge(id, deal, (one, other) -> other.head().time() >= one.head().time() ? other : one);
        dealSeen.merge(id, deal.head().recorded(), Math::min);
      }
    }
    Map<String, List<Long>> won = new HashMap<>();
    deals.values().stream().filter(Fact.Opportunity::won).forEach(deal -> deal.contacts().forEach(contact ->
        won.computeIfAbsent(person(contact.person()), none -> new ArrayList<>()).add(deal.head().recorded())));
    Amounts openBack = new Amounts();
    Amounts wonBack = new Amounts();
    long dealsBack = 0;
    for (Map.Entry<String, Fact.Opportunity> each : deals.entrySet()) {
      Fact.Opportunity deal = each.getValue();
      if (deal.contacts().stream().anyMatch(contact -> cameBack(person(contact.person()), backs, dealSeen.getOrDefault(each.getKey(), 0L)))) {
        dealsBack++;
        if (deal.won()) {
          wonBack.add(deal.currency(), deal.amountMinor());
        } else if (deal.closedAt().isEmpty()) {
          openBack.add(deal.currency(), deal.amountMinor());
        }
      }
    }
    return new NurtureReport(programmes(), turnbacks(backs, won), dealsBack, openBack.text(), wonBack.text(), without);
  }

  private void take(Decision decision) {
    if (decision instanceof Decision.Enrolment in) {
      Count count = count(in.programme());
      count.entered++;
      count.people.add(in.subject());
      last.put(in.subject(), in.programme());
      enrolled.computeIfAbsent(in.subject(), none -> new ArrayList<>()).add(in.at());
      byEmail.put(in.email(), in.subject());
    } else if (decision instanceof Decision.Leave out) {
      Count count = count(out.programme());
      count.left++;
      count.exhausted += out.because().text().startsWith("everything of ") ? 1 : 0;
    } else if (decision instanceof Decision.Touch touch) {
      count(touch.programme()).touches++;
    } else if (decision instanceof Decision.HandOff handOff) {
      List<String> members = handOff.members().isEmpty() ? List.of(handOff.email()) : handOff.members();
      for (String email : members) {
        String person = email.equals(handOff.email()) ? handOff.person() : person(email);
        byEmail.put(email, person);
        handedOver.computeIfAbsent(person, none -> new ArrayList<>()).add(handOff.at());
        String programme = last.get(person);
        if (programme != null) {
          count(programme).handedOver.add(person);
        }
      }
    }
  }

  private String person(String named) {
    String known = named.trim().toLowerCase(Locale.ROOT);
    return byEmail.getOrDefault(known, named.trim());
  }

  private long standing(Iterable<Map<String, Object>> people) {
    Set<String> without = new HashSet<>();
    Set<String> spent = new HashSet<>();
    for (Map<String, Object> line : people) {
      String person = String.valueOf(line.get("person"));
      Object programme = line.get("programme");
      Object exhausted = line.get("exhausted");
      if (programme != null) {
        count(programme.toString()).now.add(person);
      } else if (line.get("no_programme") == null) {
        without.add(person);
      } else if (exhausted != null && spent.add(person)) {
        count(exhausted.toString()).spent++;
      }
    }
    return without.size();
  }

  private List<Back> backs(List<Fact> facts) {
    List<Back> backs = new ArrayList<>();
    for (Fact fact : facts) {
      if (fact instanceof Fact.LeadStatus said && said.status().equals("rejected")) {
        String person = fact.head().person().isEmpty() ? person(fact.head().subject()) : fact.head().person();
        backs.add(new Back(person, said.reason().isEmpty() ? "other" : said.reason(), fact.head().recorded()));
      }
    }
    return backs;
  }

  /** Whether somebody was given back, nurtured after that, and had a part in a deal after that. */
  private boolean cameBack(String person, List<Back> backs, long dealAt) {
    for (Back back : backs) {
      if (back.person().equals(person) && back.at() < dealAt && enrolled.getOrDefault(person, List.of()).stream()
          .anyMatch(at -> at >= back.at() && at <= dealAt)) {
        return true;
      }
    }
    return false;
  }

  private List<NurtureReport.Programme> programmes() {
    var programmes = new ArrayList<NurtureReport.Programme>();
    counts.forEach((name, count) -> programmes.add(new NurtureReport.Programme(name, count.entered, count.people.size(), count.left,
        count.exhausted, count.now.size(), count.spent, count.touches, count.handedOver.size())));
    return programmes;
  }

  private List<NurtureReport.Turnback> turnbacks(List<Back> backs, Map<String, List<Long>> won) {
    Map<String, List<Back>> byReason = new TreeMap<>();
    backs.forEach(back -> byReason.computeIfAbsent(back.reason(), none -> new ArrayList<>()).add(back));
    Set<String> nurtured = new HashSet<>();
    counts.values().forEach(count -> count.now.forEach(email -> nurtured.add(person(email))));
    var turnbacks = new ArrayList<NurtureReport.Turnback>();
    byReason.forEach((reason, given) -> {
      Set<String> people = new HashSet<>();
      Set<String> again = new HashSet<>();
      Set<String> winners = new HashSet<>();
      Set<String> on = new HashSet<>();
      for (Back back : given) {
        String person = back.person();
        people.add(person);
        boolean anew = handedOver.getOrDefault(person, List.of()).stream().anyMatch(at -> at > back.at());
        if (anew) {
          again.add(person);
        }
        if (anew && won.getOrDefault(person, List.of()).stream().anyMatch(at -> at > back.at())) {
          winners.add(person);
        }
        if (nurtured.contains(person)) {
          on.add(person);
        }
      }
      turnbacks.add(new NurtureReport.Turnback(reason, given.size(), people.size(), again.size(), winners.size(), on.size()));
    });
    return turnbacks;
  }
}
