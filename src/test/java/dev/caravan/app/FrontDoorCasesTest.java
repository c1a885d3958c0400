package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that look readable, through the commands: each is read as it is meant, or set aside at its place. */
@Timeout(120)
class FrontDoorCasesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PEOPLE = """
      source: fair
      format: csv
      time: { at: "2026-03-02T09:00:00Z" }
      facts:
        - fact: person
          id: lead-{Id}
          subject: "{Email}"
          data: { first_name: "{First}", title: "{Title|optional}", consent.email: "{OptIn|optional}", bounced: "{Bounced|optional}" }
      """;
  private static final String DATED = """
      source: shop
      format: csv
      time: At
      facts:
        - fact: person
          id: c-{Id}
          subject: "{Email}"
          data: { first_name: "{First}" }
      """;

  @TempDir Path folder;
  private Path data;

  private Shell.Said load(String mapping, String rows) throws IOException {
    return load(mapping, "rows.csv", rows);
  }

  private Shell.Said load(String mapping, String name, String rows) throws IOException {
    data = folder.resolve("data");
    Path map = Files.writeString(folder.resolve("mapping.yaml"), mapping);
    return Shell.run("import", "--mapping", map, "--data", data, Files.writeString(folder.resolve(name), rows));
  }

  private JsonNode explain(String person) throws IOException {
    Shell.Said said = Shell.run("explain", "--json", person, "--data", data);
    assertThat(said.code()).as(person + said.err()).isZero();
    return JSON.readTree(said.out());
  }

  private String known(String person) {
    return Shell.run("explain", person, "--data", data).out();
  }

  private Map<String, JsonNode> replay(String host, List<String> facts) throws IOException {
    Path file = Files.write(folder.resolve("facts.ndjson"), facts);
    Path out = folder.resolve("out-" + host);
    Shell.Said said = Shell.run("replay", "--facts", file, "--out", out, "--host", host);
    assertThat(said.code()).as(said.out() + said.err()).isZero();
    report = JSON.readTree(out.resolve("report.json").toFile());
    Map<String, JsonNode> people = new LinkedHashMap<>();
    for (String line : Files.readAllLines(out.resolve("people.ndjson"))) {
      JsonNode person = JSON.readTree(line);
      if (person.path("solution").asText().equals("all")) {
        people.put(person.path("person").asText(), person);
      }
    }
    return people;
  }

  private JsonNode report = JSON.createObjectNode();

  private Map<String, JsonNode> replay(String... facts) throws IOException {
    return replay("embedded", List.of(facts));
  }

  private static String person(String id, String subject, String time, String values) {
    return Shell.fact("crm", id, "person", subject, time, values);
  }

  // Dates before there was anything

  @ParameterizedTest(name = "a row dated {0} is set aside and stops nobody")
  @ValueSource(strings = {"1899-12-30T00:00:00Z", "1970-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "1989-12-31T23:59:59Z"})
  void a_row_dated_before_there_was_anything(String time) throws IOException {
    Shell.Said said = load(DATED, "Id,Email,First,At\n1,ana@nordlicht.example,Ana,2026-03-01T10:00:00Z\n2,bo@fjord.example,Bo," + time + "\n");
    assertThat(said.out()).contains("2 rows: 1 good, 1 set aside");
    assertThat(said.err()).contains("rows.csv:3: column \"At\" lies before 1990").doesNotContain("bo@");
    assertThat(known("ana@nordlicht.example")).contains("Ana").contains("As of 1 Mar 2026");
  }

  @Test
  void a_fact_file_with_the_first_second_of_1970_comes_to_its_end_and_the_fact_is_set_aside() throws IOException {
    Map<String, JsonNode> people = replay(person("a", "ana@nordlicht.example", "1970-01-01T00:00:00Z", "{\"first_name\":\"Ana\"}"),
        person("b", "bo@fjord.example", "2026-01-01T00:00:00Z", "{\"first_name\":\"Bo\"}"));
    assertThat(people).containsOnlyKeys("bo@fjord.example");
    assertThat(report.toString()).contains("time lies before 1990").contains("\"as_of\":\"2026-01-01T00:00:00Z\"");
  }

  // Dates to come

  @ParameterizedTest(name = "a row dated {0} is set aside and moves nobody's now")
  @ValueSource(strings = {"2926-03-01T23:00:00Z", "9998-12-31T00:00:00Z", "2206-03-01T10:00:00Z"})
  void a_row_dated_in_a_time_to_come(String time) throws IOException {
    Shell.Said said = load(DATED, "Id,Email,First,At\n1,ana@nordlicht.example,Ana,2026-03-01T10:00:00Z\n2,bo@fjord.example,Bo," + time + "\n");
    assertThat(said.err()).contains("rows.csv:3: column \"At\" lies in the future");
    assertThat(known("ana@nordlicht.example")).contains("As of 1 Mar 2026");
    Map<String, JsonNode> people = replay(person("a", "ana@nordlicht.example", "2026-01-01T00:00:00Z", "{\"first_name\":\"Ana\"}"),
        person("b", "bo@fjord.example", time, "{\"first_name\":\"Bo\"}"));
    assertThat(people).containsOnlyKeys("ana@nordlicht.example");
    assertThat(report.path("as_of").asText()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void what_claims_to_happen_after_it_became_known_happened_when_it_became_known() throws IOException {
    List<String> facts = new ArrayList<>();
    for (int day = 1; day <= 2; day++) {
      facts.add(Shell.submit("p" + day, "ana@nordlicht.example", "2028-03-0" + day + "T10:00:00Z", "Customer care | White paper | P" + day, "{}")
          .replace("\"time\":", "\"recordedtime\":\"2026-03-0" + day + "T10:00:00Z\",\"time\":"));
    }
    facts.add(person("b", "bo@fjord.example", "2026-04-03T10:00:00Z", "{\"first_name\":\"Bo\"}"));
    Map<String, JsonNode> people = replay("embedded", facts);
    assertThat(people.get("ana@nordlicht.example").path("interest").asDouble()).isBetween(30.0, 33.0);
    assertThat(replay("flink", facts)).isEqualTo(people);
  }

  // Consent

  @ParameterizedTest(name = "\"{0}\" is an opt-out")
  @ValueSource(strings = {"FALSE", "False", "No", "no", "0", "N", "opted out", "Nein", "non", "0.0", "abgemeldet", "Off"})
  void every_usual_word_for_no_is_an_opt_out(String word) throws IOException {
    assertThat(load(PEOPLE, "Id,Email,First,Title,OptIn,Bounced\n1,a@halden.example,A,," + word + ",false\n").code()).isZero();
    assertThat(explain("a@halden.example").toString()).contains("unsubscribed");
  }

  @Test
  void a_number_for_no_in_a_fact_is_an_opt_out_and_any_word_for_yes_a_bounce() throws IOException {
    Map<String, JsonNode> people = replay(person("1", "a@halden.example", "2026-03-02T09:00:00Z", "{\"first_name\":\"A\",\"consent\":{\"email\":0}}"),
        person("2", "b@halden.example", "2026-03-02T09:00:00Z", "{\"first_name\":\"B\",\"consent\":{\"email\":\"Yes\"},\"bounced\":\"TRUE\"}"),
        person("3", "c@halden.example", "2026-03-02T09:00:00Z", "{\"first_name\":\"C\",\"consent\":{\"email\":\"sí\"},\"bounced\":\"1\"}"),
        person("4", "d@halden.example", "2026-03-02T09:00:00Z", "{\"first_name\":\"D\",\"consent\":{\"email\":\"Ja\"}}"));
    assertThat(people.get("a@halden.example").path("no_programme").asText()).isEqualTo("unsubscribed");
    assertThat(people.get("b@halden.example").path("no_programme").asText()).isEqualTo("bounced");
    assertThat(people.get("c@halden.example").path("no_programme").asText()).isEqualTo("bounced");
    assertThat(people.get("d@halden.example").path("no_programme").isNull()).isTrue();
  }

  @Test
  void a_column_of_unreadable_consents_mails_nobody_opts_nobody_out_and_is_lifted_by_a_corrected_file() throws IOException {
    var rows = new StringBuilder("Id,Email,First,Title,OptIn,Bounced\n");
    var mended = new StringBuilder(rows);
    for (int i = 0; i < 1_000; i++) {
      String row = i + ",p" + i + "@halden.example,P,,";
      rows.append(row).append("per Mail").append(i % 7).append(",false\n");
      mended.append(row).append(i == 5 ? "no" : "yes").append(",false\n");
    }
    Shell.Said said = load(PEOPLE, rows.toString());
    assertThat(said.code()).isZero();
    assertThat(said.err()).contains("column \"OptIn\" says of consent what is neither yes nor no in 1000 rows, first on line 2")
        .doesNotContain("per Mail");
    JsonNode before = explain("p5@halden.example");
    assertThat(before.toString()).contains("consent-unreadable").doesNotContain("unsubscribed", "Opted out");

    assertThat(load(PEOPLE, "mended.csv", mended.toString()).out()).contains("1000 kept");
    assertThat(explain("p4@halden.example").toString()).doesNotContain("consent-unreadable");
    assertThat(explain("p5@halden.example").toString()).contains("unsubscribed");
  }

  // Who somebody is

  @ParameterizedTest(name = "nobody is known by \"{0}\"")
  @ValueSource(strings = {"N/A", "none", "Unknown", "-", "n/a ", "keine Angabe", "test@", "a b@c.example", "x@localhost",
      "\"a@halden.example; b@halden.example\"", "Bo Larsen"})
  void nobody_is_known_by_what_only_fills_a_place(String subject) throws IOException {
    Shell.Said said = load(PEOPLE, "Id,Email,First,Title,OptIn,Bounced\n4," + subject + ",Bo,,false,\n5," + subject + ",Cy,,true,\n");
    assertThat(said.out()).contains("2 rows: 0 good, 2 set aside; facts: 0 kept");
    assertThat(said.err()).contains("rows.csv:2: column \"Email\" ", "rows.csv:3: column \"Email\" ").doesNotContain("Larsen");
  }

  @Test
  void who_has_an_id_is_known_by_it_where_the_address_is_none() throws IOException {
    Map<String, JsonNode> people = replay(person("1", "N/A", "2026-03-02T09:00:00Z", "{\"first_name\":\"A\",\"ids\":{\"crm\":\"7\"}}"),
        person("2", "N/A", "2026-03-02T09:00:00Z", "{\"first_name\":\"B\",\"ids\":{\"crm\":\"8\"}}"),
        person("3", "x@; y@", "2026-03-02T09:00:00Z", "{\"first_name\":\"C\",\"ids\":{\"crm\":\"9\",\"salesforce\":\"N/A\"}}"));
    assertThat(people).containsOnlyKeys("crm:7", "crm:8", "crm:9");
  }

  @Test
  void one_address_is_one_person_however_it_is_written() throws IOException {
    String rows = """
        Id,Email,First,Title,OptIn,Bounced
        1,ana.keller@nordlicht.example,Ana,,yes,
        2,ana.keller@nordlicht.example\u00a0,Ana,,yes,
        3,\u200bana.keller@nordlicht.example,Ana,,yes,
        4,Dee Ray <dee.ray@halden.example>,Dee,,yes,
        5,DEE.RAY@HALDEN.EXAMPLE,Dee,,yes,
        6,mailto:dee.ray@halden.example,Dee,,yes,
        7,dee.ray@halden.example.,Dee,,yes,
        8,info@müller-bau.example,Uli,,yes,
        9,info@xn--mller-bau-q9a.example,Uli,,yes,
        10,INFO@MÜLLER-BAU.example,Uli,,yes,
        """;
    assertThat(load(PEOPLE, rows).out()).contains("10 rows: 10 good");
    for (String written : List.of("dee.ray@halden.example", "Dee.Ray@halden.example ", "info@müller-bau.example")) {
      assertThat(Shell.run("explain", written, "--data", data).code()).as(written).isZero();
    }
    assertThat(Shell.run("report", "identity", "--data", data).out()).contains("3 people");
  }

  @Test
  void ids_of_15_and_of_18_characters_are_one_on_both_hosts() throws IOException {
    List<String> facts = List.of(
        Shell.fact("salesforce", "account-1", "account", "0015f00000AaBbCAAV", "2026-01-01T00:00:00Z", "{\"name\":\"Nordlicht\",\"website\":\"nordlicht.example\"}"),
        Shell.fact("salesforce", "contact-1", "person", "ana@nordlicht.example", "2026-01-02T00:00:00Z",
            "{\"ids\":{\"salesforce\":\"0035f00001AbCdEAAV\"},\"first_name\":\"Ana\",\"account\":\"0015f00000AaBbC\"}"),
        Shell.fact("salesforce", "contact-2", "person", "salesforce:0035f00001AbCdE", "2026-01-03T00:00:00Z",
            "{\"ids\":{\"salesforce\":\"0035f00001AbCdE\"},\"title\":\"VP Customer Service\"}"),
        Shell.fact("salesforce", "contact-3", "person", "0035F00001ABCDEAAV", "2026-01-04T00:00:00Z", "{\"ids\":{\"salesforce\":\"0035f00001abcdeaav\"},\"phone\":\"+49 30 901820\"}"),
        Shell.fact("salesforce", "opp-1", "opportunity", "0065f00000AaBbC", "2026-02-01T00:00:00Z",
            "{\"account\":\"0015f00000AaBbC\",\"solution\":\"customer-care\",\"stage\":\"Closed Won\",\"won\":true,\"closed_at\":\"2026-02-01\"}"));
    Map<String, JsonNode> people = replay("embedded", facts);
    assertThat(people).containsOnlyKeys("ana@nordlicht.example");
    assertThat(people.get("ana@nordlicht.example").path("programme").asText()).isEqualTo("customer-newsletter");
    assertThat(replay("flink", facts)).isEqualTo(people);
  }

  // Files that are told otherwise

  @Test
  void the_later_row_and_the_corrected_file_win_and_their_opt_outs_count() throws IOException {
    String header = "Id,Email,First,Title,OptIn,Bounced\n";
    Shell.Said said = load(PEOPLE, header + "1,ana@nordlicht.example,Ana,Intern,yes,\n2,bo@fjord.example,Bo,Analyst,yes,\n2,bo@fjord.example,Bo,COO,no,\n");
    assertThat(said.out()).contains("3 rows: 3 good, 0 set aside; facts: 3 kept, 0 known before");
    assertThat(known("bo@fjord.example")).contains("COO").contains("unsubscribed");

    String corrected = header + "1,ana@nordlicht.example,Ana,VP Customer Service,no,\n2,bo@fjord.example,Bo,COO,no,\n";
    assertThat(load(PEOPLE, "corrected.csv", corrected).out()).contains("facts: 1 kept, 1 known before");
    assertThat(known("ana@nordlicht.example")).contains("VP Customer Service").contains("unsubscribed");
    assertThat(load(PEOPLE, "corrected.csv", corrected).out()).contains("facts: 0 kept, 2 known before");
    assertThat(load(PEOPLE, "again.csv", corrected.replace(",no", ",yes").replace("COO", "Chair")).out()).contains("facts: 2 kept");
    assertThat(known("bo@fjord.example")).as("a record lifts no opt-out").contains("Chair").contains("unsubscribed");
  }

  @Test
  void what_happened_once_and_is_told_otherwise_is_set_aside_at_its_line() throws IOException {
    String visits = """
        source: shop
        format: csv
        time: At
        facts:
          - fact: activity.web-visit
            id: visit-{Id}
            subject: "{Email}"
            data: { url: "{Page}" }
        """;
    String header = "Id,Email,Page,At\n";
    String first = "1,ana@nordlicht.example,/a,2026-03-02T09:00:00Z\n";
    assertThat(load(visits, header + first + first).out()).contains("facts: 1 kept, 1 known before");
    Shell.Said said = load(visits, "more.csv", header + first + first.replace("/a", "/b") + first.replace("09:00", "10:00") + first.replace("1,", "2,"));
    assertThat(said.out()).contains("4 rows: 2 good, 2 set aside; facts: 1 kept, 1 known before");
    assertThat(said.err()).contains("more.csv:3: a fact of this id is known with other content", "more.csv:4: ");
    replay(person("1", "ana@x.example", "2026-03-02T09:00:00Z", "{\"first_name\":\"A\"}"), person("1", "ana@x.example", "2026-03-02T09:00:00Z", "{\"first_name\":\"B\"}"));
    assertThat(report.toString()).contains("known with other content");
  }

  // Dates, amounts, zones

  @ParameterizedTest(name = "a contract that ends {0} is set aside")
  @ValueSource(strings = {"01.05.2026", "2026-02-30", "46143", "05/01/2026", "soon"})
  void a_contract_with_an_end_that_is_none_is_set_aside(String end) throws IOException {
    replay(Shell.fact("salesforce", "c1", "contract", "800A", "2026-01-01T00:00:00Z", "{\"account\":\"a1\",\"ends\":\"" + end + "\"}"));
    assertThat(report.toString()).contains("ends is no date such as 2026-03-02").doesNotContain("DateTimeParseException");
  }

  @Test
  void amounts_currencies_and_dates_of_a_file_are_read_as_the_mapping_says_or_set_aside_by_column() throws IOException {
    String deals = """
        source: crm-export
        format: csv
        time: { at: "2026-03-02T09:00:00Z" }
        facts:
          - fact: opportunity
            id: opp-{Id}
            subject: "{Id}"
            data: { account: a1, stage: Closed Won, won: "true", closed_at: "{Close}", amount: "{Amount|amount:.}", currency: "{Cur}" }
        """;
    Shell.Said said = load(deals, """
        Id,Close,Amount,Cur
        1,2026-03-02,"1,234.50",USD
        2,2026-03-02,$1200,usd
        3,2026-03-02,(500.00),EUR
        4,2026-03-02,1500000,jpy
        5,2026-03-02,"1.234,50",EUR
        6,03/02/2026,100,USD
        7,2026-02-30,100,USD
        8,46083,100,USD
        9,2026-03-02,100,¥
        10,2026-03-02,NaN,USD
        """);
    assertThat(said.out()).contains("10 rows: 4 good, 6 set aside");
    assertThat(said.err()).contains("rows.csv:6: column \"Amount\" ", "rows.csv:7: column \"Close\" ", "rows.csv:8: column \"Close\" ",
        "rows.csv:9: column \"Close\" ", "rows.csv:10: column \"Cur\" ", "rows.csv:11: column \"Amount\" ");
    assertThat(load(deals.replace("{Close}", "{Close|date:excel}"), "excel.csv", "Id,Close,Amount,Cur\n20,46083,100,USD\n").code()).isZero();
  }

  @ParameterizedTest(name = "the zone of a rep may be written {0}")
  @ValueSource(strings = {"(GMT-08:00) Pacific Standard Time (America/Los_Angeles)", "America/Los_Angeles ", "america/los_angeles", "\u00a0America/Los Angeles"})
  void the_zone_of_a_rep_is_read_out_of_its_label(String zone) throws IOException {
    replay(Shell.fact("salesforce", "u", "user", "u1", "2026-01-01T00:00:00Z",
            "{\"name\":\"Rep One\",\"email\":\"rep1@caravan.example\",\"active\":true,\"time_zone\":\"" + zone + "\"}"),
        Shell.fact("salesforce", "a", "account", "acct-n", "2026-01-01T00:00:00Z", "{\"name\":\"Nordlicht\",\"website\":\"nordlicht.example\",\"owner\":\"u1\"}"),
        person("p", "ana@nordlicht.example", "2026-01-01T09:00:00Z",
            "{\"first_name\":\"Ana\",\"last_name\":\"Keller\",\"title\":\"VP Customer Service\",\"industry\":\"Healthcare\",\"employees\":\"5000\",\"country\":\"US\",\"phone\":\"+12025550100\",\"company\":\"Nordlicht\"}"),
        Shell.submit("f", "ana@nordlicht.example", "2026-03-02T10:00:00Z", "Customer care | Quote | Ask for a quote", "{}"),
        person("z", "bo@x.example", "2026-03-04T10:00:00Z", "{\"first_name\":\"Bo\"}"));
    String decisions = Files.readString(folder.resolve("out-embedded").resolve("decisions.ndjson"));
    assertThat(decisions).contains("2026-03-02T17:10:00Z").doesNotContain("2026-03-02T10:10:00Z");
  }

  @Test
  void a_zone_that_is_none_is_set_aside() throws IOException {
    replay(Shell.fact("salesforce", "u", "user", "u1", "2026-01-01T00:00:00Z", "{\"name\":\"Rep One\",\"active\":true,\"time_zone\":\"Pacific\"}"));
    assertThat(report.toString()).contains("time_zone is no time zone");
  }

  // Names that become ids

  @Test
  void names_in_letters_and_signs_that_a_slug_has_not_stay_apart() throws IOException {
    String mapping = """
        source: fair
        format: csv
        time: { at: "2026-03-02T09:00:00Z" }
        facts:
          - fact: account
            source: salesforce
            id: account-{Company|slug}
            subject: acct-{Company|slug}
            data: { name: "{Company}" }
        """;
    List<String> names = List.of("Альфа 24", "Вега 24", "Ørsted", "Rsted", "トヨタ Toyota", "Toyota 金融", "C++ GmbH", "C# GmbH", "C GmbH", "Łódź",
        "Odz", "A+ Care", "A Care", "Straße", "Strae");
    Shell.Said said = load(mapping, "Company\n" + String.join("\n", names) + "\n");
    assertThat(said.out()).contains("facts: " + names.size() + " kept, 0 known before");
    data = folder.resolve("data");
    assertThat(load(mapping, "again.csv", "Company\n\"Acme, Inc.\"\nACME Inc\n").out()).contains("2 rows: 2 good");
  }
}
