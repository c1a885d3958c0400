package dev.caravan.connectors.eloqua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.PropertyKey;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.FactJson;
import dev.caravan.journal.Journal;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Moment;
import dev.caravan.outbox.Outbox.Entry;
import dev.caravan.outbox.Outbox.State;
import dev.caravan.outbox.Outbox;
import dev.caravan.sandbox.eloqua.Credentials;
import dev.caravan.sandbox.eloqua.EloquaStandIn;
import dev.caravan.sandbox.http.Fault;
import dev.caravan.sandbox.http.Reply;
import dev.caravan.store.HandCrankedClock;
import dev.caravan.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/** The shipped routes with the shipped Kamelets between an Eloqua on loopback and the doors on SQLite. */
class EloquaRoutesTest {
  private static final String ANN = "ann@one.example";
  private static final String BEN = "ben@two.example";
  private static final String CAT = "cat@three.example";
  /** Has an id, but was deleted in Eloqua. */
  private static final String GONE = "gone@four.example";
  /** A lead in Salesforce, never in Eloqua. */
  private static final String NOBODY = "nobody@five.example";
  private static final Because WHY = Because.of("83.4 points", "white-paper", "config/scoring.yaml:14", "3f9c", "f1");
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final HandCrankedClock clock = new HandCrankedClock(Site.NOW.toString());
  @TempDir Path folder;
  private EloquaStandIn eloqua;
  private Store store;
  private Journal journal;
  private Outbox outbox;
  private DefaultCamelContext camel;

  @BeforeEach
  void open() throws Exception {
    Path facts = Files.writeString(folder.resolve("facts.ndjson"), String.join("\n",
        Site.contact("1", ANN), Site.contact("2", BEN), Site.contact("3", CAT),
        viewOfAnn(1, "2026-03-01T00:00:00Z"), viewOfAnn(2, "2026-03-02T00:00:00Z")));
    eloqua = EloquaStandIn.open(facts, null, clock, 0);
    store = Store.sqlite(folder.resolve("caravan.db"));
    journal = Journal.open(store, clock);
    outbox = Outbox.open(store, clock, List.of(new Outbox.Target("eloqua",
        Set.of(Decision.Kind.SCORE, Decision.Kind.ENROLMENT, Decision.Kind.LEAVE, Decision.Kind.TOUCH, Decision.Kind.TOUCH_LIMIT,
            Decision.Kind.CONSENT))), new Random(7));
    camel = new DefaultCamelContext();
    var settings = EloquaConnector.forStandIn(
        eloqua.base().toString(), Credentials.TEST.site(), Credentials.TEST.user(), Credentials.TEST.password());
    settings.setProperty("caravan.eloqua.sync-poll-delay", "1");
    camel.getPropertiesComponent().setInitialProperties(settings);
    EloquaConnector.install(camel, Path.of("connectors/eloqua"), folder.resolve("tokens"), journal, outbox, clock, (name, value) -> "",
        key -> settings.getProperty(key, PropertyKey.all().get(key).byDefault()));
    camel.getRegistry().bind("journal", journal);
    camel.getComponent("kamelet", org.apache.camel.component.kamelet.KameletComponent.class)
        .setLocation("file:connectors/eloqua");
    Path errors = Files.writeString(folder.resolve("errors.camel.yaml"), String.join("\n",
        "- routeConfiguration:", "    id: polling", "- routeConfiguration:", "    id: delivery"));
    load(errors);
  }

  private static String viewOfAnn(int id, String time) {
    return Site.pageView(id, time).replace("1986113", "1").replace("dana.reyes@halden-health.example", ANN);
  }

  /** Lets everybody come through the front door: as an Eloqua contact, {@link #NOBODY} as a Salesforce lead. */
  private void meetEverybody() throws Exception {
    var contacts = new ArrayList<Fact>();
    for (String line : List.of(Site.contact("1", ANN), Site.contact("2", BEN), Site.contact("3", CAT),
        Site.contact("404404", GONE), Site.contact("00Q5", NOBODY).replace("eloqua", "salesforce"))) {
      contacts.add(FactJson.read(line));
    }
    meet(contacts);
  }

