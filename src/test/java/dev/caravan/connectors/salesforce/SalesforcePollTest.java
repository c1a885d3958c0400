package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.journal.Arrival;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import dev.caravan.outbox.Problem;
import dev.caravan.sandbox.http.Fault;
import dev.caravan.sandbox.http.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalesforcePollTest {
  @TempDir Path folder;

  @Test
  void an_idle_cycle_costs_two_calls() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.poll();
      long before = org.standIn.server().requests();
      org.poll();
      assertThat(org.standIn.server().requests() - before).isEqualTo(2);
      assertThat(org.connector.usage().made()).isEqualTo(TestOrg.DESCRIBES + 4);
      assertThat(org.connector.usage().left()).isPositive();
      assertThat(org.standIn.writes()).isZero();
    }
  }

  @Test
  void a_record_is_known_from_when_it_was_created_and_says_what_it_says_since_its_last_change() {
    String born = TestOrg.lead(1).replace("2026-03-01T08:00:00Z", "2021-03-01T08:00:00Z");
    String open = deal("2025-05-05T08:00:00Z", "Discovery", "");
    String won = deal("2026-02-01T08:00:00Z", "Closed Won", "\"won\":true,\"closed_at\":\"2026-01-10\",");
    try (var org = new TestOrg(folder, List.of(born, open, won, TestOrg.lead(1)))) {
      org.poll();
      List<Fact> facts = org.journal.next(1_000);
      assertThat(facts).filteredOn(fact -> fact.type().equals("person")).singleElement().satisfies(lead ->
          assertThat(moments(lead)).isEqualTo("2026-03-01T08:00:00Z recorded 2021-03-01T08:00:00Z"));
      assertThat(facts).filteredOn(fact -> fact.type().equals("opportunity")).singleElement().satisfies(deal ->
          assertThat(moments(deal)).as("decided on that day").isEqualTo("2026-02-01T08:00:00Z recorded 2026-01-10T23:59:59Z"));
    }
  }

  @Test
  void once_history_is_read_a_change_is_known_when_it_is_read() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.poll();
      org.journal.next(1_000);
      org.standIn.update("Lead", TestOrg.LEAD, Map.of("Title", "CIO"));
      org.turn(Duration.ofMinutes(5));
      org.poll();
      assertThat(org.facts("person")).filteredOn(fact -> fact.toString().contains("title=CIO")).singleElement().satisfies(lead ->
          assertThat(lead.head().recorded()).isGreaterThanOrEqualTo(lead.head().time()));
    }
  }

  private static String deal(String at, String stage, String more) {
    return TestOrg.fact("opportunity-006A", "opportunity", "0065e0000000001AAA", "{\"account\":\"" + TestOrg.ACCOUNT
        + "\",\"solution\":\"payments\",\"kind\":\"new\"," + more + "\"stage\":\"" + stage + "\"}")
        .replace("2026-03-01T08:00:00Z", at);
  }

  private static String moments(Fact fact) {
    return Times.text(fact.head().time()) + " recorded " + Times.text(fact.head().recorded());
  }

  @Test
  void leads_of_one_moment_are_read_to_the_end_in_pages() {
    List<String> facts = IntStream.range(0, 4500).mapToObj(TestOrg::lead).toList();
    try (var org = new TestOrg(folder, facts)) {
      org.poll();
      assertThat(org.facts("person")).hasSize(4500);
      // two composite calls, then 4,300 rows in pages of 2,000
      assertThat(org.connector.usage().made()).isEqualTo(TestOrg.DESCRIBES + 2 + 3);
      org.poll();
      assertThat(org.connector.usage().made()).isEqualTo(TestOrg.DESCRIBES + 2 + 3 + 2);
    }
  }

  @Test
  void every_stream_is_up_to_date_after_a_cycle() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.connector.poll().streams().forEach(org.journal::expect);
      assertThat(org.journal.behind(0)).hasSize(10);
      org.poll();
      assertThat(org.journal.behind(0)).isEmpty();
    }
  }

  @Test
  void a_page_the_journal_did_not_take_is_read_again_by_the_next_cycle() {
    List<String> facts = IntStream.range(0, 450).mapToObj(TestOrg::lead).toList();
    try (var org = new TestOrg(folder, facts)) {
      for (Iterator<Arrival> pages = org.connector.poll().cycle(); pages.hasNext(); ) {
        Arrival arrival = pages.next();
        if (arrival.facts().isEmpty() || !arrival.stream().equals("salesforce/lead")) {
          org.journal.keep(arrival);
        }
      }
      assertThat(org.facts("person")).isEmpty();
      org.poll();
      assertThat(org.facts("person")).hasSize(450);
    }
  }

  @Test
  void a_failed_call_leaves_the_cycle_where_it_was() {
    List<String> facts = IntStream.range(0, 450).mapToObj(TestOrg::lead).toList();
    try (var org = new TestOrg(folder, facts)) {
      org.trouble(request -> TestOrg.asks(request, "queryAll"), 1,
          new Fault.Effect.Instead(Reply.text(503, "text/html", "<html>maintenance</html>")));
      Iterator<Arrival> pages = org.connector.poll().cycle();
      int failures = 0;
      while (pages.hasNext()) {
        try {
          org.journal.keep(pages.next());
        } catch (CallFailed failure) {
          assertThat(failure.problem()).isEqualTo(Problem.REMOTE);
          failures++;
        }
      }
      assertThat(failures).isEqualTo(1);
      assertThat(org.facts("person")).hasSize(450);
    }
  }

  @Test
  void an_error_page_instead_of_a_composite_reply_is_seen() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.trouble(request -> request.path().endsWith("/composite"), 1, new Fault.Effect.Instead(
          Reply.json(403, "[{\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":\"TotalRequests Limit exceeded.\"}]")));
      assertThatThrownBy(org::poll).isInstanceOf(CallFailed.class).hasMessageContaining("TotalRequests Limit exceeded.")
          .satisfies(e -> assertThat(((CallFailed) e).problem()).isEqualTo(Problem.LIMIT));
      org.poll();
      assertThat(org.journal.behind(0)).isEmpty();
    }
  }

  @Test
  void an_expired_session_is_renewed_within_a_cycle() {
    List<String> facts = IntStream.range(0, 4500).mapToObj(TestOrg::lead).toList();
    try (var org = new TestOrg(folder, facts)) {
      org.standIn.tokensLast(2);
      org.poll();
      assertThat(org.facts("person")).hasSize(4500);
      assertThat(org.standIn.logins()).isGreaterThan(1);
    }
  }

  @Test
  void a_refused_login_says_where_and_what_to_check() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants(),
        settings -> SalesforceSettings.of(settings.loginUrl(), settings.clientId(), "wrong-secret"))) {
      assertThatThrownBy(org::poll).isInstanceOf(CallFailed.class)
          .hasMessageContaining(org.standIn.base().toString()).hasMessageContaining("refused")
          .hasMessageContaining("invalid client credentials").hasMessageContaining("caravan.salesforce.client-id")
          .message().doesNotContain("wrong-secret");
    }
  }

  @Test
  void records_become_facts_in_our_words() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.standIn.update("Lead", TestOrg.LEAD, Map.of("DoNotCall", true, "NumberOfEmployees", 250));
      org.poll();
      Fact.Person lead = (Fact.Person) org.facts("person").stream()
          .filter(fact -> fact.head().id().startsWith("lead-")).findFirst().orElseThrow();
      assertThat(lead.head().subject()).isEqualTo("lea@halden.example");
      assertThat(lead.head().id()).isEqualTo("lead-" + TestOrg.LEAD + "@2026-04-01T09:00:00Z");
      assertThat(lead.ids()).containsEntry("salesforce", TestOrg.LEAD);
      assertThat(lead.values()).containsEntry("last_name", "Lund").containsEntry("employees", "250")
          .containsEntry("consent.email", "true").containsEntry("consent.phone", "false").containsEntry("bounced", "false")
          .doesNotContainKeys("email", "title", "converted_to");
      Fact.Account account = (Fact.Account) org.facts("account").get(0);
      assertThat(account.values()).containsEntry("name", "Halden Health").containsEntry("employees", "12000")
          .containsEntry("customer", "false").containsEntry("owner", TestOrg.REP);
      assertThat(org.facts("user")).extracting(fact -> ((Fact.User) fact).name())
          .containsExactlyInAnyOrder("Ada Lind", "Ben Moss", "Cy Nord");
    }
  }

  @Test
  void an_opportunity_brings_its_people_and_its_money() {
    var facts = new ArrayList<>(TestOrg.inhabitants());
    facts.add(TestOrg.fact("opportunity-006A", "opportunity", "006000000000001AAA", "{\"account\":\"" + TestOrg.ACCOUNT
        + "\",\"solution\":\"customer-care\",\"kind\":\"new\",\"stage\":\"Closed Won\",\"won\":true,"
        + "\"closed_at\":\"2026-02-20T00:00:00Z\",\"amount\":1234.5,\"currency\":\"EUR\",\"owner\":\"" + TestOrg.REP
        + "\",\"contacts\":[{\"person\":\"con@halden.example\",\"role\":\"Decision Maker\"}]}"));
    try (var org = new TestOrg(folder, facts)) {
      org.poll();
      Fact.Opportunity won = (Fact.Opportunity) org.facts("opportunity").get(0);
      assertThat(won.won()).isTrue();
      assertThat(won.amountMinor()).isEqualTo(123_450);
      assertThat(won.closedAt()).isEqualTo("2026-02-20");
      assertThat(won.contacts()).containsExactly(new Fact.ContactRole("con@halden.example", "Decision Maker"));
    }
  }

  @Test
  void a_part_in_an_opportunity_that_changes_arrives_although_the_opportunity_stays_as_it_was() {
    var facts = new ArrayList<>(TestOrg.inhabitants());
    facts.add(TestOrg.fact("opportunity-006A", "opportunity", "006000000000001AAA", "{\"account\":\"" + TestOrg.ACCOUNT
        + "\",\"solution\":\"customer-care\",\"kind\":\"new\",\"stage\":\"Discovery\",\"won\":false,\"amount\":1234.5,"
        + "\"currency\":\"EUR\",\"owner\":\"" + TestOrg.REP + "\",\"contacts\":[{\"person\":\"con@halden.example\"}]}"));
    try (var org = new TestOrg(folder, facts)) {
      org.poll();
      org.turn(Duration.ofMinutes(5));
      String role = String.valueOf(org.standIn.records("OpportunityContactRole").get(0).get("Id"));
      org.standIn.update("OpportunityContactRole", role, Map.of("Role", "Influencer"));
      int before = org.facts("opportunity").size();
      org.poll();
      assertThat(org.facts("opportunity")).hasSize(before + 1).last().satisfies(fact -> {
        Fact.Opportunity told = (Fact.Opportunity) fact;
        assertThat(told.head().subject()).isEqualTo("006000000000001AAA");
        assertThat(told.head().id()).startsWith("contact-role-" + role + "@");
        assertThat(told.solution()).isEqualTo("customer-care");
        assertThat(told.amountMinor()).isEqualTo(123_450);
        assertThat(told.contacts()).containsExactly(new Fact.ContactRole("con@halden.example", "Influencer"));
      });
    }
  }

  @Test
  void a_rejected_lead_says_so_once_however_often_it_is_touched() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.standIn.update("Lead", TestOrg.LEAD,
          Map.of("Status", "Closed - Not Converted", "Caravan_Turnback_Reason__c", "No budget"));
      org.poll();
      org.turn(Duration.ofMinutes(5));
      org.standIn.update("Lead", TestOrg.LEAD, Map.of("Title", "Head of Care"));
      org.poll();
      assertThat(org.facts("lead-status")).singleElement().satisfies(fact -> {
        assertThat(((Fact.LeadStatus) fact).status()).isEqualTo("rejected");
        assertThat(((Fact.LeadStatus) fact).reason()).isEqualTo("no-budget");
        assertThat(fact.head().subject()).isEqualTo("lea@halden.example");
      });
      assertThat(org.facts("person").stream().filter(fact -> fact.head().id().startsWith("lead-"))).hasSize(2);
    }
  }

  @Test
  void who_takes_a_lead_over_that_caravan_gave_away_says_so_once() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.knows("lea@halden.example", TestOrg.LEAD, "");
      org.deliver(TestOrg.assignment("h1", "lea@halden.example", "lea@halden.example", TestOrg.REP));
      org.poll();
      assertThat(org.facts("owner-change")).as("what we wrote comes back as no news").isEmpty();
      org.turn(Duration.ofMinutes(5));
      org.standIn.update("Lead", TestOrg.LEAD, Map.of("OwnerId", TestOrg.OTHER_REP));
      org.poll();
      org.turn(Duration.ofMinutes(5));
      org.standIn.update("Lead", TestOrg.LEAD, Map.of("Title", "Head of Care"));
      org.poll();
      assertThat(org.facts("owner-change")).singleElement().satisfies(fact -> {
        assertThat(((Fact.OwnerChange) fact).owner()).isEqualTo(TestOrg.OTHER_REP);
        assertThat(fact.head().subject()).isEqualTo("lea@halden.example");
      });
    }
  }

  @Test
  void what_is_younger_than_the_overlap_is_read_again() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants(), settings -> new SalesforceSettings(settings.loginUrl(),
        settings.clientId(), settings.clientSecret(), settings.authentication(), "", "", "", "66.0", settings.create(),
        settings.fallbackQueue(), "", Duration.ofMinutes(2), settings.deadline()))) {
      org.poll();
      org.standIn.update("Lead", TestOrg.LEAD, Map.of("Title", "Head of Care"));
      org.poll();
      assertThat(Cursor.parse("lead", org.journal.cursor("salesforce/lead").orElseThrow()).stamp())
          .isEqualTo(Instant.parse("2026-03-01T08:00:00Z"));
      org.turn(Duration.ofMinutes(3));
      org.poll();
      assertThat(Cursor.parse("lead", org.journal.cursor("salesforce/lead").orElseThrow()).stamp())
          .isEqualTo(Instant.parse("2026-04-01T09:00:00Z"));
      assertThat(org.facts("person").stream().filter(fact -> fact.head().id().startsWith("lead-"))).hasSize(2);
    }
  }
}
