package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.sandbox.http.Fault;
import dev.caravan.sandbox.http.Reply;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Reports, logs and the list of runs name nobody, whatever the other systems say. */
class PrivacyRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  @BeforeEach
  void listen() {
    logged.start();
    root.addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    root.detachAppender(logged);
  }

  private String log() {
    return logged.list.stream().map(event -> event.getFormattedMessage()
        + (event.getThrowableProxy() == null ? "" : " " + event.getThrowableProxy().getMessage())).collect(Collectors.joining("\n"));
  }

  /** Every address, last name and number that the facts hold. */
  private static Set<String> personal(Path facts) throws IOException {
    var found = new TreeSet<String>();
    for (String line : Files.readAllLines(facts)) {
      JsonNode fact = JSON.readTree(line);
      String type = fact.path("type").asText();
      if (fact.path("subject").asText().contains("@")) {
        found.add(fact.path("subject").asText());
      }
      if (type.equals("person") || type.equals("user")) {
        for (String name : List.of("last_name", "phone", "email")) {
          found.add(fact.path("data").path(name).asText());
        }
      }
      if (type.equals("user")) {
        found.add(fact.path("data").path("name").asText());
      }
    }
    found.remove("");
    return found;
  }

  private static void assertNamesNobody(String what, String text, Set<String> personal) {
    assertThat(personal.stream().filter(each ->
        Pattern.compile("(?<![\\p{L}\\d])" + Pattern.quote(each) + "(?![\\p{L}\\d])").matcher(text).find()).toList())
        .as(what).isEmpty();
  }

  @Test
  void a_run_with_refused_records_names_nobody_but_to_who_asks_what_is_parked() throws Exception {
    Path market = DemoData.smallMarket(folder.resolve("market.ndjson"));
    // Nobody has a record in the CRM yet, and it takes no lead.
    Path facts = Files.write(folder.resolve("facts.ndjson"), Files.readAllLines(market).stream()
        .filter(line -> !line.contains("\"type\":\"person\"") || line.contains("\"source\":\"eloqua\"")).toList());
    Set<String> personal = personal(facts);
    assertThat(personal).hasSizeGreaterThan(150);
    try (var place = new RunPlace(folder.resolve("place"), facts)) {
      place.salesforce.refuse("Lead", row -> true, 1_000, "FIELD_CUSTOM_VALIDATION_EXCEPTION", "Leads need a budget");
      Shell.Said said = place.runOnce();
      assertThat(said.code()).as(said.out() + said.err()).isEqualTo(1);
      Shell.Said parked = Shell.run("parked", "--data", place.data);
      assertThat(parked.code()).as("something is refused").isEqualTo(1);
      assertThat(parked.out()).contains("Leads need a budget").contains("@").contains("no record in salesforce").contains("do: ");

      assertNamesNobody("report", said.out() + said.err(), personal);
      assertNamesNobody("runs", Shell.run("runs", "--data", place.data).out(), personal);
      assertNamesNobody("runs --json", Shell.run("runs", "--json", "--data", place.data).out(), personal);
      assertNamesNobody("doctor", Shell.run("doctor", "--data", place.data).out(), personal);
      assertNamesNobody("log", log(), personal);
    }
  }

  @Test
  void a_dry_run_lists_what_it_would_write_by_records_and_not_by_people() throws Exception {
    Path facts = DemoData.smallMarket(folder.resolve("facts.ndjson"));
    var out = new StringWriter();
    try (var place = new RunPlace(folder.resolve("place"), facts); Caravan caravan = place.open()) {
      var writer = new PrintWriter(out);
      new Service(Path.of("."), place.clock, RunPlace.END, writer, writer).once(caravan, true);
      assertThat(place.writes()).isZero();
    }
    assertThat(out.toString()).contains("Would be written: ", "eloqua  score  contact ", "no record yet", "buying group 001");
    assertNamesNobody("dry run", out.toString(), personal(facts));
  }

  @Test
  void what_a_system_says_of_somebody_is_covered_in_the_report_the_log_and_the_list_of_runs() throws Exception {
    Path facts = DemoData.smallMarket(folder.resolve("facts.ndjson"));
    Set<String> personal = personal(facts);
    String email = personal.stream().filter(each -> each.contains("@")).findFirst().orElseThrow();
    String phone = personal.stream().filter(each -> each.startsWith("+")).findFirst().orElseThrow();
    String words = "[{\"errorCode\":\"MALFORMED_QUERY\",\"message\":\"Email IN ('" + email + "') AND Phone = '" + phone + "'\"}]";
    try (var place = new RunPlace(folder.resolve("place"), facts)) {
      place.salesforce.server().add(new Fault(request -> request.path().contains("/composite") && !request.path().contains("/sobjects"),
          1_000, new Fault.Effect.Instead(Reply.json(400, words))));
      Shell.Said said = place.runOnce();
      assertThat(said.out()).contains("MALFORMED_QUERY");
      assertNamesNobody("report", said.out() + said.err(), personal);
      assertNamesNobody("runs", Shell.run("runs", "--data", place.data).out(), personal);
      assertNamesNobody("doctor", Shell.run("doctor", "--data", place.data).out(), personal);
      assertNamesNobody("log", log(), personal);
    }
  }
}
