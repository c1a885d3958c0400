package dev.caravan.sandbox.salesforce;

import static dev.caravan.sandbox.salesforce.Client.DANA;
import static dev.caravan.sandbox.salesforce.Client.code;
import static dev.caravan.sandbox.salesforce.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BulkTest extends OrgTest {

  private String job(String settings, String csv) {
    var created = client.rest("POST", "jobs/ingest", "{" + settings + ",'contentType':'CSV','lineEnding':'LF'}");
    assertThat(json(created).path("state").asText()).as(created.body()).isEqualTo("Open");
    String id = json(created).path("id").asText();
    assertThat(client.send("PUT", "/" + json(created).path("contentUrl").asText(), csv, "Content-Type", "text/csv").statusCode())
        .isEqualTo(201);
    assertThat(json(client.rest("PATCH", "jobs/ingest/" + id, "{'id':'" + id + "','state':'UploadComplete'}"))
        .path("state").asText()).isEqualTo("UploadComplete");
    return id;
  }

  private String state(String id) {
    return json(client.get("jobs/ingest/" + id)).path("state").asText();
  }

  @Test
  void an_upsert_goes_through_its_states_and_tells_of_each_row() {
    String id = job("'object':'Task','operation':'upsert','externalIdFieldName':'Caravan_Key__c'",
        "Caravan_Key__c,Subject,Priority\nk1,\"Call, soon\",\nk2,,High\nk3,\"Line\nbreak \"\"x\"\"\",Low\n");
    assertThat(org.records("Task")).isEmpty();
    assertThat(state(id)).isEqualTo("InProgress");
    assertThat(state(id)).isEqualTo("JobComplete");
    var job = json(client.get("jobs/ingest/" + id));
    assertThat(job.path("numberRecordsProcessed").asInt()).isEqualTo(3);
    assertThat(job.path("numberRecordsFailed").asInt()).isEqualTo(1);
    var good = client.get("jobs/ingest/" + id + "/successfulResults/");
    assertThat(good.headers().firstValue("Content-Type")).contains("text/csv");
    assertThat(good.body()).startsWith("\"sf__Id\",\"sf__Created\",\"Caravan_Key__c\",\"Subject\",\"Priority\"\n")
        .contains("\"true\",\"k1\",\"Call, soon\",\"\"").contains("\"Line\nbreak \"\"x\"\"\"");
    assertThat(client.get("jobs/ingest/" + id + "/failedResults").body())
        .contains("\"\",\"REQUIRED_FIELD_MISSING:Required fields are missing: [Subject]:Subject -\",\"k2\"");
    assertThat(client.get("jobs/ingest/" + id + "/unprocessedrecords").body().lines()).hasSize(1);
    assertThat(org.records("Task")).hasSize(2);
  }

  @Test
  void an_update_clears_with_a_mark_and_leaves_owners_alone() {
    String id = job("'object':'Lead','operation':'update'", "Id,Title,Company\n" + DANA + ",#N/A,\n");
    state(id);
    assertThat(state(id)).isEqualTo("JobComplete");
    assertThat(org.record("Lead", DANA)).doesNotContainKey("Title").containsEntry("OwnerId", "005B")
        .containsEntry("Company", "Halden Health");
  }

  @Test
  void a_job_with_an_unknown_column_fails_and_returns_its_rows() {
    String id = job("'object':'Lead','operation':'insert'", "LastName,Nonsense\nA,1\nB,2\n");
    state(id);
    assertThat(state(id)).isEqualTo("Failed");
    assertThat(json(client.get("jobs/ingest/" + id)).path("errorMessage").asText())
        .isEqualTo("InvalidBatch : Field name not found : Nonsense");
    assertThat(client.get("jobs/ingest/" + id + "/unprocessedrecords").body().lines()).hasSize(3);
    assertThat(org.writes()).isZero();
  }

  @Test
  void a_column_can_name_a_record_by_its_external_id() {
    client.rest("PATCH", "sobjects/Buying_Group__c/Caravan_Key__c/g1", "{'Level__c':'hot'}");
    String id = job("'object':'Buying_Group_Member__c','operation':'upsert','externalIdFieldName':'Caravan_Key__c'",
        "Caravan_Key__c,Buying_Group__r.Caravan_Key__c\nm1,g1\n");
    state(id);
    state(id);
    assertThat(org.snapshot()).contains("Buying_Group__c=\"Buying_Group__c:g1\"");
  }

  @Test
  void a_job_survives_a_restart_of_the_org() {
    String id = job("'object':'Task','operation':'insert'", "Subject\nA\n");
    assertThat(state(id)).isEqualTo("InProgress");
    reopen();
    assertThat(state(id)).isEqualTo("JobComplete");
    assertThat(org.records("Task")).hasSize(1);
    reopen();
    assertThat(state(id)).isEqualTo("JobComplete");
    assertThat(org.records("Task")).hasSize(1);
    assertThat(client.rest("DELETE", "jobs/ingest/" + id, "").statusCode()).isEqualTo(204);
    assertThat(code(client.get("jobs/ingest/" + id))).isEqualTo("404 NOT_FOUND");
  }

  @Test
  void a_job_can_be_aborted_but_not_closed_twice() {
    String id = job("'object':'Task','operation':'insert'", "Subject\nA\n");
    assertThat(code(client.rest("PATCH", "jobs/ingest/" + id, "{'state':'UploadComplete'}"))).isEqualTo("400 INVALIDJOBSTATE");
    assertThat(json(client.rest("PATCH", "jobs/ingest/" + id, "{'state':'Aborted'}")).path("state").asText()).isEqualTo("Aborted");
    assertThat(json(client.get("jobs/ingest")).path("records")).hasSize(1);
  }
}
