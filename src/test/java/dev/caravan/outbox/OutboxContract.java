package dev.caravan.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.caravan.model.Because;
import dev.caravan.model.Decision.Kind;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.model.Tally;
import dev.caravan.store.HandCrankedClock;
import dev.caravan.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the outbox does on every database. */
abstract class OutboxContract {
  private static final Because WHY = Because.of("60 points", "white-paper", "config/scoring.yaml:14", "3f9c", "f1");
  private static final String DANA = "dana@h.example";
  private static final String SCORE = "salesforce:score:" + DANA;
  private static final Outbox.Stream STREAM = new Outbox.Stream("salesforce", Kind.SCORE);
  private static final List<Kind> ALL = List.of(Kind.values());

  private final HandCrankedClock clock = new HandCrankedClock("2026-06-01T12:00:00Z");
  @TempDir Path folder;
  private Store store;
  private Outbox outbox;

  abstract Store open(Path folder);

  @BeforeEach
  void openTheOutbox() {
    store = open(folder);
    outbox = openAgain();
  }

  @AfterEach
  void closeTheStore() {
    store.close();
  }

  private Outbox openAgain() {
    return Outbox.open(store, clock, List.of(
        new Outbox.Target("salesforce", Set.of(Kind.SCORE, Kind.ASSIGNMENT, Kind.GROUP)),
        new Outbox.Target("eloqua", Set.of(Kind.SCORE, Kind.ENROLMENT))), new Random(1));
  }

  @Test
  void every_target_gets_the_kinds_it_asks_for() {
    put(score(60), assignment("h1"), enrolment(true));
    assertThat(outbox.take("salesforce", ALL, 10)).extracting(Item::kind).containsExactly(Kind.SCORE, Kind.ASSIGNMENT);
    assertThat(outbox.take("eloqua", ALL, 10)).extracting(Item::id)
        .containsExactly("eloqua:score:" + DANA, "eloqua:programme:" + DANA + "|raise-interest");
    assertThat(outbox.take("nobody", ALL, 10)).isEmpty();
  }

  @Test
  void an_item_carries_the_decision_and_why() {
    put(score(60));
    Item item = take();
    assertThat(item.key()).isEqualTo(DANA);
    assertThat(item.attempts()).isZero();
    assertThat(item.uncertain()).isFalse();
    assertThat(item.payload()).containsEntry("interest", 60L).containsEntry("email", DANA)
        .containsEntry("at", "2026-06-01T12:00:00Z")
        .containsEntry("because", Map.of("text", "60 points", "rule", "white-paper", "place", "config/scoring.yaml:14",
            "version", "3f9c", "fact", "f1"));
  }

  @Test
  void a_hand_off_tells_when_it_was_put_in_line_and_when_it_was_taken_however_often_it_was_tried() {
    put(assignment("h1"));
    clock.turn(Duration.ofSeconds(2));
    Item item = outbox.take("salesforce", ALL, 1).get(0);
    outbox.settle(Map.of(item.id(), new Delivery.TryLater(Problem.REMOTE, "a lock")));
    clock.turn(Duration.ofMinutes(10));
    outbox.settle(Map.of(outbox.take("salesforce", ALL, 1).get(0).id(), new Delivery.Sent("00T1")));
    put(assignment("h2"));

    var passages = new ArrayList<Passage>();
    outbox.passages("salesforce", 0, passages::add);

    long begin = clock.millis() - 602_000;
    assertThat(passages).containsExactly(new Passage("f1", begin, begin, clock.millis()));
    outbox.passages("salesforce", clock.millis() + 1, passages::add);
    assertThat(passages).hasSize(1);
  }

  @Test
  void items_of_a_kind_and_decisions_of_some_kinds_are_told_by_id() {
    put(score(60), assignment("h2"), enrolment(true), assignment("h1"));
    var items = new ArrayList<String>();
    outbox.entries(Kind.ASSIGNMENT, entry -> items.add(entry.id() + " " + entry.state()));
    assertThat(items).containsExactly("salesforce:h1 DUE", "salesforce:h2 DUE");
    var decisions = new ArrayList<String>();
    outbox.decisions(Set.of("assignment", "score"), each -> decisions.add(each.kind()));
    assertThat(decisions).containsExactly("assignment", "assignment", "score");
    outbox.decisions(Set.of(), each -> decisions.add("none was asked for"));
    assertThat(decisions).hasSize(3);
  }

  @Test
  void an_item_is_taken_once() {
    put(score(60));
    assertThat(outbox.take("salesforce", ALL, 10)).hasSize(1);
    assertThat(outbox.take("salesforce", ALL, 10)).isEmpty();
    settle(new Delivery.Sent("00Q1"));
    assertThat(outbox.counts("salesforce")).isEqualTo(new Outbox.Counts(0, 0, 1, 0, 0, 0));
  }

  @Test
  void a_state_that_waits_is_replaced_by_a_newer_one() {
    put(score(60));
    put(score(70));
    assertThat(take().payload()).containsEntry("interest", 70L);
    assertThat(outbox.take("salesforce", ALL, 10)).isEmpty();
  }

  @Test
  void a_state_that_was_sent_is_not_sent_again_until_it_changes() {
    put(score(60));
    take();
    settle(new Delivery.Sent("00Q1"));
    clock.turn(Duration.ofHours(1));
    put(new Decision.Score("s2", DANA, clock.millis(), WHY, DANA, Map.of("interest", 60L, "as_of", "later")));
    assertThat(outbox.take("salesforce", ALL, 10)).isEmpty();
    assertThat(outbox.counts("salesforce").unchanged()).isEqualTo(1);
    put(score(61));
    assertThat(take().payload()).containsEntry("interest", 61L);
  }

