package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.journal.Findings;
import dev.caravan.model.Fact;
import dev.caravan.model.FirstReading;
import dev.caravan.model.Times;
import dev.caravan.sandbox.salesforce.Shape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What records said before they were first read, where the org keeps a history of their fields. */
class FieldHistoryTest {
  private static final String DEAL = "006000000000001AAA";
  @TempDir Path folder;

  private static String at(String fact, String time) {
    return fact.replace("2026-03-01T08:00:00Z", time);
  }

  private static String lead(String time, String data) {
    return at(TestOrg.fact("lead-" + TestOrg.LEAD, "person", "lea@halden.example",
        "{\"ids\":{\"salesforce\":\"" + TestOrg.LEAD + "\"},\"last_name\":\"Lund\"," + data + "}"), time);
  }

  private static String deal(String time, String data) {
    return at(TestOrg.fact("opportunity-" + DEAL, "opportunity", DEAL, "{\"account\":\"" + TestOrg.ACCOUNT
        + "\",\"solution\":\"payments\",\"kind\":\"new\",\"owner\":\"" + TestOrg.REP + "\",\"currency\":\"USD\"," + data + "}"), time);
  }

  private List<Fact> read(Shape shape, List<String> changes) {
    var facts = new ArrayList<>(TestOrg.inhabitants().subList(0, 4));
    facts.addAll(changes);
    try (var org = new TestOrg(folder, facts, shape)) {
      org.journal.expectOnly(org.connector.poll().streams());
      org.poll();
      return org.journal.next(1_000);
    }
  }

  private static String title(List<Fact> facts, String moment) {
    String title = "";
    long newest = Long.MIN_VALUE;
    for (Fact fact : FirstReading.asOf(facts, Times.parse(moment))) {
      if (fact instanceof Fact.Person person && !person.value("title").isEmpty() && fact.head().time() >= newest) {
        newest = fact.head().time();
        title = person.value("title");
      }
    }
    return title;
  }

  private static final List<String> PROMOTED = List.of(
      lead("2025-03-01T08:00:00Z", "\"title\":\"Analyst\",\"company\":\"Halden\",\"phone\":\"+1 202 555 0101\""),
      lead("2025-06-01T08:00:00Z", "\"title\":\"Manager\""),
      lead("2025-09-01T08:00:00Z", "\"title\":\"Director\""),
      lead("2026-02-01T08:00:00Z", "\"phone\":\"+1 202 555 0102\""));

  @Test
  void a_value_is_known_as_of_when_it_was_set_though_the_record_was_read_later() {
    List<Fact> facts = read(Shape.FIELD_HISTORY, PROMOTED);
    assertThat(title(facts, "2025-02-28T08:00:00Z")).isEmpty();
    assertThat(title(facts, "2025-05-31T08:00:00Z")).isEqualTo("Analyst");
    assertThat(title(facts, "2025-06-01T08:00:00Z")).isEqualTo("Manager");
    assertThat(title(facts, "2025-12-31T08:00:00Z")).isEqualTo("Director");
    assertThat(title(facts, "2026-03-31T08:00:00Z")).isEqualTo("Director");
  }

  @Test
  void a_value_without_history_is_not_known_before_it_was_read() {
    List<Fact> known = FirstReading.asOf(read(Shape.FIELD_HISTORY, PROMOTED), Times.parse("2025-12-31T08:00:00Z"));
    assertThat(known).filteredOn(Fact.Person.class::isInstance).isNotEmpty()
        .allSatisfy(fact -> assertThat(((Fact.Person) fact).value("phone")).isEmpty());
  }

  @Test
  void without_history_objects_nothing_else_is_asked_and_that_is_noted_once() {
    var facts = new ArrayList<>(TestOrg.inhabitants().subList(0, 4));
    facts.addAll(PROMOTED);
    try (var org = new TestOrg(folder, facts)) {
      org.journal.expectOnly(org.connector.poll().streams());
      org.poll();
      long first = org.connector.usage().made();
      assertThat(first).isEqualTo(TestOrg.DESCRIBES + 2);
      assertThat(title(org.journal.next(1_000), "2025-12-31T08:00:00Z")).isEmpty();
      assertThat(org.journal.findings().all()).filteredOn(Findings.Finding::isNote).filteredOn(each -> each.said().contains("history"))
          .singleElement().satisfies(each -> assertThat(each.said()).isEqualTo("Salesforce shows no field history of Account, Lead,"
              + " Contact, Opportunity: what these records said before they were first read is not known"));
      assertThat(org.journal.readings()).allSatisfy(reading -> assertThat(reading.toString()).doesNotContain("INVALID_TYPE"));
    }
  }

