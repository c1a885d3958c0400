package dev.caravan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CodecTest {
  enum Colour { RED, GREEN }

  sealed interface Shape permits Dot, Line {}

  record Dot(long x) implements Shape {}

  record Line(Dot from, Dot to) implements Shape {}

  record Everything(long number, int small, boolean yes, double part, String text, Colour colour, Shape shape,
      List<Dot> list, Set<String> set, Map<String, List<Dot>> map) {}

  record Before(long number) {}

  record After(long number, String text, Colour colour, List<Dot> list, Dot dot) {}

  private static Everything everything(Map<String, List<Dot>> map, Set<String> set) {
    return new Everything(Long.MIN_VALUE, -7, true, 0.1, "ü€ 🙂 " + "x".repeat(2_000), Colour.GREEN,
        new Line(new Dot(1), new Dot(2)), List.of(new Dot(3)), set, map);
  }

  @Test
  void what_is_written_is_read_again() {
    Everything value = everything(Map.of("a", List.of(new Dot(1)), "b", List.of()), Set.of("x", "y"));
    Codec<Everything> codec = Codec.of(Everything.class);
    assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    Codec<Shape> shapes = Codec.of(Shape.class);
    assertThat(shapes.decode(shapes.encode(new Dot(5)))).isEqualTo(new Dot(5));
  }

  @Test
  void equal_values_give_the_same_bytes_in_whatever_order_they_were_put_together() {
    var map = new LinkedHashMap<String, List<Dot>>();
    var set = new LinkedHashSet<String>();
    for (String name : List.of("c", "a", "b")) {
      map.put(name, List.of(new Dot(name.charAt(0))));
      set.add(name);
    }
    Codec<Everything> codec = Codec.of(Everything.class);
    assertThat(codec.encode(everything(map, set))).isEqualTo(codec.encode(everything(Map.copyOf(map), Set.copyOf(set))));
  }

  @Test
  void components_added_later_read_as_empty_from_older_bytes() {
    byte[] older = Codec.of(Before.class).encode(new Before(5));
    assertThat(Codec.of(After.class).decode(older)).isEqualTo(new After(5, "", Colour.RED, List.of(), new Dot(0)));
  }

  @Test
  void bytes_of_a_newer_version_are_refused() {
    assertThatThrownBy(() -> Codec.of(Dot.class).decode(new byte[] {9, 0})).hasMessageContaining("version 9");
  }
}