  @Test
  void a_change_taken_back_before_it_was_tried_sends_nothing() {
    put(score(60));
    take();
    settle(new Delivery.Sent("00Q1"));
    put(score(70));
    put(score(60));
    assertThat(outbox.take("salesforce", ALL, 10)).isEmpty();
    assertThat(outbox.counts("salesforce").unchanged()).isEqualTo(1);
  }

  @Test
  void a_change_taken_back_after_a_try_of_unknown_end_is_sent() {
    put(score(60));
    take();
    settle(new Delivery.Sent("00Q1"));
    put(score(70));
    take();
    settle(new Delivery.TryLater(Problem.REMOTE, "time-out"));
    put(score(60));
    clock.turn(Duration.ofMinutes(11));
    assertThat(take().payload()).containsEntry("interest", 60L);
  }

  @Test
  void what_changes_while_in_flight_comes_after_it() {
    put(score(60));
    take();
    put(score(70));
    assertThat(outbox.take("salesforce", ALL, 10)).isEmpty();
    settle(new Delivery.Sent("00Q1"));
    assertThat(take().payload()).containsEntry("interest", 70L);
    put(score(60));
    put(score(70));
    settle(new Delivery.Sent("00Q1"));
    assertThat(outbox.take("salesforce", ALL, 10)).isEmpty();
    assertThat(outbox.counts("salesforce").sent()).isEqualTo(1);
  }

  @Test
  void an_event_is_kept_once_for_ever() {
    put(assignment("h1"));
    put(assignment("h1"));
    Item item = outbox.take("salesforce", ALL, 10).get(0);
    outbox.settle(Map.of(item.id(), new Delivery.Sent("00T1")));
    put(assignment("h1"));
    assertThat(outbox.take("salesforce", ALL, 10)).isEmpty();
    assertThat(outbox.counts("salesforce").sent()).isEqualTo(1);
  }

  @Test
  void a_groups_hand_off_that_is_held_for_want_of_a_record_goes_when_the_person_it_names_has_one() {
    var handOff = new Decision.HandOff("hand-off-g1", "001A|payments", clock.millis(), WHY, "group", DANA, DANA, "001A",
        "payments", "mql", "call", List.of(DANA), "because", Map.of());
    put(new Decision.Assignment("g1", "001A|payments", clock.millis(), WHY, handOff, "005B", "owner", "Rep", Moment.NONE));
    Item item = outbox.take("salesforce", ALL, 10).get(0);
    outbox.settle(Map.of(item.id(), new Delivery.Held("no record")));
    assertThat(outbox.again("salesforce", List.of("somebody else"))).isZero();
    assertThat(outbox.again("salesforce", List.of(DANA))).isOne();
    assertThat(outbox.take("salesforce", ALL, 10)).extracting(Item::id).containsExactly(item.id());
  }

  @Test
  void what_was_decided_later_about_a_hand_off_waits_for_what_is_tried_again() {
    put(assignment("h1"));
    assertThat(outbox.take("salesforce", ALL, 10)).hasSize(1);
    outbox.settle(Map.of("salesforce:h1", new Delivery.TryLater(Problem.REMOTE, "503")));
    put(reassignment("h1"));
    assertThat(outbox.take("salesforce", ALL, 10)).as("the one before it waits for another try").isEmpty();
    clock.turn(Duration.ofMinutes(11));
    assertThat(outbox.take("salesforce", ALL, 10)).extracting(Item::id)
        .containsExactly("salesforce:h1", "salesforce:reassignment/h1");
  }

  @Test
  void what_was_decided_later_about_a_hand_off_waits_while_the_one_before_it_is_parked() {
    put(assignment("h1"), reassignment("h1"), assignment("h2"));
    assertThat(outbox.take("salesforce", ALL, 1)).extracting(Item::id).containsExactly("salesforce:h1");
    outbox.settle(Map.of("salesforce:h1", new Delivery.Refused(Problem.DATA, "TOO_LONG: the subject", 0)));
    assertThat(outbox.take("salesforce", ALL, 10)).as("the other hand-off of the same person goes on").extracting(Item::id)
        .containsExactly("salesforce:h2");
    assertThat(outbox.parked(10)).singleElement().satisfies(parked -> assertThat(parked.waiting()).isEqualTo(1));

    outbox.requeue(List.of("salesforce:h1"), "ada", "the field is longer now");
    outbox.settle(Map.of("salesforce:h2", new Delivery.Sent("00T2")));
    assertThat(outbox.take("salesforce", ALL, 10)).extracting(Item::id)
        .containsExactly("salesforce:h1", "salesforce:reassignment/h1");
  }

