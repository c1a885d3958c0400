package dev.caravan.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Fact;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FactJsonProperties {

  @Property(tries = 500)
  void what_is_written_is_read_again(@ForAll("facts") Fact fact) throws FactJson.Unreadable {
    String line = FactJson.write(fact);
    assertThat(line).doesNotContain("\n");
    assertThat(FactJson.read(line)).isEqualTo(fact);
    assertThat(FactJson.write(FactJson.read(line))).isEqualTo(line);
  }

  @Property(tries = 500)
  void no_bytes_make_the_reader_fail_otherwise_than_by_saying_why(@ForAll byte[] bytes) {
    try {
      FactJson.read(bytes);
    } catch (FactJson.Unreadable reason) {
      assertThat(reason).hasMessageMatching("(?s).+");
    }
  }

  @Provide
  Arbitrary<Fact> facts() {
    Arbitrary<String> text = Arbitraries.strings().withCharRange(' ', '\ud7ff').ofMaxLength(12);
    Arbitrary<String> key = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8).map(name -> "x_" + name);
    Arbitrary<Long> time = Arbitraries.longs().between(-60_000_000_000_000L, 60_000_000_000_000L);
    Arbitrary<Fact.Head> heads = Combinators.combine(text, text, time, time).as((id, subject, at, known) ->
        new Fact.Head("source", "#" + id, "@" + subject, at, known, ""));
    Arbitrary<Map<String, String>> values = Arbitraries.maps(Arbitraries.oneOf(key,
        Arbitraries.of("employees", "customer", "consent.email", "consent", "bounced", "a.b.c", "zip")),
        Arbitraries.oneOf(text, Arbitraries.of("true", "false", "0", "12", "007", "1e5", "-1"))).ofMaxSize(6);
    Arbitrary<Map<String, String>> words = Arbitraries.maps(key, text).ofMaxSize(3);
    return Arbitraries.oneOf(
        Combinators.combine(heads, words, values).as((head, ids, rest) -> new Fact.Person(head, ids, rest)),
        Combinators.combine(heads, values).as((head, rest) -> new Fact.Account(head, rest)),
        Combinators.combine(heads, Arbitraries.of(Fact.ActivityKind.class), text, text, words, values)
            .as((head, kind, contact, asset, fields, rest) -> new Fact.Activity(head, kind, contact,
                new Fact.Asset("", "", asset), "", fields, rest)));
  }
}
