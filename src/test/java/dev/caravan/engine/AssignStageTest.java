package dev.caravan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.Practice;
import dev.caravan.config.Configuration;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import dev.caravan.routing.Case;
import java.io.IOException;
import java.nio.file.Path;
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
    run(MONDAY, new Messages.UserSaid(new Fact.User(new Fact.Head("salesforce", "user-1", "0051", MONDAY, MONDAY, ""), "Kim",
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
    run(MONDAY + 2 * Times.MINUTE, new Messages.Closed(ID, "the contract was taken back"));

    assertThat(run(MONDAY + 3 * Times.MINUTE, handOver(false))).isEmpty();
    assertThat(run(MONDAY + 4 * Times.DAY)).isEmpty();
  }

  private static Messages.HandOver handOver(boolean held) {
    var handOff = new Decision.HandOff(ID, "001A|customer-care", MONDAY, Because.of("", "renewal", "", "", ""), "person", "dana",
        "dana@h.example", "001A", "customer-care", "renewal", "Talk to them", List.of("dana@h.example"), "", Map.of());
    return new Messages.HandOver(handOff, new Case(Map.of("solution", "customer-care", "country", "US", "trigger", "renewal", "of",
        "person", "record", "contact", "rating", "B"), 60, 100, "001A", "Halden", "halden.example", false, "", ""), held);
  }

  @SuppressWarnings("unchecked") // stages come as a list of any kind
  private List<Decision> run(long until, Message... messages) throws IOException {
    Engine engine = Engine.of(Practice.settings());
    var inputs = new ArrayList<Input>();
    for (Message message : messages) {
      inputs.add(new Input(until, 0, "", inputs.size(), Stages.ASSIGN, AssignStage.DESK, message));
    }
    var yield = new KeyRun.Yield();
    KeyRun.run((Stage<Record, Record>) engine.stages().get(Stages.ASSIGN), Stages.ASSIGN, AssignStage.DESK, cell, inputs, until,
        yield);
    assertThat(yield.poisoned()).isEmpty();
    return yield.decisions();
  }
}
