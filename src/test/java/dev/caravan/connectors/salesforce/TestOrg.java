package dev.caravan.connectors.salesforce;

import dev.caravan.journal.Findings;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.Journal;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import dev.caravan.outbox.Outbox;
import dev.caravan.sandbox.http.Fault;
import dev.caravan.sandbox.http.Request;
import dev.caravan.sandbox.salesforce.SalesforceStandIn;
import dev.caravan.sandbox.salesforce.Shape;
import dev.caravan.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.impl.DefaultCamelContext;

/** A stand-in org, a journal on SQLite, and the connector between them. */
final class TestOrg implements AutoCloseable {
  static final Path MAPPING = Path.of("connectors/salesforce/mapping.yaml");
  static final String REP = "005000000000001AAA";
  static final String OTHER_REP = "005000000000002AAA";
  static final String GONE_REP = "005000000000003AAA";
  static final String ACCOUNT = "001000000000001AAA";
  static final String LEAD = "00Q000000000001EAA";
  static final String CONTACT = "003000000000001AAA";

  /** Calls by which the connector learns what the org shows, before anything else. */
  static final int DESCRIBES = 5;

  private final Store store;
  private final Crank clock = new Crank();
  final SalesforceStandIn standIn;
  final Journal journal;
  final Outbox outbox;
  /** Queues, roles and permission sets that pools are made of. */
  Set<String> teams = Set.of();
  final DefaultCamelContext camel = new DefaultCamelContext();
  final SalesforceConnector connector;

  /** A clock turned by hand. */
  static final class Crank implements InstantSource {
    Instant now = Instant.parse("2026-04-01T09:00:00Z");

    @Override
    public synchronized Instant instant() {
      return now;
    }

    synchronized void turn(Duration by) {
      now = now.plus(by);
    }
  }

  TestOrg(Path folder, List<String> facts) {
    this(folder, facts, settings -> settings);
  }

  TestOrg(Path folder, List<String> facts, java.util.function.UnaryOperator<SalesforceSettings> change) {
    this(folder, facts, change, Shape.READY);
  }

  /** An org that was not set up as Caravan wants it. */
  TestOrg(Path folder, List<String> facts, Shape shape) {
    this(folder, facts, settings -> settings, shape);
  }

