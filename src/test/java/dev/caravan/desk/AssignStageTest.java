package dev.caravan.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.engine.Scripted;
import dev.caravan.Practice;
import dev.caravan.engine.FactMessage;
import dev.caravan.engine.Input;
import dev.caravan.engine.KeyRun;
import dev.caravan.engine.Message;
import dev.caravan.engine.Stage;
import dev.caravan.engine.Stages;
import dev.caravan.group.GroupToDesk;
import dev.caravan.lifecycle.LifecycleToDesk;
import dev.caravan.model.AlertAnswer;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.routing.Case;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the desk makes of what comes in an order nobody planned. */
class AssignStageTest {
  private static final long MONDAY = Times.parse("2026-03-02T10:00:00Z");
  private static final String ID = "hand-off/001A|customer-care/renewal/800A/2026-07-24";

  private final Scripted.Memory cell = new Scripted.Memory();

  @BeforeEach
  void somebody_works() throws IOException {
    run(MONDAY, new FactMessage.UserSaid(new Fact.User(new Fact.Head("salesforce", "user-1", "0051", MONDAY, MONDAY, ""), "Kim",
        "kim@caravan.example", true, "UTC")));
  }

  @Test
  void a_hand_off_that_was_held_is_given_away_once_the_person_may_be_reached() throws IOException {
    run(MONDAY + Times.MINUTE, handOver(true));

    assertThat(run(MONDAY + 2 * Times.MINUTE, handOver(false))).hasAtLeastOneElementOfType(Decision.Assignment.class);
  }

  @Test
  void a_hand_off_that_was_closed_while_it_was_held_is_given_to_nobody() throws IOException {
    run(MONDAY + Times.MINUTE, handOver(true));
    run(MONDAY + 2 * Times.MINUTE, new GroupToDesk.Closed(ID, "the contract was taken back"));

    assertThat(run(MONDAY + 3 * Times.MINUTE, handOver(false))).isEmpty();
    assertThat(run(MONDAY + 4 * Times.DAY)).isEmpty();
  }

  @Test
  void a_rep_gets_five_alerts_a_day_at_once_and_the_others_together_the_next_morning() throws IOException {
    var alerts = new ArrayList<Message>();
    for (int n = 1; n <= 7; n++) {
      alerts.add(alert(n, "0051"));
    }
    assertThat(run(MONDAY + Times.MINUTE, alerts.toArray(Message[]::new))).hasSize(5)
        .allSatisfy(told -> assertThat(((Decision.Notice) told).owner()).isEqualTo("0051"));

    assertThat(run(MONDAY + 2 * Times.DAY)).singleElement().isInstanceOfSatisfying(Decision.Notice.class, digest -> {
      assertThat(digest.what()).isEqualTo("digest");
      assertThat(digest.at()).isGreaterThan(MONDAY + 12 * Times.HOUR);
      assertThat(digest.task().text()).isEqualTo("Group 6 is hot\nGroup 7 is hot");
    });
    assertThat(run(MONDAY + 2 * Times.DAY + Times.MINUTE, alert(8, "0051"))).as("another day").hasSize(1);
    assertThat(run(MONDAY + 9 * Times.DAY)).isEmpty();
  }

  @Test
  void an_alert_of_an_account_that_nobody_owns_goes_where_everything_goes() throws IOException {
    assertThat(run(MONDAY + Times.MINUTE, alert(1, "0059"))).singleElement().isInstanceOfSatisfying(Decision.Notice.class, told ->
        assertThat(told.owner()).isEqualTo("Caravan_Unrouted"));
  }

  @Test
  void an_account_that_was_snoozed_raises_no_alert_to_that_rep_for_a_fortnight() throws IOException {
    run(MONDAY + Times.MINUTE, alert(1, "0051"));
    run(MONDAY + Times.HOUR, answer("alert/001A|care/1", "snooze", ""));
    assertThat(run(MONDAY + Times.DAY, alert(2, "0051"))).isEmpty();
    assertThat(run(MONDAY + Times.DAY + 1, alertOf("002B|care", 1, "0051"))).as("another account").hasSize(1);
    assertThat(run(MONDAY + Times.DAY + 2, alert(3, "0059"))).as("somebody else").hasSize(1);
    assertThat(run(MONDAY + 14 * Times.DAY + Times.HOUR, alert(4, "0051"))).hasSize(1);
  }

