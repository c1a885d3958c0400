package dev.caravan.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.ConfigException;
import dev.caravan.config.ConfigFile;
import dev.caravan.config.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes in groups.yaml that only the room can see. */
class GroupSettingsTest {
  private static final String ROLE = "  - { role: decision-maker, required: 1, weight: 3 }\n";

  @TempDir Path folder;

  private List<Diagnostic> mistakes(String patterns, String roles, String dormant) throws IOException {
    Path file = folder.resolve("groups.yaml");
    Files.writeString(file, "engaged_within: 30 days\npatterns:\n" + patterns + "falls_after: 30 days\ndormant_after: " + dormant
        + "\ncool_down: 14 days\nhand_over_after: 60 minutes\nroles:\n" + roles
        + "next_actions: { exploring: Wait, evaluating: Compare, deciding: Call }\n");
    ConfigFile config = ConfigFile.load(file, "groups.yaml", Optional.of(Path.of("config/schema/groups.schema.json")));
    var all = new ArrayList<Diagnostic>();
    try {
      config.read(GroupRules::from);
    } catch (ConfigException e) {
      all.addAll(e.diagnostics());
    }
    all.addAll(config.diagnostics());
    return all.stream().distinct().toList();
  }

  private String pattern(String words) throws IOException {
    return mistakes("  - { name: one, says: One, people: 2, " + words + " }\n", ROLE, "90 days").stream().map(Diagnostic::message)
        .distinct().reduce("", (a, b) -> a + b);
  }

  @Test
  void what_is_right_has_no_mistakes() throws IOException {
    assertThat(pattern("within: 30 days, level: emerging")).isEmpty();
    assertThat(pattern("within: 120 days, visits: 6, on_days: 5, lately: 3, once_in: 100, steps: 2, joins: department")).isEmpty();
  }

  @Test
  void a_window_longer_than_a_group_remembers_is_refused() throws IOException {
    assertThat(pattern("within: 180 days, visits: 6")).contains("too long", "120 days");
  }

  @Test
  void one_asset_asks_for_a_level_and_for_nothing_else() throws IOException {
    assertThat(pattern("within: 48 hours, same: asset")).contains("gives no level", "level: hot");
    assertThat(pattern("within: 48 hours, same: asset, visits: 3, level: hot")).contains("asks for more", "only beside `same`");
  }

  @Test
  void a_silence_is_longer_than_the_window_after_it() throws IOException {
    assertThat(pattern("within: 30 days, after_silence: 14 days")).contains("shorter than `within`");
  }

  @Test
  void visits_are_counted_by_days_of_which_there_are_enough() throws IOException {
    assertThat(pattern("within: 6 hours, visits: 3")).contains("counted by days");
    assertThat(pattern("within: 7 days, on_days: 10")).contains("only 7 days");
  }

  @Test
  void a_pattern_and_a_role_have_a_name_of_their_own() throws IOException {
    String two = "  - { name: one, says: One, people: 2, within: 30 days, level: emerging }\n";
    assertThat(mistakes(two + two, ROLE + ROLE, "90 days")).extracting(Diagnostic::code).containsExactlyInAnyOrder("declared-twice", "declared-twice");
  }

  @Test
  void a_role_that_is_no_persona_says_who_can_fill_it() throws IOException {
    String pattern = "  - { name: one, says: One, people: 2, within: 30 days, level: emerging }\n";
    assertThat(mistakes(pattern, "  - { role: economic-buyer, required: 1, weight: 3 }\n", "90 days")).singleElement()
        .satisfies(mistake -> assertThat(mistake.message()).contains("economic-buyer", "filled_by"));
    assertThat(mistakes(pattern, "  - { role: economic-buyer, filled_by: [decision-maker], required: 1, weight: 3 }\n", "90 days")).isEmpty();
  }

  @Test
  void a_group_falls_before_it_sleeps() throws IOException {
    String pattern = "  - { name: one, says: One, people: 2, within: 30 days, level: emerging }\n";
    assertThat(mistakes(pattern, ROLE, "20 days")).singleElement().satisfies(mistake ->
        assertThat(mistake.message()).contains("sleep before it falls"));
  }
}
