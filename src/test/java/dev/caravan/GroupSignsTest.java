package dev.caravan;

import static dev.caravan.Given.days;
import static dev.caravan.Given.hours;
import static dev.caravan.Given.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Decision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What else is told of a group: signs with their numbers, who may have shared, what sales made of it. */
class GroupSignsTest {
  private static final String CARE = "customer-care";
  private static final String PAPER = "Customer care | White paper | Shorter queues";
  private static final String TESTIMONIAL = "Customer care | Testimonial | Halden";
  private static final String PRICES = "Customer care | Pricing | Plans";
  private static final String QUOTE = "Customer care | Quote | Ask us";
  private static final String PAGE = "https://www.caravan.example/customer-care/pricing/plans";

  private final Given market = new Given().rep("005A", true).targetAccount("001A", "halden.example");

  private Given.Who person(String name, String title) {
    return market.person(name + "@halden.example").says("first_name", name, "title", title);
  }

  private Given.Who manager(String name) {
    return person(name, "Support Manager");
  }

  private static String paper(int number) {
    return "Customer care | White paper | No " + number;
  }

  private Seen.Line group(long after) {
    return market.after(after).group("001A", CARE);
  }

  private static String numbers(Seen.Line group, String sign) {
    return group.rows("signs").stream().filter(each -> each.get("pattern").equals(sign)).findFirst()
        .map(each -> String.valueOf(each.get("numbers"))).orElse("");
  }

  private void meeting(long at) {
    manager("ann").takes(PAPER, at);
    manager("bob").takes(PAPER, at + minutes(5));
    manager("cem").takes(PAPER, at + minutes(10));
  }

  // signs

  @Test
  void a_level_tells_the_numbers_that_made_it() {
    meeting(0);
    assertThat(group(days(1)).text("pattern")).isEqualTo("the-meeting");
    assertThat(group(days(1)).text("numbers")).isEqualTo("3 people took white paper \"Shorter queues\" within 10 minutes");
    assertThat(market.after(days(1)).alerts().get(0).because().text()).contains("within 10 minutes");
  }

  @Test
  void two_who_keep_coming_back_last_but_stay_emerging() {
    for (int i = 0; i < 3; i++) {
      manager("ann").views(PRICES, days(12 * i));
      manager("bob").views(PRICES, days(12 * i + 5));
    }
    var group = group(days(30));
    assertThat(group.text("level")).isEqualTo("emerging");
    assertThat(numbers(group, "interest-that-lasts")).isEqualTo("2 people in 120 days, 6 visits on 6 days; usual here: 1 visit");
    assertThat(market.after(days(30)).alerts()).isEmpty();
  }

  @Test
  void many_clicks_of_one_person_are_not_more_than_usual_and_raise_nothing() {
    manager("bob").views(PRICES, 0);
    for (int i = 0; i < 40; i++) {
      manager("ann").views(PRICES, hours(i * 12));
    }
    assertThat(numbers(group(days(21)), "more-than-usual")).isEmpty();
    assertThat(group(days(21)).text("level")).isEqualTo("emerging");
  }

  @Test
  void a_sudden_crowd_is_more_than_usual_for_the_account() {
    manager("ann").views(PRICES, 0);
    manager("bob").views(PRICES, days(1));
    for (int i = 0; i < 5; i++) {
      manager("new" + i).takes(paper(i), days(150 + 2 * i));
    }
    assertThat(numbers(group(days(160)), "more-than-usual")).contains("5 people in 14 days", "seen once in");
  }

  @Test
  void different_people_on_different_steps_are_told_with_their_number() {
    manager("ann").takes(PAPER, 0);
    manager("bob").takes(TESTIMONIAL, days(1));
    assertThat(numbers(group(days(2)), "along-the-path")).isEqualTo("2 people in 30 days, on 2 different steps, 2 visits; usual here: less than 1 visit");
  }

  @Test
  void one_person_on_all_steps_is_not_several_people_along_the_path() {
    manager("ann").takes(PAPER, 0).takes(TESTIMONIAL, days(1)).takes(QUOTE, days(2));
    manager("bob").takes(QUOTE, days(3));
    assertThat(numbers(group(days(4)), "along-the-path")).isEmpty();
  }

