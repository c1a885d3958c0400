package dev.caravan;

import static dev.caravan.Given.days;
import static dev.caravan.Given.hours;
import static dev.caravan.Given.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Fact;
import org.junit.jupiter.api.Test;

/** Interest, answers, fit, completeness, rating and posture, exactly, with the shipped configuration. */
class ScoringCasesTest {
  private static final String CARE = "customer-care";
  private static final String PAPER = "Customer care | White paper | Shorter queues";
  private static final String TESTIMONIAL = "Customer care | Testimonial | Halden";
  private static final String WEBINAR = "Customer care | Webinar | Live";
  private static final String PRICING = "Customer care | Pricing | Plans";
  private static final String NEWSLETTER = "Customer care | Newsletter | May";

  private final Given market = new Given();

  // interest

  @Test
  void age_counts_in_whole_days() {
    var dana = market.person("dana@halden.example").takes(PAPER, 0);
    assertThat(market.after(days(1) - 1).interest(dana, CARE)).isEqualTo(20.0);
    assertThat(market.after(days(1)).interest(dana, CARE)).isEqualTo(19.8);
    assertThat(market.after(days(2) - 1).interest(dana, CARE)).isEqualTo(19.8);
  }

  @Test
  void half_is_left_after_the_half_life_and_a_quarter_after_two() {
    var dana = market.person("dana@halden.example").takes(PAPER, 0);
    assertThat(market.after(days(90)).interest(dana, CARE)).isEqualTo(10.0);
    assertThat(market.after(days(180)).interest(dana, CARE)).isEqualTo(5.0);
  }

  @Test
  void a_part_is_summed_first_and_then_rounded_half_up() {
    var dana = market.person("dana@halden.example").takes(TESTIMONIAL, 0);
    assertThat(market.after(days(180)).interest(dana, CARE)).as("15 / 4 = 3.75").isEqualTo(3.8);
    dana.takes(TESTIMONIAL, minutes(1));
    assertThat(market.after(days(181) + minutes(1)).interest(dana, CARE)).as("2 × 3.7212").isEqualTo(7.4);
    assertThat(market.after(days(180) + minutes(1)).interest(dana, CARE)).as("2 × 3.75").isEqualTo(7.5);
  }

  @Test
  void interest_is_the_sum_of_its_rounded_parts() {
    var dana = market.person("dana@halden.example").takes(TESTIMONIAL, 0).takes(WEBINAR, 0);
    assertThat(market.after(days(180)).interest(dana, CARE)).as("3.75 + 3.75 shown as 3.8 + 3.8").isEqualTo(7.6);
  }

  @Test
  void a_third_one_within_the_week_does_not_count() {
    var dana = market.person("dana@halden.example").takes(PAPER, 0).takes(PAPER, days(3)).takes(PAPER, days(6.9));
    var line = market.after(days(6.9)).line(dana, CARE);
    assertThat(line.rows("parts").get(0)).containsEntry("count", 2L);
    dana.takes(PAPER, days(7.5));
    assertThat(market.after(days(7.5)).line(dana, CARE).rows("parts").get(0)).as("the one beyond the cap does not fill it")
        .containsEntry("count", 3L);
  }

  @Test
  void caps_are_per_solution() {
    var dana = market.person("dana@halden.example");
    for (int i = 0; i < 3; i++) {
      dana.takes(PAPER, minutes(i)).takes("Payments | White paper | Faster", minutes(i));
    }
    var seen = market.after(hours(1));
    assertThat(seen.interest(dana, CARE)).isEqualTo(40.0);
    assertThat(seen.interest(dana, "payments")).isEqualTo(40.0);
    assertThat(seen.interest(dana, "all")).isEqualTo(80.0);
  }

  @Test
  void looking_for_a_job_never_fades_and_counts_for_every_solution() {
    var dana = market.person("dana@halden.example").views("Company | Careers | Join us", 0).takes(PAPER, hours(1))
        .takes("Payments | White paper | Faster", hours(1));
    var seen = market.after(days(200));
    assertThat(seen.line(dana, CARE).points("looks-for-a-job")).isEqualTo(-10.0);
    assertThat(seen.line(dana, "payments").points("looks-for-a-job")).isEqualTo(-10.0);
    assertThat(seen.line(dana, "all").points("looks-for-a-job")).isEqualTo(-10.0);
    assertThat(seen.interest(dana, CARE)).isEqualTo(-5.7);
  }

