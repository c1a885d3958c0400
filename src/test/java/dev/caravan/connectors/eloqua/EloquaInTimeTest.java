package dev.caravan.connectors.eloqua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.PropertyKey;
import dev.caravan.journal.Journal;
import dev.caravan.outbox.Outbox;
import dev.caravan.sandbox.eloqua.Credentials;
import dev.caravan.sandbox.eloqua.EloquaStandIn;
import dev.caravan.store.HandCrankedClock;
import dev.caravan.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.CronExpression;

/** The shipped routes that read Eloqua, each asked when its schedule says so, by a clock moved by hand. */
class EloquaInTimeTest {
  private static final Instant MORNING = Instant.parse("2026-03-10T06:00:00Z");
  private static final List<String> ROUTES = List.of("poll-eloqua-form", "poll-eloqua-unsubscribe", "poll-eloqua-event",
      "poll-eloqua-activity", "poll-eloqua-bounceback", "poll-eloqua-contact", "poll-eloqua-campaign");

  @TempDir Path folder;
  private final HandCrankedClock clock = new HandCrankedClock(MORNING.toString());
  private final Map<String, ScheduledPollConsumer> consumers = new LinkedHashMap<>();
  private final Map<String, CronExpression> schedules = new LinkedHashMap<>();
  private final Map<String, String> types = new LinkedHashMap<>();
  private EloquaStandIn eloqua;
  private Store store;
  private Journal journal;
  private DefaultCamelContext camel;

  @AfterEach
  void close() throws Exception {
    camel.close();
    eloqua.close();
    store.close();
  }

  /** Opens everything over these facts, and reads history once. */
  private void open(String... facts) throws Exception {
    var lines = new ArrayList<>(List.of(facts));
    lines.add(Site.contact("1986113", "dana.reyes@halden-health.example"));
    Path file = Files.writeString(folder.resolve("facts.ndjson"), String.join("\n", lines));
    eloqua = EloquaStandIn.open(file, null, clock, 0);
    store = Store.sqlite(folder.resolve("caravan.db"));
    journal = Journal.open(store, clock);
    var outbox = Outbox.open(store, clock, List.of(new Outbox.Target("eloqua", Set.of())), new Random(7));
    camel = new DefaultCamelContext();
    camel.setAutoStartup(false);
    var settings = EloquaConnector.forStandIn(
        eloqua.base().toString(), Credentials.TEST.site(), Credentials.TEST.user(), Credentials.TEST.password());
    settings.setProperty("caravan.eloqua.sync-poll-delay", "1");
    camel.getPropertiesComponent().setInitialProperties(settings);
    EloquaConnector.install(camel, Path.of("connectors/eloqua"), folder.resolve("tokens"), journal, outbox, clock, (name, value) -> "",
        key -> settings.getProperty(key, PropertyKey.all().get(key).byDefault()));
    camel.getRegistry().bind("journal", journal);
    camel.getComponent("kamelet", KameletComponent.class).setLocation("file:connectors/eloqua");
    load(Files.writeString(folder.resolve("errors.camel.yaml"), "- routeConfiguration:\n    id: polling\n"));
    for (String route : ROUTES) {
      load(Path.of("routes/" + route + ".camel.yaml"));
    }
    camel.start();
    for (Route route : camel.getRoutes()) {
      if (route.getEndpoint() instanceof EloquaEndpoint endpoint) {
        endpoint.setStartScheduler(false);
      }
    }
    for (Route route : camel.getRoutes()) {
      camel.getRouteController().startRoute(route.getRouteId());
    }
    for (Route route : camel.getRoutes()) {
      if (route.getEndpoint() instanceof EloquaEndpoint endpoint) {
        types.put(route.getRouteId(), endpoint.getConfiguration().getActivityType());
        consumers.put(route.getRouteId(), (ScheduledPollConsumer) route.getConsumer());
        schedules.put(route.getRouteId(), new CronExpression(String.valueOf(endpoint.getSchedulerProperties().get("cron"))));
      }
    }
    assertThat(consumers).hasSize(ROUTES.size());
    consumers.values().forEach(Runnable::run);
  }

  private void load(Path file) throws Exception {
    PluginHelper.getRoutesLoader(camel).loadRoutes(
        PluginHelper.getResourceLoader(camel).resolveResource("file:" + file.toAbsolutePath()));
  }

  /** Lets time pass; some routes, or all where none is named, are asked at the moments of their own schedules. */
  private void passes(Duration time, String... routes) {
    for (long steps = time.toSeconds() / 30; steps > 0; steps--) {
      clock.turn(Duration.ofSeconds(30));
      Date now = Date.from(clock.instant());
      consumers.forEach((route, consumer) -> {
        boolean named = routes.length == 0 || List.of(routes).stream().anyMatch(
            each -> types.getOrDefault(route, "").contains(each));
        if (named && schedules.get(route).isSatisfiedBy(now)) {
          consumer.run();
        }
      });
    }
  }

  private static String at(Duration after) {
    return MORNING.plus(after).toString();
  }

