package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.Practice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports on hand-offs: four people ask for a quote on a Tuesday, of two reps who take turns. */
class ReportDeskTest {
  @TempDir Path folder;

  /** The first is accepted at once, the second given back too late, the third never answered, the fourth won. */
  private Path history() throws IOException {
    List<String> facts = new ArrayList<>();
    for (String rep : List.of("Ann", "Bob")) {
      String id = rep.equals("Ann") ? "0051" : "0052";
      facts.add(Shell.fact("salesforce", "user-" + id + "@1", "user", id, "2026-01-05T08:00:00Z", "{\"name\":\"" + rep
          + "\",\"email\":\"" + rep + "@caravan.example\",\"active\":true,\"time_zone\":\"UTC\"}"));
    }
    for (int i = 0; i < 4; i++) {
      facts.add(Shell.fact("eloqua", "contact-" + i + "@1", "person", who(i), "2026-01-10T08:00:00Z", "{\"ids\":{\"eloqua\":\""
          + i + "\"},\"title\":\"Client Experience Director\",\"industry\":\"Healthcare\",\"employees\":12000,"
          + "\"country\":\"US\"}"));
      facts.add(Shell.submit("q" + i, who(i), "2026-01-20T1" + i + ":00:00Z", "Customer care | Quote | Ask us", "{}"));
    }
    facts.add(said(0, "accepted", "2026-01-20T10:05:00Z"));
    facts.add(said(1, "rejected", "2026-01-20T11:15:00Z"));
    facts.add(said(3, "accepted", "2026-01-20T13:02:00Z"));
    for (String stage : List.of("Discovery", "Closed Won")) {
      String time = stage.equals("Discovery") ? "2026-01-25T10:00:00Z" : "2026-02-04T10:00:00Z";
      facts.add(Shell.fact("salesforce", "opportunity-3@" + time, "opportunity", "0063", time, "{\"solution\":\"customer-care\","
          + "\"kind\":\"new\",\"stage\":\"" + stage + "\",\"won\":" + stage.equals("Closed Won")
          + (stage.equals("Closed Won") ? ",\"closed_at\":\"" + time + "\"" : "")
          + ",\"amount\":1000,\"currency\":\"USD\",\"contacts\":[{\"person\":\"" + who(3) + "\"}]}"));
    }
    facts.add(Shell.submit("late", "late@elsewhere.example", "2026-03-01T10:00:00Z", "Customer care | White paper | A", "{}"));
    return Files.write(folder.resolve("facts.ndjson"), facts);
  }

  private static String who(int i) {
    return "p" + i + "@company" + i + ".example";
  }

  private static String said(int i, String status, String time) {
    return Shell.fact("salesforce", "lead-status-" + i + "@" + time, "lead-status", who(i), time,
        "{\"status\":\"" + status + "\",\"reason\":\"not-ready\"}");
  }

  private String report(String which, String form) throws IOException {
    Shell.Said said = Shell.run("report", which, "--config", Practice.folder(), "--facts", history(), form);
    assertThat(said.code()).as(said.err()).isZero();
    return said.out();
  }

  @Test
  void each_hand_off_is_told_with_what_became_of_it() throws IOException {
    assertThat(report("hand-offs", "--csv").lines()).containsExactly("trigger,became,reason,hand_offs,percent",
        "hand-raise,accepted,,1,25.0", "hand-raise,expired,,1,25.0", "hand-raise,given back,not-ready,1,25.0",
        "hand-raise,won,,1,25.0");
  }

  @Test
  void each_owner_is_told_with_what_their_hand_offs_came_to_each_once() throws IOException {
    Shell.Said said = Shell.run("report", "hand-offs", "--by-owner", "--config", Practice.folder(), "--facts", history(), "--csv");
    assertThat(said.out().lines()).containsExactly("owner,offered,open,accepted,turned_back,expired,closed_otherwise",
        "Ann,2,0,2,0,0,0", "Bob,2,0,0,1,1,0", "all,4,0,2,1,1,0");
  }

  @Test
  void each_rep_is_told_with_what_they_had_and_their_turns() throws IOException {
    assertThat(report("load", "--csv").lines()).containsExactly(
        "rep,active,open,had,answered,passed_on,by_hand,expired,pool,weight,turns,turns_by_weight",
        "Ann,yes,1,3,2,1,0,0,digital-sellers,1,0,0.0", "Ann,yes,1,3,2,1,0,0,inside-sales,1,3,3.0",
        "Bob,yes,0,2,1,0,0,1,digital-sellers,1,0,0.0", "Bob,yes,0,2,1,0,0,1,inside-sales,1,2,2.0");
  }

  @Test
  void the_time_until_a_rep_acted_is_told_by_trigger_and_by_rep() throws IOException {
    assertThat(report("responses", "--csv").lines()).containsExactly(
        "by,of,hand_offs,answered,working_p50,working_p90,wall_p50,wall_p90,in_time_percent", "all,,4,3,5.0,15.0,5.0,15.0,50.0",
        "trigger,hand-raise,4,3,5.0,15.0,5.0,15.0,50.0", "rep,Ann,2,2,2.0,5.0,2.0,5.0,100.0",
        "rep,Bob,2,1,15.0,15.0,15.0,15.0,0.0");
  }

  @Test
  void text_and_json_say_the_same() throws IOException {
    assertThat(report("responses", "--json")).contains("\"responses\" : [", "\"in_time_percent\" : 50.0", "\"of\" : \"Bob\"");
    Shell.Said said = Shell.run("report", "load", "--config", Practice.folder(), "--facts", history());
    assertThat(said.out()).contains("rep  active", "Ann  yes", "Pool inside-sales: turns by weight differ by 1.0 at most");
  }

  @Test
  void as_of_an_earlier_moment_what_came_later_has_not_happened() throws IOException {
    Shell.Said said = Shell.run("report", "hand-offs", "--config", Practice.folder(), "--facts", history(), "--csv", "--as-of", "2026-01-20T12:30:00Z");
    assertThat(said.out().lines()).containsExactly("trigger,became,reason,hand_offs,percent", "hand-raise,accepted,,1,33.3",
        "hand-raise,given back,not-ready,1,33.3", "hand-raise,no answer,,1,33.3");
  }

  @Test
  void nothing_held_is_fine_and_nobody_handed_over_is_told() throws IOException {
    Shell.Said held = Shell.run("report", "held", "--config", Practice.folder(), "--facts", history());
    assertThat(held.code()).isZero();
    assertThat(held.out()).contains("Nobody is held, and nothing waits.");
    Path nothing = Files.write(folder.resolve("none.ndjson"), List.of());
    assertThat(Shell.run("report", "hand-offs", "--config", Practice.folder(), "--facts", nothing).code()).isEqualTo(1);
  }
}
