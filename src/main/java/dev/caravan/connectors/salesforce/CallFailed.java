package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.journal.UnreadStreams;
import dev.caravan.model.Masked;
import dev.caravan.outbox.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.jspecify.annotations.Nullable;

/** A whole call to Salesforce failed: nothing is known about single records, so nothing is parked for it. */
final class CallFailed extends RuntimeException implements UnreadStreams {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> LIMITS = Set.of("REQUEST_LIMIT_EXCEEDED", "EXCEEDED_ID_LIMIT", "TOO_MANY_REQUESTS");
  private static final Set<String> PASSING = Set.of("UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE",
      "REQUEST_RUNNING_TOO_LONG", "QUERY_TIMEOUT", "UNKNOWN_EXCEPTION");
  private static final String CHECK_LOGIN = "check caravan.salesforce.login-url (your My Domain address),"
      + " caravan.salesforce.client-id and caravan.salesforce.client-secret (for jwt: caravan.salesforce.keystore and"
      + " caravan.salesforce.user), and that the app has the client-credentials or JWT flow"
      + " switched on with a run-as user who may use the API";

  /** What it was that failed. */
  private enum Of { LOGIN, CALL, ADDRESS, QUERY }

  private final Problem problem;
  private final Of of;
  private final ArrayList<String> streams;

  CallFailed(Problem problem, String why, @Nullable Throwable cause) {
    this(problem, why, cause, Of.CALL, List.of());
  }

  private CallFailed(Problem problem, String why, @Nullable Throwable cause, Of of, List<String> streams) {
    super(Masked.text(why), cause);
    this.problem = problem;
    this.of = of;
    this.streams = new ArrayList<>(streams);
  }

  /** The same while these streams were to be read. */
  CallFailed whileReading(List<String> unread) {
    return new CallFailed(problem, why(), this, of, unread);
  }

  /** The same of one query of a call, while other queries may well be answered. */
  CallFailed ofQuery() {
    return new CallFailed(problem, why(), getCause(), Of.QUERY, streams());
  }

  /** The same of an address that every org has: that it is not found has nothing to do with the set-up, and passes. */
  CallFailed ofAddressThatIsThere() {
    return of != Of.ADDRESS ? this : new CallFailed(Problem.REMOTE, why().replace(advice(Problem.CONFIG), advice(Problem.REMOTE)
        + "; if this lasts, check caravan.salesforce.api-version"), getCause(), Of.CALL, streams());
  }

  /** Whether it was the login: then no call of any kind is answered. */
  boolean isOfLogin() {
    return of == Of.LOGIN;
  }

  /** Whether Salesforce refuses one query for its object, a field or a permission, rather than to be asked at all. */
  boolean isRefusedQuery() {
    return of == Of.QUERY && problem == Problem.CONFIG;
  }

  /** A login that must not be tried, or whose reply must not be followed. */
  static CallFailed loginForbidden(String why) {
    return new CallFailed(Problem.CONFIG, why, null, Of.LOGIN, List.of());
  }

  @Override
  public List<String> streams() {
    return List.copyOf(streams);
  }

  @Override
  public Kind kind() {
    return switch (problem) {
      case REMOTE, LIMIT -> Kind.PASSES;
      case CONFIG -> of == Of.QUERY ? Kind.REFUSED : Kind.STOPS;
      case DATA, BUG -> Kind.STOPS;
    };
  }

  Problem problem() {
    return problem;
  }

  String why() {
    return String.valueOf(getMessage());
  }

  /** A reply whose body should hold Salesforce's code and words. */
  static CallFailed reply(String what, int status, @Nullable String body) {
    try {
      JsonNode error = JSON.readTree(body == null ? "" : body).path(0);
      return reply(what, status, error.path("errorCode").asText(""), error.path("message").asText(""), null);
    } catch (IOException e) {
      return reply(what, status, "", "a reply that is not JSON", e);
    }
  }

