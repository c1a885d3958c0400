package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void facts() throws IOException {
    data = Shell.journal(folder.resolve("data"), Shell.facts(folder));
  }

  @Test
  void tells_who_it_is_and_what_the_score_consists_of() {
    Shell.Said said = Shell.run("explain", Shell.DANA, "--data", data);

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).startsWith("Dana Reyes, Client Experience Director, Halden Health (matched by website)");
    assertThat(said.out()).contains("Customer care   interest ", "+20.0", "planning to purchase: Yes",
        "white paper, 2 times", "(counts until 31 May 2026)", "21 Feb 2026 – 2 Mar 2026", "For an MQL", " points more of interest, such as a ",
        "Next question: ", "Buying group at Halden Health for Customer care: emerging since 2 Mar 2026 11:00, 2 people",
        "As of 2 Mar 2026 11:00 UTC.");
  }

  @Test
  void the_parts_shown_add_up_to_the_interest_shown() throws IOException {
    JsonNode told = new ObjectMapper().readTree(Shell.run("explain", Shell.DANA, "--json", "--data", data).out());

    for (JsonNode solution : told.get("solutions")) {
      long tenths = 0;
      for (JsonNode part : solution.get("parts")) {
        tenths += Math.round(part.get("points").asDouble() * 10);
      }
      assertThat(tenths).isEqualTo(Math.round(solution.get("interest").asDouble() * 10)).isPositive();
    }
  }

  @Test
  void as_of_a_past_moment_only_what_was_known_then_counts() {
    String out = Shell.run("explain", Shell.DANA, "--as-of", "2026-02-22T00:00:00Z", "--data", data).out();

    assertThat(out).contains("white paper", "interest 20.0", "As of 22 Feb 2026 00:00 UTC").doesNotContain("testimonial",
        "planning to purchase");
  }

  @Test
  void a_person_is_found_by_id_and_in_any_case() {
    String byMail = Shell.run("explain", Shell.DANA, "--data", data).out();

    assertThat(Shell.run("explain", "eloqua:1986113", "--data", data).out()).isEqualTo(byMail);
    assertThat(Shell.run("explain", "1986113", "--data", data).out()).isEqualTo(byMail);
    assertThat(Shell.run("explain", Shell.DANA.toUpperCase(java.util.Locale.ROOT), "--data", data).out()).isEqualTo(byMail);
  }

  @Test
  void who_is_unknown_is_not_guessed_at() {
    Shell.Said said = Shell.run("explain", "dana.reyes@halden.example", "--data", data);

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("nobody is known by that e-mail or id").doesNotContain("@");
  }

  @Test
  void an_unknown_solution_names_the_known_ones() {
    Shell.Said said = Shell.run("explain", Shell.DANA, "--solution", "care", "--data", data);

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("\"care\"", "customer-care, payments, retail-inventory");
  }

  @Test
  void without_data_it_says_where_it_looked() {
    Shell.Said said = Shell.run("explain", Shell.DANA, "--data", folder.resolve("none"));

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("no data there", "--data");
  }
}
