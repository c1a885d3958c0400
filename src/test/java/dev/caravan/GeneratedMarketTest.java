package dev.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.config.Configuration;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.host.embedded.Replay;
import dev.caravan.journal.FactFiles;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import dev.caravan.sandbox.market.Market;
import dev.caravan.sandbox.market.MarketSettings;
import dev.caravan.score.Standing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A generated market of 400 people over a year: what the rooms find is held against what was planted. */
class GeneratedMarketTest {
  @TempDir static Path folder;
  private static JsonNode truth;
  private static Seen seen;
  private static final List<Fact> FACTS = new ArrayList<>();

  @BeforeAll
  static void replay() throws IOException {
    Path file = folder.resolve("facts.ndjson");
    Path planted = folder.resolve("truth.json");
    Market.generate(MarketSettings.defaults().withPeople(400), file, planted);
    truth = new ObjectMapper().readTree(planted.toFile());
    FactFiles.read(file, FACTS::add, aside -> {
      throw new AssertionError(aside);
    });
    long end = MarketSettings.defaults().end().toEpochMilli();
    seen = new Seen(new Replay(Pipeline.of(Practice.settings())).run(FACTS, end));
  }

  private static List<JsonNode> planted(String section) {
    List<JsonNode> stories = StreamSupport.stream(truth.path(section).spliterator(), false).toList();
    assertThat(stories).as(section).isNotEmpty();
    return stories;
  }

  private static List<String> people(JsonNode story) {
    return StreamSupport.stream(story.path("people").spliterator(), false).map(JsonNode::asText).toList();
  }

  private static Seen.Line group(JsonNode story) {
    return seen.group(story.path("account").asText(), story.path("solution").asText());
  }

  @Test
  void every_planted_meeting_is_a_coordinated_group_with_its_first_and_its_members_in_order() {
    for (JsonNode story : planted("coordinated")) {
      var group = group(story);
      List<String> people = people(story);
      assertThat(group.get("coordinated")).as(story.toString()).isEqualTo(true);
      assertThat(group.first()).as(story.toString()).isEqualTo(story.path("first").asText());
      assertThat(group.members().subList(0, people.size())).as(story.toString()).isEqualTo(people);
      assertThat(group.rows("sharing")).as(story.toString()).extracting(edge -> edge.get("to"))
          .isEqualTo(people.subList(1, people.size()));
      assertThat(group.list("alerted_at")).as(story.toString()).isNotEmpty();
    }
  }

  @Test
  void every_planted_meeting_is_alerted_once_while_it_happens_and_handed_over_once() {
    for (JsonNode story : planted("coordinated")) {
      String subject = story.path("account").asText() + "|" + story.path("solution").asText();
      long at = Times.parse(story.path("at").asText());
      long until = Times.parse(story.path("until").asText());
      assertThat(seen.alerts()).filteredOn(alert -> alert.subject().equals(subject) && alert.risenAt() >= at
          && alert.risenAt() <= until).as(story.toString()).singleElement().satisfies(alert -> {
            assertThat(alert.at()).isBetween(at, until + Times.HOUR);
            assertThat(alert.text()).contains(people(story).size() + " of them took the same asset together");
          });
      assertThat(seen.alerts()).filteredOn(alert -> alert.subject().equals(subject) && alert.risenAt() > until
          && alert.risenAt() < until + 14 * Times.DAY).as("the meeting is not told twice: " + story).isEmpty();
      var handOffs = seen.handOffs().stream().filter(handOff -> handOff.subject().equals(subject)).toList();
      assertThat(handOffs).as(story.toString()).singleElement().satisfies(handOff -> {
        String first = story.path("first").asText();
        assertThat(handOff.email()).isEqualTo(first);
        if (isAtTheLimit(first, until + Times.HOUR)) {
          assertThat(handOff.at()).as("goes out when they may be reached again").isBetween(at, until + Times.HOUR + 7 * Times.DAY);
        } else {
          assertThat(handOff.at()).isBetween(at, until + Times.HOUR);
        }
        assertThat(handOff.members()).isEqualTo(people(story));
        assertThat(handOff.text()).contains("took the same asset together", "Sharing is possible");
      });
      assertThat(seen.handOffs()).as("of their own, beside the group's: " + story)
          .filteredOn(handOff -> handOff.of().equals("person") && people(story).contains(handOff.email())
              && handOff.solution().equals(story.path("solution").asText()) && handOff.at() >= at)
          .isEmpty();
    }
  }

  /** Whether somebody had been reached as often as may be. */
  private static boolean isAtTheLimit(String email, long moment) {
    return seen.all(Decision.TouchLimit.class).stream().filter(limit -> limit.email().equals(email) && limit.at() <= moment)
        .reduce((before, last) -> last).map(Decision.TouchLimit::in).orElse(false);
  }

  @Test
  void nothing_else_is_coordinated() {
    var planted = new TreeSet<String>();
    planted("coordinated").forEach(story -> planted.add(story.path("account").asText() + "|" + story.path("solution").asText()));
    var found = new TreeSet<String>();
    seen.groups().stream().filter(line -> line.get("coordinated").equals(true))
        .forEach(line -> found.add(line.text("account") + "|" + line.text("solution")));
    assertThat(found).isEqualTo(planted);
  }