  /** What an error reply of Salesforce means for the call as a whole. */
  static CallFailed reply(String what, int status, String code, String words, @Nullable Throwable cause) {
    Problem problem;
    if (LIMITS.contains(code) || status == 429) {
      problem = Problem.LIMIT;
    } else if (PASSING.contains(code) || status == 0 || status == 408 || status == 420 || status >= 500
        || isElsewhere(status) && code.isEmpty()) {
      problem = Problem.REMOTE;
    } else {
      problem = Problem.CONFIG;
    }
    String said = (code.isEmpty() ? "" : code + ": ") + words;
    return new CallFailed(problem, "Salesforce, " + what + ": " + said + (status == 0 ? "" : " (status " + status + ")") + "; "
        + advice(problem), cause, problem == Problem.CONFIG && isElsewhere(status) ? Of.ADDRESS : Of.CALL, List.of());
  }

  /** Not found. Where no error of Salesforce's is named, that comes from something before it, such as a proxy. */
  private static boolean isElsewhere(int status) {
    return status == 404 || status == 410;
  }

  /** A login that came to nothing; {@code status} is 0 where no whole reply came. */
  static CallFailed login(String loginUrl, int status, String words) {
    return login(loginUrl, status, words, null);
  }

  private static CallFailed login(String loginUrl, int status, String words, @Nullable Throwable cause) {
    boolean elsewhere = isElsewhere(status);
    boolean refused = status >= 400 && status < 500 && status != 408 && status != 429 && !elsewhere;
    Problem problem = refused ? Problem.CONFIG : status == 429 ? Problem.LIMIT : Problem.REMOTE;
    return new CallFailed(problem, "Salesforce login at " + loginUrl + (refused ? " refused: " : " failed: ") + words
        + (status == 0 ? "" : " (status " + status + ")") + "; " + (refused ? CHECK_LOGIN : advice(problem))
        + (elsewhere ? "; if this lasts, check caravan.salesforce.login-url (your My Domain address)" : ""), cause, Of.LOGIN,
        List.of());
  }

  /** Reads what camel-salesforce threw; {@code loginUrl} is named when the login was refused. */
  static CallFailed of(String what, String loginUrl, Throwable thrown) {
    SalesforceException said = null;
    StringBuilder trail = new StringBuilder();
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof SalesforceException salesforce && (said == null || said.getErrors().isEmpty())) {
        said = salesforce;
      }
      trail.append(t.getMessage()).append(" | ");
    }
    String all = trail.toString();
    int status = said == null ? 0 : said.getStatusCode();
    List<RestError> errors = said == null ? List.of() : said.getErrors();
    if (all.toLowerCase(Locale.ROOT).contains("login error")) {
      String words = errors.isEmpty() ? rootWords(thrown)
          : errors.stream().map(RestError::getMessage).collect(Collectors.joining("; "));
      return login(loginUrl, status, words, thrown);
    }
    if (errors.isEmpty()) {
      // An odd success status here means that the reply could not be read (too large, or cut off).
      return reply(what, status >= 200 && status < 300 ? 0 : status, "", rootWords(thrown), thrown);
    }
    RestError first = errors.get(0);
    return reply(what, status, String.valueOf(first.getErrorCode()), String.valueOf(first.getMessage()), thrown);
  }

  private static String advice(Problem problem) {
    return switch (problem) {
      case CONFIG -> "check the permission set, fields and objects in connectors/salesforce/README.md";
      case LIMIT -> "tried again when the limit allows it";
      case REMOTE -> "tried again";
      case DATA, BUG -> "nothing was written";
    };
  }

  private static String rootWords(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    // The text of an error page or a query may hold personal data; the kind of trouble is enough.
    if (root instanceof java.io.EOFException) {
      return "the connection was dropped before a reply came";
    }
    String words = String.valueOf(root.getMessage());
    int query = words.indexOf("?");
    String safe = query < 0 ? words : words.substring(0, query);
    return root.getClass().getSimpleName() + ": " + (safe.length() > 200 ? safe.substring(0, 200) + "…" : safe);
  }
}
