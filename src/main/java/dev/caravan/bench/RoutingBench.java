package dev.caravan.bench;

import dev.caravan.cli.CannotStart;
import dev.caravan.cli.Starters;
import dev.caravan.cli.Terminal;
import dev.caravan.config.Configuration;
import dev.caravan.desk.DeskView;
import dev.caravan.model.Decision;
import dev.caravan.model.Times;
import dev.caravan.pipeline.DeskTrial;
import dev.caravan.pipeline.Pipeline;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How fast hand-offs find who acts on them, and how evenly they are shared, with rules and pools made up for it. */
final class RoutingBench {
  /** A whole year of reps at work, whatever many hand-offs there are. */
  private static final long SPAN = 250 * Times.DAY;

  private final Terminal terminal;

  RoutingBench(Terminal terminal) {
    this.terminal = terminal;
  }

  /** What came of it. */
  private record Measured(long handOffs, int reps, double seconds, double cpu, Map<String, Long> told, DeskView desk) {
    /** The turns by weight of a pool's members, least and most. */
    double[] spread(String pool) {
      double[] turns = desk.seats().stream().filter(seat -> seat.shares().containsKey(pool))
          .mapToDouble(seat -> share(seat, pool)).sorted().toArray();
      return turns.length == 0 ? new double[] {0, 0} : new double[] {turns[0], turns[turns.length - 1]};
    }

    private static double share(DeskView.Seat seat, String pool) {
      DeskView.Share share = seat.shares().getOrDefault(pool, new DeskView.Share(1, 0));
      return (double) share.taken() / share.weight();
    }
  }

  void run(Configuration settings, long handOffs, int reps, boolean json) {
    if (handOffs < 1 || reps < 4) {
      throw new CannotStart("routing needs --hand-offs 1 or more and --reps 4 or more");
    }
    Map<String, String> texts = new LinkedHashMap<>(settings.texts());
    texts.put("routing.yaml", routing(reps));
    Pipeline engine = Pipeline.of(Configuration.of(texts, Map.of()));
    measure(engine, Math.min(handOffs, 20_000), reps); // warms up
    Measured measured = measure(engine, handOffs, reps);
    if (json) {
      terminal.json(json(measured));
      return;
    }
    terminal.say(String.format(Locale.ROOT, "%,d hand-offs to %d reps: %.1f s, %.1f s of CPU, %,.0f hand-offs/s; %d cores",
        handOffs, reps, measured.seconds(), measured.cpu(), handOffs / measured.seconds(), Runtime.getRuntime().availableProcessors()));
    terminal.say("Decided: " + measured.told());
    for (String pool : List.of("even", "weighted")) {
      double[] spread = measured.spread(pool);
      terminal.say(String.format(Locale.ROOT, "Pool %s: turns by weight from %,.1f to %,.1f%s", pool, spread[0], spread[1],
          pool.equals("even") ? "; its members are there all the time, so they may differ by 1"
              : "; hours, absences and limits differ"));
    }
  }

  private Measured measure(Pipeline engine, long handOffs, int reps) {
    Map<String, Long> told = new TreeMap<>();
    var trial = new DeskTrial(engine, Math.max(1, SPAN / handOffs), decision -> told.merge(
        decision instanceof Decision.Notice notice ? notice.what() : decision.kind().code(), 1L, Long::sum));
    trial.reps(reps);
    long start = System.nanoTime();
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    try (Starters.Progress progress = terminal.progress("Routing", handOffs)) {
      for (long done = 0; done < handOffs; done += 10_000) {
        trial.handOver(Math.min(10_000, handOffs - done));
        progress.step(done);
      }
    }
    double seconds = Math.max(1e-6, (System.nanoTime() - start) / 1e9);
    double worked = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
    return new Measured(handOffs, reps, seconds, worked, told, trial.view());
  }

  private static Map<String, Object> json(Measured measured) {
    var json = new LinkedHashMap<String, Object>();
    json.put("hand_offs", measured.handOffs());
    json.put("reps", measured.reps());
    json.put("cores", Runtime.getRuntime().availableProcessors());
    json.put("seconds", measured.seconds());
    json.put("cpu_seconds", measured.cpu());
    json.put("hand_offs_per_second", Math.round(measured.handOffs() / measured.seconds()));
    json.put("decided", measured.told());
    for (String pool : List.of("even", "weighted")) {
      json.put("turns_by_weight_" + pool, List.of(measured.spread(pool)[0], measured.spread(pool)[1]));
    }
    return json;
  }

  /**
   * Rules that ask for something, and two pools: one of every second rep without limits or absences, whose hand-offs stay
   * with whom they went to, and one of everybody with all limits there are.
   */
  static String routing(int reps) {
    var even = new ArrayList<String>();
    var weighted = new ArrayList<String>();
    var absences = new StringBuilder();
    for (int i = 0; i < reps; i++) {
      String email = "rep" + i + "@caravan.example";
      weighted.add("{rep: " + email + ", weight: " + (1 + i % 4) + "}");
      if (i % 2 == 0) {
        even.add(email);
        continue;
      }
      absences.append("  - {rep: ").append(email).append(", from: \"2026-0").append(2 + i % 6).append("-02\", until: \"2026-0")
          .append(2 + i % 6).append("-13\"}\n");
    }
    return """
        territories:
          - territory: north-america
            countries: [US, CA]
          - territory: south
            countries: [AU]
        account_lists:
          - list: key
            accounts: [company-7.example, company-77.example, Company 777]
        rules:
          - rule: owner
            when: account has an active owner
            to: owner
          - rule: key
            when: {accounts: key}
            to: rep rep1@caravan.example
          - rule: south
            when: {territory: south, fit: at least 90, employees: at least 4000}
            to: rep rep2@caravan.example
          - rule: asked
            when: {trigger: hand-raise, rating: [A, B]}
            to: pool even
          - rule: nobody-of-this-kind
            when: {solution: [payments], territory: north-america, employees: below 50}
            to: pool even
          - rule: everybody
            when: always
            to: pool weighted
          - rule: nobody-there
            when: always
            to: queue Caravan_Unrouted
        pools:
          - pool: even
            members: [%s]
          - pool: weighted
            members: [%s]
            open_at_most: 200
            a_day_at_most: 60
            only_in_hours: true
            wait: 2 days
        hours:
          days: [mon, tue, wed, thu, fri]
          from: "09:00"
          to: "17:00"
          zone: UTC
          holidays: ["2026-04-03", "2026-04-06"]
        absences:
        %sresponse:
          hand-raise: {remind: 10 minutes, escalate: 40 minutes}
          mql: {remind: 30 minutes, reassign: 60 minutes, escalate: 120 minutes}
          group: {remind: 4 hours, reassign: 8 hours, escalate: 16 hours}
        """.formatted(String.join(", ", even), String.join(", ", weighted), absences);
  }
}
