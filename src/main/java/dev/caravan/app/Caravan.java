package dev.caravan.app;

import dev.caravan.cli.CannotStart;
import dev.caravan.config.Configuration;
import dev.caravan.connectors.eloqua.EloquaConnector;
import dev.caravan.connectors.mail.MailConnector;
import dev.caravan.connectors.mail.MailSettings;
import dev.caravan.connectors.salesforce.SalesforceConnector;
import dev.caravan.connectors.salesforce.SalesforceMapping;
import dev.caravan.connectors.salesforce.SalesforceSettings;
import dev.caravan.host.embedded.EmbeddedHost;
import dev.caravan.journal.Journal;
import dev.caravan.journal.Reading;
import dev.caravan.journal.UnreadStreams;
import dev.caravan.outbox.Outbox;
import dev.caravan.routefolder.RouteFolder;
import dev.caravan.routefolder.Schedules;
import dev.caravan.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** The house, lit: one data directory, its doors, the engine, and the routes between two systems. */
final class Caravan implements AutoCloseable {
  /** The names routes call the house's parts by. */
  static final Set<String> BEANS = Set.of("journal", "outbox", "facts", "enrich", "score", "group", "decide", "troubles",
      "ticks", "deliveries", "eloquaFacts", "eloquaDeliveries", "eloquaPositions", "salesforceFacts", "salesforcePoll", "salesforceDeliveries", "mailDeliveries", "mailSender");

  /** Under this name the store holds the version of the settings it was last worked by. */
  static final String SETTINGS = "settings";
  /** Under this name it holds how many calls Salesforce allows in 24 hours, as it said last. */
  static final String CALLS_ALLOWED = "salesforce-calls-allowed";

  private static final int BATCH = 20_000;
  /**
   * What it is made of.
   *
   * @param home folder that holds {@code routes/} and {@code connectors/}
   * @param settings {@code caravan.*} properties
   * @param knowing by which facts become known: the clock, unless a market's own time stands still
   * @param deliverOnly whether others read and decide, and this one delivers beside them
   */
  record Plan(Path data, Path home, Configuration configuration, Properties settings, InstantSource clock,
      InstantSource knowing, boolean deliverOnly) {
    Plan(Path data, Path home, Configuration configuration, Properties settings, InstantSource clock) {
      this(data, home, configuration, settings, clock, clock, false);
    }

    Plan(Path data, Path home, Configuration configuration, Properties settings, InstantSource clock,
        InstantSource knowing) {
      this(data, home, configuration, settings, clock, knowing, false);
    }

    Plan delivering() {
      return new Plan(data, home, configuration, settings, clock, knowing, true);
    }
  }

  private final WorkingPlace place;
  private final boolean deliverOnly;
  private final Journal journal;
  private final Outbox outbox;
  private final EmbeddedHost host;
  private final DefaultCamelContext camel;
  private final SalesforceConnector salesforce;
  private final ProducerTemplate calls;
  private final Troubles troubles;
  private final Ticks ticks;
  private final Deliveries deliveries;
  private final RouteFolder routes;
  private final Schedules schedules;
  private final Optional<String> activation;

