package dev.caravan.insight;

import dev.caravan.journal.Journal;
import dev.caravan.outbox.Outbox;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * How long it takes from what somebody did to the task a rep sees: for each hand-off that a fact set off at once, when it
 * happened, when it was recorded, when it was decided and when the CRM had accepted it.
 */
public final class FreshnessReport {
  private static final String TARGET = "salesforce";
  private static final String NONE = "No hand-off was set off by a fact and accepted by the CRM yet: there is nothing to report.";

  private FreshnessReport() {}

  /**
   * The moments of one hand-off, epoch ms.
   *
   * @param happened when the person did what set it off
   * @param recorded when the journal kept that
   * @param decided when the hand-off was put in line
   * @param accepted when the CRM had taken it
   */
  public record Stamps(long happened, long recorded, long decided, long accepted) {}

  private record Step(String name, ToLongFunction<Stamps> length) {}

  private static final List<Step> STEPS = List.of(
      new Step("happened to recorded", stamps -> stamps.recorded() - stamps.happened()),
      new Step("recorded to decided", stamps -> stamps.decided() - stamps.recorded()),
      new Step("decided to accepted", stamps -> stamps.accepted() - stamps.decided()),
      new Step("happened to accepted", stamps -> stamps.accepted() - stamps.happened()));

  /** The stamps of hand-offs accepted since a moment, epoch ms, in the order of their ids. */
  public static List<Stamps> stamps(Journal journal, Outbox outbox, long since) {
    var found = new ArrayList<Stamps>();
    outbox.passages(TARGET, since, passage -> {
      if (!passage.fact().isEmpty()) {
        journal.moments(passage.fact(), passage.at()).ifPresent(moments -> found.add(new Stamps(moments.happened(),
            moments.recorded(), passage.decided(), passage.accepted())));
      }
    });
    return List.copyOf(found);
  }

  /** By day (UTC) and step; seconds. */
  public static Sheet sheet(List<Stamps> stamps) {
    var days = new TreeMap<LocalDate, List<Stamps>>();
    for (Stamps each : stamps) {
      LocalDate day = Instant.ofEpochMilli(each.accepted()).atOffset(ZoneOffset.UTC).toLocalDate();
      days.computeIfAbsent(day, none -> new ArrayList<>()).add(each);
    }
    var rows = new ArrayList<List<Object>>();
    days.forEach((day, all) -> STEPS.forEach(step -> {
      List<Long> lengths = all.stream().map(each -> step.length().applyAsLong(each)).toList();
      rows.add(List.of(day.toString(), step.name(), (long) all.size(), seconds(percentile(lengths, 50)),
          seconds(percentile(lengths, 95))));
    }));
    return new Sheet("freshness", List.of("day", "step", "hand_offs", "p50_seconds", "p95_seconds"), rows,
        List.of("Hand-offs that a fact set off at once. What was held first, or follows from time alone, does not count."), NONE);
  }

  /** The smallest value that so many per cent of all do not exceed; of no values 0. */
  public static long percentile(List<Long> values, int percent) {
    List<Long> sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(sorted.size() * percent / 100.0) - 1);
  }

  private static double seconds(long ms) {
    return Math.round(ms / 100.0) / 10.0;
  }
}
