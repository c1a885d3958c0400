package dev.caravan.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.ConfigFile;
import dev.caravan.model.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A quarter of a million hand-offs through the rules, while desks fill and empty, people leave, come back and are on holiday.
 * Who could have taken each is found out here anew; of any two who could take all of a window, none gets more than their share.
 */
class FairnessTest {
  private static final int[] WEIGHTS = {1, 1, 1, 1, 2, 2, 3, 1, 1, 4, 1, 2};
  private static final int[] OPEN_AT_MOST = {1, 3, 3, 5, 5, 9, 4, 2, 100, 12, 1, 6};
  private static final int[] A_DAY_AT_MOST = {2, 30, 5, 30, 30, 30, 12, 1, 40, 30, 30, 30};
  private static final int ABSENT = 3;
  private static final long BEGIN = Times.parse("2026-01-05T00:00:00Z");

  @TempDir Path folder;

  private Routing routing() throws IOException {
    var members = new ArrayList<String>();
    for (int i = 0; i < WEIGHTS.length; i++) {
      members.add("{rep: r" + i + "@x.example, weight: " + WEIGHTS[i] + ", open_at_most: " + OPEN_AT_MOST[i]
          + ", a_day_at_most: " + A_DAY_AT_MOST[i] + "}");
    }
    Path file = Files.writeString(folder.resolve("routing.yaml"), """
        rules:
          - {rule: team, when: always, to: pool team}
          - {rule: nobody, when: always, to: queue Rest}
        pools:
          - pool: team
            members: [%s]
        absences:
          - {rep: r%d@x.example, from: "2026-01-10", until: "2026-02-20"}
        response:
          mql: {remind: 30 minutes}
        """.formatted(String.join(", ", members), ABSENT));
    return ConfigFile.load(file, "routing.yaml", Optional.empty())
        .read(node -> Routing.from(node, new Routing.Words(Set.of(), Set.of(), Set.of())));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void of_any_two_who_were_there_none_gets_more_than_their_share_over_any_window(long seed) throws IOException {
    Routing routing = routing();
    var chance = new SplittableRandom(seed);
    var desks = new Desks();
    var windows = new Windows();
    Turns turns = Turns.NONE;
    long at = BEGIN;
    int queued = 0;
    for (int step = 0; step < 50_000; step++) {
      at += chance.nextInt(12) * Times.MINUTE;
      desks.happens(chance);
      boolean[] could = desks.available(at);
      Turns before = turns;
      Routing.Choice choice = routing.choose(Case.NOTHING, Routing.Before.NOTHING, desks.reps, pool -> before, Set.of(), false, at);
      if (choice.target().equals("queue")) {
        assertThat(could).as("nobody could").containsOnly(false);
        queued++;
        continue;
      }
      int chosen = Integer.parseInt(choice.owner().substring(3));
      assertThat(could[chosen]).as("who is chosen could take it").isTrue();
      turns = choice.turns();
      desks.given(routing, chosen, at);
      windows.chosen(chosen, could);
    }
    assertThat(queued).as("now and then everybody is full").isPositive();
    assertThat(windows.counts).as("no limit rounds to nothing").doesNotContain(0);
    assertThat(turns.taken().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(50_000 - queued);
  }

  /** What lies on whose desk, counted without asking the code under test. */
  private static final class Desks {
    final Map<String, Rep> reps = new TreeMap<>();
    private final int[] open = new int[WEIGHTS.length];
    private final Map<String, Integer> given = new TreeMap<>();

    Desks() {
      for (int i = 0; i < WEIGHTS.length; i++) {
        reps.put("005" + i, new Rep("005" + i, "Rep " + i, "r" + i + "@x.example", true, "UTC"));
      }
    }

    void happens(SplittableRandom chance) {
      int who = chance.nextInt(WEIGHTS.length);
      Rep rep = rep(who);
      if (chance.nextInt(500) == 0) {
        reps.put(rep.id(), rep.shownAs(new Rep(rep.id(), rep.name(), rep.email(), !rep.active(), "UTC")));
      } else if (open[who] > 0 && chance.nextInt(3) > 0) {
        open[who]--;
        reps.put(rep.id(), rep.relieved());
      }
    }

    private Rep rep(int who) {
      return java.util.Objects.requireNonNull(reps.get("005" + who));
    }

    private static String day(int who, long at) {
      return who + " " + Times.text(at).substring(0, 10);
    }

    boolean[] available(long at) {
      var could = new boolean[WEIGHTS.length];
      String day = Times.text(at).substring(0, 10);
      for (int i = 0; i < could.length; i++) {
        boolean absent = i == ABSENT && day.compareTo("2026-01-10") >= 0 && day.compareTo("2026-02-20") <= 0;
        could[i] = rep(i).active() && !absent && open[i] < OPEN_AT_MOST[i]
            && given.getOrDefault(day(i, at), 0) < A_DAY_AT_MOST[i];
      }
      return could;
    }

    void given(Routing routing, int who, long at) {
      open[who]++;
      given.merge(day(who, at), 1, Integer::sum);
      reps.put("005" + who, routing.given(rep(who), at));
    }
  }

  /** For each two of them, how far apart they have come since either could not take one; every window lies in between. */
  private static final class Windows {
    private static final int N = WEIGHTS.length;
    final int[] counts = new int[N];
    private final double[][] apart = new double[N][N];
    private final double[][] most = new double[N][N];
    private final double[][] least = new double[N][N];

    void chosen(int who, boolean[] could) {
      counts[who]++;
      for (int a = 0; a < N; a++) {
        for (int b = a + 1; b < N; b++) {
          if (!could[a] || !could[b]) {
            apart[a][b] = 0;
            most[a][b] = 0;
            least[a][b] = 0;
          } else if (who == a || who == b) {
            apart[a][b] += who == a ? 1.0 / WEIGHTS[a] : -1.0 / WEIGHTS[b];
            most[a][b] = Math.max(most[a][b], apart[a][b]);
            least[a][b] = Math.min(least[a][b], apart[a][b]);
            double share = WEIGHTS[a] == WEIGHTS[b] ? 1.0 / WEIGHTS[a] : 1.0 / WEIGHTS[a] + 1.0 / WEIGHTS[b];
            if (most[a][b] - least[a][b] > share + 1e-9) {
              throw new AssertionError("rep " + a + " (weight " + WEIGHTS[a] + ") and rep " + b + " (weight " + WEIGHTS[b]
                  + ") came " + (most[a][b] - least[a][b]) + " turns by weight apart");
            }
          }
        }
      }
    }
  }

  @Test
  void working_time_between_two_moments_is_what_the_clock_counts() throws IOException {
    Path file = Files.writeString(folder.resolve("routing.yaml"), """
        rules: [{rule: nobody, when: always, to: queue Rest}]
        pools: []
        hours: {days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00", zone: Europe/Berlin, holidays: ["2026-01-06"]}
        response:
          mql: {remind: 30 minutes, reassign: 60 minutes, escalate: 3 hours}
          hand-raise: {remind: 10 minutes}
          group: 4 hours
        """);
    Routing routing = ConfigFile.load(file, "routing.yaml", Optional.empty())
        .read(node -> Routing.from(node, new Routing.Words(Set.of(), Set.of(), Set.of())));
    long monday = Times.parse("2026-01-05T15:30:00Z"); // half past four in Berlin
    long wednesday = Times.parse("2026-01-07T09:00:00Z"); // ten in Berlin, after a holiday
    assertThat(routing.worked(null, monday, wednesday)).isEqualTo(90 * Times.MINUTE);
    assertThat(routing.after(null, monday, 90 * Times.MINUTE)).isEqualTo(wednesday);
    assertThat(routing.worked(null, wednesday, monday)).isZero();
    assertThat(routing.escalates("mql", monday)).isEqualTo(Times.parse("2026-01-07T10:30:00Z"));
    assertThat(routing.escalates("hand-raise", monday)).isEqualTo(monday + 10 * Times.MINUTE);
    assertThat(routing.escalates("none such", monday)).isEqualTo(monday);
    assertThat(List.of(routing.escalates("group", wednesday))).containsExactly(wednesday + 4 * Times.HOUR);
  }
}
