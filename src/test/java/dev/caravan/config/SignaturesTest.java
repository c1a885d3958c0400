package dev.caravan.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.config.Signatures.Role;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignaturesTest {
  private static final String TEXT = "# about\nmodel: mine\nmql: 100 points # agreed\n";

  private static ConfigFile file(String text) {
    return ConfigFile.of("config/scoring.yaml", text);
  }

  private static String signed(String text, Role... roles) {
    String all = text;
    for (Role role : roles) {
      all = Signatures.sign(file(all), role, role.key() + "@caravan.example");
    }
    return all;
  }

  @Test
  void three_signatures_stand_at_the_end_and_leave_all_else_as_it_was() {
    String all = signed(TEXT, Role.SPONSOR, Role.MARKETING, Role.SALES);

    assertThat(all).isEqualTo(TEXT + """

        signed:
          marketing: "marketing@caravan.example"
          sales: "sales@caravan.example"
          sponsor: "sponsor@caravan.example"
          of: "%s"
        """.formatted(file(TEXT).version()));
    assertThat(Signatures.valid(file(all))).containsOnlyKeys(Role.values());
    assertThat(file(all).hash()).isEqualTo(file(TEXT).hash());
  }

  @Test
  void an_edit_voids_them_and_the_next_signature_drops_them() {
    String edited = signed(TEXT, Role.values()).replace("100 points", "90 points");

    assertThat(Signatures.valid(file(edited))).isEmpty();
    assertThat(Signatures.valid(file(Signatures.sign(file(edited), Role.SALES, "lee")))).isEqualTo(Map.of(Role.SALES, "lee"));
  }

  @Test
  void a_comment_or_the_day_of_a_review_voids_nothing() {
    String after = signed(TEXT + "reviewed: 2026-01-01\n", Role.values()).replace("# about", "# all about")
        .replace("2026-01-01", "2026-04-01");

    assertThat(Signatures.valid(file(after))).hasSize(3);
  }

  @Test
  void signatures_written_on_one_line_or_amid_the_file_are_found_and_moved() {
    String of = file(TEXT).version();
    String flow = "signed: { sales: lee, of: \"" + of + "\" }\n" + TEXT;
    String block = "signed:\n  sales: lee\n\n  of: '" + of + "'\n" + TEXT;

    for (String text : new String[] {flow, block}) {
      String after = Signatures.sign(file(text), Role.MARKETING, "kim \"k\" \\");
      assertThat(Signatures.valid(file(after))).isEqualTo(Map.of(Role.MARKETING, "kim \"k\" \\", Role.SALES, "lee"));
      assertThat(after).startsWith("# about");
    }
  }

  @Test
  void a_block_that_cannot_be_told_apart_is_left_alone() {
    String text = "signed:\n  of: \"" + file(TEXT).version() + "\"\n# and\n  sales: lee\n" + TEXT;

    assertThatThrownBy(() -> Signatures.sign(file(text), Role.SALES, "lee")).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("block of its own");
    assertThatThrownBy(() -> Signatures.sign(file(TEXT), Role.SALES, " ")).hasMessageContaining("name on one line");
  }

  @Test
  void who_is_missing_and_what_was_edited_is_told_at_its_place() {
    Map<String, String> texts = new HashMap<>(Configuration.load(Path.of("config")).texts());
    assertThat(Signatures.missing(Configuration.of(texts, Map.of()))).as("as shipped").hasSameSizeAs(Signatures.NEEDED);
    Signatures.NEEDED.forEach(name -> texts.computeIfPresent(name + ".yaml", (file, text) -> signed(text, Role.values())));
    assertThat(Signatures.missing(Configuration.of(texts, Map.of()))).isEmpty();
    texts.put("scoring.yaml", texts.get("scoring.yaml").replace("mql: 100", "mql: 90"));
    texts.put("funnel.yaml", texts.get("funnel.yaml").replaceAll("  (sales|sponsor): \"\\w+@.*\\n", ""));

    assertThat(Signatures.missing(Configuration.of(texts, Map.of()))).extracting(Diagnostic::summary)
        .satisfiesExactly(
            scoring -> assertThat(scoring).startsWith("config/scoring.yaml:").contains("edited since it was signed")
                .contains("./caravan sign --as marketing --name NAME scoring.yaml").endsWith("[unsigned]"),
            funnel -> assertThat(funnel).startsWith("config/funnel.yaml:").contains("is not signed by sales, sponsor"));
  }
}
