package dev.caravan.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.journal.FactJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class FileImportProperties {
  private static final ImportMapping MAPPING = ImportMapping.of("mapping.yaml", """
      source: shop
      format: csv
      time: at
      facts:
        - fact: activity.web-visit
          id: visit-{line}
          subject: "{email}"
          when: email
      """);
  private static final byte[] HEADER = "at,email\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] GOOD = "2026-03-02T10:15:00Z,d@h.example\n".getBytes(StandardCharsets.UTF_8);
  private static Path folder;

  @BeforeContainer
  static void folder() throws IOException {
    folder = Files.createTempDirectory("junk");
  }

  @AfterContainer
  static void tidy() throws IOException {
    Files.deleteIfExists(folder.resolve("junk.csv"));
    Files.delete(folder);
  }

  /** Pieces that meet the reader where it has to decide, and any byte besides. */
  @Provide
  Arbitrary<List<byte[]>> junk() {
    Arbitrary<byte[]> pieces = Arbitraries.of("\"", "\"\"", ",", "\n", "\r", "\r\n", " ", "x", "\u00e9",
        "2026-03-02T10:15:00Z", "2026-03-02T10:15:00Z,d@h.example\n", "\",\"")
        .map(s -> s.getBytes(StandardCharsets.UTF_8));
    Arbitrary<byte[]> any = Arbitraries.bytes().map(b -> new byte[] {b});
    return Arbitraries.frequencyOf(Tuple.of(6, pieces), Tuple.of(1, any)).list().ofMaxSize(80);
  }

  private static byte[] join(byte[] head, List<byte[]> pieces) {
    var all = new ByteArrayOutputStream();
    all.writeBytes(head);
    pieces.forEach(all::writeBytes);
    return all.toByteArray();
  }

  private record Outcome(FileImport.Report report, List<String> facts, List<String> aside) {}

  private static Outcome read(byte[] content, int part) throws IOException {
    Path file = Files.write(folder.resolve("junk.csv"), content);
    List<String> facts = new ArrayList<>();
    List<String> aside = new ArrayList<>();
    var importing = new FileImport(MAPPING, new FileImport.Watcher() {
      @Override
      public void setAside(dev.caravan.journal.Arrival.SetAside row) {
        aside.add(row.line() + ": " + row.reason());
      }
    }, part);
    return new Outcome(importing.read(List.of(file), fact -> facts.add(FactJson.write(fact))), facts, aside);
  }

  @Property(tries = 500)
  void every_row_is_good_or_set_aside_once(@ForAll("junk") List<byte[]> junk) throws IOException {
    Outcome outcome = read(join(HEADER, junk), 1_000);
    assertThat(outcome.report().rows()).isEqualTo(outcome.report().good() + outcome.report().setAside());
    assertThat(outcome.report().setAside()).isEqualTo(outcome.aside().size());
    assertThat(outcome.report().kept()).isEqualTo(outcome.facts().size());
    assertThat(outcome.facts()).doesNotHaveDuplicates();
    assertThat(outcome.aside()).as("rows cut in one way and split in another")
        .noneMatch(row -> row.contains("not a row"));
    assertThat(read(join(HEADER, junk), 1)).isEqualTo(outcome);
  }

  @Property(tries = 300)
  void junk_without_quotes_costs_no_row_beside_it(@ForAll("junk") List<byte[]> junk) throws IOException {
    List<byte[]> between = new ArrayList<>();
    for (byte[] piece : junk) {
      if (new String(piece, StandardCharsets.ISO_8859_1).indexOf('"') < 0) {
        between.add(piece);
      }
    }
    between.add("\n".getBytes(StandardCharsets.UTF_8));
    between.add(GOOD);
    int alone = read(join(HEADER, between.subList(0, between.size() - 1)), 1_000).facts().size();
    assertThat(read(join(HEADER, between), 1_000).facts()).hasSize(alone + 1);
  }
}
