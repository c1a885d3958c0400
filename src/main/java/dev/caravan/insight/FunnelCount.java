package dev.caravan.insight;

import dev.caravan.pipeline.FunnelView;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what a {@link FunnelReport} tells, out of changes of stage, where people stand now, and opportunities. */
final class FunnelCount {
  /** Where a stage is on its path. */
  private record Place(String path, int order, boolean last, FunnelView.Stage stage) {}

  /** What is counted of a stage in a scenario. */
  private static final class Count {
    long entered;
    long now;
    long overdue;
    long wentOn;
    long wentBack;
    final List<Long> took = new ArrayList<>();
    final Amounts open = new Amounts();
    final Amounts won = new Amounts();
  }

  /** When somebody first came to a stage, and in which scenario. */
  private record Came(String scenario, String stage, long at) {}

  private final FunnelView funnel;
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, Map<String, Count>> counts = new TreeMap<>();
  /** First arrivals by person and solution. */
  private final Map<String, List<Came>> arrivals = new HashMap<>();
  private final Map<String, String> byEmail = new HashMap<>();
  private final Amounts wonValue = new Amounts();

  FunnelCount(FunnelView funnel) {
    this.funnel = funnel;
    for (FunnelView.Path path : funnel.paths()) {
      for (int i = 0; i < path.stages().size(); i++) {
        places.put(path.stages().get(i).name(),
            new Place(path.name(), i, i == path.stages().size() - 1, path.stages().get(i)));
      }
    }
  }

  private Count count(String scenario, String stage) {
    return counts.computeIfAbsent(scenario, none -> new HashMap<>()).computeIfAbsent(stage, none -> new Count());
  }

  FunnelReport draw(List<Decision> decisions, Iterable<Map<String, Object>> people, List<Fact> facts) {
    Map<String, List<Decision.Stage>> ways = new LinkedHashMap<>();
    for (Decision decision : decisions) {
      if (decision instanceof Decision.Stage stage && places.containsKey(stage.to())) {
        ways.computeIfAbsent(key(stage.subject(), stage.solution()), none -> new ArrayList<>()).add(stage);
        byEmail.put(stage.email(), stage.subject());
      }
    }
    ways.forEach(this::way);
    value(facts);
    long[] mqls = mqls();
    long withoutNextStep = standing(people);
    return new FunnelReport(lines(), mqls[0], mqls[1], wonValue.text(), withoutNextStep);
  }

  private static String key(String person, String solution) {
    return person + "\n" + solution;
  }

  private void way(String key, List<Decision.Stage> changes) {
    Set<String> came = new HashSet<>();
    for (int i = 0; i < changes.size(); i++) {
      Decision.Stage change = changes.get(i);
      if (!came.add(change.scenario() + "\n" + change.to())) {
        continue;
      }
      Count count = count(change.scenario(), change.to());
      count.entered++;
      arrivals.computeIfAbsent(key, none -> new ArrayList<>()).add(new Came(change.scenario(), change.to(), change.at()));
      boolean on = false;
      boolean back = false;
      for (int k = i + 1; k < changes.size() && !on; k++) {
        on = leadsOn(change.to(), changes.get(k).to());
        back |= changes.get(k).from().equals(change.to()) && changes.get(k).backwards();
        if (on) {
          count.took.add(changes.get(k).at() - change.at());
        }
      }
      count.wentOn += on ? 1 : 0;
      count.wentBack += back ? 1 : 0;
    }
    Decision.Stage last = changes.get(changes.size() - 1);
    count(last.scenario(), last.to()).now++;
  }

  private boolean leadsOn(String from, String to) {
    Place before = places.get(from);
    Place after = places.get(to);
    return before != null && after != null
        && (before.path().equals(after.path()) ? after.order() > before.order() : before.last());
  }

