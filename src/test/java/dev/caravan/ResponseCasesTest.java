package dev.caravan;

import static dev.caravan.Given.days;
import static dev.caravan.Given.hours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Fact.ActivityKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who responded to a campaign: what counts, and that it is told once. */
class ResponseCasesTest {
  private static final String DANA = "dana@halden.example";
  private static final String SPRING = "701000000000001AAA";

  private final Given market = new Given();
  private int acts;

  private void does(ActivityKind kind, String campaign, long at) {
    var head = new Fact.Head("eloqua", kind.code() + "-" + acts++, DANA, Given.START + at, Given.START + at, "");
    market.adds(new Fact.Activity(head, kind, "c-" + DANA, new Fact.Asset("Form", "7", "Customer care | White paper | No 1"),
        campaign, Map.of(), Map.of()));
  }

  private java.util.List<Decision.Response> told() {
    return market.after(days(10)).all(Decision.Response.class);
  }

  @Test
  void a_form_sent_in_a_campaign_is_a_response_told_once() {
    market.director(DANA).isContactOf("001A");
    does(ActivityKind.FORM_SUBMIT, SPRING, hours(1));
    does(ActivityKind.FORM_SUBMIT, SPRING, hours(2));
    does(ActivityKind.FORM_SUBMIT, SPRING, days(8));
    assertThat(told()).singleElement().satisfies(response -> {
      assertThat(response.id()).isEqualTo("response/" + response.subject() + "/" + SPRING + "/Responded");
      assertThat(response.statuses()).containsExactly("Responded");
      assertThat(response.email()).isEqualTo(DANA);
      assertThat(response.at()).isEqualTo(Given.START + hours(1));
      assertThat(response.because().fact()).isEqualTo("form-submit-0");
      assertThat(response.because().place()).startsWith("config/nurture.yaml:");
    });
  }

  @Test
  void another_campaign_and_another_status_are_told_too() {
    market.director(DANA).isContactOf("001A");
    does(ActivityKind.FORM_SUBMIT, SPRING, hours(1));
    does(ActivityKind.EVENT, SPRING, hours(2));
    does(ActivityKind.EVENT, "54", hours(3));
    assertThat(told()).extracting(response -> response.campaign() + " " + response.statuses())
        .containsExactly(SPRING + " [Responded]", SPRING + " [Attended, Responded]", "54 [Attended, Responded]");
  }

  @Test
  void what_names_no_campaign_and_what_a_machine_may_have_done_are_no_responses() {
    market.director(DANA).isContactOf("001A").takes("Customer care | White paper | No 1", hours(1));
    for (ActivityKind kind : java.util.List.of(ActivityKind.EMAIL_SEND, ActivityKind.EMAIL_OPEN, ActivityKind.EMAIL_CLICK,
        ActivityKind.PAGE_VIEW, ActivityKind.WEB_VISIT, ActivityKind.BOUNCEBACK, ActivityKind.UNSUBSCRIBE)) {
      does(kind, SPRING, hours(2));
    }
    assertThat(told()).isEmpty();
  }

  @Test
  void who_has_no_record_in_the_crm_is_told_of_as_soon_as_there_is_one() {
    market.director(DANA);
    does(ActivityKind.FORM_SUBMIT, SPRING, hours(1));
    assertThat(told()).isEmpty();
    market.person(DANA).inCrmAt(days(3), "last_name", "Reyes").inCrmAt(days(4), "last_name", "Reyes", "title", "CIO");
    assertThat(told()).singleElement().satisfies(response -> {
      assertThat(response.at()).isEqualTo(Given.START + days(3));
      assertThat(response.time()).isEqualTo(Given.START + hours(1));
    });
  }
}
