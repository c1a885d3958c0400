package dev.caravan.connectors.eloqua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.journal.Journal;
import dev.caravan.journal.People;
import dev.caravan.model.Decision;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import dev.caravan.outbox.Outbox;
import dev.caravan.outbox.Problem;
import dev.caravan.sandbox.eloqua.Credentials;
import dev.caravan.sandbox.eloqua.EloquaStandIn;
import dev.caravan.sandbox.http.Fault;
import dev.caravan.sandbox.http.Reply;
import dev.caravan.store.Store;
import dev.caravan.store.Tx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped routes with the shipped Kamelets against an Eloqua on loopback. */
class EloquaRoutesTest {
  private static final InstantSource CLOCK = () -> Site.NOW;

  /** Gives what it was given once, and keeps what became of it. */
  private static final class Tray implements Outbox {
    final List<Item> due = new ArrayList<>();
    final Map<String, Delivery> settled = new LinkedHashMap<>();

    @Override
    public List<Item> take(String target, List<Decision.Kind> kinds, int atMost) {
      var taken = due.stream().filter(item -> kinds.contains(item.kind())).toList();
      due.removeAll(taken);
      return taken;
    }

    @Override
    public void settle(Map<String, Delivery> results) {
      settled.putAll(results);
    }

    @Override
    public void put(Tx tx, List<Decision> decisions) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Counts counts(String target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int requeue(List<String> ids, String by, String why) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Tally> report(long since) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Entry> entries(java.util.Collection<State> states, int atMost) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Stop> stopped() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Decided> decisions(String subject) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int release(String target, String reason, java.util.Collection<String> subjects) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int resume(String target) {
      throw new UnsupportedOperationException();
    }
  }

  /** People by their e-mail, as the identity table knows them. */
  private record Known(Map<String, String> contacts) implements People {
    @Override
    public Optional<String> find(String emailOrId) {
      return Optional.of(emailOrId);
    }

    @Override
    public Map<String, String> ids(String person) {
      return contacts.containsKey(person) ? Map.of("eloqua", contacts.get(person)) : Map.of();
    }

    @Override
    public void remember(String person, String system, String id) {
      throw new UnsupportedOperationException();
    }
  }

  @TempDir Path folder;
  private EloquaStandIn eloqua;
  private Store store;
  private Journal journal;
  private final Tray outbox = new Tray();
  private DefaultCamelContext camel;

  @BeforeEach
  void open() throws Exception {
    Path facts = Files.writeString(folder.resolve("facts.ndjson"), String.join("\n",
        Site.contact("1", "ann@one.example"), Site.contact("2", "ben@two.example"), Site.contact("3", "cat@three.example"),
        Site.pageView(1, "2026-03-01T00:00:00Z").replace("1986113", "1").replace("dana.reyes@halden-health", "ann@one"),
        Site.pageView(2, "2026-03-02T00:00:00Z").replace("1986113", "1").replace("dana.reyes@halden-health", "ann@one")));
    eloqua = EloquaStandIn.open(facts, null, CLOCK, 0);
    store = Store.sqlite(folder.resolve("caravan.db"));
    journal = Journal.open(store, CLOCK);
    camel = new DefaultCamelContext();
    var settings = EloquaConnector.forStandIn(
        eloqua.base().toString(), Credentials.TEST.site(), Credentials.TEST.user(), Credentials.TEST.password());
    settings.setProperty("caravan.poll.repeat-count", "1");
    camel.getPropertiesComponent().setInitialProperties(settings);
    EloquaConnector.install(camel, Path.of("connectors/eloqua"), folder.resolve("tokens"), journal, outbox, CLOCK);
    var people = new Known(Map.of("ann@one.example", "1", "ben@two.example", "2", "cat@three.example", "3",
        "gone@four.example", "404404"));
    camel.getRegistry().bind("eloquaDeliveries", new EloquaDeliveries(outbox, people,
        EloquaMapping.load(Path.of("connectors/eloqua/mapping.yaml"), "mapping.yaml"), "eloqua"));
    camel.getRegistry().bind("journal", journal);
    camel.getComponent("kamelet", org.apache.camel.component.kamelet.KameletComponent.class)
        .setLocation("file:connectors/eloqua");
    Path errors = Files.writeString(folder.resolve("errors.camel.yaml"), String.join("\n",
        "- routeConfiguration:", "    id: polling", "- routeConfiguration:", "    id: delivery"));
    load(errors);
  }

