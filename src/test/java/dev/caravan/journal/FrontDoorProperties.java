package dev.caravan.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FrontDoorProperties {

  @Property(tries = 300)
  void in_canonical_order_any_order_of_arrival_and_any_batches_name_the_same_people(
      @ForAll("histories") List<Fact> facts, @ForAll long seed) {
    List<Fact> arrived = new ArrayList<>(facts);
    var random = new Random(seed);
    Collections.shuffle(arrived, random);
    arrived.sort(FrontDoor.CANONICAL);
    List<Fact> atOnce = new FrontDoor().admit(sorted(facts));
    var door = new FrontDoor();
    List<Fact> inBatches = new ArrayList<>();
    for (int from = 0; from < arrived.size();) {
      int to = Math.min(arrived.size(), from + 1 + random.nextInt(5));
      inBatches.addAll(door.admit(arrived.subList(from, to)));
      from = to;
    }
    assertThat(inBatches).isEqualTo(atOnce);
  }

  /** Who follows merges as they come ends with every fact under exactly one person, the one its ids lead to. */
  @Property(tries = 300)
  void every_fact_ends_with_one_living_person(@ForAll("histories") List<Fact> facts) {
    Map<String, Set<String>> factsOf = new HashMap<>();
    Set<String> dead = new HashSet<>();
    for (Fact fact : new FrontDoor().admit(sorted(facts))) {
      String person = fact.head().person();
      assertThat(dead).doesNotContain(person);
      if (fact instanceof Fact.Merge merge) {
        factsOf.remove(merge.loser());
        dead.add(merge.loser());
      } else {
        factsOf.computeIfAbsent(person, p -> new HashSet<>()).add(fact.head().id());
      }
    }
    assertThat(factsOf.values().stream().mapToInt(Set::size).sum()).isEqualTo(facts.size());
  }

  /** An address as it always was is found at once, one written otherwise only by its keys: both lead to the same person. */
  @Property(tries = 300)
  void an_address_written_otherwise_names_the_same_people(@ForAll("histories") List<Fact> facts) {
    var door = new FrontDoor();
    var other = new FrontDoor();
    List<Fact> loud = facts.stream().map(fact -> {
      Fact.Head head = fact.head();
      return fact.with(new Fact.Head(head.source(), head.id(), head.subject().contains("@")
          ? " " + head.subject().toUpperCase(Locale.ROOT) : head.subject(), head.time(), head.recorded(), ""));
    }).toList();
    assertThat(door.admit(sorted(facts)).stream().map(Facts::told).toList())
        .isEqualTo(other.admit(sorted(loud)).stream().map(Facts::told).toList());
    assertThat(door.ambiguous()).isEqualTo(other.ambiguous());
  }

  private static List<Fact> sorted(List<Fact> facts) {
    return facts.stream().sorted(FrontDoor.CANONICAL).toList();
  }

  @Provide
  Arbitrary<List<Fact>> histories() {
    Arbitrary<String> emails = Arbitraries.of("", "a@x.example", "b@x.example", "c@x.example");
    Arbitrary<Integer> small = Arbitraries.integers().between(1, 4);
    Arbitrary<Fact> one = Combinators.combine(Arbitraries.integers().between(0, 4), emails, small, small,
        Arbitraries.integers().between(0, 6)).as((kind, email, id, visitor, minute) -> {
          String time = Times.text(1_772_000_000_000L + minute * 60_000L);
          return switch (kind) {
            case 0 -> Facts.contact("" + id, email, time);
            case 1 -> Facts.crm("00Q" + id, email, time);
            case 2 -> Facts.crm("003" + id, email, time);
            case 3 -> Facts.crm("00Q" + id, email, time, "converted_to", "003" + visitor);
            default -> Facts.view("x", email, id == 4 ? "" : "" + id, "" + visitor, time);
          };
        });
    return one.list().ofMinSize(2).ofMaxSize(25).map(facts -> {
      List<Fact> numbered = new ArrayList<>();
      for (Fact fact : facts) {
        Fact.Head head = fact.head();
        numbered.add(fact.with(new Fact.Head(head.source(), head.id() + "#" + numbered.size(), head.subject(),
            head.time(), head.recorded(), "")));
      }
      return numbered;
    });
  }
}
