package dev.caravan.host.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.Practice;
import dev.caravan.config.Configuration;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.pipeline.PipelineTypes;
import dev.caravan.host.HostContract;
import dev.caravan.host.HostContract.Lines;
import dev.caravan.host.embedded.Replay;
import dev.caravan.journal.FactFiles;
import dev.caravan.journal.FrontDoor;
import dev.caravan.model.Fact;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A savepoint that was taken once goes on, whatever has been renamed or moved since: with its settings, its facts, and what it
 * had told.
 *
 * <p>Where rooms decide otherwise on purpose, take another one: {@code -Dsavepoint.take=true}.
 */
class SavepointTest {
  private static final Path TAKEN = Path.of("src/test/resources/savepoint");

  @TempDir private static Path folder;
  private static Cluster cluster;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new Cluster(folder);
  }

  @AfterAll
  static void stopCluster() throws Exception {
    cluster.close();
  }

  /** Facts flow a thousand rows at a time: the last one before the savepoint is repeated until they have. */
  private static final int REPEATS = 1_000;

  private static Path facts() throws IOException {
    return withRepeats(TAKEN.resolve("facts"));
  }

  private static Path withRepeats(Path facts) throws IOException {
    Path all = Files.createTempDirectory(folder, "repeats");
    for (Path each : files(facts)) {
      Files.copy(each, all.resolve(each.getFileName()));
    }
    List<String> before = Files.readAllLines(facts.resolve("000.ndjson"));
    Files.write(all.resolve("000x.ndjson"), Collections.nCopies(REPEATS, before.get(before.size() - 1)));
    return all;
  }

  private record Settings(String folder) implements EngineSource {
    @Override
    public Pipeline engine() {
      return Pipeline.of(Configuration.load(Path.of(folder)));
    }
  }

  private static Settings settings() {
    return new Settings(TAKEN.resolve("config").toString());
  }

  private static Cluster.Job goingOn(Path savepoint) throws IOException {
    Cluster.Job job = cluster.job(settings(), facts());
    for (Path each : files(TAKEN.resolve("told"))) {
      Files.copy(each, job.told.resolve(each.getFileName()));
    }
    job.from(savepoint);
    return job;
  }

  private static List<Path> files(Path under) throws IOException {
    try (Stream<Path> all = Files.walk(under)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void a_savepoint_taken_once_goes_on_to_what_a_replay_says() throws Exception {
    Cluster.Job job = goingOn(TAKEN.resolve("state"));
    assertThat(job.end(job.start(2, Integer.MAX_VALUE, false, 0))).isEqualTo(replayed());
  }

  private static Lines replayed() throws IOException {
    var facts = new ArrayList<Fact>();
    FactFiles.read(TAKEN.resolve("facts"), facts::add, aside -> {
      throw new AssertionError(aside);
    });
    var outcome = new Replay(settings().engine()).run(facts, Long.MAX_VALUE);
    return Lines.of(outcome.decisions(), outcome.people(), outcome.groups(), outcome.poisoned().stream()
        .map(each -> HostContract.parked(each.stage(), each.key(), each.tick(), each.input(), each.reason())).toList());
  }

  @Test
  void a_savepoint_names_one_class_of_this_program() throws IOException {
    var named = new TreeSet<String>();
    for (Path each : files(TAKEN.resolve("state"))) {
      Pattern.compile("dev\\.caravan\\.[\\w.$]+").matcher(Files.readString(each, StandardCharsets.ISO_8859_1)).results()
          .forEach(found -> named.add(found.group()));
    }
    assertThat(named).containsExactly("dev.caravan.host.flink.CodecSnapshot");
  }

  @Test
  void a_savepoint_of_another_format_is_refused_with_what_to_do() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    for (Path each : files(TAKEN.resolve("state"))) {
      Files.write(other.resolve(each.getFileName()), ofFormat(99, Files.readAllBytes(each)));
    }
    Cluster.Job job = goingOn(other);
    JobID started = job.start(2, Integer.MAX_VALUE, false, 0);
    assertThatThrownBy(() -> job.end(started)).rootCause().hasMessage("this savepoint holds states of format 99, this version of Caravan"
        + " reads format " + PipelineTypes.FORMAT + ": start the job without the savepoint, and its states are built anew from the facts;"
        + " or go on with the version that took it");
  }

  /** The same with another number behind each mark. */
  private static byte[] ofFormat(int format, byte[] bytes) {
    byte[] mark = CodecSnapshot.MARK.getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at + mark.length + 4 <= bytes.length; at++) {
      if (java.util.Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length)) {
        bytes[at + mark.length + 3] = (byte) format;
      }
    }
    return bytes;
  }

  @Test
  @EnabledIfSystemProperty(named = "savepoint.take", matches = "true")
  void take_another_savepoint() throws Exception {
    List<Fact> story = HostContract.story().stream().sorted(FrontDoor.CANONICAL).toList();
    int half = story.size() * 2 / 3;
    Path facts = cluster.files(List.of(story.subList(0, half), story.subList(half, story.size())));
    Cluster.Job job = cluster.job(new Settings(Practice.folder().toString()), withRepeats(facts));
    Paced.Watch most = Paced.watch(job.name, 1);
    JobID running = job.start(1, half + REPEATS, false, 1);
    most.reached().join();
    Paced.Watch idle = Paced.watch(job.name, 1);
    idle.reached().completeOnTimeout(null, 3, java.util.concurrent.TimeUnit.SECONDS).join(); // until what was told lies in its files
    Path state = Path.of(URI.create(job.stopWithSavepoint(running)));
    if (Files.exists(TAKEN)) {
      try (Stream<Path> before = Files.walk(TAKEN)) {
        for (Path each : before.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
    keep(Practice.folder(), "config");
    keep(facts, "facts");
    keep(job.told, "told");
    keep(state, "state");
    for (Path each : files(TAKEN.resolve("state"))) {
      assertThat(Files.readString(each, StandardCharsets.ISO_8859_1)).as("nothing told is on its way").doesNotContain(job.told.toString());
    }
  }

  private static void keep(Path from, String as) throws IOException {
    Files.createDirectories(TAKEN.resolve(as));
    for (Path each : files(from)) {
      if (!each.getFileName().toString().startsWith(".")) {
        Files.copy(each, TAKEN.resolve(as).resolve(each.getFileName()));
      }
    }
  }
}
