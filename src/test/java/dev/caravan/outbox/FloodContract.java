package dev.caravan.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Because;
import dev.caravan.model.Decision.Kind;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.store.HandCrankedClock;
import dev.caravan.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More of a kind than usual is kept in line, on every database. */
abstract class FloodContract {
  private static final Because WHY = Because.of("60 points", "mql", "config/scoring.yaml", "3f9c", "f1");
  private static final List<Kind> ALL = List.of(Kind.values());

  private final HandCrankedClock clock = new HandCrankedClock("2026-06-01T12:00:00Z");
  @TempDir Path folder;
  private Store store;
  private Outbox outbox;
  private int made;

  abstract Store open(Path folder);

  @BeforeEach
  void openTheOutbox() {
    store = open(folder);
    outbox = openAgain();
  }

  private Outbox openAgain() {
    return Outbox.open(store, clock, List.of(new Outbox.Target("salesforce", Set.of(Kind.SCORE, Kind.ASSIGNMENT, Kind.ENROLMENT)),
        new Outbox.Target("eloqua", Set.of(Kind.ENROLMENT))), new Random(1));
  }

  @AfterEach
  void closeTheStore() {
    store.close();
  }

  @Test
  void fifty_hand_offs_an_hour_are_no_flood() {
    put(50, this::handOff);
    assertThat(open()).isEmpty();
    assertThat(taken("salesforce")).isEqualTo(50);
  }

  @Test
  void more_are_kept_all_of_them_until_a_person_lets_them_go() {
    put(51, this::handOff);
    assertThat(open()).containsExactly(new FloodGuard.Flood(FloodGuard.Kind.HAND_OFF, clock.millis(), 51, 50, 51));
    assertThat(taken("salesforce")).isZero();
    clock.turn(Duration.ofDays(2));
    put(1, this::handOff);
    assertThat(taken("salesforce")).as("however late").isZero();

    assertThat(outbox.floods().letGo(FloodGuard.Kind.HAND_OFF, clock.millis())).isTrue();
    assertThat(outbox.floods().letGo(FloodGuard.Kind.HAND_OFF, clock.millis())).as("again").isFalse();
    assertThat(open()).isEmpty();
    assertThat(taken("salesforce")).isEqualTo(52);
  }

  @Test
  void a_new_start_does_not_let_a_flood_go() {
    put(51, this::handOff);
    outbox = openAgain();
    assertThat(open()).hasSize(1);
    assertThat(taken("salesforce")).isZero();
  }

  @Test
  void one_kind_does_not_keep_another() {
    put(51, this::handOff);
    put(10, this::reminder);
    put(10, this::enrolment);
    assertThat(taken("salesforce")).isEqualTo(20);
    assertThat(taken("eloqua")).isEqualTo(10);
  }

  @Test
  void a_reminder_waits_for_its_hand_off_that_is_kept() {
    put(51, this::handOff);
    put(List.of(new Decision.Notice("reminder/h1", "p1", clock.millis(), WHY, about("h1"), "reminder", "h1", "005", "Kim", Moment.NONE)), each -> false);
    assertThat(taken("salesforce")).isZero();
  }

  @Test
  void what_a_person_ordered_is_not_counted() {
    outbox.floods().ordered(FloodGuard.Kind.HAND_OFF, 60, clock.millis());
    put(60, this::handOff);
    put(40, this::handOff);
    assertThat(open()).isEmpty();
  }

  @Test
  void what_was_spread_beforehand_is_not_counted() {
    var all = new ArrayList<Decision>();
    for (int i = 0; i < 200; i++) {
      all.add(enrolment(++made));
    }
    put(all, each -> true);
    assertThat(open()).isEmpty();
    assertThat(taken("eloqua")).isEqualTo(200);
  }

  @Test
  void three_times_the_busiest_hour_of_four_weeks_is_usual() {
    put(40, this::handOff);
    clock.turn(Duration.ofDays(20));
    put(120, this::handOff);
    assertThat(open()).isEmpty();
    clock.turn(Duration.ofDays(29));
    put(121, this::handOff);
    assertThat(open()).extracting(FloodGuard.Flood::allowed).containsExactly(50L);
  }

