package dev.caravan.connectors.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.Journal;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.model.Fact;
import dev.caravan.outbox.Outbox;
import dev.caravan.outbox.Outbox.Entry;
import dev.caravan.outbox.Outbox.State;
import dev.caravan.store.HandCrankedClock;
import dev.caravan.store.Store;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped route and Kamelet between the outbox and a mail server on loopback. */
class MailRouteTest {
  private static final String AMY = "005000000000001AAA";
  private static final String BOB = "005000000000002AAA";
  private static final Because WHY = Because.of("the group is hot", "meeting", "config/groups.yaml:9", "3f9c", "f1");

  private final HandCrankedClock clock = new HandCrankedClock("2026-03-02T09:00:00Z");
  @TempDir Path folder;
  private Store store;
  private Journal journal;
  private Outbox outbox;
  private DefaultCamelContext camel;

  @BeforeEach
  void open() {
    store = Store.sqlite(folder.resolve("caravan.db"));
    journal = Journal.open(store, clock);
    journal.keep(new Arrival("users", List.of(user(AMY, "Amy Reed", "amy@caravan.example", true), user(BOB, "Bob Lee", "bob@caravan.example", true)),
        List.of(), "", true));
  }

  @AfterEach
  void close() throws Exception {
    if (camel != null) {
      camel.close();
    }
    store.close();
  }

  private static Fact.User user(String id, String name, String email, boolean active) {
    long at = 1_772_000_000_000L;
    return new Fact.User(new Fact.Head("salesforce", "user-" + id + "@" + email + active, id, at, at, ""), name, email, active, "UTC");
  }

  private static MailSettings at(int port, String user, String fallback) {
    return new MailSettings("127.0.0.1", port, "none", user, user.isEmpty() ? "" : "secret", "Caravan <caravan@example.com>", fallback);
  }

  private void start(MailSettings settings) throws Exception {
    outbox = Outbox.open(store, clock, List.of(MailConnector.target(settings).orElseThrow()), new Random(7));
    camel = new DefaultCamelContext();
    MailConnector.install(camel, settings, journal, outbox);
    camel.getRegistry().bind("outbox", outbox);
    camel.getComponent("kamelet", KameletComponent.class).setLocation("file:connectors/mail");
    Path errors = Files.writeString(folder.resolve("errors.camel.yaml"), String.join("\n", "- routeConfiguration:", "    id: delivery"));
    for (Path file : List.of(errors, Path.of("routes/deliver-mail-alert.camel.yaml"))) {
      PluginHelper.getRoutesLoader(camel).loadRoutes(
          PluginHelper.getResourceLoader(camel).resolveResource("file:" + file.toAbsolutePath()));
    }
    camel.start();
  }

  private void alert(String id, String owner) {
    var task = new Decision.HandOff("alert/" + id + "/1", id, clock.millis(), WHY, "account", "", "", "001", "payments", "alert",
        "Jörmundr Telecom: its buying group for payments is hot, 3 people", List.of(), "Usual here: 2 visits a fortnight; now 14.", Map.of());
    var notice = new Decision.Notice("notice/alert/" + id + "/1", id, clock.millis(), WHY, task, "alert", task.id(), owner, "Amy Reed", Moment.NONE);
    var rose = new Decision.Alert(task.id(), id, clock.millis(), WHY, "001", "payments", "hot", "meeting", "text", clock.millis());
    store.write(tx -> {
      outbox.put(tx, List.of(rose, notice));
      return null;
    });
  }

  private int deliver() {
    int all = 0;
    for (int taken = 1; taken > 0; all += taken) {
      taken = camel.createProducerTemplate().requestBody("direct:deliver-mail-alert", null, Integer.class);
    }
    return all;
  }

  private Entry only(State state) {
    List<Entry> entries = outbox.entries(List.of(state), 10);
    assertThat(entries).as(state.name()).hasSize(1);
    return entries.get(0);
  }

  @Test
  void an_alert_reaches_the_address_its_owner_has_now_once() throws Exception {
    var server = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
    server.start();
    try {
      start(at(server.getSmtp().getPort(), "", ""));
      alert("001|payments", AMY);
      journal.keep(new Arrival("users", List.of(user(AMY, "Amy Reed", "amy.reed@caravan.example", true)), List.of(), "", true));
      assertThat(deliver()).isEqualTo(1);
      assertThat(deliver()).isZero();
      assertThat(server.getReceivedMessages()).hasSize(1);
      MimeMessage mail = server.getReceivedMessages()[0];
      assertThat(Arrays.toString(mail.getAllRecipients())).isEqualTo("[amy.reed@caravan.example]");
      assertThat(mail.getFrom()[0]).hasToString("Caravan <caravan@example.com>");
      assertThat(mail.getSubject()).isEqualTo("Jörmundr Telecom: its buying group for payments is hot, 3 people");
      assertThat(mail.getContent().toString()).contains("Usual here: 2 visits a fortnight; now 14.").contains("Not useful");
      assertThat(mail.getMessageID()).isEqualTo(only(State.SENT).remoteId()).endsWith(".caravan@example.com>");
      assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    } finally {
      server.stop();
    }
  }

