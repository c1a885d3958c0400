package dev.caravan.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A caller of the stand-in over real HTTP, and the small org the tests share. */
final class Client {
  static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
  static final ObjectMapper JSON = new ObjectMapper();
  static final String DANA = "00Q5g000000DanaEAC";

  private static final List<String> FACTS = List.of(
      fact("001A@1", "account", "001A", "2026-01-05T00:00:00Z",
          "'name':'Halden Health','website':'https://www.halden-health.example','employees':12000,'owner':'005B',"
              + "'customer':false,'region':'North'"),
      fact("005B@1", "user", "005B", "2026-01-01T00:00:00Z",
          "'name':'Bo Rep','email':'bo@org.example','active':true,'time_zone':'Europe/Berlin'"),
      fact("005X@1", "user", "005X", "2026-01-01T00:00:00Z", "'name':'Gone Rep','active':false"),
      fact("lead-1@2", "person", "dana@halden-health.example", "2026-02-02T00:00:00Z",
          "'ids':{'salesforce':'" + DANA + "'},'title':'Director','consent':{'phone':false}"),
      fact("lead-1@1", "person", "dana@halden-health.example", "2026-01-02T00:00:00Z",
          "'ids':{'salesforce':'" + DANA + "'},'first_name':'Dana','last_name':'Reyes','title':'Manager',"
              + "'company':'Halden Health','consent':{'email':false},'owner':'005B'"),
      fact("lead-2@1", "person", "old@halden-health.example", "2026-01-03T00:00:00Z",
          "'ids':{'salesforce':'00Q2'},'last_name':'Old','company':'Halden','converted_to':'003C'"),
      fact("contact-1@1", "person", "carl@halden-health.example", "2026-01-03T00:00:00Z",
          "'ids':{'salesforce':'003C'},'first_name':'Carl','last_name':'Buyer','account':'001A','country':'DE'"),
      fact("701A@1", "campaign", "701A", "2026-01-04T00:00:00Z",
          "'name':'Spring fair','cost':1200.5,'currency':'EUR','starts':'2026-04-01'"),
      fact("006A@1", "opportunity", "006A", "2026-02-04T00:00:00Z",
          "'account':'001A','solution':'payments','kind':'new','stage':'Negotiation','amount':5000,'owner':'005B',"
              + "'contacts':[{'person':'carl@halden-health.example','role':'Decision Maker'}]"),
      fact("contract-800A@2026", "contract", "001A", "2026-02-04T00:00:00Z",
          "'account':'001A','solution':'payments','ends':'2026-12-31'"),
      "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"eloqua\",\"type\":\"activity.email-open\",\"subject\":\"a@b.example\"}",
      "not json");

  final SalesforceStandIn org;
  private final HttpClient http = HttpClient.newHttpClient();
  String token = "";

  Client(SalesforceStandIn org) {
    this.org = org;
  }

  static Path facts(Path folder) {
    try {
      return Files.write(folder.resolve("facts.ndjson"), FACTS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SalesforceStandIn open(Path folder) {
    return SalesforceStandIn.open(facts(folder), folder.resolve("salesforce.log"), Clock.fixed(NOW, ZoneOffset.UTC), 0);
  }

  static String fact(String id, String type, String subject, String time, String data) {
    return ("{'specversion':'1.0','id':'" + id + "','source':'salesforce','type':'" + type + "','subject':'" + subject
        + "','time':'" + time + "','data':{" + data + "}}").replace('\'', '"');
  }

  Client login() {
    var reply = send("POST", "/services/oauth2/token", "grant_type=client_credentials&client_id="
        + SalesforceStandIn.CLIENT_ID + "&client_secret=" + SalesforceStandIn.CLIENT_SECRET,
        "Content-Type", "application/x-www-form-urlencoded;charset=utf-8");
    assertThat(reply.statusCode()).isEqualTo(200);
    token = json(reply).path("access_token").asText();
    return this;
  }

  /** Single quotes stand for double ones. */
  HttpResponse<String> rest(String method, String path, String body, String... headers) {
    return send(method, "/services/data/v66.0/" + path, body.replace('\'', '"'), headers);
  }

  HttpResponse<String> get(String path, String... headers) {
    return rest("GET", path, "", headers);
  }

  JsonNode query(String soql, String... headers) {
    var reply = get("query?q=" + encoded(soql), headers);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return json(reply);
  }

  /** One field of all records a query gives. */
  List<String> column(String field, String soql) {
    return query(soql).path("records").findValuesAsText(field);
  }

  HttpResponse<String> send(String method, String path, String body, String... headers) {
    try {
      return http.send(request(method, path, body, headers), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest request(String method, String path, String body, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : org.base() + path));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    boolean none = body.isEmpty();
    return request.method(method,
        none ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body)).build();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static JsonNode json(HttpResponse<String> reply) {
    try {
      return JSON.readTree(reply.body());
    } catch (IOException e) {
      throw new UncheckedIOException(reply.body(), e);
    }
  }

  /** The code of a refused plain call. */
  static String code(HttpResponse<String> reply) {
    return reply.statusCode() + " " + json(reply).path(0).path("errorCode").asText();
  }
}
