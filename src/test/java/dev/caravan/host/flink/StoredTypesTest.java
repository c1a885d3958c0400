package dev.caravan.host.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.fail;

import dev.caravan.codec.Codec;
import dev.caravan.codec.Codecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Numbers stay what they were, and bytes once written are read and written the same for good.
 *
 * <p>Run with {@code -Dstored.add=true}, it adds numbers and bytes of what is new to the two files; it never changes a line.
 */
class StoredTypesTest {
  private static final Path GIVEN = Path.of("src/test/resources/stored/given.txt");
  private static final Path GOLDEN = Path.of("src/test/resources/stored/golden.txt");
  private static final boolean ADDS = Boolean.getBoolean("stored.add");
  private static final Pattern NUMBER = Pattern.compile("([0-9]+)(?:\\.([0-9]+))? (.*)");

  private final Codecs codecs = FlinkTypes.codecs();

  /** Lines by their number, as text sorts wrongly. */
  private static SortedMap<String, String> byNumber(List<String> lines) {
    var sorted = new TreeMap<String, String>();
    for (String line : lines) {
      Matcher parts = NUMBER.matcher(line);
      assertThat(parts.matches()).as(line).isTrue();
      sorted.put(key(parts), parts.group(3));
    }
    return sorted;
  }

  private static String key(Matcher parts) {
    return String.format("%06d.%06d", Integer.parseInt(parts.group(1)), parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2)));
  }

  private static String number(String key) {
    String part = key.substring(7).replaceFirst("^0+", "");
    return key.substring(0, 6).replaceFirst("^0+", "") + (part.isEmpty() ? "" : "." + part);
  }

  @Test
  void no_number_is_given_twice_or_forgotten() throws IOException {
    SortedMap<String, String> before = byNumber(Files.readAllLines(GIVEN));
    SortedMap<String, String> now = byNumber(codecs.given());
    var wrong = new ArrayList<String>();
    before.forEach((key, was) -> {
      String is = now.get(key);
      String type = now.getOrDefault(key.substring(0, 7) + "000000", "");
      String name = key.endsWith(".000000") ? was.substring(was.indexOf(' ') + 1) : was.replaceFirst(" .*", "");
      boolean retired = key.endsWith(".000000") ? ("retired " + name).equals(is) : (name + " retired").equals(is);
      if (!was.equals(is) && !retired && !type.startsWith("retired ")) {
        wrong.add(number(key) + " was given to \"" + was + "\" and now " + (is == null ? "is gone: keep it in the table as retired"
            : "is \"" + is + "\": give another number, and keep this one as retired; if only a name changed, change it in " + GIVEN));
      }
    });
    assertThat(wrong).isEmpty();
    List<String> fresh = now.entrySet().stream().filter(entry -> !before.containsKey(entry.getKey()))
        .map(entry -> number(entry.getKey()) + " " + entry.getValue()).toList();
    if (ADDS && !fresh.isEmpty()) {
      var all = new TreeMap<>(now);
      all.putAll(before);
      Files.write(GIVEN, all.entrySet().stream().map(entry -> number(entry.getKey()) + " " + entry.getValue()).toList());
    } else if (!fresh.isEmpty()) {
      fail("these numbers are new: run this test with -Dstored.add=true and commit " + GIVEN + "\n" + String.join("\n", fresh));
    }
  }

  @Test
  void bytes_once_written_are_read_and_written_the_same() throws IOException {
    SortedMap<Integer, List<String>> golden = golden();
    golden.forEach((number, all) -> all.forEach(hex -> {
      byte[] bytes = HexFormat.of().parseHex(hex);
      if (!codecs.records().containsKey(number)) {
        assertThat(codecs.given()).as("a type with bytes stays, or is retired").anyMatch(line -> line.startsWith(number + " retired "));
      } else if ((fieldsIn(bytes) & ~fields(number)) != 0) {
        assertThatThrownBy(() -> codecs.of(number).decode(bytes)).hasMessageContaining("retired");
      } else {
        same(codecs.of(number), bytes);
      }
    }));
  }

  private static <T> void same(Codec<T> codec, byte[] bytes) {
    T value = codec.decode(bytes);
    assertThat(HexFormat.of().formatHex(codec.encode(value))).as("%s", value).isEqualTo(HexFormat.of().formatHex(bytes));
  }

  @Test
  void every_field_of_every_stored_type_has_such_bytes() throws IOException {
    SortedMap<Integer, List<String>> golden = golden();
    var fresh = new TreeMap<Integer, List<String>>();
    codecs.records().forEach((number, type) -> {
      long there = 0;
      for (String hex : golden.getOrDefault(number, List.of())) {
        there |= fieldsIn(HexFormat.of().parseHex(hex));
      }
      if (!golden.containsKey(number) || (fields(number) & ~there) != 0) {
        fresh.put(number, Sample.of(type).stream().map(value -> HexFormat.of().formatHex(encoded(number, value))).toList());
      }
    });
    if (ADDS) {
      fresh.forEach((number, lines) -> {
        var all = golden.computeIfAbsent(number, none -> new ArrayList<>());
        lines.stream().filter(line -> !all.contains(line)).forEach(all::add);
      });
      var lines = new ArrayList<String>();
      golden.forEach((number, all) -> all.forEach(hex -> lines.add(number + " " + hex)));
      Files.write(GOLDEN, lines);
    } else if (!fresh.isEmpty()) {
      fail("these types are new or have new fields, and no bytes yet: run this test with -Dstored.add=true and commit " + GOLDEN + "\n"
          + String.join("\n", fresh.keySet().stream().map(number -> number + " " + codecs.records().get(number)).toList()));
    }
  }

  @SuppressWarnings("unchecked") // the number is that of the value's type
  private byte[] encoded(int number, Object value) {
    return ((Codec<Object>) codecs.of(number)).encode(value);
  }

  private static SortedMap<Integer, List<String>> golden() throws IOException {
    var golden = new TreeMap<Integer, List<String>>();
    for (String line : Files.readAllLines(GOLDEN)) {
      golden.computeIfAbsent(Integer.valueOf(line.substring(0, line.indexOf(' '))), none -> new ArrayList<>())
          .add(line.substring(line.indexOf(' ') + 1));
    }
    return golden;
  }

  /** A bit for each field the tables have. */
  private long fields(int number) {
    long fields = 0;
    for (String line : codecs.given()) {
      Matcher parts = NUMBER.matcher(line);
      if (parts.matches() && parts.group(2) != null && Integer.parseInt(parts.group(1)) == number && !parts.group(3).endsWith(" retired")) {
        fields |= 1L << (Integer.parseInt(parts.group(2)) - 1);
      }
    }
    return fields;
  }

  /** A bit for each field these bytes hold: behind the layout and the type. */
  private static long fieldsIn(byte[] bytes) {
    int at = 1;
    while (bytes[at++] < 0) {
      // the number of the type
    }
    long fields = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes[at++];
      fields |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0);
    return fields;
  }
}