  @Test
  void every_planted_group_is_active_with_its_people_first() {
    for (JsonNode story : planted("groups")) {
      var group = group(story);
      List<String> people = people(story);
      assertThat(group.first()).as(story.toString()).isEqualTo(story.path("first").asText());
      assertThat(group.members().subList(0, people.size())).as(story.toString()).isEqualTo(people);
      assertThat(group.list("alerted_at")).as(story.toString()).isNotEmpty();
      String first = group.list("alerted_at").get(0);
      assertThat(Times.parse(first)).as(story.toString())
          .isBetween(Times.parse(story.path("at").asText()), Times.parse(story.path("until").asText()));
    }
  }

  @Test
  void who_was_planted_to_qualify_reaches_mql_or_is_spoken_for_by_a_group() {
    for (String section : List.of("mql", "hand_raisers", "explorers")) {
      for (JsonNode story : planted(section)) {
        var line = line(story);
        assertThat(line.get("mql")).as(section + " " + story).isEqualTo(true);
      }
    }
  }

  private static Seen.Line line(JsonNode story) {
    return seen.people().stream().filter(each -> each.get("person").equals(story.path("person").asText())
        && each.get("solution").equals(story.path("solution").asText())).findFirst().orElseThrow();
  }

  @Test
  void explorers_and_students_are_not_handed_over() {
    Set<String> handedOver = new HashSet<>();
    seen.handOffs().stream().filter(handOff -> handOff.of().equals("person")).forEach(handOff -> handedOver.add(handOff.email()));
    for (JsonNode story : planted("students")) {
      assertThat(handedOver).doesNotContain(story.path("person").asText());
      assertThat(line(story).text("rating")).isEqualTo("D");
      assertThat(line(story).list("held")).containsExactly("disqualified");
    }
    assertThat(seen.handOffs()).allSatisfy(handOff -> planted("students")
        .forEach(story -> assertThat(handOff.members()).doesNotContain(story.path("person").asText())));
    truth.path("competitors").forEach(email -> assertThat(handedOver).doesNotContain(email.asText()));
    truth.path("own_company").forEach(email -> assertThat(seen.people()).noneMatch(line -> line.get("person").equals(email.asText())));
  }

  @Test
  void nobody_is_reached_a_fifth_time_within_a_week_by_us() {
    var mails = new HashMap<String, List<Long>>();
    var asked = new HashMap<String, List<Long>>();
    for (Fact fact : FACTS) {
      if (fact instanceof Fact.Activity activity && activity.kind() == Fact.ActivityKind.EMAIL_SEND) {
        mails.computeIfAbsent(fact.head().subject(), who -> new ArrayList<>()).add(fact.head().time());
      } else if (fact instanceof Fact.Activity activity && (activity.asset().name().contains("| Quote |") || activity.asset().name().contains("| Demo |"))) {
        asked.computeIfAbsent(fact.head().subject(), who -> new ArrayList<>()).add(fact.head().time());
      }
    }
    var ours = new HashMap<String, List<Long>>();
    seen.handOffs().forEach(each -> ours.computeIfAbsent(each.email(), who -> new ArrayList<>()).add(each.at()));
    seen.all(Decision.Touch.class).forEach(each -> ours.computeIfAbsent(each.email(), who -> new ArrayList<>()).add(each.at()));
    assertThat(ours.keySet()).hasSizeGreaterThan(300);
    ours.forEach((email, times) -> times.forEach(at -> {
      boolean reply = asked.getOrDefault(email, List.of()).stream().anyMatch(when -> when <= at && when > at - Times.DAY);
      // The mail of an enrolment is no touch of its own.
      long others = mails.getOrDefault(email, List.of()).stream().filter(mail -> mail > at - 168 * Times.HOUR && mail < at
          && times.stream().noneMatch(own -> mail >= own && mail <= own + Times.DAY)).count();
      long own = times.stream().filter(other -> other > at - 168 * Times.HOUR && other <= at).count();
      assertThat(reply || own + others <= 4).as("%s at %s: %s of ours, %s of others", email, Times.text(at), own, others).isTrue();
    }));
  }

  @Test
  void whoever_waits_for_the_touch_guard_is_on_its_list_and_the_list_is_told_in_turns() {
    var listed = new HashMap<String, Boolean>();
    for (Decision decision : seen.decisions()) {
      if (decision instanceof Decision.TouchLimit limit) {
        assertThat(listed.getOrDefault(limit.email(), false)).as(limit.id()).isNotEqualTo(limit.in());
        listed.put(limit.email(), limit.in());
      }
    }
    assertThat(listed.size()).isPositive();
    assertThat(seen.people()).filteredOn(line -> line.list("held").contains("touch-guard") || "touch-guard".equals(line.get("no_programme")))
        .allSatisfy(line -> assertThat(listed.get(line.text("person"))).as(line.text("person")).isTrue());
  }

  @Test
  void exactly_the_clicks_machines_made_are_told_from_those_of_people() {
    var model = Pipeline.of(Practice.settings()).model();
    var standings = new HashMap<String, Standing>();
    int machine = 0;
    for (Fact fact : FACTS) {
      if (fact instanceof Fact.Activity activity) {
        var taken = model.take(standings.getOrDefault(fact.head().subject(), Standing.NEW), activity);
        standings.put(fact.head().subject(), taken.standing());
        machine += taken.machine().size();
      }
    }
    assertThat(machine).isPositive().isEqualTo(truth.path("counts").path("machine_clicks").asInt());
  }

  @Test
  void shared_domains_are_ambiguous() {
    for (JsonNode domain : planted("ambiguous_domains")) {
      assertThat(seen.people()).filteredOn(line -> line.text("person").endsWith("@" + domain.path("domain").asText()))
          .isNotEmpty().extracting(line -> line.text("account_match")).containsAnyOf("ambiguous", "crm");
    }
  }
}
