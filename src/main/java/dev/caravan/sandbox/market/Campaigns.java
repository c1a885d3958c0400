package dev.caravan.sandbox.market;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One campaign a solution and quarter, with what it cost. */
final class Campaigns {
  private record Campaign(String id, String name, int cost, String currency, long startDay, long endDay)
      implements Entry {
    @Override
    public long at() {
      return startDay * 86_400 - 7 * 86_400;
    }

    @Override
    public void write(FactWriter out) throws IOException {
      out.record("campaign-" + id + "@" + out.time(at()), "salesforce", "campaign", id, at(), json -> {
        json.writeStringField("name", name);
        json.writeNumberField("cost", cost);
        json.writeStringField("currency", currency);
        json.writeStringField("starts", LocalDate.ofEpochDay(startDay).toString());
        json.writeStringField("ends", LocalDate.ofEpochDay(endDay).toString());
      });
    }
  }

  private static final int LENGTH = 91;
  private final Map<Solution, List<Campaign>> campaigns = new EnumMap<>(Solution.class);
  private final long firstDay;

  Campaigns(MarketSettings settings, Chance chance) {
    firstDay = settings.startSecond() / 86_400;
    int number = 1;
    for (Solution solution : Solution.values()) {
      List<Campaign> list = new ArrayList<>();
      for (long day = firstDay; day * 86_400 < settings.endSecond(); day += LENGTH) {
        list.add(new Campaign(
            SalesforceId.of("701", number++), solution.label + " " + LocalDate.ofEpochDay(day),
            (int) chance.heavy(18_000, 0.6) / 100 * 100, chance.in(0.3) ? "EUR" : "USD", day, day + LENGTH - 1));
      }
      campaigns.put(solution, list);
    }
  }

  /** The campaign of the solution at that time; null before the first and for what has no solution. */
  @Nullable String running(@Nullable Solution solution, long at) {
    List<Campaign> list = solution == null ? null : campaigns.get(solution);
    int index = (int) Math.floorDiv(at / 86_400 - firstDay, (long) LENGTH);
    return list == null || index < 0 || index >= list.size() ? null : list.get(index).id();
  }

  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    campaigns.values().forEach(entries::addAll);
    return entries;
  }
}
