package dev.caravan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
      List<Inner> list, Set<String> set, Map<String, Inner> map, Map<String, List<Long>> deep) {}

  private static final Codec<All> CODEC = Codec.of(All.class);

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
                Map.of(text, List.of(big, 1L))));
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
        value.inner(), value.shape(), value.list(), new LinkedHashSet<>(names), map, value.deep());
    assertThat(CODEC.encode(other)).isEqualTo(CODEC.encode(value));
    assertThat(CODEC.encode(CODEC.decode(CODEC.encode(value)))).isEqualTo(CODEC.encode(value));
  }

  @Property
  void any_whole_number_is_read_again(@ForAll long big, @ForAll int small) {
    var value = new All(big, small, false, 0, "", Colour.RED, new Inner("", -big), new Shape.Point(), List.of(),
        Set.of(), Map.of(), Map.of());
    assertThat(CODEC.decode(CODEC.encode(value))).isEqualTo(value);
  }

  record Old(String name, Held held, long last) {}

  record Held(long one) {}

  record New(String name, HeldMore held, long last, int count, boolean flag, double real, String text, Colour colour,
      Inner inner, List<String> list, Set<String> set, Map<String, String> map) {}

  record HeldMore(long one, String two) {}

  @Example
  void what_older_bytes_do_not_have_is_empty() {
    byte[] older = Codec.of(Old.class).encode(new Old("a", new Held(7), 9));
    assertThat(Codec.of(New.class).decode(older)).isEqualTo(new New("a", new HeldMore(7, ""), 9, 0, false, 0, "",
        Colour.RED, new Inner("", 0), List.of(), Set.of(), Map.of()));
  }

  @Example
  void bytes_with_more_parts_than_are_known_are_refused_not_misread() {
    byte[] newer = Codec.of(New.class).encode(new New("a", new HeldMore(7, "b"), 9, 0, false, 0, "", Colour.RED,
        new Inner("", 0), List.of(), Set.of(), Map.of()));
    assertThatThrownBy(() -> Codec.of(Old.class).decode(newer)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("newer program");
  }

  @Example
  void a_newer_version_is_refused_with_both_numbers() {
    byte[] bytes = Codec.of(Inner.class).encode(new Inner("a", 1));
    bytes[0]++;
    assertThatThrownBy(() -> Codec.of(Inner.class).decode(bytes)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("state of Inner was written by version 2, this program reads 1");
  }

  record Odd(Thread anything) {}

  record Shown(Map<String, Object> values, Object one) {}

  @Example
  void what_is_shown_keeps_its_kinds_and_its_order() {
    var values = new LinkedHashMap<String, Object>();
    values.put("z", 1L);
    values.put("a", List.of("text", 2, 0.5, true, Map.of("deep", false)));
    var read = Codec.of(Shown.class).decode(Codec.of(Shown.class).encode(new Shown(values, "one")));
    assertThat(read).isEqualTo(new Shown(values, "one"));
    assertThat(read.values().keySet()).containsExactly("z", "a");
  }

  @Example
  void what_has_no_codec_is_refused_by_name() {
    assertThatThrownBy(() -> Codec.of(Odd.class).encode(new Odd(new Thread()))).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no codec for class java.lang.Thread");
  }
}
