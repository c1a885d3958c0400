package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFunnelTest {
  private static final String HEADER =
      "scenario,stage,owner,came,now,overdue,went_on,went_back,conversion,median_days,open_value,won_value";

  @TempDir Path folder;

  /** Four ask for a quote; sales accepts two, of which one is won and one lost, gives one back, and a deal is open with one. */
  private Path history() throws IOException {
    List<String> facts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      facts.add(Shell.fact("eloqua", "contact-" + i + "@1", "person", who(i), "2026-01-10T08:00:00Z", "{\"ids\":{\"eloqua\":\""
          + i + "\"},\"title\":\"Client Experience Director\",\"industry\":\"Healthcare\",\"employees\":12000,"
          + "\"country\":\"US\"}"));
      facts.add(Shell.submit("v" + i, who(i), "2026-01-15T10:00:00Z", "Customer care | White paper | A", "{}"));
      facts.add(Shell.submit("q" + i, who(i), "2026-01-20T10:00:00Z", "Customer care | Quote | Ask us", "{}"));
    }
    facts.add(said(0, "accepted", "2026-01-21T10:00:00Z"));
    facts.add(said(1, "accepted", "2026-01-23T10:00:00Z"));
    facts.add(said(2, "rejected", "2026-01-21T10:00:00Z"));
    facts.add(deal(0, "2026-01-25T10:00:00Z", "Discovery"));
    facts.add(deal(1, "2026-01-25T10:00:00Z", "Discovery"));
    facts.add(deal(0, "2026-02-04T10:00:00Z", "Closed Won"));
    facts.add(deal(1, "2026-02-05T10:00:00Z", "Closed Lost"));
    facts.add(deal(3, "2026-02-05T10:00:00Z", "Discovery"));
    return Files.write(folder.resolve("facts.ndjson"), facts);
  }

  private static String who(int i) {
    return "p" + i + "@company" + i + ".example";
  }

  private static String said(int i, String status, String time) {
    return Shell.fact("salesforce", "lead-status-" + i + "@" + time, "lead-status", who(i), time,
        "{\"status\":\"" + status + "\",\"reason\":\"not-ready\"}");
  }

  private static String deal(int i, String time, String stage) {
    return Shell.fact("salesforce", "opportunity-" + i + "@" + time, "opportunity", "006" + i, time,
        "{\"solution\":\"customer-care\",\"kind\":\"new\",\"stage\":\"" + stage + "\",\"won\":" + stage.equals("Closed Won")
            + (stage.startsWith("Closed") ? ",\"closed_at\":\"" + time + "\"" : "")
            + ",\"amount\":1000.5,\"currency\":\"USD\",\"contacts\":[{\"person\":\"" + who(i) + "\"}]}");
  }

  @Test
  void each_stage_tells_who_came_who_went_on_how_fast_and_for_how_much() throws IOException {
    Shell.Said said = Shell.run("report", "funnel", "--facts", history(), "--csv");

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out().lines()).containsExactly(HEADER,
        "new-purchase,engaged,marketing,4,0,0,4,0,1.0000,5.0,1000.50 USD,1000.50 USD",
        "new-purchase,recycled,marketing,1,1,0,0,0,0.0000,,,",
        "new-purchase,lost,marketing,1,1,0,0,0,0.0000,,,",
        "new-purchase,mql,marketing,4,0,0,3,1,0.7500,3.0,1000.50 USD,1000.50 USD",
        "new-purchase,sal,sales,2,0,0,2,0,1.0000,3.0,,1000.50 USD",
        "new-purchase,opportunity,sales,3,1,0,1,1,0.3333,10.0,1000.50 USD,1000.50 USD",
        "new-purchase,won,sales,1,1,0,0,0,0.0000,,,1000.50 USD");
  }

  @Test
  void the_share_of_mqls_that_became_revenue_and_the_missing_next_steps_are_told() throws IOException {
    Shell.Said said = Shell.run("report", "funnel", "--facts", history());

    assertThat(said.out()).contains("MQLs: 4, of which 1 became revenue (25.0 %), 1000.50 USD.")
        .contains("People without a next step or a reason why not: 0.");
  }

  @Test
  void json_says_the_same() throws IOException {
    Shell.Said said = Shell.run("report", "funnel", "--facts", history(), "--json");

    assertThat(said.out()).contains("\"mqls\" : 4", "\"mqls_won\" : 1", "\"share_of_mqls_won\" : 0.25",
        "\"people_without_next_step\" : 0", "\"stage\" : \"opportunity\"");
  }

  @Test
  void as_of_an_earlier_day_later_things_have_not_happened() throws IOException {
    Shell.Said said = Shell.run("report", "funnel", "--facts", history(), "--csv", "--as-of", "2026-01-21");

    assertThat(said.out().lines()).containsExactly(HEADER,
        "new-purchase,engaged,marketing,4,0,0,4,0,1.0000,5.0,,", "new-purchase,mql,marketing,4,4,0,0,0,0.0000,,,");
  }

  @Test
  void without_anybody_there_is_nothing_to_report() throws IOException {
    Path nothing = Files.write(folder.resolve("none.ndjson"), List.of());
    Shell.Said said = Shell.run("report", "funnel", "--facts", nothing);

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).contains("nothing to report");
  }
}
