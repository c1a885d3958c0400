package dev.caravan.sandbox.eloqua;

import dev.caravan.sandbox.http.LoopbackServer;
import dev.caravan.sandbox.http.LoopbackServer.Handler;
import dev.caravan.sandbox.http.Reply;
import dev.caravan.sandbox.http.WriteLog;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An Eloqua tenant on loopback: login host, Bulk 2.0 and REST 1.0/2.0 under one address.
 *
 * <p>It holds what a fact file says and what callers wrote; with a write log it remembers the latter over a kill of the
 * process. An import takes effect when its sync is created, and an export shows what there was then; only the telling of
 * a sync's end takes time ({@link #syncsTake}). Definitions,
 * syncs and tokens are not kept over a restart: their uris then answer 404 and are never given out again.
 */
public final class EloquaStandIn implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EloquaStandIn.class);
  private static final String OPENED = "{\"opened\":true}";
  private static final String BULK = "/api/bulk/2\\.0";
  private static final String REST = "/api/rest/1\\.0";
  private static final String REST2 = "/api/rest/2\\.0";
  private static final String DEFINITIONS = BULK + "/(\\w+)/(\\w+)";

  private final LoopbackServer server;
  private final WriteLog log;
  private final Tenant tenant;
  private final Gate gate;
  private final BulkApi bulk;
  private final long setAside;

  private EloquaStandIn(FactLoader.Ground ground, WriteLog log, InstantSource clock, int port) {
    this.log = log;
    List<String> earlier = log.earlier();
    long life = earlier.stream().filter(OPENED::equals).count();
    tenant = new Tenant(ground, clock, log, earlier.stream().filter(line -> !line.equals(OPENED)).toList());
    log.append(OPENED);
    gate = new Gate(Credentials.TEST, clock);
    bulk = new BulkApi(tenant, Credentials.TEST.user(), life);
    setAside = ground.setAsideCount();
    server = new LoopbackServer("eloqua", port);
    login();
    bulkRoutes();
    restRoutes();
    for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH")) {
      server.route(method, "/.*", guarded(request -> {
        throw Refused.notFound();
      }));
    }
    server.start();
  }

  /**
   * Opens a tenant.
   *
   * @param factFile facts as CloudEvents JSON, one a line; unreadable lines are counted and passed
   * @param writeLog where applied changes are kept, null to forget them
   * @param clock for tokens, time stamps and retention; an activity with a {@code recordedtime} can't be seen before it
   * @param port 0 for any free one
   */
  public static EloquaStandIn open(Path factFile, @Nullable Path writeLog, InstantSource clock, int port) {
    return open(FactLoader.load(factFile, Long.MAX_VALUE), writeLog, clock, port);
  }

  /**
   * The same, of which nobody sees yet what the facts tell of contacts after the clock's present: it happens by
   * {@link #timePasses}.
   */
  public static EloquaStandIn openInTime(Path factFile, @Nullable Path writeLog, InstantSource clock, int port) {
    return open(FactLoader.load(factFile, clock.millis()), writeLog, clock, port);
  }

  private static EloquaStandIn open(FactLoader.Ground ground, @Nullable Path writeLog, InstantSource clock, int port) {
    if (ground.setAsideCount() > 0) {
      LOG.warn("{} facts set aside, the first: {}", ground.setAsideCount(), ground.setAside().get(0));
    }
    return new EloquaStandIn(ground, writeLog == null ? WriteLog.inMemory() : WriteLog.at(writeLog), clock, port);
  }

  private void login() {
    server.route("POST", "/auth/oauth2/token", caught(gate::token));
    server.route("GET", "/id", request -> gate.id(request, server.base()));
  }

  private void bulkRoutes() {
    var metadata = new Metadata(tenant, Credentials.TEST.user());
    get(BULK + "/contacts/fields", metadata::contactFields);
    get(BULK + "/contacts/fields/(\\d{1,18})", metadata::contactField);
    get(BULK + "/contacts/lists", metadata::contactLists);
    get(BULK + "/contacts/lists/(\\d{1,18})", metadata::contactList);
    get(BULK + "/accounts/fields", metadata::accountFields);
    get(BULK + "/activities/fields", metadata::activityFields);
    get(BULK + "/emailGroups", metadata::emailGroups);
    server.route("POST", BULK + "/syncs", guarded(bulk::sync));
    get(BULK + "/syncs/(\\d{1,18})", bulk::status);
    get(BULK + "/syncs/(\\d{1,18})/data", bulk::data);
    server.route("DELETE", BULK + "/syncs/(\\d{1,18})/data", guarded(bulk::dropData));
    get(BULK + "/syncs/(\\d{1,18})/logs", bulk::logs);
    get(BULK + "/syncs/(\\d{1,18})/rejects", bulk::rejects);
    server.route("POST", DEFINITIONS, guarded(bulk::define));
    get(DEFINITIONS + "/(\\d{1,18})", bulk::definitionNow);
    server.route("PUT", DEFINITIONS + "/(\\d{1,18})", guarded(bulk::redefine));
    server.route("DELETE", DEFINITIONS + "/(\\d{1,18})", guarded(bulk::forget));
    server.route("POST", DEFINITIONS + "/(\\d{1,18})/data", guarded(bulk::stage));
    server.route("DELETE", DEFINITIONS + "/(\\d{1,18})/data", guarded(bulk::dropStaged));
  }

  private void restRoutes() {
    var contacts = new RestContacts(tenant);
    server.route("POST", REST + "/data/contact", guarded(contacts::create));
    get(REST + "/data/contact/(\\d{1,18})", contacts::get);
    server.route("PUT", REST + "/data/contact/(\\d{1,18})", guarded(contacts::update));
    server.route("DELETE", REST + "/data/contact/(\\d{1,18})", guarded(contacts::delete));
    get(REST2 + "/data/contact/(\\d{1,18})/membership", contacts::membership);
    get(REST + "/data/contacts", contacts::list);
    server.route("POST", REST2 + "/data/contacts", guarded(contacts::byIds));
    get(REST + "/data/contacts/list/(\\d{1,18})", contacts::ofList);
    get(REST + "/data/activities/contact/(\\d{1,18})", new RestActivities(tenant)::ofContact);
    var assets = new RestAssets(tenant);
    get(REST + "/assets/contact/lists", assets::lists);
    server.route("POST", REST + "/assets/contact/list", guarded(assets::createList));
    get(REST + "/assets/contact/list/(\\d{1,18})", assets::list);
    server.route("PUT", REST + "/assets/contact/list/(\\d{1,18})", guarded(assets::updateList));
    server.route("DELETE", REST + "/assets/contact/list/(\\d{1,18})", guarded(assets::deleteList));
    get(REST + "/assets/contact/fields", assets::fields);
    server.route("POST", REST + "/assets/contact/field", guarded(assets::createField));
    get(REST + "/assets/contact/field/(\\d{1,18})", assets::field);
    get(REST2 + "/assets/campaigns", assets::campaigns);
    get(REST2 + "/assets/campaign/(\\w+)", assets::campaign);
  }

  private void get(String path, Handler handler) {
    server.route("GET", path, guarded(handler));
  }

  private Handler guarded(Handler handler) {
    return caught(request -> gate.lets(request)
        ? handler.handle(request)
        : Reply.text(401, "text/plain;charset=UTF-8", "You are not authorized to make this request"));
  }

  private static Handler caught(Handler handler) {
    return request -> {
      try {
        return handler.handle(request);
      } catch (Refused e) {
        return e.reply();
      }
    };
  }

  /** Where everything is served: the login host's paths and, as {@code /id} says, the API's. */
  public URI base() {
    return server.base();
  }

  /**
   * Mails everybody on the list of their programme what their record asks for, as a campaign canvas that waits for a change
   * of it; gives back how many mails that was.
   */
  public int mailProgrammes() {
    return new Canvas(tenant).mail();
  }

  /** Lets happen what the facts tell of contacts up to now. */
  public void timePasses() {
    tenant.timePasses();
  }

  /** For faults and counts of requests. */
  public LoopbackServer server() {
    return server;
  }

  /** Who may call. */
  public Credentials credentials() {
    return Credentials.TEST;
  }

  /** How long access tokens granted from now on live; eight hours until told otherwise. */
  public void accessTokensLive(Duration lifetime) {
    gate.lifetime(lifetime);
  }

  /** Makes every access token granted so far invalid. */
  public void revokeAccessTokens() {
    gate.forgetAccessTokens();
  }

  /** How many looks at a sync tell {@code active} before it is done; one until told otherwise. */
  public void pollsUntilDone(int polls) {
    bulk.pollsUntilDone(polls);
  }

  /** How long syncs take by the tenant's clock, each its own time in between; nothing until told otherwise. */
  public void syncsTake(Duration shortest, Duration longest) {
    bulk.syncsTake(shortest, longest);
  }

  /**
   * From now on, activities of a type can be read only so long after they happened.
   *
   * @param activityType by Eloqua's name, such as {@code Bounceback}
   * @throws IllegalArgumentException if there is no such type
   */
  public void recordsLate(String activityType, Duration by) {
    ActivityType type = ActivityType.ofBulkName(activityType);
    if (type == null) {
      throw new IllegalArgumentException("Eloqua stand-in has no activity type " + activityType);
    }
    tenant.activities.late(type, by);
  }

  /** How many exports were run so far. */
  public long exports() {
    return bulk.exportsRun();
  }

  /** How many rows of activities callers have read so far; a row read twice counts twice. */
  public long activityRowsRead() {
    return bulk.rowsRead(Definition.Kind.ACTIVITY_EXPORT);
  }

  /** How many rows of contacts callers have read so far; a row read twice counts twice. */
  public long contactRowsRead() {
    return bulk.rowsRead(Definition.Kind.CONTACT_EXPORT);
  }

  /** Unsubscribes a contact by the link in a mail, as the person would: the activity can be read from now on. */
  public void unsubscribe(long contact) {
    tenant.unsubscribe(contact);
  }

  /** Makes the next sync end in {@code error} with this status code, such as {@code ELQ-00146}, nothing applied. */
  public void nextSyncFails(String statusCode) {
    bulk.nextSyncFails(statusCode);
  }

  /** Shows a contact field ({@code C_Industry1}) to callers, or hides it as if it had never been made. */
  public void show(String field, boolean shown) {
    tenant.fields.show(field, shown);
  }

  /** Lets callers write a contact field, or not. */
  public void permit(String field, boolean writable) {
    tenant.fields.permit(field, writable);
  }

  /** Changes callers made so far, earlier lives of the process included; what was so already is none. */
  public long writes() {
    return tenant.writes();
  }

  /** Lines of the fact file that could not be read. */
  public long setAside() {
    return setAside;
  }

  /** Id of the contact with this e-mail; empty if there is none. */
  public OptionalLong contact(String email) {
    Contact contact = tenant.contact(email);
    return contact == null ? OptionalLong.empty() : OptionalLong.of(contact.id());
  }

  /**
   * Deletes a contact for good, as a person at a screen: it is in no export any more, and imports by its id match nothing.
   *
   * @throws IllegalArgumentException if there is none of this id
   */
  public void delete(long contact) {
    tenant.delete(contact);
  }

  /**
   * Merges contacts as a person at a screen: the winner keeps its values, what the losers did and the lists they were on are its
   * own, and the losers are deleted.
   *
   * @throws IllegalArgumentException if there is none of one of these ids
   */
  public void merge(long winner, long... losers) {
    for (long loser : losers) {
      tenant.merge(winner, loser);
    }
  }

  /** Who is on each shared list, by its name: e-mails, sorted. */
  public Map<String, List<String>> members() {
    var members = new TreeMap<String, List<String>>();
    for (SharedList list : tenant.lists()) {
      var emails = new TreeSet<String>();
      synchronized (tenant) {
        list.members.forEach(id -> emails.add(Snapshot.name(tenant.contact(id), id)));
      }
      members.put(list.name, List.copyOf(emails));
    }
    return members;
  }

  /**
   * Everything callers can change, where it differs from the facts, as sorted lines: fields, list members,
   * subscriptions, lists and fields made, contacts made and deleted. No time stamps (fields of type date are left out),
   * and nothing that depends on the order or the number of identical writes.
   */
  public String snapshot() {
    return Snapshot.of(tenant, new ArrayList<>(members().entrySet()));
  }

  @Override
  public void close() {
    server.close();
    log.close();
  }
}
