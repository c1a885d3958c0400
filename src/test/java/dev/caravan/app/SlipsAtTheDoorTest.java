package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.model.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slips of one value: it is refused by its name, and nobody appears, or is taken for another, because of it. */
@Timeout(120)
class SlipsAtTheDoorTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FAIR = """
      source: fair
      format: csv
      time: At
      facts:
        - fact: person
          id: lead-{Id}
          subject: "{Email}"
          data: { first_name: "{First}", consent.email: "{OptIn|optional}" }
      """;

  @TempDir Path folder;
  private JsonNode report = JSON.createObjectNode();

  private List<String> people(String host, List<String> facts) throws IOException {
    Path out = folder.resolve("out-" + host);
    Shell.Said said = Shell.run("replay", "--facts", Files.write(folder.resolve("facts.ndjson"), facts), "--out", out, "--host", host);
    assertThat(said.code()).as(said.out() + said.err()).isZero();
    report = JSON.readTree(out.resolve("report.json").toFile());
    var people = new ArrayList<String>();
    for (String line : Files.readAllLines(out.resolve("people.ndjson"))) {
      people.add(JSON.readTree(line).path("person").asText());
    }
    return people.stream().distinct().toList();
  }

  // Ids

  @ParameterizedTest(name = "{0} makes nobody")
  @ValueSource(strings = {"0035f00001AbCdEAAA", "0035f00001AbCdEXXX", "0035f00001AbCdeAAV", "0035f00001aBcDeAAV"})
  void an_id_whose_check_does_not_fit_makes_no_second_person_on_either_host(String mistyped) throws IOException {
    List<String> facts = List.of(
        Shell.fact("salesforce", "contact-1", "person", "ana@nordlicht.example", "2026-01-02T00:00:00Z",
            "{\"ids\":{\"salesforce\":\"0035f00001AbCdEAAV\"},\"first_name\":\"Ana\"}"),
        Shell.fact("salesforce", "contact-2", "person", "salesforce:" + mistyped, "2026-01-03T00:00:00Z", "{\"title\":\"VP\"}"),
        Shell.fact("fair", "lead-1", "person", "", "2026-01-03T00:00:00Z", "{\"ids\":{\"salesforce\":\"" + mistyped + "\"},\"title\":\"VP\"}"),
        Shell.fact("salesforce", "owner-1", "owner-change", "salesforce:" + mistyped, "2026-01-04T00:00:00Z", "{\"owner\":\"005A\"}"));
    assertThat(people("embedded", facts)).containsExactly("ana@nordlicht.example");
    assertThat(report.toString()).contains("subject is no id of Salesforce", "ids.salesforce is no id of Salesforce").doesNotContain(mistyped);
    assertThat(people("flink", facts)).containsExactly("ana@nordlicht.example");
  }

  @Test
  void an_account_whose_id_was_mistyped_is_none_and_nobody_is_matched_to_it() throws IOException {
    people("embedded", List.of(
        Shell.fact("salesforce", "account-1", "account", "0015f00000AaBbCAAA", "2026-01-01T00:00:00Z", "{\"name\":\"Nordlicht\"}"),
        Shell.fact("salesforce", "contact-1", "person", "ana@nordlicht.example", "2026-01-02T00:00:00Z", "{\"account\":\"0015f00000AaBbCAAA\"}"),
        Shell.fact("salesforce", "opp-1", "opportunity", "0065f00000AaBbCAAV", "2026-01-02T00:00:00Z",
            "{\"account\":\"0015f00000AaBbCAAA\",\"stage\":\"Discovery\",\"won\":false}")));
    assertThat(report.toString()).contains("subject is no id of Salesforce", "account is no id of Salesforce");
  }

  // Dates

  @ParameterizedTest(name = "nothing was won on {0}")
  @ValueSource(strings = {"9999-12-31", "2099-01-01", "2027-03-05", "1899-12-30", "9999-12-31T00:00:00Z"})
  void what_was_won_in_a_time_to_come_is_set_aside(String closed) throws IOException {
    people("embedded", List.of(won(closed)));
    assertThat(report.toString()).contains("closed_at lies ").doesNotContain(closed);
  }

  @ParameterizedTest(name = "a deal may be said to close on {0}")
  @ValueSource(strings = {"2026-03-02", "2026-03-31", "2027-02-28", "2019-06-30"})
  void what_a_rep_dates_some_months_ahead_is_won(String closed) throws IOException {
    people("embedded", List.of(won(closed)));
    assertThat(report.path("set_aside").toString()).doesNotContain("closed_at");
  }

  private static String won(String closed) {
    return Shell.fact("salesforce", "opp-1", "opportunity", "0065f00000AaBbCAAV", "2026-03-02T09:00:00Z",
        "{\"account\":\"a1\",\"solution\":\"customer-care\",\"stage\":\"Closed Won\",\"won\":true,\"closed_at\":\"" + closed + "\"}");
  }

  // Zones

  @ParameterizedTest(name = "somebody at {0} is reminded at {1}")
  @CsvSource({"UTC-08:00, 17:10", "GMT+11:00, 22:10", "+00:00, 10:10", "UTC+02:00, 10:10"})
  void a_rep_with_an_offset_for_a_zone_is_there_and_works_by_it(String zone, String rings) throws IOException {
    people("embedded", List.of(
        Shell.fact("salesforce", "u", "user", "u1", "2026-01-01T00:00:00Z",
            "{\"name\":\"Rep One\",\"email\":\"rep1@caravan.example\",\"active\":true,\"time_zone\":\"" + zone + "\"}"),
        Shell.fact("salesforce", "a", "account", "acct-n", "2026-01-01T00:00:00Z", "{\"name\":\"Nordlicht\",\"website\":\"nordlicht.example\",\"owner\":\"u1\"}"),
        Shell.fact("crm", "p", "person", "ana@nordlicht.example", "2026-01-01T09:00:00Z",
            "{\"first_name\":\"Ana\",\"last_name\":\"Keller\",\"title\":\"VP Customer Service\",\"industry\":\"Healthcare\",\"employees\":\"5000\",\"country\":\"US\",\"phone\":\"+12025550100\",\"company\":\"Nordlicht\"}"),
        Shell.submit("f", "ana@nordlicht.example", "2026-03-02T10:00:00Z", "Customer care | Quote | Ask for a quote", "{}"),
        Shell.fact("crm", "z", "person", "bo@x.example", "2026-03-04T10:00:00Z", "{\"first_name\":\"Bo\"}")));
    assertThat(Files.readString(folder.resolve("out-embedded/decisions.ndjson"))).contains("\"respond_by\":\"2026-03-0").containsPattern(
        "\"respond_by\":\"2026-03-0[23]T" + rings + ":00Z\"");
  }

  // Counts, as the fit is made of them

  @ParameterizedTest(name = "{0} employees are as fit as {1}")
  @CsvSource(delimiter = '|', value = {"12\u202f000|12000", "1,00,000|100000", "1.5k|1500", "10K+|10000", "2M|2000000", "1e3|1000", "51 to 200|51"})
  void employees_count_as_they_are_meant_and_dates_of_a_spreadsheet_count_as_unlisted(String written, String plain) throws IOException {
    List<String> facts = new ArrayList<>();
    for (String employees : List.of(written, plain, "Nov-50", "10-Jan", "-5")) {
      facts.add(Shell.fact("crm", "p" + facts.size(), "person", "p" + facts.size() + "@halden.example", "2026-03-02T09:00:00Z",
          "{\"first_name\":\"P\",\"country\":\"US\",\"employees\":\"" + employees + "\"}"));
    }
    people("embedded", facts);
    var fits = new ArrayList<Double>();
    for (String line : Files.readAllLines(folder.resolve("out-embedded/people.ndjson"))) {
      fits.add(JSON.readTree(line).path("fit").asDouble());
    }
    assertThat(fits).hasSize(5);
    assertThat(fits.get(0)).isEqualTo(fits.get(1));
    assertThat(fits.subList(2, 5)).as("nothing is known of these").containsOnly(fits.get(4));
    assertThat(fits.get(4)).isLessThanOrEqualTo(fits.get(1));
  }

  // Both hosts

  @Test
  void whatever_slips_there_are_both_hosts_write_the_same_bytes() throws IOException {
    List<String> facts = new ArrayList<>(List.of(
        Shell.fact("salesforce", "u1", "user", "u1", "2026-01-01T00:00:00Z", "{\"name\":\"Rep\",\"email\":\"r@caravan.example\",\"active\":true,\"time_zone\":\"UTC+02:00\"}"),
        Shell.fact("salesforce", "u2", "user", "u2", "2026-01-01T00:00:00Z", "{\"name\":\"Rep\",\"active\":true,\"time_zone\":\"Pacific\"}"),
        Shell.fact("salesforce", "a1", "account", "0015f00000AaBbC", "2026-01-01T00:00:00Z",
            "{\"name\":\"Halden\",\"website\":\"halden.example\",\"owner\":\"u1\",\"employees\":\"12\u202f000\",\"customer\":\"nein\"}"),
        Shell.fact("salesforce", "c1", "contract", "800A", "2026-01-01T00:00:00Z", "{\"account\":\"0015f00000AaBbC\",\"ends\":\"01.05.2026\"}"),
        Shell.fact("salesforce", "c2", "contract", "800B", "2026-01-01T00:00:00Z", "{\"account\":\"0015f00000AaBbC\",\"solution\":\"payments\",\"ends\":\"2026-05-01T00:00:00.000+0000\"}"),
        Shell.fact("crm", "e1", "person", "ana@halden.example", "1970-01-01T00:00:00Z", "{\"first_name\":\"Ana\"}"),
        Shell.fact("crm", "e2", "person", "ana@halden.example", "2926-01-01T00:00:00Z", "{\"first_name\":\"Ana\"}"),
        won("9999-12-31"), won("2026-03-31").replace("opp-1", "opp-2")));
    int i = 0;
    for (String subject : List.of("ana@halden.example", "ANA@halden.example\u00a0", "Ana <ana@halden.example>", "mailto:ana@halden.example", "N/A", "a; b@x",
        "salesforce:0035f00001AbCdE", "salesforce:0035f00001AbCdEAAA", "info@müller-bau.example")) {
      for (String consent : List.of("FALSE", "per Mail", "Ja")) {
        facts.add(Shell.fact("crm", "p" + i++, "person", subject, "2026-03-02T09:00:00Z", "{\"first_name\":\"A" + i
            + "\",\"employees\":\"1,00,000\",\"phone\":\"4930901820\",\"consent\":{\"email\":\"" + consent + "\"},\"bounced\":\"0.0\"}"));
      }
      facts.add(Shell.submit("f" + i, subject, "2028-03-02T10:00:00Z", "Customer care | Quote | Ask for a quote", "{}")
          .replace("\"time\":", "\"recordedtime\":\"2026-03-02T10:00:00Z\",\"time\":"));
    }
    people("embedded", facts);
    people("flink", facts);
    for (String name : List.of("people.ndjson", "groups.ndjson", "hand-offs.ndjson", "decisions.ndjson", "report.json")) {
      assertThat(folder.resolve("out-flink").resolve(name)).as(name).hasSameBinaryContentAs(folder.resolve("out-embedded").resolve(name));
    }
    assertThat(Files.size(folder.resolve("out-embedded/hand-offs.ndjson"))).isPositive();
  }

  // An address that is corrected, where no id says whose it is

  @Test
  void a_record_without_an_id_that_names_somebody_else_is_told_with_what_mends_it() throws IOException {
    Path data = folder.resolve("data");
    String header = "Id,Email,First,OptIn,At\n";
    load(FAIR, data, header + "1,ana@nordlicht.exmaple.example,Ana,no,2026-03-01T09:00:00Z\n2,bo@fjord.example,Bo,yes,2026-03-01T09:00:00Z\n");
    load(FAIR, data, header + "1,ana@nordlicht.example,Ana,,2026-03-02T09:00:00Z\n2,bo@fjord.example,Bo,yes,2026-03-02T09:00:00Z\n");
    Shell.Said said = Shell.run("report", "identity", "--data", data);
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).contains("readdressed", "ana@nordlicht.example", "fair lead-1", "ids: { fair:", "1 record that named another person before")
        .doesNotContain("fair lead-2");
  }

  @Test
  void with_an_id_in_the_mapping_a_corrected_address_is_the_same_person_and_their_opt_out_holds() throws IOException {
    Path data = folder.resolve("data");
    String mapping = FAIR.replace("data: {", "data: { ids: { fair: \"{Id}\" },");
    String header = "Id,Email,First,OptIn,At\n";
    load(mapping, data, header + "1,ana@nordlicht.exmaple.example,Ana,no,2026-03-01T09:00:00Z\n");
    load(mapping, data, header + "1,ana@nordlicht.example,Ana,,2026-03-02T09:00:00Z\n");
    assertThat(Shell.run("explain", "ana@nordlicht.example", "--data", data).out()).contains("unsubscribed");
    assertThat(Shell.run("report", "identity", "--data", data).out()).contains("1 person").contains("0 records that named another person before");
  }

  private void load(String mapping, Path data, String rows) throws IOException {
    Path file = Files.writeString(Files.createTempDirectory(folder, "in").resolve("rows.csv"), rows);
    Shell.Said said = Shell.run("import", "--mapping", Files.writeString(folder.resolve("mapping.yaml"), mapping), "--data", data, file);
    assertThat(said.code()).as(said.err()).isZero();
  }

  // The last of all

  @Test
  void the_clock_of_a_demonstration_stands_behind_the_last_fact_in_whatever_order_they_stand() throws IOException {
    String last = Shell.submit("f", "ana@nordlicht.example", "2026-03-02T12:00:00+02:00", "Customer care | White paper | P", "{}");
    String known = Shell.submit("g", "ana@nordlicht.example", "2026-03-01T10:00:00Z", "Customer care | White paper | Q", "{}")
        .replace("\"time\":", "\"recordedtime\":\"2026-03-05T10:00:00Z\",\"time\":");
    String first = Shell.fact("crm", "p", "person", "ana@nordlicht.example", "2026-01-01T09:00:00Z", "{\"first_name\":\"Ana\"}");
    assertThat(moment(List.of(last, first))).isEqualTo("2026-03-02T10:00:01Z");
    assertThat(moment(List.of(first, last))).isEqualTo("2026-03-02T10:00:01Z");
    assertThat(moment(List.of(known, first, last))).isEqualTo("2026-03-05T10:00:01Z");
    assertThat(moment(List.of(first, "no fact", first.replace("\"p\"", "\"q\"").replace("2026-01-01", "2926-01-01"), last))).isEqualTo("2026-03-02T10:00:01Z");
  }

  private String moment(List<String> facts) throws IOException {
    return Times.text(Demo.atTheEnd(Files.write(folder.resolve("facts.ndjson"), facts)).millis());
  }
}
