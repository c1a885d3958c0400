package dev.caravan.connectors.eloqua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.sandbox.eloqua.Credentials;
import dev.caravan.sandbox.http.Fault;
import dev.caravan.sandbox.http.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.ScheduledPollConsumer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EloquaReadingTest {
  private static final String PAGE_VIEWS = "eloqua:activities?activityType=PageView&pageSize=2&overlap=2h";
  private static final String[] FIVE = {
    Site.pageView(1, "2026-03-01T00:00:00Z"), Site.pageView(2, "2026-03-02T00:00:00Z"),
    Site.pageView(3, "2026-03-03T00:00:00Z"), Site.pageView(4, "2026-03-31T17:00:00Z"),
    Site.pageView(5, "2026-03-31T17:30:00Z")};

  @TempDir Path folder;

  private static List<String> ids(List<Site.Received> messages) {
    var ids = new ArrayList<String>();
    messages.forEach(message -> message.rows().forEach(row -> ids.add(row.get("ActivityId"))));
    ids.sort(null);
    return ids;
  }

  /** A header of a reply must not tell a later step what to do. */
  @Test
  void the_headers_of_a_page_are_those_of_the_connector_and_no_others() throws Exception {
    try (Site site = new Site(folder, Site.pageView(1, "2026-03-01T10:00:00Z"))) {
      assertThat(site.poll("eloqua:activities?activityType=PageView").get(0).headers().keySet()).containsExactlyInAnyOrder(
          EloquaConstants.OPERATION, EloquaConstants.ACTIVITY_TYPE, EloquaConstants.POSITION_KEY, EloquaConstants.PAGE,
          EloquaConstants.FROM, EloquaConstants.TO, EloquaConstants.NEXT_POSITION, EloquaConstants.UP_TO_DATE);
    }
  }

  @Test
  void a_window_is_read_to_its_end_and_only_its_last_page_carries_the_position() throws Exception {
    try (var site = new Site(folder, FIVE)) {
      var messages = site.poll(PAGE_VIEWS);

      assertThat(ids(messages)).containsExactly("1", "2", "3", "4", "5");
      assertThat(messages).hasSize(3);
      assertThat(messages).extracting(m -> m.text(EloquaConstants.NEXT_POSITION))
          .containsExactly("", "", "2026-03-31T18:00:00Z");
      assertThat(messages).extracting(m -> m.text(EloquaConstants.UP_TO_DATE)).containsExactly("false", "false", "true");
    }
  }

  @Test
  void the_overlap_is_read_again_and_nothing_before_it() throws Exception {
    try (var site = new Site(folder, FIVE)) {
      site.poll(PAGE_VIEWS);
      site.later(Duration.ofMinutes(10));

      var again = site.poll(PAGE_VIEWS);

      assertThat(ids(again)).containsExactly("4", "5");
      assertThat(again.get(again.size() - 1).text(EloquaConstants.NEXT_POSITION)).isEqualTo("2026-03-31T18:10:00Z");
    }
  }

  @Test
  void a_poll_within_the_same_second_tells_that_all_is_read_without_a_call() throws Exception {
    try (var site = new Site(folder, FIVE)) {
      site.poll(PAGE_VIEWS);
      long calls = site.eloqua.server().requests();

      var again = site.poll(PAGE_VIEWS);

      assertThat(site.eloqua.server().requests()).isEqualTo(calls);
      assertThat(again).hasSize(1);
      assertThat(again.get(0).rows()).isEmpty();
      assertThat(again.get(0).text(EloquaConstants.UP_TO_DATE)).isEqualTo("true");
      assertThat(again.get(0).text(EloquaConstants.NEXT_POSITION)).isEmpty();
    }
  }

  @Test
  void what_happened_within_the_lag_waits_for_the_next_poll() throws Exception {
    try (var site = new Site(folder, FIVE)) {
      assertThat(ids(site.poll(PAGE_VIEWS + "&upperBoundLag=45m"))).containsExactly("1", "2", "3", "4");
      site.later(Duration.ofHours(1));
      assertThat(ids(site.poll(PAGE_VIEWS))).contains("5");
    }
  }

  @Test
  void a_window_with_too_many_rows_is_halved_until_it_fits() throws Exception {
    try (var site = new Site(folder, FIVE)) {
      var messages = site.poll(PAGE_VIEWS + "&maxRowsPerExport=3&since=2026-02-01T00:00:00Z");

      assertThat(ids(messages)).containsExactly("1", "2", "3", "4", "5");
      assertThat(messages.get(messages.size() - 1).text(EloquaConstants.UP_TO_DATE)).isEqualTo("true");
      var positions = messages.stream().map(m -> m.text(EloquaConstants.NEXT_POSITION)).filter(p -> !p.isEmpty()).toList();
      assertThat(positions).hasSizeGreaterThan(1).isSorted();
    }
  }

  @Test
  void windows_follow_each_other_without_a_gap() throws Exception {
    try (var site = new Site(folder, FIVE)) {
      var messages = site.poll(PAGE_VIEWS + "&windowHours=240&since=2026-03-01T00:00:00Z");

      assertThat(ids(messages)).containsExactly("1", "2", "3", "4", "5");
      for (int i = 1; i < messages.size(); i++) {
        String from = messages.get(i).text(EloquaConstants.FROM);
        assertThat(from).isIn(messages.get(i - 1).text(EloquaConstants.TO), messages.get(i - 1).text(EloquaConstants.FROM));
      }
    }
  }

  @Test
  void a_page_that_could_not_be_kept_is_read_again_even_if_the_route_handled_the_failure() throws Exception {
    try (var site = new Site(folder, FIVE)) {
      var fail = new boolean[] {true};
      var rows = new ArrayList<String>();
      site.camel.addRoutes(new RouteBuilder() {
        @Override
        public void configure() {
          onException(IllegalStateException.class).handled(true).log("handled");
          from(PAGE_VIEWS + "&startScheduler=false&stateRepository=#positions").routeId("poll").process(exchange -> {
            if (fail[0]) {
              fail[0] = false;
              throw new IllegalStateException("the disk is full");
            }
            exchange.getIn().getBody(List.class).forEach(row -> rows.add((String) ((Map<?, ?>) row).get("ActivityId")));
          });
        }
      });
      var consumer = (ScheduledPollConsumer) site.camel.getRoute("poll").getConsumer();

      consumer.run();
      assertThat(rows).as("later pages of a failed window are not sent").isEmpty();
      consumer.run();
      assertThat(rows).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
    }
  }

  @Test
  void a_token_that_ends_between_two_pages_is_renewed() throws Exception {
    try (var site = new Site(folder, FIVE)) {
      site.settings().setAuthenticationType(EloquaConfiguration.Authentication.password);
      var consumer = site.consume(PAGE_VIEWS, exchange -> site.eloqua.revokeAccessTokens());

      consumer.run();

      assertThat(ids(site.received)).containsExactly("1", "2", "3", "4", "5");
    }
  }

  @Test
  void no_definition_is_left_behind() throws Exception {
    try (var site = new Site(folder, FIVE)) {
      site.poll(PAGE_VIEWS);

      var left = new ArrayList<Integer>();
      for (int id = 1; id < 5; id++) {
        left.add(get(site, "/api/bulk/2.0/activities/exports/" + id));
      }
      assertThat(left).containsOnly(404);
    }
  }

  private static int get(Site site, String path) throws Exception {
    return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(site.eloqua.base() + path))
        .header("Authorization", Credentials.TEST.basic()).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Test
  void a_wrong_password_is_told_with_what_to_check_and_without_the_password() throws Exception {
    try (var site = new Site(folder, FIVE)) {
      site.settings().setPassword("not-this-one");

      Assertions.assertThatThrownBy(() -> window(site))
          .isInstanceOf(CamelExecutionException.class)
          .cause().isInstanceOf(EloquaCredentialsException.class)
          .hasMessageContaining("\"Not authenticated.\"").hasMessageContaining("check caravan.eloqua.site")
          .hasMessageNotContaining("not-this-one");
    }
  }

  private static Object window(Site site) {
    return site.camel.createProducerTemplate().requestBodyAndHeaders("eloqua:activities?activityType=PageView", "",
        Map.of(EloquaConstants.FROM, "2026-03-01T00:00:00Z", EloquaConstants.TO, "2026-03-04T00:00:00Z"));
  }

  @Test
  void a_producer_reads_one_window() throws Exception {
    try (var site = new Site(folder, FIVE)) {
      assertThat((List<?>) window(site)).hasSize(3);
    }
  }

  @Test
  void an_unavailable_eloqua_is_an_exception_of_its_own() throws Exception {
    try (var site = new Site(folder, FIVE)) {
      site.eloqua.server().add(new Fault(request -> request.path().endsWith("/syncs"), 1,
          new Fault.Effect.Instead(Reply.text(503, "text/plain", "There was a timeout processing the request."))));

      Assertions.assertThatThrownBy(() -> window(site)).cause()
          .isInstanceOf(EloquaUnavailableException.class).hasMessageContaining("503 There was a timeout");
    }
  }

  @Test
  void a_sync_that_failed_for_a_while_is_unavailable_and_one_that_failed_for_good_is_not() throws Exception {
    try (var site = new Site(folder, FIVE)) {
      site.eloqua.nextSyncFails("ELQ-00146");
      Assertions.assertThatThrownBy(() -> window(site)).cause().isInstanceOf(EloquaUnavailableException.class);
      site.eloqua.nextSyncFails("ELQ-00122");
      Assertions.assertThatThrownBy(() -> window(site)).cause().isInstanceOf(EloquaException.class)
          .isNotInstanceOf(EloquaUnavailableException.class).hasMessageContaining("ELQ-00122");
    }
  }

  @Test
  void a_poll_is_tried_again_while_eloqua_is_unavailable() throws Exception {
    try (var site = new Site(folder, FIVE)) {
      site.settings().setPollRetries(2);
      site.eloqua.server().add(new Fault(request -> request.path().endsWith("/activities/exports"), 1,
          new Fault.Effect.DropBefore()));

      assertThat(ids(site.poll(PAGE_VIEWS))).hasSize(5);
    }
  }

  @Test
  void a_refresh_token_is_kept_because_the_one_before_is_spent() throws Exception {
    try (var site = new Site(folder, FIVE)) {
      Path tokens = folder.resolve("tokens.properties");
      String first = firstRefreshToken(site);
      assertThat(readsWith(site, first, tokens)).isEqualTo(3);
      assertThat(Files.readString(tokens)).doesNotContain(first);
      site.eloqua.revokeAccessTokens();

      assertThat(readsWith(site, first, tokens)).as("a new process with the spent token configured").isEqualTo(3);
      String anew = firstRefreshToken(site);
      Files.writeString(tokens, "refresh-token/CaravanSandbox/sandbox-client-id=dead");
      assertThat(readsWith(site, anew, tokens)).as("authorised anew").isEqualTo(3);
    }
  }

  private static int readsWith(Site site, String refreshToken, Path tokens) throws Exception {
    var component = new EloquaComponent();
    component.setConfiguration(site.settings().copy());
    component.getConfiguration().setAuthenticationType(EloquaConfiguration.Authentication.refresh);
    component.getConfiguration().setRefreshToken(refreshToken);
    component.getConfiguration().setTokenRepository(new EloquaTokenFile(tokens));
    try (var camel = new org.apache.camel.impl.DefaultCamelContext()) {
      camel.addComponent("eloqua", component);
      camel.start();
      Exchange exchange = camel.createProducerTemplate().request("eloqua:activities?activityType=PageView", request -> {
        request.getIn().setHeader(EloquaConstants.FROM, "2026-03-01T00:00:00Z");
        request.getIn().setHeader(EloquaConstants.TO, "2026-03-04T00:00:00Z");
      });
      if (exchange.getException() != null) {
        throw exchange.getException();
      }
      return exchange.getMessage().getBody(List.class).size();
    }
  }

  private static String firstRefreshToken(Site site) throws Exception {
    var reply = HttpClient.newHttpClient().send(HttpRequest.newBuilder(site.eloqua.base().resolve("/auth/oauth2/token"))
        .header("Authorization", Credentials.TEST.clientBasic())
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString("grant_type=password&username=" + Credentials.TEST.site() + "%5C"
            + Credentials.TEST.user() + "&password=" + Credentials.TEST.password())).build(),
        HttpResponse.BodyHandlers.ofString());
    return new com.fasterxml.jackson.databind.ObjectMapper().readTree(reply.body()).path("refresh_token").asText();
  }

  @Test
  void changed_contacts_are_read_with_the_fields_the_site_has() throws Exception {
    try (var site = new Site(folder, Site.contact("1986113", "dana.reyes@halden-health.example"))) {
      var messages = site.poll("eloqua:contacts?fields=C_FirstName,C_No_Such_Field1,C_LastName");

      assertThat(messages.get(0).rows()).singleElement().satisfies(row -> assertThat(row)
          .containsEntry("ContactId", "1986113").containsEntry("C_FirstName", "Dana")
          .containsEntry("UpdatedAt", "2026-01-01 00:00:00").doesNotContainKey("C_No_Such_Field1"));
      assertThat(Instant.parse(messages.get(0).text(EloquaConstants.NEXT_POSITION))).isEqualTo(Site.NOW);
    }
  }

  @Test
  void a_mistyped_activity_type_is_refused_before_anything_is_called() throws Exception {
    try (var site = new Site(folder, FIVE)) {
      Assertions.assertThatThrownBy(() -> site.camel.getEndpoint("eloqua:activities?activityType=PageViews"))
          .hasRootCauseInstanceOf(IllegalArgumentException.class).rootCause().hasMessageContaining("\"PageViews\" is not known");
    }
  }
}
