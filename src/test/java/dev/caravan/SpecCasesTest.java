package dev.caravan;

import static dev.caravan.Given.days;
import static dev.caravan.Given.hours;
import static dev.caravan.Given.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The cases that must hold, with the shipped configuration. */
class SpecCasesTest {
  private static final String PAPER = "Customer care | White paper | Shorter queues";
  private static final String TESTIMONIAL = "Customer care | Testimonial | Halden";
  private static final String QUOTE = "Customer care | Quote | Ask us";

  private final Given market = new Given();

  @Test
  void no_plus_a_testimonial_are_20_points_and_no_hand_off() {
    var dana = market.director("dana@halden.example").takes(TESTIMONIAL, hours(1), "planning_to_purchase", "No");
    Seen seen = market.after(hours(2));
    assertThat(seen.interest(dana, "customer-care")).isEqualTo(20.0);
    assertThat(seen.handOffs()).isEmpty();
  }

  @Test
  void yes_plus_a_testimonial_are_35_points_and_a_white_paper_makes_it_55() {
    var dana = market.director("dana@halden.example").takes(TESTIMONIAL, hours(1), "planning_to_purchase", "Yes");
    assertThat(market.after(hours(2)).interest(dana, "customer-care")).isEqualTo(35.0);
    dana.takes(PAPER, hours(3));
    assertThat(market.after(hours(4)).interest(dana, "customer-care")).isEqualTo(55.0);
  }

  @Test
  void ninety_nine_points_are_no_mql_and_the_hundredth_makes_one_hand_off() {
    var dana = with99Points();
    Seen before = market.after(hours(2));
    assertThat(before.interest(dana, "customer-care")).isEqualTo(99.0);
    assertThat(before.line(dana, "customer-care").get("mql")).isEqualTo(false);
    assertThat(before.handOffs()).isEmpty();
    dana.views("Customer care | Page | Overview", hours(3));
    Seen seen = market.after(hours(4));
    assertThat(seen.interest(dana, "customer-care")).isEqualTo(100.0);
    assertThat(seen.line(dana, "customer-care").get("mql")).isEqualTo(true);
    assertThat(seen.line(dana, "customer-care").text("stage")).isEqualTo("mql");
    assertThat(seen.handOff().trigger()).isEqualTo("mql");
    assertThat(seen.handOff().at()).isEqualTo(Given.START + hours(3));
  }

  private Given.Who with99Points() {
    return market.director("dana@halden.example").takes(PAPER, minutes(1)).takes(PAPER, minutes(2)).takes(TESTIMONIAL, minutes(3))
        .takes(TESTIMONIAL, minutes(4)).takes("Customer care | Webinar | Live", minutes(5))
        .views("Customer care | Pricing | Plans", minutes(6)).views("Customer care | Newsletter | May", minutes(7))
        .views("Customer care | Newsletter | June", minutes(8));
  }

  @Test
  void running_the_same_facts_again_changes_nothing() {
    with99Points().views("Customer care | Page | Overview", hours(3));
    Seen once = market.after(days(3));
    Seen again = market.after(days(3));
    assertThat(again.decisions()).isEqualTo(once.decisions());
    assertThat(again.handOffs()).hasSize(1);
  }

  @Test
  void falling_below_100_points_and_rising_again_makes_no_second_hand_off() {
    market.director("dana@halden.example").compares("Customer care", days(1)).compares("Customer care", days(25));
    assertThat(market.after(days(30)).handOffs()).hasSize(1);
  }

  @Test
  void ninety_nine_point_nine_is_not_a_hundred() {
    var dana = market.director("dana@halden.example").takes(TESTIMONIAL, hours(1)).takes(PAPER, days(1.5)).takes(PAPER, days(1.6))
        .takes(TESTIMONIAL, days(1.7)).takes("Customer care | Webinar | A", days(1.8)).takes("Customer care | Webinar | B", days(1.9));
    Seen seen = market.after(days(1.95));
    assertThat(seen.interest(dana, "customer-care")).isEqualTo(99.9);
    assertThat(seen.line(dana, "customer-care").get("mql")).isEqualTo(false);
    assertThat(seen.line(dana, "customer-care").text("cell")).endsWith("2");
    assertThat(seen.handOffs()).isEmpty();
  }

  @Test
  void a_researcher_with_one_white_paper_is_nurtured_not_called() {
    var rita = market.person("rita@halden.example").says("first_name", "Rita", "last_name", "Roe", "title", "Research Analyst")
        .takes(PAPER, hours(1));
    Seen seen = market.after(days(2));
    assertThat(seen.interest(rita, "customer-care")).isEqualTo(19.8);
    assertThat(seen.line(rita, "customer-care").text("posture")).isEqualTo("exploring");
    assertThat(seen.handOffs()).isEmpty();
    assertThat(seen.alerts()).isEmpty();
    assertThat(seen.enrolments()).isNotEmpty();
    assertThat(seen.line(rita, "customer-care").get("programme")).isNotNull();
  }

