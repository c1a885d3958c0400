package dev.caravan;

import static dev.caravan.Given.days;
import static dev.caravan.Given.hours;
import static dev.caravan.Given.minutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.config.ConfigException;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.pipeline.PersonView;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Clauses of scoring that settings beyond the shipped ones, machines and late knowledge bring up. */
class ScoreClausesTest {
  private static final String CARE = "customer-care";
  private static final String PAPER = "Customer care | White paper | Shorter queues";
  private static final String TESTIMONIAL = "Customer care | Testimonial | Halden";
  private static final String MAIL = "Customer care | Newsletter | May";
  private static final long SECOND = 1_000;

  private final Given market = new Given();

  private static PersonView.Part part(Given world, Given.Who who, long moment, String rule) {
    PersonView view = Given.shipped().person(world.outcome(moment).states(), who.email(), Given.START + moment).orElseThrow();
    return view.solutions().stream().filter(each -> each.solution().equals("all") || view.solutions().size() == 1)
        .flatMap(each -> each.parts().stream()).filter(each -> each.rule().equals(rule)).findFirst().orElseThrow();
  }

  @Nested
  class Machines {
    @Test
    void a_click_within_ten_seconds_of_the_send_is_a_machines() {
      var dana = market.person("dana@halden.example").takes(PAPER, 0).isSent(MAIL, "r1", hours(1))
          .clicks(MAIL, "r1", "a", hours(1) + 10 * SECOND);
      assertThat(market.after(hours(2)).interest(dana, CARE)).isEqualTo(20.0);
      assertThat(part(market, dana, hours(2), "newsletter-read")).satisfies(part -> {
        assertThat(part.seen()).isEqualTo(1);
        assertThat(part.count()).isZero();
        assertThat(part.machine()).isEqualTo(1);
      });
    }

    @Test
    void a_click_eleven_seconds_after_the_send_is_a_persons() {
      var dana = market.person("dana@halden.example").takes(PAPER, 0).isSent(MAIL, "r1", hours(1))
          .clicks(MAIL, "r1", "a", hours(1) + 11 * SECOND);
      assertThat(market.after(hours(2)).interest(dana, CARE)).isEqualTo(22.0);
    }

    @Test
    void a_click_right_after_the_send_of_another_mail_is_a_persons() {
      var dana = market.person("dana@halden.example").takes(PAPER, 0).isSent(MAIL, "r2", hours(1))
          .clicks(MAIL, "r1", "a", hours(1) + 3 * SECOND);
      assertThat(market.after(hours(2)).interest(dana, CARE)).isEqualTo(22.0);
    }

    @Test
    void three_links_of_one_mail_within_five_seconds_are_a_machines_all_of_them() {
      var dana = market.person("dana@halden.example").takes(PAPER, 0).clicks(MAIL, "r1", "a", hours(1))
          .clicks(MAIL, "r1", "b", hours(1) + 2 * SECOND);
      assertThat(market.after(hours(1) + 2 * SECOND).interest(dana, CARE)).as("two are not enough").isEqualTo(24.0);
      dana.clicks(MAIL, "r1", "c", hours(1) + 5 * SECOND);
      assertThat(market.after(hours(2)).interest(dana, CARE)).isEqualTo(20.0);
      assertThat(part(market, dana, hours(2), "newsletter-read").machine()).isEqualTo(3);
    }

    @Test
    void three_links_in_six_seconds_and_one_link_three_times_are_a_persons() {
      var slow = market.person("slow@halden.example").takes(PAPER, 0);
      var again = market.person("again@halden.example").takes(PAPER, 0);
      for (int i = 0; i < 3; i++) {
        slow.clicks(MAIL, "r1", "link" + i, hours(1) + 3 * i * SECOND);
        again.clicks(MAIL, "r2", "link", hours(1) + i * SECOND);
      }
      assertThat(market.after(hours(2)).interest(slow, CARE)).as("two a week count").isEqualTo(24.0);
      assertThat(market.after(hours(2)).interest(again, CARE)).isEqualTo(24.0);
    }

