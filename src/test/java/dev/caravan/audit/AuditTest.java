package dev.caravan.audit;

import static dev.caravan.audit.Written.OF_GROUP;
import static dev.caravan.audit.Written.OWN;
import static dev.caravan.audit.Written.ago;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way to be lost, and beside it somebody who is not. */
class AuditTest {
  private static final String DANA = "dana@halden.example";

  @TempDir Path folder;
  private Written files;

  @BeforeEach
  void nothing() {
    files = new Written(folder);
  }

  private void isLost(String code) {
    ToldToNobody lost = files.check();
    assertThat(lost.findings()).extracting(Finding::person, Finding::code)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(DANA, code));
    assertThat(lost.line()).isEqualTo("qualified and told to nobody: 1");
  }

  private void nobodyIsLost() {
    assertThat(files.check().findings()).isEmpty();
  }

  private Written dana(String... held) {
    return files.qualified(10).dana("stage", "mql", "mql", true, "held", List.of(held));
  }

  // who counts

  @Test
  void who_has_not_qualified_need_not_be_told_to_anybody() {
    files.dana();
    nobodyIsLost();
    assertThat(files.check().line()).isEqualTo("qualified and told to nobody: 0");
  }

  @Test
  void who_qualified_and_is_neither_handed_over_nor_held_is_lost() {
    dana();
    isLost("never-handed-over");
  }

  @Test
  void who_asked_us_and_never_qualified_is_lost() {
    files.dana("parts", List.of(Map.of("rule", "quote-request", "count", 1)));
    isLost("asked-us");
  }

  @Test
  void who_asked_us_and_is_disqualified_stays_so() {
    files.dana("parts", List.of(Map.of("rule", "quote-request", "count", 1)), "disqualified", "student");
    nobodyIsLost();
  }

  @Test
  void a_request_that_only_a_machine_made_is_none() {
    files.dana("parts", List.of(Map.of("rule", "quote-request", "count", 0)));
    nobodyIsLost();
  }

  @Test
  void who_asked_us_and_was_handed_over_is_not_lost() {
    files.dana("parts", List.of(Map.of("rule", "quote-request", "count", 1))).own(1, "open");
    nobodyIsLost();
  }

  @Test
  void who_stands_where_sales_should_act_and_was_never_handed_over_is_lost() {
    files.stage("renewal", 20, "renewal due", 1).dana("stage", "renewal");
    isLost("stage-of-sales");
  }

  @Test
  void the_one_hand_off_of_a_contract_covers_everybody_of_the_account() {
    files = new Written(folder, new AuditSettings(Set.of("mql"), Set.of("renewal"), Set.of("renewal"), Set.of(), 0));
    files.stage("renewal", 20, "renewal due", 1).dana("stage", "renewal").line("decisions", "id", "hand-off/p9/1", "kind",
        "hand-off", "subject", "p9", "at", ago(20), "of", "person", "person", "p9", "email", "bob@halden.example", "account",
        "001A", "solution", "customer-care", "trigger", "renewal", "members", List.of("bob@halden.example"))
        .line("hand-offs", "id", "hand-off/p9/1", "stands", "answered", "asked_at", ago(20));
    nobodyIsLost();
  }

  @Test
  void the_word_on_a_contract_to_the_owner_of_an_opportunity_covers_everybody_of_the_account() {
    files = new Written(folder, new AuditSettings(Set.of("mql"), Set.of("renewal"), Set.of("renewal"), Set.of(), 0));
    files.stage("renewal", 20, "renewal due", 1).dana("stage", "renewal").line("decisions", "id", "notice/hand-off/p9/1", "kind",
        "notice", "subject", "p9", "at", ago(20), "what", "opportunity", "about", "p9", "hand_off", "hand-off/p9/1", "account",
        "001A", "solution", "customer-care", "trigger", "renewal");
    nobodyIsLost();
  }

  @Test
  void whose_opportunity_was_decided_since_they_qualified_is_not_lost_although_they_went_on() {
    files.stage("mql", 200, "interest >= mql", 3).stage("mql", "won", 100, "their opportunity was won", 4)
        .stage("won", "customer", 70, "30 days on stage won are over", 5).dana("stage", "customer", "mql", true);
    nobodyIsLost();
  }

  @Test
  void who_qualified_after_their_opportunity_was_decided_is_lost() {
    files.stage("mql", "lost", 200, "their opportunity was lost", 3).stage("mql", 100, "interest >= mql", 4)
        .dana("stage", "mql", "mql", true);
    isLost("never-handed-over");
  }

  @Test
  void who_has_a_part_in_an_open_opportunity_is_with_sales() {
    files.stage("opportunity", 200, "the person has a part in an open opportunity", 4)
        .dana("stage", "opportunity", "no_programme", "with-sales");
    nobodyIsLost();
  }

  @Test
  void a_part_in_an_opportunity_that_was_left_again_covers_nobody() {
    files.stage("opportunity", 200, "the person has a part in an open opportunity", 4).stage("mql", 100, "interest >= mql", 5)
        .dana("stage", "mql", "mql", true);
    isLost("never-handed-over");
  }

  @Test
  void who_left_the_group_they_were_handed_over_with_begins_anew() {
    files.stage("mql", 20, "interest >= mql", 3).stage("mql", "recycled", 10, "they left the group they were handed over with", 4)
        .dana("stage", "recycled", "mql", true);
    nobodyIsLost();
  }

  // a hand-off of their own

  @ParameterizedTest
  @ValueSource(strings = {"open", "reminded", "reassigned", "escalated", "waiting"})
  void who_is_in_a_hand_off_that_is_young_is_not_lost(String stands) {
    dana().own(9, stands);
    nobodyIsLost();
  }

  @Test
  void a_hand_off_nobody_answered_for_30_days_after_those_above_were_told_reaches_nobody() {
    files.qualified(40).dana("stage", "mql", "mql", true).own(40, "escalated").escalated(OWN, 38);
    isLost("nobody-answered");
  }

  @Test
  void the_30_days_count_from_when_those_above_were_told() {
    files.qualified(40).dana("stage", "mql", "mql", true).own(40, "escalated").escalated(OWN, 29);
    nobodyIsLost();
  }

  @Test
  void a_hand_off_that_was_answered_may_take_as_long_as_it_takes() {
    files.qualified(200).dana("stage", "mql", "mql", true).own(200, "answered").escalated(OWN, 199);
    nobodyIsLost();
  }

  @Test
  void a_hand_off_that_waits_for_somebody_for_more_than_30_days_reaches_nobody() {
    files.qualified(31).dana("stage", "mql", "mql", true).own(31, "waiting");
    isLost("waits-too-long");
  }

  @Test
  void a_hand_off_the_desk_does_not_know_reaches_nobody() {
    dana().line("decisions", "id", OWN, "kind", "hand-off", "subject", "p1", "at", ago(9), "of", "person", "person", "p1",
        "email", DANA, "solution", "customer-care", "members", List.of(DANA));
    isLost("not-at-the-desk");
  }

  @ParameterizedTest
  @ValueSource(strings = {"expired", "won", "lost", "given back: no-budget", "merged"})
  void who_was_handed_over_and_given_back_with_a_reason_is_not_lost(String stands) {
    dana().own(9, stands);
    nobodyIsLost();
  }

  @Test
  void what_was_handed_over_under_another_record_of_theirs_covers_who_the_desk_says_it_is() {
    dana().line("decisions", "id", "hand-off/p9/1", "kind", "hand-off", "subject", "p9", "at", ago(12), "of", "person", "person", "p9",
        "email", "d.reyes@home.example", "solution", "customer-care", "members", List.of())
        .line("decisions", "id", "assignment/hand-off/p9/1", "kind", "assignment", "subject", "p9", "at", ago(12), "hand_off",
            "hand-off/p9/1", "respond_by", ago(11))
        .line("hand-offs", "id", "hand-off/p9/1", "person", "p1", "stands", "open", "asked_at", ago(12));
    nobodyIsLost();
  }

  @Test
  void one_that_was_merged_into_another_stands_as_that_does() {
    dana().own(9, "merged into hand-off/p9/1").line("decisions", "id", "hand-off/p9/1", "kind", "hand-off", "subject", "p9", "at",
        ago(60), "of", "person", "person", "p9", "solution", "payments", "members", List.of())
        .line("hand-offs", "id", "hand-off/p9/1", "person", "p1", "stands", "waiting", "asked_at", ago(60));
    isLost("waits-too-long");
  }

  @Test
  void a_hand_off_that_is_over_without_a_reason_reached_nobody() {
    dana().own(9, "over");
    isLost("closed-without-reason");
  }

  @Test
  void who_qualified_again_after_their_hand_off_was_over_is_lost() {
    dana().own(60, "expired");
    isLost("qualified-again");
  }

  @Test
  void a_hand_off_for_one_solution_does_not_cover_another() {
    files.qualified(10).dana("stage", "mql", "mql", true).line("decisions", "id", OWN, "kind", "hand-off", "subject", "p1",
        "at", ago(9), "of", "person", "person", "p1", "email", DANA, "solution", "payments", "members", List.of(DANA))
        .line("hand-offs", "id", OWN, "stands", "answered", "asked_at", ago(9));
    isLost("never-handed-over");
  }

  @Test
  void a_second_solution_that_was_appended_is_covered() {
    files.qualified(10).dana("stage", "mql", "mql", true).line("decisions", "id", OWN, "kind", "hand-off", "subject", "p1",
        "at", ago(9), "of", "person", "person", "p1", "email", DANA, "solution", "payments", "members", List.of(DANA))
        .line("hand-offs", "id", OWN, "stands", "answered", "asked_at", ago(9))
        .line("decisions", "id", "appended/" + OWN, "kind", "notice", "subject", "p1", "at", ago(8), "what", "appended",
            "about", OWN, "solution", "customer-care");
    nobodyIsLost();
  }

  @Test
  void one_that_joined_a_groups_stands_as_the_groups_does() {
    dana().own(9, "joined " + OF_GROUP).ofGroup(8, "answered", "bob");
    nobodyIsLost();
  }

  @Test
  void one_that_joined_a_groups_which_nobody_answered_reaches_nobody() {
    files.qualified(90).dana("stage", "mql", "mql", true).own(89, "joined " + OF_GROUP).ofGroup(88, "escalated", "bob")
        .escalated(OF_GROUP, 86);
    isLost("nobody-answered");
  }

  // deliveries

  @ParameterizedTest
  @ValueSource(strings = {"held", "parked"})
  void whose_task_lies_in_the_outbox_is_lost(String state) {
    dana().own(9, "open").item(OWN, state);
    isLost("task-" + state);
  }

  @Test
  void whose_task_is_in_a_stream_that_was_stopped_is_lost() {
    dana().own(9, "open").item(OWN, "due").line("outbox", "target", "salesforce", "kind", "assignment", "stopped", true);
    isLost("task-stopped");
  }

  @Test
  void whose_task_was_never_due_is_lost() {
    dana().own(9, "open").item("hand-off/somebody else/1", "sent");
    isLost("task-never-due");
  }

  @Test
  void whose_task_is_on_its_way_is_not_lost() {
    dana().own(9, "open").item(OWN, "due");
    nobodyIsLost();
  }

  @Test
  void whose_task_the_crm_holds_is_not_lost() {
    dana().own(9, "open").item(OWN, "sent").record("Lead", "Id", "00Q1", "Email", DANA)
        .record("Task", "Id", "00T1", "Caravan_Key__c", OWN, "WhoId", "00Q1", "OwnerId", "0051");
    nobodyIsLost();
  }

  @Test
  void whose_task_the_crm_does_not_hold_is_lost_and_told_of_by_their_record() {
    dana().own(9, "open").item(OWN, "sent").record("Lead", "Id", "00Q1", "Email", DANA);
    isLost("task-missing");
    assertThat(files.check().findings().get(0).text()).startsWith("00Q1, customer-care: ").doesNotContain("dana");
  }

  @Test
  void a_task_that_was_deleted_or_names_nobody_reaches_nobody() {
    dana().own(9, "open").record("Lead", "Id", "00Q1", "Email", DANA)
        .record("Task", "Id", "00T1", "Caravan_Key__c", OWN, "WhoId", "00Q9", "OwnerId", "0051");
    isLost("task-of-nobody");
    files.record("Task", "Id", "00T1", "Caravan_Key__c", OWN, "WhoId", "00Q1");
    isLost("task-without-owner");
  }

  // holds

  @ParameterizedTest
  @ValueSource(strings = {"no-consent", "customer", "poor-fit", "interest-fell", "release"})
  void who_is_held_for_a_listed_reason_is_not_lost(String reason) {
    dana(reason);
    nobodyIsLost();
  }

  @ParameterizedTest
  @ValueSource(strings = {"waiting", "later", "with-sales", "capacity", "no-rep", "flood", "open-opportunity"})
  void who_is_held_for_an_unlisted_reason_is_lost(String reason) {
    dana(reason);
    isLost("unlisted-reason");
  }

  @Test
  void a_listed_reason_does_not_make_an_unlisted_one_good() {
    dana("customer", "later");
    isLost("unlisted-reason");
  }

  @Test
  void exploring_holds_only_who_explores() {
    dana("exploring");
    isLost("hold-is-over");
  }

  @Test
  void who_explores_waits_until_they_compare() {
    files.qualified(10).dana("stage", "mql", "mql", true, "posture", "exploring", "held", List.of("exploring"));
    nobodyIsLost();
  }

  @Test
  void disqualified_holds_only_who_is_disqualified() {
    dana("disqualified");
    isLost("hold-is-over");
  }

  @Test
  void who_is_disqualified_stays_so() {
    files.qualified(10).dana("stage", "mql", "mql", true, "disqualified", "student", "held", List.of("disqualified"));
    nobodyIsLost();
  }

  @Test
  void the_touch_guard_holds_who_is_at_their_limit() {
    dana("touch-guard").touchLimit(false, 20).touchLimit(true, 2);
    nobodyIsLost();
  }

  @Test
  void the_touch_guard_does_not_hold_who_may_be_reached_again() {
    dana("touch-guard").touchLimit(true, 20).touchLimit(false, 13);
    isLost("hold-is-over");
  }

  @Test
  void who_was_let_go_by_the_touch_guard_because_interest_fell_is_lost() {
    dana("interest-fell").score(10, "evaluating").touchLimit(true, 11).touchLimit(false, 4);
    isLost("let-go-by-touch-guard");
  }

  @Test
  void who_explored_when_they_qualified_may_be_let_go_when_interest_falls() {
    dana("interest-fell").score(10, "exploring").touchLimit(true, 11).touchLimit(false, 4);
    nobodyIsLost();
  }

  @Test
  void a_next_look_more_than_30_days_away_is_none() {
    files.waits("poor-fit", 31);
    isLost("looks-too-late");
  }

  @Test
  void a_next_look_within_30_days_is_one() {
    files.waits("poor-fit", 29);
    nobodyIsLost();
  }

  @Test
  void a_groups_hand_off_may_be_open_for_more_than_30_days() {
    files.waits("group", 45).group("hot", TOGETHER, "sales", "opportunity");
    nobodyIsLost();
  }

  @Test
  void a_look_that_was_due_and_never_came_is_none() {
    files.waits("poor-fit", -1);
    isLost("never-looked");
  }

  @Test
  void an_open_opportunity_holds_whom_its_owner_was_told_of() {
    dana("opportunity").note(9);
    nobodyIsLost();
  }

  @Test
  void an_open_opportunity_does_not_hold_whom_nobody_was_told_of() {
    dana("opportunity");
    isLost("hold-is-over");
  }

  @Test
  void a_note_that_was_never_written_told_nobody() {
    dana("opportunity").note(9).line("outbox", "id", "salesforce:notice/note/p1", "target", "salesforce", "kind", "assignment",
        "state", "parked");
    isLost("task-parked");
  }

  // groups

  private static final Map<String, Double> TOGETHER = Map.of(DANA, 60.0);

  @Test
  void who_is_held_for_a_group_that_is_handed_over_is_not_lost() {
    dana("group").group("hot", TOGETHER).ofGroup(5, "open", DANA);
    nobodyIsLost();
  }

  @Test
  void who_is_held_for_a_group_whose_hand_off_is_over_is_lost() {
    dana("group").group("hot", TOGETHER).ofGroup(50, "expired", "bob").escalated(OF_GROUP, 40);
    isLost("group-is-over");
  }

  @Test
  void who_is_held_for_a_group_that_was_never_handed_over_is_lost() {
    dana("group").group("hot", TOGETHER);
    isLost("group-never-handed-over");
  }

  @Test
  void a_group_that_rose_within_the_hour_is_handed_over_in_time() {
    dana("group").group("hot", TOGETHER, "alerted_at", List.of(ago(0.03)));
    nobodyIsLost();
  }

  @Test
  void a_group_that_says_when_it_is_handed_over_waits_for_that() {
    dana("group").group("hot", TOGETHER, "hand_offs", Written.stands("scheduled", -0.03));
    nobodyIsLost();
  }

  @Test
  void a_group_that_was_to_be_handed_over_yesterday_and_was_not_is_lost() {
    dana("group").group("hot", TOGETHER, "hand_offs", Written.stands("scheduled", 1));
    isLost("group-never-handed-over");
  }

  @Test
  void who_came_after_a_groups_hand_off_was_closed_is_told_by_when_the_group_says_it_was() {
    files.dana().group("hot", Map.of(DANA, 25.0), "hand_offs", Written.stands("closed", 20)).ofGroup(60, "lost", "bob");
    nobodyIsLost();
    files = new Written(folder).dana().group("hot", Map.of(DANA, 18.0), "hand_offs", Written.stands("closed", 20))
        .ofGroup(60, "lost", "bob");
    isLost("group-not-handed-over-again");
  }

  @Test
  void a_groups_hand_off_waits_until_the_person_it_names_may_be_reached() {
    dana("group", "touch-guard").group("hot", TOGETHER).touchLimit(true, 1);
    nobodyIsLost();
  }

  @Test
  void a_group_of_which_no_more_come_than_usual_need_not_be_handed_over() {
    files.dana().group("active", TOGETHER, "alerted_at", List.of(), "waits_for", List.of(Map.of("reason", "as-usual", "event", "")));
    assertThat(files.check().findings()).isEmpty();
  }

  @Test
  void a_group_that_was_alerted_and_never_handed_over_is_lost_whatever_it_is_said_to_wait_for() {
    files.dana().group("active", TOGETHER, "waits_for", List.of(Map.of("reason", "as-usual", "event", "")));
    isLost("group-never-handed-over");
  }

  @Test
  void a_person_cannot_be_held_for_what_groups_wait_for() {
    dana("as-usual");
    isLost("unlisted-reason");
  }

  @Test
  void who_is_engaged_in_a_hot_group_in_no_hand_off_is_lost_without_having_qualified() {
    files.dana().group("hot", TOGETHER);
    isLost("group-never-handed-over");
  }

  @Test
  void who_was_not_there_for_30_days_is_not_engaged() {
    files.dana().line("groups", "account", "001A", "solution", "customer-care", "level", "hot", "members",
        List.of(Map.of("person", DANA, "first_at", ago(60), "last_at", ago(31))));
    nobodyIsLost();
  }

  @Test
  void who_was_put_into_a_group_by_hand_is_engaged_however_long_ago() {
    files.dana().line("groups", "account", "001A", "solution", "customer-care", "level", "hot", "members",
        List.of(Map.of("person", DANA, "first_at", ago(60), "last_at", ago(31), "by_hand", true)));
    isLost("group-never-handed-over");
  }

  @Test
  void an_emerging_group_is_handed_over_to_nobody() {
    files.dana().group("emerging", TOGETHER);
    nobodyIsLost();
  }

  @Test
  void a_group_with_an_open_opportunity_is_with_its_owner() {
    files.dana().group("hot", TOGETHER, "sales", "opportunity");
    nobodyIsLost();
  }

  @Test
  void who_is_disqualified_or_a_customer_counts_for_no_group() {
    files.dana("disqualified", "student").group("hot", TOGETHER);
    nobodyIsLost();
    files = new Written(folder).dana("stage", "customer").group("hot", TOGETHER);
    nobodyIsLost();
  }

  @Test
  void who_was_in_a_groups_hand_off_that_was_closed_with_a_reason_is_not_lost() {
    files.dana().group("hot", TOGETHER).ofGroup(50, "given back: not-ready", DANA);
    nobodyIsLost();
  }

  @Test
  void who_is_new_in_a_group_14_days_after_its_hand_off_was_over_is_lost() {
    files.dana().group("hot", Map.of(DANA, 18.0)).ofGroup(60, "expired", "bob").escalated(OF_GROUP, 50);
    isLost("group-not-handed-over-again");
  }

  @Test
  void a_group_need_not_be_handed_over_again_within_14_days() {
    files.dana().group("hot", Map.of(DANA, 8.0)).ofGroup(43, "expired", "bob").escalated(OF_GROUP, 40);
    nobodyIsLost();
  }

  // whom nurture leaves out

  @Test
  void whom_nurture_leaves_out_as_with_sales_must_be_in_an_open_hand_off() {
    files.dana("no_programme", "with-sales").group("emerging", TOGETHER).ofGroup(90, "expired", DANA);
    isLost("with-sales");
  }

  @Test
  void who_is_lost_in_two_ways_is_told_of_once() {
    files.dana("no_programme", "with-sales").group("hot", TOGETHER);
    isLost("group-never-handed-over");
  }

  @Test
  void whom_nurture_leaves_out_while_their_groups_hand_off_is_open_is_not_lost() {
    files.dana("no_programme", "with-sales").group("emerging", TOGETHER).ofGroup(9, "answered", DANA);
    nobodyIsLost();
  }

  @Test
  void whom_nurture_leaves_out_for_another_reason_is_not_lost() {
    files.dana("no_programme", "unsubscribed").group("emerging", TOGETHER).ofGroup(90, "expired", DANA);
    nobodyIsLost();
  }

  @Test
  void whom_nurture_leaves_out_while_their_task_is_parked_is_lost() {
    files.dana("no_programme", "with-sales").group("emerging", TOGETHER).ofGroup(9, "open", DANA).item(OF_GROUP, "parked");
    isLost("task-parked");
  }

  // people with two records, and files that cannot be read

  @Test
  void a_hand_off_of_either_record_of_a_person_counts() {
    dana().line("decisions", "id", "hand-off/p2/1", "kind", "hand-off", "subject", "p2", "at", ago(9), "of", "person",
        "person", "p2", "email", DANA, "solution", "customer-care", "members", List.of(DANA))
        .line("hand-offs", "id", "hand-off/p2/1", "stands", "answered", "asked_at", ago(9));
    nobodyIsLost();
  }

  @Test
  void somebody_who_changed_their_address_is_found_by_the_new_one() {
    files.dana("person", "dana.reyes@halden.example", "stage", "mql", "mql", true).qualified(10).own(9, "open")
        .line("decisions", "id", "score/p1", "kind", "score", "subject", "p1", "at", ago(1), "email",
            "dana.reyes@halden.example", "solution", "customer-care", "posture", "evaluating");
    nobodyIsLost();
  }

  @Test
  void a_line_that_cannot_be_read_is_named_and_not_shown() {
    files.raw("people", "{\"person\":\"" + DANA + "\", oh");
    assertThatThrownBy(files::check).hasMessageContaining("people.ndjson:1: ").hasMessageContaining("expected one object a line")
        .hasMessageNotContaining("dana");
  }
}
