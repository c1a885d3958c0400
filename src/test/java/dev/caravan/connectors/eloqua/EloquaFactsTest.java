package dev.caravan.connectors.eloqua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.config.ConfigException;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.FactJson;
import dev.caravan.model.Fact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EloquaFactsTest {
  private static final EloquaMapping MAPPING =
      EloquaMapping.load(Path.of("connectors/eloqua/mapping.yaml"), "connectors/eloqua/mapping.yaml");

  private static final String[] ONE_OF_EACH = {
    activity("EmailSend-1", "email-send", "dana.reyes@halden-health.example",
        asset("Email", "12", "Payments | Newsletter | Issue 4") + ",\"campaign\":\"54\",\"recipient\":\"r1\",\"deployment\":\"9\""),
    activity("EmailOpen-2", "email-open", "dana.reyes@halden-health.example",
        asset("Email", "12", "Payments | Newsletter | Issue 4") + ",\"recipient\":\"r1\",\"deployment\":\"9\",\"ip\":\"192.0.2.7\""),
    activity("EmailClickthrough-3", "email-click", "dana.reyes@halden-health.example",
        asset("Email", "12", "Payments | Newsletter | Issue 4") + ",\"recipient\":\"r1\",\"link\":\"https://www.caravan.example/a?b=c\""),
    activity("Subscribe-4", "subscribe", "dana.reyes@halden-health.example", asset("Email", "12", "Issue 4")),
    activity("Unsubscribe-5", "unsubscribe", "dana.reyes@halden-health.example", asset("Email", "12", "Issue 4")),
    activity("Bounceback-6", "bounceback", "dana.reyes@halden-health.example", "\"recipient\":\"r2\",\"deployment\":\"9\""),
    activity("WebVisit-7", "web-visit", "dana.reyes@halden-health.example",
        "\"visitor\":\"77\",\"url\":\"https://www.caravan.example/company/page/contact\",\"referrer\":\"https://search.example/?q=x\",\"duration_seconds\":93,\"ip\":\"192.0.2.7\""),
    activity("PageView-8", "page-view", "dana.reyes@halden-health.example",
        asset("LandingPage", "", "Customer care | White paper | Shorter queues")
            + ",\"visitor\":\"77\",\"url\":\"https://www.caravan.example/customer-care/white-paper/shorter-queues\""),
    "{\"specversion\":\"1.0\",\"id\":\"PageView-9\",\"source\":\"eloqua\",\"type\":\"activity.page-view\",\"subject\":"
        + "\"eloqua-visitor:78\",\"time\":\"2026-03-02T10:15:00Z\",\"data\":{\"visitor\":\"78\",\"url\":\"https://elsewhere.example/\"}}",
    activity("FormSubmit-10", "form-submit", "dana.reyes@halden-health.example",
        asset("Form", "77", "Customer care | White paper | Shorter queues")
            + ",\"campaign\":\"54\",\"fields\":{\"planning_to_purchase\":\"Yes\",\"what else?\":\"a & b = c, 100 % ü\"},\"visitor\":\"77\""),
    external("External-11", "event", "Event"),
    external("External-12", "social", "Social"),
    external("External-13", "call", "Call"),
    external("External-14", "external", "Meeting"),
    "{\"specversion\":\"1.0\",\"id\":\"contact-1986113@2026-03-01T08:00:00Z\",\"source\":\"eloqua\",\"type\":\"person\",\"subject\":"
        + "\"dana.reyes@halden-health.example\",\"time\":\"2026-03-01T08:00:00Z\",\"data\":{\"ids\":{\"eloqua\":\"1986113\","
        + "\"salesforce\":\"00Q000000000001EAA\"},\"first_name\":\"Dana\",\"last_name\":\"Reyes\",\"title\":\"Client Experience Director\","
        + "\"company\":\"Halden Health, Inc.\",\"country\":\"USA\",\"state\":\"OH\",\"phone\":\"+1 614 555 0100\","
        + "\"industry\":\"Healthcare\",\"employees\":12000,\"website\":\"https://www.halden-health.example\","
        + "\"consent\":{\"email\":false,\"phone\":true,\"sms\":false},\"bounced\":true}}"
  };

  @TempDir Path folder;

  private static String activity(String id, String kind, String subject, String data) {
    return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"eloqua\",\"type\":\"activity." + kind
        + "\",\"subject\":\"" + subject + "\",\"time\":\"2026-03-02T10:15:00Z\",\"data\":{\"contact\":\"1986113\"," + data + "}}";
  }

  private static String external(String id, String kind, String type) {
    return activity(id, kind, "dana.reyes@halden-health.example", asset(type, "", "Payments | Event | User day"))
        .replace("\"contact\":\"1986113\",", "");
  }

  private static String asset(String type, String id, String name) {
    return "\"asset\":{\"type\":\"" + type + "\",\"id\":\"" + id + "\",\"name\":\"" + name + "\"}";
  }

  @Test
  void every_fact_that_went_into_eloqua_comes_out_as_it_was() throws Exception {
    var expected = new TreeMap<String, Fact>();
    for (String line : ONE_OF_EACH) {
      Fact fact = FactJson.read(line);
      expected.put(fact.head().id(), fact);
    }
    var facts = new EloquaFacts("eloqua", MAPPING);
    var actual = new TreeMap<String, Fact>();
    for (String uri : List.of("eloqua:activities", "eloqua:contacts?fields=" + MAPPING.contactFields())) {
      try (var site = new Site(folder, ONE_OF_EACH)) {
        var arrivals = new ArrayList<Arrival>();
        site.consume(uri, exchange -> arrivals.add(facts.arrival(exchange))).run();
        assertThat(arrivals).allSatisfy(arrival -> assertThat(arrival.setAside()).isEmpty());
        arrivals.forEach(arrival -> arrival.facts().forEach(fact -> actual.put(fact.head().id(), fact)));
      }
    }

    // A contact counts as changed when an activity of it is newer; only then is its stamp another.
    assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
    expected.forEach((id, fact) -> assertThat(actual.get(id)).isEqualTo(fact));
  }

  @Test
  void each_activity_type_is_a_stream_of_its_own_and_so_is_what_came_late_of_it() {
    assertThat(EloquaFacts.stream("eloqua", "activities/PageView/late")).isEqualTo("eloqua/activity.page-view/late");
    assertThat(EloquaFacts.stream("eloqua", "activities/EmailClickthrough")).isEqualTo("eloqua/activity.email-click");
    assertThat(EloquaFacts.stream("west", "contacts")).isEqualTo("west/contact");
  }

  private static Exchange message(EloquaOperation operation, String key, List<Map<String, String>> rows) {
    Exchange exchange = new DefaultExchange(new org.apache.camel.impl.DefaultCamelContext());
    exchange.getIn().setBody(rows);
    exchange.getIn().setHeader(EloquaConstants.OPERATION, operation);
    exchange.getIn().setHeader(EloquaConstants.POSITION_KEY, key);
    exchange.getIn().setHeader(EloquaConstants.NEXT_POSITION, "2026-03-31T18:00:00Z");
    exchange.getIn().setHeader(EloquaConstants.UP_TO_DATE, true);
    return exchange;
  }

  @Test
  void a_row_that_cannot_be_read_is_set_aside_with_its_place_and_the_rest_goes_on() {
    var good = Map.of("ActivityId", "1", "ActivityType", "PageView", "ActivityDate", "2026-03-02 10:15:00.123", "ContactId", "7");
    var rows = List.of(good,
        Map.of("ActivityId", "2", "ActivityType", "PageView", "ActivityDate", "yesterday", "ContactId", "7"),
        Map.of("ActivityId", "3", "ActivityType", "PageView", "ActivityDate", "2026-03-02 10:15:00"),
        Map.of("ActivityType", "PageView", "ActivityDate", "2026-03-02 10:15:00", "ContactId", "7"));

    Arrival arrival = new EloquaFacts("eloqua", MAPPING).arrival(message(EloquaOperation.activities, "activities/PageView", rows));

    assertThat(arrival.stream()).isEqualTo("eloqua/activity.page-view");
    assertThat(arrival.cursor()).isEqualTo("2026-03-31T18:00:00Z");
    assertThat(arrival.upToDate()).isTrue();
    assertThat(arrival.facts()).singleElement().satisfies(fact -> {
      assertThat(fact.head().subject()).isEqualTo("eloqua:7");
      assertThat(fact.head().time()).isEqualTo(java.time.Instant.parse("2026-03-02T10:15:00.123Z").toEpochMilli());
    });
    assertThat(arrival.setAside()).extracting(Arrival.SetAside::line).containsExactly(2L, 3L, 4L);
    assertThat(arrival.setAside()).extracting(Arrival.SetAside::reason).containsExactly(
        "ActivityDate is not a time such as 2026-03-02 10:15:00", "PageView 3 has neither contact nor visitor",
        "the row has no ActivityId");
  }

  @Test
  void contacts_are_read_by_the_same_parsers_as_files() {
    Arrival arrival = new EloquaFacts("eloqua", MAPPING).arrival(message(EloquaOperation.contacts, "contacts", List.of(
        Map.of("ContactId", "1", "UpdatedAt", "2026-03-02 10:15:00", "C_EmailAddress", "Dee Ray <DEE@halden.example>", "IsSubscribed", "Nein"),
        Map.of("ContactId", "2", "UpdatedAt", "2026-03-02 10:15:00", "C_EmailAddress", "n/a", "IsSubscribed", "perhaps", "IsBounced", "0"),
        Map.of("ContactId", "3", "UpdatedAt", "1970-01-01 00:00:00", "C_EmailAddress", "lee@halden.example"),
        Map.of("ContactId", "4", "UpdatedAt", "2026-03-02 10:15:00", "C_EmailAddress", "lee@halden.example", "IsBounced", "perhaps"))));

    assertThat(arrival.facts()).extracting(fact -> fact.head().subject()).containsExactly("dee@halden.example", "eloqua:2");
    assertThat(arrival.facts()).extracting(fact -> ((Fact.Person) fact).value("consent.email")).containsExactly("false", "unreadable");
    assertThat(arrival.setAside()).extracting(Arrival.SetAside::line).containsExactly(3L, 4L);
    assertThat(arrival.setAside()).extracting(Arrival.SetAside::reason).noneMatch(reason -> reason.contains("perhaps"));
  }

  @Test
  void a_campaign_is_known_by_the_id_the_crm_has_for_it() {
    Arrival arrival = new EloquaFacts("eloqua", MAPPING).arrival(message(EloquaOperation.campaigns, "campaigns", List.of(
        Map.of("id", "54", "name", "Spring", "crmId", "701A", "actualCost", "1200.5", "updatedAt", "1767225600",
            "startAt", "1767225600"))));

    assertThat(arrival.facts()).singleElement().satisfies(fact -> {
      var campaign = (Fact.Campaign) fact;
      assertThat(campaign.head().id()).isEqualTo("campaign-54@2026-01-01T00:00:00Z");
      assertThat(campaign.head().subject()).isEqualTo("701A");
      assertThat(campaign.costMinor()).isEqualTo(120_050);
      assertThat(campaign.starts()).isEqualTo("2026-01-01T00:00:00Z");
    });
  }

  @Test
  void form_data_is_decoded_and_what_is_not_encoded_stands_for_itself() {
    assertThat(ActivityFacts.fields("planning_to_purchase=Yes&name=J%C3%BCrgen+M&note=100%&tick=a&tick=b&empty=&=x&junk"))
        .isEqualTo(Map.of("planning_to_purchase", "Yes", "name", "Jürgen M", "note", "100%", "tick", "a; b", "empty", ""));
    assertThat(ActivityFacts.fields("")).isEmpty();
  }

  @Test
  void an_address_names_its_page_by_the_first_rule_that_fits() {
    assertThat(MAPPING.page("https://www.caravan.example/company/careers/open-positions?utm_source=x").name())
        .isEqualTo("Company | Careers | Open positions");
    assertThat(MAPPING.page("https://elsewhere.example/company/careers/open-positions")).isEqualTo(Fact.Asset.NONE);
    assertThat(MAPPING.page("")).isEqualTo(Fact.Asset.NONE);
  }

  @Test
  void a_mistake_in_the_mapping_is_told_with_its_place() {
    assertThatThrownBy(() -> EloquaMapping.of(String.join("\n",
        "contact:", "  raed:", "    C_FirstName: first_name", "  read: {}", "  write: {}", "pages:",
        "  - url: https://x.example/{kind}", "    asset: '{solution} | {kind}'")))
        .isInstanceOfSatisfying(ConfigException.class, mistakes -> assertThat(mistakes.diagnostics())
            .extracting(d -> d.line() + ":" + d.column() + " " + d.code())
            .containsExactlyInAnyOrder("2:3 unknown-key", "8:12 unknown-word"));
    assertThat(Arrays.asList("fit", "interest", "rating", "cell", "stage", "solution", "posture", "next_question",
        "programme", "next_content", "next_content_asks", "as_of")).containsExactlyElementsOf(MAPPING.write().keySet());
  }
}
