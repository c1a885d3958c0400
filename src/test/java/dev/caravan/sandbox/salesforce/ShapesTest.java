package dev.caravan.sandbox.salesforce;

import static dev.caravan.sandbox.salesforce.Client.DANA;
import static dev.caravan.sandbox.salesforce.Client.code;
import static dev.caravan.sandbox.salesforce.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orgs that were not set up for Caravan refuse what such orgs refuse, and describe says so beforehand. */
class ShapesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "SINGLE_CURRENCY | SELECT CurrencyIsoCode FROM Opportunity | 400 INVALID_FIELD",
      "SINGLE_CURRENCY | SELECT Account.Name FROM Opportunity | 200",
      "NO_PERMISSIONS | SELECT Id FROM Contract | 400 INVALID_TYPE",
      "NO_PERMISSIONS | SELECT Amount FROM Opportunity | 400 INVALID_FIELD",
      "NO_PERMISSIONS | SELECT Caravan_Persona__c FROM Lead | 200",
      "EMPTY | SELECT Id FROM Buying_Group__c | 400 INVALID_TYPE",
      "EMPTY | SELECT Caravan_Key__c FROM Lead | 400 INVALID_FIELD",
      "EMPTY | SELECT Email FROM Lead | 200",
      "PERSON_ACCOUNTS | SELECT IsPersonAccount FROM Account | 200",
      "READY | SELECT IsPersonAccount FROM Account | 400 INVALID_FIELD",
      "READY | SELECT Id FROM LeadHistory | 400 INVALID_TYPE",
      "READY | SELECT Id, (SELECT Id FROM Histories) FROM Lead | 400 INVALID_TYPE",
      "FIELD_HISTORY | SELECT Id, (SELECT Field, OldValue FROM Histories ORDER BY CreatedDate DESC) FROM Lead | 200",
      "FIELD_HISTORY | SELECT Lead.Email FROM LeadHistory WHERE Field = 'Title' ORDER BY CreatedDate | 200",
      "FIELD_HISTORY | SELECT Id FROM LeadHistory WHERE NewValue = 'x' | 400 INVALID_FIELD",
      "FIELD_HISTORY | SELECT SystemModstamp FROM OpportunityFieldHistory | 400 INVALID_FIELD",
      "SINGLE_CURRENCY+EMPTY | SELECT CurrencyIsoCode FROM Campaign | 400 INVALID_FIELD",
      "SINGLE_CURRENCY+EMPTY | SELECT Solution__c FROM Opportunity | 400 INVALID_FIELD"})
  void a_query_sees_what_the_user_sees(String shapes, String soql, String expected) {
    in(shapes, client -> assertThat(said(client, "query/?q=" + Client.encoded(soql), "GET", "")).isEqualTo(expected));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "NO_PERMISSIONS | 'Caravan_Persona__c':'buyer' | 400 INVALID_FIELD_FOR_INSERT_UPDATE",
      "NO_PERMISSIONS | 'Caravan_Posture__c':'evaluating' | 400 INVALID_FIELD",
      "STRICT_PICKLISTS | 'Industry':'Mining' | 400 INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
      "STRICT_PICKLISTS | 'Industry':'Education' | 204",
      "STRICT_PICKLISTS | 'Caravan_Stage__c':'mql' | 400 INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
      "SHORT_FIELDS | 'Caravan_Reason__c':'a reason of more than twenty-four signs' | 400 STRING_TOO_LONG",
      "SHORT_FIELDS | 'Title':'a title of more than twenty-four signs' | 204",
      "STRICT_PICKLISTS+SHORT_FIELDS | 'Caravan_Stage__c':'mql' | 400 INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
      "EMPTY | 'Caravan_Rating__c':'A' | 400 INVALID_FIELD"})
  void a_write_is_refused_as_the_org_would(String shapes, String fields, String expected) {
    in(shapes, client -> assertThat(said(client, "sobjects/Lead/" + DANA, "PATCH", "{" + fields + "}")).isEqualTo(expected));
  }

  @Test
  void a_new_lead_needs_the_field_that_is_required_and_an_old_one_does_not() {
    in("REQUIRED_FIELDS", client -> {
      assertThat(said(client, "sobjects/Lead", "POST", "{'LastName':'New','Company':'Many'}")).isEqualTo("400 REQUIRED_FIELD_MISSING");
      assertThat(said(client, "sobjects/Lead", "POST", "{'LastName':'New','Company':'Many','Region__c':'North'}")).isEqualTo("201");
      assertThat(said(client, "sobjects/Lead/" + DANA, "PATCH", "{'Title':'VP'}")).isEqualTo("204");
      JsonNode region = field(client, "Lead", "Region__c");
      assertThat(region.path("nillable").asBoolean()).isFalse();
      assertThat(region.path("defaultedOnCreate").asBoolean()).isFalse();
    });
  }

  @Test
  void history_tells_each_change_of_a_tracked_field_and_is_written_by_nobody() {
    in("FIELD_HISTORY", client -> {
      assertThat(said(client, "sobjects/Lead/" + DANA, "PATCH", "{'Title':'VP','Phone':'+1 202 555 0199'}")).isEqualTo("204");
      JsonNode newest = client.query("SELECT Field, OldValue, NewValue FROM LeadHistory WHERE LeadId = '" + DANA
          + "' AND Field = 'Title' ORDER BY CreatedDate DESC, Id DESC").path("records").path(0);
      assertThat(newest.path("NewValue").asText()).isEqualTo("VP");
      assertThat(said(client, "sobjects/LeadHistory", "POST", "{'LeadId':'" + DANA + "'}")).isEqualTo("400 INVALID_TYPE_FOR_OPERATION");
    });
  }

  @Test
  void describe_tells_what_lacks_before_anything_is_written() {
    in("SINGLE_CURRENCY", client -> assertThat(field(client, "Opportunity", "CurrencyIsoCode").isMissingNode()).isTrue());
    in("NO_PERMISSIONS", client -> {
      assertThat(field(client, "Lead", "Caravan_Persona__c").path("updateable").asBoolean()).isFalse();
      assertThat(said(client, "sobjects/Contract/describe", "GET", "")).isEqualTo("404 NOT_FOUND");
    });
    in("STRICT_PICKLISTS", client -> {
      assertThat(field(client, "Task", "Priority").path("restrictedPicklist").asBoolean()).isTrue();
      assertThat(field(client, "Task", "Priority").findValuesAsText("value")).containsExactly("Normal", "Low");
    });
    in("SHORT_FIELDS", client -> assertThat(field(client, "Lead", "Caravan_Reason__c").path("length").asInt()).isEqualTo(24));
    in("EMPTY", client -> assertThat(field(client, "Lead", "Caravan_Key__c").isMissingNode()).isTrue());
  }

  @Test
  void a_version_of_the_api_that_there_is_not_is_404() {
    in("READY", client -> {
      assertThat(code(client.send("GET", "/services/data/v66.0/limits", ""))).startsWith("200");
      assertThat(code(client.send("GET", "/services/data/v30.0/limits", ""))).isEqualTo("404 NOT_FOUND");
    });
  }

  private interface Asked {
    void of(Client client);
  }

  private void in(String shapes, Asked asked) {
    Shape[] all = Arrays.stream(shapes.split("\\+", -1)).map(Shape::valueOf).toArray(Shape[]::new);
    try (var org = SalesforceStandIn.open(Client.facts(folder), null, Clock.fixed(Client.NOW, ZoneOffset.UTC), 0, all)) {
      asked.of(new Client(org).login());
    }
  }

  private static String said(Client client, String path, String method, String body) {
    var reply = client.rest(method, path, body);
    return reply.statusCode() < 300 ? Integer.toString(reply.statusCode()) : code(reply);
  }

  private static JsonNode field(Client client, String object, String name) {
    for (JsonNode field : json(client.get("sobjects/" + object + "/describe")).path("fields")) {
      if (field.path("name").asText().equals(name)) {
        return field;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }
}
