package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.journal.Arrival;
import dev.caravan.journal.UnreadStreams;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Problem;
import dev.caravan.sandbox.http.Fault;
import dev.caravan.sandbox.http.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No call waits for ever, and a reply that says nothing is no reply. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SalesforceGateTest {
  @TempDir Path folder;

  private TestOrg org() {
    return new TestOrg(folder, TestOrg.inhabitants());
  }

  private static Fault.Effect answer(int status, String body) {
    return new Fault.Effect.Instead(Reply.json(status, body));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403})
  void a_refused_login_is_told_at_once_and_the_next_one_may_succeed(int status) {
    try (var org = org()) {
      org.trouble(request -> request.path().endsWith("/token"), 1, answer(status,
          "{\"error\":\"invalid_client\",\"error_description\":\"invalid client credentials\"}"));
      assertThatThrownBy(org::poll).isInstanceOfSatisfying(CallFailed.class, failed -> {
        assertThat(failed.problem()).isEqualTo(Problem.CONFIG);
        assertThat(failed.why()).contains("refused: invalid_client invalid client credentials", "caravan.salesforce.client-secret");
      });
      assertThat(org.poll()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"200 | {}", "503 | <html>down</html>", "302 | {}"})
  void a_login_that_says_nothing_is_tried_again(int status, String body) {
    try (var org = org()) {
      org.trouble(request -> request.path().endsWith("/token"), 1, answer(status, body));
      assertThatThrownBy(org::poll).isInstanceOfSatisfying(CallFailed.class,
          failed -> assertThat(failed.problem()).isEqualTo(Problem.REMOTE));
      assertThat(org.poll()).isNotEmpty();
    }
  }

  @Test
  void a_token_for_another_host_is_not_used() {
    try (var org = org()) {
      org.trouble(request -> request.path().endsWith("/token"), 1, answer(200, "{\"access_token\":\"x\",\"id\":"
          + "\"https://evil.example/id/00D000000000001AAA/005000000000009AAA\",\"instance_url\":\"https://evil.example\"}"));
      assertThatThrownBy(org::poll).isInstanceOf(CallFailed.class).hasMessageContaining("evil.example");
    }
  }

  @Test
  void an_org_that_never_answers_is_given_up_after_the_deadline() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants(), settings -> new SalesforceSettings(settings.loginUrl(),
        settings.clientId(), settings.clientSecret(), settings.authentication(), "", "", "", "66.0", settings.create(),
        settings.fallbackQueue(), "", Duration.ZERO, Duration.ofSeconds(2)))) {
      assertThat(org.poll()).isNotEmpty();
      // Without a token of its own a renewed login that is refused leaves the library's exchange hanging.
      org.trouble(request -> request.path().contains("/composite"), 50, answer(401, "[{\"errorCode\":\"INVALID_SESSION_ID\"}]"));
      org.trouble(request -> request.path().endsWith("/token"), 50, answer(401, "{\"error\":\"invalid_client\"}"));
      assertThatThrownBy(org::poll).isInstanceOf(CallFailed.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"compositeResponse\":[]}", "[]",
      "{\"compositeResponse\":[{\"body\":{},\"httpStatusCode\":200,\"referenceId\":\"q0\"}]}"})
  void a_poll_answered_with_nothing_moves_no_cursor(String nothing) {
    try (var org = org()) {
      org.trouble(request -> request.path().contains("/composite"), 1, answer(200, nothing));
      assertThatThrownBy(org::poll).isInstanceOf(CallFailed.class);
      assertThat(org.journal.cursor("salesforce/lead")).isEmpty();
      org.poll();
      assertThat(org.facts("person")).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"404 | <html>404</html>", "404 | ''", "404 | {}", "410 | <html>Gone</html>"})
  void a_page_that_is_not_found_and_names_no_error_of_salesforce_passes(int status, String page) {
    try (var org = org()) {
      var passing = new Fault.Effect.Instead(Reply.text(status, "text/html", page));
      org.trouble(request -> request.path().endsWith("/composite"), 1, passing);
      assertThatThrownBy(org::poll).isInstanceOfSatisfying(CallFailed.class, failed -> {
        assertThat(failed.kind()).isEqualTo(UnreadStreams.Kind.PASSES);
        assertThat(failed.streams()).contains("salesforce/lead", "salesforce/contact");
        assertThat(failed.why()).contains("(status " + status + "); tried again").doesNotContain("<html>");
      });
      assertThat(org.poll()).isNotEmpty();

      org.knows("lea@halden.example", TestOrg.LEAD, "");
      org.trouble(SalesforceWrite::is, 1, passing);
      var item = TestOrg.score("lea@halden.example", "lea@halden.example");
      assertThat(org.deliver(item)).isInstanceOfSatisfying(Delivery.TryLater.class,
          later -> assertThat(later.problem()).isEqualTo(Problem.REMOTE));
      assertThat(org.deliver(item)).isInstanceOf(Delivery.Sent.class);
    }
  }

  @Test
  void an_address_that_every_org_has_is_asked_again_where_it_is_not_found_and_an_object_that_is_not_found_stops() {
    String words = "[{\"errorCode\":\"NOT_FOUND\",\"message\":\"The requested resource does not exist\"}]";
    Fault.Effect notFound = answer(404, words);
    var notThere = new Fault.Effect.InsteadBy(request -> SalesforceWrite.answer(request, 404, words));
    try (var org = org()) {
      org.trouble(request -> request.path().endsWith("/composite") && request.text().contains("queryAll"), 1, notFound);
      assertThatThrownBy(org::poll).isInstanceOfSatisfying(CallFailed.class, failed -> {
        assertThat(failed.kind()).isEqualTo(UnreadStreams.Kind.PASSES);
        assertThat(failed.why()).endsWith("(status 404); tried again; if this lasts, check caravan.salesforce.api-version");
      });
      assertThat(org.poll()).isNotEmpty();

      org.knows("lea@halden.example", TestOrg.LEAD, "");
      org.trouble(request -> SalesforceWrite.to(request, "/composite/sobjects"), 1,
          notThere);
      assertThat(org.deliver(TestOrg.score("lea@halden.example", "lea@halden.example")))
          .isInstanceOfSatisfying(Delivery.TryLater.class, later -> assertThat(later.problem()).isEqualTo(Problem.REMOTE));

      org.trouble(request -> SalesforceWrite.to(request, "/composite/sobjects/Task/"), 1, notThere);
      assertThat(org.deliver(TestOrg.assignment("h1", "lea@halden.example", "lea@halden.example", TestOrg.REP)))
          .isInstanceOfSatisfying(Delivery.TryLater.class, later -> {
            assertThat(later.problem()).isEqualTo(Problem.CONFIG);
            assertThat(later.why()).contains("upserting Task: NOT_FOUND", "check the permission set");
          });
    }
  }

  @Test
  void a_login_page_that_is_not_found_is_asked_for_again_and_its_address_named() {
    try (var org = org()) {
      org.trouble(request -> request.path().endsWith("/token"), 1, answer(404, "<html>URL No Longer Exists</html>"));
      assertThatThrownBy(org::poll).isInstanceOfSatisfying(CallFailed.class, failed -> {
        assertThat(failed.kind()).isEqualTo(UnreadStreams.Kind.PASSES);
        assertThat(failed.why()).contains("(status 404); tried again; if this lasts, check caravan.salesforce.login-url");
      });
      assertThat(org.poll()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"403 | API_DISABLED_FOR_ORG", "401 | INVALID_SESSION_ID"})
  void a_call_refused_as_a_whole_is_no_refusal_of_single_streams(int status, String code) {
    try (var org = org()) {
      org.trouble(request -> request.path().endsWith("/composite") && request.text().contains("queryAll"), 50,
          answer(status, "[{\"errorCode\":\"" + code + "\",\"message\":\"no\"}]"));
      assertThatThrownBy(org::poll).isInstanceOfSatisfying(CallFailed.class, failed -> {
        assertThat(failed.kind()).isEqualTo(UnreadStreams.Kind.STOPS);
        assertThat(failed.streams()).contains("salesforce/lead", "salesforce/contact");
      });
    }
  }

  /** Answers the parts about one object with an error, and the others with no rows. */
  static Fault.Effect refusing(String object, int status, String code) {
    return new Fault.Effect.InsteadBy(request -> Reply.json(200, Pattern.compile("\"referenceId\":\"(\\w+)\",\"method\":\"GET\",\"url\":\"([^\"]+)\"")
        .matcher(request.text()).results().map(part -> part.group(2).contains("FROM%20" + object + "%20")
            ? "{\"body\":[{\"errorCode\":\"%s\",\"message\":\"no\"}],\"httpStatusCode\":%d,\"referenceId\":\"%s\"}"
                .formatted(code, status, part.group(1))
            : "{\"body\":{\"totalSize\":0,\"done\":true,\"records\":[]},\"httpStatusCode\":200,\"referenceId\":\"%s\"}"
                .formatted(part.group(1)))
        .collect(Collectors.joining(",", "{\"compositeResponse\":[", "]}"))));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"400 | INVALID_TYPE | REFUSED", "400 | INVALID_FIELD | REFUSED", "404 | NOT_FOUND | REFUSED",
      "400 | QUERY_TIMEOUT | PASSES", "503 | SERVER_UNAVAILABLE | PASSES", "403 | REQUEST_LIMIT_EXCEEDED | PASSES",
      "500 | UNKNOWN_EXCEPTION | PASSES"})
  void a_refused_query_is_of_its_stream_and_one_that_passes_is_asked_again(int status, String code, UnreadStreams.Kind kind) {
    try (var org = org()) {
      org.trouble(request -> request.path().endsWith("/composite") && request.text().contains("FROM%20Lead%20"), 1,
          refusing("Lead", status, code));
      var read = new ArrayList<String>();
      Iterator<Arrival> pages = org.connector.poll().cycle();
      assertThatThrownBy(() -> {
        while (pages.hasNext()) {
          Arrival page = pages.next();
          org.journal.keep(page);
          read.add(page.stream());
        }
      }).isInstanceOfSatisfying(CallFailed.class, failed -> {
        assertThat(failed.kind()).isEqualTo(kind);
        assertThat(failed.streams()).containsExactly("salesforce/lead");
        assertThat(failed.why()).contains("Lead: " + code + ": no").endsWith(kind == UnreadStreams.Kind.PASSES ? "tried again"
            : "the permission set");
      });
      assertThat(read).contains("salesforce/contact", "salesforce/account", "salesforce/campaign").doesNotContain("salesforce/lead");
      assertThat(pages.next().stream()).isEqualTo("salesforce/lead");
    }
  }

  @Test
  void a_stream_refused_in_the_middle_keeps_no_other_from_being_read() {
    try (var org = new TestOrg(folder, IntStream.range(0, 450).mapToObj(TestOrg::lead).toList())) {
      org.trouble(request -> TestOrg.asks(request, "FROM Lead"), 1, refusing("Lead", 400, "INVALID_TYPE"));
      var read = new HashSet<String>();
      Iterator<Arrival> pages = org.connector.poll().cycle();
      assertThatThrownBy(() -> {
        while (pages.hasNext()) {
          Arrival page = pages.next();
          org.journal.keep(page);
          read.add(page.stream());
        }
      }).isInstanceOfSatisfying(CallFailed.class, failed -> {
        assertThat(failed.kind()).isEqualTo(UnreadStreams.Kind.REFUSED);
        assertThat(failed.streams()).containsExactly("salesforce/lead");
      });
      assertThat(read).containsAll(org.connector.poll().streams());
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"403 | API_DISABLED_FOR_ORG", "404 | NOT_FOUND", "401 | INVALID_SESSION_ID"})
  void consent_that_cannot_be_asked_for_is_not_taken_as_given(int status, String code) {
    try (var org = org()) {
      org.poll();
      org.knows("lea@halden.example", TestOrg.LEAD, "");
      org.trouble(request -> request.path().endsWith("/composite") && request.text().contains("HasOptedOutOfEmail"), 50,
          answer(status, "[{\"errorCode\":\"" + code + "\",\"message\":\"no\"}]"));
      var item = TestOrg.programme("lea@halden.example", "lea@halden.example", "keep-warm", true);
      assertThat(org.deliver(item)).isInstanceOfSatisfying(Delivery.TryLater.class,
          later -> assertThat(later.why()).contains("consent is not known", "(status " + status + ")"));
      assertThat(org.standIn.records("CampaignMember")).isEmpty();
    }
  }

  @Test
  void a_limit_told_in_several_lines_is_a_limit() {
    try (var org = org()) {
      String limit = "{\"body\":[{\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":\"Limit exceeded:\\nERROR at Row:1\"}],"
          + "\"httpStatusCode\":403,\"referenceId\":\"%s\"}";
      org.trouble(request -> request.path().endsWith("/composite") && request.text().contains("FROM+Lead".replace("+", "%20")), 1,
          new Fault.Effect.InsteadBy(request -> Reply.json(200, Pattern.compile("\"referenceId\":\"(\\w+)\"").matcher(request.text())
              .results().map(reference -> limit.formatted(reference.group(1)))
              .collect(Collectors.joining(",", "{\"compositeResponse\":[", "]}")))));
      assertThat(org.deliver(TestOrg.assignment("h1", "new@halden.example", "new@halden.example", TestOrg.REP)))
          .isInstanceOfSatisfying(Delivery.TryLater.class, later -> {
            assertThat(later.problem()).isEqualTo(Problem.LIMIT);
            assertThat(later.why()).contains("a look-up: REQUEST_LIMIT_EXCEEDED: Limit exceeded:\nERROR at Row:1 (status 403)");
          });
    }
  }

  @Test
  void a_look_up_of_users_that_says_nothing_gives_no_hand_off_to_the_fallback_queue() {
    try (var org = org()) {
      org.poll();
      org.knows("lea@halden.example", TestOrg.LEAD, "");
      org.trouble(request -> TestOrg.asks(request, "FROM User"), 1, answer(200, "{}"));
      var item = TestOrg.assignment("hand-off/lea@halden.example/1", "lea@halden.example", "lea@halden.example", TestOrg.REP);
      assertThat(org.deliver(item)).isInstanceOf(Delivery.TryLater.class);
      assertThat(org.deliver(item)).isInstanceOf(Delivery.Sent.class);
      assertThat(org.standIn.records("Task").toString()).contains(TestOrg.REP);
    }
  }

  @Test
  void a_reply_to_an_earlier_call_is_not_taken_for_the_one_to_this() {
    try (var org = org()) {
      org.poll();
      org.knows("lea@halden.example", TestOrg.LEAD, "");
      String earlier = "{\"compositeResponse\":[{\"body\":[{\"id\":\"" + TestOrg.LEAD + "\",\"success\":true,\"errors\":[]}],"
          + "\"httpStatusCode\":200,\"referenceId\":\"c1q0\"}]}";
      org.trouble(SalesforceWrite::is, 1, answer(200, earlier));
      var item = TestOrg.score("lea@halden.example", "lea@halden.example");
      assertThat(org.deliver(item)).isInstanceOfSatisfying(Delivery.TryLater.class,
          later -> assertThat(later.toString()).contains("updating records: answer 1 is not to question 1"));
      assertThat(org.deliver(item)).isInstanceOf(Delivery.Sent.class);

      org.trouble(request -> request.path().endsWith("/composite") && request.text().contains("FROM%20Task"), 1,
          answer(200, "{\"compositeResponse\":[{\"body\":"
          + "{\"totalSize\":0,\"done\":true,\"records\":[]},\"httpStatusCode\":200,\"referenceId\":\"c1q0\"}]}"));
      var next = TestOrg.assignment("hand-off/lea@halden.example/1", "lea@halden.example", "lea@halden.example", TestOrg.REP);
      assertThat(org.deliver(next)).isInstanceOfSatisfying(Delivery.TryLater.class,
          later -> assertThat(later.toString()).contains("is not to question 1"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 400, 503})
  void a_token_that_is_not_taken_back_keeps_nobody_from_ending(int status) {
    var org = org();
    org.poll();
    org.trouble(request -> request.path().endsWith("/revoke"), 50, answer(status, "{}"));
    org.close();
    assertThat(org.standIn.logins()).isPositive();
  }

  @Test
  void a_redirect_is_not_followed_with_the_body_of_a_write() {
    try (var org = org()) {
      org.poll();
      org.knows("lea@halden.example", TestOrg.LEAD, "");
      var elsewhere = new AtomicInteger();
      org.trouble(request -> request.path().equals("/elsewhere") && elsewhere.incrementAndGet() < 0, 1, answer(200, "[]"));
      org.trouble(SalesforceWrite::is, 20, new Fault.Effect.Instead(
          Reply.json(307, "").header("Location", org.standIn.base() + "/elsewhere")));
      var item = TestOrg.score("lea@halden.example", "lea@halden.example");
      assertThat(org.deliver(item)).isInstanceOf(Delivery.TryLater.class);
      assertThat(elsewhere).hasValue(0);
    }
  }
}
