package dev.caravan.sandbox.salesforce;

import static dev.caravan.sandbox.salesforce.Client.DANA;
import static dev.caravan.sandbox.salesforce.Client.code;
import static dev.caravan.sandbox.salesforce.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class CollectionsTest extends OrgTest {
  private static final String TASK = "{'attributes':{'referenceId':null,'type':'Task','url':null},";

  private JsonNode send(String method, String path, boolean allOrNone, String... records) {
    var reply = client.rest(method, "composite/sobjects" + path,
        "{'allOrNone':" + allOrNone + ",'records':[" + String.join(",", records) + "]}", "Sforce-Auto-Assign", "FALSE");
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return json(reply);
  }

  @Test
  void results_come_in_order_and_one_refusal_costs_one_record() {
    JsonNode results = send("POST", "", false,
        TASK + "'Subject':'A'}", TASK + "'Priority':'High'}", TASK + "'Subject':'C'}");
    assertThat(results.path(0).path("success").asBoolean()).isTrue();
    assertThat(results.path(1).path("errors").path(0).path("statusCode").asText()).isEqualTo("REQUIRED_FIELD_MISSING");
    assertThat(results.path(1).has("id")).isFalse();
    assertThat(results.path(2).path("success").asBoolean()).isTrue();
    assertThat(org.writes()).isEqualTo(2);
  }

  @Test
  void a_record_can_be_made_to_be_locked_for_a_while() {
    org.refuse("Task", task -> "A".equals(task.get("Subject")), 1, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access");
    String[] tasks = {TASK + "'Subject':'A'}", TASK + "'Subject':'B'}"};
    assertThat(send("POST", "", false, tasks).findValuesAsText("statusCode")).containsExactly("UNABLE_TO_LOCK_ROW");
    assertThat(send("POST", "", false, tasks).findValuesAsText("statusCode")).isEmpty();
  }

  @Test
  void all_or_none_takes_everything_back() {
    JsonNode results = send("POST", "", true, TASK + "'Subject':'A'}", TASK + "'Priority':'High'}");
    assertThat(results.path(0).path("errors").path(0).path("statusCode").asText())
        .isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK");
    assertThat(results.path(1).path("errors").path(0).path("statusCode").asText()).isEqualTo("REQUIRED_FIELD_MISSING");
    assertThat(org.records("Task")).isEmpty();
    assertThat(org.writes()).isZero();
  }

  @Test
  void an_upsert_by_key_creates_then_updates_and_then_changes_nothing() {
    String record = TASK + "'Caravan_Key__c':'t1','Subject':'Call Dana'}";
    assertThat(send("PATCH", "/Task/Caravan_Key__c", false, record).path(0).path("created").asBoolean()).isTrue();
    assertThat(send("PATCH", "/Task/Caravan_Key__c", false, record).path(0).path("created").asBoolean()).isFalse();
    assertThat(org.writes()).isEqualTo(1);
  }

  @Test
  void the_same_key_twice_in_a_call_refuses_both() {
    JsonNode results = send("PATCH", "/Task/Caravan_Key__c", false, TASK + "'Caravan_Key__c':'t1','Subject':'A'}",
        TASK + "'Caravan_Key__c':'T1','Subject':'B'}", TASK + "'Caravan_Key__c':'t2','Subject':'C'}",
        TASK + "'Subject':'D'}");
    assertThat(results.findValuesAsText("statusCode"))
        .containsExactly("DUPLICATE_VALUE", "DUPLICATE_VALUE", "MISSING_ARGUMENT");
    assertThat(results.path(2).path("success").asBoolean()).isTrue();
  }

  @Test
  void an_upsert_by_id_updates_with_and_creates_without_one() {
    JsonNode results = send("PATCH", "/Lead/Id", false,
        "{'attributes':{'type':'Lead'},'Id':'" + DANA + "','Caravan_Rating__c':'A'}",
        "{'attributes':{'type':'Lead'},'LastName':'New','Company':'X'}",
        "{'attributes':{'type':'Lead'},'Id':'00Q2','Caravan_Rating__c':'A'}",
        "{'attributes':{'type':'Lead'},'Id':'00Q5g000000NoneEAC','Caravan_Rating__c':'A'}");
    assertThat(results.path(0).path("created").asBoolean()).isFalse();
    assertThat(results.path(1).path("created").asBoolean()).isTrue();
    assertThat(results.findValuesAsText("statusCode"))
        .containsExactly("CANNOT_UPDATE_CONVERTED_LEAD", "INVALID_CROSS_REFERENCE_KEY");
    assertThat(org.record("Lead", DANA)).containsEntry("Caravan_Rating__c", "A").containsEntry("OwnerId", "005B");
  }

  @Test
  void a_lookup_can_be_named_by_its_external_id() {
    send("PATCH", "/Buying_Group__c/Caravan_Key__c", false,
        "{'attributes':{'type':'Buying_Group__c'},'Caravan_Key__c':'g1','Account__c':'001A','Level__c':'hot'}");
    JsonNode results = send("PATCH", "/Buying_Group_Member__c/Caravan_Key__c", false,
        "{'attributes':{'type':'Buying_Group_Member__c'},'Caravan_Key__c':'m1','Buying_Group__r':{'Caravan_Key__c':'g1'},"
            + "'Lead__c':'" + DANA + "'}",
        "{'attributes':{'type':'Buying_Group_Member__c'},'Caravan_Key__c':'m2','Buying_Group__r':{'Caravan_Key__c':'g9'}}");
    assertThat(results.path(0).path("success").asBoolean()).isTrue();
    assertThat(results.path(1).findValue("message").asText()).startsWith("Foreign key external ID: g9 not found");
    assertThat(org.snapshot()).contains("Buying_Group_Member__c Buying_Group_Member__c:m1 ")
        .contains("Buying_Group__c=\"Buying_Group__c:g1\"");
  }

  @Test
  void records_are_updated_retrieved_and_deleted_together() {
    JsonNode updated = send("PATCH", "", false, "{'attributes':{'type':'Lead'},'id':'" + DANA + "','Title':'VP'}",
        "{'attributes':{'type':'Contact'},'Title':'VP'}");
    assertThat(updated.path(0).path("success").asBoolean()).isTrue();
    assertThat(updated.path(1).findValue("statusCode").asText()).isEqualTo("MISSING_ARGUMENT");
    JsonNode read = json(client.rest("POST", "composite/sobjects/Lead",
        "{'ids':['" + DANA + "','00Qnone'],'fields':['Title']}"));
    assertThat(read.path(0).path("Title").asText()).isEqualTo("VP");
    assertThat(read.path(1).isNull()).isTrue();
    JsonNode deleted = json(client.rest("DELETE", "composite/sobjects?ids=" + DANA + "%2C00Qnone&allOrNone=false", ""));
    assertThat(deleted.path(0).path("success").asBoolean()).isTrue();
    assertThat(deleted.path(1).path("success").asBoolean()).isFalse();
    assertThat(org.snapshot()).isEqualTo("Lead " + DANA + " deleted\n");
  }

  @Test
  void more_than_200_records_are_refused_as_a_whole() {
    String many = String.join(",", java.util.Collections.nCopies(201, TASK + "'Subject':'A'}"));
    assertThat(code(client.rest("POST", "composite/sobjects", "{'records':[" + many + "]}")))
        .isEqualTo("400 EXCEEDED_MAX_SIZE_REQUEST");
  }

  @Test
  void a_composite_call_counts_once_and_later_parts_use_earlier_ones() {
    long before = org.apiCalls();
    JsonNode reply = json(client.rest("POST", "composite", "{'compositeRequest':["
        + "{'method':'POST','url':'/services/data/v66.0/sobjects/Account','referenceId':'a','body':{'Name':'New'}},"
        + "{'method':'POST','url':'/services/data/v66.0/sobjects/Contact','referenceId':'c',"
        + "'body':{'LastName':'X','AccountId':'@{a.id}'}},"
        + "{'method':'GET','url':'/services/data/v66.0/query/?q=SELECT%20Id%20FROM%20Contact%20WHERE%20Id=%27@{c.id}%27',"
        + "'referenceId':'q'},"
        + "{'method':'POST','url':'/services/data/v66.0/sobjects/Lead','referenceId':'bad','body':{}},"
        + "{'method':'DELETE','url':'/services/data/v66.0/sobjects/Lead/@{bad.id}','referenceId':'next'}]}"));
    JsonNode parts = reply.path("compositeResponse");
    assertThat(parts.findValuesAsText("httpStatusCode")).containsExactly("201", "201", "200", "400", "400");
    assertThat(parts.path(2).path("body").path("totalSize").asInt()).isEqualTo(1);
    assertThat(parts.path(4).findValue("errorCode").asText()).isEqualTo("PROCESSING_HALTED");
    assertThat(org.apiCalls() - before).isEqualTo(1);
  }

  @Test
  void a_composite_call_can_be_all_or_none() {
    JsonNode reply = json(client.rest("POST", "composite", "{'allOrNone':true,'compositeRequest':["
        + "{'method':'POST','url':'/services/data/v66.0/sobjects/Account','referenceId':'a','body':{'Name':'New'}},"
        + "{'method':'POST','url':'/services/data/v66.0/sobjects/Lead','referenceId':'bad','body':{}}]}"));
    assertThat(reply.path("compositeResponse").findValuesAsText("errorCode"))
        .containsExactly("PROCESSING_HALTED", "REQUIRED_FIELD_MISSING");
    assertThat(org.writes()).isZero();
  }
}