  @Test
  void one_person_whose_record_is_wrong_is_one_parked_row_and_what_else_is_for_them_is_not_tried() {
    put(assignment("h1"), reassignment("h1"), assignment("h2"), score(60));
    assertThat(outbox.take("salesforce", List.of(Kind.ASSIGNMENT), 1)).hasSize(1);
    outbox.settle(Map.of("salesforce:h1",
        new Delivery.Refused(Problem.DATA, "LastName missing: no Lead without it", 0, true, "complete the person")));
    assertThat(outbox.take("salesforce", ALL, 10)).extracting(Item::kind).as("only what is no task").containsExactly(Kind.SCORE);
    assertThat(outbox.parked(10)).singleElement().satisfies(parked -> {
      assertThat(parked.subject()).isEqualTo(DANA);
      assertThat(parked.reason()).startsWith("LastName missing");
      assertThat(parked.remedy()).isEqualTo("complete the person");
      assertThat(parked.ids()).containsExactly("salesforce:h1");
      assertThat(parked.waiting()).isEqualTo(2);
    });
    assertThat(outbox.counts("salesforce")).as("each item counts for itself").isEqualTo(new Outbox.Counts(2, 1, 0, 0, 0, 1));

    settle(new Delivery.Sent("00Q1"));
    outbox.requeue(outbox.parked(10).get(0).ids(), "ada", "completed");
    assertThat(outbox.parked(10)).isEmpty();
    assertThat(outbox.take("salesforce", ALL, 10)).extracting(Item::id)
        .containsExactly("salesforce:h1", "salesforce:reassignment/h1", "salesforce:h2");
  }

  @Test
  void what_is_parked_of_one_person_for_one_cause_is_one_row_and_another_cause_is_another() {
    put(assignment("h1"), assignment("h2"), score(60));
    outbox.take("salesforce", ALL, 10);
    outbox.settle(Map.of("salesforce:h1", new Delivery.Refused(Problem.DATA, "TOO_LONG: x", 0), "salesforce:h2",
        new Delivery.Refused(Problem.DATA, "TOO_LONG: x", 0), SCORE, new Delivery.Refused(Problem.DATA, "NO_PICKLIST: y", 0)));
    assertThat(outbox.parked(10)).extracting(Outbox.Parked::ids)
        .containsExactlyInAnyOrder(List.of("salesforce:h1", "salesforce:h2"), List.of(SCORE));
  }

  @Test
  void what_was_not_tried_comes_again_with_what_it_follows_and_has_used_up_no_try() {
    put(assignment("h1"), reassignment("h1"));
    assertThat(outbox.take("salesforce", ALL, 10)).hasSize(2);
    outbox.settle(Map.of("salesforce:h1", new Delivery.TryLater(Problem.REMOTE, "503"), "salesforce:reassignment/h1",
        new Delivery.Behind("salesforce:h1")));
    assertThat(outbox.take("salesforce", ALL, 10)).isEmpty();
    clock.turn(Duration.ofMinutes(11));
    List<Item> again = outbox.take("salesforce", ALL, 10);
    assertThat(again).extracting(Item::id).containsExactly("salesforce:h1", "salesforce:reassignment/h1");
    assertThat(again).extracting(Item::attempts).containsExactly(1, 0);
    assertThat(again).extracting(Item::uncertain).containsExactly(true, false);
  }

  @Test
  void nobody_enters_a_programme_before_what_they_said_of_consent_is_told() {
    outbox = Outbox.open(store, clock, List.of(new Outbox.Target("eloqua", Set.of(Kind.CONSENT, Kind.ENROLMENT))), new Random(1));
    put(consent(), enrolment(true));
    assertThat(outbox.take("eloqua", Urgency.PROGRAMME.kinds(), 10)).isEmpty();
    assertThat(outbox.take("eloqua", Urgency.CONSENT.kinds(), 10)).hasSize(1);
    outbox.settle(Map.of("eloqua:consent:" + DANA, new Delivery.TryLater(Problem.REMOTE, "503")));
    assertThat(outbox.take("eloqua", Urgency.PROGRAMME.kinds(), 10)).isEmpty();

    put(enrolment(false));
    assertThat(outbox.take("eloqua", Urgency.PROGRAMME.kinds(), 10)).as("whoever leaves need not wait").hasSize(1);
  }

  @Test
  void nobody_is_sent_the_content_of_a_programme_while_their_place_is_put_off() {
    outbox = Outbox.open(store, clock, List.of(new Outbox.Target("eloqua", Set.of(Kind.ENROLMENT, Kind.TOUCH))), new Random(1));
    put(enrolment(true), new Decision.Touch("t1", DANA, clock.millis(), WHY, DANA, "raise-interest", "everybody", "board-brief",
        "Title", "engage", List.of(), List.of(), ""));
    outbox.take("eloqua", Urgency.PROGRAMME.kinds(), 10);
    outbox.settle(Map.of("eloqua:programme:" + DANA + "|raise-interest", new Delivery.TryLater(Problem.REMOTE, "503")));
    assertThat(outbox.take("eloqua", Urgency.TOUCH.kinds(), 10)).isEmpty();
    clock.turn(Duration.ofMinutes(11));
    outbox.take("eloqua", Urgency.PROGRAMME.kinds(), 10);
    outbox.settle(Map.of("eloqua:programme:" + DANA + "|raise-interest", new Delivery.Sent("1")));
    assertThat(outbox.take("eloqua", Urgency.TOUCH.kinds(), 10)).hasSize(1);
  }

