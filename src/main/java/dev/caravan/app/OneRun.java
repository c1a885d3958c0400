package dev.caravan.app;

import dev.caravan.cli.CannotStart;
import dev.caravan.insight.Blocked;
import dev.caravan.insight.RunReport;
import dev.caravan.insight.Withheld;
import dev.caravan.journal.Reading;
import dev.caravan.journal.Runs;
import dev.caravan.store.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reads, works off and delivers until nothing is left to do, and reports. */
final class OneRun {
  private static final int ROUNDS = 5;

  private final Caravan caravan;
  private final InstantSource clock;
  private final Consumer<String> say;

  OneRun(Caravan caravan, InstantSource clock, Consumer<String> say) {
    this.caravan = caravan;
    this.clock = clock;
    this.say = say;
  }

  /**
   * Carries a run out.
   *
   * @param kind demo or sync, as in the list of runs
   * @param deliver false to stop before anything is written to the systems
   * @throws CannotStart if the store takes nothing any more
   */
  RunReport carryOut(String kind, boolean deliver, Supplier<Map<String, Long>> apiCalls) throws Exception {
    long since = clock.millis();
    long before = kept();
    Runs.Run run = begin(kind);
    // What is written comes back as records that changed; one more round sees that nothing is left to do.
    for (int round = 1; round <= ROUNDS; round++) {
      long kept = kept();
      say.accept(round == 1 ? "Reading both systems" : "Reading again what came of it");
      caravan.pollOnce(clock);
      if (caravan.troubles().count() > 0) {
        break;
      }
      long arrived = kept() - kept;
      say.accept(arrived + " new facts; carrying them through the rooms");
      long worked = caravan.process();
      if (round == 1) {
        caravan.tick();
      }
      if (caravan.troubles().count() > 0) {
        break;
      }
      long delivered = 0;
      if (deliver) {
        say.accept("Delivering");
        delivered = caravan.deliver();
      }
      if (caravan.troubles().count() > 0 || caravan.isFailing() || arrived + worked + delivered == 0) {
        break;
      }
    }
    return report(run, since, before, apiCalls);
  }

  /** What is done in a run that reads, decides and delivers in a way of its own. */
  interface Work {
    void done() throws Exception;
  }

  /**
   * Does the work, and reports what it came to.
   *
   * @throws CannotStart if the store takes nothing any more
   */
  RunReport around(String kind, Work work, Supplier<Map<String, Long>> apiCalls) throws Exception {
    long since = clock.millis();
    long before = kept();
    Runs.Run run = begin(kind);
    work.done();
    return report(run, since, before, apiCalls);
  }

  /**
   * Delivers what is due and reports; others read and decide.
   *
   * @throws CannotStart if the store takes nothing any more
   */
  RunReport deliver(Supplier<Map<String, Long>> apiCalls) {
    long since = clock.millis();
    Runs.Run run = begin("delivery");
    say.accept("Delivering");
    caravan.deliver();
    return report(run, since, kept(), apiCalls);
  }

  private RunReport report(Runs.Run run, long since, long before, Supplier<Map<String, Long>> apiCalls) {
    note(run, since, wrong());
    return RunReport.of(caravan.host().engine(), caravan.host().states(), caravan.journal().position(),
        caravan.journal(), caravan.outbox(), since, kept() - before, apiCalls.get(), wrong());
  }

  /** What is blocked, and what else went wrong. */
  private List<String> wrong() {
    var wrong = new ArrayList<String>();
    Blocked.of(caravan.journal(), caravan.outbox()).forEach(each -> wrong.add(each.sentence()));
    wrong.addAll(caravan.troubles().overcome(caravan.journal().readings().stream().filter(Reading::isFailing)
        .map(Reading::stream).toList()));
    wrong.addAll(caravan.troubles().all());
    return List.copyOf(wrong);
  }

  private Runs.Run begin(String kind) {
    try {
      return caravan.journal().runs().start(kind);
    } catch (Store.Trouble e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    }
  }

  /** Ends the entry in the list of runs; that it cannot be written must not hide what the run came to. */
  private void note(Runs.Run run, long since, List<String> wrong) {
    try {
      caravan.noteCallsAllowed();
      caravan.outbox().report(since).forEach((target, tally) -> run.count(target, tally));
      var said = new ArrayList<>(wrong);
      Withheld.of(caravan.outbox()).note().ifPresent(said::add);
      run.finish(wrong.isEmpty() ? "done" : "failed", String.join("; ", said));
    } catch (Store.Trouble e) {
      caravan.troubles().note("the list of runs", String.valueOf(e.getMessage()));
    }
  }

  private long kept() {
    return caravan.journal().counts().values().stream().mapToLong(Long::longValue).sum();
  }
}
