package dev.caravan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.Configuration;
import dev.caravan.enrich.AccountView;
import dev.caravan.model.Decision;
import dev.caravan.score.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What decide makes of a state that other settings left. */
class DecideStageTest {
  private static final String CARE = "customer-care";

  @Test
  void a_person_on_a_stage_nobody_knows_is_parked_with_what_to_do() throws IOException {
    KeyRun.Yield yield = run("");

    assertThat(yield.decisions()).isEmpty();
    assertThat(yield.poisoned()).singleElement().satisfies(parked -> assertThat(parked.reason())
        .contains("there is no stage \"sales-ready\"", "add `moved: {sales-ready: <stage>}`"));
  }

  @Test
  void a_person_on_a_stage_that_was_moved_goes_there_and_it_is_said_why() throws IOException {
    KeyRun.Yield yield = run("moved:\n  sales-ready: mql\n");

    assertThat(yield.poisoned()).isEmpty();
    Decision.Stage moved = (Decision.Stage) yield.decisions().get(0);
    assertThat(moved.from()).isEqualTo("sales-ready");
    assertThat(moved.to()).isEqualTo("mql");
    assertThat(moved.because().text()).isEqualTo("stage sales-ready was taken out of the funnel; its people were moved to mql");
  }

  /** Somebody on a stage of former settings is scored anew. */
  @SuppressWarnings("unchecked") // stages come as a list of any kind
  private static KeyRun.Yield run(String moved) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (String name : Configuration.NAMES) {
      texts.put(name + ".yaml", Files.readString(Path.of("config", name + ".yaml")) + (name.equals("funnel") ? moved : ""));
    }
    Engine engine = Engine.of(Configuration.of(texts, Map.of()));
    var scores = new Scores.Person(0, List.of(), 0, true, "", true, List.of(), score("all"), List.of(score(CARE)));
    var scored = new Messages.Scored("dana@h.example", "Dana", "", "", "", AccountView.NONE, "none", false, false, false, scores,
        List.of(), 0, "", Messages.Place.UNKNOWN, Map.of());
    var cell = new Scripted.Memory();
    cell.write(Deciding.NEW.tracks(Map.of(CARE, Deciding.Track.NEW.at("sales-ready", 5))), Map.of(), Cell.NEVER);
    var yield = new KeyRun.Yield();
    KeyRun.run((Stage<Record, Record>) engine.stages().get(Stages.DECIDE), Stages.DECIDE, "dana", cell,
        List.of(new Input(10, 0, "", 0, Stages.DECIDE, "dana", scored)), 10, yield);
    return yield;
  }

  private static Scores.Solution score(String solution) {
    return new Scores.Solution(solution, 0, List.of(), "E", "D4", "", "exploring", 0, List.of(), 0, "");
  }
}
