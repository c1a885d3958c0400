package dev.caravan.sandbox.eloqua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.sandbox.http.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImportTest extends StandInFixture {
  private static final String NAMES = definition("`mail`:`{{Contact.Field(C_EmailAddress)}}`,"
      + "`first`:`{{Contact.Field(C_FirstName)}}`,`fit`:`{{Contact.Field(C_Caravan_Fit1)}}`", "");

  private static String definition(String fields, String more) {
    return "{`name`:`i`,`identifierFieldName`:`mail`,`isSyncTriggeredOnImport`:false,`fields`:{" + fields + "}" + more
        + "}";
  }

  private static String action(String action) {
    return definition("`mail`:`{{Contact.Field(C_EmailAddress)}}`", ",`syncActions`:[" + action + "]");
  }

  private JsonNode contact(String email) {
    return caller.rest("GET", "/data/contacts?depth=complete&search=" + Caller.enc("C_EmailAddress='" + email + "'"),
        "")
        .json().path("elements").path(0);
  }

  private JsonNode logs(JsonNode sync) {
    return caller.bulk("GET", sync.path("uri").asText() + "/logs", "").json().path("items");
  }

  private JsonNode rejects(JsonNode sync) {
    return caller.bulk("GET", sync.path("uri").asText() + "/rejects", "").json();
  }

  @Test
  void an_unknown_mail_makes_a_contact_and_a_known_one_changes_it() {
    JsonNode sync = caller.importRows("/contacts/imports", NAMES,
        "[{`mail`:`Dana@Halden.example`,`first`:`D.`,`fit`:`80`},{`mail`:`zoe@halden.example`,`first`:`Zoe`,"
            + "`fit`:``}]");
    assertThat(sync.path("status").asText()).isEqualTo("success");
    assertThat(contact("dana@halden.example").path("firstName").asText()).isEqualTo("D.");
    assertThat(contact("zoe@halden.example").path("id").asText()).matches("\\d+");
    assertThat(logs(sync).findValuesAsText("statusCode")).contains("ELQ-00130", "ELQ-00001", "ELQ-00004", "ELQ-00022");
    assertThat(eloqua.snapshot()).isEqualTo("""
        contact dana@halden.example C_Caravan_Fit1=80
        contact dana@halden.example C_FirstName=D.
        contact zoe@halden.example C_FirstName=Zoe
        made zoe@halden.example
        """);
  }

  @Test
  void the_same_import_again_changes_nothing() {
    String rows = "[{`mail`:`dana@halden.example`,`first`:`D.`,`fit`:`80`}]";
    caller.importRows("/contacts/imports", NAMES, rows);
    long writes = eloqua.writes();
    String snapshot = eloqua.snapshot();
    String updated = contact("dana@halden.example").path("updatedAt").asText();
    later(Duration.ofDays(1));
    assertThat(caller.importRows("/contacts/imports", NAMES, rows).path("status").asText()).isEqualTo("success");
    assertThat(eloqua.writes()).isEqualTo(writes).isEqualTo(2);
    assertThat(eloqua.snapshot()).isEqualTo(snapshot);
    assertThat(contact("dana@halden.example").path("updatedAt").asText()).isEqualTo(updated);
  }

  @Test
  void an_empty_text_blanks_and_a_missing_key_does_not() {
    JsonNode sync = caller.importRows("/contacts/imports", NAMES, "[{`mail`:`dana@halden.example`,`fit`:`1`}]");
    assertThat(sync.path("status").asText()).isEqualTo("warning");
    assertThat(contact("dana@halden.example").path("firstName").asText()).isEqualTo("Dana");
    caller.importRows("/contacts/imports", NAMES, "[{`mail`:`dana@halden.example`,`first`:``,`fit`:`1`}]");
    assertThat(contact("dana@halden.example").has("firstName")).isFalse();
  }

  @Test
  void extra_and_missing_keys_warn_without_rejects() {
    JsonNode sync = caller.importRows("/contacts/imports", NAMES,
        "[{`mail`:`dana@halden.example`,`id`:`9`,`first`:`D.`}]");
    assertThat(sync.path("status").asText()).isEqualTo("warning");
    assertThat(rejects(sync).toString()).isEqualTo(
        "{\"items\":[],\"totalResults\":0,\"limit\":1000,\"offset\":0,\"count\":0,\"hasMore\":false}");
    assertThat(logs(sync).findValuesAsText("statusCode")).contains("ELQ-00111", "ELQ-00121");
    assertThat(contact("dana@halden.example").path("firstName").asText()).isEqualTo("D.");
  }

  @Test
  void a_bad_address_is_rejected_and_its_neighbours_go_in() {
    JsonNode sync = caller.importRows("/contacts/imports", NAMES,
        "[{`mail`:`a@halden.example`,`first`:`A`,`fit`:`1`},{`mail`:`bademail`,`first`:`W`},"
            + "{`mail`:`b@halden.example`,`first`:`B`,`fit`:`many`},{`mail`:`a@halden.example`,`first`:`C`,"
                + "`fit`:`2`}]");
    assertThat(sync.path("status").asText()).isEqualTo("warning");
    JsonNode rejects = rejects(sync).path("items");
    assertThat(rejects.path(0).toString())
        .isEqualTo("{\"fieldValues\":{\"mail\":\"bademail\",\"first\":\"W\",\"fit\":\"\"},"
        + "\"message\":\"Invalid email address.\",\"statusCode\":\"ELQ-00002\",\"recordIndex\":2,"
            + "\"invalidFields\":[\"mail\"]}");
    assertThat(rejects.findValuesAsText("statusCode")).containsExactly("ELQ-00002", "ELQ-00125", "ELQ-00026");
    assertThat(contact("a@halden.example").path("firstName").asText()).isEqualTo("A");
    assertThat(contact("b@halden.example").isMissingNode()).isTrue();
  }

  @Test
  void update_rules_spare_what_they_say() {
    String keep = definition("`mail`:`{{Contact.Field(C_EmailAddress)}}`,`first`:`{{Contact.Field(C_FirstName)}}`,"
        + "`city`:`{{Contact.Field(C_City)}}`", ",`updateRule`:`ifExistingIsNull`");
    caller.importRows("/contacts/imports", keep, "[{`mail`:`dana@halden.example`,`first`:`X`,`city`:`Bonn`}]");
    assertThat(contact("dana@halden.example").path("firstName").asText()).isEqualTo("Dana");
    assertThat(contact("dana@halden.example").path("city").asText()).isEqualTo("Bonn");
    String filled = keep.replace("ifExistingIsNull", "ifNewIsNotNull");
    caller.importRows("/contacts/imports", filled, "[{`mail`:`dana@halden.example`,`first`:`Y`,`city`:``}]");
    assertThat(contact("dana@halden.example").path("firstName").asText()).isEqualTo("Y");
    assertThat(contact("dana@halden.example").path("city").asText()).isEqualTo("Bonn");
  }

  @Test
  void contacts_are_found_by_id_too_but_never_made_by_one() {
    String byId = definition("`mail`:`{{Contact.Id}}`,`first`:`{{Contact.Field(C_FirstName)}}`", "");
    JsonNode sync = caller.importRows("/contacts/imports", byId,
        "[{`mail`:`7`,`first`:`D.`},{`mail`:`4711`,`first`:`N`}]");
    assertThat(sync.path("status").asText()).isEqualTo("warning");
    assertThat(logs(sync).toString()).contains("ELQ-00034");
    assertThat(eloqua.snapshot()).isEqualTo("contact dana@halden.example C_FirstName=D.\n");
  }

  @Test
  void sync_actions_move_people_on_and_off_lists_and_count_whom_they_do_not_know() {
    String add = action("{`action`:`add`,`destination`:`{{ContactList[6050]}}`}");
    JsonNode sync = caller.importRows("/contacts/syncActions", add,
        "[{`mail`:`dana@halden.example`},{`mail`:`ben@halden.example`},{`mail`:`nobody@halden.example`}]");
    assertThat(sync.path("status").asText()).isEqualTo("warning");
    for (JsonNode log : logs(sync)) {
      if (log.path("statusCode").asText().equals("ELQ-00034")) {
        assertThat(log.path("count").asInt()).isEqualTo(1);
      }
    }
    assertThat(eloqua.members()).containsEntry(
        "caravan-raise-interest", java.util.List.of("ben@halden.example", "dana@halden.example"));
    caller.importRows("/contacts/syncActions", add.replace("`add`", "`remove`"), "[{`mail`:`ben@halden.example`}]");
    assertThat(eloqua.members().get("caravan-raise-interest")).containsExactly("dana@halden.example");
    assertThat(contact("nobody@halden.example").isMissingNode()).isTrue();
    assertThat(eloqua.writes()).isEqualTo(3);
  }

  @Test
  void subscriptions_are_set_globally_and_by_group() {
    caller.importRows("/contacts/syncActions",
        action("{`action`:`setStatus`,`destination`:`{{GlobalSubscribe}}`,`status`:`unsubscribed`}"),
        "[{`mail`:`dana@halden.example`}]");
    caller.importRows("/contacts/syncActions",
        action("{`action`:`setStatus`,`destination`:`{{EmailGroup[1]}}`,`status`:`subscribed`}"),
        "[{`mail`:`dana@halden.example`}]");
    assertThat(contact("dana@halden.example").path("isSubscribed").asText()).isEqualTo("false");
    assertThat(eloqua.snapshot()).isEqualTo("""
        contact dana@halden.example unsubscribed
        group 1 dana@halden.example subscribed
        """);
  }

  @Test
  void definitions_that_name_what_is_not_there_are_400() {
    assertThat(caller.bulk("POST", "/contacts/imports", NAMES.replace("C_Caravan_Fit1", "C_Nope1")).status())
        .isEqualTo(400);
    assertThat(caller.bulk("POST", "/contacts/imports", NAMES.replace("C_FirstName", "C_DateCreated")).status())
        .isEqualTo(400);
    assertThat(caller.bulk("POST", "/contacts/imports", NAMES.replace("`mail`,", "`other`,")).status()).isEqualTo(400);
    assertThat(caller.bulk("POST", "/contacts/syncActions",
        action("{`action`:`add`,`destination`:`{{ContactList[1]}}`}")).status()).isEqualTo(400);
    assertThat(caller.bulk("POST", "/syncs", "{`syncedInstanceUri`:`/contacts/imports/1`}").status()).isEqualTo(400);
    String many = IntStream.range(0, 100).mapToObj(i -> "`f" + i + "`:`{{Contact.Field(C_City)}}`")
        .collect(Collectors.joining(","));
    assertThat(caller.bulk("POST", "/contacts/imports",
        definition("`mail`:`{{Contact.Field(C_EmailAddress)}}`," + many, "")).status()).isEqualTo(400);
  }

  @Test
  void data_is_204_or_the_sync_itself_when_it_starts_one() {
    String waiting = caller.bulk("POST", "/contacts/imports", NAMES).json().path("uri").asText();
    assertThat(caller.bulk("POST", waiting + "/data", "[{`mail`:`dana@halden.example`}]").status()).isEqualTo(204);
    assertThat(eloqua.writes()).isZero();
    JsonNode eager = caller.bulk("POST", "/contacts/imports", NAMES.replace("`isSyncTriggeredOnImport`:false,", ""))
        .json();
    assertThat(eager.path("isSyncTriggeredOnImport").asBoolean()).isTrue();
    var posted = caller.bulk("POST", eager.path("uri").asText() + "/data",
        "[{`mail`:`dana@halden.example`,`first`:`D.`,`fit`:``}]");
    assertThat(posted.status()).isEqualTo(201);
    assertThat(posted.json().path("status").asText()).isEqualTo("pending");
  }

  @Test
  void too_much_data_is_404_and_too_many_posts_are_400() {
    String uri = caller.bulk("POST", "/contacts/imports", NAMES).json().path("uri").asText();
    assertThat(caller.send("POST", "/api/bulk/2.0" + uri + "/data", "application/json", new byte[32 * 1024 * 1024 + 1])
        .status()).isEqualTo(404);
    for (int i = 0; i < 500; i++) {
      assertThat(caller.bulk("POST", uri + "/data", "[]").status()).isEqualTo(204);
    }
    var refused = caller.bulk("POST", uri + "/data", "[]");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).isEqualTo("There was a validation error.");
  }

  @Test
  void an_error_on_demand_applies_nothing() {
    eloqua.nextSyncFails("ELQ-00146");
    JsonNode sync = caller.importRows("/contacts/imports", NAMES,
        "[{`mail`:`dana@halden.example`,`first`:`D.`,`fit`:``}]");
    assertThat(sync.path("status").asText()).isEqualTo("error");
    assertThat(logs(sync).path(0).path("statusCode").asText()).isEqualTo("ELQ-00146");
    assertThat(eloqua.snapshot()).isEmpty();
    assertThat(caller.sync(sync.path("syncedInstanceUri").asText()).path("status").asText()).isEqualTo("success");
    assertThat(eloqua.writes()).isEqualTo(1);
  }

  @Test
  void a_sync_whose_answer_was_lost_was_applied_all_the_same() {
    String uri = caller.bulk("POST", "/contacts/imports", NAMES).json().path("uri").asText();
    caller.bulk("POST", uri + "/data", "[{`mail`:`dana@halden.example`,`first`:`D.`,`fit`:``}]");
    eloqua.server().add(new Fault(request -> request.path().endsWith("/syncs"), 1, new Fault.Effect.DropAfter()));
    assertThatThrownBy(() -> caller.bulk("POST", "/syncs", "{`syncedInstanceUri`:`" + uri + "`}"))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(eloqua.writes()).isEqualTo(1);
    JsonNode again = caller.sync(uri);
    assertThat(again.path("status").asText()).isEqualTo("warning");
    assertThat(logs(again).toString()).contains("ELQ-00124");
    assertThat(eloqua.writes()).isEqualTo(1);
  }

  @Test
  void what_was_written_survives_and_old_uris_are_not_given_out_again() throws IOException {
    String uri = caller.bulk("POST", "/contacts/imports", NAMES).json().path("uri").asText();
    caller.importRows("/contacts/imports", NAMES, "[{`mail`:`zoe@halden.example`,`first`:`Zoe`,`fit`:`5`}]");
    caller.rest("POST", "/assets/contact/list", "{`name`:`mine`,`membershipAdditions`:[`7`]}");
    caller.rest("POST", "/assets/contact/field", "{`name`:`Caravan Extra`,`dataType`:`text`,`displayType`:`text`}");
    caller.rest("DELETE", "/data/contact/1000000", "");
    String before = eloqua.snapshot();
    long writes = eloqua.writes();
    Files.writeString(folder.resolve("writes.log"), "{\"at\":1,\"chan", java.nio.file.StandardOpenOption.APPEND);
    reopen();
    assertThat(eloqua.snapshot()).isEqualTo(before).contains("list mine", "member mine dana@halden.example",
        "field C_Caravan_Extra1", "deleted ben@halden.example");
    assertThat(eloqua.writes()).isEqualTo(writes);
    assertThat(caller.bulk("GET", uri, "").status()).isEqualTo(404);
    assertThat(caller.bulk("POST", "/contacts/imports", NAMES).json().path("uri").asText()).isNotEqualTo(uri);
  }

  @Test
  void the_snapshot_does_not_tell_when_or_how_often() throws IOException {
    caller.importRows("/contacts/imports", definition("`mail`:`{{Contact.Field(C_EmailAddress)}}`,"
        + "`fit`:`{{Contact.Field(C_Caravan_Fit1)}}`,`at`:`{{Contact.Field(C_Caravan_Updated_At1)}}`", ""),
        "[{`mail`:`dana@halden.example`,`fit`:`80`,`at`:`2026-03-10 12:00:00`}]");
    assertThat(eloqua.snapshot()).isEqualTo("contact dana@halden.example C_Caravan_Fit1=80\n");
    assertThat(Files.readAllLines(folder.resolve("writes.log"))).hasSize(2);
  }
}
