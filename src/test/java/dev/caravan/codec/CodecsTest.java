package dev.caravan.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Numbers make the bytes, and tables say what bytes without a number read as. */
class CodecsTest {
  record Old(String name, long last) {}

  /** The same, its components the other way round, and more of them. */
  record Now(long since, long last, String name, boolean live, Mode mode, Inner inner, String by, List<String> list, Set<String> set,
      Map<String, String> map) {}

  enum Mode { SHUT, OPEN }

  enum ModeTurned { OPEN, SHUT }

  record Inner(long number, String text) {}

  record Moded(Mode mode) {}

  record Turned(ModeTurned mode) {}

  private static Codecs codecs(TypeTable table) {
    return new Codecs(List.of(table));
  }

  private static TypeTable test() {
    return TypeTable.of("test");
  }

  private static Codec<Old> old() {
    return codecs(test().record(200, Old.class, "1 name", "2 last")).of(Old.class);
  }

  private static TypeTable now() {
    return test().constants(1, Mode.class, "1 SHUT", "2 OPEN").record(2, Inner.class, "1 number", "2 text = none")
        .record(200, Now.class, "1 name", "2 last", "3 since = -1", "4 live = true", "5 mode = OPEN", "6 inner = empty", "7 by = nobody",
            "8 list", "9 set", "10 map");
  }

  private static final Now OF_OLD = new Now(-1, 9, "a", true, Mode.OPEN, new Inner(0, "none"), "nobody", List.of(), Set.of(), Map.of());

  @Test
  void bytes_are_the_layout_the_type_a_bit_a_field_and_the_fields() {
    assertThat(old().encode(new Old("ab", 9))).containsExactly(2, 200 - 256, 1, 0b11, 4, 'a', 'b', 18);
    assertThat(old().encode(new Old("", 9))).as("what is empty is not written").containsExactly(2, 200 - 256, 1, 0b10, 18);
  }

  @Test
  void fields_that_older_bytes_do_not_have_are_what_the_table_says() {
    Codec<Now> now = codecs(now()).of(Now.class);
    assertThat(now.decode(old().encode(new Old("a", 9)))).isEqualTo(OF_OLD);
  }

  @Test
  void a_field_that_equals_what_the_table_says_leaves_the_bytes_as_they_were() {
    assertThat(codecs(now()).of(Now.class).encode(OF_OLD)).isEqualTo(old().encode(new Old("a", 9)));
  }

  @Test
  void what_is_zero_but_falls_back_on_something_else_is_written() {
    var zero = new Now(0, 0, "", false, Mode.SHUT, new Inner(0, ""), "", List.of(), Set.of(), Map.of());
    Codec<Now> now = codecs(now()).of(Now.class);
    assertThat(now.decode(now.encode(zero))).isEqualTo(zero);
  }

  @Test
  void the_order_of_constants_in_the_code_does_not_matter() {
    byte[] one = codecs(test().constants(1, Mode.class, "1 SHUT", "2 OPEN").record(2, Moded.class, "1 mode")).of(Moded.class)
        .encode(new Moded(Mode.OPEN));
    Turned other = codecs(test().constants(1, ModeTurned.class, "1 SHUT", "2 OPEN").record(2, Turned.class, "1 mode")).of(Turned.class)
        .decode(one);
    assertThat(other.mode()).isEqualTo(ModeTurned.OPEN);
  }