  /** Puts the newest state of each opportunity to the stages of its people, and what is won to the MQLs it came from. */
  private void value(List<Fact> facts) {
    Map<String, Fact.Opportunity> newest = new TreeMap<>();
    for (Fact fact : facts) {
      if (fact instanceof Fact.Opportunity deal) {
        newest.merge(deal.head().source() + ' ' + deal.head().subject(), deal,
            (one, other) -> other.head().time() >= one.head().time() ? other : one);
      }
    }
    Map<String, List<String>> wonBy = new HashMap<>();
    newest.forEach((id, deal) -> {
      Set<Came> reached = new HashSet<>();
      for (Fact.ContactRole contact : deal.contacts()) {
        String named = contact.person().trim().toLowerCase(Locale.ROOT);
        String person = byEmail.getOrDefault(named, contact.person());
        String key = key(person, deal.solution());
        for (Came each : arrivals.getOrDefault(key, List.of())) {
          if (each.at() <= deal.head().recorded()) {
            reached.add(new Came(each.scenario(), each.stage(), 0));
          }
        }
        if (deal.won()) {
          wonBy.computeIfAbsent(key, none -> new ArrayList<>()).add(id);
        }
      }
      for (Came each : reached) {
        Count count = count(each.scenario(), each.stage());
        if (deal.won()) {
          count.won.add(deal.currency(), deal.amountMinor());
        } else if (deal.closedAt().isEmpty()) {
          count.open.add(deal.currency(), deal.amountMinor());
        }
      }
    });
    Set<String> counted = new HashSet<>();
    arrivals.forEach((key, came) -> {
      if (revenueAfterMql(came)) {
        for (String id : wonBy.getOrDefault(key, List.of())) {
          Fact.Opportunity deal = newest.get(id);
          if (deal != null && counted.add(id)) {
            wonValue.add(deal.currency(), deal.amountMinor());
          }
        }
      }
    });
  }

  private boolean revenueAfterMql(List<Came> came) {
    long mql = Long.MAX_VALUE;
    for (Came each : came) {
      Place place = places.get(each.stage());
      if (place != null && place.stage().mql()) {
        mql = Math.min(mql, each.at());
      }
      if (place != null && place.stage().won() && each.at() >= mql) {
        return true;
      }
    }
    return false;
  }

  private long[] mqls() {
    long mqls = 0;
    long won = 0;
    for (List<Came> came : arrivals.values()) {
      boolean mql = came.stream().anyMatch(each -> {
        Place place = places.get(each.stage());
        return place != null && place.stage().mql();
      });
      mqls += mql ? 1 : 0;
      won += mql && revenueAfterMql(came) ? 1 : 0;
    }
    return new long[] {mqls, won};
  }

  private long standing(Iterable<Map<String, Object>> people) {
    Set<String> without = new HashSet<>();
    for (Map<String, Object> line : people) {
      if (line.get("programme") == null && line.get("no_programme") == null) {
        without.add(String.valueOf(line.get("person")));
      }
      if (line.get("overdue_since") != null) {
        String person = String.valueOf(line.get("person"));
        List<Came> came = arrivals.getOrDefault(
            key(byEmail.getOrDefault(person, person), String.valueOf(line.get("solution"))), List.of());
        String stage = String.valueOf(line.get("stage"));
        for (int i = came.size() - 1; i >= 0; i--) {
          if (came.get(i).stage().equals(stage)) {
            count(came.get(i).scenario(), stage).overdue++;
            break;
          }
        }
      }
    }
    return without.size();
  }

  private List<FunnelReport.Line> lines() {
    var lines = new ArrayList<FunnelReport.Line>();
    counts.forEach((scenario, stages) -> {
      for (FunnelView.Path path : funnel.paths()) {
        for (FunnelView.Stage stage : path.stages()) {
          Count count = stages.get(stage.name());
          if (count != null) {
            lines.add(new FunnelReport.Line(scenario, stage.name(), stage.owner(), count.entered, count.now, count.overdue, count.wentOn,
                count.wentBack, median(count.took), count.open.json(), count.won.json(), count.open.text(), count.won.text()));
          }
        }
      }
    });
    return lines;
  }

  private static double median(List<Long> took) {
    if (took.isEmpty()) {
      return -1;
    }
    took.sort(null);
    int middle = took.size() / 2;
    long ms = took.size() % 2 == 1 ? took.get(middle) : (took.get(middle - 1) + took.get(middle)) / 2;
    return Math.round(10.0 * ms / Times.DAY) / 10.0;
  }
}