  @Test
  void once_read_to_its_end_a_stream_is_read_without_history() {
    var facts = new ArrayList<>(TestOrg.inhabitants().subList(0, 4));
    facts.addAll(PROMOTED);
    try (var org = new TestOrg(folder, facts, Shape.FIELD_HISTORY)) {
      org.journal.expectOnly(org.connector.poll().streams());
      org.poll();
      org.journal.next(1_000);
      org.turn(Duration.ofMinutes(5));
      org.standIn.update("Lead", TestOrg.LEAD, Map.of("Title", "CIO"));
      org.turn(Duration.ofMinutes(5));
      org.poll();
      assertThat(org.journal.next(1_000)).extracting(fact -> fact.head().id())
          .contains("lead-" + TestOrg.LEAD + "@2026-04-01T09:05:00Z")
          .filteredOn(id -> id.startsWith("lead-history")).hasSize(3);
    }
  }

  @Test
  void an_opportunity_is_open_until_its_stage_says_otherwise() {
    List<Fact> facts = read(Shape.FIELD_HISTORY, List.of(
        deal("2025-05-05T08:00:00Z", "\"stage\":\"Discovery\",\"amount\":1000"),
        deal("2025-08-05T08:00:00Z", "\"stage\":\"Proposal\",\"amount\":5000"),
        deal("2026-01-10T08:00:00Z", "\"stage\":\"Closed Won\",\"won\":true,\"closed_at\":\"2026-01-10\""),
        deal("2026-02-10T08:00:00Z", "\"kind\":\"expansion\"")));
    List<Fact> then = FirstReading.asOf(facts, Times.parse("2025-12-31T00:00:00Z"));
    assertThat(deals(then)).containsExactly("2025-05-05T08:00:00Z Discovery false 100000", "2025-08-05T08:00:00Z Proposal false 500000");
    assertThat(deals(facts)).contains("2026-01-10T08:00:00Z Closed Won true 500000", "2026-02-10T08:00:00Z Closed Won true 500000");
    assertThat(facts.stream().filter(Fact.Opportunity.class::isInstance).reduce((one, other) -> other)).as("known last")
        .hasValueSatisfying(last -> assertThat(last.head().id()).startsWith("opportunity-" + DEAL));
  }

  private static List<String> deals(List<Fact> facts) {
    return facts.stream().filter(Fact.Opportunity.class::isInstance).map(Fact.Opportunity.class::cast)
        .map(deal -> Times.text(deal.head().time()) + " " + deal.stage() + " " + deal.won() + " " + deal.amountMinor()).sorted().toList();
  }

  @Test
  void what_sales_said_by_the_status_of_a_lead_is_known_since_it_was_said() {
    List<Fact> facts = read(Shape.FIELD_HISTORY, List.of(lead("2025-03-01T08:00:00Z", "\"status\":\"Open - Not Contacted\",\"company\":\"Halden\""),
        lead("2025-06-01T08:00:00Z", "\"status\":\"Working - Contacted\""),
        lead("2025-07-01T08:00:00Z", "\"status\":\"Closed - Not Converted\",\"Caravan_Turnback_Reason__c\":\"no-budget\""),
        lead("2026-02-01T08:00:00Z", "\"phone\":\"+1 202 555 0102\"")));
    assertThat(facts).filteredOn(Fact.LeadStatus.class::isInstance).map(Fact.LeadStatus.class::cast)
        .extracting(said -> Times.text(said.head().time()) + " " + said.status() + " " + said.reason())
        .containsExactly("2025-06-01T08:00:00Z working ", "2025-07-01T08:00:00Z rejected no-budget");
  }

  @Test
  void an_opt_out_of_the_past_and_a_former_owner_do_not_come_back() {
    List<Fact> facts = read(Shape.FIELD_HISTORY, List.of(
        lead("2025-03-01T08:00:00Z", "\"consent\":{\"email\":false},\"owner\":\"" + TestOrg.REP + "\",\"title\":\"Analyst\",\"company\":\"Halden\""),
        lead("2025-06-01T08:00:00Z", "\"consent\":{\"email\":true},\"owner\":\"" + TestOrg.OTHER_REP + "\",\"title\":\"Manager\"")));
    assertThat(facts).filteredOn(fact -> fact.head().id().contains("history")).isNotEmpty().allSatisfy(fact ->
        assertThat(((Fact.Person) fact).values().keySet()).containsExactly("title"));
  }
}
