package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.http.LoopbackServer;
import dev.caravan.sandbox.http.WriteLog;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A Salesforce org on loopback whose records come from a fact file, and which remembers what callers wrote.
 *
 * <p>Any user of it may read and write; all calls act as one integration user. Times have whole seconds, as Salesforce
 * stamps them. Records whose facts name no owner have none. The active lead assignment rule takes every lead that is
 * written without {@code Sforce-Auto-Assign: FALSE}.
 */
public final class SalesforceStandIn implements AutoCloseable {
  /** The client that may log in. */
  public static final String CLIENT_ID = "caravan-sandbox-client";
  public static final String CLIENT_SECRET = "caravan-sandbox-secret";
  /** The user of the password grant, and the {@code sub} of a JWT; any signature is accepted. */
  public static final String USERNAME = "caravan.integration@org.example";
  public static final String PASSWORD = "caravan-sandbox-password";
  public static final String REFRESH_TOKEN = "caravan-sandbox-refresh-token";

  /** How the org's duplicate rule on e-mails behaves: warn (a header lets it pass) or block. */
  public enum Duplicates { OFF, ALERT, BLOCK }

  private final LoopbackServer server;
  private final WriteLog log;
  private final Org org;
  private final Writer writer;
  private final Lifecycle lifecycle;
  private final Rules rules;
  private final Sessions sessions;
  private final Api api;
  private final Shipped shipped;
  private final int unreadable;
  private final Deque<FactLoader.Later> later;

  private SalesforceStandIn(
      Path factFile, @Nullable Path writeLogFile, InstantSource clock, Instant until, int port, List<Shape> shapes) {
    log = writeLogFile == null ? WriteLog.inMemory() : WriteLog.at(writeLogFile);
    Schema schema = Schema.shipped();
    shapes.forEach(shape -> shape.prepare(schema));
    org = new Org(schema, clock, log);
    shapes.forEach(shape -> shape.limit(schema, org.access));
    shipped = new Shipped(org);
    var drafts = new Drafts(org, shipped);
    var loader = new FactLoader(drafts, until);
    loader.read(factFile);
    drafts.settle();
    later = loader.later();
    unreadable = loader.unreadable();
    rules = new Rules(org);
    rules.assignLeadsTo(shipped.webLeads);
    writer = new Writer(org, rules);
    lifecycle = new Lifecycle(org, rules, new Caller(shipped.administrator, false, true, true));
    var bulk = new BulkApi(org, writer);
    org.replay(log.earlier(), bulk::replay);
    server = new LoopbackServer("salesforce", port);
    sessions = new Sessions(clock, shipped.integration, () -> server.base().toString());
    api = new Api(org, sessions, shipped.integration);
    sessions.addTo(server);
    new CollectionsApi(org, writer).addTo(api);
    new CompositeApi(org, api).addTo(api);
    new QueryApi(org).addTo(api);
    new RowsApi(org, writer).addTo(api);
    bulk.addTo(api);
    api.addTo(server);
  }

  /**
   * Loads the facts, does again what the log tells, and listens.
   *
   * @param factFile CloudEvents, one a line; what is not about Salesforce's records is passed over
   * @param writeLogFile where writes are remembered; null forgets them at the end
   * @param clock when writes happen and tokens expire
   * @param port 0 for any free one
   * @param shapes how the org differs from one that was set up for Caravan, all at once
   * @throws java.io.UncheckedIOException if a file cannot be read or the port is taken
   * @throws IllegalStateException if the log does not fit the facts
   */
  public static SalesforceStandIn open(
      Path factFile, @Nullable Path writeLogFile, InstantSource clock, int port, Shape... shapes) {
    return started(new SalesforceStandIn(factFile, writeLogFile, clock, Instant.MAX, port, List.of(shapes)));
  }

  /**
   * The same, of which nobody sees yet what the facts tell of after the clock's present: it happens by {@link #timePasses}.
   */
  public static SalesforceStandIn openInTime(Path factFile, @Nullable Path writeLogFile, InstantSource clock, int port) {
    return started(new SalesforceStandIn(factFile, writeLogFile, clock, clock.instant(), port, List.of()));
  }

  private static SalesforceStandIn started(SalesforceStandIn standIn) {
    standIn.server.start();
    return standIn;
  }

  /** Lets happen what the facts tell of up to now. */
  public void timePasses() {
    org.read(() -> {
      for (var next = later.peek(); next != null && !next.at().isAfter(org.clock.instant()); next = later.peek()) {
        var drafts = new Drafts(org, shipped);
        FactLoader.take(later.remove(), drafts);
        drafts.settle();
      }
      return this;
    });
  }

  /** Login URL and instance URL alike, such as {@code http://127.0.0.1:40123}. */
  public URI base() {
    return server.base();
  }

  /** The server below, for faults and request counts. */
  public LoopbackServer server() {
    return server;
  }

  /** All that differs from what was loaded, in canonical order; equal text means equal outcome. */
  public String snapshot() {
    return org.read(() -> Snapshot.of(org));
  }

  /** Records created, changed or deleted by callers since the start; writes that changed nothing don't count. */
  public long writes() {
    return org.writes();
  }

  /** Calls that count against the org's daily allowance, since the start. */
  public long apiCalls() {
    return api.calls();
  }

  /** Tokens given out since the start. */
  public long logins() {
    return sessions.logins();
  }

  /** Facts that could not be read. */
  public int unreadableFacts() {
    return unreadable;
  }

  /** Id of the user all callers are. */
  public String integrationUser() {
    return shipped.integration;
  }

  /** Id of the user who acts when {@link #update} is called. */
  public String personUser() {
    return shipped.administrator;
  }