  private void meet(List<Fact> people) {
    journal.keep(new Arrival("everybody", people, List.of(), "", true));
    var admission = journal.admit(journal.next(10));
    store.write(tx -> {
      journal.settleStamps(tx, admission);
      return null;
    });
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

  /** Asks every poll at once, as the house does at its start. */
  private void askAll() throws Exception {
    var quartz = camel.getComponent("quartz", QuartzComponent.class).getScheduler();
    for (TriggerKey key : quartz.getTriggerKeys(GroupMatcher.triggerGroupEquals("poll"))) {
      quartz.triggerJob(quartz.getTrigger(key).getJobKey());
    }
  }

  private void put(Decision... decisions) {
    store.write(tx -> {
      outbox.put(tx, List.of(decisions));
      return null;
    });
  }

  private String person(String email) {
    return journal.people().find(email).orElseThrow();
  }

  private Decision score(String email, Object fit) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("fit", fit);
    shown.put("interest", 83.4);
    shown.put("rating", "B");
    shown.put("posture", "evaluating");
    shown.put("next_question", null);
    shown.put("as_of", "2026-03-31T18:00:00Z");
    return new Decision.Score("score-" + email, person(email), clock.millis(), WHY, email, shown);
  }

  private Decision enters(String email, String programme) {
    return new Decision.Enrolment("in-" + programme + "-" + email, person(email), clock.millis(), WHY, email,
        programme);
  }

  private Decision leaves(String email, String programme) {
    return new Decision.Leave("out-" + programme + "-" + email, person(email), clock.millis(), WHY, email, programme);
  }

  private Decision touch(String email, int number, String content, String... asks) {
    return new Decision.Touch("touch-" + email + "-" + number, person(email), clock.millis(), WHY, email, "raise-interest",
        "everybody", content, "Some title", "engage", List.of(), List.of(asks), "");
  }

  /** What became of a person's score. */
  private Entry scoreOf(String email) {
    return entry("eloqua:score:" + person(email));
  }

  /** What became of a person's place in a programme. */
  private Entry placeOf(String email, String programme) {
    return entry("eloqua:programme:" + person(email) + "|" + programme);
  }

  private Entry entry(String id) {
    return outbox.entries(List.of(State.values()), 100).stream().filter(entry -> entry.id().equals(id)).findFirst()
        .orElseThrow(() -> new AssertionError("the outbox holds no " + id));
  }

  private static void assertSent(Entry entry, String contact) {
    assertThat(entry.state()).as(entry.id()).isEqualTo(State.SENT);
    assertThat(entry.remoteId()).as(entry.id()).isEqualTo(contact);
  }

  private static void assertHeld(Entry entry) {
    assertThat(entry.state()).as(entry.id()).isEqualTo(State.HELD);
    assertThat(entry.reason()).as(entry.id()).isEqualTo("no Eloqua contact");
  }

  private int deliver(String name) {
    return camel.createProducerTemplate().requestBody("direct:" + name, null, Integer.class);
  }

