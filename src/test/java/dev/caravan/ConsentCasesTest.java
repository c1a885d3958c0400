package dev.caravan;

import static dev.caravan.Given.days;
import static dev.caravan.Given.hours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people agree to: who says so, what lifts it, and who is told. */
class ConsentCasesTest {
  private static final String CARE = "customer-care";
  private static final String PAPER = "Customer care | White paper | Shorter queues";
  private static final String QUOTE = "Customer care | Quote | Ask us";

  private final Given market = new Given();

  private static List<Decision.Consent> told(Seen seen) {
    return seen.all(Decision.Consent.class);
  }

  private String nextStep(Given.Who who, long at) {
    var line = market.after(at).line(who, CARE);
    return line.get("programme") == null ? line.text("no_programme") : "a programme";
  }

  // who is told

  @Test
  void an_opt_out_is_told_once_with_who_said_it_and_when() {
    market.director("dana@halden.example").takes(PAPER, 0).does(Fact.ActivityKind.UNSUBSCRIBE, hours(1))
        .saysAt(hours(2), "consent.email", "false");
    assertThat(told(market.after(days(1)))).singleElement().satisfies(consent -> {
      assertThat(consent.email()).isEqualTo("dana@halden.example");
      assertThat(consent.channels()).containsExactly(new Decision.Said("email", true, "eloqua", Given.START + hours(1)));
    });
  }

  @Test
  void an_opt_out_in_the_crm_is_told_by_channel() {
    market.director("dana@halden.example").inCrmAt(hours(1), "consent.email", "true", "consent.phone", "false");
    assertThat(told(market.after(days(1)))).singleElement().satisfies(consent -> assertThat(consent.channels())
        .containsExactly(new Decision.Said("phone", true, "salesforce", Given.START + hours(1))));
  }

  @Test
  void a_record_that_turns_up_later_is_told_too() {
    market.director("dana@halden.example").does(Fact.ActivityKind.UNSUBSCRIBE, hours(1)).inCrmAt(hours(3), "consent.email", "true");
    var told = told(market.after(days(1)));
    assertThat(told).hasSize(2);
    assertThat(told.get(1).records()).hasSize(2);
    assertThat(told.get(1).channels()).isEqualTo(told.get(0).channels());
  }

  @Test
  void who_never_said_no_is_told_of_nowhere() {
    market.director("dana@halden.example").saysAt(hours(1), "consent.email", "true").does(Fact.ActivityKind.SUBSCRIBE, hours(2));
    assertThat(told(market.after(days(1)))).isEmpty();
  }

  @Test
  void a_lifted_opt_out_is_told_as_lifted() {
    market.director("dana@halden.example").does(Fact.ActivityKind.UNSUBSCRIBE, hours(1)).does(Fact.ActivityKind.SUBSCRIBE, hours(2));
    var told = told(market.after(days(1)));
    assertThat(told).hasSize(2);
    assertThat(told.get(1).channels()).containsExactly(new Decision.Said("email", false, "eloqua", Given.START + hours(2)));
  }

  // what lifts it

  @Test
  void a_record_that_says_no_again_is_no_news() {
    var dana = market.director("dana@halden.example").takes(PAPER, 0).inCrmAt(hours(1), "consent.email", "false");
    assertThat(nextStep(dana, hours(1))).isEqualTo("unsubscribed");
    dana.does(Fact.ActivityKind.SUBSCRIBE, hours(2)).inCrmAt(hours(3), "consent.email", "false", "title", "VP Service");
    assertThat(nextStep(dana, hours(4))).isEqualTo("a programme");
    dana.inCrmAt(hours(5), "consent.email", "true").inCrmAt(hours(6), "consent.email", "false");
    assertThat(nextStep(dana, hours(7))).as("ticked anew").isEqualTo("unsubscribed");
  }

