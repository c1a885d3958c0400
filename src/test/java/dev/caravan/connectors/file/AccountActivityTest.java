package dev.caravan.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.journal.FactFiles;
import dev.caravan.journal.FactJson;
import dev.caravan.journal.Journal;
import dev.caravan.model.Fact;
import dev.caravan.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped example, with the first 30 rows of the data it is made for. */
class AccountActivityTest {
  private static final Path MAPPING = Path.of("examples/account-activity/mapping.yaml");
  private static final List<Path> EXCERPT = List.of(Path.of("src/test/resources/account-activity.csv"));

  @TempDir Path folder;

  private final ImportMapping mapping = ImportMapping.load(MAPPING, MAPPING.toString());

  @Test
  void the_excerpt_gives_each_company_and_person_once_and_an_activity_a_row() throws IOException {
    List<Fact> facts = new ArrayList<>();
    var report = new FileImport(mapping).read(EXCERPT, facts::add);
    assertThat(report).isEqualTo(new FileImport.Report(30, 30, 0, 46, 44));
    assertThat(facts).extracting(Fact::type).filteredOn("account"::equals).hasSize(6);
    assertThat(facts).extracting(Fact::type).filteredOn("person"::equals).hasSize(10);
    assertThat(facts).extracting(Fact::type).filteredOn("activity.form-submit"::equals).hasSize(30);
    assertThat(facts).extracting(fact -> fact.head().source() + " " + fact.head().id()).doesNotHaveDuplicates();
  }

  @Test
  void a_row_is_told_as_account_person_and_activity() throws IOException {
    List<String> lines = new ArrayList<>();
    new FileImport(mapping).read(EXCERPT, fact -> lines.add(FactJson.write(fact)));
    assertThat(lines).contains(
        "{\"specversion\":\"1.0\",\"id\":\"account-acct-red-hat@2012-01-03T14:31:23Z\",\"source\":\"salesforce\","
            + "\"type\":\"account\",\"subject\":\"acct-red-hat\",\"time\":\"2012-01-03T14:31:23Z\","
            + "\"data\":{\"name\":\"Red Hat\",\"website\":\"https://red-hat.example\"}}",
        "{\"specversion\":\"1.0\",\"id\":\"contact-p2394-red-hat@2012-01-03T14:31:23Z\",\"source\":\"eloqua\","
            + "\"type\":\"person\",\"subject\":\"p2394@red-hat.example\",\"time\":\"2012-01-03T14:31:23Z\","
            + "\"data\":{\"company\":\"Red Hat\"}}");
    assertThat(lines).filteredOn(line -> line.contains("\"FormSubmit-5\"")).singleElement().asString()
        .contains("\"subject\":\"p2394@red-hat.example\"", "\"time\":\"2012-01-03T14:31:23Z\"",
            "\"name\":\"glance | White paper | glance guide\"");
  }

  @Test
  void a_category_keeps_the_id_of_its_asset() throws IOException {
    Set<String> assets = new HashSet<>();
    new FileImport(mapping).read(EXCERPT, fact -> {
      if (fact instanceof Fact.Activity activity) {
        assets.add(activity.asset().name() + " " + activity.asset().id());
      }
    });
    assertThat(assets).hasSize(3);
  }

  @Test
  void the_fact_file_holds_what_the_journal_keeps() throws Exception {
    Path out = folder.resolve("facts.ndjson");
    var written = new FileImport(mapping).toFacts(EXCERPT, out);
    Set<String> inFile = new HashSet<>();
    FactFiles.Counts counts = FactFiles.read(out, fact -> inFile.add(FactJson.write(fact)), row -> { });
    assertThat(counts).isEqualTo(new FactFiles.Counts(46, 46, 0, 0));
    assertThat(Files.list(folder)).containsExactly(out);

    try (Store store = Store.sqlite(folder.resolve("caravan.db"))) {
      Journal journal = Journal.open(store, () -> Instant.parse("2026-03-02T10:15:00Z"));
      assertThat(new FileImport(mapping).into(journal, EXCERPT)).isEqualTo(written);
      Set<String> inJournal = new HashSet<>();
      journal.all(Long.MIN_VALUE).forEach(fact -> inJournal.add(FactJson.write(fact)));
      assertThat(inJournal).isEqualTo(inFile);
    }
  }
}