    @Test
    void a_machines_clicks_leave_the_room_under_the_cap_to_the_person() {
      var dana = market.person("dana@halden.example").takes(PAPER, 0);
      for (int i = 0; i < 4; i++) {
        dana.clicks(MAIL, "r1", "link" + i, hours(1) + i * SECOND);
      }
      dana.clicks(MAIL, "r1", "link1", hours(3)).clicks(MAIL, "r1", "link2", hours(4));
      assertThat(market.after(hours(5)).interest(dana, CARE)).isEqualTo(24.0);
      assertThat(part(market, dana, hours(5), "newsletter-read")).satisfies(part -> {
        assertThat(part.seen()).isEqualTo(6);
        assertThat(part.count()).isEqualTo(2);
        assertThat(part.machine()).isEqualTo(4);
      });
    }

    @Test
    void a_send_known_after_its_click_still_tells_the_machine() {
      var dana = market.person("dana@halden.example").takes(PAPER, 0).clicks(MAIL, "r1", "a", hours(1) + 4 * SECOND)
          .isSent(MAIL, "r1", hours(1));
      market.knownAt(hours(9));
      assertThat(market.after(hours(8)).interest(dana, CARE)).isEqualTo(22.0);
      assertThat(market.after(hours(9)).interest(dana, CARE)).isEqualTo(20.0);
    }

    @Test
    void a_mailbox_only_machines_read_has_no_interest_no_posture_and_no_group() {
      market.targetAccount("001A", "halden.example");
      for (int i = 0; i < 5; i++) {
        var who = market.person("p" + i + "@halden.example").says("first_name", "P").isSent(MAIL, "r" + i, hours(1));
        for (int k = 0; k < 3; k++) {
          who.clicks(MAIL, "r" + i, "link" + k, hours(2) + k * SECOND);
        }
      }
      Seen seen = market.after(days(1));
      assertThat(seen.people()).extracting(line -> line.get("solution")).containsOnly("all");
      assertThat(seen.people()).extracting(line -> line.get("interest")).containsOnly(0.0);
      assertThat(seen.people()).extracting(line -> line.get("posture")).containsOnly("exploring");
      assertThat(seen.groups()).allSatisfy(group -> assertThat(group.members()).isEmpty());
      assertThat(seen.alerts()).isEmpty();
    }

    @Test
    void somebody_who_was_only_sent_mail_is_nobody_we_know() {
      market.person("dana@halden.example").isSent(MAIL, "r1", hours(1));
      assertThat(market.after(days(1)).people()).isEmpty();
    }
  }

  @Nested
  class Signals {
    private final Pipeline engine = Given.engine("signals", "    by: [page-view, web-visit]\n\n# Whose",
        "    by: [page-view, web-visit]\n    at_least: 20 seconds\n\n# Whose",
        "signals", "    kind: Testimonial\n", "    kind: Testimonial\n    quality: syndicated\n");
    private final Given strict = new Given(engine);

    @Test
    void a_signal_may_need_a_minimum_duration() {
      var dana = strict.person("dana@halden.example").takes(PAPER, 0)
          .views("Customer care | Page | Overview", hours(1), "duration_seconds", "19.9")
          .views("Customer care | Page | Overview", hours(2));
      assertThat(strict.after(hours(3)).interest(dana, CARE)).as("too short, and of unknown length").isEqualTo(20.0);
      dana.views("Customer care | Page | Overview", hours(3), "duration_seconds", "20");
      assertThat(strict.after(hours(3)).interest(dana, CARE)).isEqualTo(21.0);
    }

    @Test
    void what_others_brought_is_worth_half() {
      var dana = strict.person("dana@halden.example").takes(TESTIMONIAL, 0);
      assertThat(strict.after(hours(1)).interest(dana, CARE)).as("the signal is syndicated").isEqualTo(7.5);
      var finn = market.person("finn@halden.example")
          .views("Customer care | Pricing | Plans", 0, "quality", "syndicated");
      assertThat(market.after(hours(1)).interest(finn, CARE)).as("the activity says so itself").isEqualTo(5.0);
    }

    @Test
    void two_rules_for_one_signal_are_a_mistake_with_its_place() {
      assertThatThrownBy(() -> Given.engine("scoring", "  - rule: testimonial-download\n    signal: testimonial",
          "  - rule: testimonial-download\n    signal: white-paper")).isInstanceOf(ConfigException.class)
          .hasMessageContaining("is counted by the rule");
    }
  }

