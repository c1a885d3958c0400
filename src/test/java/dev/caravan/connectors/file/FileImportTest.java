package dev.caravan.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.config.ConfigException;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.FactJson;
import dev.caravan.model.Fact;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileImportTest {
  private static final String VISITS = """
      source: shop
      format: csv
      time: at
      facts:
        - fact: activity.web-visit
          id: visit-{line}
          subject: "{email}"
          data:
            url: "{page}"
      """;
  private static final String HEADER = "at,email,page\n";
  private static final String GOOD = "2026-03-02T10:15:00Z,dana@halden.example,/pricing\n";

  @TempDir Path folder;

  private final List<Fact> facts = new ArrayList<>();
  private final List<String> aside = new ArrayList<>();
  private final List<String> found = new ArrayList<>();

  private FileImport.Report read(String mapping, byte[] content) throws IOException {
    return read(mapping, Files.write(folder.resolve("visits.csv"), content));
  }

  private FileImport.Report read(String mapping, Path... files) throws IOException {
    facts.clear();
    aside.clear();
    found.clear();
    return new FileImport(ImportMapping.of("mapping.yaml", mapping), new FileImport.Watcher() {
      @Override
      public void found(String file, String sentence) {
        found.add(file + ": " + sentence);
      }

      @Override
      public void setAside(Arrival.SetAside row) {
        aside.add(row.place() + ":" + row.line() + ": " + row.reason());
      }
    }).read(List.of(files), facts::add);
  }

  private FileImport.Report read(String mapping, String content) throws IOException {
    return read(mapping, content.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> urls() {
    return facts.stream().map(fact -> ((Fact.Activity) fact).detail("url")).toList();
  }

  @Test
  void too_few_and_too_many_columns_cost_that_row_only() throws IOException {
    var report = read(VISITS, HEADER + GOOD + "2026-03-02T10:15:00Z,dana@halden.example\n" + "a,b,c,d\n" + GOOD);
    assertThat(report).isEqualTo(new FileImport.Report(4, 2, 2, 2, 0));
    assertThat(report.read()).isEqualTo(4);
    assertThat(aside).containsExactly("visits.csv:3: too few columns: expected 3, found 2",
        "visits.csv:4: too many columns: expected 3, found 4");
  }

  @Test
  void bad_utf_8_costs_that_row_only() throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes((HEADER + GOOD).getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes("2026-03-02T10:15:00Z,dana@halden.example,/caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(GOOD.getBytes(StandardCharsets.UTF_8));
    assertThat(read(VISITS, bytes.toByteArray())).isEqualTo(new FileImport.Report(3, 2, 1, 2, 0));
    assertThat(aside).singleElement().asString().startsWith("visits.csv:3: not UTF-8");
  }

  @Test
  void a_field_of_five_megabytes_costs_that_row_only() throws IOException {
    String huge = "x".repeat(5_000_000);
    var report = read(VISITS, HEADER + GOOD + "2026-03-02T10:15:00Z,dana@halden.example," + huge + "\n"
        + "2026-03-02T10:15:00Z,dana@halden.example,\"" + huge + "\n" + huge + "\"\n" + GOOD);
    assertThat(report).isEqualTo(new FileImport.Report(4, 2, 2, 2, 0));
    assertThat(aside).containsExactly("visits.csv:3: longer than 1048576 bytes",
        "visits.csv:4: longer than 1048576 bytes");
    assertThat(facts.get(1).head().id()).isEqualTo("visit-6");
  }

  @Test
  void a_time_nobody_can_read_is_told_without_quoting_it() throws IOException {
    read(VISITS, HEADER + "yesterday,dana@halden.example,/\n,dana@halden.example,/\n"
        + "2026-02-30T00:00:00Z,d@h.example,/\n");
    assertThat(aside).hasSize(3);
    assertThat(aside.get(0)).contains("column \"at\" holds no time such as 2026-03-02T10:15:00Z", "(mapping.yaml:3)")
        .doesNotContain("yesterday");
    assertThat(aside.get(1)).contains("no time: column \"at\" is empty");
  }

  @Test
  void a_row_without_the_person_is_set_aside_and_says_which_column_is_empty() throws IOException {
    read(VISITS, HEADER + "2026-03-02T10:15:00Z,,/pricing\n");
    assertThat(aside).containsExactly(
        "visits.csv:2: no subject for the fact activity.web-visit: column \"email\" is empty (mapping.yaml:7)");
  }

  @Test
  void quoted_fields_hold_line_breaks_delimiters_and_quotes() throws IOException {
    read(VISITS, HEADER + "2026-03-02T10:15:00Z,dana@halden.example,\"a,\nb \"\"c\"\"\"\r\n" + GOOD);
    assertThat(aside).isEmpty();
    assertThat(urls()).containsExactly("a,\nb \"c\"", "/pricing");
    assertThat(facts).extracting(fact -> fact.head().id()).containsExactly("visit-2", "visit-4");
  }

  @Test
  void an_open_quote_does_not_swallow_what_follows() throws IOException {
    var report = read(VISITS, HEADER + "2026-03-02T10:15:00Z,dana@halden.example,\"open\n" + GOOD + GOOD);
    assertThat(report).isEqualTo(new FileImport.Report(3, 2, 1, 2, 0));
    assertThat(aside).containsExactly("visits.csv:2: a quote is opened and never closed");
  }

  @Test
  void an_open_quote_that_meets_another_costs_its_own_line() throws IOException {
    var report = read(VISITS, HEADER + "2026-03-02T10:15:00Z,dana@halden.example,\"open\n" + GOOD
        + "2026-03-02T10:15:00Z,dana@halden.example,\"x\"\n");
    assertThat(report).isEqualTo(new FileImport.Report(3, 2, 1, 2, 0));
    assertThat(urls()).containsExactly("/pricing", "x");
  }

  @Test
  void an_open_quote_before_megabytes_of_rows_costs_its_own_line() throws IOException {
    var report = read(VISITS, HEADER + "2026-03-02T10:15:00Z,dana@halden.example,\"open\n" + GOOD.repeat(60_000));
    assertThat(report).isEqualTo(new FileImport.Report(60_001, 60_000, 1, 60_000, 0));
    assertThat(facts.get(59_999).head().id()).isEqualTo("visit-60002");
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_first_column() throws IOException {
    read(VISITS, "\ufeff" + HEADER + GOOD);
    assertThat(aside).isEmpty();
    assertThat(facts).hasSize(1);
  }

  @Test
  void a_file_in_utf_16_is_read_and_said_to_be_so_once() throws IOException {
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      for (String mark : List.of("\ufeff", "")) {
        var report = read(VISITS, (mark + HEADER + GOOD + "2026-03-02T10:16:00Z,zoë@halden.example,/caf\u00e9/\ud83d\ude00\n").getBytes(charset));
        assertThat(report).isEqualTo(new FileImport.Report(2, 2, 0, 2, 0));
        assertThat(aside).isEmpty();
        assertThat(found).containsExactly("visits.csv: it is written in UTF-16, and read so");
        assertThat(FactJson.write(facts.get(1))).contains("zoë@halden.example", "caf\u00e9/\ud83d\ude00");
      }
    }
  }

  @Test
  void semicolons_tabs_bars_and_the_line_that_names_them_are_recognised() throws IOException {
    String comma = HEADER + GOOD + "2026-03-02T10:16:00Z,lee@halden.example,\"/a,b;c\"\n";
    for (String sign : List.of(";", "\t", "|")) {
      String rows = comma.replace("\"/a,b;c\"", "#").replace(",", sign).replace("#", "\"/a,b;c\"");
      for (String file : List.of(rows, "sep=" + sign + "\r\n" + rows, "\ufeffsep=" + sign + "\n" + rows, "\"sep=" + sign + "\"\n" + rows)) {
        assertThat(read(VISITS, file)).as(file).isEqualTo(new FileImport.Report(2, 2, 0, 2, 0));
        assertThat(found).hasSize(1).first().asString().startsWith("visits.csv: its columns are separated by ");
        assertThat(FactJson.write(facts.get(1))).contains("/a,b;c");
      }
    }
    assertThat(read(VISITS, "sep=,\n" + comma)).isEqualTo(new FileImport.Report(2, 2, 0, 2, 0));
    assertThat(read(VISITS, comma)).isEqualTo(new FileImport.Report(2, 2, 0, 2, 0));
    assertThat(found).isEmpty();
  }

  @Test
  void a_header_that_fits_with_no_delimiter_is_told_as_it_is() throws IOException {
    assertThat(read(VISITS, "at;mail;page\n2026-03-02T10:15:00Z;dana@halden.example;/x\n").setAside()).isEqualTo(1);
    assertThat(aside).singleElement().asString().contains("column \"email\"").doesNotContain("dana@");
  }

  @Test
  void a_long_file_in_utf_16_is_read_to_its_end() throws IOException {
    var many = new StringBuilder("\ufeff" + HEADER);
    for (int i = 0; i < 30_000; i++) {
      many.append(GOOD.replace("dana", "d" + i + "\u00e9"));
    }
    assertThat(read(VISITS, many.toString().getBytes(StandardCharsets.UTF_16LE)).kept()).isEqualTo(30_000);
  }

  @Test
  void other_delimiters_encodings_and_windows_line_ends_are_read() throws IOException {
    String semicolons = "at;email;page\r\n2026-03-02T10:15:00Z;dana@halden.example;\"/pricing;caf\u00e9\"\r\n\r\n";
    read(VISITS.replace("format: csv", "format: csv\ndelimiter: ;\nencoding: windows-1252"),
        semicolons.getBytes(Charset.forName("windows-1252")));
    assertThat(urls()).containsExactly("/pricing;caf\u00e9");
    read(VISITS.replace("format: csv", "format: csv\ndelimiter: tab"), (HEADER + GOOD).replace(',', '\t'));
    assertThat(urls()).containsExactly("/pricing");
    read(VISITS.replace("format: csv", "format: csv\ndelimiter: pipe"), (HEADER + GOOD).replace(',', '|'));
    assertThat(urls()).containsExactly("/pricing");
    assertThat(aside).isEmpty();
  }

  @Test
  void a_file_without_a_header_has_its_columns_named_in_the_mapping() throws IOException {
    read(VISITS.replace("format: csv", "format: csv\ncolumns: [at, email, page]"), GOOD + GOOD);
    assertThat(facts).extracting(fact -> fact.head().id()).containsExactly("visit-1", "visit-2");
  }

  @Test
  void a_header_that_does_not_fit_says_what_was_probably_meant() throws IOException {
    var report = read(VISITS, "at,e-mail,page,page\n" + GOOD);
    assertThat(report).isEqualTo(new FileImport.Report(1, 0, 1, 0, 0));
    assertThat(aside).containsExactly("visits.csv:1: the header does not fit the mapping: column \"email\""
        + " (mapping.yaml:7:14) is not there; did you mean \"e-mail\"?; column \"page\" (mapping.yaml:9:12) is there 2"
        + " times; give each column a name of its own; the rest of the file was not read");
  }

  @Test
  void an_empty_file_is_told() throws IOException {
    assertThat(read(VISITS, "")).isEqualTo(new FileImport.Report(1, 0, 1, 0, 0));
    assertThat(read(VISITS, HEADER)).isEqualTo(new FileImport.Report(0, 0, 0, 0, 0));
  }

  @Test
  void words_for_nothing_leave_a_value_out() throws IOException {
    read(VISITS.replace("format: csv", "format: csv\nempty: [Select, N/A]"),
        HEADER + GOOD.replace("/pricing", "Select") + GOOD.replace("/pricing", " N/A "));
    assertThat(urls()).containsExactly("", "");
  }

  @Test
  void nested_json_is_read_by_dotted_columns() throws IOException {
    String mapping = VISITS.replace("format: csv", "format: ndjson")
        .replace("time: at", "time: { column: t, format: epoch-seconds }")
        .replace("{email}", "{who.mail}");
    var report = read(mapping, "{\"t\":1772446500,\"who\":{\"mail\":\"Dana@Halden.example\"},\"page\":[\"a\",\"b\"]}\n"
        + "{broken\n[]\n\n{\"t\":1772446500,\"who\":{\"mail\":\"x@y.example\"},\"page\":\"\\ud800\"}\n");
    assertThat(report).isEqualTo(new FileImport.Report(4, 1, 3, 1, 0));
    assertThat(FactJson.write(facts.get(0))).contains("\"subject\":\"dana@halden.example\"",
        "\"time\":\"2026-03-02T10:15:00Z\"", "\"url\":\"a;b\"");
    assertThat(aside.get(1)).isEqualTo("visits.csv:3: not a JSON object");
    assertThat(aside.get(2)).contains("visits.csv:5: ").contains("character that cannot be kept");
  }

  @Test
  void times_are_read_in_the_forms_and_the_zone_given() throws IOException {
    String mapping = VISITS.replace("time: at",
        "time: { column: at, format: [dd.MM.yyyy HH:mm, dd.MM.yyyy], zone: Europe/Berlin }");
    read(mapping, HEADER + "02.03.2026 10:15,a@b.example,/\n02.07.2026,a@b.example,/\n31.04.2026,a@b.example,/\n");
    assertThat(facts).extracting(fact -> FactJson.write(fact)).satisfiesExactly(
        first -> assertThat(first).contains("2026-03-02T09:15:00Z"),
        second -> assertThat(second).contains("2026-07-01T22:00:00Z"));
    assertThat(aside).singleElement().asString().contains("written dd.MM.yyyy HH:mm or dd.MM.yyyy");
  }

  @Test
  void a_row_gives_a_fact_only_when_its_columns_say_so() throws IOException {
    String mapping = """
        source: crm
        format: csv
        time: { at: 2026-01-05T00:00:00Z }
        facts:
          - fact: person
            id: lead-{id}
            subject: "{email}"
            data:
              ids.salesforce: "{id}"
              company: "{company}"
              first_name: "{first}"
              consent.email: "{news|flag}"
          - fact: lead-status
            id: status-{id}
            subject: "{email}"
            where: { converted: 1 }
            data: { status: accepted }
          - fact: activity.call
            id: call-{id}
            when: called
            subject: "{email}"
            time: { column: called, format: dd/MM/yyyy }
        """;
    read(mapping, "id,email,company,first,news,converted,called\n"
        + "00Q1,A@b.example,\"B, Inc.\",,yes,1,\n" + "00Q2,c@d.example,D,Cleo,0,0,05/03/2026\n");
    assertThat(aside).isEmpty();
    assertThat(facts).extracting(Fact::type).containsExactly("person", "lead-status", "person", "activity.call");
    assertThat(FactJson.write(facts.get(0))).contains("\"id\":\"lead-00Q1@2026-01-05T00:00:00Z\"",
        "\"data\":{\"ids\":{\"salesforce\":\"00Q1\"},\"company\":\"B, Inc.\",\"consent\":{\"email\":true}}");
  }

  @Test
  void a_row_of_which_one_fact_fails_gives_none() throws IOException {
    String two = VISITS + """
          - fact: person
            id: contact-{email}
            subject: "{email}"
            data: { bounced: "{page|flag}" }
        """.indent(0);
    var report = read(two, HEADER + GOOD);
    assertThat(report).isEqualTo(new FileImport.Report(1, 0, 1, 0, 0));
    assertThat(aside).singleElement().asString().contains("column \"page\" is no flag").doesNotContain("/pricing");
  }

  @Test
  void a_packed_file_is_read_and_a_damaged_one_told() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write((HEADER + GOOD.repeat(1_000)).getBytes(StandardCharsets.UTF_8));
    }
    Path file = Files.write(folder.resolve("visits.csv.gz"), packed.toByteArray());
    assertThat(read(VISITS, file).good()).isEqualTo(1_000);
    Files.write(file, Arrays.copyOf(packed.toByteArray(), packed.size() - 20));
    var cut = read(VISITS, file);
    assertThat(cut.setAside()).isEqualTo(1);
    assertThat(aside).singleElement().asString().contains("damaged or cut off");
    Files.writeString(file, HEADER + GOOD);
    assertThat(read(VISITS, file)).isEqualTo(new FileImport.Report(1, 0, 1, 0, 0));
    assertThat(aside).containsExactly("visits.csv.gz:1: not a gzip file, although its name says so");
  }

  @Test
  void ids_by_line_alone_are_refused_for_several_files() throws IOException {
    Path one = Files.writeString(folder.resolve("one.csv"), HEADER + GOOD);
    Path two = Files.writeString(folder.resolve("two.csv"), HEADER + GOOD);
    assertThatThrownBy(() -> read(VISITS, one, two)).isInstanceOf(ConfigException.class)
        .hasMessageContaining("mapping.yaml:6:9: \"{line}\" alone is the same in each of 2 files");
    assertThat(read(VISITS.replace("visit-{line}", "visit-{file}-{line}"), one, two).kept()).isEqualTo(2);
  }

  @Test
  void a_file_that_is_not_there_is_named_before_anything_is_read() throws IOException {
    Path there = Files.writeString(folder.resolve("there.csv"), HEADER + GOOD);
    assertThatThrownBy(() -> read(VISITS.replace("{line}", "{file}{line}"), there, folder.resolve("gone.csv")))
        .isInstanceOf(NoSuchFileException.class).hasMessageContaining("gone.csv");
    assertThat(facts).isEmpty();
  }

  @Test
  void an_unfinished_fact_file_does_not_replace_a_finished_one() throws IOException {
    Path out = Files.writeString(folder.resolve("facts.ndjson"), "before");
    var importing = new FileImport(ImportMapping.of("mapping.yaml", VISITS));
    assertThatThrownBy(() -> importing.toFacts(List.of(folder.resolve("gone.csv")), out))
        .isInstanceOf(IOException.class);
    assertThat(out).hasContent("before");
    assertThat(folder.resolve("facts.ndjson.part")).doesNotExist();
  }
}
