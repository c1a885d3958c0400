package dev.caravan.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.model.Fact;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactFilesTest {
  @TempDir Path folder;
  private final List<Fact> facts = new ArrayList<>();
  private final List<Arrival.SetAside> aside = new ArrayList<>();

  @Test
  void a_folder_is_read_by_name_each_fact_once() throws IOException {
    Files.writeString(folder.resolve("b.ndjson"), line(3) + "\n" + line(1) + "\n");
    Files.write(folder.resolve("a.ndjson.gz"), gzip(line(1) + "\n\n" + line(2)));
    Files.writeString(folder.resolve("notes.txt"), "not a fact");
    assertThat(read(folder)).isEqualTo(new FactFiles.Counts(4, 3, 1, 0));
    assertThat(facts).extracting(fact -> fact.head().id()).containsExactly("1", "2", "3");
  }

  @Test
  void bad_rows_are_set_aside_with_file_line_and_reason_and_the_rest_goes_on() throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(("\ufeff" + line(1) + "\r\n{broken\n \n").getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(new byte[] {'"', (byte) 0xff, '"', '\n'});
    bytes.writeBytes(line(2).replace("\"id\":\"2\",", "").getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(("\n{\"x\":\"" + "y".repeat(5_000_000) + "\"}\n" + line(3)).getBytes(StandardCharsets.UTF_8));
    Files.write(folder.resolve("f.ndjson"), bytes.toByteArray());
    assertThat(read(folder.resolve("f.ndjson"))).isEqualTo(new FactFiles.Counts(6, 2, 0, 4));
    assertThat(facts).extracting(fact -> fact.head().id()).containsExactly("1", "3");
    assertThat(aside).extracting(Arrival.SetAside::place).containsOnly("f.ndjson");
    assertThat(aside).extracting(Arrival.SetAside::line).containsExactly(2L, 4L, 5L, 6L);
    assertThat(aside).extracting(Arrival.SetAside::reason).satisfiesExactly(
        reason -> assertThat(reason).startsWith("broken JSON"), reason -> assertThat(reason).isEqualTo("not UTF-8"),
        reason -> assertThat(reason).isEqualTo("no id"),
        reason -> assertThat(reason).startsWith("longer than 1048576"));
  }

  @Test
  void a_touch_by_a_channel_nobody_knows_is_set_aside_and_says_which_there_are() throws IOException {
    Files.writeString(folder.resolve("f.ndjson"), "{\"specversion\":\"1.0\",\"id\":\"t1\",\"source\":\"salesforce\",\"type\":\"touch\","
        + "\"subject\":\"dana@halden.example\",\"time\":\"2026-03-02T10:15:00Z\",\"data\":{\"channel\":\"pigeon\",\"by\":\"005A\"}}\n");
    assertThat(read(folder.resolve("f.ndjson"))).isEqualTo(new FactFiles.Counts(1, 0, 0, 1));
    assertThat(aside).singleElement().satisfies(row -> assertThat(row.reason())
        .isEqualTo("channel is \"pigeon\"; expected email, call or task"));
  }

  @Test
  void a_cut_off_gzip_costs_only_what_is_missing() throws IOException {
    byte[] whole = gzip(IntStream.range(0, 3_000).mapToObj(FactFilesTest::line).collect(Collectors.joining("\n")));
    Files.write(folder.resolve("a.ndjson.gz"), Arrays.copyOf(whole, whole.length - 20));
    Files.writeString(folder.resolve("b.ndjson"), line(9_999));
    FactFiles.Counts counts = read(folder);
    assertThat(facts).extracting(fact -> fact.head().id()).contains("0", "9999");
    assertThat(counts.setAside()).isEqualTo(1);
    assertThat(aside).singleElement().satisfies(row -> assertThat(row.reason()).contains("cut off"));
  }

  @Test
  void more_facts_than_the_first_table_holds_are_told_apart() throws IOException {
    String lines = IntStream.range(0, 5_000).mapToObj(FactFilesTest::line).collect(Collectors.joining("\n"));
    Files.writeString(folder.resolve("a.ndjson"), lines + "\n" + lines);
    assertThat(read(folder)).isEqualTo(new FactFiles.Counts(10_000, 5_000, 5_000, 0));
  }

  @Test
  void many_rows_are_told_in_the_order_they_stand_in_with_those_set_aside_among_them() throws IOException {
    var text = new StringBuilder();
    var expected = new ArrayList<String>();
    for (int line = 1; line <= 12_000; line++) {
      if (line % 5_000 == 7) {
        text.append("x".repeat(2_000_000));
        expected.add("aside " + line);
      } else if (line % 97 == 0) {
        text.append("{broken");
        expected.add("aside " + line);
      } else if (line % 89 != 0) {
        text.append(line(line));
        expected.add("fact " + line);
      }
      text.append('\n');
    }
    Files.writeString(folder.resolve("a.ndjson"), text);
    var told = new ArrayList<String>();
    FactFiles.Counts counts = FactFiles.read(folder, fact -> told.add("fact " + fact.head().id()),
        row -> told.add("aside " + row.line()));
    assertThat(told).isEqualTo(expected);
    assertThat(counts.read()).isEqualTo(expected.size());
  }

  @Test
  void what_many_facts_repeat_is_held_once() throws IOException {
    String other = line(2).replace("tick", "activity.page-view").replace("\"data\":{}", "\"subject\":\"a@x.example\",\"data\":{}");
    Files.writeString(folder.resolve("a.ndjson"), other + "\n" + other.replace("\"id\":\"2\"", "\"id\":\"3\""));
    read(folder);
    assertThat(facts.get(0).head().subject()).isSameAs(facts.get(1).head().subject());
  }

  @Test
  void nothing_there_is_said_so() {
    assertThatThrownBy(() -> read(folder.resolve("nowhere"))).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> read(folder)).isInstanceOf(NoSuchFileException.class).hasMessageContaining("*.ndjson");
  }

  private FactFiles.Counts read(Path path) throws IOException {
    return FactFiles.read(path, facts::add, aside::add);
  }

  private static String line(int id) {
    return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"s\",\"type\":\"tick\","
        + "\"time\":\"2026-03-02T10:15:00Z\",\"data\":{}}";
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