  @Test
  void a_form_field_that_is_an_opt_in_lifts_what_it_is_about() {
    var dana = market.director("dana@halden.example").saysAt(hours(1), "consent.email", "false", "consent.phone", "false");
    dana.takes(PAPER, hours(2), "phone_opt_in", "yes");
    assertThat(nextStep(dana, hours(3))).isEqualTo("unsubscribed");
    dana.takes(PAPER, hours(4), "email_opt_in", "no thanks");
    assertThat(nextStep(dana, hours(5))).isEqualTo("unsubscribed");
    dana.takes(PAPER, hours(6), "email_opt_in", "On");
    assertThat(nextStep(dana, hours(7))).isEqualTo("a programme");
    assertThat(told(market.after(hours(7)))).last().satisfies(consent -> assertThat(consent.channels()).containsExactly(
        new Decision.Said("email", false, "form", Given.START + hours(6)),
        new Decision.Said("phone", false, "form", Given.START + hours(2))));
  }

  @Test
  void an_old_form_that_is_known_late_lifts_nothing() {
    var dana = market.director("dana@halden.example").does(Fact.ActivityKind.UNSUBSCRIBE, hours(5)).takes(PAPER, hours(2), "email_opt_in", "yes");
    market.knownAt(hours(6));
    assertThat(nextStep(dana, hours(7))).isEqualTo("unsubscribed");
  }

  // groups of subscriptions

  private Given.Who inGroup(Given.Who who, Fact.ActivityKind kind, String group, long at) {
    market.adds(new Fact.Activity(new Fact.Head("eloqua", kind.code() + "-" + group + at, who.email(), Given.START + at,
        Given.START + at, ""), kind, "c-" + who.email(), new Fact.Asset("EmailGroup", "1", group), "", Map.of(), Map.of()));
    return who;
  }

  @Test
  void leaving_one_subscription_group_leaves_the_others_and_is_kept() {
    var dana = market.director("dana@halden.example").takes(PAPER, 0);
    inGroup(dana, Fact.ActivityKind.UNSUBSCRIBE, "Events", hours(1));
    assertThat(nextStep(dana, hours(2))).isEqualTo("a programme");
    assertThat(market.explained(dana).consents()).containsExactly(new Decision.Said("email/Events", true, "eloqua", Given.START + hours(1)));
    assertThat(told(market.after(hours(2)))).isEmpty();
  }

  @Test
  void all_mail_is_all_mail_whatever_group_somebody_joins() {
    var dana = market.director("dana@halden.example").takes(PAPER, 0).does(Fact.ActivityKind.UNSUBSCRIBE, hours(1));
    inGroup(dana, Fact.ActivityKind.SUBSCRIBE, "Newsletters", hours(2));
    assertThat(nextStep(dana, hours(3))).isEqualTo("unsubscribed");
  }

  // what it means for sales

  @Test
  void out_of_both_is_held_unless_they_asked_us_within_a_month() {
    var dana = market.director("dana@halden.example").saysAt(1, "consent.email", "false", "consent.phone", "false")
        .compares("Customer care", days(1));
    assertThat(market.after(days(2)).line(dana, CARE).list("held")).containsExactly("no-consent");
    dana.takes(QUOTE, days(3));
    var handOff = market.after(days(3)).handOff();
    assertThat(handOff.text().lines().toList().get(0)).containsIgnoringCase("do not e-mail");
    assertThat(handOff.text().lines().toList().get(1)).containsIgnoringCase("do not phone unless they asked");
  }

  @Test
  void the_explanation_says_since_when_and_from_where() {
    var dana = market.director("dana@halden.example").does(Fact.ActivityKind.UNSUBSCRIBE, hours(1));
    assertThat(market.explained(dana).consents()).singleElement().satisfies(said -> {
      assertThat(said.by()).isEqualTo("eloqua");
      assertThat(Times.text(said.since())).isEqualTo("2026-01-05T10:00:00Z");
    });
  }
}
