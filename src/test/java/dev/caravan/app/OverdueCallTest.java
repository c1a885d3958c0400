package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A system that holds a reply back: which call and since when is said by all who look, although asking again helps. */
class OverdueCallTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEADLINE_S = 3;

  @TempDir static Path folder;
  private static Path home;
  private static Path facts;
  private static DemoData.Shown expected;

  @BeforeAll
  static void an_undisturbed_run() throws Exception {
    home = Home.withoutPauses(folder.resolve("home"));
    facts = DemoData.fiftyPeople(folder.resolve("facts.ndjson"));
    try (var place = RunPlace.at(home, folder.resolve("undisturbed"), facts)) {
      assertThat(place.runOnce().code()).isIn(0, 1);
      expected = place.shown();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "salesforce POST /services/oauth2/token | Salesforce, a login",
      "salesforce POST /composite: describe | Salesforce, a describe",
      "salesforce POST /composite: queryAll Account, queryAll Contact, queryAll Lead, queryAll OpportunityContactRoles, queryAll User"
          + " | Salesforce, a composite query",
      "salesforce POST /composite: PATCH Task by Caravan_Key__c | Salesforce, upserting Task",
      "eloqua GET /id | Eloqua GET /id",
      "eloqua GET /syncs/#: contacts/exports | Eloqua GET /API/Bulk/2.0/syncs/#",
      "eloqua POST /contacts/imports/#/data | Eloqua POST /API/Bulk/2.0/contacts/imports/#/data"})
  void a_call_that_is_answered_too_late_once_is_named_until_the_next_run(String shape, String call) throws Exception {
    var held = new AtomicBoolean();
    FaultProxy.Script script = (seen, stale) -> seen.equals(shape) && held.compareAndSet(false, true) ? WireFault.SLOW : null;
    String system = shape.substring(0, shape.indexOf(' '));
    try (var place = RunPlace.at(home, folder.resolve(Integer.toHexString(shape.hashCode())), facts);
        var proxy = new FaultProxy(system, system.equals("eloqua") ? place.eloqua.base() : place.salesforce.base(), script,
            (DEADLINE_S + 3) * 1_000)) {
      String login = "caravan." + system + ".login-url";
      String property = "caravan." + system + ".deadline-seconds";

      Shell.Said said = place.runOnce(login, proxy.base().toString(), property, String.valueOf(DEADLINE_S));

      assertThat(held).isTrue();
      assertThat(said.code()).as(said.out() + said.err()).isEqualTo(1);
      List<String> told = said.out().lines().filter(line -> line.startsWith("Finding: " + call + ": ")).toList();
      assertThat(told).as(said.out()).singleElement().asString()
          .contains(": no whole reply within " + DEADLINE_S + " s (" + property + "), ").containsPattern("(at|since) 2026-\\d\\d-\\d\\dT");
      assertThat(place.type("runs").out().lines()).contains(told.get(0));
      assertThat(JSON.readTree(place.type("runs", "--json").out()).get("findings")).anySatisfy(each -> {
        assertThat(each.get("system").asText()).isEqualTo(system);
        assertThat(each.get("note").asBoolean()).isFalse();
        assertThat("Finding: " + each.get("says").asText()).isEqualTo(told.get(0));
      });
      assertThat(place.type("doctor").out().lines()).anySatisfy(line ->
          assertThat(line).matches("  !!  calls +\\Q" + told.get(0).substring("Finding: ".length()) + "\\E"));

      place.later(Duration.ofMinutes(11)); // what was put off is due by then
      Shell.Said next = place.runOnce(login, proxy.base().toString());
      assertThat(next.out()).doesNotContain("no whole reply within");
      assertThat(place.shown().differences(expected)).isEmpty();
      assertThat(proxy.broken()).isNull();
    }
  }
}