  private static String of(String type, String kind, int id, Duration happened, Duration recordedLate) {
    return Site.pageView(id, at(happened)).replace("PageView", type).replace("page-view", kind)
        .replace("\"data\"", "\"recordedtime\":\"" + at(happened.plus(recordedLate)) + "\",\"data\"");
  }

  private long kept(String kind) {
    return journal.counts().entrySet().stream().filter(entry -> entry.getKey().startsWith("eloqua/activity." + kind))
        .mapToLong(Map.Entry::getValue).sum();
  }

  @Test
  void a_page_view_is_exported_once_however_often_eloqua_is_asked() throws Exception {
    open(Site.pageView(1, at(Duration.ofMinutes(7))));

    passes(Duration.ofHours(4), "PageView");

    assertThat(kept("page-view")).isEqualTo(1);
    assertThat(eloqua.activityRowsRead()).isEqualTo(1);
  }

  @Test
  void a_form_is_known_within_a_minute_and_what_asks_for_no_answer_within_six() throws Exception {
    open(of("FormSubmit", "form-submit", 1, Duration.ofSeconds(601), Duration.ZERO),
        of("PageView", "page-view", 2, Duration.ofSeconds(601), Duration.ZERO),
        of("PageView", "page-view", 3, Duration.ofSeconds(30), Duration.ZERO));
    passes(Duration.ofSeconds(600), "FormSubmit", "PageView");

    passes(Duration.ofMinutes(1), "FormSubmit", "PageView");
    assertThat(kept("form-submit")).isEqualTo(1);

    passes(Duration.ofMinutes(5), "FormSubmit", "PageView");
    assertThat(kept("page-view")).isEqualTo(2);
  }

  @Test
  void what_eloqua_records_late_is_found_by_the_next_sweep() throws Exception {
    open(of("FormSubmit", "form-submit", 1, Duration.ofMinutes(10), Duration.ofMinutes(40)),
        of("PageView", "page-view", 2, Duration.ofMinutes(10), Duration.ofMinutes(58)),
        of("Bounceback", "bounceback", 3, Duration.ofHours(2), Duration.ofHours(15)));

    passes(Duration.ofHours(3), "FormSubmit", "PageView", "Bounceback");
    assertThat(kept("form-submit")).isEqualTo(1);
    assertThat(kept("page-view")).isEqualTo(1);
    assertThat(kept("bounceback")).isZero();

    passes(Duration.ofHours(23), "Bounceback");
    assertThat(kept("bounceback")).isEqualTo(1);
  }

  @Test
  void an_idle_hour_costs_at_most_250_exports() throws Exception {
    open();
    passes(Duration.ofMinutes(5));
    long before = eloqua.exports();

    passes(Duration.ofHours(1));

    assertThat(eloqua.exports() - before).isBetween(150L, 250L);
    assertThat(eloqua.contactRowsRead()).isEqualTo(1);
  }

  @Test
  void few_late_rows_do_not_have_all_rows_read_again() throws Exception {
    var random = new Random(11);
    var facts = new ArrayList<String>();
    for (int i = 0; i < 1200; i++) {
      var happened = Duration.ofSeconds(random.nextInt(4 * 3600));
      facts.add(of("PageView", "page-view", i, happened, i % 100 == 0 ? Duration.ofMinutes(20) : Duration.ofSeconds(5)));
    }
    open(facts.toArray(String[]::new));

    passes(Duration.ofHours(6), "PageView");

    assertThat(kept("page-view")).isEqualTo(1200);
    assertThat(eloqua.activityRowsRead()).isBetween(1200L, 1440L);
  }

  @Test
  void a_type_that_no_route_names_is_not_exported_and_nobody_waits_for_it() throws Exception {
    open();
    Path file = folder.resolve("poll-eloqua-activity.camel.yaml");
    Files.writeString(file, Files.readString(Path.of("routes/poll-eloqua-activity.camel.yaml"))
        .replace("EmailSend,EmailOpen,EmailClickthrough,WebVisit,PageView", "PageView"));
    var edited = new DefaultCamelContext();
    edited.setAutoStartup(false);
    try (edited) {
      edited.getPropertiesComponent().setInitialProperties(new java.util.Properties());
      EloquaConnector.install(edited, Path.of("connectors/eloqua"), folder.resolve("tokens"), journal,
          Outbox.beside(store, clock), clock, (name, value) -> "", key -> PropertyKey.all().get(key).byDefault());
      edited.getRegistry().bind("journal", journal);
      edited.getComponent("kamelet", KameletComponent.class).setLocation("file:connectors/eloqua");
      for (Path each : List.of(folder.resolve("errors.camel.yaml"), file)) {
        PluginHelper.getRoutesLoader(edited).loadRoutes(
            PluginHelper.getResourceLoader(edited).resolveResource("file:" + each.toAbsolutePath()));
      }
      edited.start();

      assertThat(EloquaConnector.streams(edited)).containsExactly("eloqua/activity.page-view");
    }
    assertThat(EloquaConnector.streams(camel)).hasSize(12).contains("eloqua/activity.web-visit", "eloqua/contact",
        "eloqua/campaign");
  }
}
