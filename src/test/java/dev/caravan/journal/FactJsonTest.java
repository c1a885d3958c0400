package dev.caravan.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.journal.FactJson.Unreadable;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactJsonTest {
  private static final String SUBMIT = "{\"specversion\":\"1.0\",\"id\":\"FormSubmit-901\",\"source\":\"eloqua\","
      + "\"type\":\"activity.form-submit\",\"subject\":\"dana.reyes@halden-health.example\","
      + "\"time\":\"2026-03-02T10:15:00Z\",\"data\":{\"contact\":\"1986113\","
      + "\"asset\":{\"type\":\"Form\",\"id\":\"77\","
      + "\"name\":\"Customer care | White paper | Shorter queues\"},\"campaign\":\"54\","
      + "\"fields\":{\"planning_to_purchase\":\"Yes\"}}}";

  /** One fact of every type. */
  static final List<Fact> ONE_OF_EACH = List.of(
      new Fact.Activity(head("a1"), Fact.ActivityKind.FORM_SUBMIT, "7", new Fact.Asset("Form", "77", "A | B | C"), "54",
          Map.of("planning_to_purchase", "Yes"), Map.of("url", "https://x.example/?a=\"b\"", "duration_seconds", "12")),
      new Fact.Person(head("p1"), Map.of("eloqua", "7", "salesforce", "003A"), Map.of("first_name", "Dána",
          "consent.email", "true", "consent.sms", "false", "employees", "12000", "zip", "01234", "bounced", "false")),
      new Fact.Account(head("c1"), Map.of("name", "Halden", "customer", "true", "employees", "12,000")),
      new Fact.User(head("u1"), "Rep", "rep@us.example", false, "Europe/Berlin"),
      new Fact.Campaign(head("m1"), "Spring", 1_250_050, "EUR", "2026-01-01", "2026-02-01"),
      new Fact.Campaign(head("m2"), "Haru", 1_250_050, "JPY", "", ""),
      new Fact.Opportunity(head("o1"), "001A", "customer-care", "new", "Closed Won", true, "2026-03-01", -5, "USD",
          "005B", List.of(new Fact.ContactRole("dana@h.example", "champion"), new Fact.ContactRole("003A", ""))),
      new Fact.Contract(head("k1"), "001A", "payments", "2026-12-31"),
      new Fact.LeadStatus(head("l1"), "rejected", "no-budget"), new Fact.OwnerChange(head("w1"), "005B", "005C"),
      new Fact.Touch(head("t1"), "call", "005B"),
      new Fact.Membership(head("g1"), "001A", "payments", "champion", false, "005B"),
      new Fact.Command(head("d1"), "requeue", "anna", "fixed the field"), new Fact.Merge(head("e1"), "eloqua:7"),
      new Fact.Tick(head("i1")), new Fact.Other(head("x1"), "activity.telepathy", "{\"deep\":[1,{\"a\":1.50}]}"));

  private static Fact.Head head(String id) {
    return new Fact.Head("somewhere", id, "dana@h.example", 1_772_446_500_123L, 1_772_446_500_123L, "");
  }

  @Test
  void every_type_is_read_as_it_was_written() throws Unreadable {
    for (Fact fact : ONE_OF_EACH) {
      assertThat(FactJson.read(FactJson.write(fact))).isEqualTo(fact);
    }
  }

  @Test
  void a_form_submit_is_read_from_the_public_format_and_written_as_it_was() throws Unreadable {
    Fact fact = FactJson.read(SUBMIT);
    assertThat(fact).isEqualTo(new Fact.Activity(
        Facts.head("eloqua", "FormSubmit-901", "dana.reyes@halden-health.example", "2026-03-02T10:15:00Z"),
        Fact.ActivityKind.FORM_SUBMIT, "1986113",
        new Fact.Asset("Form", "77", "Customer care | White paper | Shorter queues"), "54",
        Map.of("planning_to_purchase", "Yes"), Map.of()));
    assertThat(FactJson.write(fact)).isEqualTo(SUBMIT);
  }

  @Test
  void data_before_its_type_says_the_same() throws Unreadable {
    String data = SUBMIT.substring(SUBMIT.indexOf("\"data\""), SUBMIT.length() - 1);
    String turned = "{" + data + "," + SUBMIT.substring(1, SUBMIT.indexOf(",\"data\"")) + "}";
    assertThat(FactJson.read(turned)).isEqualTo(FactJson.read(SUBMIT));
  }

  @Test
  void a_person_keeps_numbers_as_written_and_nested_keys_dotted() throws Unreadable {
    var person = (Fact.Person) FactJson.read(line("person", "{\"ids\":{\"eloqua\":1986113},\"employees\":12000,"
        + "\"rate\":1.50,\"consent\":{\"email\":true,\"sms\":null},\"tags\":[\"a\",\"b\"],\"none\":null,\"utm\":"
        + "{\"first\":{\"source\":\"x\"}}}"));
    assertThat(person.ids()).isEqualTo(Map.of("eloqua", "1986113"));
    assertThat(person.values()).isEqualTo(Map.of("employees", "12000", "rate", "1.50", "consent.email", "true", "tags",
        "a;b", "utm.first.source", "x"));
  }

  @Test
  void what_is_known_by_whom_and_when_follows_from_the_two_times() throws Unreadable {
    Fact without = FactJson.read(line("tick", "{}"));
    assertThat(without.head().recorded()).isEqualTo(without.head().time());
    Fact with = FactJson.read(line("tick", "{}").replace("\"data\"",
        "\"recordedtime\":\"2026-03-02T12:15:00.5+01:00\",\"data\""));
    assertThat(with.head().recorded()).isEqualTo(Times.parse("2026-03-02T11:15:00Z") + 500);
    assertThat(FactJson.write(with)).contains("\"recordedtime\":\"2026-03-02T11:15:00.500Z\"");
  }

  @Test
  void money_is_kept_in_minor_units_of_its_currency() throws Unreadable {
    assertThat(((Fact.Campaign) FactJson.read(line("campaign", "{\"cost\":12500.5,\"currency\":\"EUR\"}"))).costMinor())
        .isEqualTo(1_250_050);
    assertThat(((Fact.Campaign) FactJson.read(line("campaign", "{\"cost\":12500,\"currency\":\"JPY\"}"))).costMinor())
        .isEqualTo(12_500);
    assertThat(((Fact.Campaign) FactJson.read(line("campaign", "{\"cost\":\"0.1\"}"))).costMinor()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "2026-03-02T10:15:00Z | 1772446500000", "2024-02-29T23:59:59.9Z | 1709251199900",
      "1999-12-31T00:00:00.25Z | 946598400250", "2026-03-02T10:15:00.123456Z | 1772446500123",
      "2026-03-02T11:15:00+01:00 | 1772446500000", "2026-03-02 | 1772409600000"})
  void times_are_read_in_every_form_rfc_3339_has(String text, long expected) throws Unreadable {
    assertThat(FactTime.read("time", text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "not json | broken JSON", "{\"id\": | broken JSON", "[] | not a JSON object", "{} | no id",
      "{\"id\":\"1\"} | no source", "{\"id\":\"1\",\"source\":\"s\"} | no type",
      "{\"id\":\"1\",\"source\":\"s\",\"type\":\"tick\"} | no time",
      "{\"id\":\"1\",\"source\":\"s\",\"type\":\"tick\",\"time\":\"yesterday\"} | time is not RFC 3339: \"yesterday\"",
      "{\"id\":\"1\",\"source\":\"s\",\"type\":\"tick\",\"time\":\"2026-02-30T00:00:00Z\"} | time is not RFC 3339",
      "{\"id\":{},\"source\":\"s\"} | id is not text", "{\"id\":\"a\\u0000\"} | id holds a character",
      "{\"id\":\"a\\ud800\"} | id holds a character", "{} {} | more than one value",
      "{\"specversion\":\"0.3\",\"id\":\"1\"} | specversion is not 1.0"})
  void a_line_that_is_no_fact_is_refused_with_its_reason(String line, String reason) {
    assertThatThrownBy(() -> FactJson.read(line)).isInstanceOf(Unreadable.class).hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "account | [] | data is not an object", "opportunity | {\"won\":\"perhaps\"} | won is neither true nor false",
      "campaign | {\"cost\":\"much\"} | cost is not an amount",
      "campaign | {\"cost\":1e999999999} | cost is not an amount"})
  void data_that_makes_no_sense_is_refused_with_its_reason(String type, String data, String reason) {
    assertThatThrownBy(() -> FactJson.read(line(type, data))).isInstanceOf(Unreadable.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"person", "account", "activity.page-view", "opportunity"})
  void a_fact_about_nobody_is_refused(String type) {
    assertThatThrownBy(() -> FactJson.read(line(type, "{}").replace("\"subject\":\"x\",", "")))
        .isInstanceOf(Unreadable.class).hasMessageContaining("no subject");
  }

  @Test
  void an_id_no_index_can_hold_is_refused() {
    assertThatThrownBy(() -> FactJson.read(line("tick", "{}").replace("\"id\":\"1\"", "\"id\":\"" + "9".repeat(501)
        + "\""))).isInstanceOf(Unreadable.class).hasMessage("id is longer than 500 characters");
  }

  @Test
  void broken_utf8_is_refused() {
    byte[] line = line("tick", "{\"a\":\"é\"}").getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> FactJson.read(line)).isInstanceOf(Unreadable.class).hasMessage("not UTF-8");
  }

  private static String line(String type, String data) {
    return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"" + type
        + "\",\"subject\":\"x\",\"time\":\"2026-03-02T10:15:00Z\",\"unknown\":{\"a\":[1]},\"data\":" + data + "}";
  }
}
