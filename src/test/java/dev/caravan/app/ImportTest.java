package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
  @TempDir Path folder;
  private Path mapping;
  private Path rows;
  private Path data;

  @BeforeEach
  void files() throws IOException {
    data = folder.resolve("data");
    mapping = Files.writeString(folder.resolve("mapping.yaml"), """
        says: Who asked for a paper, one row each
        source: eloqua
        format: csv
        time: at
        facts:
          - fact: activity.form-submit
            id: FormSubmit-{line}
            subject: "{mail}"
            data:
              asset: { type: Form, id: "1", name: Customer care | White paper | Shorter queues }
        """);
    rows = Files.writeString(folder.resolve("rows.csv"), """
        mail,at
        ann@halden-health.example,2026-03-02T10:15:00Z
        bob@halden-health.example,2026-03-02T10:20:00Z
        """);
  }

  @Test
  void rows_become_facts_that_can_be_explained() {
    Shell.Said said = Shell.run("import", "--mapping", mapping, "--data", data, rows);

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("2 rows: 2 good, 0 set aside; facts: 2 kept");
    assertThat(Shell.run("explain", "ann@halden-health.example", "--data", data).out()).contains("interest 20.0");
    assertThat(Shell.run("runs", "--data", data).out()).contains("import  done");
  }

  @Test
  void a_row_that_cannot_be_read_is_named_and_a_finding() throws IOException {
    Files.writeString(rows, Files.readString(rows) + "cyd@halden-health.example,yesterday\n");

    Shell.Said said = Shell.run("import", "--mapping", mapping, "--data", data, rows);

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).contains("3 rows: 2 good, 1 set aside");
    assertThat(said.err()).contains("rows.csv:4: ").doesNotContain("cyd@");
  }

  @Test
  void a_mapping_with_mistakes_shows_them_at_their_place() throws IOException {
    Files.writeString(mapping, "sourc: eloqua\n");

    Shell.Said said = Shell.run("import", "--mapping", mapping, "--data", data, rows);

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("mapping.yaml:1:1");
  }

  @Test
  void a_file_that_is_not_there_changes_nothing() {
    Shell.Said said = Shell.run("import", "--mapping", mapping, "--data", data, folder.resolve("gone.csv"));

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("gone.csv");
  }
}