  private TestOrg(Path folder, List<String> facts, java.util.function.UnaryOperator<SalesforceSettings> change, Shape shape) {
    try {
      Path file = Files.write(folder.resolve("facts.ndjson"), facts);
      standIn = SalesforceStandIn.open(file, null, clock, 0, shape);
      store = Store.sqlite(folder.resolve("caravan.db"));
      journal = Journal.open(store, clock);
      outbox = Outbox.open(store, clock, List.of(new Outbox.Target("salesforce", Set.of(Decision.Kind.SCORE,
          Decision.Kind.ASSIGNMENT, Decision.Kind.ENROLMENT, Decision.Kind.LEAVE, Decision.Kind.GROUP,
          Decision.Kind.CONSENT, Decision.Kind.RESPONSE))), new Random(7));
      SalesforceSettings settings = change.apply(SalesforceSettings.of(standIn.base().toString(),
          SalesforceStandIn.CLIENT_ID, SalesforceStandIn.CLIENT_SECRET));
      connector = SalesforceConnector.install(camel, settings, SalesforceMapping.read(MAPPING, "mapping.yaml"), journal,
          outbox, clock, (name, value) -> "", () -> teams);
      camel.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The usual inhabitants: three reps (one gone), an account, a lead owned by nobody, a contact. */
  static List<String> inhabitants() {
    return List.of(
        user(REP, "Ada Lind", true), user(OTHER_REP, "Ben Moss", true), user(GONE_REP, "Cy Nord", false),
        fact("account-" + ACCOUNT, "account", ACCOUNT,
            "{\"name\":\"Halden Health\",\"industry\":\"Healthcare\",\"employees\":12000,\"country\":\"US\",\"owner\":\""
                + REP + "\",\"customer\":false}"),
        fact("lead-" + LEAD, "person", "lea@halden.example", "{\"ids\":{\"salesforce\":\"" + LEAD
            + "\"},\"first_name\":\"Lea\",\"last_name\":\"Lund\",\"company\":\"Halden\",\"consent\":{\"email\":true}}"),
        fact("contact-" + CONTACT, "person", "con@halden.example", "{\"ids\":{\"salesforce\":\"" + CONTACT
            + "\"},\"first_name\":\"Con\",\"last_name\":\"Cole\",\"account\":\"" + ACCOUNT + "\",\"owner\":\"" + REP + "\"}"));
  }

  static String user(String id, String name, boolean active) {
    return fact("user-" + id, "user", id, "{\"name\":\"" + name + "\",\"email\":\""
        + name.toLowerCase(java.util.Locale.ROOT).replace(' ', '.') + "@org.example\",\"active\":" + active + "}");
  }

  static String lead(int n) {
    String id = "00Q%012dEAA".formatted(n);
    return fact("lead-" + id, "person", "lead" + n + "@many.example",
        "{\"ids\":{\"salesforce\":\"" + id + "\"},\"last_name\":\"L" + n + "\",\"company\":\"Many\"}");
  }

  static String fact(String id, String type, String subject, String data) {
    return "{\"specversion\":\"1.0\",\"id\":\"" + id + "@2026-03-01T08:00:00Z\",\"source\":\"salesforce\",\"type\":\"" + type
        + "\",\"subject\":\"" + subject + "\",\"time\":\"2026-03-01T08:00:00Z\",\"data\":" + data + "}";
  }

  void turn(Duration by) {
    clock.turn(by);
  }

  /** One cycle, every page kept; gives back the arrivals. */
  List<Arrival> poll() {
    var arrivals = new ArrayList<Arrival>();
    for (Iterator<Arrival> pages = connector.poll().cycle(); pages.hasNext(); ) {
      Arrival arrival = pages.next();
      journal.keep(arrival);
      arrivals.add(arrival);
    }
    return arrivals;
  }

  List<Fact> facts(String type) {
    var facts = new ArrayList<Fact>();
    journal.next(1_000_000).stream().filter(fact -> fact.type().equals(type)).forEach(facts::add);
    return facts;
  }

  void put(Decision... decisions) {
    store.write(tx -> {
      outbox.put(tx, List.of(decisions));
      return 0;
    });
  }

  /** Lets what the journal keeps come through the front door. */
  void settleStamps() {
    var admission = journal.admit(journal.next(1_000));
    store.write(tx -> {
      journal.settleStamps(tx, admission);
      return null;
    });
  }

  /** Lets facts come through the front door and works them off, as the engine's host does, without deciding anything. */
  void workOff(List<Fact> facts) {
    if (facts.isEmpty()) {
      return;
    }
    var admission = journal.admit(facts);
    store.write(tx -> {
      journal.advance(tx, journal.position(), facts.get(facts.size() - 1).head().recorded());
      journal.settleStamps(tx, admission);
      outbox.ended(tx, admission.losers());
      admission.moved().forEach((system, people) -> outbox.again(tx, system, people));
      return null;
    });
  }

  void knows(String person, String lead, String contact) {
    if (!lead.isEmpty()) {
      journal.people().remember(person, "salesforce.lead", lead);
    }
    if (!contact.isEmpty()) {
      journal.people().remember(person, "salesforce.contact", contact);
    }
  }

  Delivery deliver(Item item) {
    return deliver(List.of(item)).get(item.id());
  }

  Map<String, Delivery> deliver(List<Item> items) {
    return connector.deliveries().deliver(items).byItem();
  }

  void trouble(Predicate<Request> when, int times, Fault.Effect effect) {
    standIn.server().add(new Fault(when, times, effect));
  }

  static Item score(String person, String email, Object... more) {
    return item("score-" + person, Decision.Kind.SCORE, person, merge(Map.of("email", email, "fit", 78.0, "interest", 83.4,
        "rating", "B", "reason", "white paper", "as_of", "2026-03-31T18:00:00Z"), more));
  }

  static Item assignment(String handOff, String person, String email, String owner, Object... more) {
    return item(handOff, Decision.Kind.ASSIGNMENT, handOff, merge(Map.of("hand_off", handOff, "person", person, "email", email,
        "owner", owner, "of", "person", "action", "Call about shorter queues", "trigger", "mql", "text", "Why: 100 points",
        "respond_by", "2026-04-01T09:30:00Z"), more));
  }

  /** What sales is told about a hand-off; the item of a reassignment is about the hand-off's own task. */
  static Item notice(String what, String task, String about, String person, String owner, Object... more) {
    return item(what + "/" + about, Decision.Kind.ASSIGNMENT, person, merge(merge(Map.of("what", what, "about", about, "hand_off",
        task, "person", person, "email", person, "owner", owner, "of", "person"), "action", "Act on it", "trigger", "mql", "text",
        "Why: more points", "respond_by", ""), more));
  }

  static Item programme(String person, String email, String programme, boolean in) {
    return item("programme-" + person, in ? Decision.Kind.ENROLMENT : Decision.Kind.LEAVE, person,
        Map.of("email", email, "programme", programme, "in", in));
  }

  /** What a person agrees to: channels they are out of, {@code -email}, or have opened again, {@code +email}. */
  static Item consent(String person, String... said) {
    var channels = new ArrayList<Map<String, Object>>();
    for (String each : said) {
      channels.add(Map.of("channel", each.substring(1), "out", each.charAt(0) == '-', "by", "eloqua", "since", "2026-03-31T18:00:00Z"));
    }
    return item("consent:" + person, Decision.Kind.CONSENT, person, Map.of("email", person, "channels", channels));
  }

  static Item item(String id, Decision.Kind kind, String key, Map<String, Object> payload) {
    return new Item("salesforce:" + id, "salesforce", kind, key, payload, 0, false);
  }

  private static Map<String, Object> merge(Map<String, Object> base, Object... more) {
    var all = new LinkedHashMap<String, Object>(base);
    for (int i = 0; i < more.length; i += 2) {
      all.put((String) more[i], more[i + 1]);
    }
    return all;
  }

  @Override
  public void close() {
    camel.stop();
    standIn.close();
    store.close();
  }

  /** Whether a request asks one query only, of these words. */
  static boolean asks(Request request, String words) {
    String body = URLDecoder.decode(request.text().replace("+", "%2B").replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), StandardCharsets.UTF_8);
    return request.path().endsWith("/composite") && body.contains(words) && body.split("referenceId", -1).length == 2;
  }

  /** What was found out about it, but that it shows no field history, as it never does. */
  List<Findings.Finding> findings() {
    return journal.findings().all().stream().filter(each -> !each.about().equals("note history")).toList();
  }
}
