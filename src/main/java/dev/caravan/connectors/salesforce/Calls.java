package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.connectors.Overdue;
import dev.caravan.outbox.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.salesforce.SalesforceComponent;

/**
 * Every call to Salesforce, each on a fresh exchange with our own headers only; counts them.
 *
 * <p>{@code Sforce-Auto-Assign: FALSE} goes with all of them: left out, the org's assignment rule runs on creates and
 * updates and may take the owner away again.
 */
final class Calls {
  /** Records in one collection call, and queries in one composite call: Salesforce's own limits. */
  static final int ROWS = 200;
  static final int QUERIES = 5;
  /** Objects described in one call; a describe is long. */
  private static final int DESCRIBED = 5;

  /**
   * How records are written. A part of a composite call takes over no header of the call but those of its format, so a write
   * names them itself.
   */
  private static final Map<String, String> WRITING =
      Map.of("Sforce-Auto-Assign", "FALSE", "Sforce-Duplicate-Rule-Header", "allowSave=true");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern USAGE = Pattern.compile("api-usage=(\\d+)/(\\d+)");

  private final ProducerTemplate template;
  private final Login login;
  private final String loginUrl;
  private final Duration deadline;
  private final Overdue overdue;
  private final ExecutorService callers = Executors.newCachedThreadPool(task -> {
    var thread = new Thread(task, "salesforce-call");
    thread.setDaemon(true);
    return thread;
  });
  private final String apiVersion;
  private volatile OrgFit fit = OrgFit.NONE;
  private final AtomicLong made = new AtomicLong();
  private final AtomicLong references = new AtomicLong(ThreadLocalRandom.current().nextInt(1_000_000_000));
  private final AtomicLong used = new AtomicLong(-1);
  private final AtomicLong allowed = new AtomicLong(-1);

  /** One page of a query; {@code next} is {@code ""} on the last one. */
  record Page(List<JsonNode> rows, String next) {}

  /** The reply to one query of a composite call: a page, or what Salesforce said against it. */
  record Answer(Page page, int status, String code, String words) {
    boolean refused() {
      return status >= 300;
    }

    /** Salesforce's own words, behind its code. */
    String refusal() {
      return code + ": " + words;
    }

    CallFailed failure(String what) {
      return CallFailed.reply(what, status, code, words, null).ofQuery();
    }
  }

  Calls(ProducerTemplate template, SalesforceComponent component, SalesforceSettings settings, Overdue overdue) {
    this.template = template;
    this.overdue = overdue;
    this.loginUrl = settings.loginUrl();
    this.deadline = settings.deadline();
    this.login = new Login(component, loginUrl, deadline, overdue);
    this.apiVersion = settings.apiVersion();
  }

  /** From now on what is written and looked up is made to fit the org. */
  void fitTo(OrgFit org) {
    fit = org;
  }

  /** The earlier of a moment by our clock and the org's present, as far as it has told. */
  Instant now(Instant ours) {
    return login.clock().now(ours);
  }

  SalesforceConnector.Usage usage() {
    return new SalesforceConnector.Usage(made.get(), used.get(), allowed.get());
  }

  /** The first page of a query. Goes as part of a composite call too: a plain reply does not say which query it answers. */
  Page query(String soql) {
    return page("a query", address(soql, "query"));
  }

  private Page page(String what, String address) {
    Reply reply = composite(what, List.of(address)).get(0);
    if (reply.status() >= 300) {
      throw reply.failure(what).ofQuery();
    }
    return page(reply.body());
  }

