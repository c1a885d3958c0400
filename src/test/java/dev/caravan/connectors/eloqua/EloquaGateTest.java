package dev.caravan.connectors.eloqua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.sandbox.http.Fault;
import dev.caravan.sandbox.http.Reply;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reply that says nothing is no reply, whatever its status. */
class EloquaGateTest {
  private static final String PAGE_VIEWS = "eloqua:activities?activityType=PageView&since=2026-03-01T00:00:00Z";

  @TempDir Path folder;

  private Site site() throws Exception {
    return new Site(folder, Site.contact("1", "ann@one.example"), Site.contact("2", "ben@two.example"),
        Site.pageView(1, "2026-03-01T00:00:00Z"), Site.pageView(2, "2026-03-02T00:00:00Z"));
  }

  private static void once(Site site, String pathEnds, Reply reply) {
    site.eloqua.server().add(new Fault(request -> request.path().endsWith(pathEnds), 1, new Fault.Effect.Instead(reply)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "/data | 200 | {}", "/data | 200 | {\"totalResults\":2,\"count\":2,\"hasMore\":false}",
      "/data | 200 | {\"items\":[],\"totalResults\":2,\"count\":0,\"hasMore\":false}",
      "/data | 200 | {\"items\":[{\"ActivityId\":", "/data | 302 | {}",
      "/exports | 201 | {}", "/syncs | 201 | {}", "/data | 200 | <html>maintenance</html>", "/data | 200 | ''",
      "/data | 200 | {\"totalResults\":0,\"count\":0,\"offset\":0,\"limit\":1000,\"hasMore\":false}",
      "/exports | 201 | {\"uri\":\"/activities/exports/1\",\"name\":\"of an earlier call\"}",
      "/syncs | 201 | {\"uri\":\"/syncs/1\",\"syncedInstanceUri\":\"/activities/exports/1\",\"status\":\"pending\"}",
      "/id | 200 | {}", "/id | 200 | ''", "/id | 200 | <html>maintenance</html>"})
  void a_page_that_says_nothing_moves_no_position_and_is_read_again(String path, int status, String body) throws Exception {
    try (var site = site()) {
      once(site, path, Reply.json(status, body).header("Location", site.eloqua.base() + "/elsewhere"));
      assertThat(site.poll(PAGE_VIEWS).stream().flatMap(page -> page.rows().stream())).isEmpty();
      assertThat(site.positions.states).isEmpty();

      assertThat(site.poll(PAGE_VIEWS).stream().flatMap(page -> page.rows().stream())).hasSize(2);
    }
  }

  @Test
  void contacts_are_not_read_while_nobody_says_which_fields_there_are() throws Exception {
    try (var site = site()) {
      once(site, "/contacts/fields", Reply.json(200, "{}"));
      String contacts = "eloqua:contacts?fields=C_FirstName&since=2025-01-01T00:00:00Z";
      assertThat(site.poll(contacts)).isEmpty();
      assertThat(site.poll(contacts).get(0).rows()).isNotEmpty().allSatisfy(row -> assertThat(row).containsKey("C_FirstName"));
    }
  }

  @Test
  void an_upload_answered_with_an_empty_200_is_not_taken_for_done() throws Exception {
    try (var site = site()) {
      site.eloqua.server().add(new Fault(request -> request.method().equals("POST") && request.path().endsWith("/data"), 1,
          new Fault.Effect.Instead(Reply.empty(200))));
      var template = site.camel.createProducerTemplate();
      assertThatThrownBy(() -> template.requestBody("eloqua:addToList?list=caravan-keep-warm", List.of("ann@one.example")))
          .cause().isInstanceOf(EloquaUnavailableException.class).hasMessageContaining("expected 204");
    }
  }

  @Test
  void rows_that_never_arrived_are_missed_although_the_sync_ended_well() throws Exception {
    try (var site = site()) {
      site.eloqua.server().add(new Fault(request -> request.method().equals("POST") && request.path().endsWith("/data"), 1,
          new Fault.Effect.Instead(Reply.empty(204))));
      var template = site.camel.createProducerTemplate();
      assertThatThrownBy(() -> template.requestBody("eloqua:importContacts", List.of(Map.of("C_EmailAddress", "ann@one.example"))))
          .cause().isInstanceOf(EloquaUnavailableException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"404", "409", "410"})
  void a_sync_that_is_gone_is_no_setting_and_the_rows_are_handed_over_again(int status) throws Exception {
    try (var site = site()) {
      site.eloqua.server().add(new Fault(request -> request.path().contains("/syncs/"), 1,
          new Fault.Effect.Instead(Reply.empty(status))));
      var template = site.camel.createProducerTemplate();
      List<Map<String, String>> rows = List.of(Map.of("C_EmailAddress", "ann@one.example"));
      assertThatThrownBy(() -> template.requestBody("eloqua:importContacts", rows))
          .cause().isInstanceOf(EloquaUnavailableException.class).hasMessageContaining(String.valueOf(status));
      assertThat(template.requestBody("eloqua:importContacts", rows, EloquaSyncResult.class).rows()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"404 | <html>404</html>", "404 | ''", "410 | {}"})
  void a_login_page_that_is_not_found_is_asked_for_again_and_its_address_named(int status, String page) throws Exception {
    try (var site = site()) {
      once(site, "/id", Reply.text(status, "text/html", page));
      var template = site.camel.createProducerTemplate();
      List<Map<String, String>> rows = List.of(Map.of("C_EmailAddress", "ann@one.example"));
      assertThatThrownBy(() -> template.requestBody("eloqua:importContacts", rows))
          .cause().isInstanceOf(EloquaUnavailableException.class)
          .hasMessageEndingWith("id: " + status + ", which says nothing; tried again; if this lasts, check caravan.eloqua.login-url");
      assertThat(template.requestBody("eloqua:importContacts", rows, EloquaSyncResult.class).rows()).isEqualTo(1);
    }
  }

  @Test
  void a_clock_that_is_ahead_passes_over_nothing() throws Exception {
    try (var site = site()) {
      site.now = Instant.now().plusSeconds(86_400);
      site.poll(PAGE_VIEWS);
      assertThat(Instant.parse(site.positions.states.values().iterator().next())).isBefore(Instant.now().plusSeconds(60));
    }
  }

  @Test
  void a_login_that_names_another_host_is_refused_before_anything_is_sent_there() throws Exception {
    try (var site = site()) {
      once(site, "/id", Reply.json(200, "{\"urls\":{\"apis\":{\"rest\":{\"standard\":\"https://evil.example/API/REST/{version}/\","
          + "\"bulk\":\"https://evil.example/API/Bulk/{version}/\"}}}}"));
      var template = site.camel.createProducerTemplate();
      assertThatThrownBy(() -> template.requestBody("eloqua:importContacts", List.of(Map.of("C_EmailAddress", "ann@one.example"))))
          .cause().isInstanceOf(EloquaCredentialsException.class).hasMessageContaining("evil.example");
    }
  }
}
