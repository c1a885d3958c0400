package dev.caravan.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.engine.Scripted;
import dev.caravan.config.Configuration;
import dev.caravan.engine.Cell;
import dev.caravan.engine.Input;
import dev.caravan.engine.KeyRun;
import dev.caravan.engine.Message;
import dev.caravan.engine.Stage;
import dev.caravan.engine.Stages;
import dev.caravan.enrich.AccountView;
import dev.caravan.group.GroupToDesk;
import dev.caravan.group.GroupToLifecycle;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.routing.Routing;
import dev.caravan.score.ScoreToLifecycle;
import dev.caravan.score.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

  @Test
  void an_open_hand_off_joins_the_one_of_the_group_and_one_for_another_solution_does_not() throws IOException {
    Deciding.Track open = Deciding.Track.NEW.at("mql", 5).qualified(Deciding.Readiness.READY).handedOver("hand-off/dana/1", Moment.of(5), Moment.NONE);
    Deciding asked = Deciding.NEW.tracks(Map.of(CARE, open)).handedOver("hand-off/dana/1", 1);

    var same = new GroupToLifecycle.GroupStands("001A", CARE, "hot", "hand-off/001A|" + CARE + "/1",
        GroupToLifecycle.GroupStands.Asking.OPEN, Moment.of(1), Moment.NONE, "");
    assertThat(run("", asked, same).messages()).extracting(Input::message)
        .contains(new LifecycleToDesk.JoinsGroup("hand-off/dana/1", same.handOff()));
    var other = new GroupToLifecycle.GroupStands("001A", "payments", "hot", "hand-off/001A|payments/1",
        GroupToLifecycle.GroupStands.Asking.OPEN, Moment.of(1), Moment.NONE, "");
    assertThat(run("", asked, other).messages()).extracting(Input::message)
        .noneMatch(LifecycleToDesk.JoinsGroup.class::isInstance);
  }

  @Test
  void a_hand_off_ends_by_itself_even_if_nothing_else_happens() throws IOException {
    var qualified = new Scores.Solution(CARE, 1_000, List.of(), "A", "A1", "", "evaluating", 0, List.of(), Moment.NONE, "");
    var cell = new Scripted.Memory();
    cell.write(Deciding.NEW.tracks(Map.of(CARE, Deciding.Track.NEW.at("mql", 5).qualified(Deciding.Readiness.READY))), Map.of(), Cell.NEVER);
    run(cell, 10, scored(qualified));
    Deciding now = (Deciding) Objects.requireNonNull(cell.head());
    assertThat(now.openHandOff()).isEqualTo("hand-off/dana/1");
    assertThat(cell.alarm()).isEqualTo(Objects.requireNonNull(now.tracks().get(CARE)).toldAbove().ms() + Routing.EXPIRES_AFTER);
  }

  @Test
  void a_renewal_that_waits_for_somebody_whom_nobody_takes_over_still_goes_out_and_ends() throws IOException {
    Decision.HandOff renewal = handOff("hand-off/001A|customer-care/renewal/800A/2026-07-24", "renewal", "person");
    var touches = new Touches(new long[] {7, 8, 9, 10}, Moment.NONE, Moment.NONE, Moment.NONE, true, 1);
    var cell = new Scripted.Memory();
    cell.write(Deciding.NEW.scored(scored(score(CARE))).touches(touches)
        .renewal(new GroupToLifecycle.RenewalHandOver(renewal, "005A")), Map.of(), Cell.NEVER);

    KeyRun.Yield merged = run(cell, 10, new MergeToLifecycle.GoesOnAs("rita", 0));
    assertThat(merged.decisions()).noneMatch(Decision.HandOff.class::isInstance);

    KeyRun.Yield later = run(cell, 20 * Times.DAY);
    assertThat(later.poisoned()).isEmpty();
    assertThat(later.decisions()).filteredOn(Decision.HandOff.class::isInstance).singleElement().satisfies(each -> {
      assertThat(each.id()).isEqualTo(renewal.id());
      assertThat(((Decision.HandOff) each).email()).isEqualTo("dana@h.example");
    });
    assertThat(later.messages()).extracting(Input::message).hasAtLeastOneElementOfType(LifecycleToDesk.HandOver.class);

    assertThat(run(cell, 200 * Times.DAY).messages()).extracting(Input::message)
        .containsExactly(new GroupToDesk.Closed(renewal.id(), "expired"));
    assertThat(cell.alarm()).isEqualTo(Cell.NEVER);
  }

  @Test
  void a_groups_hand_off_that_waits_is_over_once_the_group_fell_silent() throws IOException {
    KeyRun.Yield silent = run("", waitsForGroup(), dormant(GroupToLifecycle.GroupStands.Asking.CLOSED, "silent"));
    assertThat(silent.decisions()).noneMatch(Decision.HandOff.class::isInstance);
    assertThat(silent.messages()).extracting(Input::message).contains(new GroupToDesk.Closed(OF_GROUP, "over"));
  }

  @Test
  void a_groups_hand_off_that_waits_goes_out_although_the_person_left_the_group() throws IOException {
    KeyRun.Yield left = run("", waitsForGroup(), dormant(GroupToLifecycle.GroupStands.Asking.NOT_YET, ""));
    assertThat(left.decisions()).filteredOn(Decision.HandOff.class::isInstance).extracting(Decision::id).containsExactly(OF_GROUP);
  }

  @Test
  void who_left_the_group_they_were_handed_over_with_is_recycled_and_it_is_said_why() throws IOException {
    KeyRun.Yield left = run("", withGroup(), dormant(GroupToLifecycle.GroupStands.Asking.NOT_YET, ""));
    assertThat(recycled(left)).isEqualTo("they left the group they were handed over with");
    KeyRun.Yield over = run("", withGroup(), dormant(GroupToLifecycle.GroupStands.Asking.CLOSED, "not-ready"));
    assertThat(recycled(over)).isEqualTo("the hand-off of their group is over: not ready");
  }

  private static Deciding withGroup() {
    Deciding.Track track = Deciding.Track.NEW.at("mql", 5).qualified(Deciding.Readiness.READY).handedOver(OF_GROUP, Moment.of(5), Moment.NONE);
    var account = new AccountView("001A", Map.of(), Set.of(), Map.of());
    return Deciding.NEW.scored(scored(score(CARE), account)).tracks(Map.of(CARE, track));
  }

  private static String recycled(KeyRun.Yield yield) {
    return yield.decisions().stream().filter(Decision.Stage.class::isInstance).map(Decision.Stage.class::cast)
        .filter(stage -> stage.to().equals("recycled")).map(stage -> stage.because().text()).findFirst().orElse("");
  }

  private static final String OF_GROUP = "hand-off/001A|customer-care/1";

  private static Deciding waitsForGroup() {
    return Deciding.NEW.tracks(Map.of(CARE, Deciding.Track.NEW.at("engaged", 5)))
        .waits(new GroupToLifecycle.GroupHandOver(handOff(OF_GROUP, "group", "group"), "005A"));
  }

  private static GroupToLifecycle.GroupStands dormant(GroupToLifecycle.GroupStands.Asking asking, String ended) {
    return new GroupToLifecycle.GroupStands("001A", CARE, "dormant", "", asking, ended.isEmpty() ? Moment.NONE : Moment.of(9), Moment.NONE, ended);
  }

  private static Decision.HandOff handOff(String id, String trigger, String of) {
    return new Decision.HandOff(id, "dana", 10, Because.of("", trigger, "", "", ""), of, "dana", "dana@h.example", "001A", CARE,
        trigger, "Talk to them", List.of("dana@h.example"), "What is known.", Map.of());
  }

  private static KeyRun.Yield run(String moved) throws IOException {
    return run(moved, Deciding.NEW.tracks(Map.of(CARE, Deciding.Track.NEW.at("sales-ready", 5))));
  }

  /** Somebody who stands somewhere is scored anew, and hears more. */
  private static KeyRun.Yield run(String moved, Deciding stands, Message... more) throws IOException {
    var cell = new Scripted.Memory();
    cell.write(stands, Map.of(), Cell.NEVER);
    var messages = new ArrayList<Message>(List.of(scored(score(CARE), stands.scored().account())));
    messages.addAll(List.of(more));
    return run(moved, cell, 10, messages.toArray(Message[]::new));
  }

  /** Time goes on until a moment, at which messages come. */
  private static KeyRun.Yield run(Scripted.Memory cell, long until, Message... messages) throws IOException {
    return run("", cell, until, messages);
  }

  @SuppressWarnings("unchecked") // stages come as a list of any kind
  private static KeyRun.Yield run(String moved, Scripted.Memory cell, long until, Message... messages) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (String name : Configuration.NAMES) {
      texts.put(name + ".yaml", Files.readString(Path.of("config", name + ".yaml")) + (name.equals("funnel") ? moved : ""));
    }
    Pipeline engine = Pipeline.of(Configuration.of(texts, Map.of()));
    var inputs = new ArrayList<Input>();
    for (Message message : messages) {
      inputs.add(new Input(until, 0, "", inputs.size(), Stages.DECIDE, "dana", message));
    }
    var yield = new KeyRun.Yield();
    KeyRun.run((Stage<Record, Record>) engine.stages().get(Stages.DECIDE), Stages.DECIDE, "dana", cell,
        inputs, until, yield);
    return yield;
  }

  private static ScoreToLifecycle.Scored scored(Scores.Solution care) {
    return scored(care, AccountView.NONE);
  }

  private static ScoreToLifecycle.Scored scored(Scores.Solution care, AccountView account) {
    var scores = new Scores.Person(0, List.of(), 0, true, "", true, List.of(), score("all"), List.of(care));
    return new ScoreToLifecycle.Scored("dana@h.example", "Dana", "", "", "", account, "none", false, false, false, scores,
        List.of(), 0, "", ScoreToLifecycle.Place.UNKNOWN, Map.of(), Map.of());
  }

  private static Scores.Solution score(String solution) {
    return new Scores.Solution(solution, 0, List.of(), "E", "D4", "", "exploring", 0, List.of(), Moment.NONE, "");
  }
}