  @Test
  void nobody_enters_a_programme_while_the_place_they_leave_is_put_off() {
    put(enrolment(true));
    outbox.take("eloqua", ALL, 10);
    outbox.settle(Map.of("eloqua:programme:" + DANA + "|raise-interest", new Delivery.Sent("1")));
    put(enrolment(false), new Decision.Enrolment("in-2", DANA, clock.millis(), WHY, DANA, "keep-warm"));
    assertThat(outbox.take("eloqua", ALL, 1)).hasSize(1);
    outbox.settle(Map.of("eloqua:programme:" + DANA + "|raise-interest", new Delivery.TryLater(Problem.REMOTE, "503")));
    assertThat(outbox.take("eloqua", ALL, 10)).isEmpty();
    clock.turn(Duration.ofMinutes(11));
    assertThat(outbox.take("eloqua", ALL, 10)).extracting(item -> item.payload().get("programme"))
        .containsExactly("raise-interest", "keep-warm");
  }

  @Test
  void entering_and_leaving_a_programme_are_one_item_and_the_latest_wins() {
    put(enrolment(true));
    put(enrolment(false));
    List<Item> items = outbox.take("eloqua", List.of(Kind.LEAVE), 10);
    assertThat(items).singleElement().satisfies(item -> {
      assertThat(item.kind()).isEqualTo(Kind.ENROLMENT);
      assertThat(item.payload()).containsEntry("in", false).containsEntry("programme", "raise-interest");
    });
  }

  @Test
  void remote_trouble_is_tried_again_for_ever_with_longer_and_longer_waits() {
    put(score(60));
    long last = 0;
    for (int i = 0; i < 15; i++) {
      take();
      settle(new Delivery.TryLater(Problem.REMOTE, "503 Service Unavailable"));
      Outbox.Entry entry = outbox.entries(List.of(Outbox.State.DUE), 10).stream()
          .filter(e -> e.id().equals(SCORE)).findFirst().orElseThrow();
      long wait = entry.dueAt() - clock.millis();
      assertThat(wait).isBetween(Math.max(1_000, Math.min(last, 300_000)), 600_000L);
      assertThat(entry.reason()).isEqualTo("503 Service Unavailable");
      last = wait / 2;
      assertThat(outbox.take("salesforce", ALL, 10)).isEmpty();
      clock.turn(Duration.ofMillis(wait));
    }
    Item item = take();
    assertThat(item.attempts()).isEqualTo(15);
    assertThat(item.uncertain()).isTrue();
  }

  @Test
  void a_refused_record_is_parked_with_the_words_of_the_other_side() {
    put(score(60));
    take();
    settle(new Delivery.Refused(Problem.DATA, "LastName: required field missing", 1));
    clock.turn(Duration.ofMinutes(11));
    assertThat(take().attempts()).isEqualTo(1);
    settle(new Delivery.Refused(Problem.DATA, "LastName: required field missing", 1));
    assertThat(outbox.entries(List.of(Outbox.State.PARKED), 10)).singleElement().satisfies(entry -> {
      assertThat(entry.reason()).isEqualTo("LastName: required field missing");
      assertThat(entry.problem()).isEqualTo("DATA");
    });
    put(score(60));
    assertThat(outbox.take("salesforce", ALL, 10)).as("the same again stays parked").isEmpty();
    put(score(70));
    assertThat(take().payload()).as("another payload may pass").containsEntry("interest", 70L);
  }

  @Test
  void a_mistake_of_ours_is_parked_at_once() {
    put(score(60));
    take();
    settle(new Delivery.Refused(Problem.BUG, "no such field in our own mapping", 5));
    assertThat(outbox.counts("salesforce").parked()).isEqualTo(1);
  }

  @Test
  void what_is_held_waits_for_a_person_or_a_change() {
    put(score(60));
    take();
    settle(new Delivery.Held("touch guard"));
    assertThat(outbox.take("salesforce", ALL, 10)).isEmpty();
    assertThat(outbox.entries(List.of(Outbox.State.HELD), 10)).extracting(Outbox.Entry::reason)
        .containsExactly("touch guard");
    assertThat(outbox.requeue(List.of(SCORE, "nothing"), "anna", "released")).isEqualTo(1);
    assertThat(take().attempts()).isZero();
    assertThat(outbox.requeue(List.of(SCORE), "anna", "again")).as("in flight").isZero();
  }

  @Test
  void what_waits_for_one_thing_is_released_when_it_is_there() {
    put(score(60));
    take();
    settle(new Delivery.Held("no record"));
    assertThat(outbox.release("salesforce", "touch guard", List.of(DANA))).isZero();
    assertThat(outbox.release("salesforce", "no record", List.of("lee@h.example"))).isZero();
    assertThat(outbox.release("salesforce", "no record", List.of(DANA, "lee@h.example"))).isEqualTo(1);
    assertThat(take().id()).isEqualTo(SCORE);
    assertThat(outbox.release("salesforce", "no record", List.of(DANA))).as("in flight").isZero();
  }

  @Test
  void a_wrong_set_up_stops_the_stream_with_one_alarm_and_parks_nothing() {
    put(score(60), assignment("h1"));
    take();
    settle(new Delivery.Refused(Problem.CONFIG, "no permission on Caravan_Interest__c", 0));
    put(score(70));
    assertThat(outbox.take("salesforce", ALL, 10)).extracting(Item::kind).containsExactly(Kind.ASSIGNMENT);
    outbox.settle(Map.of("salesforce:h1", new Delivery.Sent("00T1")));
    assertThat(outbox.stopped()).containsExactly(new Outbox.Stop(STREAM,
        "no permission on Caravan_Interest__c", clock.millis()));
    assertThat(outbox.counts("salesforce").parked()).isZero();
    assertThat(outbox.resume(STREAM)).isTrue();
    assertThat(outbox.resume(STREAM)).isFalse();
    assertThat(take().attempts()).isZero();
  }