  @Test
  void a_target_buyer_who_requests_a_quote_is_an_mql_at_once_and_answered_within_ten_minutes() {
    market.rep("005A", true).rep("005B", true).targetAccount("001A", "halden.example");
    var dana = market.director("dana@halden.example").takes(QUOTE, hours(1));
    Seen seen = market.after(hours(1));
    assertThat(seen.line(dana, "customer-care").get("mql")).isEqualTo(true);
    assertThat(seen.handOff().trigger()).isEqualTo("hand-raise");
    assertThat(seen.assignment().owner()).isEqualTo("005A");
    assertThat(seen.assignment().target()).isEqualTo("owner");
    assertThat(seen.assignment().respondBy().ms()).isEqualTo(Given.START + hours(1) + minutes(10));
  }

  @Test
  void a_quote_request_of_poor_fit_makes_no_mql() {
    var pat = market.person("pat@corner.example").says("title", "Barista", "company", "Corner", "country", "NZ", "industry",
        "Agriculture", "employees", "3").takes(QUOTE, hours(1));
    Seen seen = market.after(hours(2));
    assertThat(seen.line(pat, "customer-care").get("mql")).isEqualTo(false);
    assertThat(seen.line(pat, "customer-care").list("held")).containsExactly("poor-fit");
    assertThat(seen.handOffs()).isEmpty();
  }

  @Test
  void a_student_with_100_points_is_rated_d_and_gets_the_digital_programme() {
    var sam = market.director("sam@state.edu.example").compares("Customer care", days(1));
    var tim = market.person("tim@halden.example").says("title", "PhD candidate").compares("Customer care", days(1)).takes(QUOTE, days(1));
    Seen seen = market.after(days(1));
    for (var student : List.of(sam, tim)) {
      var line = seen.line(student, "customer-care");
      assertThat(line.text("rating")).isEqualTo("D");
      assertThat(line.list("held")).containsExactly("disqualified");
      assertThat(line.text("disqualified")).isEqualTo("student");
      assertThat(line.text("programme")).isEqualTo("student-digital");
    }
    assertThat(seen.handOffs()).isEmpty();
  }

  @Test
  void filling_the_profile_lifts_out_of_e_and_then_interest_is_what_is_missing() {
    var dana = market.person("dana@halden.example").takes(PAPER, hours(1));
    var before = market.after(hours(2)).line(dana, "customer-care");
    assertThat(before.text("rating")).isEqualTo("E");
    assertThat(before.list("lacking")).contains("incomplete-profile", "insufficient-interest");
    assertThat(before.text("programme")).isEqualTo("complete-profile");
    assertThat(before.text("next_question")).isEqualTo("first_name");
    market.director("dana@halden.example");
    var after = market.after(hours(2)).line(dana, "customer-care");
    assertThat(after.text("rating")).isEqualTo("C");
    assertThat(after.list("lacking")).containsExactly("insufficient-interest");
    assertThat(after.text("programme")).isEqualTo("raise-interest");
  }

  @Test
  void a_director_and_five_colleagues_who_take_one_paper_are_one_coordinated_group() {
    List<String> meeting = theMeeting(minutes(8));
    Seen seen = market.after(days(1));
    var group = seen.group("001A", "customer-care");
    assertThat(group.text("level")).isEqualTo("hot");
    assertThat(group.get("coordinated")).isEqualTo(true);
    assertThat(group.first()).isEqualTo("dana@halden.example");
    assertThat(group.members()).isEqualTo(meeting);
    assertThat(group.rows("sharing")).hasSize(5).allSatisfy(edge -> {
      assertThat(edge).containsEntry("from", "dana@halden.example").containsEntry("evidence", "possible");
    });
    assertThat(group.rows("sharing")).extracting(edge -> edge.get("to")).isEqualTo(meeting.subList(1, 6));
    assertThat(seen.alerts()).singleElement().satisfies(alert -> {
      assertThat(alert.level()).isEqualTo("hot");
      assertThat(alert.pattern()).isEqualTo("the-meeting");
      assertThat(alert.text().lines().toList().get(0)).contains("6 of them took the same asset together");
      assertThat(alert.text().lines().toList().get(1)).matches(
          "First: Dana Reyes, .*Then: zoe, .*; bob, .*; yan, .*; carl, .*; abe, .*");
      assertThat(alert.text().lines().toList().get(2))
          .isEqualTo("Sharing is possible: Dana Reyes took the asset first, and shortly after zoe, bob, yan, carl, abe did too.");
    });
    assertThat(group.list("alerted_at")).hasSize(1);
    Decision.HandOff handOff = seen.handOff();
    assertThat(handOff.of()).isEqualTo("group");
    assertThat(handOff.email()).isEqualTo("dana@halden.example");
    assertThat(handOff.members()).isEqualTo(meeting);
    assertThat(seen.assignment().owner()).isEqualTo("005A");
  }

