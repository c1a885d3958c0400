package dev.caravan.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written is read again, and the same value always gives the same bytes. */
class CodecProperties {
  enum Colour { RED, GREEN }

  sealed interface Shape {
    record Point() implements Shape {}

    record Circle(double radius, Colour colour) implements Shape {}

    record Many(List<Shape> shapes) implements Shape {}
  }

  record Inner(String name, long number) {}

  record All(long big, int small, boolean flag, double real, String text, Colour colour, Inner inner, Shape shape,
      List<Inner> list, Set<String> set, Map<String, Inner> map, Map<String, List<Long>> deep, Set<Colour> colours,
      List<long[]> longs, List<byte[]> bytes) {}

  private static TypeTable table() {
    return TypeTable.of("test")
        .constants(1, Colour.class, "1 RED", "2 GREEN")
        .choice(2, Shape.class)
        .record(3, Shape.Point.class)
        .record(4, Shape.Circle.class, "1 radius", "2 colour")
        .record(5, Shape.Many.class, "1 shapes")
        .record(6, Inner.class, "1 name", "2 number")
        .record(200, All.class, "1 big", "2 small", "3 flag", "4 real", "5 text", "6 colour", "7 inner", "8 shape", "9 list",
            "10 set", "11 map", "12 deep", "13 colours", "14 longs", "15 bytes");
  }

  private static final Codec<All> CODEC = new Codecs(List.of(table())).of(All.class);

  @Provide
  Arbitrary<All> values() {
    var texts = Arbitraries.strings().all().ofMaxLength(8).filter(CodecProperties::isText);
    var inners = Combinators.combine(texts, Arbitraries.longs()).as(Inner::new);
    var circles = Combinators.combine(Arbitraries.doubles(), Arbitraries.of(Colour.class)).as(Shape.Circle::new);
    Arbitrary<Shape> flat = Arbitraries.oneOf(Arbitraries.just(new Shape.Point()), circles.map(circle -> circle));
    Arbitrary<Shape> shapes = Arbitraries.oneOf(flat, flat.list().ofMaxSize(3).map(Shape.Many::new));
    return Combinators.combine(Arbitraries.longs(), Arbitraries.integers(), Arbitraries.doubles(), texts,
        inners, shapes, inners.list().ofMaxSize(4), Arbitraries.maps(texts, inners).ofMaxSize(5)).as(
            (big, small, real, text, inner, shape, list, map) -> new All(big, small, big % 2 == 0, real, text,
                Colour.values()[Math.floorMod(small, 2)], inner, shape, list, map.keySet(), map,
                Map.of(text, List.of(big, 1L)), Set.of(Colour.values()), List.of(), List.of()));
  }

  /** Half a character cannot be written as UTF-8; the front door lets none in. */
  private static boolean isText(String text) {
    return text.codePoints().noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
  }

  @Property(tries = 500)
  void what_is_written_is_read_again(@ForAll("values") All value) {
    assertThat(CODEC.decode(CODEC.encode(value))).isEqualTo(value);
  }

  @Property(tries = 300)
  void maps_and_sets_in_any_order_give_the_same_bytes(@ForAll("values") All value, @ForAll long seed) {
    var names = new ArrayList<>(value.map().keySet());
    Collections.shuffle(names, new Random(seed));
    var map = new LinkedHashMap<String, Inner>();
    names.forEach(name -> map.put(name, value.map().get(name)));
    var other = new All(value.big(), value.small(), value.flag(), value.real(), value.text(), value.colour(),
        value.inner(), value.shape(), value.list(), new LinkedHashSet<>(names), map, value.deep(), value.colours(), List.of(), List.of());
    assertThat(CODEC.encode(other)).isEqualTo(CODEC.encode(value));
    assertThat(CODEC.encode(CODEC.decode(CODEC.encode(value)))).isEqualTo(CODEC.encode(value));
  }

  @Property
  void any_whole_number_is_read_again(@ForAll long big, @ForAll int small) {
    var value = new All(big, small, false, 0, "", Colour.RED, new Inner("", -big), new Shape.Point(), List.of(),
        Set.of(), Map.of(), Map.of(), Set.of(), List.of(), List.of());
    assertThat(CODEC.decode(CODEC.encode(value))).isEqualTo(value);
  }

  @Example
  void rows_of_numbers_and_of_bytes_are_read_again() {
    var value = new All(0, 0, false, 0, "", Colour.RED, new Inner("", 0), new Shape.Point(), List.of(), Set.of(), Map.of(),
        Map.of(), Set.of(), List.of(new long[] {1, -2}, new long[0]), List.of(new byte[] {1, -2}, new byte[0]));
    All read = CODEC.decode(CODEC.encode(value));
    assertThat(read.longs()).hasSize(2).first().isEqualTo(new long[] {1, -2});
    assertThat(read.bytes()).hasSize(2).first().isEqualTo(new byte[] {1, -2});
    assertThat(CODEC.encode(read)).isEqualTo(CODEC.encode(value));
  }

  record Shown(Map<String, Object> values, Object one) {}

  @Example
  void what_is_shown_keeps_its_kinds_and_its_order() {
    var values = new LinkedHashMap<String, Object>();
    values.put("z", 1L);
    values.put("a", List.of("text", 2, 0.5, true, Map.of("deep", false)));
    Codec<Shown> codec = new Codecs(List.of(TypeTable.of("test").record(1, Shown.class, "1 values", "2 one"))).of(Shown.class);
    var read = codec.decode(codec.encode(new Shown(values, "one")));
    assertThat(read).isEqualTo(new Shown(values, "one"));
    assertThat(read.values().keySet()).containsExactly("z", "a");
  }
}