  /** A record's filled fields by name: String, Boolean, Long, Double, LocalDate or Instant; null if there is none. */
  public @Nullable Map<String, Object> record(String type, String id) {
    return org.read(() -> {
      Row row = org.table(type).find(id);
      return row == null ? null : fields(row);
    });
  }

  /** All records of an object, by Id. */
  public List<Map<String, Object>> records(String type) {
    return org.read(() -> org.table(type).rows().stream()
        .sorted(Comparator.comparing(Row::id))
        .map(SalesforceStandIn::fields)
        .toList());
  }

  private static Map<String, Object> fields(Row row) {
    var fields = new LinkedHashMap<String, Object>();
    for (Field field : row.type.fields()) {
      Object value = row.get(field);
      if (value != null) {
        fields.put(field.name(), value);
      }
    }
    return fields;
  }

  /**
   * Changes a record as a person at a screen: read-only fields too, stamped with the person, no call counted.
   *
   * @param fields values as callers would send them; null clears
   * @throws IllegalArgumentException with the org's own words, if it refuses
   */
  public void update(String type, String id, Map<String, ?> fields) {
    ObjectNode body = Json.object();
    fields.forEach((name, value) -> body.set(name, Values.json(value)));
    var person = new Caller(shipped.administrator, false, true, true);
    asPerson(type + " " + id, () -> writer.update(org.schema.type(type), id, body, person));
  }

  /**
   * Makes a record as a person at a screen.
   *
   * @param fields values as callers would send them
   * @return its id
   * @throws IllegalArgumentException with the org's own words, if it refuses
   */
  public String create(String type, Map<String, ?> fields) {
    ObjectNode body = Json.object();
    fields.forEach((name, value) -> body.set(name, Values.json(value)));
    var person = new Caller(shipped.administrator, false, true, true);
    return asPerson(type, () -> writer.create(org.schema.type(type), body, person));
  }

  /**
   * Merges records as a person at a screen: the winner keeps its values, what belonged to the losers belongs to it, and the
   * losers lie in the recycle bin, where only queryAll finds them, with the winner as their {@code MasterRecordId}.
   *
   * @param type Lead, Contact or Account
   * @param losers one or two
   * @throws IllegalArgumentException with the org's own words, if it refuses
   */
  public void merge(String type, String winner, String... losers) {
    asPerson(type + " " + winner, () -> {
      lifecycle.merge(org.schema.type(type), winner, List.of(losers));
      return winner;
    });
  }

  /**
   * Puts a record into the recycle bin as a person at a screen, with what cannot be without it; other records no longer name it.
   *
   * @throws IllegalArgumentException with the org's own words, if it refuses
   */
  public void delete(String type, String id) {
    asPerson(type + " " + id, () -> {
      lifecycle.delete(org.schema.type(type), id);
      return id;
    });
  }

  /**
   * Takes a record out of the recycle bin, with what was deleted together with it. What a merge gave to the winner stays there.
   *
   * @throws IllegalArgumentException with the org's own words, if it refuses
   */
  public void undelete(String type, String id) {
    asPerson(type + " " + id, () -> {
      lifecycle.undelete(org.schema.type(type), id);
      return id;
    });
  }

  /**
   * Converts a lead to a new contact of an account as a person at a screen.
   *
   * @return the contact's id
   * @throws IllegalArgumentException with the org's own words, if it refuses
   */
  public String convert(String leadId, String accountId) {
    return asPerson("Lead " + leadId, () -> lifecycle.convert(leadId, accountId));
  }

  private String asPerson(String what, Supplier<String> work) {
    try {
      return org.inOneGo(false, work);
    } catch (Refusal refusal) {
      throw new IllegalArgumentException(what + ": " + refusal.code + ": " + refusal.words(), refusal);
    }
  }

  /** Shows an object ({@code Contract}) or a field ({@code Lead.Title}) to the API's user, or hides it. */
  public void show(String name, boolean shown) {
    org.access.show(name, shown);
  }

  /** Lets the API's user write an object or a field, or not. */
  public void permit(String name, boolean writable) {
    org.access.write(name, writable);
  }

  /** From now on tokens last so long. */
  public void tokensLast(Duration life) {
    sessions.last(life);
  }

  /** From now on a new token is good for so many calls. */
  public void tokensLast(long calls) {
    sessions.last(calls);
  }

  /** Makes all tokens given out so far invalid. */
  public void expireTokens() {
    sessions.expire();
  }

  /** How many calls a day the org allows; beyond, REQUEST_LIMIT_EXCEEDED. Shipped: 100,000. */
  public void dailyCalls(long most) {
    api.allowance(most);
  }

  /** Switches the duplicate rule of leads or contacts. Shipped: off. */
  public void duplicateRule(String type, Duplicates behaviour) {
    rules.duplicates(org.schema.type(type).name, behaviour);
    shipped.duplicateRule(org.schema.type(type).name, behaviour != Duplicates.OFF);
  }

  /**
   * Refuses to write matching records, so many times; other records of the same call are not touched by it.
   *
   * @param when sees the record as it would become, its filled fields by name
   * @param code such as UNABLE_TO_LOCK_ROW
   */
  public void refuse(String type, Predicate<Map<String, Object>> when, int times, String code, String message) {
    rules.add(new Rules.Trouble(
        org.schema.type(type).name, row -> when.test(fields(row)), new AtomicInteger(times), code, message));
  }

  /** Ends the lead assignment rule, or brings it back. */
  public void leadAssignmentRule(boolean active) {
    rules.assignLeadsTo(active ? shipped.webLeads : null);
  }

  @Override
  public void close() {
    server.close();
    log.close();
  }
}
