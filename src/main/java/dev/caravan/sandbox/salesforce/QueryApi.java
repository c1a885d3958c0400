package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /query} and {@code /queryAll}, a page at a time; later pages show the records as they were when asked. */
final class QueryApi {
  private static final int URI_LIMIT = 16_384;
  private static final int CURSORS = 200;
  private static final Pattern BATCH = Pattern.compile("batchSize\\s*=\\s*(\\d+)", Pattern.CASE_INSENSITIVE);

  private record Cursor(Soql query, List<Row> rows, int pageSize, boolean withDeleted) {}

  private final Org org;
  private final Map<String, Cursor> cursors = new LinkedHashMap<>();
  private long made;

  QueryApi(Org org) {
    this.org = org;
  }

  void addTo(Api api) {
    api.route("GET", "(query|queryAll)", this::query);
    api.route("GET", "query(?:All)?/(01g\\w+)-(\\d+)", this::more);
  }

  private Answer query(Call call) {
    String text = call.query().getOrDefault("q", "");
    if (text.isBlank()) {
      throw Refusal.of("MALFORMED_QUERY", "No query: the parameter q is missing or empty");
    }
    if (URLEncoder.encode(text, StandardCharsets.UTF_8).length() > URI_LIMIT) {
      throw Refusal.of(414, "URI_TOO_LONG", "The length of the URI exceeds the 16,384-byte limit.");
    }
    boolean withDeleted = call.group(0).toLowerCase(Locale.ROOT).equals("queryall");
    Soql query = SoqlParser.parse(org, text);
    List<Row> rows = Queries.rows(org, query, withDeleted);
    if (query.count()) {
      ObjectNode result = Json.object().put("totalSize", rows.size()).put("done", true);
      result.putArray("records");
      return Answer.ok(result);
    }
    var cursor = new Cursor(query, rows, pageSize(call.header("Sforce-Query-Options", "")), withDeleted);
    String id = "";
    if (rows.size() > cursor.pageSize()) {
      made++;
      id = Ids.make("01g", 'C', made);
      cursors.put(id, cursor);
      if (cursors.size() > CURSORS) {
        cursors.remove(cursors.keySet().iterator().next());
      }
    }
    return page(call, id, cursor, 0);
  }

  private static int pageSize(String options) {
    Matcher matcher = BATCH.matcher(options);
    int wanted = matcher.find() ? (int) Math.min(2000, Long.parseLong(matcher.group(1))) : 2000;
    return Math.max(200, wanted);
  }

  private Answer more(Call call) {
    Cursor cursor = cursors.get(call.group(0));
    int from = Integer.parseInt(call.group(1));
    if (cursor == null || from > cursor.rows().size()) {
      throw Refusal.of("INVALID_QUERY_LOCATOR", "invalid query locator");
    }
    return page(call, call.group(0), cursor, from);
  }

  private Answer page(Call call, String id, Cursor cursor, int from) {
    int to = Math.min(cursor.rows().size(), from + cursor.pageSize());
    boolean done = to == cursor.rows().size();
    ObjectNode result = Json.object().put("totalSize", cursor.rows().size()).put("done", done);
    if (!done) {
      result.put("nextRecordsUrl", call.base() + "/query/" + id + "-" + to);
    }
    result.putArray("records")
        .addAll(Queries.render(org, cursor.query(), cursor.rows().subList(from, to), call.base(),
            cursor.withDeleted()));
    return Answer.ok(result);
  }
}