  @Test
  void a_restart_lets_stopped_streams_run_again() {
    put(score(60));
    take();
    settle(new Delivery.TryLater(Problem.CONFIG, "bad password"));
    outbox = openAgain();
    assertThat(outbox.stopped()).isEmpty();
    assertThat(take().uncertain()).isFalse();
  }

  @Test
  void after_a_crash_what_was_in_flight_comes_again_uncertain() {
    put(score(60), assignment("h1"));
    assertThat(outbox.take("salesforce", ALL, 10)).hasSize(2);
    outbox = openAgain();
    assertThat(outbox.take("salesforce", ALL, 10)).hasSize(2).allMatch(Item::uncertain);
  }

  @Test
  void a_lease_that_ended_gives_the_item_to_the_next() {
    put(score(60));
    take();
    clock.turn(Duration.ofMinutes(5).minusMillis(1));
    assertThat(outbox.take("salesforce", ALL, 10)).isEmpty();
    clock.turn(Duration.ofMillis(1));
    assertThat(take().uncertain()).isTrue();
  }

  @Test
  void two_workers_share_what_is_due_and_never_have_the_same_item() {
    Outbox other = worker("b");
    put(score(60), score("lee", 50), assignment("h1"));
    assertThat(outbox.take("salesforce", List.of(Kind.SCORE), 1)).extracting(Item::key).containsExactly(DANA);
    List<Item> theirs = other.take("salesforce", ALL, 10);
    assertThat(theirs).extracting(Item::key).as("the hand-off of Dana waits for her score").containsExactly("lee");
    assertThat(theirs).noneMatch(Item::uncertain);
    assertThat(other.inHand()).containsEntry("b", 1L).hasSize(2);
    settle(new Delivery.Sent("00Q1"));
    assertThat(other.take("salesforce", ALL, 10)).extracting(Item::kind).containsExactly(Kind.ASSIGNMENT);
  }

  @Test
  void a_group_and_a_hand_off_of_one_of_its_members_are_never_in_flight_together() {
    Outbox other = worker("b");
    put(group(DANA, "lee"), assignment("h1"));
    List<Item> groups = outbox.take("salesforce", List.of(Kind.GROUP), 10);
    assertThat(groups).hasSize(1);
    assertThat(other.take("salesforce", ALL, 10)).isEmpty();
    outbox.settle(Map.of(groups.get(0).id(), new Delivery.Sent("a01")));
    assertThat(other.take("salesforce", List.of(Kind.ASSIGNMENT), 10)).hasSize(1);
    put(group(DANA, "lee", "kim"));
    assertThat(outbox.take("salesforce", ALL, 10)).isEmpty();
  }

  @Test
  void whoever_is_settled_first_is_free_first() {
    Outbox other = worker("b");
    put(score(60), score("lee", 50));
    assertThat(outbox.take("salesforce", ALL, 10)).hasSize(2);
    put(assignment("h1"));
    outbox.settle(Map.of("salesforce:score:lee", new Delivery.Sent("00Q2")));
    assertThat(other.take("salesforce", ALL, 10)).isEmpty();
    settle(new Delivery.Sent("00Q1"));
    assertThat(other.take("salesforce", ALL, 10)).hasSize(1);
  }

  @Test
  void those_in_line_behind_what_others_have_in_hand_are_found() {
    Outbox other = worker("b");
    put(assignment("h1"), group(DANA, "lee"), group("lee"), score("kim", 1), score("tom", 2));
    assertThat(outbox.take("salesforce", List.of(Kind.ASSIGNMENT), 10)).hasSize(1);
    assertThat(other.take("salesforce", ALL, 2)).extracting(Item::key).containsExactly("001A|lee", "kim");
  }

  @Test
  void a_worker_that_starts_leaves_to_the_others_what_they_have_in_flight() {
    put(score(60));
    take();
    Outbox other = worker("b");
    assertThat(other.take("salesforce", ALL, 10)).isEmpty();
    assertThat(outbox.settle(Map.of(SCORE, new Delivery.Sent("00Q1")))).isEqualTo(new Outbox.Settled(1, List.of()));
    assertThat(outbox.counts("salesforce").sent()).isEqualTo(1);
  }

  @Test
  void an_answer_for_what_another_worker_has_by_now_changes_nothing_and_is_told() {
    Outbox other = worker("b");
    put(score(60));
    Item ours = take();
    clock.turn(Duration.ofMinutes(5));
    Item theirs = other.take("salesforce", ALL, 10).get(0);
    assertThat(theirs.uncertain()).isTrue();
    assertThat(theirs.claim()).startsWith("b/").isNotEqualTo(ours.claim());
    for (Delivery late : List.of(new Delivery.Sent("00Q1"), new Delivery.Held("no record"),
        new Delivery.Refused(Problem.BUG, "no", 0))) {
      Outbox.Settled settled = outbox.settle(new Outbox.Results(ours.claim(), Map.of(SCORE, late)));
      assertThat(settled.lost()).containsExactly(SCORE);
      assertThat(settled.sentence()).contains("the lease of 1 more had ended");
    }
    assertThat(outbox.counts("salesforce").inFlight()).isEqualTo(1);
    other.settle(Map.of(SCORE, new Delivery.TryLater(Problem.REMOTE, "503")));
    assertThat(outbox.settle(new Outbox.Results(ours.claim(), Map.of(SCORE, new Delivery.Sent("00Q1")))).lost())
        .as("what we wrote may be older than what they tried").containsExactly(SCORE);
  }

