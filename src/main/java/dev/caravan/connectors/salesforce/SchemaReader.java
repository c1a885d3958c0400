package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.connectors.SystemFindings;
import dev.caravan.journal.Findings;
import dev.caravan.outbox.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Learns what the org shows before anything is read or written, and again every day; every ten minutes while something
 * is missing that a stream cannot do without, and at once after Salesforce has refused a field or an object.
 */
final class SchemaReader {
  private static final Duration FRESH = Duration.ofDays(1);
  private static final Duration FRESH_WHILE_MISSING = Duration.ofMinutes(10);

  private final Calls calls;
  private final MappedFields mapped;
  private final OrgChecks checks;
  private final SystemFindings findings;
  private final InstantSource clock;
  private final Supplier<String> foreign;
  private OrgSchema schema = OrgSchema.UNKNOWN;
  private Instant readAt = Instant.MIN;
  private boolean missing;

  /**
   * @param foreign why the org is not the one the data are of, {@code ""} if it is; asked after a login
   */
  SchemaReader(Calls calls, MappedFields mapped, OrgChecks checks, SystemFindings findings, InstantSource clock, Supplier<String> foreign) {
    this.calls = calls;
    this.mapped = mapped;
    this.checks = checks;
    this.findings = findings;
    this.clock = clock;
    this.foreign = foreign;
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
      checkVersion();
      String another = foreign.get();
      if (!another.isEmpty()) {
        throw CallFailed.loginForbidden("Salesforce: " + another);
      }
      schema = read();
      var found = new LinkedHashMap<>(mapped.findings(schema));
      found.putAll(checks.findings(schema));
      duplicateRules().ifPresent(rules -> found.put(Findings.NOTE + "duplicate-rules", rules));
      readAt = now;
      missing = false;
      findings.renew(found, about -> SchemaFit.holds(schema, about));
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

  /** An org knows the versions of some years; of another one every call says only that it is not there. */
  private void checkVersion() {
    List<String> versions;
    try {
      versions = calls.versions();
    } catch (CallFailed failure) {
      if (failure.problem() != Problem.CONFIG || failure.isOfLogin()) {
        throw failure;
      }
      return; // who may not ask for versions may still use one
    }
    if (!versions.isEmpty() && !versions.contains(calls.version())) {
      throw CallFailed.loginForbidden("Salesforce has no API version " + calls.version() + " (caravan.salesforce.api-version),"
          + " but " + versions.get(0) + " to " + versions.get(versions.size() - 1) + "; name one of these");
    }
  }

  private Optional<String> duplicateRules() {
    try {
      List<String> rules = calls.query("SELECT DeveloperName FROM DuplicateRule WHERE IsActive = true AND SobjectType = 'Lead'"
          + " ORDER BY DeveloperName").rows().stream().map(row -> row.path("DeveloperName").asText()).toList();
      return rules.isEmpty() ? Optional.empty() : Optional.of("Salesforce has active duplicate rules for leads: "
          + String.join(", ", rules) + "; a new lead they only warn of is saved, one they block is parked");
    } catch (CallFailed failure) {
      if (!failure.isRefusedQuery()) {
        throw failure;
      }
      return Optional.empty(); // not every user may see the rules; what they block is told when they do
    }
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
      if (!failure.isRefusedQuery()) {
        throw failure;
      }
      return ""; // the finding says that amounts go without a currency
    }
  }
}
