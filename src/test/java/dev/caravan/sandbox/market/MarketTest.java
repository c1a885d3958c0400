package dev.caravan.sandbox.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketTest {
  @TempDir static Path folder;
  static final MarketSettings SETTINGS = MarketSettings.defaults().withPeople(800);
  static Judge judge;

  @BeforeAll
  static void generate() throws Exception {
    judge = Judge.of(SETTINGS, folder);
  }

  @Test
  void the_same_seed_gives_the_same_bytes_and_another_seed_does_not() throws Exception {
    MarketSettings small = MarketSettings.defaults().withPeople(150);
    Market.generate(small, folder.resolve("a.ndjson"), folder.resolve("a.json"));
    Market.generate(small, folder.resolve("deeper/b.ndjson"), folder.resolve("deeper/b.json"));
    Market.generate(small.withSeed(2), folder.resolve("c.ndjson"), folder.resolve("c.json"));
    assertThat(folder.resolve("deeper/b.ndjson")).hasSameBinaryContentAs(folder.resolve("a.ndjson"));
    assertThat(folder.resolve("deeper/b.json")).hasSameBinaryContentAs(folder.resolve("a.json"));
    assertThat(Files.mismatch(folder.resolve("a.ndjson"), folder.resolve("c.ndjson"))).isNotNegative();
  }

  @Test
  void every_fact_is_a_cloud_event_of_its_own_in_order_of_time() {
    Set<String> ids = new HashSet<>();
    String before = "";
    for (JsonNode fact : judge.facts) {
      assertThat(fact.path("specversion").asText()).isEqualTo("1.0");
      assertThat(fact.path("source").asText()).isIn("eloqua", "salesforce");
      assertThat(fact.path("subject").asText()).isNotEmpty();
      assertThat(fact.path("data").isObject()).isTrue();
      assertThat(ids.add(fact.path("source").asText() + " " + fact.path("id").asText())).as(fact.toString()).isTrue();
      String time = fact.path("time").asText();
      assertThat(time).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ").isGreaterThanOrEqualTo(before);
      before = time;
    }
    assertThat(Instant.parse(before)).isBefore(SETTINGS.end());
  }

  @Test
  void the_counts_of_the_truth_are_those_of_the_facts() {
    JsonNode counts = judge.truth.path("counts");
    assertThat(counts.path("facts").asInt()).isEqualTo(judge.facts.size());
    assertThat(counts.path("machine_clicks").asInt()).isEqualTo(judge.machineClicks).isPositive();
    for (String type : List.of("person", "account", "activity.form-submit", "activity.bounceback")) {
      assertThat(counts.path("types").path(type).asLong()).as(type).isPositive()
          .isEqualTo(judge.facts.stream().filter(fact -> fact.path("type").asText().equals(type)).count());
    }
  }

  @Test
  void a_person_does_some_tens_of_things_a_year_and_a_few_do_far_more() {
    long activities = judge.truth.path("counts").path("activities").asLong();
    assertThat(activities / 800).isBetween(50L, 95L);
  }

  @Test
  void a_planted_meeting_is_in_the_facts_with_its_first_and_its_order() {
    assertThat(judge.truths("coordinated")).hasSizeGreaterThanOrEqualTo(3);
    for (JsonNode meeting : judge.truths("coordinated")) {
      List<String> people = Judge.people(meeting);
      Map<String, Long> takers = judge.takers(meeting.path("asset").asText(), Set.copyOf(people));
      assertThat(people).hasSizeBetween(4, 7).isEqualTo(List.copyOf(takers.keySet()));
      long first = takers.get(meeting.path("first").asText());
      assertThat(Instant.ofEpochSecond(first)).hasToString(meeting.path("at").asText());
      assertThat(takers.values()).allMatch(at -> at - first <= 3 * 3_600);
    }
  }

  @Test
  void one_meeting_is_recent_so_that_there_is_something_hot_at_the_end() {
    assertThat(judge.truths("coordinated")).anyMatch(
        meeting -> Instant.parse(meeting.path("at").asText()).isAfter(SETTINGS.end().minusSeconds(10 * 86_400)));
  }

  @Test
  void a_planted_group_is_three_people_within_two_weeks_on_different_assets() {
    assertThat(judge.truths("groups")).hasSizeGreaterThanOrEqualTo(3);
    for (JsonNode group : judge.truths("groups")) {
      long from = Instant.parse(group.path("at").asText()).getEpochSecond();
      long until = Instant.parse(group.path("until").asText()).getEpochSecond();
      List<Judge.Take> takes = during(group, from, until).stream()
          .filter(take -> Asset.slug(take.solution()).equals(group.path("solution").asText())).toList();
      assertThat(until - from).isLessThan(14 * 86_400);
      assertThat(takes).extracting(Judge.Take::person).containsExactlyElementsOf(Judge.people(group));
      assertThat(takes).extracting(Judge.Take::asset).doesNotHaveDuplicates();
    }
  }

  @Test
  void nobody_of_the_account_was_interested_before_a_planted_meeting() {
    for (JsonNode meeting : judge.truths("coordinated")) {
      String company = judge.companyOf(meeting.path("first").asText());
      long from = Instant.parse(meeting.path("at").asText()).getEpochSecond() - 300;
      assertThat(judge.takes).noneMatch(take -> take.at() < from && company.equals(judge.companyOf(take.person()))
          && Asset.slug(take.solution()).equals(meeting.path("solution").asText()));
    }
  }

  @Test
  void what_is_worth_a_look_names_every_planted_meeting_group_and_request() {
    for (var kind : Map.of("meeting", "coordinated", "group", "groups", "request", "hand_raisers").entrySet()) {
      List<String> looks = judge.truths("worth_a_look").stream().filter(look -> look.path("kind").asText().equals(kind.getKey()))
          .map(MarketTest::whereAndWhen).toList();
      assertThat(looks).as(kind.getKey()).isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(judge.truths(kind.getValue()).stream().map(MarketTest::whereAndWhen).toList());
    }
  }

  private static String whereAndWhen(JsonNode story) {
    return String.join(" ", story.path("account").asText(), story.path("solution").asText(), story.path("at").asText(),
        story.path("until").asText());
  }

  @Test
  void a_burst_is_a_fortnight_of_three_or_more_people_who_come_three_times_as_often_as_they_do() {
    List<JsonNode> bursts = judge.truths("worth_a_look").stream().filter(look -> look.path("kind").asText().equals("burst")).toList();
    assertThat(bursts).hasSizeGreaterThan(10);
    int known = 0;
    int seen = 0;
    for (JsonNode burst : bursts) {
      Set<String> people = new TreeSet<>();
      Set<String> visits = new TreeSet<>();
      String where = judge.companyOfAccount(burst.path("account").asText());
      for (Judge.Take take : judge.takes) {
        if (take.points() > 0 && take.at() >= epoch(burst, "at") && take.at() <= epoch(burst, "until")
            && Asset.slug(take.solution()).equals(burst.path("solution").asText()) && judge.companyOf(take.person()) != null
            && judge.companyOf(take.person()).equals(where)) {
          people.add(take.person());
          visits.add(take.person() + take.at() / 86_400);
        }
      }
      known += where != null ? 1 : 0;
      seen += people.size() >= burst.path("people").asInt() && visits.size() >= burst.path("visits").asInt() ? 1 : 0;
      assertThat(burst.path("people").asInt()).isGreaterThanOrEqualTo(3);
      assertThat(burst.path("visits").asDouble()).isGreaterThanOrEqualTo(3 * (burst.path("usual").asDouble() - 0.05));
    }
    // Whose record names neither an address nor an account of the company is none of it to the judge.
    assertThat(seen).isGreaterThan(10).isGreaterThanOrEqualTo(known * 4 / 5);
  }

  private static long epoch(JsonNode story, String key) {
    return Instant.parse(story.path(key).asText()).getEpochSecond();
  }

  @Test
  void nobody_meets_by_chance() {
    Set<String> planted = new TreeSet<>();
    judge.truths("coordinated").forEach(story -> planted.add(judge.companyOf(story.path("first").asText())));
    for (String kind : List.of("shared-domain", "role-mailbox")) {
      judge.decoys(kind).forEach(story -> planted.add(judge.companyOf(story.path("first").asText())));
    }
    assertThat(judge.meetings().keySet()).isEqualTo(planted);
    assertThat(judge.truths("accidental")).isEmpty();
  }

  @Test
  void exactly_those_who_are_said_to_pass_100_points_do() {
    Set<String> said = new TreeSet<>();
    for (String section : List.of("mql", "explorers", "students")) {
      judge.truths(section).forEach(
          story -> said.add(story.path("person").asText() + " # " + story.path("solution").asText()));
    }
    assertThat(judge.reach100()).isEqualTo(said);
  }

  @Test
  void decoys_are_what_they_are_called() {
    JsonNode heavy = judge.decoys("one-heavy-person").get(0);
    assertThat(Judge.people(heavy)).hasSize(1);
    assertThat(downloads(heavy)).hasSize(10);

    JsonNode spread = judge.decoys("spread-over-90-days").get(0);
    Map<String, Long> takers = judge.takers(spread.path("asset").asText(), Set.copyOf(Judge.people(spread)));
    assertThat(takers).hasSize(6);
    List<Long> times = List.copyOf(takers.values());
    for (int i = 2; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 2)).isGreaterThan(14 * 86_400L);
    }

    JsonNode two = judge.decoys("two-solutions").get(0);
    assertThat(Judge.people(two)).hasSize(4);
    assertThat(downloads(two)).hasSize(4).extracting(Judge.Take::person).doesNotHaveDuplicates();
    assertThat(downloads(two)).extracting(Judge.Take::solution).satisfies(
        solutions -> assertThat(solutions.stream().distinct()).hasSize(2).allMatch(
            solution -> solutions.stream().filter(solution::equals).count() == 2));

    JsonNode free = judge.decoys("free-mail").get(0);
    assertThat(Judge.people(free)).hasSize(5).allMatch(person -> person.endsWith("@gmail.com"));
    assertThat(judge.takers(free.path("asset").asText(), Set.copyOf(Judge.people(free)))).hasSize(5);

    JsonNode own = judge.decoys("own-company").get(0);
    assertThat(Judge.people(own)).hasSize(4).allMatch(person -> person.endsWith("@caravan.example"));
  }

  @Test
  void a_shared_domain_leaves_nothing_to_tell_its_accounts_apart_by() {
    for (JsonNode domain : judge.truths("ambiguous_domains")) {
      List<String> people = Judge.people(domain);
      assertThat(people).hasSizeGreaterThanOrEqualTo(6);
      assertThat(judge.facts).noneMatch(fact -> people.contains(fact.path("subject").asText())
          && fact.path("data").has("account"));
      assertThat(judge.facts.stream().filter(fact -> fact.path("type").asText().equals("account")
              && fact.path("data").path("website").asText().endsWith(domain.path("domain").asText()))
          .map(fact -> fact.path("data").path("name").asText()).distinct()).hasSize(2);
    }
  }

  @Test
  void a_scanner_clicks_within_seconds_of_the_send_for_everybody() {
    JsonNode burst = judge.decoys("scanner-burst").get(0);
    long from = Instant.parse(burst.path("at").asText()).getEpochSecond();
    long until = Instant.parse(burst.path("until").asText()).getEpochSecond();
    assertThat(until - from).isLessThan(60);
    for (String person : Judge.people(burst)) {
      assertThat(judge.facts.stream().filter(fact -> fact.path("subject").asText().equals(person)
              && fact.path("type").asText().equals("activity.email-click")
              && Judge.at(fact) >= from && Judge.at(fact) <= until)).hasSizeBetween(3, 5);
    }
  }

  @Test
  void a_bounce_is_known_hours_after_it_happened_and_never_after_the_end() {
    List<JsonNode> bounces = judge.facts.stream()
        .filter(fact -> fact.path("type").asText().equals("activity.bounceback")).toList();
    assertThat(bounces).isNotEmpty().allMatch(fact -> {
      Instant recorded = Instant.parse(fact.path("recordedtime").asText());
      return recorded.getEpochSecond() - Judge.at(fact) >= 1_800 && recorded.isBefore(SETTINGS.end());
    });
  }

  @Test
  void strangers_become_people_whose_visitor_is_known() {
    assertThat(judge.facts.stream().map(fact -> fact.path("subject").asText())
        .filter(subject -> subject.startsWith("eloqua-visitor:5"))).isNotEmpty();
    assertThat(judge.takes.stream().map(Judge.Take::person)).noneMatch(person -> person.startsWith("eloqua-visitor:5"));
  }

  @Test
  void settings_out_of_range_say_what_was_expected() {
    assertThatThrownBy(() -> MarketSettings.defaults().withPeople(3))
        .hasMessage("market settings: people is 3; expected a number from 120 to 1000000");
  }

  private List<Judge.Take> downloads(JsonNode story) {
    return during(story, Instant.parse(story.path("at").asText()).getEpochSecond(),
        Instant.parse(story.path("until").asText()).getEpochSecond());
  }

  private static List<Judge.Take> during(JsonNode story, long from, long until) {
    List<String> people = Judge.people(story);
    return judge.takes.stream().filter(take -> take.type().equals("form-submit") && people.contains(take.person())
        && take.at() >= from && take.at() <= until).toList();
  }
}
