package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.outbox.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Learns what the org shows before anything is read or written, and again every day; every ten minutes while something
 * is missing that a stream cannot do without, and at once after Salesforce has refused a field or an object.
 */
final class SchemaReader {
  private static final Duration FRESH = Duration.ofDays(1);
  private static final Duration FRESH_WHILE_MISSING = Duration.ofMinutes(10);

  private final Calls calls;
  private final MappedFields mapped;
  private final OrgFindings findings;
  private final InstantSource clock;
  private OrgSchema schema = OrgSchema.UNKNOWN;
  private Instant readAt = Instant.MIN;
  private boolean missing;

  SchemaReader(Calls calls, MappedFields mapped, OrgFindings findings, InstantSource clock) {
    this.calls = calls;
    this.mapped = mapped;
    this.findings = findings;
    this.clock = clock;
  }

  /**
   * What the org shows.
   *
   * @throws CallFailed if it must be asked and does not answer
   */
  synchronized OrgSchema current() {
    Instant now = clock.instant();
    Duration fresh = missing ? FRESH_WHILE_MISSING : FRESH;
    if (readAt.equals(Instant.MIN) || !now.isBefore(readAt.plus(fresh)) || now.isBefore(readAt)) {
      schema = read();
      readAt = now;
      missing = false;
      findings.renew(mapped.findings(schema), about -> SchemaFit.holds(schema, about));
    }
    return schema;
  }

  /** Something a stream cannot do without is not there; it is looked for again soon. */
  synchronized void lookAgainSoon() {
    missing = true;
  }

  /** What is known may be out of date: it is asked anew before the next call. */
  synchronized void forget() {
    readAt = Instant.MIN;
  }

  private OrgSchema read() {
    var objects = new HashMap<String, ObjectSchema>();
    var asked = new HashSet<String>();
    List<String> names = mapped.objects();
    names.forEach(name -> asked.add(name.toLowerCase(Locale.ROOT)));
    for (Map.Entry<String, JsonNode> each : calls.describe(names).entrySet()) {
      objects.put(each.getKey().toLowerCase(Locale.ROOT), ObjectSchema.of(each.getValue()));
    }
    var read = new OrgSchema(asked, objects, "");
    return mapped.lacksCurrency(read) ? read.with(currency()) : read;
  }

  private String currency() {
    try {
      List<JsonNode> rows = calls.query("SELECT DefaultCurrencyIsoCode FROM Organization").rows();
      return rows.isEmpty() ? "" : rows.get(0).path("DefaultCurrencyIsoCode").asText("");
    } catch (CallFailed failure) {
      if (failure.problem() != Problem.CONFIG) {
        throw failure;
      }
      return ""; // the finding says that amounts go without a currency
    }
  }
}
