package dev.caravan.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;

class ParsersTest {
  @ParameterizedTest(name = "{0} says yes")
  @ValueSource(strings = {"true", "TRUE", "Yes", "y", "1", "1.0", "on", "x", "Ja", "J", "wahr", "oui", "O", "Vrai", "sí", "SI", "Verdadero",
      "Opted in", "subscribed", " yes\u00a0", "ＹＥＳ", "\u200btrue", "Yes."})
  void yes(String word) {
    assertThat(YesNo.read(word)).isEqualTo(Parsed.read(true));
  }

  @ParameterizedTest(name = "{0} says no")
  @ValueSource(strings = {"false", "FALSE", "False", "No", "N", "0", "0.0", "0,00", "off", "Nein", "falsch", "non", "Faux", "falso", "opted out",
      "Opt-out", "OPTED-OUT", "unsubscribed", "abgemeldet", "désinscrit", "de baja", "no\u202f", "f"})
  void no(String word) {
    assertThat(YesNo.read(word)).isEqualTo(Parsed.read(false));
  }

  @ParameterizedTest(name = "nobody can tell what {0} says")
  @ValueSource(strings = {"", "maybe", "2", "-1", "10", "yes/no", "n/a", "unknown", "-", "null", "yess", "01.02.2026"})
  void neither(String word) {
    assertThat(YesNo.read(word)).isInstanceOf(Parsed.Refused.class);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"2026-05-01, 2026-05-01", "2026-05-01T00:00:00Z, 2026-05-01T00:00:00Z", "2026-05-01T00:00:00.000+0000, 2026-05-01T00:00:00Z",
      "2026-05-01 02:00:00+02:00, 2026-05-01T00:00:00Z", "2026-03-02T23:30:00-08:00, 2026-03-03T07:30:00Z", "2024-02-29, 2024-02-29",
      "' 2026-05-01\u00a0', 2026-05-01", "9999-12-31, 9999-12-31"})
  void dates_are_read(String written, String date) {
    assertThat(Moments.date(written)).isEqualTo(Parsed.read(date));
  }

  @ParameterizedTest(name = "{0} is no date")
  @ValueSource(strings = {"01.05.2026", "03/02/2026", "2026-02-30", "2025-02-29", "46083", "2026-05-01T00:00:00", "2026-13-01", "1.5.26",
      "+10000-01-01T00:00:00Z", "0000-01-01", "tomorrow", "2026-05-01T25:00:00Z", ""})
  void dates_are_refused(String written) {
    assertThat(Moments.date(written)).isInstanceOf(Parsed.Refused.class);
  }

  @ParameterizedTest(name = "a spreadsheet writes {1} as {0}")
  @CsvSource({"46083, 2026-03-02", "46083.4375, 2026-03-02", "1, 1900-01-01", "59, 1900-02-28", "61, 1900-03-01", "45351, 2024-02-29"})
  void days_of_a_spreadsheet(String serial, String date) {
    assertThat(Moments.excel(serial)).isEqualTo(Parsed.read(date));
  }

  @ParameterizedTest(name = "{0} is no day of a spreadsheet")
  @ValueSource(strings = {"60", "0", "-3", "2958466", "2026-03-02", "x"})
  void no_days_of_a_spreadsheet(String serial) {
    assertThat(Moments.excel(serial)).isInstanceOf(Parsed.Refused.class);
  }

  @Test
  void what_lies_before_1990_cannot_have_happened() {
    assertThat(Moments.implausible(Instant.parse("1899-12-30T00:00:00Z").toEpochMilli())).isNotEmpty();
    assertThat(Moments.implausible(0)).isNotEmpty();
    assertThat(Moments.implausible(Moments.EARLIEST)).isEmpty();
  }

  @ParameterizedTest(name = "{0} with {1} is {2}")
  @CsvSource({"'1,234.50', ., 1234.50", "'1.234,50', ',', 1234.50", "$1200, ., 1200", "(500.00), ., -500.00", "'-500', ., -500",
      "'500-', ., -500", "'EUR 1 234,50', ',', 1234.50", "1'234.5 CHF, ., 1234.5", "'1\u202f200,00 €', ',', 1200.00", "1200, ',', 1200",
      "'1,234,567', ., 1234567", "(0.00), ., 0.00", "'1.234.567', ',', 1234567", "¥１２００, ., 1200", "-$5.25, ., -5.25",
      "1200.-, ., 1200", "'CHF 1''200,-', ',', 1200"})
  void amounts_are_read(String written, char mark, String number) {
    assertThat(Amounts.plain(written, mark)).isEqualTo(Parsed.read(number));
  }

  @ParameterizedTest(name = "{0} with {1} is no amount")
  @CsvSource({"'1.234,50', .", "'1,234.50', ','", "'12,34', .", "NaN, .", "abc, .", "'', .", "'1,23,456', .", "'1.2.3', .", "'1,2345', .", "€1.5k, .", "1.5M, ."})
  void amounts_are_refused(String written, char mark) {
    assertThat(Amounts.plain(written, mark)).isInstanceOf(Parsed.Refused.class);
  }

  @ParameterizedTest(name = "{0} {1} are {2} minor units")
  @CsvSource({"1500000, JPY, 1500000", "1500000, jpy, 1500000", "12.345, KWD, 12345", "1.5E6, USD, 150000000", "1200, 'JPY\u00a0', 1200",
      "0.005, EUR, 1", "-3.5, , -350"})
  void minor_units(String number, String currency, long minor) {
    assertThat(Amounts.minor(number, currency == null ? "" : currency)).isEqualTo(Parsed.read(minor));
  }

  @ParameterizedTest(name = "{0} is no currency")
  @ValueSource(strings = {"¥", "$", "EURO", "US", "XXX", "12A", "Yen"})
  void no_currencies(String written) {
    assertThat(Amounts.currency(written)).isInstanceOf(Parsed.Refused.class);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(delimiter = '|', value = {"12\u202f000|12000", "12\u00a0000|12000", "12\u2009000|12000", "1,00,000|100000", "12,34,567|1234567",
      "1.5k|1500", "1,5k|1500", "10K+|10000", "2M|2000000", "2 M|2000000", "1e3|1000", "1E+05|100000", "1.000.000|1000000",
      "5,000.00|5000", "501\u20131000|501", "51 to 200|51", "51 bis 200|51", "51 à 200|51", "1,001-5,000|1001", "500+|500",
      "1K-5K|1000", "1-5k|1000", "500-1k|500", "> 10 000|10000", "ca. 250 Mitarbeiter|250", "201-500 employees|201", "12000.0|12000",
      "1'200|1200", "1 Mio|1000000", "over 300|300", "40 people|40", "5|5", "10,000+ employees|10000", "10000+ (enterprise)|10000", "１２００|1200"})
  void counts_are_read(String written, long count) {
    assertThat(Counts.read(written)).isEqualTo(Parsed.read(count));
  }

  @ParameterizedTest(name = "{0} is no count")
  @ValueSource(strings = {"Nov-50", "10-Jan", "11. Nov", "2-Mrz", "févr.-50", "ene-10", "-5", "many", "1.5", "12,34", "200-51", "1e99", "",
      "0x10", "5 or 6 sites", "2026-01-10", "1.2.2026", "10/50"})
  void counts_are_refused(String written) {
    assertThat(Counts.read(written)).isInstanceOf(Parsed.Refused.class);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"America/Los_Angeles, America/Los_Angeles", "'America/Los_Angeles ', America/Los_Angeles", "america/los_angeles, America/Los_Angeles",
      "(GMT-08:00) Pacific Standard Time (America/Los_Angeles), America/Los_Angeles",
      "'(GMT+01:00) Mitteleuropäische Zeit (Europe/Berlin)\u00a0', Europe/Berlin", "UTC, UTC", "'America/New York', America/New_York", "GMT, GMT",
      "UTC+02:00, +02:00", "utc-5, -05:00", "GMT+5:30, +05:30", "+0200, +02:00", "UTC +1, +01:00", "UTC\u221203:00, -03:00", "UTC+0, UTC", "-09:30, -09:30"})
  void time_zones_are_read(String written, String zone) {
    assertThat(TimeZones.read(written)).isEqualTo(Parsed.read(zone));
  }

  @ParameterizedTest(name = "{0} is no time zone")
  @ValueSource(strings = {"Pacific Standard Time", "Berlin", "(GMT-08:00)", "America/Nowhere", "8", "UTC+19", "UTC+2:75", "+", "UTC+02:00 Berlin"})
  void time_zones_are_refused(String written) {
    assertThat(TimeZones.read(written)).isInstanceOf(Parsed.Refused.class);
  }

  @ParameterizedTest(name = "{0} in {1} is {2}")
  @CsvSource({"030 901820, DE, +4930901820", "+49 30 901820, US, +4930901820", "4930901820, US, +4930901820", "491701234567, FR, +491701234567",
      "(202) 555-0100, US, +12025550100", "0049 30 901820, DE, +4930901820", "442079460123, US, +442079460123"})
  void telephone_numbers_are_read(String written, String country, String number) {
    assertThat(PhoneNumbers.read(written, country)).isEqualTo(Parsed.read(number));
  }

  @ParameterizedTest(name = "{0} is no telephone number")
  @ValueSource(strings = {"4.94E+11", "4,94E+11", "1E+10", "call me", ""})
  void telephone_numbers_are_refused(String written) {
    assertThat(PhoneNumbers.read(written, "DE")).isInstanceOf(Parsed.Refused.class);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(delimiter = '|', value = {"ana.keller@nordlicht.example|ana.keller@nordlicht.example",
      "ana.keller@nordlicht.example\u00a0|ana.keller@nordlicht.example", "\u200bana.keller@nordlicht.example|ana.keller@nordlicht.example",
      "ana.kel\u00adler@nordlicht.example|ana.keller@nordlicht.example", "DEE.RAY@HALDEN.EXAMPLE|dee.ray@halden.example",
      "Dee Ray <dee.ray@halden.example>|dee.ray@halden.example", "\"Ray, Dee\" <Dee.Ray@halden.example>|dee.ray@halden.example",
      "mailto:dee.ray@halden.example|dee.ray@halden.example", "MAILTO:dee.ray@halden.example?subject=hi|dee.ray@halden.example",
      "<dee.ray@halden.example>|dee.ray@halden.example", "dee.ray@halden.example.|dee.ray@halden.example",
      "dee.ray@halden.example;|dee.ray@halden.example", "'dee.ray@halden.example'|dee.ray@halden.example",
      "jo+expo@halden.example|jo+expo@halden.example", "info@müller-bau.example|info@xn--mller-bau-q9a.example",
      "info@MÜLLER-BAU.example|info@xn--mller-bau-q9a.example", "info@xn--mller-bau-q9a.example|info@xn--mller-bau-q9a.example",
      "o'brien@halden.example|o'brien@halden.example", "\ufeffdee.ray＠halden.example|dee.ray@halden.example"})
  void e_mail_addresses_are_read(String written, String address) {
    assertThat(EmailAddresses.read(written)).isEqualTo(Parsed.read(address));
  }

  @ParameterizedTest(name = "{0} is no e-mail address")
  @ValueSource(strings = {"test@", "a b@c.example", "x@localhost", "dee.ray@halden.example; d.ray@halden.example", "a@x.example,b@y.example",
      "@halden.example", "N/A", "", "dee.ray@-halden.example", "dee@halden..example", "a@b@c.example", "dee ray@halden.example",
      "dee.ray@halden example", "<a@x.example> <b@y.example>", "none@none.com", "NoEmail@noemail.com", "test@test.co.uk"})
  void e_mail_addresses_are_refused(String written) {
    assertThat(EmailAddresses.read(written)).isInstanceOf(Parsed.Refused.class);
  }

  @ParameterizedTest(name = "the host of {0} is {1}")
  @CsvSource({"https://www.halden.example/path?q=1, www.halden.example", "HALDEN.example, halden.example", "müller-bau.example, xn--mller-bau-q9a.example",
      "http://user@halden.example:8080, halden.example", "' halden.example. ', halden.example", "//halden.example, halden.example"})
  void hosts_are_read(String written, String host) {
    assertThat(WebAddresses.host(written)).isEqualTo(Parsed.read(host));
  }

  @ParameterizedTest(name = "{0} has no host")
  @ValueSource(strings = {"", "localhost", "n/a", "none", "https://", "see web"})
  void no_hosts(String written) {
    assertThat(WebAddresses.host(written)).isInstanceOf(Parsed.Refused.class);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"0035f00001AbCdE, 0035f00001AbCdEAAV", "0035f00001AbCdEAAV, 0035f00001AbCdEAAV", "0015f00000AaBbC, 0015f00000AaBbCAAV",
      "0035f00001abcdeaav, 0035f00001AbCdEAAV", "0035F00001ABCDEAAV, 0035f00001AbCdEAAV", "' 0035f00001AbCdE\u00a0', 0035f00001AbCdEAAV",
      "acct-24, acct-24", "00Q000000000001AAA, 00Q000000000001AAA", "00Q000000000001, 00Q000000000001EAA", "1986113, 1986113", "0035f00001AbCdEXXX, 0035f00001AbCdEXXX"})
  void salesforce_ids_have_18_characters(String written, String id) {
    assertThat(RecordIds.salesforce(written)).isEqualTo(id);
  }

  @ParameterizedTest(name = "{0} is mistyped")
  @ValueSource(strings = {"0035f00001AbCdEXXX", "0035f00001AbCdEAAA", "0035f00001AbCdeAAV", "00Q000000000001AAA",
      " 0015f00000AaBbCAAA\u00a0"})
  void an_id_whose_check_does_not_fit_is_none(String written) {
    assertThat(RecordIds.mistyped(written)).contains("is no id of Salesforce");
  }

  @ParameterizedTest(name = "{0} may be an id")
  @ValueSource(strings = {"0035f00001AbCdEAAV", "0035f00001abcdeaav", "0035F00001ABCDEAAV", "0035f00001AbCdE", "acct-24", "003dana@halden.example", "", "1986113",
      "a015f00001AbCdEXXX"})
  void whatever_else_may_be_an_id_is_let_be(String written) {
    assertThat(RecordIds.mistyped(written)).isEmpty();
  }

  @Test
  void nothing_has_happened_later_than_the_clock_and_a_clock_that_stands_before_the_build_is_wrong() {
    long clock = Instant.parse("2031-05-01T00:00:00Z").toEpochMilli();
    assertThat(Moments.latest(clock)).isEqualTo(clock + 5 * 60_000L);
    assertThat(Moments.latest(0)).isEqualTo(Moments.BUILT + 5 * 60_000L);
    assertThat(Moments.BUILT).isBetween(Moments.EARLIEST, Instant.now().toEpochMilli());
  }

  @ParameterizedTest(name = "{0} names nobody")
  @ValueSource(strings = {"N/A", "n/a", "none", "Unknown", "-", "--", " . ", "NULL", "#N/A", "keine Angabe", "test", "no email", "ninguno", "0", "(leer)"})
  void placeholders(String written) {
    assertThat(RecordIds.isPlaceholder(written)).isTrue();
  }
}