  @Test
  void a_day_until_which_an_account_sleeps_begins_where_the_rep_is() throws IOException {
    run(MONDAY, new FactMessage.UserSaid(new Fact.User(new Fact.Head("salesforce", "user-2", "0052", MONDAY, MONDAY, ""), "Lu",
        "lu@caravan.example", true, "America/New_York")));
    run(MONDAY + Times.MINUTE, alert(1, "0052"));
    run(MONDAY + Times.HOUR, answer("alert/001A|care/1", "snooze", "2026-03-06"));
    assertThat(run(Times.parse("2026-03-06T04:59:00Z"), alert(2, "0052"))).isEmpty();
    assertThat(run(Times.parse("2026-03-06T05:00:00Z"), alert(3, "0052"))).hasSize(1);
  }

  @Test
  void a_snoozed_digest_silences_all_its_accounts_and_what_waits_for_the_next_one() throws IOException {
    var alerts = new ArrayList<Message>();
    for (int n = 1; n <= 7; n++) {
      alerts.add(alertOf("00" + n + "A|care", 1, "0051"));
    }
    run(MONDAY + Times.MINUTE, alerts.toArray(Message[]::new));
    var digest = (Decision.Notice) run(MONDAY + 2 * Times.DAY).get(0);
    assertThat(digest.task().members()).containsExactly("alert/006A|care/1", "alert/007A|care/1");
    run(MONDAY + 2 * Times.DAY + 1, answer(digest.about(), "snooze", ""));
    assertThat(run(MONDAY + 3 * Times.DAY, alertOf("006A|care", 2, "0051"), alertOf("007A|payments", 1, "0051"))).isEmpty();
  }

  @Test
  void not_useful_silences_nothing() throws IOException {
    run(MONDAY + Times.MINUTE, alert(1, "0051"));
    run(MONDAY + Times.HOUR, answer("alert/001A|care/1", "not-useful", ""));
    assertThat(run(MONDAY + Times.DAY, alert(2, "0051"))).hasSize(1);
  }

  private static FactMessage.AlertAnswered answer(String alert, String said, String until) {
    return new FactMessage.AlertAnswered(new AlertAnswer(new Fact.Head("salesforce", "alert-answer-" + alert, alert, MONDAY, MONDAY, ""),
        said, until));
  }

  private static GroupToDesk.Alerted alert(int number, String owner) {
    return alertOf("001A|care", number, owner);
  }

  private static GroupToDesk.Alerted alertOf(String group, int number, String owner) {
    return new GroupToDesk.Alerted(new Decision.HandOff("alert/" + group + "/" + number, group, MONDAY, Because.of("", "", "", "", ""),
        "account", "", "", group.substring(0, 4), "care", "alert", "Group " + number + " is hot", List.of(), "", Map.of()), owner);
  }

  private static LifecycleToDesk.HandOver handOver(boolean held) {
    var handOff = new Decision.HandOff(ID, "001A|customer-care", MONDAY, Because.of("", "renewal", "", "", ""), "person", "dana",
        "dana@h.example", "001A", "customer-care", "renewal", "Talk to them", List.of("dana@h.example"), "", Map.of());
    return new LifecycleToDesk.HandOver(handOff, new Case(Map.of("solution", "customer-care", "country", "US", "trigger", "renewal", "of",
        "person", "record", "contact", "rating", "B"), 60, 100, "001A", "Halden", "halden.example", false, "", ""), held);
  }

  @SuppressWarnings("unchecked") // stages come as a list of any kind
  private List<Decision> run(long until, Message... messages) throws IOException {
    Pipeline engine = Pipeline.of(Practice.settings());
    var inputs = new ArrayList<Input>();
    for (Message message : messages) {
      inputs.add(new Input(until, 0, "", inputs.size(), Stages.ASSIGN, Stages.DESK, message));
    }
    var yield = new KeyRun.Yield();
    KeyRun.run((Stage<Record, Record>) engine.stages().get(Stages.ASSIGN), Stages.ASSIGN, Stages.DESK, cell, inputs, until,
        yield);
    assertThat(yield.poisoned()).isEmpty();
    return yield.decisions();
  }
}
