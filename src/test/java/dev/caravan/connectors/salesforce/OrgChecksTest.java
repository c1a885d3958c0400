package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.journal.Findings;
import dev.caravan.journal.UnreadStreams;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Problem;
import dev.caravan.sandbox.salesforce.SalesforceStandIn.Duplicates;
import dev.caravan.sandbox.salesforce.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an org asks for that the mapping does not know of is told before anything is written. */
class OrgChecksTest {
  private static final Path MAPPING = Path.of("connectors/salesforce/mapping.yaml");

  @TempDir Path folder;

  @Test
  void a_field_that_new_leads_need_and_the_mapping_does_not_fill_is_told_before_anything_is_written() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants(), Shape.REQUIRED_FIELDS)) {
      org.poll();
      assertThat(org.standIn.writes()).isZero();
      assertThat(said(org)).singleElement().asString().contains("no new Lead without Region__c", "write: new_lead",
          "connectors/salesforce/mapping.yaml");
    }
  }

  @Test
  void a_field_that_nothing_fills_stops_the_stream_and_parks_no_hand_off() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants(), Shape.REQUIRED_FIELDS)) {
      org.knows("lea@halden.example", TestOrg.LEAD, "");
      assertThat(org.deliver(TestOrg.assignment("hand-off/lea/1", "lea@halden.example", "lea@halden.example", TestOrg.REP)))
          .as("who has a record needs no new one").isInstanceOf(Delivery.Sent.class);
      var item = TestOrg.assignment("hand-off/new/1", "new@many.example", "new@many.example", TestOrg.REP, "profile",
          Map.of("last_name", "Neu", "company", "Many"));
      assertThat(org.deliver(item)).isInstanceOfSatisfying(Delivery.TryLater.class, later -> {
        assertThat(later.problem()).isEqualTo(Problem.CONFIG);
        assertThat(later.why()).contains("Region__c");
      });
    }
  }

  @Test
  void person_accounts_are_told_until_the_mapping_leaves_them_out() throws IOException {
    try (var org = new TestOrg(folder, TestOrg.inhabitants(), Shape.PERSON_ACCOUNTS)) {
      org.poll();
      assertThat(said(org)).singleElement().asString().contains("person accounts", "account: IsPersonAccount = false", "only");
    }
    OrgSchema schema = schema("Account", """
        {"name":"Account","createable":true,"updateable":true,"fields":[{"name":"IsPersonAccount","type":"boolean"}]}""");
    assertThat(new OrgChecks(SalesforceMapping.read(MAPPING, "mapping.yaml")).findings(schema)).containsOnlyKeys("person-accounts");
    Path other = Files.writeString(folder.resolve("mapping.yaml"), Files.readString(MAPPING)
        .replace("only:\n", "only:\n  account: IsPersonAccount = false\n"));
    assertThat(new OrgChecks(SalesforceMapping.read(other, "mapping.yaml")).findings(schema)).isEmpty();
  }

  @Test
  void an_object_whose_record_types_the_user_has_none_of_is_told() throws IOException {
    var checks = new OrgChecks(SalesforceMapping.read(MAPPING, "mapping.yaml"));
    String lead = """
        {"name":"Lead","createable":true,"updateable":true,"fields":[{"name":"LastName","type":"string","nillable":false,
        "createable":true},{"name":"Status","type":"picklist","nillable":false,"createable":true,"defaultedOnCreate":true}],
        "recordTypeInfos":[{"developerName":"Partner","active":true,"available":%s,"master":false}]}""";
    assertThat(checks.findings(schema("Lead", lead.formatted("true")))).isEmpty();
    assertThat(checks.findings(schema("Lead", lead.formatted("false")))).containsOnlyKeys("record-type Lead");
  }

  @Test
  void an_api_version_the_org_does_not_have_is_told_by_its_property_and_nothing_is_read() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants(), OrgChecksTest::ofVersion99)) {
      Iterator<?> cycle = org.connector.poll().cycle();
      assertThat(catchThrowable(cycle::next)).isInstanceOfSatisfying(CallFailed.class, failure -> {
        assertThat(failure.kind()).isEqualTo(UnreadStreams.Kind.STOPS);
        assertThat(failure.why()).contains("API version 99.0", "caravan.salesforce.api-version", "31.0 to 68.0");
      });
    }
  }

  @Test
  void active_duplicate_rules_are_noted_and_are_no_finding() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.standIn.duplicateRule("Lead", Duplicates.BLOCK);
      org.poll();
      assertThat(org.findings()).singleElement().satisfies(each -> {
        assertThat(each.isNote()).isTrue();
        assertThat(each.said()).contains("Leads_DR", "saved", "parked");
      });
      org.standIn.duplicateRule("Lead", Duplicates.OFF);
      org.turn(Duration.ofHours(25));
      org.poll();
      assertThat(org.findings()).isEmpty();
    }
  }

  @Test
  void a_lead_that_a_duplicate_rule_warns_of_is_saved_once_and_one_it_blocks_is_parked() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.standIn.duplicateRule("Lead", Duplicates.ALERT);
      // The lead that was converted has the address, and its contact is gone: a new one looks like a duplicate of it.
      org.standIn.delete("Contact", org.standIn.convert(TestOrg.LEAD, TestOrg.ACCOUNT));
      var warned = TestOrg.assignment("hand-off/new/1", "lea@halden.example", "lea@halden.example", TestOrg.REP, "profile",
          Map.of("last_name", "Lund", "company", "Halden"));
      int before = org.standIn.records("Lead").size();
      assertThat(org.deliver(warned)).isInstanceOf(Delivery.Sent.class);
      assertThat(org.deliver(warned)).isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.records("Lead")).hasSize(before + 1);

      org.standIn.refuse("Lead", lead -> "Blocked".equals(lead.get("LastName")), 1, "DUPLICATES_DETECTED", "Use one of these records?");
      var blocked = TestOrg.assignment("hand-off/blocked/1", "person-2", "blocked@many.example", TestOrg.REP, "profile",
          Map.of("last_name", "Blocked", "company", "Many"));
      var beside = TestOrg.assignment("hand-off/beside/1", "person-3", "beside@many.example", TestOrg.REP, "profile",
          Map.of("last_name", "Beside", "company", "Many"));
      Map<String, Delivery> results = org.deliver(List.of(blocked, beside));
      assertThat(results.get(blocked.id())).isInstanceOfSatisfying(Delivery.Refused.class,
          refused -> assertThat(refused.remedy()).contains("merge the records"));
      assertThat(results.get(beside.id())).isInstanceOf(Delivery.Sent.class);
      assertThat(org.deliver(blocked)).as("once the records are merged").isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.records("Lead")).as("each once").hasSize(before + 3);
    }
  }

  private static OrgSchema schema(String object, String described) throws IOException {
    String key = object.toLowerCase(java.util.Locale.ROOT);
    return new OrgSchema(Set.of(key), Map.of(key, ObjectSchema.of(new ObjectMapper().readTree(described))), "");
  }

  private static SalesforceSettings ofVersion99(SalesforceSettings settings) {
    return new SalesforceSettings(settings.loginUrl(), settings.clientId(), settings.clientSecret(), settings.authentication(), "",
        "", "", "99.0", settings.create(), settings.fallbackQueue(), "", settings.overlap(), settings.deadline());
  }

  private static List<String> said(TestOrg org) {
    return org.findings().stream().map(Findings.Finding::said).toList();
  }
}