  @Test
  @Timeout(120)
  void one_poll_keeps_everything_that_is_due_with_its_cursors() throws Exception {
    for (String kind : List.of("activity", "form", "unsubscribe", "event", "bounceback", "contact", "campaign")) {
      route("poll-eloqua-" + kind);
    }
    EloquaConnector.streams(camel).forEach(journal::expect);
    askAll();

    while (!journal.awaited().isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(journal.counts()).containsEntry("eloqua/activity.page-view", 2L).containsEntry("eloqua/contact", 3L);
    assertThat(journal.cursor("eloqua/activity.page-view")).contains("2026-03-31T17:59:00Z");
    assertThat(journal.cursor("eloqua/activity.form-submit")).contains("2026-03-31T17:59:40Z");
    assertThat(journal.cursor("eloqua/activity.bounceback")).contains("2026-03-31T17:00:00Z");
    assertThat(journal.cursor("eloqua/contact")).contains("2026-03-31T17:59:40Z");
    assertThat(journal.behind(0)).isEmpty();
  }

  @Test
  void scores_are_written_once_and_the_same_scores_change_nothing() throws Exception {
    meetEverybody();
    route("deliver-eloqua-score");
    put(score(ANN, 78L), score(BEN, 12L));
    assertThat(deliver("deliver-eloqua-score")).isEqualTo(2);
    assertSent(scoreOf(ANN), "1");
    assertSent(scoreOf(BEN), "2");
    assertThat(eloqua.snapshot()).contains("83.4").contains("evaluating");
    long writes = eloqua.writes();

    put(score(ANN, 78L));
    assertThat(deliver("deliver-eloqua-score")).as("nothing is due").isZero();
    assertThat(scoreOf(ANN).state()).isEqualTo(State.UNCHANGED);

    assertThat(eloqua.writes()).isEqualTo(writes);

    put(score(BEN, 13L));
    eloqua.server().add(loseTheReply());
    deliver("deliver-eloqua-score");
    assertThat(eloqua.writes()).isGreaterThan(writes);
    writes = eloqua.writes();
    clock.turn(LONGEST_WAIT);
    assertThat(deliver("deliver-eloqua-score")).isEqualTo(1);
    assertSent(scoreOf(BEN), "2");
    assertThat(eloqua.writes()).as("the same score came twice").isEqualTo(writes);
  }

  @Test
  void what_a_programme_sends_next_is_two_fields_of_the_contact_and_leaves_the_score_alone() throws Exception {
    meetEverybody();
    route("deliver-eloqua-score");
    route("deliver-eloqua-touch");
    put(score(ANN, 78L), touch(ANN, 1, "board-brief"));
    assertThat(deliver("deliver-eloqua-score")).isEqualTo(1);
    assertThat(deliver("deliver-eloqua-touch")).isEqualTo(1);
    assertSent(entry("eloqua:touch:" + person(ANN)), "1");
    assertThat(eloqua.snapshot()).contains("board-brief").contains("83.4").contains("evaluating");

    put(touch(ANN, 2, "field-guide", "What is your first name?", "What is your last name?"));
    assertThat(deliver("deliver-eloqua-touch")).as("the newest replaces the one before").isEqualTo(1);
    assertThat(eloqua.snapshot()).contains("field-guide").contains("What is your last name?").doesNotContain("board-brief")
        .contains("83.4");

    put(score(ANN, 79L));
    assertThat(deliver("deliver-eloqua-score")).isEqualTo(1);
    assertThat(eloqua.snapshot()).as("a score says nothing of content").contains("field-guide");
    long writes = eloqua.writes();
    assertThat(deliver("deliver-eloqua-touch")).isZero();
    assertThat(eloqua.writes()).isEqualTo(writes);
  }

  /** Eloqua does what it was asked for, and we never hear of it. */
  private static Fault loseTheReply() {
    return new Fault(request -> request.path().endsWith("/syncs"), 1, new Fault.Effect.DropAfter());
  }

  @Test
  void who_is_not_in_eloqua_is_held_and_the_others_are_sent() throws Exception {
    meetEverybody();
    route("deliver-eloqua-score");
    put(score(NOBODY, 1L), score(ANN, 2L), score(GONE, 3L), score(CAT, 4L));

    assertThat(deliver("deliver-eloqua-score")).isEqualTo(4);

    assertHeld(scoreOf(NOBODY));
    assertHeld(scoreOf(GONE));
    assertSent(scoreOf(ANN), "1");
    assertSent(scoreOf(CAT), "3");
  }

  @Test
  void a_value_eloqua_refuses_costs_that_row_only() throws Exception {
    meetEverybody();
    route("deliver-eloqua-score");
    put(score(ANN, 78L), score(BEN, "many"), score(CAT, 12L));

    deliver("deliver-eloqua-score");

    assertSent(scoreOf(ANN), "1");
    assertSent(scoreOf(CAT), "3");
    assertThat(scoreOf(BEN).state()).isEqualTo(State.PARKED);
    assertThat(scoreOf(BEN).problem()).isEqualTo("DATA");
    assertThat(scoreOf(BEN).reason()).contains("C_Caravan_Fit1").startsWith("ELQ-");
  }

  @Test
  void an_eloqua_that_is_away_makes_items_wait_and_one_that_refuses_us_calls_for_a_person() throws Exception {
    meetEverybody();
    route("deliver-eloqua-score");
    put(score(ANN, 78L));
    eloqua.server().add(new Fault(request -> request.path().endsWith("/contacts/imports"), 1,
        new Fault.Effect.Instead(Reply.text(503, "text/plain", "There was a timeout processing the request."))));
    deliver("deliver-eloqua-score");
    assertThat(scoreOf(ANN).state()).isEqualTo(State.DUE);
    assertThat(scoreOf(ANN).problem()).isEqualTo("REMOTE");
    assertThat(deliver("deliver-eloqua-score")).as("it waits").isZero();

    clock.turn(LONGEST_WAIT);
    eloqua.server().add(new Fault(request -> request.path().endsWith("/contacts/imports"), 1,
        new Fault.Effect.Instead(Reply.text(403, "text/plain", "This service has not been enabled for your site."))));
    assertThat(deliver("deliver-eloqua-score")).isEqualTo(1);
    assertThat(outbox.stopped()).singleElement().satisfies(stop -> {
      assertThat(stop.stream().kind()).isEqualTo(Decision.Kind.SCORE);
      assertThat(stop.reason()).contains("403").contains("not been enabled").contains("permission");
    });
    assertThat(scoreOf(ANN).problem()).isEqualTo("CONFIG");
    assertThat(deliver("deliver-eloqua-score")).as("until a person has acted").isZero();

    outbox.stopped().forEach(stop -> assertThat(outbox.resume(stop.stream())).isTrue());
    deliver("deliver-eloqua-score");
    assertSent(scoreOf(ANN), "1");
  }

  @Test
  void a_lost_reply_is_repeated_without_doubling_anything() throws Exception {
    meetEverybody();
    route("deliver-eloqua-programme");
    put(enters(ANN, "keep-warm"));
    eloqua.server().add(loseTheReply());
    deliver("deliver-eloqua-programme");
    long writes = eloqua.writes();
    assertThat(placeOf(ANN, "keep-warm").state()).isEqualTo(State.DUE);
    assertThat(placeOf(ANN, "keep-warm").problem()).isEqualTo("REMOTE");

    clock.turn(LONGEST_WAIT);
    assertThat(deliver("deliver-eloqua-programme")).isEqualTo(1);

    assertSent(placeOf(ANN, "keep-warm"), "1");
    assertThat(eloqua.members().get("caravan-keep-warm")).containsExactly(ANN);
    assertThat(eloqua.writes()).as("a member already").isEqualTo(writes);
  }

  @Test
  void people_enter_and_leave_the_lists_of_their_programmes() throws Exception {
    meetEverybody();
    route("deliver-eloqua-programme");
    put(enters(ANN, "keep-warm"), enters(BEN, "keep-warm"), enters(CAT, "raise-interest"),
        enters(NOBODY, "raise-interest"));
    assertThat(deliver("deliver-eloqua-programme")).isEqualTo(4);
    assertThat(eloqua.members().get("caravan-keep-warm")).containsExactly(ANN, BEN);
    assertThat(eloqua.members().get("caravan-raise-interest")).containsExactly(CAT);
    assertHeld(placeOf(NOBODY, "raise-interest"));
    long writes = eloqua.writes();

    put(enters(ANN, "keep-warm"));
    assertThat(deliver("deliver-eloqua-programme")).as("a member already").isZero();
    assertThat(eloqua.writes()).isEqualTo(writes);

    put(leaves(ANN, "keep-warm"), enters(ANN, "no-such-programme"));
    assertThat(deliver("deliver-eloqua-programme")).isEqualTo(2);
    assertThat(eloqua.members().get("caravan-keep-warm")).containsExactly(BEN);
    assertSent(placeOf(ANN, "keep-warm"), "1");
    assertThat(placeOf(ANN, "no-such-programme").reason())
        .contains("there is no shared list \"caravan-no-such-programme\"");
    assertThat(outbox.stopped()).extracting(stop -> stop.stream().kind()).containsExactly(Decision.Kind.ENROLMENT);
  }

  /** Two people turn out to be one: the lead of the one was merged into the lead of the other. */
  private void becomes(String loser, String winner) {
    var facts = new ArrayList<Fact>();
    long now = clock.millis();
    for (String email : List.of(winner, loser)) {
      facts.add(new Fact.Person(new Fact.Head("salesforce", "lead-" + email, email, now, now, ""), Map.of("salesforce", "00Q" + email),
          Map.of("company", "Company")));
    }
    facts.add(new Fact.Person(new Fact.Head("salesforce", "merged-" + loser, "salesforce:00Q" + loser, now + 1, now + 1, ""),
        Map.of("salesforce", "00Q" + loser), Map.of(Fact.Person.DELETED, "true", Fact.Person.MERGED_INTO, "00Q" + winner)));
    meet(facts);
    assertThat(person(loser)).isEqualTo(person(winner));
  }

  @Test
  void who_turned_out_to_be_another_leaves_a_list_with_the_contact_that_was_put_on_it() throws Exception {
    meetEverybody();
    route("deliver-eloqua-programme");
    put(enters(ANN, "keep-warm"), enters(BEN, "keep-warm"), enters(ANN, "raise-interest"));
    deliver("deliver-eloqua-programme");
    Decision leaves = leaves(BEN, "keep-warm");
    Decision wasNeverThere = leaves(BEN, "raise-interest");
    becomes(BEN, ANN);

    put(leaves, wasNeverThere);
    deliver("deliver-eloqua-programme");

    assertThat(eloqua.members().get("caravan-keep-warm")).containsExactly(ANN);
    assertThat(eloqua.members().get("caravan-raise-interest")).containsExactly(ANN);
  }

  @Test
  void who_opts_out_after_it_was_decided_comes_onto_no_list() throws Exception {
    meetEverybody();
    route("deliver-eloqua-programme");
    put(enters(ANN, "keep-warm"), enters(BEN, "keep-warm"));
    eloqua.unsubscribe(1);

    assertThat(deliver("deliver-eloqua-programme")).isEqualTo(2);

    assertThat(eloqua.members().get("caravan-keep-warm")).containsExactly(BEN);
    assertThat(placeOf(ANN, "keep-warm").state()).isEqualTo(State.HELD);
    assertThat(placeOf(ANN, "keep-warm").reason()).isEqualTo("unsubscribed");
  }

  @Test
  void nobody_comes_onto_a_list_while_their_consent_cannot_be_looked_up() throws Exception {
    meetEverybody();
    route("deliver-eloqua-programme");
    put(enters(ANN, "keep-warm"));
    eloqua.server().add(new Fault(request -> request.path().endsWith("/data/contacts"), 1,
        new Fault.Effect.Instead(Reply.text(503, "text/plain", "There was a timeout processing the request."))));
    deliver("deliver-eloqua-programme");
    assertThat(eloqua.members().getOrDefault("caravan-keep-warm", List.of())).isEmpty();
    assertThat(placeOf(ANN, "keep-warm").state()).isEqualTo(State.DUE);
    assertThat(placeOf(ANN, "keep-warm").reason()).contains("consent is not known").contains("503");

    clock.turn(LONGEST_WAIT);
    deliver("deliver-eloqua-programme");
    assertSent(placeOf(ANN, "keep-warm"), "1");
  }

  @Test
  void who_is_at_their_limit_is_on_the_list_until_they_are_not() throws Exception {
    meetEverybody();
    route("deliver-eloqua-programme");
    put(limit(ANN, 1, true), limit(BEN, 1, true), enters(CAT, "keep-warm"));
    assertThat(deliver("deliver-eloqua-programme")).isEqualTo(3);
    assertThat(eloqua.members().get("caravan-touch-limit")).containsExactly(ANN, BEN);
    assertThat(eloqua.members().get("caravan-keep-warm")).containsExactly(CAT);

    put(limit(ANN, 2, false));
    deliver("deliver-eloqua-programme");
    assertThat(eloqua.members().get("caravan-touch-limit")).containsExactly(BEN);
    assertSent(entry("eloqua:touch-limit:" + person(ANN)), "1");
  }

  private Decision limit(String email, int number, boolean in) {
    return new Decision.TouchLimit("touch-limit/" + email + "/" + number, person(email), clock.millis(), WHY, email,
        "caravan-touch-limit", in);
  }

  @Test
  void consent_that_was_taken_back_elsewhere_is_taken_back_in_eloqua() throws Exception {
    meetEverybody();
    route("deliver-eloqua-consent");
    put(consent(ANN, said("email", true, "salesforce")), consent(BEN, said("email", true, "salesforce"),
        said("phone", true, "salesforce")), consent(CAT, said("phone", true, "salesforce")));
    assertThat(deliver("deliver-eloqua-consent")).isEqualTo(3);
    assertThat(outbox.stopped()).isEmpty();
    assertThat(eloqua.snapshot().lines()).contains("contact " + ANN + " unsubscribed", "contact " + BEN + " unsubscribed")
        .doesNotContain("contact " + CAT + " unsubscribed");
    assertThat(eloqua.snapshot()).contains("C_Consent_Phone1");
    for (String email : List.of(ANN, BEN, CAT)) {
      assertThat(entry("eloqua:consent:" + person(email)).state()).as(email).isEqualTo(State.SENT);
    }

    put(consent(ANN, said("email", false, "form")));
    deliver("deliver-eloqua-consent");
    assertThat(eloqua.snapshot().lines()).doesNotContain("contact " + ANN + " unsubscribed");
  }

  @Test
  void what_eloqua_said_itself_is_not_written_back() throws Exception {
    meetEverybody();
    route("deliver-eloqua-consent");
    long writes = eloqua.writes();
    put(consent(ANN, said("email", true, "eloqua")));
    assertThat(deliver("deliver-eloqua-consent")).isEqualTo(1);
    assertThat(eloqua.writes()).isEqualTo(writes);
    assertThat(entry("eloqua:consent:" + person(ANN)).state()).isEqualTo(State.UNCHANGED);
  }

  @Test
  void who_cannot_be_taken_off_one_list_does_not_come_onto_the_next() throws Exception {
    meetEverybody();
    route("deliver-eloqua-programme");
    put(enters(ANN, "keep-warm"));
    deliver("deliver-eloqua-programme");

    put(enters(BEN, "raise-interest"), leaves(ANN, "keep-warm"), enters(ANN, "raise-interest"));
    eloqua.server().add(new Fault(request -> request.path().endsWith("/contacts/syncActions"), 1,
        new Fault.Effect.Instead(Reply.text(503, "text/plain", "There was a timeout processing the request."))));
    assertThat(deliver("deliver-eloqua-programme")).isEqualTo(3);
    assertThat(placeOf(ANN, "keep-warm").problem()).isEqualTo("REMOTE");
    assertThat(eloqua.members().get("caravan-keep-warm")).containsExactly(ANN);
    assertThat(eloqua.members().get("caravan-raise-interest")).as("one programme at a time").containsExactly(BEN);

    clock.turn(LONGEST_WAIT);
    assertThat(deliver("deliver-eloqua-programme")).isEqualTo(2);
    assertThat(eloqua.members().getOrDefault("caravan-keep-warm", List.of())).isEmpty();
    assertThat(eloqua.members().get("caravan-raise-interest")).containsExactlyInAnyOrder(ANN, BEN);
  }

  private Decision consent(String email, Decision.Said... said) {
    return new Decision.Consent("consent/" + email, person(email), clock.millis(), WHY, email, List.of(said), List.of(), Moment.NONE);
  }

  private Decision.Said said(String channel, boolean out, String by) {
    return new Decision.Said(channel, out, by, clock.millis());
  }
}
