package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.sandbox.salesforce.SalesforceStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration of a small market from end to end: history, two weeks in which reps answer, and the report. */
class DemoTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant LIVE = Instant.parse("2026-03-17T18:00:00Z");
  @TempDir static Path folder;
  private static Shell.Said said;
  private static Path data;

  @BeforeAll
  static void run() {
    data = folder.resolve("one");
    said = demo(data);
  }

  private static Shell.Said demo(Path into) {
    return Shell.run("demo", "--once", "--people", "200", "--data", into);
  }

  private static List<JsonNode> lines(String file) throws IOException {
    var lines = new ArrayList<JsonNode>();
    for (String line : Files.readAllLines(data.resolve("results").resolve(file))) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static List<JsonNode> tasks() throws IOException {
    return lines("records.ndjson").stream().filter(row -> row.path("type").asText().equals("Task")).toList();
  }

  private static long number(String text, String row) {
    Matcher found = Pattern.compile("(?m)^ +" + Pattern.quote(row) + " +(\\d+)").matcher(text);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  @Test
  void it_ends_well_and_nobody_who_qualified_is_told_to_nobody() {
    assertThat(said.code()).as(said.out() + said.err()).isZero();
    assertThat(said.out()).endsWith("qualified and told to nobody: 0" + System.lineSeparator());
  }

  @Test
  void it_finds_all_that_was_planted() {
    Matcher found = Pattern.compile("(?m)^  (.+?) +(\\d+) of (\\d+)$").matcher(said.out());
    var kinds = new ArrayList<String>();
    while (found.find()) {
      if (found.group(1).equals("decoys of these days, alerted")) {
        assertThat(found.group(2)).as(found.group()).isEqualTo("0");
        continue;
      }
      kinds.add(found.group(1));
      assertThat(found.group(2)).as(found.group()).isEqualTo(found.group(3)).isNotEqualTo("0");
    }
    assertThat(kinds).containsExactly("meetings, with who was first", "groups, with who was first", "MQLs", "requests for a quote",
        "decoys, seen through", "meetings of these days, alerted");
  }

  @Test
  void reps_act_on_tasks_and_the_report_says_what_came_of_them() throws IOException {
    assertThat(number(said.out(), "hand-offs offered")).isPositive();
    assertThat(number(said.out(), "answered in time")).isPositive();
    assertThat(tasks()).filteredOn(task -> task.path("Status").asText().equals("Completed")).isNotEmpty()
        .allSatisfy(task -> assertThat(Instant.parse(task.path("CompletedDateTime").asText())).isAfter(LIVE));
    assertThat(said.out()).containsPattern("MQLs: \\d+, of which \\d+ became revenue");
  }

  @Test
  void who_qualified_by_history_is_released_in_the_morning_of_a_working_day() throws IOException {
    assertThat(number(said.out(), "released of who qualified before")).isPositive();
    List<String> given = lines("hand-offs.ndjson").stream().map(each -> each.path("given_at").asText()).toList();
    assertThat(given).anySatisfy(at -> assertThat(at).startsWith("2026-03-18T09:00:00"))
        .noneSatisfy(at -> assertThat(at).isLessThan(LIVE.toString()));
  }

  @Test
  void who_answers_does_so_between_the_task_and_its_clock() throws IOException {
    assertThat(tasks()).filteredOn(task -> task.hasNonNull("CompletedDateTime") && task.path("Caravan_Key__c").asText().startsWith("hand-off/")
        && task.hasNonNull("Caravan_Respond_By__c")
        && Instant.parse(task.path("Caravan_Respond_By__c").asText()).isAfter(Instant.parse(task.path("CreatedDate").asText())))
        .isNotEmpty().allSatisfy(task -> assertThat(task.path("CompletedDateTime").asText())
            .isGreaterThan(task.path("CreatedDate").asText()).isLessThan(task.path("Caravan_Respond_By__c").asText()));
  }

  @Test
  void fewer_than_a_tenth_of_the_people_who_may_be_mailed_are_exhausted() throws IOException {
    Map<String, String> steps = new HashMap<>();
    for (JsonNode line : lines("people.ndjson")) {
      steps.put(line.path("person").asText(), line.path("no_programme").asText(""));
    }
    List<String> mailable = steps.entrySet().stream().filter(each -> each.getKey().contains("@")
        && !List.of("unsubscribed", "bounced").contains(each.getValue())).map(Map.Entry::getValue).toList();
    long exhausted = mailable.stream().filter("exhausted"::equals).count();
    assertThat(mailable).hasSizeGreaterThan(100);
    assertThat(exhausted * 10).isLessThan(mailable.size());
    assertThat(number(said.out(), "none: exhausted")).isEqualTo(exhausted);
  }

  @Test
  void anonymous_visitors_are_counted_beside_people() throws IOException {
    Matcher counts = Pattern.compile("People scored: (\\d+) .*\\RAnonymous visitors, beside them: (\\d+)").matcher(said.out());
    assertThat(counts.find()).isTrue();
    List<String> all = lines("people.ndjson").stream().map(line -> line.path("person").asText()).distinct().toList();
    long visitors = all.stream().filter(person -> person.startsWith("eloqua-visitor:")).count();
    assertThat(Long.parseLong(counts.group(2))).isEqualTo(visitors).isPositive();
    assertThat(Long.parseLong(counts.group(1))).isEqualTo(all.size() - visitors);
    assertThat(number(said.out(), "none: no-email")).isLessThan(10);
  }

  @Test
  void each_day_is_told_once_it_is_over() {
    assertThat(said.err()).containsSubsequence("Making a market of 200 people", "Reading both systems", "Delivering",
        "it is 18 Mar 2026", "it is 25 Mar 2026", "it is 31 Mar 2026");
    assertThat(Pattern.compile("it is \\d+ Mar 2026").matcher(said.err()).results().count()).isEqualTo(14);
  }

  @Test
  void a_second_run_finds_everything_done() {
    Shell.Said again = demo(data);
    assertThat(again.code()).as(again.out() + again.err()).isZero();
    assertThat(again.out()).contains("Written to the stand-ins in this run: Eloqua 0, Salesforce 0");
    assertThat(again.err()).doesNotContain("it is ");
  }

  @Test
  void the_same_market_lives_the_same_days() throws IOException {
    Path other = folder.resolve("other");
    demo(other);
    for (String file : List.of("hand-offs.ndjson", "people.ndjson", "groups.ndjson", "records.ndjson")) {
      List<String> here = Files.readAllLines(data.resolve("results").resolve(file));
      List<String> there = Files.readAllLines(other.resolve("results").resolve(file));
      assertThat(there).as(file).hasSameSizeAs(here);
      for (int i = 0; i < here.size(); i++) {
        assertThat(there.get(i)).as(file).isEqualTo(here.get(i));
      }
    }
  }

  @Test
  void nothing_that_salesforce_shows_contradicts_anything_else() {
    assertThat(said.out()).containsPattern("(?m)^0 contradictions in [\\d,]{3,} records that Salesforce shows$");
  }

  @Test
  void the_page_for_people_in_sales_shows_what_this_demonstration_made() throws IOException {
    String examples;
    Path sandbox = data.resolve("sandbox");
    try (var org = SalesforceStandIn.openInTime(sandbox.resolve("facts.ndjson"), sandbox.resolve("salesforce.log"), () -> Instant.parse(
        "2026-04-30T00:00:00Z"), 0)) {
      examples = CrmExamples.of(org);
    }
    String text = Files.readString(CrmExamples.PAGE);
    int from = text.indexOf(CrmExamples.BEGIN);
    assertThat(from).isPositive();
    String page = text.substring(0, from) + CrmExamples.BEGIN + "\n" + examples;
    if (Boolean.getBoolean("caravan.write-docs")) {
      Files.writeString(CrmExamples.PAGE, page);
    }
    assertThat(text).as("write it anew: mvn test -Dtest=DemoTest -Dcaravan.write-docs=true").isEqualTo(page);
  }

  /** Users stay ids: what a run reports ends up in logs, which name nobody. */
  @Test
  void what_it_prints_has_no_moment_and_no_account_as_machines_write_them() {
    assertThat(said.out() + said.err()).doesNotContainPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:").doesNotContainPattern("\\b001[A-Za-z0-9]{12,15}\\b");
  }

  @Test
  void the_example_of_the_readme_is_what_it_prints_of_this_demonstration() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    Matcher example = Pattern.compile("(?s)\\$ ./caravan explain (\\S+) --solution (\\S+) --data \\S+\n(.*?)```").matcher(readme);
    assertThat(example.find()).isTrue();
    String out = Shell.run("explain", example.group(1), "--solution", example.group(2), "--data", data).out();
    assertThat(out.lines().toList()).containsSubsequence(example.group(3).lines().toList());
  }
}