  @Test
  void a_field_of_a_newer_version_is_refused() {
    byte[] newer = codecs(now()).of(Now.class).encode(new Now(5, 0, "", true, Mode.OPEN, new Inner(0, "none"), "", List.of(), Set.of(), Map.of()));
    assertThatThrownBy(() -> old().decode(newer)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("these bytes of CodecsTest.Old hold field 3, which this version of Caravan does not know: a newer one wrote them");
  }

  record Older(String name) {}

  @Test
  void a_retired_field_is_refused_by_its_name() {
    Codec<Older> codec = codecs(test().record(200, Older.class, "1 name", "2 last retired")).of(Older.class);
    assertThat(codec.decode(old().encode(new Old("a", 0)))).isEqualTo(new Older("a"));
    assertThatThrownBy(() -> codec.decode(old().encode(new Old("a", 9)))).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("these bytes of CodecsTest.Older hold field 2 (last), which is retired; states are to be built anew");
  }

  @Test
  void a_field_that_must_be_there_is_asked_for() {
    byte[] none = codecs(test().record(2, Older.class, "1 name")).of(Older.class).encode(new Older(""));
    Codec<Moded> codec = codecs(test().constants(1, Mode.class, "1 SHUT", "2 OPEN").record(2, Moded.class, "1 mode")).of(Moded.class);
    assertThatThrownBy(() -> codec.decode(none)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("these bytes of CodecsTest.Moded have no field 1 (mode), and its table says nothing for it: write \"1 mode = …\" there");
  }

  @Test
  void a_constant_of_a_newer_version_is_refused() {
    byte[] bytes = codecs(test().constants(1, Mode.class, "1 SHUT", "7 OPEN").record(2, Moded.class, "1 mode")).of(Moded.class)
        .encode(new Moded(Mode.OPEN));
    Codec<Moded> codec = codecs(test().constants(1, Mode.class, "1 SHUT", "2 OPEN").record(2, Moded.class, "1 mode")).of(Moded.class);
    assertThatThrownBy(() -> codec.decode(bytes)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("these bytes hold constant 7 of CodecsTest.Mode, which this version of Caravan does not know: a newer one wrote them");
  }

  @Test
  void bytes_of_another_layout_another_type_cut_off_or_too_many_are_refused() {
    byte[] bytes = old().encode(new Old("ab", 9));
    byte[] layout = bytes.clone();
    layout[0] = 1;
    assertThatThrownBy(() -> old().decode(layout)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("these bytes of CodecsTest.Old are laid out by version 1, this version of Caravan reads 2");
    byte[] other = codecs(test().record(300, Older.class, "1 name")).of(Older.class).encode(new Older(""));
    assertThatThrownBy(() -> old().decode(other)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("these bytes hold type 300, which is no CodecsTest.Old this version of Caravan knows");
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> old().decode(cut)).isInstanceOf(IllegalArgumentException.class)
          .hasMessage("these bytes end in the middle of a CodecsTest.Old");
    }
    assertThatThrownBy(() -> old().decode(Arrays.copyOf(bytes, bytes.length + 2))).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 bytes are left over behind a CodecsTest.Old");
  }

  sealed interface Choice {
    record One() implements Choice {}

    record Two() implements Choice {}
  }

  record Odd(Thread anything, Inner inner, Map<Long, String> byNumber) {}

  @Test
  void everything_that_is_missing_is_told_at_once_with_what_to_write() {
    assertThatThrownBy(() -> codecs(test().constants(1, Mode.class, "1 SHUT", "2 GONE").choice(2, Choice.class).record(3, Choice.One.class)
        .record(4, Old.class, "1 name", "3 gone", "4 older retired").record(5, Odd.class, "1 anything", "2 inner", "3 byNumber")))
        .isInstanceOf(IllegalArgumentException.class).message().satisfies(message -> assertThat(message.lines()).containsExactlyInAnyOrder(
            "test: the constant OPEN of CodecsTest.Mode has no number: add \"3 OPEN\" to its line (type 1)",
            "test: CodecsTest.Mode has no GONE any more: write \"2 GONE retired\" and raise the number of the state format, or the new name if it is the same thing"));
    assertThatThrownBy(() -> codecs(test().choice(2, Choice.class).record(3, Choice.One.class)
        .record(4, Old.class, "1 name", "3 gone", "4 older retired").record(5, Odd.class, "1 anything", "2 inner", "3 byNumber")))
        .isInstanceOf(IllegalArgumentException.class).message().satisfies(message -> assertThat(message.lines()).containsExactlyInAnyOrder(
            "test: CodecsTest.Choice.Two, a CodecsTest.Choice, is in no room's table: add it to that of its room",
            "test: the component last of CodecsTest.Old has no number: add \"5 last\" to its line (type 4)",
            "test: CodecsTest.Old has no gone any more: write \"3 gone retired\" and raise the number of the state format, or the new name if it is the same thing",
            "test: anything of CodecsTest.Odd holds a Thread, which is in no room's table: add it to that of its room",
            "test: inner of CodecsTest.Odd holds a CodecsTest.Inner, which is in no room's table: add it to that of its room",
            "test: byNumber of CodecsTest.Odd holds a java.util.Map<java.lang.Long, java.lang.String>, which has no bytes"));
  }

  @Test
  void a_number_stands_for_one_thing() {
    assertThatThrownBy(() -> new Codecs(List.of(test().record(1, Older.class, "1 name").retired(2, "Gone"),
        TypeTable.of("other").record(1, Choice.One.class).record(2, Choice.Two.class).record(3, Older.class, "1 name"))))
        .isInstanceOf(IllegalArgumentException.class).message().satisfies(message -> assertThat(message.lines()).containsExactlyInAnyOrder(
            "1 stands for test's CodecsTest.Older and for other's CodecsTest.Choice.One: the newer one takes a number no type ever had",
            "2 stands for test's Gone and for other's CodecsTest.Choice.Two: the newer one takes a number no type ever had",
            "CodecsTest.Older has two numbers, 1 and 3: keep the older one"));
    assertThatThrownBy(() -> codecs(test().record(1, Old.class, "1 name", "1 last"))).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("test: CodecsTest.Old has two parts of number 1");
  }

  @Test
  void what_cannot_be_fallen_back_on_is_refused() {
    assertThatThrownBy(() -> codecs(test().constants(1, Mode.class, "1 SHUT", "2 OPEN").record(2, Moded.class, "1 mode = AJAR")
        .record(3, Old.class, "1 name", "2 last = many").record(4, Older.class, "first name")))
        .isInstanceOf(IllegalArgumentException.class).hasMessage(
            "test: \"first name\" in the line of CodecsTest.Older is no \"number name\", \"number name = value\" or \"number name retired\"");
    assertThatThrownBy(() -> codecs(test().constants(1, Mode.class, "1 SHUT", "2 OPEN").record(2, Moded.class, "1 mode = AJAR")
        .record(3, Old.class, "1 name", "2 last = many")))
        .isInstanceOf(IllegalArgumentException.class).message().satisfies(message -> assertThat(message.lines()).hasSize(2)
            .anyMatch(line -> line.startsWith("test: \"AJAR\" is no value for mode of CodecsTest.Moded, constants 1"))
            .anyMatch(line -> line.startsWith("test: \"many\" is no value for last of CodecsTest.Old, long")));
  }

  @Test
  void what_no_room_registered_has_no_codec() {
    assertThatThrownBy(() -> codecs(test()).of(Old.class)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no room has registered CodecsTest.Old: add it to the table of its room, with a number no type ever had");
    assertThatThrownBy(() -> codecs(test()).of(7)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no room has a type 7; a newer version of Caravan may");
  }
}
