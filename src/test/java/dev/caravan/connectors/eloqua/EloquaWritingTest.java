package dev.caravan.connectors.eloqua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EloquaWritingTest {
  @TempDir Path folder;

  private Site site() throws Exception {
    return new Site(folder, Site.contact("1", "ann@one.example"), Site.contact("2", "ben@two.example"),
        Site.contact("3", "cat@three.example"));
  }

  private static EloquaSyncResult write(Site site, String uri, Object... rows) {
    return site.camel.createProducerTemplate().requestBody(uri, List.of(rows), EloquaSyncResult.class);
  }

  @Test
  void a_warning_without_rejects_has_taken_every_row() throws Exception {
    try (var site = site()) {
      var result = write(site, "eloqua:importContacts",
          Map.of("C_EmailAddress", "ann@one.example", "C_City", "Lyon"), Map.of("C_EmailAddress", "ben@two.example"));

      assertThat(result.rejects()).isEmpty();
      assertThat(result.unmatched()).isEmpty();
      assertThat(result.warnings()).isNotEmpty();
      assertThat(site.eloqua.snapshot()).contains("Lyon");
    }
  }

  @Test
  void rejects_find_their_row_over_several_uploads() throws Exception {
    try (var site = site()) {
      var result = write(site, "eloqua:importContacts?maxBytesPerUpload=60",
          Map.of("C_EmailAddress", "ann@one.example", "C_City", "Lyon"),
          Map.of("C_EmailAddress", "no address", "C_City", "Nice"),
          Map.of("C_EmailAddress", "cat@three.example", "C_City", "Lille"));

      assertThat(result.rejects()).singleElement().satisfies(reject -> {
        assertThat(reject.row()).isEqualTo(1);
        assertThat(reject.code()).isEqualTo("ELQ-00002");
        assertThat(reject.message()).isEqualTo("Invalid email address.");
      });
      assertThat(site.eloqua.snapshot()).contains("Lyon").contains("Lille").doesNotContain("Nice");
    }
  }

  @Test
  void rows_without_a_contact_are_found_although_eloqua_only_counts_them() throws Exception {
    try (var site = site()) {
      var result = write(site, "eloqua:addToList?list=caravan-keep-warm&identifierField=Id", "1", "404", "2", "405", "3");

      assertThat(result.unmatched()).containsExactly(1, 3);
      assertThat(site.eloqua.members().get("caravan-keep-warm"))
          .containsExactly("ann@one.example", "ben@two.example", "cat@three.example");
    }
  }

  @Test
  void a_list_can_be_named_by_its_id_and_nothing_to_do_makes_no_call() throws Exception {
    try (var site = site()) {
      write(site, "eloqua:addToList?list=6050", "ann@one.example");
      assertThat(site.eloqua.members().values()).filteredOn(members -> !members.isEmpty())
          .containsExactly(List.of("ann@one.example"));
      long calls = site.eloqua.server().requests();

      assertThat(write(site, "eloqua:removeFromList?list=6050")).isEqualTo(EloquaSyncResult.EMPTY);
      assertThat(site.eloqua.server().requests()).isEqualTo(calls);

      write(site, "eloqua:removeFromList?list=6050", "ann@one.example");
      assertThat(site.eloqua.members().values()).allMatch(List::isEmpty);
    }
  }

  @Test
  void a_field_that_does_not_exist_is_an_error_that_names_the_definition_but_no_values() throws Exception {
    try (var site = site()) {
      assertThatThrownBy(() -> write(site, "eloqua:importContacts",
          Map.of("C_EmailAddress", "ann@one.example", "C_Nowhere1", "secret value")))
          .cause().isInstanceOf(EloquaException.class).isNotInstanceOf(EloquaUnavailableException.class)
          .hasMessageContaining("POST /contacts/imports: 400 ObjectValidationError").hasMessageNotContaining("ann@");
    }
  }

  @Test
  void campaigns_are_read_to_the_last_page() throws Exception {
    try (var site = new Site(folder, Site.contact("1", "ann@one.example"), campaign("701A"), campaign("701B"), campaign("701C"))) {
      var messages = site.poll("eloqua:campaigns?pageSize=2");

      assertThat(messages).hasSize(2);
      assertThat(messages.stream().flatMap(message -> message.rows().stream()).map(row -> row.get("crmId")))
          .containsExactlyInAnyOrder("701A", "701B", "701C");
      assertThat(messages.get(1).text(EloquaConstants.UP_TO_DATE)).isEqualTo("true");
    }
  }

  private static String campaign(String id) {
    return "{\"specversion\":\"1.0\",\"id\":\"" + id + "@2026-01-01T00:00:00Z\",\"source\":\"salesforce\",\"type\":\"campaign\","
        + "\"subject\":\"" + id + "\",\"time\":\"2026-01-01T00:00:00Z\",\"data\":{\"name\":\"Spring\",\"cost\":100,\"currency\":\"EUR\"}}";
  }

  @Test
  void refresh_tokens_are_for_the_eyes_of_their_owner() throws Exception {
    Path file = folder.resolve("tokens");
    var tokens = new EloquaTokenFile(file);
    tokens.setState("a", "one");
    tokens.setState("b", "two");

    assertThat(new EloquaTokenFile(file).getState("a")).isEqualTo("one");
    assertThat(new EloquaTokenFile(file).getState("c")).isNull();
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }
  }
}
