package dev.caravan.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.journal.Arrival;
import dev.caravan.journal.Journal;
import dev.caravan.journal.Runs;
import dev.caravan.model.Fact;
import dev.caravan.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumedImportTest {
  private static final String VISITS = """
      source: shop
      format: csv
      time: at
      facts:
        - fact: activity.web-visit
          id: visit-{line}
          subject: "{email}"
      """;

  /** Pulls the plug after some parts. */
  private static final class Plug extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @TempDir Path folder;
  private Store store;
  private Journal journal;
  private Path file;
  private final List<Long> resumedAt = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    store = Store.sqlite(folder.resolve("caravan.db"));
    journal = Journal.open(store, () -> Instant.parse("2026-03-02T10:15:00Z"));
    var rows = new StringBuilder("at,email\n");
    for (int i = 0; i < 100; i++) {
      rows.append(i % 10 == 9 ? "never,x@y.example\n" : "2026-03-02T10:15:00Z,p" + i + "@halden.example\n");
    }
    file = Files.writeString(folder.resolve("visits.csv"), rows);
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  private FileImport.Report run(String mapping, int partsUntilPlug) throws Exception {
    resumedAt.clear();
    return new FileImport(ImportMapping.of("mapping.yaml", mapping), new FileImport.Watcher() {
      private int parts;

      @Override
      public void moved(String name, long bytes, long of) {
        if (++parts == partsUntilPlug) {
          throw new Plug();
        }
      }

      @Override
      public void resumed(String name, long line) {
        resumedAt.add(line);
      }
    }, 7).into(journal, List.of(file));
  }

  private List<String> kept() {
    List<String> ids = new ArrayList<>();
    for (Fact fact : journal.all(Long.MIN_VALUE)) {
      ids.add(fact.head().id());
    }
    return ids;
  }

  @Test
  void an_interrupted_import_goes_on_behind_the_last_part_and_doubles_nothing() throws Exception {
    assertThatThrownBy(() -> run(VISITS, 5)).isInstanceOf(Plug.class);
    assertThat(kept()).hasSize(32);
    var rest = run(VISITS, 0);
    assertThat(resumedAt).containsExactly(37L);
    assertThat(rest).isEqualTo(new FileImport.Report(65, 58, 7, 58, 0));
    assertThat(kept()).hasSize(90).doesNotHaveDuplicates();
    assertThat(journal.setAside(100)).extracting(Arrival.SetAside::line).hasSize(10).doesNotHaveDuplicates();
    assertThat(journal.runs().latest(2)).extracting(Runs.Summary::status).containsExactly("done", "failed");
  }

  @Test
  void reading_a_finished_file_again_keeps_nothing_new_and_counts_everything() throws Exception {
    assertThat(run(VISITS, 0)).isEqualTo(new FileImport.Report(100, 90, 10, 90, 0));
    assertThat(run(VISITS, 0)).isEqualTo(new FileImport.Report(100, 90, 10, 0, 90));
    assertThat(resumedAt).isEmpty();
    assertThat(journal.setAside(100)).hasSize(10);
  }

  @Test
  void a_changed_mapping_begins_anew() throws Exception {
    assertThatThrownBy(() -> run(VISITS, 5)).isInstanceOf(Plug.class);
    assertThat(run(VISITS + "    data: { url: / }\n", 0).rows()).isEqualTo(100);
    assertThat(kept()).hasSize(90).doesNotHaveDuplicates();
  }

  @Test
  void a_changed_file_begins_anew() throws Exception {
    assertThatThrownBy(() -> run(VISITS, 5)).isInstanceOf(Plug.class);
    Files.writeString(file, Files.readString(file) + "2026-03-02T10:15:00Z,last@halden.example\n");
    assertThat(run(VISITS, 0)).isEqualTo(new FileImport.Report(101, 91, 10, 59, 32));
    assertThat(kept()).hasSize(91).doesNotHaveDuplicates();
  }
}