  private Caravan(Plan plan, ApplicationProperties settings, WorkingPlace place, Duration lease) {
    this.place = place;
    this.deliverOnly = plan.deliverOnly();
    Store store = place.store();
    Launch launch = Launch.from(settings);
    journal = Journal.open(store, plan.clock(), plan.knowing());
    troubles = new Troubles(journal);
    ticks = new Ticks(journal, plan.clock());
    deliveries = new Deliveries(() -> routes("deliver-"), this::call, troubles::count);
    outbox = Outbox.open(store, plan.clock(), Targets.of(settings), new SplittableRandom(),
        new Outbox.Worker(WorkingPlace.worker(), lease, place.alone()), launch.mode());
    var goingLive = new Activation(plan.configuration(), launch, store, journal, plan.knowing());
    host = new EmbeddedHost(goingLive.engine(), store, journal, outbox, BATCH);
    if (!deliverOnly) {
      goingLive.renewStates(host);
      goingLive.refuseEmptyPools(host);
      outbox.enter(launch.mode());
    }
    activation = deliverOnly ? Optional.empty() : goingLive.of(host);

    camel = new DefaultCamelContext();
    // Exactly what was judged: no variable of the environment takes the place of a key, and no route can name a secret.
    PropertiesComponent named = (PropertiesComponent) camel.getPropertiesComponent();
    named.setInitialProperties(settings.forRoutes());
    named.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_FALLBACK);
    named.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_FALLBACK);
    schedules = new Schedules(camel);
    camel.getGlobalEndpointConfiguration().setBridgeErrorHandler(true);
    camel.setSourceLocationEnabled(true);
    camel.getShutdownStrategy().setTimeout(20);
    var registry = camel.getRegistry();
    registry.bind("journal", journal);
    registry.bind("outbox", outbox);
    registry.bind("facts", host);
    host.rooms().forEach(registry::bind);
    registry.bind("troubles", troubles);
    registry.bind("ticks", ticks);
    registry.bind("deliveries", deliveries);
    Path connectors = plan.home().resolve("connectors");
    EloquaConnector.install(camel, connectors.resolve("eloqua"), plan.data().resolve("eloqua.tokens"), journal, outbox,
        plan.clock(), new Pins(store), settings::get);
    salesforce = SalesforceConnector.install(camel,
        SalesforceSettings.from(Launch.ofSalesforce(settings, outbox.mode())),
        SalesforceMapping.read(connectors.resolve("salesforce").resolve("mapping.yaml"), "connectors/salesforce/mapping.yaml"),
        journal, outbox, plan.clock(), new Pins(store), host.engine()::teams);
    MailConnector.install(camel, MailSettings.from(settings::get), journal, outbox);
    routes = new RouteFolder(plan.home().resolve("routes"), connectors);
    calls = camel.createProducerTemplate();
  }

  /** Nothing is worked off before all that routes read was read once. */
  private void expect() {
    if (!deliverOnly) {
      journal.expectOnly(Stream.concat(EloquaConnector.streams(camel).stream(), salesforce.poll().streams().stream()).toList());
    }
  }

  /**
   * Opens the house, without starting a route.
   *
   * @throws CannotStart with a sentence and a remedy
   */
  static Caravan open(Plan plan) throws IOException {
    ApplicationProperties settings = ApplicationProperties.given(plan.settings(), System.getenv());
    List<String> mistakes = PropertyMistakes.ofValues(settings, plan.clock());
    if (!mistakes.isEmpty()) {
      throw new CannotStart(String.join("\n", mistakes) + "\nSee to it in " + ApplicationProperties.FILE + ".");
    }
    StoreSettings store = StoreSettings.from(settings);
    WorkingPlace place = plan.deliverOnly() ? WorkingPlace.ofDelivery(store, plan.data(), plan.clock())
        : WorkingPlace.ofEngine(store, plan.data(), plan.clock());
    try {
      return new Caravan(plan, settings, place, store.lease());
    } catch (RuntimeException e) {
      place.close();
      throw e instanceof Store.Trouble || e instanceof IllegalArgumentException ? new CannotStart(String.valueOf(e.getMessage()), e) : e;
    }
  }

  /**
   * Starts the routes; those that poll or run on a schedule only if {@code scheduled}. Where only deliveries are wanted,
   * only those.
   */
  void start(boolean scheduled) throws Exception {
    camel.setAutoStartup(false);
    routes.start(camel);
    camel.start();
    expect();
    for (Route route : camel.getRoutes()) {
      if (deliverOnly ? isDelivery(route) : scheduled || !isScheduled(route.getRouteId())) {
        camel.getRouteController().startRoute(route.getRouteId());
      }
    }
    if (scheduled) {
      keepGoing();
    }
  }

  /** Starts what polls and what runs on a schedule, where {@link #start} did not. */
  void startSchedules() throws Exception {
    for (Route route : camel.getRoutes()) {
      if (camel.getRouteController().getRouteStatus(route.getRouteId()).isSuspended()) {
        camel.getRouteController().resumeRoute(route.getRouteId());
      } else {
        camel.getRouteController().startRoute(route.getRouteId());
      }
    }
    keepGoing();
  }

  private void keepGoing() throws Exception {
    // From here on, a route that takes the place of another begins by itself.
    camel.setAutoStartup(true);
    schedules.askNow();
  }

  private static boolean isScheduled(String route) {
    return route.startsWith("poll-") || route.startsWith("every-");
  }

  /** Also the Kamelets a delivery is made of; not those that read by themselves. */
  private static boolean isDelivery(Route route) {
    return route.getRouteId().startsWith("deliver-") || route.isCreatedByKamelet() && !drives(route);
  }

  private List<String> routes(String prefix) {
    return camel.getRoutes().stream().map(Route::getRouteId).filter(id -> id.startsWith(prefix)).sorted().toList();
  }

  /**
   * Lets every poll route read its streams to their end, side by side, and waits until each has been, or cannot be; or
   * until something goes wrong that does not pass by itself. The routes rest in between, so that nothing is asked that nobody waits for.
   */
  void pollOnce(InstantSource clock) throws Exception {
    pollOnce(clock, stream -> true);
  }

  /** The same, asking only the routes that read one of some streams; a system beside Eloqua is read as a whole. */
  void pollOnce(InstantSource clock, Predicate<String> streams) throws Exception {
    long since = clock.millis();
    long before = troubles.count();
    List<String> resting = camel.getRoutes().stream().filter(route -> drives(route) && reads(route, streams)).map(Route::getRouteId)
        .filter(id -> camel.getRouteController().getRouteStatus(id).isSuspended()).toList();
    for (String route : resting) {
      camel.getRouteController().resumeRoute(route);
    }
    for (String route : routes("poll-")) {
      camel.getRouteController().startRoute(route);
    }
    schedules.askNow();
    while (!failedSince(since).containsAll(journal.behind(since).stream().filter(streams).toList()) && troubles.count() == before) {
      Thread.sleep(20);
    }
    for (Route route : camel.getRoutes()) {
      if (drives(route)) {
        camel.getRouteController().suspendRoute(route.getRouteId());
      }
    }
  }

  private boolean reads(Route route, Predicate<String> streams) {
    List<String> eloqua = EloquaConnector.streams(route);
    return (eloqua.isEmpty() ? salesforce.poll().streams() : eloqua).stream().anyMatch(streams);
  }

  private Set<String> failedSince(long since) {
    return journal.readings().stream().filter(reading -> reading.isFailing() && reading.trouble().at() >= since)
        .map(Reading::stream).collect(Collectors.toSet());
  }

  /** Whether a system could not be read when it was last tried; streams it refuses are no reason to wait. */
  boolean isFailing() {
    return journal.readings().stream()
        .anyMatch(reading -> reading.isFailing() && reading.trouble().kind() != UnreadStreams.Kind.REFUSED);
  }

  /** Moves time on to now, as the service does every minute, and carries what is due by it through the rooms. */
  void tick() {
    ticks.tick();
    process();
  }

  /** Whether a route begins with a consumer that acts by itself: what a source Kamelet is made of. */
  private static boolean drives(Route route) {
    String uri = route.getEndpoint().getEndpointUri();
    return !uri.startsWith("direct:") && !uri.startsWith("kamelet:") && !route.getRouteId().startsWith("every-");
  }

  /** Carries facts through the rooms until none are left; returns how many. */
  long process() {
    return process(soFar -> { });
  }

  /** The same, telling between two batches how many so far. */
  long process(LongConsumer told) {
    long all = 0;
    for (int settled = call("process-facts"); settled > 0; settled = call("process-facts")) {
      all += settled;
      told.accept(all);
    }
    return all;
  }

  /** Delivers until nothing is due, the most urgent first; returns how many items were taken. */
  long deliver() {
    return deliver(() -> true);
  }

  /** The same, ending between two batches when told so. */
  long deliver(BooleanSupplier goOn) {
    return deliveries.all(goOn);
  }

  /** That other settings than before went live at the start, and what follows. */
  Optional<String> activation() {
    return activation;
  }

  /** False when another engine has taken over the store. */
  boolean isInCharge() {
    return place.held();
  }

  private int call(String route) {
    try {
      return Objects.requireNonNullElse(calls.requestBody("direct:" + route, null, Integer.class), 0);
    } catch (CamelExecutionException e) {
      // What a person can mend is told like the troubles of routes; all else is a mistake of ours and goes on up.
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof Store.Trouble) {
          troubles.note(route, String.valueOf(cause.getMessage()));
          return 0;
        }
      }
      throw e;
    }
  }

  Journal journal() {
    return journal;
  }

  Outbox outbox() {
    return outbox;
  }

  EmbeddedHost host() {
    return host;
  }

  Troubles troubles() {
    return troubles;
  }

  SalesforceConnector.Usage salesforceUsage() {
    return salesforce.usage();
  }

  /** Keeps how many calls Salesforce allows, where it has said so. */
  void noteCallsAllowed() {
    long allowed = salesforce.usage().allowed();
    if (allowed >= 0 && !place.store().meta(CALLS_ALLOWED).equals(Optional.of(Long.toString(allowed)))) {
      place.store().write(tx -> {
        place.store().meta(tx, CALLS_ALLOWED, Long.toString(allowed));
        return allowed;
      });
    }
  }

  Store store() {
    return place.store();
  }

  Schedules schedules() {
    return schedules;
  }

  RouteFolder.Change reloadRoutes() throws Exception {
    List<String> before = EloquaConnector.streams(camel);
    RouteFolder.Change change = routes.reload(camel);
    if (!Set.copyOf(before).equals(Set.copyOf(EloquaConnector.streams(camel)))) {
      expect();
    }
    return change;
  }

  /** Stops the routes for good; what they brought can still be looked at. */
  void rest() throws IOException {
    calls.close();
    camel.close();
  }

  @Override
  public void close() throws IOException {
    try {
      rest();
    } finally {
      place.close();
    }
  }
}