  @Test
  void a_department_that_joins_later_is_told() {
    manager("ann").takes(PAPER, 0);
    manager("bob").takes(paper(2), days(31));
    person("fay", "Finance Manager").takes(paper(3), days(40));
    assertThat(numbers(group(days(41)), "a-new-department")).contains("new: finance");
  }

  @Test
  void departments_that_were_there_from_the_beginning_are_no_news() {
    manager("ann").takes(PAPER, 0);
    person("fay", "Finance Manager").takes(paper(3), days(1));
    assertThat(numbers(group(days(2)), "a-new-department")).isEmpty();
  }

  @Test
  void a_return_after_a_long_silence_is_told_with_how_long_it_was() {
    meeting(0);
    manager("ann").takes(paper(1), days(120));
    manager("dee").takes(paper(2), days(122));
    assertThat(numbers(group(days(123)), "back-after-silence")).contains("2 people in 14 days", "after 120 days of silence");
  }

  @Test
  void after_a_silence_the_first_is_who_came_back_first() {
    meeting(0);
    manager("dee").takes(paper(1), days(120));
    manager("bob").takes(paper(2), days(121));
    manager("ann").takes(paper(3), days(122));
    Seen seen = market.after(days(125));
    assertThat(seen.group("001A", CARE).first()).as("of all its history").isEqualTo("ann@halden.example");
    assertThat(seen.alerts().get(1).text()).contains("First: dee").doesNotContain("took the same asset together");
  }

  // who was first, and sharing

  @Test
  void a_visit_before_the_download_makes_who_paid_it_the_first() {
    manager("ann").takes(PAPER, minutes(10)).views(PRICES, minutes(1));
    manager("bob").takes(PAPER, minutes(5));
    manager("cem").takes(PAPER, minutes(12));
    assertThat(group(days(1)).first()).isEqualTo("ann@halden.example");
    assertThat(market.after(days(1)).alerts().get(0).text()).contains("First: ann");
  }

  @Test
  void who_comes_by_the_link_of_another_likely_had_it_from_them() {
    manager("ann").views(PRICES, 0, "url", PAGE + "?utm_source=mail&shared=k3x9");
    manager("bob").views(PRICES, days(2), "referrer", PAGE + "?Shared=k3x9");
    var edge = group(days(3)).rows("sharing").get(0);
    assertThat(edge).containsEntry("from", "ann@halden.example").containsEntry("to", "bob@halden.example")
        .containsEntry("evidence", "likely");
  }

  @Test
  void a_link_everybody_has_tells_nothing() {
    manager("ann").views(PRICES, 0, "url", PAGE + "?utm_campaign=spring");
    manager("bob").views(PRICES, days(2), "url", PAGE + "?utm_campaign=spring");
    assertThat(group(days(3)).rows("sharing")).isEmpty();
  }

  @Test
  void who_comes_by_a_mail_another_had_clicked_likely_had_it_from_them() {
    manager("ann").takes(PAPER, 0).clicks("Customer care | Mailing | March", hours(1), "R-1");
    manager("bob").views(PRICES, hours(5), "recipient", "R-1");
    assertThat(group(days(1)).rows("sharing").get(0)).containsEntry("from", "ann@halden.example").containsEntry("evidence", "likely");
  }

  @Test
  void the_order_in_which_a_link_became_known_does_not_matter() {
    manager("bob").views(PRICES, days(2), "url", PAGE + "?elq=AB12");
    manager("ann").views(PRICES, days(1), "url", PAGE + "?elq=AB12");
    market.knownAt(days(3));
    assertThat(group(days(4)).rows("sharing")).singleElement().satisfies(edge ->
        assertThat(edge).containsEntry("from", "ann@halden.example").containsEntry("to", "bob@halden.example"));
  }

  @Test
  void the_alert_never_states_sharing_as_a_fact() {
    manager("ann").views(PRICES, 0, "url", PAGE + "?shared=k3x9").takes(PAPER, minutes(1));
    manager("bob").views(PRICES, minutes(20), "url", PAGE + "?shared=k3x9").takes(PAPER, minutes(21));
    manager("cem").takes(PAPER, minutes(30));
    String text = market.after(days(1)).alerts().get(0).text();
    assertThat(text.lines()).hasSize(5);
    assertThat(text).contains("Sharing is likely: bob came by the same link as ann (20 minutes later)",
        "Sharing is possible: ann took the asset first, and shortly after cem did");
  }

  // late facts, people who leave