  private void load(Path file) throws Exception {
    PluginHelper.getRoutesLoader(camel).loadRoutes(
        PluginHelper.getResourceLoader(camel).resolveResource("file:" + file.toAbsolutePath()));
  }

  private void route(String name) throws Exception {
    load(Path.of("routes/" + name + ".camel.yaml"));
    if (!camel.isStarted()) {
      camel.start();
    }
    assertThat(camel.getRoute(name)).as("route id is the file's name").isNotNull();
    assertThat(camel.getRoute(name).getDescription()).isNotBlank();
  }

  @AfterEach
  void close() throws Exception {
    camel.close();
    eloqua.close();
    store.close();
  }

  private Item score(String person, Object fit) {
    var payload = new LinkedHashMap<String, Object>();
    payload.put("fit", fit);
    payload.put("interest", 83.4);
    payload.put("rating", "B");
    payload.put("posture", "evaluating");
    payload.put("next_question", null);
    payload.put("as_of", "2026-03-31T18:00:00Z");
    return new Item("score-" + person, "eloqua", Decision.Kind.SCORE, person, payload, 0, false);
  }

  private static Item place(String person, String programme, boolean in) {
    return new Item(programme + "-" + person, "eloqua", Decision.Kind.ENROLMENT, person,
        Map.of("programme", programme, "in", in), 0, false);
  }

  private int deliver(String name) {
    return camel.createProducerTemplate().requestBody("direct:" + name, null, Integer.class);
  }

  @Test
  void one_poll_keeps_everything_that_is_due_with_its_cursors() throws Exception {
    var done = new NotifyBuilder(camel).fromRoute("poll-eloqua-activity").whenCompleted(10)
        .and().fromRoute("poll-eloqua-contact").whenCompleted(1).and().fromRoute("poll-eloqua-campaign").whenCompleted(1)
        .create();
    EloquaFacts.streams("eloqua").forEach(journal::expect);
    route("poll-eloqua-activity");
    route("poll-eloqua-contact");
    route("poll-eloqua-campaign");

    assertThat(done.matches(20, TimeUnit.SECONDS)).isTrue();
    assertThat(journal.counts()).containsEntry("eloqua/activity.page-view", 2L).containsEntry("eloqua/contact", 3L);
    assertThat(journal.cursor("eloqua/activity.page-view")).contains("2026-03-31T18:00:00Z");
    assertThat(journal.cursor("eloqua/contact")).contains("2026-03-31T18:00:00Z");
    assertThat(journal.behind(0)).isEmpty();
  }

  @Test
  void scores_are_written_once_and_the_same_scores_change_nothing() throws Exception {
    route("deliver-eloqua-score");
    outbox.due.add(score("ann@one.example", 78L));
    outbox.due.add(score("ben@two.example", 12L));
    assertThat(deliver("deliver-eloqua-score")).isEqualTo(2);
    assertThat(outbox.settled).containsEntry("score-ann@one.example", new Delivery.Sent("1"))
        .containsEntry("score-ben@two.example", new Delivery.Sent("2"));
    assertThat(eloqua.snapshot()).contains("83.4").contains("evaluating");
    long writes = eloqua.writes();

    outbox.due.add(score("ann@one.example", 78L));
    deliver("deliver-eloqua-score");

    assertThat(eloqua.writes()).isEqualTo(writes);
    assertThat(deliver("deliver-eloqua-score")).as("nothing is due").isZero();
  }

  @Test
  void who_is_not_in_eloqua_is_held_and_the_others_are_sent() throws Exception {
    route("deliver-eloqua-score");
    outbox.due.add(score("nobody@five.example", 1L));
    outbox.due.add(score("ann@one.example", 2L));
    outbox.due.add(score("gone@four.example", 3L));
    outbox.due.add(score("cat@three.example", 4L));

    assertThat(deliver("deliver-eloqua-score")).isEqualTo(4);

    assertThat(outbox.settled).containsEntry("score-nobody@five.example", new Delivery.Held("no Eloqua contact"))
        .containsEntry("score-gone@four.example", new Delivery.Held("no Eloqua contact"))
        .containsEntry("score-ann@one.example", new Delivery.Sent("1"))
        .containsEntry("score-cat@three.example", new Delivery.Sent("3"));
  }