  @Test
  void who_looks_at_the_paper_before_taking_it_makes_no_second_alert() {
    market.rep("005A", true).targetAccount("001A", "halden.example");
    for (int i = 0; i < 6; i++) {
      market.person("reader" + i + "@halden.example").says("title", i == 5 ? "Director" : "Support Manager")
          .views("Customer care | Page | Shorter queues", hours(1) + minutes(8 * i)).takes(PAPER, hours(1) + minutes(8 * i + 3));
    }
    Seen seen = market.after(days(25));
    assertThat(seen.alerts()).hasSize(1);
    assertThat(seen.group("001A", "customer-care").list("alerted_at")).containsExactly(Seen.time(hours(1) + minutes(16)));
    assertThat(seen.handOff().text()).contains("6 of them took the same asset together", "Sharing is possible: reader0");
  }

  @Test
  void the_same_six_over_ninety_days_are_not_coordinated() {
    theMeeting(days(15));
    Seen seen = market.after(days(80));
    assertThat(seen.groups()).extracting(line -> line.get("coordinated")).containsOnly(false);
    assertThat(seen.alerts()).isEmpty();
    assertThat(seen.handOffs()).isEmpty();
  }

  private List<String> theMeeting(long pause) {
    market.rep("005A", true).targetAccount("001A", "halden.example");
    var people = new ArrayList<String>();
    market.director("dana@halden.example").views("Customer care | Page | Overview", minutes(55)).takes(PAPER, hours(1));
    people.add("dana@halden.example");
    for (String name : List.of("zoe", "bob", "yan", "carl", "abe")) {
      market.person(name + "@halden.example").says("first_name", name, "title", "Support Manager")
          .takes(PAPER, hours(1) + people.size() * pause);
      people.add(name + "@halden.example");
    }
    return people;
  }

  @Test
  void one_person_with_ten_papers_is_no_group() {
    market.targetAccount("001A", "halden.example");
    var dana = market.director("dana@halden.example");
    for (int i = 0; i < 10; i++) {
      dana.takes("Customer care | White paper | No " + i, minutes(6 * i));
    }
    Seen seen = market.after(days(1));
    assertThat(seen.groups()).isEmpty();
    assertThat(seen.alerts()).isEmpty();
  }

  @Test
  void people_with_free_mail_addresses_are_no_group() {
    market.targetAccount("001A", "halden.example");
    market.account("001G", "name", "A mail provider", "website", "https://gmail.com");
    for (int i = 0; i < 5; i++) {
      var who = market.person("reader" + i + "@gmail.com").takes(PAPER, minutes(i));
      assertThat(market.after(hours(1)).line(who, "customer-care").text("account_match")).isEqualTo("none");
    }
    assertThat(market.after(days(1)).groups()).isEmpty();
  }

  @Test
  void two_accounts_with_one_domain_are_ambiguous() {
    market.targetAccount("001A", "halden.example").account("001B", "name", "Halden Labs", "website", "halden.example/labs");
    for (int i = 0; i < 4; i++) {
      var who = market.person("reader" + i + "@halden.example").takes(PAPER, minutes(i));
      var line = market.after(hours(1)).line(who, "customer-care");
      assertThat(line.text("account_match")).isEqualTo("ambiguous");
      assertThat(line.get("account")).isNull();
    }
    assertThat(market.after(days(1)).groups()).isEmpty();
  }

  @Test
  void an_exact_company_name_breaks_the_tie_of_two_accounts_and_stays_so() {
    market.targetAccount("001A", "halden.example").account("001B", "name", "Halden Labs", "website", "halden.example/labs");
    var dana = market.person("dana@halden.example").says("company", "HALDEN LABS, Inc.").takes(PAPER, hours(1));
    var line = market.after(hours(2)).line(dana, "customer-care");
    assertThat(line.text("account")).isEqualTo("001B");
    assertThat(line.text("account_match")).isEqualTo("website");
  }

