package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.cli.CannotStart;
import dev.caravan.config.Configuration;
import dev.caravan.host.embedded.EmbeddedHost;
import dev.caravan.outbox.Outbox;
import dev.caravan.store.SettingsHistory;
import dev.caravan.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other settings go live over data that were decided by those before. */
class ActivationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path folder;
  private RunPlace place;

  @BeforeEach
  void a_run_was_over_it() throws IOException {
    place = RunPlace.afterARun(folder.resolve("place"));
  }

  @AfterEach
  void close() throws IOException {
    place.close();
  }

  @Test
  void what_is_previewed_is_what_then_happens() throws Exception {
    Path other = Shipped.copy(place.config(), folder.resolve("other"), Map.of(
        "scoring.yaml", text -> text.replace("mql: 100 points", "mql: 40 points").replace("points: 20", "points: 26"),
        "nurture.yaml", text -> text.replace("keep-warm", "stay-warm"),
        "groups.yaml", text -> text.replace("people: 3", "people: 4")));
    Map<String, String> before = standing(place.config());

    Shell.Said said = Shell.run("preview", "--config", other, "--data", place.data, "--json");
    assertThat(said.code()).as(said.err()).isZero();
    JsonNode preview = JSON.readTree(said.out());
    Set<String> due;
    try (Caravan caravan = open(other)) {
      due = due(caravan);
      assertThat(caravan.activation()).hasValueSatisfying(it -> assertThat(it).contains("live", "wait to be delivered"));
    }
    Map<String, String> after = standing(other);

    assertThat(due).isNotEmpty().isEqualTo(texts(preview.path("items"), "id"));
    var changed = new TreeSet<String>();
    after.forEach((who, stands) -> {
      if (!stands.equals(before.get(who))) {
        changed.add(who + " " + before.get(who) + " " + stands);
      }
    });
    var foretold = new TreeSet<String>();
    preview.path("ratings").forEach(line -> foretold.add(line.path("person").asText() + " "
        + line.path("solution").asText() + " " + line.path("rating").path("from").asText() + " "
        + line.path("cell").path("from").asText() + " " + line.path("rating").path("to").asText() + " "
        + line.path("cell").path("to").asText()));
    assertThat(changed).isNotEmpty().isEqualTo(foretold);
    assertThat(preview.path("new_mqls")).isNotEmpty();
    for (String acts : List.of("hand_offs", "enrolments", "leaves")) {
      assertThat(preview.path(acts)).as(acts + " would be dated before the change").isEmpty();
    }
    assertThat(due).noneMatch(id -> id.contains("assignment") || id.contains("programme") || id.contains("touch") || id.contains("response"));
    Shell.Said released = Shell.run("release", "--data", place.data, "--config", other, "--json");
    assertThat(released.code()).as(released.err()).isZero();
    assertThat(texts(JSON.readTree(released.out()), "who")).as("who qualifies by the change waits to be released")
        .containsAnyElementsOf(texts(preview.path("new_mqls"), "person"));
  }

  @Test
  void the_same_settings_over_all_history_come_to_the_same_states_and_tell_nothing() throws Exception {
    List<String> before = kept();
    try (Caravan caravan = open(place.config())) {
      assertThat(caravan.activation()).isEmpty();
      EmbeddedHost.Activated anew = caravan.host().activate(tx -> { });
      assertThat(anew.facts()).isPositive();
      assertThat(anew.differences()).isEmpty();
      assertThat(due(caravan)).isEmpty();
    }
    assertThat(kept()).isEqualTo(before);
  }

  @Test
  void states_of_another_format_are_built_anew_and_are_what_they_were() throws Exception {
    List<String> before = kept();
    spoil();
    Shell.Said refused = Shell.run("people", "--data", place.data, "--config", place.config());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("the states are kept in format 1, and this version of Caravan reads format 2; start it once by"
        + " \"caravan run\", which builds them anew from the journal");
    try (Caravan caravan = open(place.config())) {
      assertThat(caravan.activation()).hasValueSatisfying(it -> assertThat(it).matches("States were kept in format 1, this version keeps"
          + " format 2: they were built anew from [1-9][0-9]* facts of the journal; nothing differs\\."));
      assertThat(due(caravan)).isEmpty();
    }
    assertThat(kept()).isEqualTo(before);
    try (Caravan again = open(place.config())) {
      assertThat(again.activation()).isEmpty();
    }
  }

  @Test
  void states_of_another_format_keep_an_edit_of_the_funnel_from_losing_anybody() throws Exception {
    spoil();
    Path silent = Shipped.copy(place.config(), folder.resolve("silent"),
        Map.of("funnel.yaml", text -> text.replaceAll("\\bengaged\\b", "involved")));
    assertThatThrownBy(() -> open(silent)).isInstanceOf(CannotStart.class)
        .hasMessageContaining("on stage \"engaged\", which is no longer there");
    Path other = Shipped.copy(place.config(), folder.resolve("other"),
        Map.of("scoring.yaml", text -> text.replace("points: -10", "points: -12")));
    spoil();
    try (Caravan caravan = open(other)) {
      assertThat(caravan.activation()).hasValueSatisfying(it -> assertThat(it).startsWith("States were kept in format 1, ")
          .contains("; nothing differs. Settings ", "wait to be delivered"));
    }
  }

  /** As a version left them that wrote other bytes. */
  private void spoil() {
    try (Store store = Store.sqlite(Cabinet.database(place.data))) {
      store.write(tx -> tx.handle().execute("DELETE FROM meta WHERE name = 'state-format'"));
      store.write(tx -> tx.handle().execute("UPDATE keyed_head SET head = X'0102'"));
      store.write(tx -> tx.handle().execute("UPDATE keyed_entry SET body = X'0102'"));
    }
  }

  @Test
  void a_stage_taken_out_of_the_funnel_needs_a_word_where_its_people_go() throws Exception {
    UnaryOperator<String> renamed = text -> text.replaceAll("\\bengaged\\b", "involved");
    Path silent = Shipped.copy(place.config(), folder.resolve("silent"), Map.of("funnel.yaml", renamed));
    assertThatThrownBy(() -> open(silent)).isInstanceOf(CannotStart.class)
        .hasMessageContaining("on stage \"engaged\", which is no longer there")
        .hasMessageContaining("moved: {engaged: <stage>}");
    Path stated = Shipped.copy(place.config(), folder.resolve("stated"), Map.of("funnel.yaml",
        text -> renamed.apply(text).replace("\nsigned:", "\nmoved:\n  engaged: involved\n\nsigned:")));
    try (Caravan caravan = open(stated)) {
      assertThat(caravan.activation()).hasValueSatisfying(it -> assertThat(it)
          .containsPattern("Of (\\d+) people on stages taken out of the funnel, \\1 stand where `moved` says\\."));
      assertThat(due(caravan)).isNotEmpty();
      place.runOnce(caravan);
      assertThat(due(caravan)).isEmpty();
    }
  }

  @Test
  void only_those_whom_an_edit_concerns_are_told_again() throws Exception {
    Path other = Shipped.copy(place.config(), folder.resolve("other"),
        Map.of("scoring.yaml", text -> text.replace("points: -10", "points: -12")));
    long before = place.writes();
    try (Caravan caravan = open(other)) {
      Set<String> due = due(caravan);
      long scores;
      try (Store store = Store.sqlite(Cabinet.database(place.data))) {
        scores = store.read(handle -> handle.createQuery("SELECT COUNT(*) FROM outbox WHERE kind = 'score'")
            .mapTo(Long.class).one());
      }
      assertThat((long) due.size()).isPositive().isLessThan(scores / 4);
      place.runOnce(caravan);
      assertThat(place.writes() - before).isPositive().isLessThanOrEqualTo(due.size());
      assertThat(due(caravan)).isEmpty();
    }
    try (Caravan again = open(other)) {
      assertThat(again.activation()).isEmpty();
    }
  }

  @Test
  void a_change_of_settings_moves_nobody_between_programmes_at_once_and_hands_nobody_over_twice() throws Exception {
    DemoData.Shown first = place.shown();
    Path other = Shipped.copy(place.config(), folder.resolve("other"),
        Map.of("nurture.yaml", text -> text.replace("raise-interest", "x").replace("keep-warm", "raise-interest").replace("programme: x", "programme: keep-warm")));
    for (Path settings : List.of(other, place.config())) {
      try (Caravan caravan = open(settings)) {
        assertThat(due(caravan)).noneMatch(id -> id.contains("assignment/") || id.contains("programme"));
        place.runOnce(caravan);
      }
      assertThat(lists(place.shown())).as("programmes change in the ten working days that follow").isEqualTo(lists(first));
    }
    explained_by_the_settings_of_then(other);
    try (Store store = Store.sqlite(Cabinet.database(place.data))) {
      assertThat(new SettingsHistory(store).all()).extracting(SettingsHistory.Live::version).containsExactly(
          version(place.config()), version(other), version(place.config()));
    }
  }

  /** Between the two changes those of the edit were live, before and after the shipped ones. */
  private void explained_by_the_settings_of_then(Path other) throws IOException {
    List<SettingsHistory.Live> live;
    String somebody;
    try (Store store = Store.sqlite(Cabinet.database(place.data))) {
      live = new SettingsHistory(store).all();
      somebody = store.read(handle -> handle.createQuery("SELECT subject FROM fact WHERE type = 'activity.form-submit'"
          + " AND subject LIKE '%@%' ORDER BY position LIMIT 1").mapTo(String.class).one());
    }
    for (SettingsHistory.Live each : live) {
      String asOf = java.time.Instant.ofEpochMilli(each.since()).toString();
      JsonNode told = JSON.readTree(Shell.run("explain", somebody, "--json", "--as-of", asOf, "--data", place.data).out());
      assertThat(told.path("model").asText()).isEqualTo(each.version());
      assertThat(JSON.readTree(Shell.run("explain", somebody, "--json", "--as-of", asOf, "--data", place.data, "--config",
          other).out()).path("model").asText()).isEqualTo(version(other));
    }
  }

  /** Who is on which list of Eloqua's. */
  private static List<String> lists(DemoData.Shown shown) {
    return shown.eloqua().lines().filter(line -> !line.startsWith("contact ")).toList();
  }

  private static String version(Path config) {
    return Configuration.load(config).version();
  }

  private Caravan open(Path config) throws IOException {
    return Caravan.open(new Caravan.Plan(place.data, Path.of("."), Configuration.load(config),
        RunPlace.quick(place.eloqua, place.salesforce), place.clock, RunPlace.END));
  }

  private static Set<String> due(Caravan caravan) {
    var ids = new TreeSet<String>();
    caravan.outbox().entries(List.of(Outbox.State.DUE), Integer.MAX_VALUE).forEach(entry -> ids.add(entry.id()));
    return ids;
  }

  /** Rating and cell by person and solution, from the states that are kept. */
  private Map<String, String> standing(Path config) throws IOException {
    var standing = new TreeMap<String, String>();
    try (Caravan caravan = open(config)) {
      assertThat(caravan.activation()).isEmpty();
      caravan.host().engine().people(caravan.host().states(), caravan.journal().position()).forEach(line ->
          standing.put(line.get("person") + " " + line.get("solution"), line.get("rating") + " " + line.get("cell")));
    }
    return standing;
  }

  private List<String> kept() {
    try (Store store = Store.sqlite(Cabinet.database(place.data))) {
      return store.read(handle -> {
        var rows = new ArrayList<String>();
        for (String table : List.of("stage, name, head, alarm FROM keyed_head", "stage, name, entry, body FROM keyed_entry",
            "id, kind, subject, decided, because, fields FROM decision", "id, kind, about, payload, state FROM outbox",
            "stage, name, tick, input FROM parked_input")) {
          rows.addAll(handle.createQuery("SELECT " + table).map((row, context) -> {
            var text = new StringBuilder();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
              Object value = row.getObject(i);
              text.append(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value).append(' ');
            }
            return text.toString();
          }).stream().sorted().toList());
        }
        return rows;
      });
    }
  }

  private static Set<String> texts(JsonNode list, String name) {
    var texts = new TreeSet<String>();
    list.forEach(line -> texts.add(line.path(name).asText()));
    return texts;
  }
}
