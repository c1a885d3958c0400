package dev.caravan.sandbox.eloqua;

import static dev.caravan.sandbox.eloqua.Caller.exportOf;
import static dev.caravan.sandbox.eloqua.Caller.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExportTest extends StandInFixture {
  private static final Map<String, String> FORM = fields(
      "ActivityId", "Activity.Id", "ActivityDate", "Activity.CreatedAt", "ContactId", "Activity.Contact.Id",
      "AssetName", "Activity.Asset.Name", "CampaignId", "Activity.Campaign.Id",
      "Crm", "Activity.Campaign.Field(CRMCampaignId)", "RawData", "Activity.Field(RawData)",
      "Email", "Activity.Contact.Field(C_EmailAddress)", "VisitorId", "Activity.Visitor.Id");

  private static String type(String type) {
    return "'{{Activity.Type}}' = '" + type + "'";
  }

  private Caller.Answer define(Map<String, String> fields, String filter) {
    return caller.bulk("POST", "/activities/exports", exportOf(fields, filter, true));
  }

  @Test
  void a_definition_is_echoed_with_its_fields_as_a_map_and_seven_digits() {
    var answer = caller.bulk("POST", "/contacts/exports",
        "{`NAME`:`n`,`Fields`:{`id`:`{{Contact.Id}}`},`nonsense`:1,`areSystemTimestampsInUtc`:true}");
    assertThat(answer.status()).isEqualTo(201);
    JsonNode echo = answer.json();
    assertThat(echo.path("fields").path("id").asText()).isEqualTo("{{Contact.Id}}");
    assertThat(echo.path("uri").asText()).matches("/contacts/exports/\\d+");
    assertThat(echo.path("createdAt").asText()).isEqualTo("2026-03-10T12:00:00.0000000Z");
    assertThat(echo.path("dataRetentionDuration").asText()).isEqualTo("PT6H");
    assertThat(echo.has("nonsense")).isFalse();
    assertThat(caller.bulk("GET", echo.path("uri").asText(), "").json()).isEqualTo(echo);
    assertThat(caller.bulk("DELETE", echo.path("uri").asText(), "").status()).isEqualTo(204);
    assertThat(caller.bulk("GET", echo.path("uri").asText(), "").status()).isEqualTo(404);
  }

  @Test
  void a_form_submit_comes_out_as_strings_with_its_raw_data_encoded() {
    List<JsonNode> rows = caller.export("/activities/exports", exportOf(FORM, type("FormSubmit"), true));
    assertThat(rows).hasSize(1);
    JsonNode row = rows.get(0);
    row.forEach(value -> assertThat(value.isTextual()).isTrue());
    assertThat(row.path("ActivityId").asText()).isEqualTo("901");
    assertThat(row.path("ActivityDate").asText()).isEqualTo("2026-03-02 10:15:00");
    assertThat(row.path("ContactId").asText()).isEqualTo("7");
    assertThat(row.path("Email").asText()).isEqualTo("dana@halden.example");
    assertThat(row.path("RawData").asText()).isEqualTo("planning_to_purchase=Yes&what+else%3F=a+%26+b");
    assertThat(row.path("Crm").asText()).isEqualTo("701A");
    assertThat(row.path("CampaignId").asText()).isEqualTo("1");
    assertThat(row.path("VisitorId").asText()).isEmpty();
  }

  @Test
  void times_and_filters_are_eastern_unless_utc_was_asked_for() {
    var fields = fields("at", "Activity.CreatedAt", "mail", "Activity.Field(EmailAddress)");
    String filter = type("EmailClickthrough")
        + " AND '{{Activity.CreatedAt}}' >= '2026-03-01 22:30:00' AND '{{Activity.CreatedAt}}' < '2026-03-01 22:30:01'";
    List<JsonNode> eastern = caller.export("/activities/exports", exportOf(fields, filter, false));
    assertThat(eastern).singleElement().satisfies(row ->
        assertThat(row.path("at").asText()).isEqualTo("2026-03-01 22:30:00"));
    assertThat(caller.export("/activities/exports", exportOf(fields, filter, true))).isEmpty();
  }

  @Test
  void a_sync_is_pending_then_active_then_done_and_has_no_data_before() {
    String definition = define(FORM, type("FormSubmit")).json().path("uri").asText();
    var created = caller.bulk("POST", "/syncs", "{`syncedInstanceURI`:`" + definition + "`}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.json().path("status").asText()).isEqualTo("pending");
    String uri = created.json().path("uri").asText();
    assertThat(caller.bulk("GET", uri + "/data", "").status()).isEqualTo(409);
    JsonNode active = caller.bulk("GET", uri, "").json();
    assertThat(active.path("status").asText()).isEqualTo("active");
    assertThat(active.has("syncStartedAt")).isTrue();
    assertThat(active.has("syncEndedAt")).isFalse();
    JsonNode done = caller.bulk("GET", uri, "").json();
    assertThat(done.path("status").asText()).isEqualTo("success");
    assertThat(done.path("syncEndedAt").asText()).endsWith("0000Z");
    assertThat(caller.bulk("GET", uri + "/logs", "").json().path("items").path(0).path("count").asInt()).isEqualTo(1);
    assertThat(caller.bulk("GET", uri + "/data", "").json().path("totalResults").asInt()).isEqualTo(1);
    later(Duration.ofHours(6));
    assertThat(caller.bulk("GET", uri + "/data", "").status()).isEqualTo(410);
  }

  @Test
  void without_rows_there_are_no_items() {
    String filter = type("FormSubmit") + " AND '{{Activity.CreatedAt}}' >= '2030-01-01'";
    String definition = define(FORM, filter).json().path("uri").asText();
    String uri = caller.sync(definition).path("uri").asText();
    JsonNode page = caller.bulk("GET", uri + "/data", "").json();
    assertThat(page.has("items")).isFalse();
    assertThat(page.path("totalResults").asInt()).isZero();
    assertThat(page.path("hasMore").asBoolean()).isFalse();
    assertThat(caller.bulk("GET", uri + "/data?totalResults=false", "").json().has("totalResults")).isFalse();
    assertThat(caller.bulk("GET", uri + "/data?limit=50001", "").status()).isEqualTo(400);
    assertThat(caller.bulk("GET", "/contacts/fields?limit=1001", "").status()).isEqualTo(400);
  }

  @Test
  void an_anonymous_visit_has_a_visitor_and_no_contact() {
    List<JsonNode> rows = caller.export("/activities/exports", exportOf(
        fields("c", "Activity.Contact.Id", "v", "Activity.Visitor.Id", "u", "Activity.Field(Url)"), type("PageView"),
            true));
    assertThat(rows.toString()).isEqualTo("[{\"c\":\"\",\"v\":\"v9\",\"u\":\"https://www.example.com/pricing\"}]");
  }

  @Test
  void events_are_external_activities_with_few_columns() {
    List<JsonNode> rows = caller.export("/activities/exports", exportOf(
        fields("id", "Activity.Id", "t", "Activity.Asset.Type", "n", "Activity.Asset.Name",
            "m", "Activity.Contact.Field(C_EmailAddress)"), type("External"), true));
    assertThat(rows.toString()).isEqualTo(
        "[{\"id\":\"1\",\"t\":\"Event\",\"n\":\"Payments | Webinar | Live\",\"m\":\"ben@halden.example\"}]");
    assertThat(define(fields("x", "Activity.ExternalId"), type("External")).status()).isEqualTo(400);
  }

  @Test
  void a_repeated_fact_is_one_activity_and_its_stranger_a_contact() {
    List<JsonNode> rows = caller.export("/activities/exports", exportOf(
        fields("id", "Activity.Id", "c", "Activity.Contact.Id", "l", "Activity.Field(EmailClickedThruLink)"),
        type("EmailClickthrough"), true));
    assertThat(rows).singleElement().satisfies(row -> {
      assertThat(row.path("id").asText()).isEqualTo("5");
      JsonNode contact = caller.rest("GET", "/data/contact/" + row.path("c").asText(), "").json();
      assertThat(contact.path("emailAddress").asText()).isEqualTo("new@halden.example");
    });
    assertThat(eloqua.setAside()).isEqualTo(2);
  }

  @Test
  void a_late_bounceback_is_seen_when_it_was_recorded() {
    String definition = exportOf(fields("id", "Activity.Id"), type("Bounceback"), true);
    assertThat(caller.export("/activities/exports", definition)).isEmpty();
    later(Duration.ofHours(3));
    assertThat(caller.export("/activities/exports", definition)).hasSize(1);
  }

  @Test
  void an_activity_export_keeps_to_one_type_ten_contact_fields_and_no_contact_filter() {
    assertThat(define(FORM, "'{{Activity.CreatedAt}}' > '2026-01-01'").status()).isEqualTo(400);
    assertThat(define(FORM, type("EmailOpen")).status()).isEqualTo(400);
    assertThat(define(FORM, type("FormSubmit") + " AND '{{Activity.Contact.Field(C_Country)}}' = 'DE'").status())
        .isEqualTo(400);
    assertThat(define(FORM, type("FormSubmit") + " AND '{{Activity.Contact.Id}}' = '7'").status()).isEqualTo(201);
    var eleven = new LinkedHashMap<String, String>();
    for (int i = 0; i < 11; i++) {
      eleven.put("f" + i, "{{Activity.Contact.Field(C_Company)}}");
    }
    var refused = define(eleven, type("FormSubmit"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path(0).path("type").asText()).isEqualTo("ObjectValidationError");
    eleven.remove("f0");
    assertThat(define(eleven, type("FormSubmit")).status()).isEqualTo(201);
  }

  @Test
  void filters_that_make_no_sense_and_too_many_fields_are_400() {
    assertThat(define(FORM, type("FormSubmit") + " AND").status()).isEqualTo(400);
    assertThat(define(FORM, type("FormSubmit") + " AND '{{Activity.CreatedAt}}' > 'soon'").status()).isEqualTo(400);
    assertThat(define(FORM, type("FormSubmit") + " ".repeat(1000)).status()).isEqualTo(400);
    var many = new LinkedHashMap<String, String>();
    for (int i = 0; i < 251; i++) {
      many.put("f" + i, "{{Contact.Id}}");
    }
    assertThat(caller.bulk("POST", "/contacts/exports", exportOf(many, "", true)).status()).isEqualTo(400);
    many.remove("f0");
    assertThat(caller.bulk("POST", "/contacts/exports", exportOf(many, "", true)).status()).isEqualTo(201);
  }

  @Test
  void a_filter_on_a_field_or_a_list_that_is_not_there_is_400() {
    var id = fields("mail", "Contact.Field(C_EmailAddress)");
    for (String filter : List.of("'{{Contact.Field(C_Nobody1)}}' = 'x'", "'{{Contact.Nothing}}' = 'x'",
        "EXISTS('{{ContactList[99999]}}')", "EXISTS('{{ContactSegment[7]}}')")) {
      assertThat(caller.bulk("POST", "/contacts/exports", exportOf(id, filter, true)).status()).as(filter).isEqualTo(400);
    }
    assertThat(define(FORM, type("FormSubmit") + " AND '{{Activity.Field(Nothing)}}' = 'x'").status()).isEqualTo(400);
  }

  @Test
  void of_a_persons_facts_the_newest_wins_field_by_field() {
    var fields = fields("id", "Contact.Id", "first", "Contact.Field(C_FirstName)", "last", "Contact.Field(C_LastName)",
        "sub", "Contact.Email.IsSubscribed", "phone", "Contact.Field(C_Consent_Phone1)",
        "shoe", "Contact.Field(C_Shoe_Size1)", "company", "Contact.Account.Field(M_CompanyName)",
        "made", "Contact.CreatedAt", "changed", "Contact.UpdatedAt", "crm", "Contact.Field(C_SFDCContactID)");
    List<JsonNode> rows = caller.export("/contacts/exports",
        exportOf(fields, "'{{Contact.Field(C_EmailAddress)}}' = 'DANA@halden.example'", true));
    assertThat(rows.toString()).isEqualTo("[{\"id\":\"7\",\"first\":\"Dana\",\"last\":\"Reyes\",\"sub\":\"true\","
        + "\"phone\":\"false\",\"shoe\":\"38\",\"company\":\"Halden Health\",\"made\":\"2026-01-01 10:00:00\","
        + "\"changed\":\"2026-02-01 10:00:00\",\"crm\":\"003A\"}]");
  }

  @Test
  void contacts_can_be_filtered_by_when_they_changed_and_by_list() {
    var id = fields("mail", "Contact.Field(C_EmailAddress)");
    assertThat(caller.export("/contacts/exports",
        exportOf(id, "'{{Contact.UpdatedAt}}' >= '2026-02-01 00:00:00' AND '{{Contact.UpdatedAt}}' < '2026-02-02'",
            true)))
        .singleElement().hasToString("{\"mail\":\"dana@halden.example\"}");
    caller.rest("PUT", "/assets/contact/list/6050",
        "{`id`:`6050`,`name`:`caravan-raise-interest`,`membershipAdditions`:[`7`]}");
    assertThat(caller.export("/contacts/exports", exportOf(id, "EXISTS('{{ContactList[6050]}}')", true)))
        .singleElement().hasToString("{\"mail\":\"dana@halden.example\"}");
    assertThat(caller.export("/contacts/exports",
        exportOf(id, "NOT '{{Contact.Field(C_EmailAddress)}}' ~ '%n@%' OR '{{Contact.Id}}' = '1000000'", true)))
            .hasSize(3);
  }

  @Test
  void accounts_and_campaigns_can_be_read() {
    assertThat(caller.export("/accounts/exports", exportOf(
        fields("n", "Account.Field(M_CompanyName)", "crm", "Account.Field(M_SFDCAccountID)"), "", true)))
        .singleElement().hasToString("{\"n\":\"Halden Health\",\"crm\":\"001A\"}");
    JsonNode campaigns = caller.get("/api/REST/2.0/assets/campaigns?depth=complete").json();
    assertThat(campaigns.path("total").asInt()).isEqualTo(1);
    JsonNode campaign = campaigns.path("elements").path(0);
    assertThat(campaign.path("crmId").asText()).isEqualTo("701A");
    campaign.forEach(value -> assertThat(value.isTextual()).isTrue());
  }

  @Test
  void the_fields_of_a_type_are_told() {
    JsonNode page = caller.bulk("GET", "/activities/fields?activityType=formsubmit", "").json();
    assertThat(page.path("items").findValuesAsText("statement"))
        .contains("{{Activity.Field(RawData)}}", "{{Activity.Id}}").doesNotContain("{{Activity.Field(EmailAddress)}}");
    assertThat(caller.bulk("GET", "/activities/fields", "").status()).isEqualTo(400);
    assertThat(caller.bulk("GET", "/contacts/fields?q=" + Caller.enc("name=Caravan*"), "").json().path("count").asInt())
        .isEqualTo(12);
    assertThat(caller.bulk("GET", "/contacts/lists", "").json().path("items").path(0).path("statement").asText())
        .isEqualTo("{{ContactList[6050]}}");
  }
}
