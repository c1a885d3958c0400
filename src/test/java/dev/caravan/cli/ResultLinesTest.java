package dev.caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultLinesTest {
  @TempDir Path folder;

  @Test
  void a_file_of_results_is_the_owners_alone_also_where_it_was_not_before() throws IOException {
    Path made = folder.resolve("people.ndjson");
    Path there = Files.createFile(folder.resolve("groups.ndjson"));
    Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rw-rw-rw-"));
    for (Path file : new Path[] {made, there}) {
      ResultLines.write(file, sink -> sink.line(Map.of("person", "p1")));

      assertThat(file).hasContent("{\"person\":\"p1\"}");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }
  }
}
