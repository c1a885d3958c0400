package dev.caravan.insight;

import dev.caravan.desk.DeskView;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of hand-offs since a moment, of opportunities since then, and of MQLs ever.
 *
 * @param since the moment, epoch ms
 * @param released orders to release somebody who qualified by history
 * @param offered hand-offs that went to somebody
 * @param inTime those of them their rep acted on before the clock rang, and did not give back; {@code late} after it rang
 * @param turnedBack those given back, by reason
 * @param unanswered those nobody has acted on; {@code rang} those of all whose clock rang
 * @param joined those that became part of another one
 * @param opened opportunities that were opened, {@code won} and {@code lost} those decided since
 * @param funnel of all time
 */
public record Business(long since, long released, long offered, long inTime, long late, Map<String, Long> turnedBack, long unanswered, long joined,
    long rang, long opened, long won, long lost, FunnelReport funnel) {
  private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final String BACK = "given back: ";

  public Business {
    turnedBack = java.util.Collections.unmodifiableMap(new TreeMap<>(turnedBack));
  }

  /** Draws it up. */
  public static Business of(DeskView desk, FunnelReport funnel, List<Fact> facts, long since) {
    List<DeskView.HandedOver> given = desk.handOffs().stream().filter(each -> each.at().isAfter(since - 1)).toList();
    var back = new TreeMap<String, Long>();
    long[] counts = new long[5];
    for (DeskView.HandedOver each : given) {
      if (each.stands().startsWith(BACK)) {
        back.merge(each.stands().substring(BACK.length()), 1L, Long::sum);
      } else {
        counts[each.stands().startsWith("joined") || each.stands().startsWith("merged") ? 0 : each.answeredAt().isNone() ? 1
            : each.rang() ? 2 : 3]++;
      }
      counts[4] += each.rang() ? 1 : 0;
    }
    long[] deals = deals(facts, since);
    return new Business(since, released(facts, since), given.size(), counts[3], counts[2], back, counts[1], counts[0], counts[4], deals[0], deals[1], deals[2],
        funnel);
  }

  private static long released(List<Fact> facts, long since) {
    return facts.stream().filter(fact -> fact.head().recorded() >= since && fact instanceof Fact.Command command
        && command.command().equals(Fact.Command.RELEASE)).count();
  }

  /** How many opportunities were opened, won and lost since. */
  private static long[] deals(List<Fact> facts, long since) {
    Map<String, List<Fact.Opportunity>> told = new TreeMap<>();
    for (Fact fact : facts) {
      if (fact instanceof Fact.Opportunity deal && !deal.stage().equals(Fact.Opportunity.DELETED)) {
        told.computeIfAbsent(deal.head().source() + ' ' + deal.head().subject(), id -> new ArrayList<>()).add(deal);
      }
    }
    long[] counts = new long[3];
    for (List<Fact.Opportunity> states : told.values()) {
      states.sort((one, other) -> Long.compare(one.head().time(), other.head().time()));
      counts[0] += states.get(0).head().time() >= since ? 1 : 0;
      states.stream().filter(state -> !state.closedAt().isEmpty()).findFirst().filter(state -> state.head().time() >= since)
          .ifPresent(state -> counts[state.won() ? 1 : 2]++);
    }
    return counts;
  }

  /** For people. */
  public String text() {
    var text = new StringBuilder();
    text.append("Business since ").append(MOMENT.format(Instant.ofEpochMilli(since))).append('\n');
    row(text, "released of who qualified before", released);
    row(text, "hand-offs offered", offered);
    share(text, "answered in time", inTime);
    share(text, "answered after the clock rang", late);
    turnedBack.forEach((reason, count) -> share(text, "turned back: " + reason, count));
    share(text, "not answered yet", unanswered);
    share(text, "part of another", joined);
    row(text, "clocks that rang", rang);
    row(text, "opportunities opened", opened);
    row(text, "  won", won);
    row(text, "  lost", lost);
    text.append(funnel.mqlLine());
    return text.toString();
  }

  private void share(StringBuilder text, String name, long count) {
    String line = String.format(Locale.ROOT, "    %-38s %8d", name, count);
    text.append(line).append(count == 0 || offered == 0 ? "" : String.format(Locale.ROOT, "  %4.1f %%", 100.0 * count / offered)).append('\n');
  }

  private static void row(StringBuilder text, String name, long count) {
    text.append(String.format(Locale.ROOT, "  %-40s %8d", name, count)).append('\n');
  }

  /** For programs: the same keys in the same order every time. */
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("since", Times.text(since));
    json.put("released", released);
    json.put("offered", offered);
    json.put("answered_in_time", inTime);
    json.put("answered_late", late);
    json.put("turned_back", turnedBack);
    json.put("unanswered", unanswered);
    json.put("joined", joined);
    json.put("clocks_rang", rang);
    json.put("opportunities", Map.of("opened", opened, "won", won, "lost", lost));
    json.put("mqls", funnel.mqls());
    json.put("mqls_won", funnel.won());
    json.put("mqls_won_value", funnel.wonValue());
    return json;
  }
}
