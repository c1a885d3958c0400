package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds data of people is for its owner alone, whichever command wrote it. */
class FileRightsTest {
  @TempDir Path folder;

  @Test
  void a_replay_writes_for_its_owner_alone() throws IOException {
    Path out = folder.resolve("out");
    assertThat(Shell.run("replay", "--facts", Shell.facts(folder), "--out", out).code()).isZero();
    assertThat(rights(out)).hasSizeGreaterThan(4).allSatisfy(FileRightsTest::isOwners);
  }

  @Test
  void the_demonstration_keeps_its_market_its_systems_and_its_data_for_its_owner_alone() throws IOException {
    Path data = folder.resolve("data");
    Shell.Said said = Shell.run("demo", "--once", "--facts", Shell.facts(folder), "--data", data);
    assertThat(said.code()).as(said.err()).isIn(0, 1);
    assertThat(rights(data)).containsKey("data/caravan.db").containsKey("data/sandbox/facts.ndjson").allSatisfy(FileRightsTest::isOwners);
  }

  private static void isOwners(String path, String rights) {
    assertThat(rights).as(path).endsWith("------");
  }

  /** By path, also of folders. */
  private static Map<String, String> rights(Path folder) throws IOException {
    var rights = new TreeMap<String, String>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        rights.put(folder.getParent().relativize(path).toString(), PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      }
    }
    return rights;
  }
}