  @Nested
  class Answers {
    @Test
    void an_answer_known_only_after_it_was_voided_is_void_too() {
      var dana = market.director("dana@halden.example").takes(PAPER, hours(1), "planning_to_purchase", "Yes");
      market.knownAt(days(3));
      dana.salesSay("rejected", "wrong-answers", days(2));
      assertThat(market.after(days(4)).line(dana, CARE).points("plans-to-purchase-this-quarter")).isZero();
      assertThat(market.after(days(4)).line(dana, CARE).text("next_question")).isEqualTo("planning_to_purchase");
    }

    @Test
    void of_two_answers_of_one_moment_the_later_id_wins_in_any_order_of_knowing() {
      var dana = market.person("dana@halden.example").takes(PAPER, 0, "planning_to_purchase", "Yes");
      market.knownAt(days(1));
      dana.takes(TESTIMONIAL, 0, "planning_to_purchase", "No");
      assertThat(market.after(days(2)).line(dana, CARE).points("plans-to-purchase-this-quarter")).isEqualTo(5.0);
    }
  }

  @Nested
  class Scenarios {
    @Test
    void signals_of_the_scenario_a_person_is_in_weigh_more() {
      var heavy = new Given(Given.engine("scenarios", "signals_weigh: 1\n", "signals_weigh: 1.5\n"));
      var dana = heavy.person("dana@halden.example").takes(PAPER, 0).takes(TESTIMONIAL, hours(1))
          .views("Customer care | Page | Overview", hours(1));
      var line = heavy.after(hours(2)).line(dana, CARE);
      assertThat(line.points("white-paper-download")).isEqualTo(30.0);
      assertThat(line.points("testimonial-download")).isEqualTo(22.5);
      assertThat(line.points("page-view")).as("shows no step").isEqualTo(1.0);
      assertThat(heavy.after(days(90)).line(dana, CARE).points("white-paper-download")).as("on the path by the testimonial")
          .isEqualTo(15.0);
      assertThat(heavy.after(days(90) + hours(1)).line(dana, CARE).points("white-paper-download")).as("off the path")
          .isEqualTo(10.0);
    }

    @Test
    void a_customer_is_on_the_path_of_a_renewal_and_never_on_that_of_a_new_purchase() {
      market.account("001C", "name", "Old Friends", "website", "friends.example", "customer", "true", "owner", "005A");
      var finn = market.director("finn@friends.example").takes(TESTIMONIAL, hours(1));
      var line = market.after(hours(2)).line(finn, CARE);
      assertThat(line.text("scenario")).isEqualTo("renewal");
      assertThat(line.text("posture")).isEqualTo("evaluating");
    }

    @Test
    void who_bought_one_solution_is_in_an_expansion_with_another() {
      market.account("001C", "name", "Old Friends", "website", "friends.example", "owner", "005A")
          .opportunity(0, "001C", CARE, true, "005A");
      var finn = market.director("finn@friends.example").takes(TESTIMONIAL, hours(1))
          .takes("Payments | Testimonial | Faster", hours(1));
      assertThat(market.after(hours(2)).line(finn, CARE).text("scenario")).isEqualTo("renewal");
      assertThat(market.after(hours(2)).line(finn, "payments").text("scenario")).isEqualTo("expansion");
    }
  }

  @Nested
  class Fit {
    @Test
    void a_poor_fit_that_is_known_is_told_apart_from_an_unknown_one() {
      var poor = market.person("poor@halden.example").says("first_name", "P", "last_name", "P", "company", "P", "title", "Wizard",
          "industry", "Agriculture", "country", "BR", "employees", "12", "phone", "1").takes(PAPER, 0);
      var blank = market.person("blank@halden.example").says("first_name", "B").takes(PAPER, 0);
      Seen seen = market.after(hours(1));
      assertThat(seen.told(poor).shown().get("explanation").toString())
          .contains("industry: Agriculture, 0 of 100", "seniority: not listed, 0 of 100").doesNotContain("unknown");
      assertThat(seen.told(blank).shown().get("explanation").toString()).contains("industry: unknown, weight 20 %");
      assertThat(seen.line(blank, CARE).text("programme")).isEqualTo("complete-profile");
      assertThat(seen.line(poor, CARE).text("programme")).isNotEqualTo("complete-profile");
    }

