package dev.caravan.journal;

import dev.caravan.model.Fact;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an admission found out about people, until it is settled. */
final class Stamps {
  /** A kept fact and its person. */
  record Stamp(String source, String id, String person) {}

  final List<Stamp> stamps;
  final Map<String, Long> people;
  final Map<String, String> aliases;
  final List<FrontDoor.Merged> merges;
  final Map<String, Boolean> gone;
  final Map<String, Set<String>> moved;

  Stamps(FrontDoor door, List<Stamp> stamps) {
    this(stamps, door.newPeople(), door.newAliases(), door.merges(), door.gone(), door.moved());
  }

  private Stamps(List<Stamp> stamps, Map<String, Long> people, Map<String, String> aliases, List<FrontDoor.Merged> merges,
      Map<String, Boolean> gone, Map<String, Set<String>> moved) {
    this.stamps = List.copyOf(stamps);
    this.people = people;
    this.aliases = aliases;
    this.merges = List.copyOf(merges);
    this.gone = gone;
    this.moved = moved;
  }

  /** The same where people are found to be one right before another fact. */
  Stamps mergingBefore(Fact.Head fact) {
    var there = new java.util.ArrayList<FrontDoor.Merged>();
    merges.forEach(merged -> there.add(new FrontDoor.Merged(merged.loser(), merged.winner(), fact, there.size())));
    return new Stamps(stamps, people, aliases, there, gone, moved);
  }

  /** The stamps of facts that stand in the journal: not of merges, not of facts that follow again. */
  static List<Stamp> of(List<Fact> kept, List<Fact> admitted) {
    var found = new java.util.ArrayList<Stamp>(kept.size());
    int next = 0;
    for (Fact fact : kept) {
      Fact.Head head = fact.head();
      while (!isSelf(head, admitted.get(next).head())) {
        next++;
      }
      String person = admitted.get(next++).head().person();
      if (!person.isEmpty()) {
        found.add(new Stamp(head.source(), head.id(), person));
      }
    }
    return found;
  }

  private static boolean isSelf(Fact.Head kept, Fact.Head admitted) {
    return kept.id().equals(admitted.id()) && kept.source().equals(admitted.source());
  }
}
