package dev.caravan.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigNodeTest {
  private static final String RULES = """
      mql: 100 points
      interest:
        - rule: testimonial-download
          points: 15
          half_life: 90 days
          at_most: 2 per week
        - rule: plans
          points: { Yes: 20, No: 5 }
      fit: 30 %
      """;

  private enum Level { ACTIVE, VERY_HOT }

  private static ConfigFile file(String text) {
    return ConfigFile.of("config/scoring.yaml", text);
  }

  private static List<String> summaries(ConfigFile file) {
    return file.diagnostics().stream().map(Diagnostic::summary).toList();
  }

  @Test
  void units_are_read_into_the_houses_own() {
    ConfigFile file = file(RULES);
    ConfigNode rule = file.root().get("interest").items().get(0);
    assertThat(file.root().get("mql").points()).isEqualTo(100_000_000L);
    assertThat(rule.get("points").points()).isEqualTo(15_000_000L);
    assertThat(rule.get("half_life").duration()).isEqualTo(Duration.ofDays(90).toMillis());
    assertThat(rule.get("at_most").rate()).isEqualTo(new Rate(2, Duration.ofDays(7).toMillis()));
    assertThat(file.root().get("fit").percent()).isEqualTo(30);
    assertThat(file.orThrow()).isSameAs(file);
  }

  @Test
  void every_way_to_write_a_span_is_understood() {
    ConfigNode all = file("[90 days, 48 hours, 10 min, 10 seconds, 30 minutes, 1 week, 0 days, 1 day]").root();
    assertThat(all.items()).extracting(n -> Duration.ofMillis(n.duration())).containsExactly(Duration.ofDays(90),
        Duration.ofHours(48), Duration.ofMinutes(10), Duration.ofSeconds(10), Duration.ofMinutes(30), Duration.ofDays(7),
        Duration.ZERO, Duration.ofDays(1));
    assertThat(file("x: 3 per 14 days").root().get("x").rate()).isEqualTo(new Rate(3, Duration.ofDays(14).toMillis()));
  }

  @Test
  void yes_and_no_stay_words() {
    ConfigNode answers = file(RULES).root().get("interest").items().get(1).get("points");
    assertThat(answers.keys()).containsExactly("Yes", "No");
    assertThat(file("a: No\nb: on").root().get("a").text()).isEqualTo("No");
  }

  @Test
  void a_value_knows_its_line_and_column() {
    ConfigNode rule = file(RULES).root().get("interest").items().get(0);
    assertThat(rule.origin().place()).isEqualTo("config/scoring.yaml:3");
    assertThat(rule.get("half_life").origin()).isEqualTo(new Origin("config/scoring.yaml", 5, 16));
    assertThat(rule.entries().get(1).origin()).isEqualTo(new Origin("config/scoring.yaml", 4, 5));
  }

  @Test
  void one_reading_finds_every_mistake() {
    ConfigFile file = file("""
        a: 90
        b: 10 dayz
        c: some
        d: hott
        e: 120 %
        f: often
        g: 1.5
        """);
    ConfigNode root = file.root();
    root.get("a").duration();
    root.get("b").duration();
    root.get("c").points();
    root.get("d").oneOf(List.of("hot", "active"));
    root.get("e").percent();
    root.get("f").rate();
    root.get("g").integer();
    root.get("h").text();
    assertThat(summaries(file)).containsExactly(
        "config/scoring.yaml:1:1: key \"h\" is missing here [missing-key]",
        "config/scoring.yaml:1:4: \"90\" has no unit; expected a duration such as `90 days` (seconds, minutes, hours, days or weeks)"
            + " [wrong-unit]",
        "config/scoring.yaml:2:4: \"10 dayz\" has the unknown unit \"dayz\"; expected a duration such as `90 days`"
            + " (seconds, minutes, hours, days or weeks); did you mean \"days\"? [wrong-unit]",
        "config/scoring.yaml:3:4: \"some\" is not a number; expected points such as `15` or `100 points` [wrong-type]",
        "config/scoring.yaml:4:4: \"hott\" is not known here; expected \"hot\" or \"active\"; did you mean \"hot\"? [not-allowed]",
        "config/scoring.yaml:5:4: \"120 %\" is out of range; expected 0 % to 100 % [out-of-range]",
        "config/scoring.yaml:6:4: \"often\" is not a rate; expected a rate such as `2 per week` (second, minute, hour, day or week)"
            + " [wrong-unit]",
        "config/scoring.yaml:7:4: \"1.5\" is not a whole number [wrong-type]");
    assertThatThrownBy(file::orThrow).isInstanceOf(ConfigException.class).hasMessageContaining("8 mistakes");
  }

  @Test
  void what_is_below_a_missing_key_stays_silent() {
    ConfigFile file = file("a: 1");
    assertThat(file.root().get("rules").get("x").items()).isEmpty();
    assertThat(file.root().get("rules").get("y").duration()).isPositive();
    assertThat(summaries(file)).hasSize(1);
  }

  @Test
  void a_key_with_nothing_behind_it_is_empty_and_not_absent() {
    ConfigFile file = file("rules:\nname: x");
    assertThat(file.root().get("rules").items()).isEmpty();
    assertThat(summaries(file)).containsExactly("config/scoring.yaml:1:7: expected a list, found nothing [empty]");
  }

  @Test
  void a_value_read_twice_is_reported_once() {
    ConfigFile file = file("a: soon");
    file.root().get("a").duration();
    file.root().get("a").points();
    file.root().get("a").report("not-allowed", "too vague");
    assertThat(summaries(file)).hasSize(1);
    assertThat(file.root().isSound()).isFalse();
  }

  @Test
  void several_broken_rules_at_one_map_are_all_told() {
    ConfigFile file = file("a: 1");
    file.root().report("sum", "the weights sum to 90 %");
    file.root().report("sum", "the weights sum to 90 %");
    file.root().report("rating", "no rating fits everyone");
    assertThat(summaries(file)).hasSize(2);
  }

  @Test
  void an_unknown_key_names_the_one_that_was_meant() {
    ConfigFile file = file("half-live: 90 days\npoints: 3");
    file.root().onlyKeys(List.of("points", "half_life"));
    assertThat(summaries(file)).containsExactly("config/scoring.yaml:1:1: unknown key \"half-live\"; expected \"points\" or"
        + " \"half_life\"; did you mean \"half_life\"? [unknown-key]");
  }

  @Test
  void an_enum_is_written_in_small_letters_with_hyphens() {
    assertThat(file("a: very-hot").root().get("a").oneOf(Level.class)).isEqualTo(Level.VERY_HOT);
    ConfigFile wrong = file("a: VERY_HOT");
    assertThat(wrong.root().get("a").oneOf(Level.class)).isEqualTo(Level.ACTIVE);
    assertThat(wrong.diagnostics()).hasSize(1);
  }

  @Test
  void moments_texts_and_truth_are_read() {
    ConfigNode root = file("a: 2026-03-02\nb: 2026-03-02T12:15:00+02:00\nc: [x, y]\nd: z\ne: true").root();
    assertThat(root.get("a").moment()).isEqualTo(1_772_409_600_000L);
    assertThat(root.get("b").moment()).isEqualTo(1_772_446_500_000L);
    assertThat(root.get("c").texts()).containsExactly("x", "y");
    assertThat(root.get("d").texts()).containsExactly("z");
    assertThat(root.get("e").bool()).isTrue();
    assertThat(root.find("f").map(ConfigNode::integer).orElse(7)).isEqualTo(7);
    assertThat(root.document().diagnostics()).isEmpty();
  }

  @Test
  void a_record_that_refuses_a_stand_in_does_not_hide_the_real_mistake() {
    ConfigFile file = file("times: none");
    assertThatThrownBy(() -> file.read(root -> {
      int times = root.get("times").integer(0, 0);
      return new Rate(times, 1);
    })).isInstanceOf(ConfigException.class).hasMessageContaining("\"none\" is not a whole number");
    assertThat(file.diagnostics()).hasSize(1);
  }

  @Test
  void the_words_of_a_choice_keep_their_order() {
    assertThat(Diagnostics.quotedList(List.of("a", "b", "c"))).isEqualTo("\"a\", \"b\" or \"c\"");
    assertThat(Diagnostics.didYouMean("zzzz", Set.of("points"))).isEmpty();
    assertThat(Diagnostics.didYouMean("pionts", Set.of("points"))).isEqualTo("; did you mean \"points\"?");
  }

  @Test
  void a_diagnostic_shows_the_line_and_a_mark_under_the_place() {
    assertThat(new Diagnostic("config/a.yaml", 12, 3, "unknown-key", "unknown key \"half\"", "  half: 90 days").render())
        .isEqualTo("""
            config/a.yaml:12:3: unknown key "half" [unknown-key]
               |
            12 |   half: 90 days
               |   ^~~~~""");
  }
}