  @Test
  void a_lease_that_is_renewed_runs_on() {
    Outbox other = worker("b");
    put(score(60));
    Item item = take();
    for (int i = 0; i < 5; i++) {
      clock.turn(Duration.ofMinutes(4));
      assertThat(outbox.renew(item.claim())).isTrue();
      assertThat(other.take("salesforce", ALL, 10)).isEmpty();
    }
    clock.turn(Duration.ofMinutes(5));
    assertThat(other.take("salesforce", ALL, 10)).hasSize(1);
    assertThat(outbox.renew(item.claim())).isFalse();
  }

  @Test
  void a_lease_that_ended_unnoticed_may_be_renewed() {
    put(score(60));
    Item item = take();
    clock.turn(Duration.ofMinutes(7));
    assertThat(outbox.renew(item.claim())).isTrue();
    assertThat(worker("b").take("salesforce", ALL, 10)).isEmpty();
  }

  @Test
  void an_answer_after_the_lease_counts_if_the_outside_took_it() {
    put(score(60));
    take();
    clock.turn(Duration.ofMinutes(6));
    put(score(70));
    outbox.take("salesforce", List.of(Kind.GROUP), 10);
    settle(new Delivery.TryLater(Problem.REMOTE, "too late to matter"));
    settle(new Delivery.Sent("00Q1"));
    Item next = take();
    assertThat(next.payload()).containsEntry("interest", 70L);
    assertThat(next.uncertain()).isFalse();
  }

  @Test
  void the_report_of_a_run_adds_up() {
    put(score(60), assignment("h1"));
    take();
    settle(new Delivery.Sent("00Q1"));
    clock.turn(Duration.ofHours(1));
    long since = clock.millis();
    assertThat(outbox.report(since)).containsEntry("salesforce", new Tally(0, 0, 1, 0, 0));
    put(score(60), assignment("h2"), assignment("h3"));
    outbox.take("salesforce", ALL, 10);
    outbox.settle(Map.of("salesforce:h1", new Delivery.Sent("00T1"), "salesforce:h2",
        new Delivery.Refused(Problem.DATA, "no", 0), "salesforce:h3", new Delivery.Held("flood")));
    assertThat(outbox.report(since)).containsEntry("salesforce", new Tally(1, 1, 0, 1, 1));
    clock.turn(Duration.ofHours(1));
    assertThat(outbox.report(clock.millis())).containsEntry("salesforce", Tally.NONE);
  }

  @Test
  void what_waits_keeps_its_age_over_all_tries() {
    long since = clock.millis();
    put(score(60));
    clock.turn(Duration.ofMinutes(5));
    put(assignment("h1"), enrolment(true));
    for (int tries = 0; tries < 3; tries++) {
      take();
      settle(new Delivery.TryLater(Problem.REMOTE, "UNABLE_TO_LOCK_ROW"));
      put(score(61 + tries));
      clock.turn(Duration.ofMinutes(11));
    }
    assertThat(outbox.waiting()).containsExactly(
        new Outbox.Waiting(new Outbox.Stream("eloqua", Kind.ENROLMENT), 1, since + 300_000),
        new Outbox.Waiting(new Outbox.Stream("eloqua", Kind.SCORE), 1, since),
        new Outbox.Waiting(new Outbox.Stream("salesforce", Kind.ASSIGNMENT), 1, since + 300_000),
        new Outbox.Waiting(STREAM, 1, since));
    take();
    settle(new Delivery.Sent("00Q1"));
    put(score(70));
    assertThat(outbox.waiting()).contains(new Outbox.Waiting(STREAM, 1, clock.millis()));
    assertThat(outbox.outages()).as("the records were locked, the system was there").isEmpty();
  }

  @Test
  void a_stream_whose_calls_fail_is_out_until_the_outside_answers() {
    put(score(60));
    long since = clock.millis();
    for (int tries = 0; tries < 3; tries++) {
      take();
      settle(Delivery.TryLater.notReached(Problem.REMOTE, "status " + (500 + tries)));
      assertThat(outbox.outages()).containsExactly(new Outbox.Outage(STREAM, "status " + (500 + tries), since));
      clock.turn(Duration.ofMinutes(11));
    }
    take();
    settle(new Delivery.TryLater(Problem.REMOTE, "UNABLE_TO_LOCK_ROW"));
    assertThat(outbox.outages()).isEmpty();
  }

  @Test
  void an_outage_nobody_could_see_the_end_of_does_not_count_on() {
    put(score(60));
    take();
    settle(Delivery.TryLater.notReached(Problem.REMOTE, "503"));
    clock.turn(Duration.ofMinutes(11));
    take();
    settle(new Delivery.Held("no record"));
    clock.turn(Duration.ofDays(9));
    put(score(70));
    take();
    settle(Delivery.TryLater.notReached(Problem.LIMIT, "429"));
    assertThat(outbox.outages()).containsExactly(new Outbox.Outage(STREAM, "429", clock.millis()));
  }

  @Test
  void who_starts_anew_need_not_wait_for_the_pause_of_an_earlier_try() {
    put(score(60));
    take();
    settle(Delivery.TryLater.notReached(Problem.REMOTE, "503"));
    assertThat(outbox.take("salesforce", ALL, 10)).isEmpty();
    outbox = openAgain();
    assertThat(take().attempts()).isEqualTo(1);
  }