  @Test
  void an_hour_is_any_sixty_minutes() {
    put(30, this::handOff);
    clock.turn(Duration.ofMinutes(50));
    put(30, this::handOff);
    assertThat(open()).extracting(FloodGuard.Flood::counted).containsExactly(60L);
  }

  @Test
  void what_was_decided_over_years_is_no_flood_though_it_is_put_at_once() {
    var all = new ArrayList<Decision>();
    for (int i = 0; i < 300; i++) {
      all.add(handOff(++made, clock.millis() - i * Duration.ofHours(2).toMillis()));
    }
    put(all, each -> false);
    assertThat(open()).isEmpty();
  }

  @Test
  void whoever_leaves_a_programme_is_not_kept_by_a_flood_of_entries() {
    put(51, this::enrolment);
    put(List.of(new Decision.Leave("leave/1", "p1", clock.millis(), WHY, "p1@h.example", "raise-interest")), each -> false);
    assertThat(taken("eloqua")).isEqualTo(1);
  }

  @Test
  void what_is_in_flight_when_a_flood_begins_and_fails_waits_for_a_person_too() {
    put(1, this::handOff);
    List<Item> flying = outbox.take("salesforce", ALL, 10);
    assertThat(flying).hasSize(1);
    put(51, this::handOff);
    assertThat(open()).hasSize(1);
    outbox.settle(Map.of(flying.get(0).id(), new Delivery.TryLater(Problem.REMOTE, "no answer", false)));
    clock.turn(Duration.ofDays(1));
    assertThat(taken("salesforce")).as("nothing is tried again").isZero();
    outbox = openAgain();
    assertThat(taken("salesforce")).as("nor by a new start").isZero();
    assertThat(open()).extracting(FloodGuard.Flood::items).containsExactly(52L);

    outbox.floods().letGo(FloodGuard.Kind.HAND_OFF, clock.millis());
    assertThat(taken("salesforce")).isEqualTo(52);
  }

  @Test
  void what_was_in_flight_in_a_crash_during_a_flood_is_not_told_by_the_next_start() {
    put(1, this::handOff);
    assertThat(taken("salesforce")).isEqualTo(1);
    put(51, this::handOff);
    outbox = openAgain();
    assertThat(taken("salesforce")).isZero();
  }

  // What is done

  private List<FloodGuard.Flood> open() {
    return outbox.floods().open();
  }

  private void put(int many, IntFunction<Decision> one) {
    var all = new ArrayList<Decision>();
    for (int i = 0; i < many; i++) {
      all.add(one.apply(++made));
    }
    put(all, each -> false);
  }

  private void put(List<Decision> decisions, Predicate<Decision> uncounted) {
    store.write(tx -> {
      outbox.put(tx, decisions, uncounted);
      return null;
    });
  }

  private int taken(String target) {
    return outbox.take(target, ALL, 1_000).size();
  }

  private Decision handOff(int number) {
    return handOff(number, clock.millis());
  }

  private static Decision handOff(int number, long at) {
    return new Decision.Assignment("assignment/h" + number, "p" + number, at, WHY, about("h" + number), "005", "pool", "Kim", Moment.NONE);
  }

  private Decision reminder(int number) {
    return new Decision.Notice("reminder/x" + number, "x" + number, clock.millis(), WHY, about("x" + number), "reminder", "x" + number,
        "005", "Kim", Moment.NONE);
  }

  private Decision enrolment(int number) {
    return new Decision.Enrolment("enrolment/" + number, "p" + number, clock.millis(), WHY, "p" + number + "@h.example", "raise-interest");
  }

  private static Decision.HandOff about(String id) {
    return new Decision.HandOff(id, "p", 0, WHY, "person", "p", "p@h.example", "", "payments", "mql", "", List.of(), "", Map.of());
  }
}
