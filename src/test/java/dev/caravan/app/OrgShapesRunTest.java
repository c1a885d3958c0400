package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.sandbox.salesforce.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first {@code caravan run --once} over orgs that were not set up as Caravan wants them. */
class OrgShapesRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static Path facts;
  private static JsonNode ready;

  @BeforeAll
  static void what_an_org_that_was_set_up_gets() throws Exception {
    facts = DemoData.tinyMarket(folder.resolve("facts.ndjson"));
    try (var place = RunPlace.inAnOrg(folder.resolve("ready"), facts, Shape.READY)) {
      Shell.Said said = place.runOnce();
      assertThat(findings(said)).isEmpty();
      assertThat(blocked(said)).isEmpty();
      ready = targets(place);
      assertThat(ready.get("salesforce").get("parked").asLong()).isZero();
      assertThat(ready.get("salesforce").get("sent").asLong()).isGreaterThan(20);
    }
  }

  @Test
  void an_org_with_one_currency_gets_everything_and_its_amounts_are_in_that_currency() throws Exception {
    try (var place = RunPlace.inAnOrg(folder.resolve("single-currency"), facts, Shape.SINGLE_CURRENCY)) {
      Shell.Said said = place.runOnce();

      assertThat(blocked(said)).isEmpty();
      assertThat(findings(said)).singleElement().asString().contains("connectors/salesforce/mapping.yaml",
          "read: opportunity: currency", "read: campaign: currency", "CurrencyIsoCode", "taken as USD", "\"= USD\"");
      assertThat(targets(place)).isEqualTo(ready);
      assertThat(said.err().lines().filter(line -> line.contains("CurrencyIsoCode"))).as("one line in the log").hasSizeLessThan(2);
      try (Caravan caravan = place.open()) {
        assertThat(caravan.journal().counts().get("salesforce/opportunity")).isPositive();
      }
      assertThat(place.type("doctor").out()).contains("!!  mapping   ", "taken as USD");
    }
  }

  @Test
  void where_permissions_lack_what_can_be_delivered_is_and_the_rest_is_named_once() throws Exception {
    try (var place = RunPlace.inAnOrg(folder.resolve("no-permissions"), facts, Shape.NO_PERMISSIONS)) {
      Shell.Said said = place.runOnce();

      assertThat(blocked(said)).anySatisfy(line -> assertThat(line).contains("salesforce/contract cannot be read since"));
      assertThat(blocked(said)).allSatisfy(line -> assertThat(line)
          .containsAnyOf("salesforce/contract cannot be read", "salesforce/consent stands still"));
      assertThat(findings(said)).doesNotHaveDuplicates()
          .anySatisfy(line -> assertThat(line).contains("read: opportunity: ", "amount (Amount)"))
          .anySatisfy(line -> assertThat(line).contains("read: contact: ", "consent.email", "consent.phone"))
          .anySatisfy(line -> assertThat(line).contains("write: lead: ", "posture (Caravan_Posture__c)", "persona (Caravan_Persona__c)"))
          .anySatisfy(line -> assertThat(line).contains("write: task: ", "respond_by (Caravan_Respond_By__c)"));
      JsonNode salesforce = targets(place).get("salesforce");
      assertThat(salesforce.get("parked").asLong()).isZero();
      assertThat(place.salesforce.records("Task")).anySatisfy(task -> assertThat(task).containsKey("Caravan_Key__c")
          .doesNotContainKey("Caravan_Respond_By__c"));
      assertThat(place.salesforce.records("Lead")).anySatisfy(lead -> assertThat(lead).containsKeys("Caravan_Rating__c")
          .doesNotContainKey("Caravan_Persona__c"));
      try (Caravan caravan = place.open()) {
        assertThat(caravan.outbox().waiting()).allSatisfy(waiting ->
            assertThat(waiting.stream().name()).isEqualTo("salesforce/consent"));
      }
      assertThat(targets(place).get("eloqua").get("sent").asLong()).isPositive();
    }
  }

  @Test
  void a_picklist_that_lacks_values_leaves_them_out_and_parks_nothing() throws Exception {
    try (var place = RunPlace.inAnOrg(folder.resolve("strict-picklists"), facts, Shape.STRICT_PICKLISTS)) {
      Shell.Said said = place.runOnce();

      assertThat(blocked(said)).isEmpty();
      assertThat(findings(said)).isNotEmpty().doesNotHaveDuplicates()
          .allSatisfy(line -> assertThat(line).contains("The picklist ", "takes only the values it lists"))
          .anySatisfy(line -> assertThat(line).contains("Task.Priority", "\"High\""));
      JsonNode salesforce = targets(place).get("salesforce");
      assertThat(salesforce.get("parked").asLong()).isZero();
      assertThat(salesforce.get("waiting").asLong()).isEqualTo(ready.get("salesforce").get("waiting").asLong());
      assertThat(place.salesforce.records("Buying_Group__c")).allSatisfy(group ->
          assertThat(group.getOrDefault("Level__c", "Active")).isIn("Emerging", "Active"));
      assertThat(place.salesforce.records("Task")).isNotEmpty();
    }
  }

  @Test
  void short_fields_get_shortened_texts_and_nothing_is_parked() throws Exception {
    try (var place = RunPlace.inAnOrg(folder.resolve("short-fields"), facts, Shape.SHORT_FIELDS)) {
      Shell.Said said = place.runOnce();

      assertThat(blocked(said)).isEmpty();
      JsonNode salesforce = targets(place).get("salesforce");
      assertThat(salesforce.get("parked").asLong()).isZero();
      assertThat(salesforce.get("waiting").asLong()).isEqualTo(ready.get("salesforce").get("waiting").asLong());
      List<Map<String, Object>> scored = place.salesforce.records("Lead").stream()
          .filter(lead -> lead.containsKey("Caravan_Explanation__c")).toList();
      assertThat(scored).isNotEmpty().allSatisfy(lead -> {
        assertThat(String.valueOf(lead.get("Caravan_Explanation__c"))).hasSizeLessThanOrEqualTo(300);
        assertThat(String.valueOf(lead.get("Caravan_Reason__c"))).hasSizeLessThanOrEqualTo(24).endsWith("…");
      });
    }
  }

  @Test
  void an_org_without_caravans_fields_gets_what_needs_none_and_eloqua_gets_everything() throws Exception {
    try (var place = RunPlace.inAnOrg(folder.resolve("empty"), facts, Shape.EMPTY)) {
      Shell.Said said = place.runOnce();

      assertThat(said.code()).isEqualTo(1);
      assertThat(blocked(said)).doesNotHaveDuplicates()
          .anySatisfy(line -> assertThat(line).contains("salesforce/score stands still"))
          .anySatisfy(line -> assertThat(line).contains("salesforce/assignment stands still", "Caravan_Key__c"))
          .anySatisfy(line -> assertThat(line).contains("cannot be read since", "Buying_Group_Member__c", "Caravan_Key__c"));
      assertThat(findings(said)).doesNotHaveDuplicates()
          .anySatisfy(line -> assertThat(line).contains("read: opportunity: ", "solution (Solution__c)"));
      JsonNode targets = targets(place);
      assertThat(targets.get("salesforce").get("parked").asLong()).isZero();
      assertThat(targets.get("salesforce").get("sent").asLong()).as("places in programmes, responses").isPositive();
      assertThat(targets.get("eloqua").get("sent").asLong()).isPositive();
      assertThat(targets.get("eloqua").get("waiting").asLong()).isZero();
    }
  }

  @Test
  void a_field_that_new_leads_need_is_told_before_and_stops_only_what_needs_new_leads() throws Exception {
    try (var place = RunPlace.inAnOrg(folder.resolve("required"), facts, Shape.REQUIRED_FIELDS)) {
      Shell.Said said = place.runOnce();

      assertThat(findings(said)).singleElement().asString().contains("no new Lead without Region__c", "mapping.yaml");
      assertThat(blocked(said)).singleElement().asString().contains("salesforce/assignment stands still", "Region__c");
      JsonNode targets = targets(place);
      assertThat(targets.get("salesforce").get("parked").asLong()).isZero();
      assertThat(targets.get("salesforce").get("sent").asLong()).isPositive();
      assertThat(targets.get("eloqua")).isEqualTo(ready.get("eloqua"));
    }
  }

  @Test
  void an_org_with_person_accounts_gets_everything_and_is_told_of_them() throws Exception {
    try (var place = RunPlace.inAnOrg(folder.resolve("person-accounts"), facts, Shape.PERSON_ACCOUNTS)) {
      Shell.Said said = place.runOnce();

      assertThat(blocked(said)).isEmpty();
      assertThat(findings(said)).singleElement().asString().contains("IsPersonAccount = false");
      assertThat(targets(place)).isEqualTo(ready);
    }
  }

  @Test
  void several_differences_at_once_cost_no_more_than_each() throws Exception {
    try (var place = RunPlace.inAnOrg(folder.resolve("several"), facts, Shape.SINGLE_CURRENCY, Shape.NO_PERMISSIONS,
        Shape.STRICT_PICKLISTS, Shape.SHORT_FIELDS, Shape.PERSON_ACCOUNTS)) {
      place.eloqua.show("C_Industry1", false);
      place.eloqua.permit("C_Caravan_Posture1", false);
      Shell.Said said = place.runOnce();

      assertThat(blocked(said)).doesNotHaveDuplicates().allSatisfy(line -> assertThat(line)
          .containsAnyOf("salesforce/contract cannot be read", "salesforce/consent stands still"));
      assertThat(findings(said)).doesNotHaveDuplicates()
          .anySatisfy(line -> assertThat(line).contains("CurrencyIsoCode"))
          .anySatisfy(line -> assertThat(line).contains("IsPersonAccount"))
          .anySatisfy(line -> assertThat(line).contains("read: opportunity: ", "amount (Amount)"))
          .anySatisfy(line -> assertThat(line).contains("The picklist Task.Priority"))
          .anySatisfy(line -> assertThat(line).contains("read: Eloqua shows no", "industry (C_Industry1)"))
          .anySatisfy(line -> assertThat(line).contains("write: Eloqua has no", "posture (C_Caravan_Posture1)"));
      JsonNode targets = targets(place);
      assertThat(targets.get("salesforce").get("parked").asLong()).isZero();
      assertThat(targets.get("eloqua")).isEqualTo(ready.get("eloqua"));
      assertThat(place.salesforce.records("Task")).isNotEmpty();
    }
  }

  @Test
  void an_eloqua_that_lacks_fields_is_written_what_it_has_and_each_lack_is_named_once() throws Exception {
    try (var place = RunPlace.inAnOrg(folder.resolve("eloqua"), facts)) {
      place.eloqua.show("C_Industry1", false);
      place.eloqua.show("C_Caravan_Stage1", false);
      place.eloqua.show("C_Consent_Sms1", false);
      place.eloqua.show("C_Caravan_Next_Content1", false);
      Shell.Said said = place.runOnce();

      assertThat(findings(said)).hasSize(2).doesNotHaveDuplicates()
          .anySatisfy(line -> assertThat(line).contains("connectors/eloqua/mapping.yaml", "read: ", "industry (C_Industry1)",
              "consent.sms (C_Consent_Sms1)"))
          .anySatisfy(line -> assertThat(line).contains("write: ", "stage (C_Caravan_Stage1)").doesNotContain("next_content"));
      assertThat(blocked(said)).singleElement().asString().contains("eloqua/touch stands still", "C_Caravan_Next_Content1");
      JsonNode targets = targets(place);
      assertThat(targets.get("eloqua").get("parked").asLong()).isZero();
      assertThat(targets.get("eloqua").get("sent").asLong()).isPositive();
      assertThat(targets.get("salesforce").get("parked").asLong()).isZero();
      assertThat(said.err().lines().filter(line -> line.contains("C_Industry1"))).as("one line in the log").hasSizeLessThan(2);
      assertThat(place.type("doctor").out()).contains("!!  mapping   ", "C_Industry1");
      assertThat(place.type("runs").out().lines().filter(line -> line.contains("C_Industry1"))).hasSize(1);

      place.eloqua.show("C_Industry1", true);
      place.eloqua.show("C_Caravan_Stage1", true);
      place.eloqua.show("C_Consent_Sms1", true);
      place.eloqua.show("C_Caravan_Next_Content1", true);
      Shell.Said after = place.runOnce();
      assertThat(findings(after)).isEmpty();
      assertThat(blocked(after)).isEmpty();
      assertThat(targets(place).get("eloqua").get("waiting").asLong()).isZero();
    }
  }

  @Test
  void a_version_of_the_api_the_org_does_not_have_is_said_once_by_its_property() throws Exception {
    try (var place = RunPlace.inAnOrg(folder.resolve("version"), facts)) {
      Shell.Said said = place.runOnce("caravan.salesforce.api-version", "30.0");
      assertThat(said.code()).isNotZero();
      assertThat(said.out().lines().filter(line -> line.contains("caravan.salesforce.api-version"))).hasSize(1);
    }
  }

  @Test
  void what_is_made_afterwards_is_read_and_written_by_the_next_run() throws Exception {
    try (var place = RunPlace.inAnOrg(folder.resolve("mended"), facts, Shape.READY)) {
      place.salesforce.show("Lead.Caravan_Rating__c", false);
      place.salesforce.show("Task.Caravan_Key__c", false);
      Shell.Said before = place.runOnce();
      assertThat(findings(before)).singleElement().asString().contains("write: lead: ", "rating (Caravan_Rating__c)");
      assertThat(blocked(before)).anySatisfy(line -> assertThat(line).contains("salesforce/assignment stands still"));

      place.salesforce.show("Lead.Caravan_Rating__c", true);
      place.salesforce.show("Task.Caravan_Key__c", true);
      Shell.Said after = place.runOnce();

      assertThat(findings(after)).isEmpty();
      assertThat(blocked(after)).isEmpty();
      assertThat(targets(place).get("salesforce").get("waiting").asLong()).isZero();
      assertThat(place.salesforce.records("Task")).anySatisfy(task -> assertThat(task).containsKey("Caravan_Key__c"));
    }
  }

  private static List<String> findings(Shell.Said said) {
    return said.out().lines().filter(line -> line.startsWith("Finding: ")).toList();
  }

  private static List<String> blocked(Shell.Said said) {
    return said.out().lines().filter(line -> line.startsWith("Trouble: ")).toList();
  }

  private static JsonNode targets(RunPlace place) throws Exception {
    return JSON.readTree(place.type("runs", "--last", "1", "--json").out()).get("runs").get(0).get("targets");
  }
}