  @Test
  void items_are_put_with_the_transaction_or_not_at_all() {
    try {
      store.write(tx -> {
        outbox.put(tx, List.of(score(60)));
        throw new IllegalArgumentException("rolled back");
      });
    } catch (IllegalArgumentException expected) {
      assertThat(expected).hasMessage("rolled back");
    }
    assertThat(outbox.take("salesforce", ALL, 10)).isEmpty();
    assertThat(outbox.decisions(DANA)).isEmpty();
  }

  @Test
  void decisions_are_kept_for_whoever_asks_why() {
    put(score(60), enrolment(true));
    put(score(60));
    assertThat(outbox.decisions(DANA)).extracting(Outbox.Decided::kind)
        .containsExactlyInAnyOrder("score", "enrolment");
    assertThat(outbox.decisions(DANA)).allSatisfy(told -> assertThat(told.because()).isEqualTo(WHY));
    assertThat(outbox.decisions("li@h.example")).isEmpty();
  }

  @Test
  void who_only_looks_in_changes_nothing() {
    put(score(60));
    Outbox beside = Outbox.beside(store, clock);
    assertThat(beside.counts("salesforce").due()).isEqualTo(1);
    assertThatIllegalStateException().isThrownBy(() -> beside.take("salesforce", ALL, 1));
    assertThat(take().uncertain()).isFalse();
  }

  private void put(Decision... decisions) {
    store.write(tx -> {
      outbox.put(tx, List.of(decisions));
      return null;
    });
  }

