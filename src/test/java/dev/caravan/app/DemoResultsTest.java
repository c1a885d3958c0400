package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.Practice;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.audit.Sources;
import dev.caravan.audit.ToldToNobody;
import dev.caravan.cli.LostPeople;
import dev.caravan.config.Configuration;
import dev.caravan.pipeline.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demonstration ends with who is told to nobody, looked up in what the stand-in of Salesforce really holds. */
class DemoResultsTest {
  private static final Path STORY = Path.of("src", "test", "resources", "told-to-nobody", "facts.ndjson");
  private static final String ENDS = "2026-01-12T09:00:00Z";
  private static final long LONGEST_S = 120;

  @TempDir Path folder;

  @Test
  void a_group_whose_task_the_crm_holds_is_told_and_one_whose_task_is_gone_is_not() throws IOException {
    Path results = folder.resolve("data").resolve("results");

    Shell.Said said = Shell.run("demo", "--once", "--facts", threeColleagues(), "--data", folder.resolve("data"));

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).endsWith("qualified and told to nobody: 0" + System.lineSeparator());
    assertThat(Files.readString(results.resolve("told-to-nobody.ndjson"))).isEmpty();

    Path records = results.resolve("records.ndjson");
    List<String> others = Files.readAllLines(records).stream().filter(line -> !line.contains("hand-off/0015e0000000001AAA")).toList();
    assertThat(others).hasSizeLessThan(Files.readAllLines(records).size());
    Files.write(records, others);
    ToldToNobody lost = look(results);
    assertThat(lost.findings()).extracting("person").containsExactly("ann@halden.example", "bob@halden.example",
        "cem@halden.example");
    assertThat(lost.findings()).extracting("code").containsOnly("task-missing");

    Path outbox = results.resolve("outbox.ndjson");
    Files.writeString(outbox, Files.readString(outbox).replace("\"state\":\"sent\"", "\"state\":\"parked\""));
    assertThat(look(results).findings()).extracting("code").containsOnly("task-parked");
  }

  @Test
  void a_demonstration_that_somebody_stops_ends_with_the_same_line() throws Exception {
    Path data = folder.resolve("data");
    Path said = folder.resolve("said.txt");
    Process demo = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "dev.caravan.app.Main", "demo",
        "--facts", threeColleagues().toString(), "--data", data.toString()).redirectErrorStream(true).redirectOutput(said.toFile())
        .start();
    try {
      while (!read(said).contains("Stop it with Ctrl-C")) {
        assertThat(demo.waitFor(50, TimeUnit.MILLISECONDS)).as(() -> read(said)).isFalse();
      }
      assertThat(Files.readString(data.resolve("sandbox").resolve("salesforce.log"))).contains("hand-off/0015e0000000001AAA");
      demo.destroy();

      assertThat(demo.waitFor(LONGEST_S, TimeUnit.SECONDS)).isTrue();
      assertThat(read(said)).as("the report of a single run, then the console, then the end").containsSubsequence("Next steps",
          "Delivered", "qualified and told to nobody: 0", "The console is at", "Look in: ./caravan explain PERSON")
          .endsWith("qualified and told to nobody: 0" + System.lineSeparator());
    } finally {
      demo.destroyForcibly();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ToldToNobody look(Path results) throws IOException {
    Configuration shipped = Practice.settings();
    return LostPeople.in(Sources.in(results), shipped, Pipeline.of(shipped), Instant.parse(ENDS).toEpochMilli());
  }

  /** Their group is handed over on the sixth day; somebody else's act lets the time pass. */
  private Path threeColleagues() throws IOException {
    var json = new ObjectMapper();
    var facts = new ArrayList<String>();
    for (String line : Files.readAllLines(STORY)) {
      if (json.readTree(line).get("time").asText().compareTo(ENDS) < 0) {
        facts.add(line);
      }
    }
    facts.add(Shell.submit("1", "zoe@elsewhere.example", ENDS, "Payments | White paper | Fewer fees", "{}"));
    return Files.write(folder.resolve("story.ndjson"), facts);
  }
}
