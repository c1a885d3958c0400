package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.connectors.salesforce.SalesforceWrite;
import dev.caravan.journal.Journal;
import dev.caravan.outbox.Urgency;
import dev.caravan.sandbox.http.Fault;
import dev.caravan.sandbox.http.Request;
import dev.caravan.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The most urgent goes first: as the systems receive it in a run, and in the service. */
class DeliveryOrderRunTest {
  private static final String READ = "read";

  @TempDir Path folder;

  /** What a request delivers, or {@link #READ} where it asks for what is new. */
  private static Optional<String> what(Request request) {
    String path = request.path();
    String body = request.text();
    if (path.endsWith("/exports") || path.endsWith("/composite") && body.contains("SystemModstamp")) {
      return Optional.of(READ);
    }
    Map<String, Urgency> marks = new HashMap<>();
    Optional<SalesforceWrite> write = SalesforceWrite.of(request);
    if (write.isPresent()) {
      path = write.get().path();
      marks.putAll(Map.of("\"HasOptedOutOfEmail\"", Urgency.CONSENT, "\"DoNotCall\"", Urgency.CONSENT, "\"CampaignMember\"",
          Urgency.PROGRAMME, "\"Caravan_Interest__c\"", Urgency.SCORE, "\"OwnerId\"", Urgency.HAND_OFF));
      marks.putAll(path.contains("/Buying_Group") || body.contains("\"Buying_Group_Member__c\"") ? Map.of("", Urgency.GROUP)
          : path.contains("/Task/") || path.contains("/Lead/") ? Map.of("", Urgency.HAND_OFF) : Map.of());
    } else if (request.method().equals("POST") && (path.endsWith("/contacts/imports") || path.endsWith("/contacts/syncActions"))) {
      marks.putAll(Map.of("GlobalSubscribe", Urgency.CONSENT, "C_Consent_", Urgency.CONSENT, "ContactList", Urgency.PROGRAMME,
          "C_Caravan_Next_Content", Urgency.TOUCH, "C_Caravan_Interest", Urgency.SCORE));
    }
    return marks.entrySet().stream().filter(mark -> body.contains(mark.getKey())).map(Map.Entry::getValue).sorted()
        .findFirst().map(Urgency::code);
  }

  /** What both systems received until they were read again, repetitions left out. */
  private static List<String> firstDelivery(List<String> received) {
    var writes = new ArrayList<String>();
    for (String each : received) {
      if (each.equals(READ) && !writes.isEmpty()) {
        break;
      }
      if (!each.equals(READ) && (writes.isEmpty() || !writes.get(writes.size() - 1).equals(each))) {
        writes.add(each);
      }
    }
    return writes;
  }

  @Test
  void a_single_run_tells_who_must_not_be_reached_then_sales_and_scores_last() throws Exception {
    Path facts = DemoData.smallMarket(folder.resolve("facts.ndjson"));
    List<String> received = Collections.synchronizedList(new ArrayList<>());
    try (var place = new RunPlace(folder.resolve("place"), facts)) {
      for (var server : List.of(place.eloqua.server(), place.salesforce.server())) {
        server.add(new Fault(request -> {
          what(request).ifPresent(received::add);
          return false;
        }, 1, new Fault.Effect.DropBefore()));
      }
      assertThat(place.runOnce().code()).isIn(0, 1);
    }
    List<String> delivered = firstDelivery(received);
    assertThat(delivered).as("all that a market has").contains("consent", "hand-off", "group", "programme", "score");
    assertThat(delivered.get(0)).isEqualTo("consent");
    // A lead made for a hand-off lets go what waited for it: then opt-outs come once more, before all else.
    List<Urgency> others = delivered.stream().filter(each -> !each.equals("consent")).map(each -> Urgency.of(each).orElseThrow())
        .toList();
    assertThat(others).isSorted();
  }

  @Test
  void after_every_batch_the_most_urgent_comes_first_again_and_a_route_that_fails_keeps_no_other_waiting() {
    var due = new HashMap<>(Map.of("deliver-crm-score", 3, "deliver-crm-hand-off", 1, "deliver-crm-consent", 1));
    var called = new ArrayList<String>();
    long[] troubles = {0};
    var deliveries = new Deliveries(() -> List.of("deliver-crm-score", "deliver-crm-consent", "deliver-crm-hand-off"), route -> {
      int left = due.merge(route, -1, Integer::sum);
      if (route.endsWith("consent")) {
        troubles[0]++;
        called.add("failed");
        return 0;
      }
      if (left < 0) {
        return 0;
      }
      called.add(route);
      if (route.endsWith("score") && left == 2) {
        due.put("deliver-crm-hand-off", 1);
      }
      return 200;
    }, route -> route.endsWith("consent") ? troubles[0] : 0);

    assertThat(deliveries.all(() -> true)).isEqualTo(1_000);
    assertThat(called).containsExactly("failed", "deliver-crm-hand-off", "deliver-crm-score", "deliver-crm-hand-off",
        "deliver-crm-score", "deliver-crm-score");
  }

  @Test
  void what_fails_elsewhere_meanwhile_puts_off_no_delivery() {
    var called = new ArrayList<String>();
    try (Store store = Store.sqlite(folder.resolve("caravan.db"))) {
      var troubles = new Troubles(Journal.open(store, InstantSource.system()));
      var deliveries = new Deliveries(() -> List.of("deliver-crm-score"), route -> {
        called.add(route);
        if (called.size() == 1) {
          troubles.note("poll-crm", "the page could not be kept");
        }
        return called.size() > 2 ? 0 : 200;
      }, troubles::count);

      assertThat(deliveries.all(() -> true)).isEqualTo(400);
      assertThat(troubles.count()).isOne();
    }
  }

  @Test
  void the_service_looks_for_new_facts_between_two_batches() throws Exception {
    var done = new ArrayList<String>();
    var facts = new ArrayList<>(List.of(2, 0, 1, 0, 0));
    var due = new ArrayList<>(List.of("score", "hand-off"));
    String route = Files.readString(Path.of("routes/every-few-seconds.camel.yaml"))
        .replace("quartz:every-few-seconds", "direct:every-few-seconds")
        .replaceAll("(?s)      parameters:.*?      steps:", "      steps:");
    try (var camel = new DefaultCamelContext()) {
      camel.getRegistry().bind("deliveries", new Deliveries(() -> List.of("deliver-crm-score"), name -> {
        done.add(due.isEmpty() ? "nothing due" : "deliver");
        return due.isEmpty() ? 0 : due.remove(0).length();
      }, name -> 0));
      camel.addRoutes(new RouteBuilder() {
        @Override
        public void configure() {
          from("direct:process-facts").process(exchange -> {
            done.add("process");
            exchange.getMessage().setBody(facts.remove(0));
          });
        }
      });
      PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("every-few-seconds.camel.yaml",
          route.replace("    routeConfigurationId: delivery\n", "")));
      camel.start();
      camel.createProducerTemplate().sendBody("direct:every-few-seconds", null); // one way, as Quartz does
    }
    assertThat(done).containsExactly("process", "process", "deliver", "process", "process", "deliver", "process", "nothing due");
  }
}
