package dev.caravan.sandbox.salesforce;

import static dev.caravan.sandbox.salesforce.Client.code;
import static dev.caravan.sandbox.salesforce.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.sandbox.http.Fault;
import dev.caravan.sandbox.http.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class LoginTest extends OrgTest {
  private static final String WHO =
      "client_id=" + SalesforceStandIn.CLIENT_ID + "&client_secret=" + SalesforceStandIn.CLIENT_SECRET;

  private java.net.http.HttpResponse<String> login(String form) {
    return client.send("POST", "/services/oauth2/token", form, "Content-Type", "application/x-www-form-urlencoded");
  }

  @Test
  void each_grant_gives_a_token_with_an_identity_of_full_length() {
    String claims = "{\"iss\":\"" + SalesforceStandIn.CLIENT_ID + "\",\"sub\":\"" + SalesforceStandIn.USERNAME
        + "\",\"aud\":\"https://login.salesforce.com\",\"exp\":\"1999999999\"}";
    var base64 = Base64.getUrlEncoder(); // with padding, as some clients send it
    String jwt = base64.encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
        + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2ln";
    for (String form : new String[] {
        WHO + "&grant_type=client_credentials&format=json",
        WHO + "&grant_type=password&username=" + Client.encoded(SalesforceStandIn.USERNAME) + "&password="
            + SalesforceStandIn.PASSWORD,
        WHO + "&grant_type=refresh_token&refresh_token=" + SalesforceStandIn.REFRESH_TOKEN,
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + Client.encoded(jwt)}) {
      var reply = login(form);
      assertThat(reply.statusCode()).as(form + reply.body()).isEqualTo(200);
      assertThat(json(reply).path("instance_url").asText()).isEqualTo(org.base().toString());
      assertThat(json(reply).path("id").asText().replaceAll(".*/id/", "")).hasSize(37);
    }
  }

  @Test
  void a_wrong_login_is_answered_400_with_error_and_description() {
    var reply = login("client_id=nobody&client_secret=x&grant_type=client_credentials");
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(json(reply).path("error").asText()).isEqualTo("invalid_client_id");
    assertThat(json(reply).path("error_description").asText()).isEqualTo("client identifier invalid");
    assertThat(json(login(WHO + "&grant_type=password&username=x&password=y")).path("error").asText())
        .isEqualTo("invalid_grant");
  }

  @Test
  void without_a_token_the_answer_is_401_as_an_array() {
    client.token = "stale";
    assertThat(code(client.get("limits"))).isEqualTo("401 INVALID_SESSION_ID");
    assertThat(org.apiCalls()).isZero();
  }

  @Test
  void a_token_ends_after_its_calls_when_told_so_or_when_revoked() {
    org.tokensLast(2);
    client.login();
    assertThat(client.get("limits").statusCode()).isEqualTo(200);
    assertThat(client.get("limits").statusCode()).isEqualTo(200);
    assertThat(client.get("limits").statusCode()).isEqualTo(401);

    org.tokensLast(100);
    client.login();
    client.send("GET", "/services/oauth2/revoke?token=" + Client.encoded(client.token), "");
    assertThat(client.get("limits").statusCode()).isEqualTo(401);

    client.login();
    org.expireTokens();
    assertThat(client.get("limits").statusCode()).isEqualTo(401);

    org.tokensLast(Duration.ZERO);
    client.login();
    assertThat(client.get("limits").statusCode()).isEqualTo(401);
  }

  @Test
  void userinfo_and_identity_tell_who_calls() {
    assertThat(json(client.send("GET", "/services/oauth2/userinfo", "")).path("user_id").asText())
        .isEqualTo(org.integrationUser());
    assertThat(json(client.send("GET", "/id/" + Sessions.ORG_ID + "/" + org.integrationUser(), ""))
        .path("organization_id").asText()).isEqualTo(Sessions.ORG_ID);
  }

  @Test
  void versions_need_no_token_and_do_not_count_all_else_tells_the_usage() {
    client.token = "";
    var versions = client.send("GET", "/services/data/", "");
    assertThat(json(versions).findValuesAsText("version")).contains("66.0");
    assertThat(versions.headers().firstValue("Sforce-Limit-Info")).isEmpty();
    client.login();
    client.get("limits/");
    var second = client.get("limits");
    assertThat(second.headers().firstValue("Sforce-Limit-Info")).contains("api-usage=2/100000");
    assertThat(json(second).path("DailyApiRequests").path("Remaining").asInt()).isEqualTo(99_998);
    assertThat(org.apiCalls()).isEqualTo(2);
  }

  @Test
  void beyond_the_daily_allowance_calls_are_refused() {
    org.dailyCalls(1);
    client.get("limits");
    assertThat(code(client.get("limits"))).isEqualTo("403 REQUEST_LIMIT_EXCEEDED");
  }

  @Test
  void a_dropped_reply_has_still_written() {
    org.server().add(new Fault(
        request -> request.method().equals("POST") && request.path().contains("Lead"), 1, new Fault.Effect.DropAfter()));
    assertThatThrownBy(() -> client.rest("POST", "sobjects/Lead", "{'LastName':'Twice','Company':'X'}"))
        .isInstanceOf(java.io.UncheckedIOException.class);
    assertThat(client.column("LastName", "SELECT LastName FROM Lead WHERE LastName = 'Twice'")).isNotEmpty();
  }

  @Test
  void a_scripted_reply_comes_instead_of_the_work() {
    org.server().add(new Fault(request -> request.path().contains("Lead"), 1,
        new Fault.Effect.Instead(Reply.text(503, "text/html", "<h1>Down for maintenance</h1>"))));
    assertThat(client.rest("POST", "sobjects/Lead", "{'LastName':'A','Company':'X'}").statusCode()).isEqualTo(503);
    assertThat(org.writes()).isZero();
  }
}