  @Test
  void what_is_known_late_raises_a_level_that_would_still_stand() {
    manager("ann").takes(paper(1), 0);
    manager("bob").takes(paper(2), days(5));
    manager("ann").views(PRICES, days(19));
    manager("cem").takes(paper(3), days(3));
    market.knownAt(days(20));
    assertThat(group(days(21)).text("level")).isEqualTo("active");
  }

  @Test
  void a_group_is_no_more_than_those_who_are_left_have_made_it() {
    meeting(0);
    market.person("cem@halden.example").byHand("001A", CARE, "", false, hours(2));
    var group = group(days(1));
    assertThat(group.text("level")).isEqualTo("emerging");
    assertThat(group.get("coordinated")).isEqualTo(false);
    assertThat(group.rows("sharing")).isEmpty();
  }

  @Test
  void a_hand_off_that_waits_is_dropped_when_those_who_made_the_group_have_left() {
    meeting(0);
    market.person("cem@halden.example").byHand("001A", CARE, "", false, minutes(30));
    assertThat(market.after(days(1)).handOffs()).isEmpty();
  }

  @Test
  void a_role_given_by_hand_counts_for_the_committee() {
    meeting(0);
    market.person("cem@halden.example").byHand("001A", CARE, "decision-maker", true, hours(2));
    assertThat(group(days(1)).list("missing_roles")).containsExactly("champion");
  }

  // what sales makes of it

  @Test
  void a_group_that_sales_accepts_is_engaged_and_one_given_back_is_handed_over_again() {
    meeting(0);
    market.person("ann@halden.example").salesSay("working", "", hours(3));
    assertThat(group(hours(4)).text("sales")).isEqualTo("engaged");
    market.person("ann@halden.example").salesSay("rejected", "not-ready", days(2));
    assertThat(group(days(3)).get("sales")).isNull();
    manager("dee").takes(PAPER, days(20));
    manager("eve").takes(PAPER, days(20) + minutes(5));
    manager("fay").takes(PAPER, days(20) + minutes(9));
    assertThat(market.after(days(21)).handOffs()).hasSize(2);
    assertThat(market.after(days(21)).handOffs().get(1).text()).contains("Handed over before", "not-ready");
  }

  @Test
  void with_an_opportunity_the_group_is_told_and_not_handed_over() {
    market.deal(0, "006X", "001A", CARE, "Discovery");
    meeting(hours(1));
    Seen seen = market.after(days(1));
    assertThat(seen.handOffs()).isEmpty();
    assertThat(seen.alerts()).singleElement().extracting(Decision.Alert::text).asString().contains("Tell the owner of the open opportunity");
    assertThat(seen.group("001A", CARE).text("sales")).isEqualTo("opportunity");
    market.deal(days(30), "006X", "001A", CARE, "Closed Lost");
    assertThat(group(days(31)).text("sales")).isEqualTo("lost");
  }

  @Test
  void a_customer_of_the_solution_is_told_of_but_handed_over_only_when_somebody_asks() {
    market.deal(0, "006X", "001A", CARE, "Closed Won");
    meeting(days(1));
    assertThat(market.after(days(2)).handOffs()).isEmpty();
    assertThat(market.after(days(2)).alerts()).hasSize(1);
  }

  @Test
  void a_group_that_slept_is_handed_over_anew() {
    meeting(0);
    meeting(days(120));
    Seen seen = market.after(days(121));
    assertThat(seen.handOffs()).extracting(Decision.HandOff::id)
        .containsExactly("hand-off/001A|customer-care/1", "hand-off/001A|customer-care/2");
  }

  @Test
  void the_group_the_crm_shows_says_who_was_confirmed_by_hand_and_its_opportunity() {
    meeting(0);
    market.person("cem@halden.example").byHand("001A", CARE, "champion", true, hours(2));
    market.deal(days(1), "006X", "001A", CARE, "Discovery");
    List<Decision.Group> shown = market.after(days(2)).all(Decision.Group.class);
    Map<String, Object> fields = shown.get(shown.size() - 1).fields();
    assertThat(fields).containsEntry("level", "opportunity").containsEntry("opportunity", "006X");
    assertThat(((List<?>) fields.get("members")).stream().map(each -> ((Map<?, ?>) each).get("confirmed")).toList())
        .isEqualTo(List.of(false, false, true));
  }
}
