package dev.caravan.sandbox.eloqua;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginTest extends StandInFixture {
  private Caller.Answer token(String body) {
    return caller.as(Credentials.TEST.clientBasic()).send("POST", "/auth/oauth2/token", body);
  }

  private JsonNode byPassword() {
    return token("{`grant_type`:`password`,`username`:`CaravanSandbox\\\\caravan.api`,`password`:`sandbox-password`}")
        .json();
  }

  @Test
  void a_password_grant_opens_the_door_and_the_id_says_where_the_apis_are() {
    JsonNode token = byPassword();
    assertThat(token.path("expires_in").asLong()).isEqualTo(28800);
    JsonNode id = caller.as("Bearer " + token.path("access_token").asText()).get("/id").json();
    assertThat(id.path("site").path("id").isNumber()).isTrue();
    assertThat(id.path("urls").path("base").asText()).isEqualTo(eloqua.base().toString());
    assertThat(id.path("urls").path("apis").path("rest").path("bulk").asText())
        .isEqualTo(eloqua.base() + "/API/Bulk/{version}/");
  }

  @Test
  void a_form_body_is_as_good_as_json() {
    String form = "grant_type=password&username=" + Caller.enc(Credentials.TEST.login()) + "&password=sandbox-password";
    var answer = caller.as(Credentials.TEST.clientBasic()).send(
        "POST", "/auth/oauth2/token", "application/x-www-form-urlencoded", form.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("refresh_token").asText()).isNotEmpty();
  }

  @Test
  void bad_credentials_at_id_are_told_in_the_body_not_by_the_status() {
    for (String bad : new String[] {"", "Basic bm9ib2R5Ondyb25n", "Bearer made-up"}) {
      var answer = caller.as(bad).get("/id");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("\"Not authenticated.\"");
    }
  }

  @Test
  void a_refresh_token_works_once() {
    String first = byPassword().path("refresh_token").asText();
    JsonNode next = token("{`grant_type`:`refresh_token`,`refresh_token`:`" + first + "`}").json();
    assertThat(next.path("refresh_token").asText()).isNotEqualTo(first).isNotEmpty();
    var again = token("{`grant_type`:`refresh_token`,`refresh_token`:`" + first + "`}");
    assertThat(again.status()).isEqualTo(401);
    assertThat(again.json().path("error").isTextual()).isTrue();
    assertThat(again.json().path("error_code").isNumber()).isTrue();
    assertThat(again.json().path("error_description").isTextual()).isTrue();
    assertThat(token("{`grant_type`:`refresh_token`,`refresh_token`:`" + next.path("refresh_token").asText() + "`}")
        .status()).isEqualTo(200);
  }

  @Test
  void an_access_token_dies_by_the_clock() {
    eloqua.accessTokensLive(Duration.ofMinutes(10));
    Caller bearer = caller.as("Bearer " + byPassword().path("access_token").asText());
    later(Duration.ofMinutes(9));
    assertThat(bearer.bulk("GET", "/contacts/fields", "").status()).isEqualTo(200);
    later(Duration.ofMinutes(1));
    assertThat(bearer.bulk("GET", "/contacts/fields", "").status()).isEqualTo(401);
    assertThat(bearer.rest("GET", "/data/contacts", "").status()).isEqualTo(401);
  }

  @Test
  void wrong_client_or_password_is_401() {
    assertThat(caller.as("Basic eDp5").send("POST", "/auth/oauth2/token", "{`grant_type`:`password`}").status())
        .isEqualTo(401);
    assertThat(token("{`grant_type`:`password`,`username`:`x`,`password`:`y`}").status()).isEqualTo(401);
    assertThat(token("{`grant_type`:`client_credentials`}").json().path("error").asText())
        .isEqualTo("unsupported_grant_type");
  }

  @Test
  void paths_match_by_any_case_and_unknown_ones_are_404() {
    assertThat(caller.get("/API/BULK/2.0/CONTACTS/FIELDS").status()).isEqualTo(200);
    assertThat(caller.get("/api/bulk/2.0/nonsense").status()).isEqualTo(404);
    assertThat(caller.as("").get("/api/bulk/2.0/contacts/fields").status()).isEqualTo(401);
  }
}
