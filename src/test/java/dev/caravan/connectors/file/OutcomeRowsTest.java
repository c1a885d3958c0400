package dev.caravan.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.caravan.config.ConfigException;
import dev.caravan.config.Diagnostic;
import dev.caravan.journal.Arrival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeRowsTest {
  /** Made-up leads in the shape of the file the example is for: lost, won, not decided yet. */
  static final String LEADS = """
      Prospect ID,Lead Number,Lead Origin,Lead Source,Do Not Email,Do Not Call,Converted,TotalVisits,Total\
       Time Spent on Website,Page Views Per Visit,Last Activity,Country,Specialization,How did you hear ab\
      out X Education,What is your current occupation,What matters most to you in choosing a course,Search\
      ,Magazine,Newspaper Article,X Education Forums,Newspaper,Digital Advertisement,Through Recommendatio\
      ns,Receive More Updates About Our Courses,Tags,Lead Quality,Update me on Supply Chain Content,Get up\
      dates on DM Content,Lead Profile,City,Asymmetrique Activity Index,Asymmetrique Profile Index,Asymmet\
      rique Activity Score,Asymmetrique Profile Score,I agree to pay the amount through cheque,A free copy\
       of Mastering The Interview,Last Notable Activity
      p-1,1003,API,Google,No,No,0,2,120,1.5,Email Opened,India,Select,Select,Unemployed,Better Career Pros\
      pects,No,No,No,No,No,No,No,No,Ringing,,No,No,Select,Select,,,,,No,No,Modified
      p-2,1002,Lead Add Form,Reference,No,No,1,2,120,1.5,Email Opened,India,Select,Select,Unemployed,Bette\
      r Career Prospects,No,No,No,No,No,No,No,No,,High in Relevance,No,No,Select,Select,,,,,No,Yes,Modifie\
      d
      p-3,1001,API,Google,No,No,,2,120,1.5,Email Opened,India,Select,Select,Unemployed,Better Career Prosp\
      ects,No,No,No,No,No,No,No,No,,,No,No,Select,Select,,,,,No,No,Modified
      """;
  private static final Path MAPPING = Path.of("examples/x-education/mapping.yaml");
  private static final String SMALL = """
      source: shop
      format: csv
      time: at
      facts:
        - fact: person
          id: lead-{id}
          subject: "{id}"
          data:
            title: "{job}"
            found_by: "{channel}"
      outcome:
        column: result
        won: [yes]
        lost: [no]
        order: at
        words: [found_by, seniority]
        written_by_sales: [note]
      """;

  @TempDir Path folder;
  private final List<String> findings = new ArrayList<>();

  @Test
  void leads_are_recognised_as_they_are_written_whatever_stands_between_their_columns() throws IOException {
    var mapping = ImportMapping.of("m.yaml", SMALL);
    String rows = "id,job,channel,result,at,note\n1,Buyer,fair,yes,2026-01-02,\n2,Clerk,mail,no,2026-01-03,\n";
    for (String sign : List.of(";", "\t", "|")) {
      var leads = new ArrayList<OutcomeRows.Lead>();
      assertThat(read(mapping, rows.replace(",", sign), leads, new ArrayList<>()).setAside()).as(sign).isZero();
      assertThat(leads).extracting(OutcomeRows.Lead::won).containsExactly(true, false);
    }
    assertThat(findings).hasSize(3).allSatisfy(said -> assertThat(said).startsWith("its columns are separated by "));
  }

  private OutcomeRows.Report read(ImportMapping mapping, String text, List<OutcomeRows.Lead> leads,
      List<Arrival.SetAside> aside) throws IOException {
    Path file = Files.writeString(folder.resolve("leads.csv"), text);
    return OutcomeRows.of(mapping).orElseThrow().read(List.of(file), leads::add, new FileImport.Watcher() {
      @Override
      public void setAside(Arrival.SetAside row) {
        aside.add(row);
      }

      @Override
      public void found(String name, String sentence) {
        findings.add(sentence);
      }
    });
  }

  @Test
  void leads_come_with_what_was_known_their_outcome_and_what_sales_wrote_afterwards() throws IOException {
    List<OutcomeRows.Lead> leads = new ArrayList<>();
    var report = read(ImportMapping.load(MAPPING, MAPPING.toString()), LEADS, leads, new ArrayList<>());
    assertThat(report).isEqualTo(new OutcomeRows.Report(3, 2, 1, 0));
    assertThat(leads).extracting(OutcomeRows.Lead::won).containsExactly(false, true);
    assertThat(leads).extracting(OutcomeRows.Lead::order).containsExactly(1003.0, 1002.0);
    assertThat(leads.get(1).person().value("lead_source")).isEqualTo("Reference");
    assertThat(leads.get(1).person().values()).doesNotContainKeys("city", "specialization");
    assertThat(leads.get(1).afterwards()).containsEntry("Lead Quality", "High in Relevance")
        .doesNotContainKey("Lead Profile");
  }

  @Test
  void a_lead_whose_time_cannot_be_told_is_set_aside() throws IOException {
    List<OutcomeRows.Lead> leads = new ArrayList<>();
    List<Arrival.SetAside> aside = new ArrayList<>();
    var report = read(ImportMapping.of("m.yaml", SMALL), """
        id,at,job,channel,result,note
        1,2026-03-02T10:15:00Z,Director,search,yes,bought
        2,,Director,search,no,
        3,2026-03-03T10:15:00Z,Director,search,maybe,
        """, leads, aside);
    assertThat(report).isEqualTo(new OutcomeRows.Report(3, 1, 1, 1));
    assertThat(aside).singleElement().satisfies(row -> assertThat(row.line()).isEqualTo(3));
  }

  @Test
  void a_mapping_without_an_outcome_has_none_to_read() {
    assertThat(OutcomeRows.of(ImportMapping.of("m.yaml", SMALL.substring(0, SMALL.indexOf("outcome:"))))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '#', textBlock = """
      written_by_sales: [note] # written_by_sales: [channel] # m.yaml:16:11: "found_by" is read from the column "channel", which is written by sales when they know more (m.yaml:17)
      written_by_sales: [note] # written_by_sales: [job] # m.yaml:16:21: "seniority" is read from the column "job", which is written by sales
      column: result # column: channel # m.yaml:16:11: "found_by" is read from the column "channel", which is the outcome
      words: [found_by, seniority] # words: [fuond_by] # m.yaml:16:11: no person of this mapping has "fuond_by" in its data
      words: [found_by, seniority] # words: [found_by, found_by] # m.yaml:16:21: "found_by" is named twice
      words: [found_by, seniority] # words: [] # m.yaml:12:3: nothing to learn from
      lost: [no] # lost: [yes] # m.yaml:14:9: "yes" means won already
      """)
  void a_mistake_is_told_at_its_place(String there, String mistaken, String begins) {
    ConfigException refused = catchThrowableOfType(ConfigException.class,
        () -> ImportMapping.of("m.yaml", SMALL.replace(there, mistaken)));
    assertThat(refused).as("the mapping was taken").isNotNull();
    assertThat(refused.diagnostics().stream().map(Diagnostic::summary))
        .anySatisfy(said -> assertThat(said).startsWith(begins));
  }
}
