package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportNurtureTest {
  @TempDir Path folder;

  /** Three ask for a quote and are given back; one of them asks again, and wins. A fourth only reads. */
  private Path history() throws IOException {
    List<String> facts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      facts.add(Shell.fact("eloqua", "contact-" + i + "@1", "person", who(i), "2026-01-10T08:00:00Z", "{\"ids\":{\"eloqua\":\""
          + i + "\"},\"first_name\":\"A\",\"last_name\":\"B\",\"company\":\"C\",\"title\":\"Client Experience Director\","
          + "\"industry\":\"Healthcare\",\"employees\":12000,\"country\":\"US\"}"));
      facts.add(Shell.submit("v" + i, who(i), "2026-01-15T10:00:00Z", "Customer care | White paper | A", "{}"));
    }
    for (int i = 0; i < 3; i++) {
      facts.add(Shell.submit("q" + i, who(i), "2026-01-20T10:00:00Z", "Customer care | Quote | Ask us", "{}"));
      facts.add(Shell.fact("salesforce", "lead-status-" + i, "lead-status", who(i), "2026-01-21T10:00:00Z",
          "{\"status\":\"rejected\",\"reason\":\"" + (i == 2 ? "no-budget" : "not-ready") + "\"}"));
    }
    facts.add(Shell.submit("again", who(0), "2026-02-20T10:00:00Z", "Customer care | Quote | Ask us", "{}"));
    for (String stage : List.of("Discovery", "Closed Won")) {
      String time = stage.equals("Discovery") ? "2026-02-25T10:00:00Z" : "2026-03-04T10:00:00Z";
      facts.add(Shell.fact("salesforce", "opportunity@" + time, "opportunity", "0061", time,
          "{\"solution\":\"customer-care\",\"kind\":\"new\",\"stage\":\"" + stage + "\",\"won\":" + stage.equals("Closed Won")
              + (stage.startsWith("Closed") ? ",\"closed_at\":\"" + time + "\"" : "")
              + ",\"amount\":1000.5,\"currency\":\"USD\",\"contacts\":[{\"person\":\"" + who(0) + "\"}]}"));
    }
    return Files.write(folder.resolve("facts.ndjson"), facts);
  }

  private static String who(int i) {
    return "p" + i + "@company" + i + ".example";
  }

  @Test
  void programmes_turnbacks_and_what_came_back_are_told() throws IOException {
    Shell.Said said = Shell.run("report", "nurture", "--facts", history());
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out().lines().map(line -> line.replaceAll(" +", " ").strip()))
        .contains("not-ready 2 2 1 1 1", "no-budget 1 1 0 0 1",
            "Opportunities that came back through nurture: 1; open nothing, won 1000.50 USD.",
            "People without a next step or a reason why not: 0.")
        .anyMatch(line -> line.equals("turnback-not-ready 2 2 2 1 0 0 6 1"));
  }

  @Test
  void as_csv_each_line_has_a_programme_or_a_reason() throws IOException {
    Shell.Said said = Shell.run("report", "nurture", "--facts", history(), "--csv");
    assertThat(said.code()).as(said.err()).isZero();
    List<String> lines = said.out().lines().toList();
    assertThat(lines.get(0)).isEqualTo("what,name,entered,people,left,exhausted,now,spent,touches,handed_over,won");
    assertThat(lines).allSatisfy(line -> assertThat(line.chars().filter(c -> c == ',').count()).isEqualTo(10));
    assertThat(lines).contains("turnback,not-ready,2,2,,,1,,,1,1");
  }

  @Test
  void as_json_it_says_the_same_again() throws IOException {
    Path history = history();
    Shell.Said said = Shell.run("report", "nurture", "--facts", history, "--json");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("\"won_value_back\" : \"1000.50 USD\"", "\"people_without_next_step\" : 0")
        .isEqualTo(Shell.run("report", "nurture", "--facts", history, "--json").out());
  }

  @Test
  void where_nobody_was_on_a_programme_that_is_a_finding() throws IOException {
    Path nobody = Files.writeString(folder.resolve("nobody.ndjson"), Shell.fact("salesforce", "user-1", "user", "005A",
        "2026-01-10T08:00:00Z", "{\"name\":\"Rep\",\"email\":\"rep@caravan.example\",\"active\":true}") + "\n");
    Shell.Said said = Shell.run("report", "nurture", "--facts", nobody);
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).contains("Nobody has come to a programme yet");
  }
}
