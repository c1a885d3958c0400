package dev.caravan.journal;

import static dev.caravan.journal.Facts.account;
import static dev.caravan.journal.Facts.contact;
import static dev.caravan.journal.Facts.crm;
import static dev.caravan.journal.Facts.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.model.Fact;
import dev.caravan.model.Tally;
import dev.caravan.model.Times;
import dev.caravan.store.HandCrankedClock;
import dev.caravan.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal does on every database. */
abstract class JournalContract {
  private static final String STREAM = "eloqua/activity.page-view";
  final HandCrankedClock clock = new HandCrankedClock("2026-06-01T12:00:00Z");
  @TempDir Path folder;
  Store store;
  Journal journal;

  abstract Store open(Path folder);

  @BeforeEach
  void openTheJournal() {
    store = open(folder);
    journal = Journal.open(store, clock);
  }

  @AfterEach
  void closeTheStore() {
    store.close();
  }

  @Test
  void a_record_whose_clock_is_ahead_is_known_now_so_that_time_goes_on() {
    keep("a", List.of(view("1", "dana@h.example", "7", "", "2026-06-06T12:00:00Z")));
    assertThat(journal.next(10)).singleElement().satisfies(fact ->
        assertThat(Times.text(fact.head().recorded())).isEqualTo("2026-06-01T12:00:00Z"));
  }

  @Test
  void it_tells_until_when_records_of_a_person_are_as_of_their_first_reading() {
    var said = contact("7", "dana@h.example", "2026-03-02T10:15:00Z", "title", "CIO");
    keep("a", List.of(said.with(said.head().recordedAt(Times.parse("2021-01-01T00:00:00Z"))), contact("8", "lee@h.example", "2026-03-02T10:15:00Z")));
    workOff();
    assertThat(journal.readFirst("dana@h.example")).hasValue(Times.parse("2026-03-02T10:15:00Z"));
    assertThat(journal.readFirst("lee@h.example")).isEmpty();
  }

  @Test
  void a_fact_is_kept_once_however_often_it_arrives() {
    var facts = List.of(view("1", "dana@h.example", "7", "", "2026-03-02T10:15:00Z"),
        view("2", "dana@h.example", "7", "", "2026-03-02T10:16:00Z"),
        view("1", "dana@h.example", "7", "", "2026-03-02T10:15:00Z"));
    assertThat(keep("a", facts)).isEqualTo(new Arrival.Receipt(2, 1, 0));
    assertThat(keep("b", facts)).isEqualTo(new Arrival.Receipt(0, 3, 0));
    assertThat(journal.next(10)).hasSize(2);
    assertThat(journal.counts()).containsEntry(STREAM, 2L);
  }

  private static Fact told(String title, String time) {
    return new Fact.Person(Facts.head("crm", "contact-1@" + time, "ana@nordlicht.example", time), Map.of("crm", "1"), Map.of("title", title));
  }

