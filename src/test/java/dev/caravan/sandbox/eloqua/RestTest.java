package dev.caravan.sandbox.eloqua;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.sandbox.http.Fault;
import dev.caravan.sandbox.http.Reply;
import org.junit.jupiter.api.Test;

class RestTest extends StandInFixture {
  private JsonNode search(String search) {
    return caller.rest("GET", "/data/contacts?depth=partial&orderBy=emailAddress&search=" + Caller.enc(search), "")
        .json();
  }

  @Test
  void elements_hold_strings_and_the_envelope_numbers() {
    JsonNode page = search("C_EmailAddress=dana@halden.example");
    assertThat(page.path("total").isNumber()).isTrue();
    assertThat(page.path("pageSize").asInt()).isEqualTo(1000);
    JsonNode element = page.path("elements").path(0);
    element.forEach(value -> assertThat(value.isTextual()).isTrue());
    assertThat(element.path("id").asText()).isEqualTo("7");
    assertThat(element.path("isSubscribed").asText()).isEqualTo("true");
    assertThat(element.path("updatedAt").asText()).isEqualTo("1769940000");
    assertThat(element.has("city")).isFalse();
  }

  @Test
  void a_search_without_a_match_is_an_empty_page() {
    var answer = caller.rest("GET", "/data/contacts?search=name=nobody*", "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("{\"elements\":[],\"page\":1,\"pageSize\":1000,\"total\":0}");
  }

  @Test
  void terms_on_one_field_are_alternatives_and_a_star_stands_for_anything() {
    assertThat(search("emailAddress='dana@halden.example'emailAddress='ben@halden.example'").path("total").asInt())
        .isEqualTo(2);
    assertThat(search("name='*@halden.example'").path("elements").findValuesAsText("name"))
        .containsExactly("ben@halden.example", "dana@halden.example", "new@halden.example");
    assertThat(search("name='*@halden.example' firstName='Ben'").path("total").asInt()).isEqualTo(1);
    assertThat(search("updatedAt>='2026-02-01 00:00:00' C_LastName=Reyes").path("total").asInt()).isEqualTo(1);
    assertThat(caller.rest("GET", "/data/contacts?search=shoe=1", "").status()).isEqualTo(400);
    assertThat(caller.rest("GET", "/data/contacts?count=1&page=2", "").json().path("elements").size()).isEqualTo(1);
  }

  @Test
  void a_contact_is_made_read_changed_and_deleted() {
    var made = caller.rest("POST", "/data/contact",
        "{`emailAddress`:`zoe@halden.example`,`firstName`:`Zoe`,`fieldValues`:[{`id`:`100200`,`value`:`55`}]}");
    assertThat(made.status()).isEqualTo(201);
    String id = made.json().path("id").asText();
    assertThat(caller.rest("PUT", "/data/contact/" + id,
        "{`id`:`" + id + "`,`emailAddress`:`zoe@halden.example`,`lastName`:`Z`}").status()).isEqualTo(200);
    JsonNode read = caller.rest("GET", "/data/contact/" + id, "").json();
    assertThat(read.path("firstName").asText() + read.path("lastName").asText()).isEqualTo("ZoeZ");
    assertThat(read.path("fieldValues").toString())
        .contains("{\"type\":\"FieldValue\",\"id\":\"100200\",\"value\":\"55\"}");
    assertThat(caller.rest("POST", "/data/contact", "{`emailAddress`:`zoe@halden.example`}").text())
        .contains("UniquenessRequirement");
    assertThat(caller.rest("POST", "/data/contact", "{`emailAddress`:`zoe`}").status()).isEqualTo(400);
    var gone = caller.rest("DELETE", "/data/contact/" + id, "");
    assertThat(gone.status()).isEqualTo(200);
    assertThat(gone.text()).isEmpty();
    assertThat(caller.rest("GET", "/data/contact/" + id, "").status()).isEqualTo(404);
    assertThat(eloqua.snapshot()).isEmpty();
  }

  @Test
  void lists_are_made_filled_and_emptied_and_adding_twice_is_no_error() {
    var made = caller.rest("POST", "/assets/contact/list", "{`name`:`mine`}");
    assertThat(made.status()).isEqualTo(201);
    JsonNode list = made.json();
    assertThat(list.path("count").asText()).isEqualTo("0");
    String path = "/assets/contact/list/" + list.path("id").asText();
    String put = "{`id`:`x`,`name`:`mine`,`membershipAdditions`:[`7`,`1000000`],`membershipDeletions`:[]}";
    assertThat(caller.rest("PUT", path, put).json().path("count").asText()).isEqualTo("2");
    assertThat(caller.rest("PUT", path, put).json().path("count").asText()).isEqualTo("2");
    assertThat(caller.rest("PUT", path, "{`name`:`mine`,`membershipDeletions`:[`7`]}").json().path("count").asText())
        .isEqualTo("1");
    assertThat(caller.get("/api/REST/2.0/data/contact/1000000/membership").json().path(0).path("name").asText())
        .isEqualTo("mine");
    assertThat(caller.rest("POST", "/assets/contact/list", "{`name`:`Mine`}").status()).isEqualTo(400);
    assertThat(caller.rest("PUT", path, "{`name`:`mine`,`membershipAdditions`:[`4711`]}").status()).isEqualTo(400);
    assertThat(caller.rest("DELETE", path, "").status()).isEqualTo(200);
  }

  @Test
  void the_lists_and_fields_caravan_needs_are_there_from_the_start() {
    JsonNode lists = caller.rest("GET", "/assets/contact/lists?search=" + Caller.enc("name='caravan-*'"), "").json();
    assertThat(lists.path("total").asInt()).isEqualTo(13);
    assertThat(lists.path("elements").path(12).path("name").asText()).isEqualTo("caravan-touch-limit");
    JsonNode fields = caller.rest("GET", "/assets/contact/fields?search=" + Caller.enc("name='Caravan *'"), "").json();
    assertThat(fields.path("elements").findValuesAsText("internalName")).containsExactly(
        "C_Caravan_Fit1", "C_Caravan_Interest1", "C_Caravan_Rating1", "C_Caravan_Cell1", "C_Caravan_Stage1",
        "C_Caravan_Solution1", "C_Caravan_Posture1", "C_Caravan_Next_Question1", "C_Caravan_Programme1",
        "C_Caravan_Next_Content1", "C_Caravan_Next_Content_Asks1",
        "C_Caravan_Updated_At1");
  }

  @Test
  void a_new_field_gets_its_internal_name_and_can_be_imported_at_once() {
    var made = caller.rest("POST", "/assets/contact/field",
        "{`name`:`edm_playlist_name`,`dataType`:`text`,`displayType`:`text`,`updateType`:`always`}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().path("internalName").asText()).isEqualTo("C_edm_playlist_name1");
    assertThat(caller.bulk("POST", "/contacts/imports", "{`name`:`i`,`identifierFieldName`:`m`,`fields`:{"
        + "`m`:`{{Contact.Field(C_EmailAddress)}}`,`x`:`{{Contact.Field(C_edm_playlist_name1)}}`}}").status())
        .isEqualTo(201);
  }

  @Test
  void a_contacts_activities_come_as_a_bare_array_or_as_nothing() {
    String path = "/data/activities/contact/7?startDate=1767225600&endDate=1798761600&type=";
    JsonNode found = caller.rest("GET", path + "formSubmit", "").json();
    assertThat(found.isArray()).isTrue();
    assertThat(found.path(0).path("details").path(0).path("Key").asText()).isEqualTo("Collection");
    assertThat(caller.rest("GET", path + "emailOpen", "").status()).isEqualTo(204);
    assertThat(caller.rest("GET", "/data/activities/contact/7?type=formSubmit", "").status()).isEqualTo(400);
  }

  @Test
  void faults_strike_as_scripted() {
    eloqua.server().add(new Fault(request -> request.path().endsWith("/contacts"), 1,
        new Fault.Effect.Instead(Reply.text(503, "text/plain", "There was a timeout processing the request."))));
    assertThat(caller.rest("GET", "/data/contacts", "").status()).isEqualTo(503);
    assertThat(caller.rest("GET", "/data/contacts", "").status()).isEqualTo(200);
  }
}