  @Test
  void one_activity_is_at_most_one_signal_and_every_kind_has_its_points() {
    var dana = market.person("dana@halden.example").takes(PAPER, 0).takes(TESTIMONIAL, 0).takes(WEBINAR, 0).views(PRICING, 0)
        .takes("Customer care | Demo | See it", 0).takes("Customer care | Quote | Ask us", 0).views(NEWSLETTER, 0)
        .views("Customer care | Page | Overview", 0);
    var line = market.after(0).line(dana, CARE);
    assertThat(line.points("white-paper-download")).isEqualTo(20.0);
    assertThat(line.points("testimonial-download")).isEqualTo(15.0);
    assertThat(line.points("webinar-attended")).isEqualTo(15.0);
    assertThat(line.points("pricing-page-view")).isEqualTo(10.0);
    assertThat(line.points("demo-request")).isEqualTo(30.0);
    assertThat(line.points("quote-request")).isEqualTo(40.0);
    assertThat(line.points("newsletter-read")).isEqualTo(2.0);
    assertThat(line.points("page-view")).isEqualTo(1.0);
    assertThat(line.number("interest")).isEqualTo(133.0);
  }

  @Test
  void sends_opens_bounces_and_leaving_never_raise_interest() {
    var dana = market.person("dana@halden.example").takes(PAPER, 0);
    for (var kind : new Fact.ActivityKind[] {Fact.ActivityKind.EMAIL_SEND, Fact.ActivityKind.EMAIL_OPEN,
      Fact.ActivityKind.BOUNCEBACK, Fact.ActivityKind.UNSUBSCRIBE, Fact.ActivityKind.SUBSCRIBE}) {
      dana.does(kind, NEWSLETTER, hours(1), java.util.Map.of());
    }
    assertThat(market.after(hours(2)).interest(dana, CARE)).isEqualTo(20.0);
  }

  @Test
  void time_alone_takes_a_person_down_a_band_and_changes_their_programme() {
    var dana = market.director("dana@halden.example").takes(PAPER, 0).takes(PAPER, 1);
    assertThat(market.after(days(1)).line(dana, CARE).text("cell")).isEqualTo("A3");
    assertThat(market.after(days(120)).line(dana, CARE).text("cell")).isEqualTo("A4");
    assertThat(market.after(days(120)).line(dana, CARE).text("rating")).isEqualTo("D");
  }

  // answers

  @Test
  void the_newest_answer_replaces_the_older_whatever_the_order_of_knowing() {
    var dana = market.person("dana@halden.example").takes(PAPER, days(2), "planning_to_purchase", "Yes")
        .takes(TESTIMONIAL, days(1), "planning_to_purchase", "No");
    market.knownAt(days(3));
    assertThat(market.after(days(3)).line(dana, CARE).points("plans-to-purchase-this-quarter")).isEqualTo(20.0);
  }

  @Test
  void answers_count_for_the_solution_of_their_form() {
    var dana = market.person("dana@halden.example").takes(PAPER, 0, "planning_to_purchase", "Yes")
        .takes("Payments | White paper | Faster", 0);
    var seen = market.after(hours(1));
    assertThat(seen.interest(dana, CARE)).isEqualTo(40.0);
    assertThat(seen.interest(dana, "payments")).isEqualTo(20.0);
  }

  @Test
  void an_answer_lapses_after_ninety_days_and_is_asked_again() {
    var dana = market.director("dana@halden.example").takes(PAPER, 0, "planning_to_purchase", "Yes");
    var kept = market.after(days(90) - 1).line(dana, CARE);
    assertThat(kept.points("plans-to-purchase-this-quarter")).isEqualTo(20.0);
    assertThat(kept.get("next_question")).isNull();
    var lapsed = market.after(days(90)).line(dana, CARE);
    assertThat(lapsed.points("plans-to-purchase-this-quarter")).isZero();
    assertThat(lapsed.text("next_question")).isEqualTo("planning_to_purchase");
  }

  // fit and completeness

  @Test
  void fit_is_the_weighted_mean_of_known_and_unknown() {
    var dana = market.director("dana@halden.example");
    assertThat(market.after(0).line(dana, "all").number("fit")).as("80·30 + 100·20 + 100·20 + 100·20 + 100·10").isEqualTo(94.0);
    var finn = market.person("finn@halden.example").says("country", "USA");
    assertThat(market.after(0).line(finn, "all").number("fit")).isEqualTo(10.0);
  }

  @Test
  void a_value_no_list_knows_is_known_and_worth_nothing() {
    var dana = market.person("dana@halden.example").says("title", "Wizard", "industry", "Agriculture", "country", "BR", "employees", "12");
    var line = market.after(0).line(dana, "all");
    assertThat(line.number("fit")).as("20 of 100 for the size").isEqualTo(4.0);
    assertThat(line.number("completeness")).isEqualTo(60);
  }

