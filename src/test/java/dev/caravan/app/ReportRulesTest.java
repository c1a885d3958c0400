package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportRulesTest {
  private static final String PAPER = "Customer care | White paper | Shorter queues";

  @TempDir Path folder;

  /** Thirty read a paper first, of whom 24 are won; thirty did not, of whom 6 are won and read it only afterwards. */
  private Path history() throws IOException {
    List<String> facts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String who = "p" + i + "@halden-health.example";
      boolean reads = i < 30;
      boolean won = reads ? i < 24 : i < 36;
      facts.add(Shell.fact("eloqua", "contact-" + i + "@1", "person", who, "2026-01-10T08:00:00Z",
          "{\"ids\":{\"eloqua\":\"" + i + "\"},\"title\":\"" + (i % 2 == 0 ? "Director" : "Clerk") + "\"}"));
      facts.add(Shell.submit("a" + i, who, reads ? "2026-01-20T10:00:00Z" : "2026-03-20T10:00:00Z", PAPER, "{}"));
      facts.add(deal(i, who, "2026-02-01T09:00:00Z", "\"stage\":\"Discovery\""));
      facts.add(deal(i, who, "2026-03-02T09:00:00Z",
          "\"stage\":\"Closed\",\"closed_at\":\"2026-03-02T09:00:00Z\",\"won\":" + won));
    }
    facts.add(deal(99, "p1@halden-health.example", "2026-02-01T09:00:00Z", "\"stage\":\"Discovery\""));
    return Files.write(folder.resolve("facts.ndjson"), facts);
  }

  private static String deal(int i, String who, String time, String more) {
    return Shell.fact("salesforce", "opportunity-" + i + "@" + time, "opportunity", "006" + i, time,
        "{\"solution\":\"customer-care\",\"contacts\":[{\"person\":\"" + who + "\"}]," + more + "}");
  }

  @Test
  void what_was_known_before_the_decision_counts_and_what_came_after_does_not() throws IOException {
    Shell.Said said = Shell.run("report", "rules", "--facts", history(), "--csv");

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out().lines()).first().asString().startsWith("kind,rule,goal,points,with,won_with");
    assertThat(said.out().lines()).filteredOn(line -> line.contains("white-paper-download")).singleElement().asString()
        .startsWith("interest,white-paper-download,understand the problem,20,30,24,30,6,0.8000,0.2000,4.0000,")
        .contains(",won more often,").endsWith("scoring.yaml:6");
  }

  @Test
  void rules_that_tell_nothing_and_those_never_seen_are_named() throws IOException {
    Shell.Said said = Shell.run("report", "rules", "--facts", history());

    assertThat(said.out()).startsWith("60 opportunities decided: 30 people of won ones, 30 of lost ones.")
        .containsPattern("seniority worth 80 .* 30 +50\\.0 % +50\\.0 % +1\\.00 .* not told from chance yet")
        .contains("Never seen before a decision: testimonial-download");
  }

  @Test
  void json_says_the_same() throws IOException {
    Shell.Said said = Shell.run("report", "rules", "--facts", history(), "--json");

    assertThat(said.out()).contains("\"opportunities\" : 60", "\"lift\" : 4.0", "\"predict_nothing\"");
  }

  @Test
  void without_a_decided_opportunity_there_is_nothing_to_test_against() throws IOException {
    Shell.Said said = Shell.run("report", "rules", "--facts", Shell.facts(folder));

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).contains("nothing to test rules against");
  }

  @Test
  void a_report_has_to_be_named() {
    assertThat(Shell.run("report").code()).isEqualTo(2);
  }
}