  @Test
  void a_refused_address_is_the_trouble_of_that_alert_alone_and_is_not_quoted() throws Exception {
    try (var server = new ScriptedSmtp()) {
      server.answers("RCPT TO:<amy@", "550 5.1.1 <amy@caravan.example>: no such user");
      start(at(server.port(), "", ""));
      alert("001|payments", AMY);
      alert("002|payments", BOB);
      assertThat(deliver()).isEqualTo(2);
      Entry parked = only(State.PARKED);
      assertThat(parked.reason()).isEqualTo("the mail server refuses the recipient's address (550)");
      only(State.SENT);
      assertThat(server.taken).hasSize(1);
    }
  }

  @Test
  void a_server_that_is_away_or_busy_gets_the_mail_later_under_the_same_id() throws Exception {
    try (var server = new ScriptedSmtp()) {
      server.answers("RCPT", "451 try again");
      start(at(server.port(), "", ""));
      alert("001|payments", AMY);
      assertThat(deliver()).isEqualTo(1);
      assertThat(only(State.DUE).reason()).contains("(451)");
      server.answers("RCPT", "250 ok");
      clock.turn(Duration.ofMinutes(10));
      assertThat(deliver()).isEqualTo(1);
      assertThat(server.taken).singleElement().asString().contains("Message-ID: " + only(State.SENT).remoteId());
    }
  }

  @Test
  void who_cannot_be_reached_passes_and_is_tried_again() throws Exception {
    int port;
    try (var server = new ScriptedSmtp()) {
      port = server.port();
    }
    start(at(port, "", ""));
    alert("001|payments", AMY);
    deliver();
    assertThat(only(State.DUE).reason()).contains("not reached");
    assertThat(outbox.outages()).singleElement().satisfies(outage -> assertThat(outage.stream().name()).isEqualTo("mail/alert"));
  }

  @Test
  void a_lost_answer_makes_no_second_mail() throws Exception {
    try (var server = new ScriptedSmtp()) {
      server.answers(".", "");
      start(at(server.port(), "", ""));
      alert("001|payments", AMY);
      deliver();
      assertThat(server.taken).hasSize(1);
      assertThat(only(State.HELD).reason()).contains("no alert is mailed twice");
    }
  }

  @Test
  void whoever_is_killed_between_mail_and_answer_mails_it_no_second_time() throws Exception {
    try (var server = new ScriptedSmtp()) {
      start(at(server.port(), "", ""));
      alert("001|payments", AMY);
      assertThat(outbox.take(MailDeliveries.TARGET, List.of(Decision.Kind.ALERT), 1)).hasSize(1);
      camel.close();
      start(at(server.port(), "", ""));
      deliver();
      assertThat(server.taken).isEmpty();
      assertThat(only(State.HELD).reason()).isEqualTo(MailDeliveries.UNSURE);
    }
  }

  @Test
  void a_refused_login_stops_the_stream_and_parks_nothing() throws Exception {
    try (var server = new ScriptedSmtp()) {
      server.answers("AUTH", "535 no");
      start(at(server.port(), "caravan", ""));
      alert("001|payments", AMY);
      deliver();
      assertThat(outbox.stopped()).singleElement().satisfies(stop -> assertThat(stop.reason()).contains("refuses the login"));
      only(State.DUE);
    }
  }

  @Test
  void a_sender_the_server_refuses_stops_the_stream() throws Exception {
    try (var server = new ScriptedSmtp()) {
      server.answers("MAIL", "553 not yours: caravan@example.com");
      start(at(server.port(), "", ""));
      alert("001|payments", AMY);
      deliver();
      assertThat(outbox.stopped()).singleElement().satisfies(stop -> assertThat(stop.reason()).contains("caravan.mail.from").doesNotContain("@"));
    }
  }

  @Test
  void what_is_for_a_queue_or_somebody_who_left_goes_to_the_fallback_or_is_held() throws Exception {
    try (var server = new ScriptedSmtp()) {
      start(at(server.port(), "", "desk@caravan.example"));
      journal.keep(new Arrival("users", List.of(user(AMY, "Amy Reed", "amy@caravan.example", false)), List.of(), "", true));
      alert("001|payments", AMY);
      alert("002|payments", "Caravan_Unrouted");
      deliver();
      assertThat(server.taken).hasSize(2).allMatch(mail -> mail.contains("To: desk@caravan.example"));
      camel.close();
      start(at(server.port(), "", ""));
      alert("003|payments", AMY);
      deliver();
      assertThat(only(State.HELD).reason()).isEqualTo(MailDeliveries.NO_ADDRESS);
    }
  }

  @Test
  void no_mail_is_made_while_no_server_is_named() {
    assertThat(MailConnector.target(MailSettings.from(key -> key.endsWith("port") ? "587" : ""))).isEmpty();
    assertThat(MailSettings.mistakes(key -> key.endsWith("host") ? "smtp.example.com" : "")).containsOnlyKeys("caravan.mail.from");
    assertThat(MailSettings.mistakes(key -> key.endsWith("password") ? "" : "x@example.com")).containsOnlyKeys("caravan.mail.user");
  }
}