  @Test
  void wrong_answers_are_taken_back_and_asked_again() {
    var dana = market.director("dana@halden.example").takes(PAPER, hours(1), "planning_to_purchase", "Yes");
    assertThat(market.after(hours(2)).line(dana, "customer-care").get("next_question")).isNull();
    dana.salesSay("rejected", "wrong-answers", hours(3));
    var line = market.after(hours(4)).line(dana, "customer-care");
    assertThat(line.number("interest")).isEqualTo(20.0);
    assertThat(line.rows("parts")).extracting(part -> part.get("rule")).containsExactly("white-paper-download");
    assertThat(line.text("next_question")).isEqualTo("planning_to_purchase");
    assertThat(line.text("programme")).isEqualTo("turnback-wrong-answers");
    dana.takes(PAPER, hours(5), "planning_to_purchase", "No");
    assertThat(market.after(hours(6)).interest(dana, "customer-care")).isEqualTo(45.0);
  }

  @Test
  void a_turnback_picks_its_programme() {
    for (String reason : List.of("not-ready", "unreachable", "no-budget", "competitor", "other")) {
      var dana = market.director(reason + "@halden.example").compares("Customer care", days(1)).salesSay("rejected", reason, days(2));
      assertThat(market.after(days(3)).line(dana, "customer-care").text("programme")).isEqualTo("turnback-" + reason);
    }
  }

  @Test
  void a_customer_with_ordinary_reading_gets_the_newsletter_and_no_routing() {
    market.account("001C", "name", "Old Friends", "website", "friends.example", "customer", "true", "owner", "005A");
    var finn = market.director("finn@friends.example").compares("Customer care", days(1));
    Seen seen = market.after(days(2));
    assertThat(seen.line(finn, "customer-care").text("programme")).isEqualTo("customer-newsletter");
    assertThat(seen.line(finn, "customer-care").list("held")).containsExactly("customer");
    assertThat(seen.handOffs()).isEmpty();
  }

  @Test
  void an_unsubscribed_person_with_100_points_is_handed_over_but_never_enrolled() {
    var dana = market.director("dana@halden.example").does(Fact.ActivityKind.UNSUBSCRIBE, 0).compares("Customer care", days(1));
    Seen seen = market.after(days(2));
    assertThat(seen.enrolments()).isEmpty();
    assertThat(seen.line(dana, "customer-care").get("programme")).isNull();
    assertThat(seen.handOff().text().lines().findFirst().orElse("")).containsIgnoringCase("do not e-mail");
  }

  @Test
  void who_opted_out_of_phone_too_is_held_unless_they_asked_us() {
    var dana = market.director("dana@halden.example").says("consent.email", "false", "consent.phone", "false")
        .compares("Customer care", days(1));
    Seen seen = market.after(days(2));
    assertThat(seen.handOffs()).isEmpty();
    assertThat(seen.line(dana, "customer-care").list("held")).containsExactly("no-consent");
    dana.takes(QUOTE, days(3));
    Seen asked = market.after(days(4));
    assertThat(asked.handOff().text().lines().findFirst().orElse("")).containsIgnoringCase("do not e-mail");
    assertThat(asked.enrolments()).isEmpty();
  }

  @Test
  void who_asked_us_lately_may_be_called_whatever_their_fit() {
    var finn = market.person("finn@corner.example").says("consent.email", "false", "consent.phone", "false", "title", "Barista",
        "company", "Corner", "country", "NZ", "industry", "Agriculture", "employees", "3")
        .takes(QUOTE, hours(1)).takes("Customer care | Demo | See it", hours(2)).takes(TESTIMONIAL, hours(3)).takes(TESTIMONIAL, hours(4));
    Seen seen = market.after(days(1));
    assertThat(seen.line(finn, "customer-care").number("fit")).isLessThan(50);
    assertThat(seen.handOff().trigger()).isEqualTo("mql");
  }

  @Test
  void a_request_older_than_thirty_days_no_longer_lifts_an_opt_out() {
    var dana = market.director("dana@halden.example").says("consent.email", "false", "consent.phone", "false")
        .takes(QUOTE, hours(1)).salesSay("rejected", "not-ready", days(1));
    assertThat(market.after(days(2)).handOffs()).hasSize(1);
    var finn = market.person("finn@corner.example").says("consent.email", "false", "consent.phone", "false", "title", "Barista",
        "company", "Corner", "country", "NZ", "industry", "Agriculture", "employees", "3")
        .takes(QUOTE, hours(1)).compares("Customer care", days(35));
    Seen seen = market.after(days(36));
    assertThat(seen.line(finn, "customer-care").list("held")).containsExactly("no-consent");
    assertThat(seen.handOffs()).extracting(Decision.HandOff::email).containsExactly(dana.email());
  }
}