    @Test
    void role_mailboxes_score_but_are_nobody_of_a_group() {
      market.targetAccount("001A", "halden.example");
      var info = market.person("info@halden.example").takes(PAPER, 0);
      market.person("a@halden.example").takes(PAPER, 1);
      market.person("b@halden.example").takes(PAPER, 2);
      Seen seen = market.after(hours(1));
      assertThat(seen.interest(info, CARE)).isEqualTo(20.0);
      assertThat(seen.group("001A", CARE).members()).containsExactly("a@halden.example", "b@halden.example");
      assertThat(seen.group("001A", CARE).text("level")).isEqualTo("emerging");
    }

    @Test
    void our_own_people_are_out_of_scope() {
      market.person("me@caravan.example").says("first_name", "Me").takes(PAPER, 0);
      assertThat(market.after(hours(1)).people()).isEmpty();
    }
  }

  @Nested
  class Told {
    @Test
    void the_short_text_says_in_words_where_somebody_stands_and_what_would_help() {
      var dana = market.director("dana@halden.example").readsAlot("Customer care", days(20));
      String text = market.after(days(20)).told(dana).shown().get("reason").toString();
      assertThat(text).startsWith("Interest 113.5, fit 94, rating A (A1), exploring. Held: only explores so far")
          .contains("Most by white paper ×6 +113.5").hasSizeLessThanOrEqualTo(255).endsWith(".");
    }

    @Test
    void the_long_text_tells_age_decay_and_what_would_lift() {
      var dana = market.director("dana@halden.example").takes(PAPER, 0).takes(TESTIMONIAL, days(10))
          .views("Company | Careers | Join us", days(12));
      String text = market.after(days(30)).told(dana).shown().get("explanation").toString();
      assertThat(text).contains("Customer care: rating D", "evaluating: new purchase, step 2 of 3", "+", "white paper, 5 Jan 2026 (",
          "20.0 when new, halves every 90 days", "-10.0  careers page, 17 Jan 2026", "never fades", "For an MQL: ",
          " points more of interest, of which a quote request brings 40", "For a C: ", "Next question: Are you planning", "On the programme raise-interest",
          "seniority: director, 80 of 100, weight 30 %");
    }

    @Test
    void interest_that_rose_without_a_push_is_pushed_when_it_has_fallen_a_step_below_what_was_told() {
      var dana = market.director("dana@halden.example").readsAlot("Customer care", days(20)).views(MAIL, days(20) + minutes(1));
      for (int day = 20; day < 30; day++) {
        Seen seen = market.after(days(day) + hours(2));
        double shown = ((Number) seen.told(dana).shown().get("interest")).doubleValue();
        assertThat(Math.abs(seen.interest(dana, CARE) - shown)).as("day " + day).isLessThan(5.0);
      }
    }

    @Test
    void bad_points_that_fade_are_pushed_as_they_fade() {
      var kind = new Given(Given.engine("scoring", "    points: -10\n", "    points: -40\n    half_life: 10 days\n"));
      var dana = kind.director("dana@halden.example").compares("Customer care", hours(2))
          .views("Company | Careers | Join us", hours(3));
      for (int day = 1; day < 60; day += 3) {
        Seen seen = kind.after(days(day));
        Map<String, Object> shown = seen.told(dana).shown();
        assertThat(Math.abs(seen.interest(dana, CARE) - ((Number) shown.get("interest")).doubleValue())).as("day " + day)
            .isLessThan(5.0);
        assertThat(shown.get("cell")).isEqualTo(seen.line(dana, CARE).get("cell"));
      }
    }

    @Test
    void the_texts_add_up_for_everybody_who_was_told_of() {
      var dana = market.director("dana@halden.example").compares("Customer care", days(1));
      var shown = market.after(days(30)).told(dana).shown();
      assertThat(ExplanationProperties.sum(shown.get("explanation").toString())).isEqualByComparingTo(shown.get("interest").toString());
      assertThat(shown.get("reason").toString()).hasSizeLessThanOrEqualTo(255);
    }
  }
}
