package dev.caravan.connectors.eloqua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.connectors.SystemFindings;
import dev.caravan.journal.Findings;
import dev.caravan.journal.Journal;
import dev.caravan.journal.UnreadStreams;
import dev.caravan.store.HandCrankedClock;
import dev.caravan.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an Eloqua site lacks costs that alone: reading and writing go by the fields it shows. */
class EloquaFieldsTest {
  private static final String DANA = "dana.reyes@halden-health.example";
  private static final String SCORES = "eloqua:importContacts?identifierField=Id&importRule=updateOnly";
  private static final String MAPPING = """
      contact:
        read: {C_FirstName: first_name, C_Industry1: industry}
        write:
          fit: C_Caravan_Fit1
          stage: C_Caravan_Stage1
          next_question: C_Caravan_Next_Question1
          next_content: C_Caravan_Next_Content1
      """;
  private static final String CONTACTS = "eloqua:contacts?fields=C_FirstName,C_Industry1";

  @TempDir Path folder;
  private Site site;
  private Store store;
  private Findings findings;

  @BeforeEach
  void open() throws Exception {
    site = new Site(folder, Site.contact("1986113", DANA));
    store = Store.sqlite(folder.resolve("caravan.db"));
    findings = Journal.open(store, new HandCrankedClock(Site.NOW.toString())).findings();
    site.component.fitTo(new SiteFit(EloquaMapping.of(MAPPING), new SystemFindings("eloqua", findings)));
  }

  @AfterEach
  void close() throws Exception {
    site.close();
    store.close();
  }

  @Test
  void a_field_to_be_read_that_is_not_shown_is_left_out_with_one_finding_until_it_is() throws Exception {
    site.eloqua.show("C_Industry1", false);
    assertThat(site.poll(CONTACTS).get(0).rows()).singleElement().satisfies(row -> assertThat(row)
        .containsEntry("C_FirstName", "Dana").doesNotContainKey("C_Industry1"));
    assertThat(said()).singleElement().asString().contains("connectors/eloqua/mapping.yaml", "read: ", "industry (C_Industry1)",
        "connectors/eloqua/README.md");

    site.eloqua.show("C_Industry1", true);
    site.later(Duration.ofHours(25));
    site.poll(CONTACTS);
    assertThat(said()).isEmpty();
  }

  @Test
  void a_field_that_is_hidden_while_the_service_runs_is_missed_the_next_day_at_the_latest() throws Exception {
    site.poll(CONTACTS);
    assertThat(said()).isEmpty();
    site.eloqua.show("C_Caravan_Stage1", false);
    site.later(Duration.ofHours(23));
    site.poll(CONTACTS);
    assertThat(said()).as("asked once a day").isEmpty();
    site.later(Duration.ofHours(2));
    site.poll(CONTACTS);
    assertThat(said()).singleElement().asString().contains("write: ", "stage (C_Caravan_Stage1)");
  }

  @Test
  void a_poll_that_is_refused_for_a_field_asks_anew_and_the_next_one_reads() throws Exception {
    site.poll(CONTACTS);
    site.eloqua.show("C_Industry1", false);
    site.later(Duration.ofMinutes(5));
    assertThat(site.poll(CONTACTS)).isEmpty();
    assertThat(site.poll(CONTACTS)).isNotEmpty();
    assertThat(said()).singleElement().asString().contains("industry (C_Industry1)");
  }

  @Test
  void a_site_that_shows_no_addresses_is_refused_for_contacts_and_asked_again_soon() throws Exception {
    site.eloqua.show("C_EmailAddress", false);
    var endpoint = (EloquaEndpoint) site.camel.getEndpoint("eloqua:contacts");
    SiteFit fit = site.component.fit();
    assertThatThrownBy(() -> fit.readable(endpoint, List.of("C_FirstName"))).isInstanceOfSatisfying(EloquaRefusedException.class,
        refused -> {
          assertThat(refused.kind()).isEqualTo(UnreadStreams.Kind.REFUSED);
          assertThat(refused.getMessage()).contains("C_EmailAddress");
        });
    site.eloqua.show("C_EmailAddress", true);
    site.later(Duration.ofMinutes(11));
    assertThat(fit.readable(endpoint, List.of("C_FirstName"))).containsExactly("C_FirstName");
  }

  @Test
  void a_field_that_cannot_be_written_is_left_out_and_the_others_are_written() {
    site.eloqua.permit("C_Caravan_Stage1", false);
    assertThat(write(Map.of("Id", "1986113", "C_Caravan_Fit1", "78", "C_Caravan_Stage1", "engaged")).rejects()).isEmpty();
    assertThat(site.eloqua.snapshot()).contains("78").doesNotContain("engaged");
    assertThat(said()).singleElement().asString().contains("stage (C_Caravan_Stage1)");
  }

  @Test
  void rows_of_which_no_field_or_not_the_one_that_counts_can_be_written_are_refused() {
    site.eloqua.show("C_Caravan_Fit1", false);
    assertThatThrownBy(() -> write(Map.of("Id", "1986113", "C_Caravan_Fit1", "78")))
        .hasCauseInstanceOf(EloquaRefusedException.class).cause().hasMessageContainingAll("C_Caravan_Fit1", "README.md");
    var touch = site.camel.createProducerTemplate().request(SCORES, exchange -> {
      exchange.setProperty(EloquaConstants.NEEDED, Set.of("C_Caravan_Fit1"));
      exchange.getMessage().setBody(List.of(Map.of("Id", "1986113", "C_Caravan_Fit1", "78", "C_Caravan_Stage1", "engaged")));
    });
    assertThat(touch.getException()).isInstanceOf(EloquaRefusedException.class).hasMessageContaining("C_Caravan_Fit1");
    assertThat(site.eloqua.writes()).isZero();
    site.eloqua.show("C_Caravan_Fit1", true);
    assertThat(write(Map.of("Id", "1986113", "C_Caravan_Fit1", "78")).rejects()).as("once resumed").isEmpty();
  }

  @Test
  void a_text_is_cut_to_its_field_at_a_word_and_a_code_is_left_out() {
    String question = "How many people in your company talk to customers, ".repeat(3) + "all sites counted?";
    String stage = "s".repeat(101);
    assertThat(write(Map.of("Id", "1986113", "C_Caravan_Next_Question1", question, "C_Caravan_Stage1", stage, "C_Caravan_Fit1", "78"))
        .rejects()).isEmpty();
    assertThat(site.eloqua.snapshot()).contains("talk to customers, How many people in your company talk to…").contains("78").doesNotContain(stage);
    assertThat(said()).singleElement().asString().contains("100 characters in C_Caravan_Stage1", "left out");
  }

  private EloquaSyncResult write(Map<String, String> row) {
    try {
      return site.camel.createProducerTemplate().requestBody(SCORES, List.of(row), EloquaSyncResult.class);
    } catch (CamelExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private List<String> said() {
    return findings.all().stream().map(Findings.Finding::said).toList();
  }
}