  private Item take() {
    List<Item> items = outbox.take("salesforce", List.of(Kind.SCORE), 10);
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  @Test
  void decided_anew_only_what_differs_is_told_and_what_holds_no_longer_is_taken_back() {
    List<Decision> before = List.of(score("a@h.example", 60), score("b@h.example", 60), assignment("h1"),
        enrolment(true), group(DANA, "a@h.example"));
    store.write(tx -> {
      outbox.put(tx, before);
      return null;
    });
    deliverAll();

    var anew = List.of(score("a@h.example", 60), score("b@h.example", 40), score("b@h.example", 45), assignment("h1"),
        assignment("h2"), new Decision.Leave("never", "a@h.example", clock.millis(), WHY, "a@h.example", "keep-warm"));
    List<Decision> told = store.write(tx -> outbox.restate(tx, anew, clock.millis(), "v2"));

    assertThat(told).extracting(Decision::kind)
        .containsExactlyInAnyOrder(Kind.SCORE, Kind.ASSIGNMENT, Kind.GROUP, Kind.LEAVE);
    assertThat(outbox.entries(List.of(Outbox.State.DUE), 20)).extracting(Outbox.Entry::id).containsExactlyInAnyOrder(
        "salesforce:score:b@h.example", "eloqua:score:b@h.example", "salesforce:h2", "salesforce:group:001A|a@h.example",
        "eloqua:programme:" + DANA + "|raise-interest");
    assertThat(Outbox.differences(before, anew, Long.MIN_VALUE, clock.millis(), "v2")).isEqualTo(told);
    List<Item> items = outbox.take("salesforce", ALL, 10);
    assertThat(items).filteredOn(item -> item.kind() == Kind.SCORE).singleElement()
        .satisfies(item -> assertThat(item.payload()).containsEntry("interest", 45L));
    assertThat(items).filteredOn(item -> item.kind() == Kind.GROUP).singleElement()
        .satisfies(item -> assertThat(item.payload()).containsEntry("level", "dormant"));
    assertThat(outbox.take("eloqua", List.of(Kind.ENROLMENT), 10)).singleElement()
        .satisfies(item -> assertThat(item.payload()).containsEntry("in", false));
    assertThat(store.<List<Decision>>write(tx -> outbox.restate(tx, anew, clock.millis(), "v3"))).isEmpty();
  }

  @Test
  void another_model_that_says_the_same_is_no_news() {
    put(new Decision.Score("s", DANA, clock.millis(), WHY, DANA, Map.of("interest", 60L, "model", "v1")));
    take();
    settle(new Delivery.Sent("00Q1"));
    put(new Decision.Score("s", DANA, clock.millis(), WHY, DANA, Map.of("interest", 60L, "model", "v2")));
    assertThat(outbox.take("salesforce", ALL, 10)).isEmpty();
  }

  private void deliverAll() {
    for (String target : List.of("salesforce", "eloqua")) {
      for (List<Item> items = outbox.take(target, ALL, 20); !items.isEmpty(); items = outbox.take(target, ALL, 20)) {
        items.forEach(item -> outbox.settle(Map.of(item.id(), new Delivery.Sent("x"))));
      }
    }
  }

  private void settle(Delivery delivery) {
    outbox.settle(Map.of(SCORE, delivery));
  }

  @Test
  void in_shadow_nobody_is_given_anything_whatever_they_ask_for_and_all_of_it_is_told_as_withheld() {
    put(score(60), assignment("h1"), enrolment(true));
    outbox.enter(Mode.SHADOW);

    assertThat(outbox.take("salesforce", ALL, 10)).isEmpty();
    assertThat(outbox.take("eloqua", ALL, 10)).isEmpty();
    assertThat(outbox.waiting()).isEmpty();
    assertThat(outbox.withheld()).extracting(each -> each.stream().name() + " " + each.items()).containsExactly(
        "eloqua/enrolment 1", "eloqua/score 1", "salesforce/assignment 1", "salesforce/score 1");
    outbox.report(0).values().forEach(tally -> assertThat(tally.waiting()).isEqualTo(tally.input()).isEqualTo(2));
  }

  @Test
  void in_score_only_scores_and_groups_are_given_out_and_nothing_else() {
    put(assignment("h1"), score(60), enrolment(true), group("ann", "bob"));
    outbox.enter(Mode.SCORE_ONLY);

    assertThat(outbox.take("salesforce", ALL, 10)).extracting(Item::kind).containsExactly(Kind.SCORE, Kind.GROUP);
    assertThat(outbox.take("eloqua", ALL, 10)).extracting(Item::kind).containsExactly(Kind.SCORE);
    assertThat(outbox.withheld()).extracting(each -> each.stream().name())
        .containsExactly("eloqua/enrolment", "salesforce/assignment");
  }

  @Test
  void what_was_withheld_is_given_out_once_the_mode_writes_it() {
    outbox.enter(Mode.SHADOW);
    put(assignment("h1"), score(60));
    assertThat(outbox.take("salesforce", ALL, 10)).isEmpty();

    outbox.enter(Mode.SCORE_ONLY);
    assertThat(outbox.take("salesforce", ALL, 10)).extracting(Item::kind).containsExactly(Kind.SCORE);

    outbox.enter(Mode.LIVE);
    assertThat(worker("b").take("salesforce", List.of(Kind.ASSIGNMENT), 10)).isEmpty(); // about the same person
    settle(new Delivery.Sent("00Q1"));
    assertThat(outbox.take("salesforce", ALL, 10)).extracting(Item::kind).containsExactly(Kind.ASSIGNMENT);
  }

  @Test
  void whoever_delivers_beside_the_engine_keeps_to_its_mode_also_when_that_changes() {
    Outbox beside = worker("b");
    put(score(60), assignment("h1"));
    outbox.enter(Mode.SHADOW);
    assertThat(beside.mode()).isEqualTo(Mode.SHADOW);
    assertThat(beside.take("salesforce", ALL, 10)).isEmpty();

    outbox.enter(Mode.LIVE);
    assertThat(beside.take("salesforce", ALL, 10)).hasSize(2);
  }

  @Test
  void who_may_write_less_than_the_house_is_given_less() {
    outbox.enter(Mode.LIVE);
    put(score(60), assignment("h1"));
    Outbox careful = Outbox.open(store, clock, List.of(), new Random(2),
        new Outbox.Worker("b", Outbox.Worker.LEASE, false), Mode.SHADOW);
    assertThat(careful.mode()).isEqualTo(Mode.SHADOW);
    assertThat(careful.take("salesforce", ALL, 10)).isEmpty();
    assertThat(outbox.take("salesforce", ALL, 10)).hasSize(2);
  }

  @Test
  void a_mode_nobody_knows_here_writes_nothing() {
    put(score(60));
    store.write(tx -> {
      store.meta(tx, "mode", "of a newer version");
      return true;
    });
    assertThat(outbox.take("salesforce", ALL, 10)).isEmpty();
  }

  private Decision score(long interest) {
    return new Decision.Score("score-" + DANA, DANA, clock.millis(), WHY, DANA,
        Map.of("interest", interest, "as_of", "2026-06-01"));
  }

  private Outbox worker(String name) {
    return Outbox.open(store, clock, List.of(), new Random(2),
        new Outbox.Worker(name, Outbox.Worker.LEASE, false));
  }

  private Decision score(String person, long interest) {
    return new Decision.Score("score-" + person, person, clock.millis(), WHY, person, Map.of("interest", interest));
  }

  /** The group is named after its last member. */
  private Decision group(String... people) {
    String name = "001A|" + people[people.length - 1];
    List<Decision.Member> members = java.util.Arrays.stream(people).map(person -> new Decision.Member(person, person,
        "user", "", Moment.of(clock.millis()), 1, false)).toList();
    return new Decision.Group("group-" + name, name, clock.millis(), WHY, "Halden Health, payments", "001A", "payments", "hot", false, people[0],
        Moment.of(clock.millis()), 50, List.of(), members, "", "");
  }

  private Decision consent() {
    return new Decision.Consent("c1", DANA, clock.millis(), WHY, DANA,
        List.of(new Decision.Said("email", true, "salesforce", clock.millis())), List.of(), Moment.NONE);
  }

  private Decision enrolment(boolean in) {
    return in ? new Decision.Enrolment("in", DANA, clock.millis(), WHY, DANA, "raise-interest")
        : new Decision.Leave("out", DANA, clock.millis(), WHY, DANA, "raise-interest");
  }

  private Decision assignment(String id) {
    return new Decision.Assignment(id, DANA, clock.millis(), WHY, handOff(id), "005B", "owner", "Rep", Moment.NONE);
  }

  private Decision reassignment(String id) {
    return new Decision.Notice("reassignment/" + id, DANA, clock.millis(), WHY, handOff(id), "reassignment", "hand-off-" + id,
        "005C", "Other", Moment.NONE);
  }

  private Decision.HandOff handOff(String id) {
    return new Decision.HandOff("hand-off-" + id, DANA, clock.millis(), WHY, "person", DANA, DANA, "001A",
        "payments", "mql", "call", List.of(DANA), "because", Map.of());
  }
}
