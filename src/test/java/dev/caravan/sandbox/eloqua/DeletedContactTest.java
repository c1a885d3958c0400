package dev.caravan.sandbox.eloqua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Contacts that people delete or merge in Eloqua. */
class DeletedContactTest extends StandInFixture {
  private static final String BY_ID = "{`name`:`i`,`identifierFieldName`:`id`,`isSyncTriggeredOnImport`:false,"
      + "`fields`:{`id`:`{{Contact.Id}}`,`first`:`{{Contact.Field(C_FirstName)}}`}}";

  private List<String> exported() {
    return caller.export("/contacts/exports", Caller.exportOf(Caller.fields("id", "Contact.Id"), "", true)).stream()
        .map(row -> row.path("id").asText()).toList();
  }

  private long id(String email) {
    return eloqua.contact(email).orElseThrow();
  }

  @Test
  void a_deleted_contact_is_in_no_export_and_imports_by_its_id_match_nothing() {
    String dana = Long.toString(id("dana@halden.example"));
    eloqua.delete(id("dana@halden.example"));
    assertThat(exported()).isNotEmpty().doesNotContain(dana);
    JsonNode sync = caller.importRows("/contacts/imports", BY_ID, "[{`id`:`" + dana + "`,`first`:`D.`}]");
    assertThat(caller.bulk("GET", sync.path("uri").asText() + "/logs", "").json().path("items").findValuesAsText("statusCode"))
        .contains("ELQ-00034");
    assertThat(eloqua.contact("dana@halden.example")).isEmpty();
    assertThatThrownBy(() -> eloqua.delete(7)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_a_merged_contact_did_and_its_lists_belong_to_the_winner() throws IOException {
    long ben = id("ben@halden.example");
    caller.rest("PUT", "/assets/contact/list/6050", "{`id`:`6050`,`name`:`caravan-raise-interest`,`membershipAdditions`:[`7`]}");
    eloqua.merge(ben, 7);
    assertThat(caller.rest("GET", "/data/contact/7", "").status()).isEqualTo(404);
    assertThat(eloqua.members().get("caravan-raise-interest")).containsExactly("ben@halden.example");
    assertThat(doers()).containsExactly(Long.toString(ben));
    reopen();
    assertThat(doers()).containsExactly(Long.toString(ben));
    assertThat(eloqua.contact("dana@halden.example")).isEmpty();
  }

  private List<String> doers() {
    return caller.export("/activities/exports", Caller.exportOf(Caller.fields("contact", "Activity.Contact.Id"),
        "'{{Activity.Type}}' = 'FormSubmit'", true)).stream().map(row -> row.path("contact").asText()).toList();
  }
}
