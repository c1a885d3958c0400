package dev.caravan.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.journal.Arrival;
import dev.caravan.journal.FactJson;
import dev.caravan.model.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The mappings for tables of other systems, with a few rows of each, and the one for leads with outcomes. */
class ShippedMappingsTest {
  private static final Path EXAMPLES = Path.of("examples/crm-tables");
  private static final Path EXCERPTS = Path.of("src/test/resources/crm-tables");

  private static List<String> tables() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yaml"))
          .map(name -> name.replace(".yaml", "")).sorted().toList();
    }
  }

  private static FileImport.Report read(String table, List<Fact> facts, List<Arrival.SetAside> aside) throws IOException {
    Path mapping = EXAMPLES.resolve(table + ".yaml");
    return new FileImport(ImportMapping.load(mapping, mapping.toString()), new FileImport.Watcher() {
      @Override
      public void setAside(Arrival.SetAside row) {
        aside.add(row);
      }
    }).read(List.of(EXCERPTS.resolve(table + ".csv")), facts::add);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void every_row_of_a_table_is_kept_or_set_aside_with_its_reason(String table) throws IOException {
    List<Fact> facts = new ArrayList<>();
    List<Arrival.SetAside> aside = new ArrayList<>();
    var report = read(table, facts, aside);
    long rows = Files.readAllLines(EXCERPTS.resolve(table + ".csv")).size() - 1L;
    assertThat(report.rows()).isEqualTo(rows).isEqualTo(report.kept() + report.repeated() + report.setAside());
    assertThat(facts).isNotEmpty().hasSize((int) report.kept());
    assertThat(aside).hasSize((int) report.setAside())
        .allSatisfy(row -> assertThat(row.reason()).isEqualTo("no fact of the mapping applies to this row"));
  }

  @ParameterizedTest
  @CsvSource({"marketo-sends, 2, 1", "pardot-activities, 3, 4", "hubspot-email-events, 2, 2", "salesforce-accounts, 1, 1"})
  void rows_that_mean_nothing_here_are_counted_not_dropped(String table, int kept, int aside) throws IOException {
    var report = read(table, new ArrayList<>(), new ArrayList<>());
    assertThat(List.of(report.kept(), report.setAside())).containsExactly((long) kept, (long) aside);
  }

  @Test
  void a_converted_lead_names_the_contact_it_became() throws IOException {
    List<Fact> facts = new ArrayList<>();
    read("salesforce-leads", facts, new ArrayList<>());
    assertThat(facts).singleElement().isInstanceOfSatisfying(Fact.Person.class, lead -> {
      assertThat(lead.ids()).containsEntry("salesforce", "00Q1G00000nDnM5UAK");
      assertThat(lead.value("converted_to")).isEqualTo("0031G00001QtDPlQAN");
    });
  }

  @Test
  void an_open_opportunity_has_no_day_of_closing() throws IOException {
    List<String> lines = new ArrayList<>();
    Path mapping = EXAMPLES.resolve("salesforce-opportunities.yaml");
    new FileImport(ImportMapping.load(mapping, mapping.toString()))
        .read(List.of(EXCERPTS.resolve("salesforce-opportunities.csv")), fact -> lines.add(FactJson.write(fact)));
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("\"closed_at\":\"2018-12-19\"", "\"won\":true");
    assertThat(lines.get(1)).doesNotContain("closed_at");
  }

  @TempDir Path folder;

  @Test
  void a_lead_with_its_outcome_is_told_as_person_activities_and_a_closed_deal() throws IOException {
    Path mapping = Path.of("examples/x-education/mapping.yaml");
    Path leads = Files.writeString(folder.resolve("leads.csv"), OutcomeRowsTest.LEADS);
    List<String> lines = new ArrayList<>();
    var report = new FileImport(ImportMapping.load(mapping, mapping.toString()))
        .read(List.of(leads), fact -> lines.add(FactJson.write(fact)));
    assertThat(report.rows()).isEqualTo(3).isEqualTo(report.good());
    assertThat(lines).filteredOn(line -> line.contains("\"lead-p-2@")).singleElement().asString()
        .contains("\"lead_source\":\"Reference\"", "\"ids\":{\"x-education\":\"p-2\"}").doesNotContain("Select", "city");
    assertThat(lines).filteredOn(line -> line.contains("\"deal-p-2@")).singleElement().asString()
        .contains("\"won\":true", "\"contacts\":[{\"person\":\"p-2\"}]");
    assertThat(lines).filteredOn(line -> line.contains("\"deal-p-1@")).singleElement().asString().contains("\"stage\":\"Lost\"");
  }
}