  private static String address(String soql, String how) {
    return "/" + how + "?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** All rows of a look-up, page by page. */
  List<JsonNode> rows(String soql) {
    return rest(query(fit.lookUp(soql)));
  }

  /** The version of the API that is called. */
  String version() {
    return apiVersion;
  }

  /** The versions of the API there are, oldest first. */
  List<String> versions() {
    String what = "the list of API versions";
    JsonNode reply = json(what, send(what, "salesforce:raw?format=JSON&rawMethod=GET&rawPath=/services/data/", ""));
    if (!reply.isArray() || reply.isEmpty()) {
      throw new CallFailed(Problem.REMOTE, "Salesforce, " + what + ": the reply lists none, so it says nothing; tried again", null);
    }
    var versions = new ArrayList<String>();
    reply.forEach(each -> versions.add(each.path("version").asText()));
    return versions;
  }

  /** What describe says of objects, by name; one that is not there, or not shown, is left out. */
  Map<String, JsonNode> describe(List<String> objects) {
    var described = new LinkedHashMap<String, JsonNode>();
    for (int from = 0; from < objects.size(); from += DESCRIBED) {
      List<String> part = objects.subList(from, Math.min(objects.size(), from + DESCRIBED));
      List<Reply> replies = composite("a describe", part.stream().map(name -> "/sobjects/" + name + "/describe").toList());
      for (int i = 0; i < part.size(); i++) {
        Reply reply = replies.get(i);
        if (reply.status() < 300 && !reply.body().path("fields").isArray()) {
          throw new CallFailed(Problem.REMOTE, "Salesforce, a describe: the reply has no \"fields\", so it says nothing; tried"
              + " again", null);
        }
        if (reply.status() < 300) {
          described.put(part.get(i), reply.body());
        } else if (reply.failure("a describe").problem() != Problem.CONFIG) {
          throw reply.failure("a describe").ofQuery();
        }
      }
    }
    return described;
  }

  /** The rows of a page and of all pages after it. */
  List<JsonNode> rest(Page first) {
    var rows = new ArrayList<>(first.rows());
    String next = first.next();
    while (!next.isEmpty()) {
      Page more = page("the next page", next.replaceFirst("^/services/data/v[\\d.]+", ""));
      rows.addAll(more.rows());
      next = more.next();
    }
    return rows;
  }

  /** Asks up to {@link #QUERIES} queries in one call; answers in the same order. */
  List<Answer> ask(List<String> soql) {
    return ask(soql, "query");
  }

  /** The same, finding also what was deleted. */
  List<Answer> askWithDeleted(List<String> soql) {
    return ask(soql, "queryAll");
  }

  private List<Answer> ask(List<String> soql, String how) {
    if (soql.isEmpty() || soql.size() > QUERIES) {
      throw new IllegalArgumentException(soql.size() + " queries in one composite call; 1 to " + QUERIES + " allowed");
    }
    var answers = new ArrayList<Answer>();
    for (Reply reply : composite("a composite query", soql.stream().map(query -> address(query, how)).toList())) {
      answers.add(reply.status() < 300 ? new Answer(page(reply.body()), reply.status(), "", "")
          : new Answer(new Page(List.of(), ""), reply.status(), reply.code(), reply.words()));
    }
    return answers;
  }

  /** The reply to one part of a composite call. */
  private record Reply(JsonNode body, int status) {
    String code() {
      return body.path(0).path("errorCode").asText("no code");
    }

    String words() {
      return body.path(0).path("message").asText("");
    }

    CallFailed failure(String what) {
      return CallFailed.reply(what, status, code(), words(), null);
    }
  }

  private List<Reply> composite(String what, List<String> addresses) {
    return parts(what, addresses.stream().map(address -> part("GET", address)).toList());
  }

  private ObjectNode part(String method, String address) {
    return JSON.createObjectNode().put("method", method).put("url", "/services/data/v" + apiVersion + address);
  }

  /**
   * Sends parts in one composite call; replies in the same order. The references are given once only, so that the reply to
   * an earlier call is not taken for the one to this.
   */
  private List<Reply> parts(String what, List<ObjectNode> parts) {
    ObjectNode request = JSON.createObjectNode().put("allOrNone", false);
    String call = "c" + references.incrementAndGet() + "q";
    for (int i = 0; i < parts.size(); i++) {
      request.withArray("compositeRequest").addObject().put("referenceId", call + i).setAll(parts.get(i));
    }
    JsonNode reply = json(what, send(what, "salesforce:composite?rawPayload=true", request.toString()));
    var replies = new ArrayList<Reply>();
    for (JsonNode part : reply.path("compositeResponse")) {
      if (!part.path("referenceId").asText().equals(call + replies.size())) {
        throw new CallFailed(Problem.REMOTE, "Salesforce, " + what + ": answer " + (replies.size() + 1)
            + " is not to question " + (replies.size() + 1) + "; tried again", null);
      }
      replies.add(new Reply(part.path("body"), part.path("httpStatusCode").asInt()));
    }
    if (replies.size() != parts.size()) {
      throw new CallFailed(Problem.REMOTE, "Salesforce, " + what + ": " + replies.size() + " answers to "
          + parts.size() + " questions; tried again", null);
    }
    return replies;
  }

  /** All rows of up to {@link #QUERIES} look-ups, asked in one call; a refused query fails them all. */
  List<List<JsonNode>> askAll(List<String> soql) {
    return all(ask(soql.stream().map(fit::lookUp).toList()));
  }

  /** The same, finding also what was deleted. */
  List<List<JsonNode>> askAllWithDeleted(List<String> soql) {
    return all(askWithDeleted(soql.stream().map(fit::lookUp).toList()));
  }

  private List<List<JsonNode>> all(List<Answer> answers) {
    var rows = new ArrayList<List<JsonNode>>();
    for (Answer answer : answers) {
      if (answer.refused()) {
        throw answer.failure("a look-up");
      }
      rows.add(rest(answer.page()));
    }
    return rows;
  }

  List<RowResult> create(Batch batch, List<Map<String, Object>> rows) {
    return write(batch, "creating records", "POST", "/composite/sobjects", fit.rows(OrgFit.Way.CREATE, rows));
  }

  /** Updates records of any types by their {@code id}. */
  List<RowResult> update(Batch batch, List<Map<String, Object>> rows) {
    return write(batch, "updating records", "PATCH", "/composite/sobjects", fit.rows(OrgFit.Way.UPDATE, rows));
  }

  List<RowResult> upsert(Batch batch, String type, String keyField, List<Map<String, Object>> rows) {
    return write(batch, "upserting " + type, "PATCH", "/composite/sobjects/" + type + "/" + keyField,
        fit.rows(OrgFit.Way.UPSERT, rows));
  }

  /** Writes records, as part of a composite call too: results name no row, so a plain reply may be one to an earlier write. */
  private List<RowResult> write(Batch batch, String what, String method, String address, List<Map<String, Object>> rows) {
    var results = new ArrayList<RowResult>();
    for (int from = 0; from < rows.size(); from += ROWS) {
      List<Map<String, Object>> some = rows.subList(from, Math.min(rows.size(), from + ROWS));
      batch.beforeWriting();
      ObjectNode part = part(method, address);
      part.set("httpHeaders", JSON.valueToTree(WRITING));
      part.putObject("body").put("allOrNone", false).set("records", JSON.valueToTree(some));
      Reply reply = parts(what, List.of(part)).get(0);
      if (reply.status() >= 300) {
        // An object may be missing in an org; the address of all objects never is.
        CallFailed failure = reply.failure(what);
        throw address.endsWith("/sobjects") ? failure.ofAddressThatIsThere() : failure;
      }
      if (!reply.body().isArray() || reply.body().size() != some.size()) {
        throw new CallFailed(Problem.REMOTE, "Salesforce, " + what + ": " + some.size()
            + " records sent and another number of results came back; tried again", null);
      }
      for (int i = 0; i < some.size(); i++) {
        RowResult result = fit.judged(some.get(i), RowResult.of(reply.body().get(i)));
        fit.refused(result);
        results.add(result);
      }
    }
    return results;
  }

  private Object send(String what, String uri, Object body) {
    try {
      return sent(what, uri, body);
    } catch (CallFailed failure) {
      throw failure.ofAddressThatIsThere();
    }
  }

  private Object sent(String what, String uri, Object body) {
    login.ensure();
    made.incrementAndGet();
    Exchange exchange = withinDeadline(what, () -> template.request(uri, out -> {
      out.getMessage().setBody(body);
      WRITING.forEach(out.getMessage()::setHeader);
      out.getMessage().setHeader("Sforce-Call-Options", "client=caravan");
    }));
    note(exchange.getMessage().getHeader("Sforce-Limit-Info", "", String.class));
    if (exchange.getException() != null) {
      throw CallFailed.of(what, loginUrl, exchange.getException());
    }
    int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
    if (status >= 300) {
      throw CallFailed.reply(what, status, exchange.getMessage().getBody(String.class));
    }
    Object reply = exchange.getMessage().getBody();
    return reply == null ? "" : reply;
  }

  /** The library has no bound over a call with its renewed logins; this one holds whatever it does. */
  private Exchange withinDeadline(String what, Callable<Exchange> call) {
    Future<Exchange> reply = callers.submit(call);
    try {
      return reply.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      reply.cancel(true);
      String named = "Salesforce, " + what;
      throw new CallFailed(Problem.REMOTE, named + ": " + overdue.givenUp(named, deadline) + "; tried again", e);
    } catch (ExecutionException e) {
      throw CallFailed.of(what, loginUrl, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      reply.cancel(true);
      Thread.currentThread().interrupt();
      throw new CallFailed(Problem.REMOTE, "Salesforce, " + what + ": stopped while waiting for the reply; tried again", e);
    }
  }

  private void note(String limitInfo) {
    var usage = USAGE.matcher(limitInfo);
    if (usage.find()) {
      used.set(Long.parseLong(usage.group(1)));
      allowed.set(Long.parseLong(usage.group(2)));
    }
  }

  private static JsonNode json(String what, Object reply) {
    try {
      return reply instanceof InputStream stream ? JSON.readTree(stream) : JSON.readTree(reply.toString());
    } catch (IOException e) {
      throw new CallFailed(Problem.REMOTE, "Salesforce, " + what + ": a reply that is not JSON; tried again", e);
    }
  }

  /** A page of a reply that says how many rows there are: one that does not say so does not say that there are none. */
  private static Page page(JsonNode reply) {
    if (!reply.path("records").isArray() || !reply.path("totalSize").isNumber() || !reply.path("done").isBoolean()) {
      throw new CallFailed(Problem.REMOTE, "Salesforce, a query: the reply has no \"records\", \"totalSize\" and \"done\", so"
          + " it says nothing; tried again", null);
    }
    var rows = new ArrayList<JsonNode>();
    reply.path("records").forEach(rows::add);
    String next = reply.path("nextRecordsUrl").asText("");
    boolean done = reply.path("done").asBoolean();
    if (done != next.isEmpty() || rows.size() > reply.path("totalSize").asInt() || !done && rows.isEmpty()) {
      throw new CallFailed(Problem.REMOTE, "Salesforce, a query: " + rows.size() + " rows of "
          + reply.path("totalSize").asInt() + (done ? ", the last ones" : ", with more to come") + (next.isEmpty()
          ? " but no next page" : ", and a next page") + "; tried again", null);
    }
    return new Page(rows, next);
  }
}