  @Test
  void completeness_counts_fields_by_weight_and_values_of_the_account_too() {
    market.targetAccount("001A", "halden.example");
    var dana = market.person("dana@halden.example").says("first_name", "Dana", "title", "Director");
    assertThat(market.after(0).line(dana, "all").number("completeness"))
        .as("e-mail 10, first name 10, title 20; company, country, industry, employees of the account").isEqualTo(80);
    var lone = market.person("lone@nowhere.example").says("first_name", "Lone", "title", "Director");
    assertThat(market.after(0).line(lone, "all").number("completeness")).isEqualTo(40);
    assertThat(market.after(0).line(lone, "all").list("lacking")).contains("incomplete-profile");
  }

  @Test
  void what_changes_at_the_account_later_reaches_its_people() {
    market.targetAccount("001A", "halden.example");
    var dana = market.person("dana@halden.example").says("title", "Director");
    assertThat(market.after(0).line(dana, "all").number("fit")).as("24 + 20 + 20 + 10").isEqualTo(74.0);
    market.accountAt(days(1), "001A", "industry", "Agriculture");
    assertThat(market.after(days(2)).line(dana, "all").number("fit")).isEqualTo(54.0);
  }

  @Test
  void an_empty_or_default_value_never_overwrites_a_filled_one() {
    var dana = market.director("dana@halden.example").saysAt(days(1), "title", "", "industry", "N/A", "country", "-- ");
    assertThat(market.after(days(2)).line(dana, "all").number("fit")).isEqualTo(94.0);
  }

  @Test
  void the_newest_value_wins_even_if_it_was_known_first() {
    var dana = market.director("dana@halden.example").saysAt(days(5), "industry", "Agriculture").saysAt(days(4), "industry", "Retail");
    market.knownAt(days(6));
    assertThat(market.after(days(7)).line(dana, "all").number("fit")).isEqualTo(74.0);
  }

  // rating

  @Test
  void bands_begin_exactly_at_their_borders() {
    var dana = market.director("dana@halden.example").compares("Customer care", hours(2));
    assertThat(market.after(hours(2)).line(dana, CARE).text("cell")).isEqualTo("A1");
    assertThat(market.after(hours(2)).line(dana, CARE).text("rating")).isEqualTo("A");
    var finn = market.person("finn@halden.example").says("title", "Director", "first_name", "F", "last_name", "F", "country", "BR",
        "industry", "Insurance", "company", "X", "employees", "60");
    var line = market.after(hours(2)).line(finn, "all");
    assertThat(line.number("fit")).as("24 + 16 + 10").isEqualTo(50.0);
    assertThat(line.text("cell")).isEqualTo("B4");
  }

  @Test
  void the_rating_table_holds_row_by_row() {
    var good = market.director("good@halden.example");
    good.takes(PAPER, 0).takes(PAPER, 1).views(PRICING, 2);
    var fair = market.person("fair@halden.example").says("first_name", "F", "last_name", "F", "company", "F", "country", "BR",
        "title", "Analyst", "phone", "1").takes(PAPER, 0);
    var complete = market.director("quiet@halden.example").views(PRICING, 0);
    var hidden = market.person("hidden@halden.example").compares("Customer care", hours(1));
    var seen = market.after(hours(1));
    assertThat(seen.line(good, CARE).text("rating")).as("fit 94, interest 50").isEqualTo("B");
    assertThat(seen.line(fair, CARE).number("fit")).isEqualTo(6.0);
    assertThat(seen.line(fair, CARE).text("rating")).as("complete, fit < 25").isEqualTo("D");
    assertThat(seen.line(complete, CARE).text("rating")).as("interest < 20").isEqualTo("D");
    assertThat(seen.line(hidden, CARE).text("rating")).as("incomplete, but interest is there; fit 0").isEqualTo("D");
    assertThat(seen.line(good, CARE).list("lacking")).containsExactly("insufficient-interest");
    assertThat(seen.line(fair, CARE).list("lacking")).containsExactly("insufficient-qualification", "insufficient-interest");
    assertThat(seen.line(hidden, CARE).list("lacking")).containsExactly("insufficient-qualification", "incomplete-profile");
  }

  // posture

  @Test
  void posture_is_that_of_the_furthest_step_within_ninety_days() {
    var dana = market.director("dana@halden.example").takes(TESTIMONIAL, 0).takes(PAPER, days(1));
    assertThat(market.after(days(2)).line(dana, CARE).text("posture")).isEqualTo("evaluating");
    assertThat(market.after(days(2)).line(dana, CARE).text("scenario")).isEqualTo("new-purchase");
    assertThat(market.after(days(90) - 1).line(dana, CARE).text("posture")).isEqualTo("evaluating");
    assertThat(market.after(days(90)).line(dana, CARE).text("posture")).isEqualTo("exploring");
    dana.takes("Customer care | Demo | See it", days(91));
    assertThat(market.after(days(92)).line(dana, CARE).text("posture")).isEqualTo("deciding");
  }
}