  @Test
  void a_value_eloqua_refuses_costs_that_row_only() throws Exception {
    route("deliver-eloqua-score");
    outbox.due.add(score("ann@one.example", 78L));
    outbox.due.add(score("ben@two.example", "many"));
    outbox.due.add(score("cat@three.example", 12L));

    deliver("deliver-eloqua-score");

    assertThat(outbox.settled.get("score-ann@one.example")).isEqualTo(new Delivery.Sent("1"));
    assertThat(outbox.settled.get("score-cat@three.example")).isEqualTo(new Delivery.Sent("3"));
    assertThat(outbox.settled.get("score-ben@two.example")).isInstanceOfSatisfying(Delivery.Refused.class, refused -> {
      assertThat(refused.problem()).isEqualTo(Problem.DATA);
      assertThat(refused.why()).contains("C_Caravan_Fit1").startsWith("ELQ-");
    });
  }

  @Test
  void an_eloqua_that_is_away_makes_items_wait_and_one_that_refuses_us_calls_for_a_person() throws Exception {
    route("deliver-eloqua-score");
    outbox.due.add(score("ann@one.example", 78L));
    eloqua.server().add(new Fault(request -> request.path().endsWith("/contacts/imports"), 1,
        new Fault.Effect.Instead(Reply.text(503, "text/plain", "There was a timeout processing the request."))));
    deliver("deliver-eloqua-score");
    assertThat(outbox.settled.get("score-ann@one.example")).isInstanceOfSatisfying(Delivery.TryLater.class, later ->
        assertThat(later.problem()).isEqualTo(Problem.REMOTE));

    outbox.due.add(score("ann@one.example", 78L));
    eloqua.server().add(new Fault(request -> request.path().endsWith("/contacts/imports"), 1,
        new Fault.Effect.Instead(Reply.text(403, "text/plain", "This service has not been enabled for your site."))));
    deliver("deliver-eloqua-score");
    assertThat(outbox.settled.get("score-ann@one.example")).isInstanceOfSatisfying(Delivery.Refused.class, refused -> {
      assertThat(refused.problem()).isEqualTo(Problem.CONFIG);
      assertThat(refused.why()).contains("403").contains("not been enabled").contains("permission");
    });
  }

  @Test
  void a_lost_reply_is_repeated_without_doubling_anything() throws Exception {
    route("deliver-eloqua-programme");
    outbox.due.add(place("ann@one.example", "keep-warm", true));
    eloqua.server().add(new Fault(request -> request.path().endsWith("/syncs"), 1, new Fault.Effect.DropAfter()));
    deliver("deliver-eloqua-programme");
    assertThat(outbox.settled.get("keep-warm-ann@one.example")).isInstanceOf(Delivery.TryLater.class);

    outbox.due.add(place("ann@one.example", "keep-warm", true));
    deliver("deliver-eloqua-programme");

    assertThat(outbox.settled.get("keep-warm-ann@one.example")).isEqualTo(new Delivery.Sent("1"));
    assertThat(eloqua.members().get("caravan-keep-warm")).containsExactly("ann@one.example");
  }

  @Test
  void people_enter_and_leave_the_lists_of_their_programmes() throws Exception {
    route("deliver-eloqua-programme");
    outbox.due.add(place("ann@one.example", "keep-warm", true));
    outbox.due.add(place("ben@two.example", "keep-warm", true));
    outbox.due.add(place("cat@three.example", "raise-interest", true));
    outbox.due.add(place("nobody@five.example", "raise-interest", true));
    assertThat(deliver("deliver-eloqua-programme")).isEqualTo(4);
    assertThat(eloqua.members().get("caravan-keep-warm")).containsExactly("ann@one.example", "ben@two.example");
    assertThat(eloqua.members().get("caravan-raise-interest")).containsExactly("cat@three.example");
    assertThat(outbox.settled.get("raise-interest-nobody@five.example")).isEqualTo(new Delivery.Held("no Eloqua contact"));
    long writes = eloqua.writes();

    outbox.due.add(place("ann@one.example", "keep-warm", true));
    deliver("deliver-eloqua-programme");
    assertThat(eloqua.writes()).as("a member already").isEqualTo(writes);

    outbox.due.add(place("ann@one.example", "keep-warm", false));
    outbox.due.add(place("ann@one.example", "no-such-programme", true));
    deliver("deliver-eloqua-programme");
    assertThat(eloqua.members().get("caravan-keep-warm")).containsExactly("ben@two.example");
    assertThat(outbox.settled.get("no-such-programme-ann@one.example")).isInstanceOfSatisfying(Delivery.Refused.class,
        refused -> assertThat(refused.why()).contains("there is no shared list \"caravan-no-such-programme\""));
  }
}
