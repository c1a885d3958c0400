package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.sandbox.market.Market;
import dev.caravan.sandbox.market.MarketSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> FILES = List.of("people.ndjson", "groups.ndjson", "hand-offs.ndjson",
      "decisions.ndjson", "report.json");

  @TempDir Path folder;
  private Path facts;
  private Path out;

  @BeforeEach
  void facts() throws IOException {
    facts = Shell.facts(folder);
    out = folder.resolve("out");
  }

  @Test
  void writes_a_line_for_each_person_and_solution_whose_parts_add_up() throws IOException {
    Shell.Said said = Shell.run("replay", "--facts", facts, "--out", out);

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("6 rows read: 6 facts, 0 repeated, 0 set aside");
    List<JsonNode> people = lines("people.ndjson");
    assertThat(people).extracting(line -> line.get("person").asText() + " " + line.get("solution").asText())
        .containsExactly(Shell.DANA + " all", Shell.DANA + " customer-care", "lee.ito@halden-health.example all",
            "lee.ito@halden-health.example customer-care");
    for (JsonNode line : people) {
      double sum = 0;
      for (JsonNode part : line.get("parts")) {
        sum += part.get("points").asDouble();
      }
      assertThat(line.get("interest").asDouble()).isCloseTo(sum, org.assertj.core.data.Offset.offset(0.001));
    }
  }

  @Test
  void says_of_each_decision_why_it_was_made() throws IOException {
    Shell.run("replay", "--facts", facts, "--out", out);

    List<JsonNode> decisions = lines("decisions.ndjson");
    assertThat(decisions).isNotEmpty();
    assertThat(decisions).isSortedAccordingTo(java.util.Comparator.comparing(line -> line.get("id").asText()));
    for (JsonNode line : decisions) {
      assertThat(names(line)).startsWith("id", "kind", "subject", "at", "because");
      assertThat(names(line.get("because"))).containsExactly("text", "rule", "place", "version", "fact");
      assertThat(line.get("at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    }
  }

  @Test
  void the_same_facts_in_any_order_give_the_same_bytes() throws IOException {
    Shell.run("replay", "--facts", facts, "--out", out);
    var shuffled = new ArrayList<>(Files.readAllLines(facts));
    Collections.reverse(shuffled);
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere")).resolve("facts.ndjson");
    Files.write(elsewhere, shuffled);
    Path again = folder.resolve("again");

    Shell.run("replay", "--facts", elsewhere, "--out", again);

    for (String file : FILES) {
      assertThat(Files.readAllBytes(again.resolve(file))).as(file).isEqualTo(Files.readAllBytes(out.resolve(file)));
    }
  }

  @Test
  void rows_that_are_no_facts_are_set_aside_and_the_counts_add_up() throws IOException {
    Files.writeString(facts, "no fact at all\n" + Files.readAllLines(facts).get(0) + "\n", StandardOpenOption.APPEND);

    Shell.Said said = Shell.run("replay", "--facts", facts, "--out", out);

    assertThat(said.code()).isZero();
    JsonNode counts = JSON.readTree(out.resolve("report.json").toFile()).get("facts");
    assertThat(counts.get("read").asInt()).isEqualTo(8);
    assertThat(counts.get("kept").asInt()).isEqualTo(6);
    assertThat(counts.get("repeated").asInt()).isEqualTo(1);
    assertThat(counts.get("set_aside")).hasSize(1);
    assertThat(counts.get("set_aside").get(0).get("file").asText()).isEqualTo("facts.ndjson");
    assertThat(counts.get("set_aside").get(0).get("line").asInt()).isEqualTo(7);
  }

  @Test
  void ends_with_how_many_qualified_and_are_told_to_nobody() throws IOException {
    // No rep and no owner anywhere: only the queue takes a hand-off, and a request is a hand-off all the same.
    Files.writeString(facts, Shell.submit("905", Shell.DANA, "2026-03-02T12:00:00Z", "Customer care | Quote | Ask us", "{}")
        + "\n", StandardOpenOption.APPEND);

    Shell.Said said = Shell.run("replay", "--facts", facts, "--out", out);

    assertThat(said.out()).endsWith("qualified and told to nobody: 0" + System.lineSeparator());
    JsonNode told = JSON.readTree(out.resolve("report.json").toFile()).get("told_to_nobody");
    assertThat(told.get("count").asInt()).isZero();
    assertThat(told.get("list")).isEmpty();
    assertThat(lines("hand-offs.ndjson")).singleElement().satisfies(line -> {
      assertThat(line.get("id").asText()).isEqualTo("hand-off/" + Shell.DANA + "/1");
      assertThat(line.get("trigger").asText()).isEqualTo("hand-raise");
      assertThat(line.get("stands").asText()).isEqualTo("open");
    });
  }

  @Test
  void as_of_a_moment_later_facts_are_unknown() throws IOException {
    Shell.run("replay", "--facts", facts, "--as-of", "2026-02-28", "--out", out);

    assertThat(lines("people.ndjson")).extracting(line -> line.get("person").asText()).containsOnly(Shell.DANA);
    assertThat(JSON.readTree(out.resolve("report.json").toFile()).get("as_of").asText()).isEqualTo("2026-02-28T00:00:00Z");
  }

  @Test
  void both_hosts_write_the_same_bytes() throws IOException {
    Path market = Files.createDirectory(folder.resolve("market"));
    Market.generate(new MarketSettings(120, 3, MarketSettings.defaults().end(), 120, 1.0),
        market.resolve("market.ndjson"), folder.resolve("truth.json"));
    var untidy = new ArrayList<>(Files.readAllLines(facts));
    Collections.reverse(untidy);
    untidy.addAll(List.of("no fact at all", "", untidy.get(2)));
    Files.write(market.resolve("untidy.ndjson"), untidy);
    for (String moment : List.of("", "2026-02-28")) {
      var words = new ArrayList<Object>(List.of("replay", "--facts", market));
      words.addAll(moment.isEmpty() ? List.of() : List.of("--as-of", moment));
      Path flink = folder.resolve("flink" + moment);
      assertThat(Shell.run(with(words, "--out", out)).code()).isZero();
      Shell.Said said = Shell.run(with(words, "--host", "flink", "--parallelism", "2", "--out", flink));
      assertThat(said.code()).as(said.err()).isZero();
      for (String file : FILES) {
        assertThat(flink.resolve(file)).as("%s %s", moment, file).hasSameBinaryContentAs(out.resolve(file));
      }
    }
  }

  private static Object[] with(List<Object> words, Object... more) {
    return Stream.concat(words.stream(), Stream.of(more)).toArray();
  }

  @Test
  void nothing_written_names_this_computer() throws IOException {
    Shell.run("replay", "--facts", facts, "--out", out);

    for (String file : FILES) {
      assertThat(Files.readString(out.resolve(file))).doesNotContain(folder.toString());
    }
  }

  @Test
  void a_full_disk_leaves_the_earlier_result_whole() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no device that is always full");
    Shell.run("replay", "--facts", facts, "--as-of", "2026-02-28", "--out", out);
    byte[] before = Files.readAllBytes(out.resolve("people.ndjson"));
    Files.createSymbolicLink(out.resolve("decisions.ndjson.part"), full);

    Shell.Said said = Shell.run("replay", "--facts", facts, "--out", out);

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("cannot be written", "nothing half done was left");
    assertThat(Files.readAllBytes(out.resolve("people.ndjson"))).isEqualTo(before);
    try (Stream<Path> left = Files.list(out)) {
      assertThat(left.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(FILES);
    }
  }

  @Test
  void what_cannot_be_read_or_written_is_said_with_its_path() throws IOException {
    assertThat(Shell.run("replay", "--facts", folder.resolve("gone.ndjson"), "--out", out).err()).contains("gone.ndjson");
    assertThat(Shell.run("replay", "--facts", facts, "--out", facts).err()).contains("is a file");
    assertThat(Shell.run("replay", "--facts", facts, "--out", facts).code()).isEqualTo(2);
  }

  @Test
  void settings_with_mistakes_are_refused_with_every_mistake_at_its_place() throws IOException {
    Path settings = Files.createDirectory(folder.resolve("settings"));
    Files.writeString(settings.resolve("scoring.yaml"), "mqll: 100 points\n");

    Shell.Said said = Shell.run("replay", "--facts", facts, "--config", settings, "--out", out);

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("scoring.yaml:1:1", "mqll");
    assertThat(out).doesNotExist();
  }

  private List<JsonNode> lines(String file) throws IOException {
    var lines = new ArrayList<JsonNode>();
    for (String line : Files.readAllLines(out.resolve(file))) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static List<String> names(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