  @Test
  void a_state_that_is_told_otherwise_of_the_same_moment_is_news_and_the_later_told_comes_last() {
    String at = "2026-03-02T10:15:00Z";
    assertThat(keep("a", List.of(told("Intern", at), told("Analyst", at), told("Analyst", at), told("Intern", at))).kept()).isEqualTo(3);
    assertThat(keep("b", List.of(told("Chair", at))).kept()).isEqualTo(1);
    assertThat(journal.next(10)).extracting(fact -> ((Fact.Person) fact).value("title")).containsExactly("Intern", "Analyst", "Intern", "Chair");
    assertThat(journal.next(10)).extracting(fact -> fact.head().id()).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void a_stream_that_was_read_to_its_end_brings_nothing_new_when_it_is_read_again() {
    String at = "2026-03-02T10:15:00Z";
    List<Fact> file = List.of(told("Intern", at), told("Analyst", at), told("Intern", at));
    for (int kept : new int[] {3, 0, 0}) {
      assertThat(journal.keep(new Arrival("file/crm/a.csv", file, List.of(), "done", true)).kept()).isEqualTo(kept);
    }
  }

  @Test
  void what_claims_a_moment_to_come_is_known_and_happened_now() {
    keep("a", List.of(view("1", "dana@h.example", "7", "", "2926-03-02T10:15:00Z"), view("2", "dana@h.example", "7", "", "2026-03-02T10:15:00Z")));
    assertThat(journal.next(10)).extracting(fact -> fact.head().recorded()).allMatch(recorded -> recorded <= clock.millis());
    assertThat(journal.next(10)).extracting(fact -> fact.head().time()).allMatch(time -> time <= clock.millis());
  }

  @Test
  void the_cursor_moves_with_its_facts() {
    assertThat(journal.cursor(STREAM)).isEmpty();
    keep("page-2", List.of(view("1", "", "7", "", "2026-03-02T10:15:00Z")));
    assertThat(journal.cursor(STREAM)).contains("page-2");
    keep("", List.of(view("2", "", "7", "", "2026-03-02T10:15:00Z")));
    assertThat(journal.cursor(STREAM)).contains("page-2");
  }

  @Test
  void facts_of_a_window_are_counted_by_the_beginning_of_their_ids() {
    keep("a", List.of(view("1", "", "7", "", "2026-03-02T10:15:00Z"), view("2", "", "7", "", "2026-03-02T10:20:00Z"),
        view("3", "", "7", "", "2026-03-02T10:25:00Z")));
    String id = journal.next(10).get(0).head().id();
    String prefix = id.substring(0, id.length() - 1);
    long from = java.time.Instant.parse("2026-03-02T10:15:00Z").toEpochMilli();

    assertThat(journal.kept("eloqua", prefix, from, from + 600_000)).isEqualTo(2);
    assertThat(journal.kept("eloqua", prefix, from, from + 600_001)).isEqualTo(3);
    assertThat(journal.kept("elsewhere", prefix, from, from + 600_001)).isZero();
    assertThat(journal.moments(id, from)).contains(new Journal.Moments(from, from));
    assertThat(journal.moments(id, from - 1_000)).isEmpty();
  }

  @Test
  void a_campaign_is_the_one_of_the_crm_that_its_source_said_last() {
    assertThat(journal.campaign("eloqua", "54")).isEmpty();
    keep("a", List.of(campaign("54", "54", "2026-03-01T08:00:00Z"), campaign("5", "701A", "2026-03-01T08:00:00Z"),
        campaign("540", "701B", "2026-03-01T08:00:00Z")));
    assertThat(journal.campaign("eloqua", "54")).as("not linked").isEmpty();
    keep("b", List.of(campaign("54", "701C", "2026-03-02T08:00:00Z")));
    assertThat(journal.campaign("eloqua", "54")).contains("701C");
    assertThat(journal.campaign("elsewhere", "54")).isEmpty();
  }

  private static Fact campaign(String id, String subject, String time) {
    return new Fact.Campaign(Facts.head("eloqua", "campaign-" + id + "@" + time, subject, time), "Spring " + id, 0, "", "", "");
  }

  @Test
  void an_arrival_that_cannot_be_kept_leaves_facts_and_cursor_as_they_were() {
    keep("page-1", List.of(view("1", "", "7", "", "2026-03-02T10:15:00Z")));
    store.write(tx -> tx.handle().execute("CREATE UNIQUE INDEX in_the_way ON set_aside (reason)"));
    var row = new Arrival.SetAside("a.csv", 1, "no id");
    var same = new Arrival.SetAside("a.csv", 2, "no id");
    assertThatThrownBy(() -> journal.keep(new Arrival(STREAM, List.of(view("2", "", "7", "", "2026-03-02T10:15:00Z")),
        List.of(row, same), "page-2", true))).isNotNull();
    assertThat(journal.cursor(STREAM)).contains("page-1");
    assertThat(journal.next(10)).hasSize(1);
    assertThat(journal.counts()).containsEntry(STREAM, 1L);
  }

  @Test
  void a_record_that_says_again_what_it_said_is_an_echo() {
    assertThat(keep("", List.of(contact("7", "d@h.example", "2026-03-01T00:00:00Z", "title", "Director"))).kept())
        .isEqualTo(1);
    assertThat(keep("", List.of(contact("7", "d@h.example", "2026-03-02T00:00:00Z", "title", "Director"))))
        .isEqualTo(new Arrival.Receipt(0, 1, 0));
    assertThat(keep("", List.of(contact("7", "d@h.example", "2026-03-03T00:00:00Z", "title", "VP"))).kept())
        .isEqualTo(1);
    assertThat(keep("", List.of(contact("7", "d@h.example", "2026-03-04T00:00:00Z", "title", "Director"))).kept())
        .as("back to what it was before is a change").isEqualTo(1);
    assertThat(keep("", List.of(contact("8", "e@h.example", "2026-03-04T00:00:00Z", "title", "Director"))).kept())
        .as("another record").isEqualTo(1);
  }

  @Test
  void echoes_are_seen_within_one_arrival_and_old_states_are_not_taken_for_new() {
    assertThat(keep("", List.of(account("001A", "2026-03-03T00:00:00Z", "name", "B"),
        account("001A", "2026-03-01T00:00:00Z", "name", "A"), account("001A", "2026-03-02T00:00:00Z", "name", "A"))))
        .isEqualTo(new Arrival.Receipt(2, 1, 0));
    assertThat(keep("", List.of(account("001A", "2026-02-01T00:00:00Z", "name", "Z"))).kept()).isEqualTo(1);
    assertThat(keep("", List.of(account("001A", "2026-03-04T00:00:00Z", "name", "B"))).repeated())
        .as("the newest is still B").isEqualTo(1);
  }

  @Test
  void an_activity_is_never_an_echo() {
    assertThat(keep("", List.of(view("1", "", "7", "", "2026-03-02T10:15:00Z"),
        view("2", "", "7", "", "2026-03-02T10:15:00Z"))).kept()).isEqualTo(2);
  }

  @Test
  void the_back_fill_is_known_when_it_happened_and_later_facts_when_they_came() {
    keep("", List.of(view("2", "", "7", "", "2026-03-02T10:15:00Z"), view("1", "", "7", "", "2024-01-01T00:00:00Z")));
    work();
    assertThat(journal.position()).isEqualTo(Times.parse("2026-03-02T10:15:00Z"));
    keep("", List.of(view("3", "", "7", "", "2025-01-01T00:00:00Z")));
    assertThat(journal.next(10)).singleElement()
        .satisfies(fact -> assertThat(fact.head().recorded()).isEqualTo(clock.millis()))
        .satisfies(fact -> assertThat(fact.head().time()).isEqualTo(Times.parse("2025-01-01T00:00:00Z")));
  }

  @Test
  void where_a_market_stands_still_facts_become_known_right_after_what_was_worked_off() {
    long end = Times.parse("2026-03-02T10:15:00Z");
    journal = Journal.open(store, clock, InstantSource.fixed(Instant.ofEpochMilli(end)));
    keep("", List.of(view("1", "", "7", "", "2026-03-02T10:15:00Z")));
    work();
    clock.turn(Duration.ofHours(5));
    keep("", List.of(view("2", "", "7", "", "2026-06-01T12:00:00Z")));
    assertThat(journal.next(10)).singleElement()
        .satisfies(fact -> assertThat(fact.head().recorded()).isEqualTo(end + 1));
  }

  @Test
  void nothing_becomes_known_in_a_tick_that_was_given_out() {
    keep("", List.of(view("1", "", "7", "", "2026-06-01T12:00:00Z")));
    assertThat(journal.next(10)).hasSize(1);
    keep("", List.of(view("2", "", "7", "", "2026-01-01T00:00:00Z")));
    assertThat(journal.next(10)).extracting(fact -> fact.head().recorded())
        .containsExactly(clock.millis(), clock.millis() + 1);
  }

  @Test
  void work_comes_in_whole_ticks_in_the_order_of_knowing() {
    keep("", List.of(view("c", "", "7", "", "2026-03-02T10:15:00Z"), view("a", "", "7", "", "2026-03-02T10:15:00Z"),
        view("b", "", "7", "", "2026-03-02T10:15:00Z"), view("z", "", "7", "", "2026-03-01T00:00:00Z"),
        view("y", "", "7", "", "2026-03-03T00:00:00Z")));
    assertThat(journal.next(2)).extracting(fact -> fact.head().id())
        .containsExactly("PageView-z", "PageView-a", "PageView-b", "PageView-c");
    assertThat(journal.next(1)).hasSize(1);
    assertThat(journal.next(5)).hasSize(5);
  }

  @Test
  void the_position_moves_only_from_where_it_is() {
    assertThat(journal.position()).isEqualTo(Long.MIN_VALUE);
    assertThat(store.<Boolean>write(tx -> journal.advance(tx, Long.MIN_VALUE, 10))).isTrue();
    assertThat(store.<Boolean>write(tx -> journal.advance(tx, Long.MIN_VALUE, 20))).isFalse();
    assertThat(journal.position()).isEqualTo(10);
  }

  @Test
  void an_expected_stream_is_behind_until_it_was_read_to_its_end() {
    journal.expect(STREAM);
    journal.expect("salesforce/person");
    assertThat(journal.behind(0)).containsExactly(STREAM, "salesforce/person");
    journal.keep(new Arrival(STREAM, List.of(), List.of(), "1", false));
    assertThat(journal.behind(0)).contains(STREAM);
    journal.keep(new Arrival(STREAM, List.of(), List.of(), "2", true));
    journal.keep(new Arrival("nobody/waits", List.of(), List.of(), "2", false));
    assertThat(journal.behind(0)).containsExactly("salesforce/person");
    assertThat(journal.behind(clock.millis())).containsExactly("salesforce/person");
    assertThat(journal.behind(clock.millis() + 1)).contains(STREAM);
  }

  @Test
  void the_first_work_waits_for_what_may_still_be_read_and_not_for_what_its_system_refuses() {
    journal.expectOnly(List.of(STREAM, "salesforce/contract", "salesforce/lead"));
    journal.keep(new Arrival(STREAM, List.of(), List.of(), "1", true));
    journal.notRead(List.of("salesforce/contract"), "INVALID_TYPE", UnreadStreams.Kind.REFUSED);
    journal.notRead(List.of("salesforce/lead"), "503", UnreadStreams.Kind.PASSES);
    assertThat(journal.awaited()).containsExactly("salesforce/lead");
    journal.notRead(List.of("salesforce/lead"), "login refused", UnreadStreams.Kind.STOPS);
    assertThat(journal.awaited()).containsExactly("salesforce/lead");
    journal.keep(new Arrival("salesforce/lead", List.of(), List.of(), "1", true));
    assertThat(journal.awaited()).isEmpty();
    assertThat(journal.behind(0)).as("it is behind all the same").containsExactly("salesforce/contract");
    journal.expectOnly(List.of(STREAM, "salesforce/contract", "salesforce/lead"));
    assertThat(journal.awaited()).as("after a start it may have been mended").containsExactly("salesforce/contract");
  }

  @Test
  void history_that_is_first_read_after_work_has_begun_keeps_its_own_times_and_waits_for_its_end() {
    journal.expectOnly(List.of(STREAM, "salesforce/contract"));
    journal.keep(new Arrival(STREAM, List.of(view("1", "dana@h.example", "7", "", "2026-03-02T10:15:00Z"),
        view("2", "dana@h.example", "7", "", "2026-05-02T10:15:00Z")), List.of(), "a", true));
    journal.notRead(List.of("salesforce/contract"), "refused", UnreadStreams.Kind.REFUSED);
    workOff();

    Fact old = view("3", "dana@h.example", "7", "", "2026-04-01T00:00:00Z");
    Fact older = view("4", "eve@h.example", "8", "", "2026-02-01T00:00:00Z");
    Fact today = view("5", "dana@h.example", "7", "", "2026-06-01T11:00:00Z");
    journal.keep(new Arrival("salesforce/contract", List.of(old), List.of(), "1", false));
    assertThat(journal.next(10)).isEmpty();
    assertThat(journal.admitLate()).as("more is to come").isEmpty();
    journal.keep(new Arrival("salesforce/contract", List.of(old, older, today), List.of(), "2", true));
    assertThat(ids(journal.next(10))).as("what happened since is worked off as ever").containsExactly("5");
    assertThat(ids(journal.all(Long.MIN_VALUE))).as("not before it is taken in").containsExactly("1", "2", "5");

    assertThat(journal.admitLate()).as("other facts come first").isEmpty();
    workOff();
    long position = journal.position();
    Journal.Late late = journal.admitLate().orElseThrow();
    Journal.Admission admission = late.admission();
    assertThat(late.until()).isEqualTo(position + 1);
    assertThat(ids(admission.facts())).containsExactly("4", "3");
    assertThat(admission.facts()).allSatisfy(fact -> assertThat(fact.head().recorded()).isEqualTo(fact.head().time()));
    assertThat(admission.facts().get(1).head().person()).isEqualTo("dana@h.example");
    store.write(tx -> {
      journal.settleStamps(tx, admission);
      return null;
    });
    String tick = "late-history-" + late.until();
    assertThat(ids(journal.allWithLate())).containsExactly("4", "1", "3", "2", "5", tick);
    store.write(tx -> {
      journal.takenIn(tx);
      return null;
    });
    assertThat(ids(journal.all(Long.MIN_VALUE))).containsExactly("4", "1", "3", "2", "5", tick);
    assertThat(journal.admitLate()).isEmpty();
    assertThat(keep("b", List.of(view("6", "dana@h.example", "7", "", "2026-06-01T11:30:00Z"))).kept()).isEqualTo(1);
    assertThat(journal.next(10)).last().satisfies(fact -> assertThat(fact.head().recorded()).isGreaterThan(late.until()));
  }

  @Test
  void two_people_whom_late_history_shows_to_be_one_are_so_from_now_on() {
    journal.expectOnly(List.of(STREAM, "eloqua/contact"));
    journal.keep(new Arrival(STREAM, List.of(view("1", "dana@h.example", "", "", "2026-03-02T10:15:00Z"),
        view("2", "", "7", "", "2026-05-02T10:15:00Z")), List.of(), "a", true));
    journal.notRead(List.of("eloqua/contact"), "refused", UnreadStreams.Kind.REFUSED);
    workOff();

    Fact record = contact("7", "dana@h.example", "2026-03-01T00:00:00Z", "title", "Director");
    journal.keep(new Arrival("eloqua/contact", List.of(record), List.of(), "1", true));
    Journal.Late late = journal.admitLate().orElseThrow();
    store.write(tx -> {
      journal.settleStamps(tx, late.admission());
      journal.takenIn(tx);
      return null;
    });

    var all = new ArrayList<Fact>();
    journal.all(Long.MIN_VALUE).forEach(all::add);
    assertThat(ids(all)).containsExactly(record.head().id(), "1", "2", "merge-eloqua:7", "2", "late-history-" + late.until());
    assertThat(all.get(0).head().recorded()).isEqualTo(record.head().time());
    assertThat(all.get(0).head().person()).isEqualTo("dana@h.example");
    assertThat(all.get(4).head().person()).as("what they did follows again").isEqualTo("dana@h.example");
    assertThat(all.get(4).head().recorded()).isEqualTo(late.until());
    assertThat(journal.people().find("eloqua:7")).contains("dana@h.example");
  }

  private static List<String> ids(Iterable<Fact> facts) {
    var ids = new ArrayList<String>();
    facts.forEach(fact -> ids.add(fact.head().id().replace("PageView-", "")));
    return ids;
  }

  private void workOff() {
    List<Fact> facts = journal.next(1_000);
    Journal.Admission admission = journal.admit(facts);
    store.write(tx -> {
      journal.advance(tx, journal.position(), facts.get(facts.size() - 1).head().recorded());
      journal.settleStamps(tx, admission);
      return null;
    });
  }

  @Test
  void a_finding_is_kept_once_with_its_first_moment_until_it_is_mended() {
    long first = clock.millis();
    journal.findings().found("salesforce", "read opportunity", "two fields lack");
    clock.turn(Duration.ofMinutes(1));
    journal.findings().found("salesforce", "read opportunity", "one field lacks");
    journal.findings().found("eloqua", "read contact", "a field lacks");
    assertThat(journal.findings().all()).containsExactly(
        new Findings.Finding("eloqua", "read contact", "a field lacks", first + Duration.ofMinutes(1).toMillis()),
        new Findings.Finding("salesforce", "read opportunity", "one field lacks", first));
    journal.findings().mended("salesforce", List.of("read opportunity", "read contact"));
    assertThat(journal.findings().all()).extracting(Findings.Finding::source).containsExactly("eloqua");
  }

  @Test
  void how_a_stream_is_read_is_kept_with_its_last_trouble_until_it_is_read_again() {
    journal.expect(STREAM);
    assertThat(journal.readings()).containsExactly(new Reading(STREAM, 0, 0, Reading.Trouble.NONE));
    assertThat(journal.readings().get(0).at(clock.millis())).isEqualTo(Reading.State.NEVER_READ);
    long first = clock.millis();
    journal.notRead(List.of(STREAM), "503", UnreadStreams.Kind.PASSES);
    clock.turn(Duration.ofMinutes(1));
    journal.notRead(List.of(STREAM), "502", UnreadStreams.Kind.PASSES);
    assertThat(journal.readings()).containsExactly(
        new Reading(STREAM, 0, 0, new Reading.Trouble(first, clock.millis(), UnreadStreams.Kind.PASSES, "502")));
    assertThat(journal.readings().get(0).at(clock.millis())).isEqualTo(Reading.State.FAILING);
    long failed = clock.millis();
    clock.turn(Duration.ofMinutes(1));
    journal.keep(new Arrival(STREAM, List.of(), List.of(), "1", false));
    assertThat(journal.readings().get(0).isFailing()).as("a page is not all of it").isTrue();
    journal.keep(new Arrival(STREAM, List.of(), List.of(), "2", true));
    assertThat(journal.readings()).containsExactly(
        new Reading(STREAM, clock.millis(), 0, new Reading.Trouble(0, failed, UnreadStreams.Kind.PASSES, "502")));
    assertThat(journal.readings().get(0).at(clock.millis())).isEqualTo(Reading.State.READ);
  }

  @Test
  void a_stream_is_missed_when_it_is_silent_for_longer_than_usual() {
    journal.expect(STREAM);
    for (int reading = 0; reading < 6; reading++) {
      journal.keep(new Arrival(STREAM, List.of(), List.of(), "", true));
      clock.turn(Duration.ofSeconds(1));
      journal.keep(new Arrival(STREAM, List.of(), List.of(), "", true));
      clock.turn(Duration.ofHours(1));
    }
    Reading reading = journal.readings().get(0);
    assertThat(reading.usualGap()).isEqualTo(Duration.ofHours(1).plusSeconds(1).toMillis());
    assertThat(reading.at(reading.readAt() + Duration.ofHours(3).toMillis())).isEqualTo(Reading.State.READ);
    assertThat(reading.at(reading.readAt() + Duration.ofHours(4).toMillis())).isEqualTo(Reading.State.SILENT);
  }

  @Test
  void the_rounds_of_one_run_say_nothing_of_what_is_usual() {
    journal.expect(STREAM);
    for (int round = 0; round < 5; round++) {
      journal.keep(new Arrival(STREAM, List.of(), List.of(), "", true));
      clock.turn(Duration.ofMinutes(2));
    }
    assertThat(journal.readings().get(0).usualGap()).isZero();
    assertThat(journal.readings().get(0).at(clock.millis() + Duration.ofDays(9).toMillis())).isEqualTo(Reading.State.READ);
  }

  @Test
  void a_stream_that_is_announced_no_more_is_not_missed() {
    journal.expectOnly(List.of(STREAM, "salesforce/contract"));
    journal.notRead(List.of("salesforce/contract", "salesforce/unheard-of"), "no such object", UnreadStreams.Kind.REFUSED);
    assertThat(journal.readings()).extracting(Reading::stream)
        .containsExactlyInAnyOrder(STREAM, "salesforce/contract", "salesforce/unheard-of");
    journal.expectOnly(List.of(STREAM));
    assertThat(journal.readings()).extracting(Reading::stream).containsExactly(STREAM);
    assertThat(journal.behind(0)).containsExactly(STREAM);
  }

  @Test
  void rows_set_aside_are_counted_and_kept_with_their_reason() {
    var row = new Arrival.SetAside("leads.csv", 12, "no id");
    var arrival = new Arrival(STREAM, List.of(view("1", "", "7", "", "2026-03-02T10:15:00Z")), List.of(row), "", false);
    assertThat(journal.keep(arrival)).isEqualTo(new Arrival.Receipt(1, 0, 1));
    journal.keep(arrival);
    assertThat(journal.setAside(10)).containsExactly(row);
  }

  @Test
  void people_are_known_again_in_later_batches() {
    keep("", List.of(contact("7", "Dana@H.example", "2026-03-01T00:00:00Z")));
    work();
    keep("", List.of(view("1", "", "7", "", "2026-03-02T00:00:00Z"), crm("00Q1", "dana@h.example",
        "2026-03-02T00:00:00Z")));
    assertThat(work()).extracting(fact -> fact.head().person()).containsOnly("dana@h.example");
    assertThat(journal.people().find(" DANA@h.example ")).contains("dana@h.example");
    assertThat(journal.people().find("salesforce:00Q1")).contains("dana@h.example");
    assertThat(journal.people().find("li@h.example")).isEmpty();
    assertThat(journal.people().ids("dana@h.example"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("eloqua", "7", "salesforce.lead", "00Q1"));
  }

  @Test
  void an_id_the_outside_gave_us_is_remembered() {
    keep("", List.of(contact("7", "dana@h.example", "2026-03-01T00:00:00Z")));
    work();
    journal.people().remember("dana@h.example", "salesforce", "00Q9");
    journal.people().remember("dana@h.example", "salesforce", "00Q9");
    assertThat(journal.people().ids("dana@h.example")).containsEntry("salesforce.lead", "00Q9");
    keep("", List.of(crm("00Q9", "", "2026-03-02T00:00:00Z")));
    assertThat(work()).extracting(fact -> fact.head().person()).containsExactly("dana@h.example");
  }

  @Test
  void an_admission_that_is_dropped_leaves_no_trace() {
    keep("", List.of(contact("7", "dana@h.example", "2026-03-01T00:00:00Z")));
    assertThat(journal.admit(journal.next(10)).facts()).hasSize(1);
    assertThat(journal.people().find("dana@h.example")).isEmpty();
  }

  @Test
  void a_visitor_who_becomes_known_brings_along_what_was_seen_before() {
    keep("", List.of(view("1", "eloqua-visitor:55", "", "55", "2026-03-01T00:00:00Z")));
    work();
    keep("", List.of(view("2", "dana@h.example", "7", "55", "2026-03-02T00:00:00Z")));
    assertThat(work()).extracting(Facts::told).containsExactly("dana@h.example < eloqua-visitor:55",
        "PageView-1 by dana@h.example", "PageView-2 by dana@h.example");
    assertThat(journal.people().find("eloqua-visitor:55")).contains("dana@h.example");
  }

  @Test
  void everything_can_be_read_again_as_it_was_worked_off() {
    List<Fact> worked = new ArrayList<>();
    for (List<Fact> day : List.of(
        List.of(view("1", "eloqua-visitor:55", "", "55", "2026-03-01T00:00:00Z"), account("001A",
            "2026-03-01T00:00:00Z")),
        List.of(view("2", "", "7", "55", "2026-03-02T00:00:00Z")),
        List.of(contact("7", "dana@h.example", "2026-03-03T00:00:00Z")),
        List.of(crm("00Q1", "d.reyes@h.example", "2026-03-03T00:00:00Z")),
        List.of(crm("00Q1", "dana@h.example", "2026-03-04T00:00:00Z"), view("9", "li@h.example", "8", "56",
            "2026-03-04T00:00:00Z")))) {
      keep("", day);
      worked.addAll(work());
      clock.turn(Duration.ofMinutes(1));
    }
    keep("", List.of(view("10", "li@h.example", "8", "", "2026-03-04T00:00:00Z")));
    assertThat(worked).filteredOn(fact -> fact instanceof Fact.Merge).hasSizeGreaterThan(1);
    List<Fact> again = new ArrayList<>();
    journal.all(Long.MIN_VALUE).forEach(again::add);
    assertThat(again.subList(0, worked.size())).containsExactlyElementsOf(worked);
    assertThat(again.subList(worked.size(), again.size())).extracting(Facts::told).containsExactly("PageView-10 by ");
  }

  @Test
  void in_batches_through_the_store_or_at_once_in_memory_the_people_are_the_same() {
    List<Fact> facts = new ArrayList<>();
    var random = new Random(4);
    for (int i = 0; i < 400; i++) {
      String time = Times.text(Times.parse("2026-01-01T00:00:00Z") + i * 1_000L);
      String email = random.nextInt(3) == 0 ? "" : "p" + random.nextInt(60) + "@h.example";
      facts.add(random.nextInt(4) == 0 ? crm("00" + (random.nextBoolean() ? "Q" : "3") + random.nextInt(60), email, time,
              "n", "" + i)
          : view("" + i, email, "" + (1 + random.nextInt(60)), random.nextBoolean() ? "" + random.nextInt(90) : "",
              time));
    }
    List<Fact> shuffled = new ArrayList<>(facts);
    Collections.shuffle(shuffled, random);
    keep("", shuffled);
    List<Fact> worked = new ArrayList<>();
    for (List<Fact> batch = work(37); !batch.isEmpty(); batch = work(37)) {
      worked.addAll(batch);
    }
    facts.sort(FrontDoor.CANONICAL);
    assertThat(worked).extracting(Facts::told)
        .containsExactlyElementsOf(new FrontDoor().admit(facts).stream().map(Facts::told).toList());
  }

  @Test
  void every_type_of_fact_comes_back_as_it_was_kept() {
    var facts = new ArrayList<>(FactJsonTest.ONE_OF_EACH);
    keep("", facts);
    facts.sort(FrontDoor.CANONICAL);
    assertThat(journal.next(100)).containsExactlyElementsOf(facts);
  }

  @Test
  void text_no_database_can_keep_costs_only_that_text() throws FactJson.Unreadable {
    keep("", List.of(FactJson.read("{\"id\":\"1\",\"source\":\"s\",\"type\":\"person\",\"subject\":\"dana@h.example\","
        + "\"time\":\"2026-03-02T10:15:00Z\",\"data\":{\"ids\":{\"eloqua\":\"7\\u00008\"},"
        + "\"first_name\":\"D\\ud800na\","
        + "\"title\":\"a\\u0000b\"}}")));
    assertThat(work()).singleElement().isInstanceOfSatisfying(Fact.Person.class, person -> {
      assertThat(person.head().person()).isEqualTo("dana@h.example");
      assertThat(person.value("first_name")).isEqualTo("D\ufffdna");
      assertThat(person.value("title")).isEqualTo("a\0b");
    });
    assertThat(journal.people().ids("dana@h.example")).isEmpty();
  }

  @Test
  void a_run_tells_what_it_counted() {
    var run = journal.runs().start("sync");
    run.count(STREAM, new Arrival.Receipt(3, 1, 0));
    run.count(STREAM, new Arrival.Receipt(2, 0, 1));
    run.count("salesforce", new Tally(3, 1, 2, 1, 1));
    assertThat(journal.runs().latest(5)).singleElement().satisfies(told -> {
      assertThat(told.status()).isEqualTo(Runs.RUNNING);
      assertThat(told.streams()).containsEntry(STREAM, new Arrival.Receipt(5, 1, 1));
      assertThat(told.targets()).containsEntry("salesforce", new Tally(3, 1, 2, 1, 1));
    });
    clock.turn(Duration.ofSeconds(9));
    run.finish("done", "");
    journal.runs().start("import");
    assertThat(journal.runs().latest(5)).extracting(Runs.Summary::kind).containsExactly("import", "sync");
    assertThat(journal.runs().latest(5).get(1).finished() - journal.runs().latest(5).get(1).started()).isEqualTo(9_000);
  }

  @Test
  void a_run_whose_process_is_gone_is_interrupted() {
    journal.runs().start("sync");
    String mine = store.read(handle -> handle.select("SELECT process FROM run").mapTo(String.class).one());
    String gone = mine.replaceFirst(" \\d+$", " 1");
    new JdbcRuns(store, clock, gone).start("sync").count(STREAM, new Arrival.Receipt(1, 0, 0));
    assertThat(journal.runs().latest(5)).extracting(Runs.Summary::status)
        .containsExactly(Runs.INTERRUPTED, Runs.RUNNING);
    assertThat(journal.runs().latest(1).get(0).streams()).hasSize(1);
  }

  Arrival.Receipt keep(String cursor, List<Fact> facts) {
    return journal.keep(new Arrival(STREAM, facts, List.of(), cursor, false));
  }

  private List<Fact> work() {
    return work(10_000);
  }

  /** One batch as a host does it. */
  private List<Fact> work(int atMost) {
    List<Fact> facts = journal.next(atMost);
    if (facts.isEmpty()) {
      return List.of();
    }
    var admission = journal.admit(facts);
    long from = journal.position();
    store.write(tx -> {
      assertThat(journal.advance(tx, from, facts.get(facts.size() - 1).head().recorded())).isTrue();
      journal.settleStamps(tx, admission);
      return null;
    });
    return admission.facts();
  }
}
