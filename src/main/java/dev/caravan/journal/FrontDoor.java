package dev.caravan.journal;

import dev.caravan.model.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells who a fact is about. Facts go in once, in canonical order; the same facts give the same people, whatever order
 * they arrived in and however they are cut into batches.
 *
 * <p>A person is known by verified ids of records, then by e-mail, then by browser. The first of these ever seen
 * becomes the stable id: the e-mail if the first fact had one. Two people become one only on verified identity: a
 * browser whose visitor gives a name, a record whose e-mail is another person's, a lead converted to a contact. The one
 * with an e-mail goes on, else the one known by a record, else the older; the other one's earlier facts follow again
 * under its id. A record that was merged into another one in its own system makes their people one, whatever else is known
 * of them; the id of a record that was deleted, merged away or converted is theirs, but tells nobody apart any more.
 * Two people who each have a contact in the same system stay two: such a fact goes to the record's
 * person, the e-mail stays where it was, and {@link #ambiguous} counts it.
 */
public final class FrontDoor {
  /** The order of knowing: recorded, source, id. */
  public static final Comparator<Fact> CANONICAL = (one, other) -> {
    Fact.Head a = one.head();
    Fact.Head b = other.head();
    int order = Long.compare(a.recorded(), b.recorded());
    if (order == 0) {
      order = byBytes(a.source(), b.source());
    }
    return order == 0 ? byBytes(a.id(), b.id()) : order;
  };

  /** Source of the facts the house itself adds. */
  public static final String SOURCE = "caravan";

  /**
   * What a door has found out since it was opened, for whoever remembers it.
   *
   * @param people new ones, with their place in the order in which people became known
   * @param aliases new keys and keys that moved, by key the person they stand for
   * @param gone keys whose records are there no more, true, or again, false
   * @param losers people who turned out to be somebody else, in that order
   * @param facts by person the facts that are theirs now and were not before, as they came; a merge's winner has all of
   *     the loser's among them
   */
  public record Learned(Map<String, Long> people, Map<String, String> aliases, Map<String, Boolean> gone, List<String> losers,
      Map<String, List<Fact>> facts) {}

  /** Where a merge stands: right before the fact that showed it. */
  record Merged(String loser, String winner, Fact.Head before, int nth) {}

  private final Aliases aliases;
  private final Function<String, List<Fact>> earlier;
  private final Map<String, Someone> byKey = new HashMap<>();
  private final Map<String, Someone> loaded = new HashMap<>();
  private final Set<String> asked = new HashSet<>();
  private long seq;
  private long ambiguous;

  private final Map<String, Long> newPeople = new LinkedHashMap<>();
  private final Map<String, String> newAliases = new LinkedHashMap<>();
  private final Set<String> gone = new HashSet<>();
  private final Map<String, Boolean> goneChanges = new LinkedHashMap<>();
  private final Map<String, Set<String>> moved = new HashMap<>();
  private final List<Merged> merges = new ArrayList<>();

  /** A door that knows nobody yet and keeps everything in memory, for a replay. */
  public FrontDoor() {
    this(Aliases.NONE, loser -> List.of());
  }

  /**
   * A door over people known before.
   *
   * @param earlier the facts of a person from before this door opened, with their own recorded times
   */
  public FrontDoor(Aliases aliases, Function<String, List<Fact>> earlier) {
    this.aliases = aliases;
    this.earlier = earlier;
    this.seq = aliases.lastSeq();
  }

  /** Facts that named two people who must not become one. */
  public long ambiguous() {
    return ambiguous;
  }

  /** Stamps facts given in {@link #CANONICAL} order; merges and what follows from them stand where they were found. */
  public List<Fact> admit(List<Fact> canonical) {
    if (aliases != Aliases.NONE) {
      load(needed(canonical));
    }
    List<Fact> admitted = new ArrayList<>(canonical.size() + canonical.size() / 16);
    for (Fact fact : canonical) {
      admitted.add(admit(fact, admitted));
    }
    return admitted;
  }

  private static Set<String> needed(List<Fact> facts) {
    Set<String> needed = new LinkedHashSet<>();
    for (Fact fact : facts) {
      needed.addAll(IdentityKeys.of(fact).all());
      if (fact instanceof Fact.Opportunity opportunity) {
        opportunity.contacts().forEach(role -> needed.add(IdentityKeys.key(role.person(), fact.head().source())));
      }
    }
    return needed;
  }

  private void load(Collection<String> keys) {
    List<String> unknown = keys.stream().filter(key -> !byKey.containsKey(key) && asked.add(key)).toList();
    aliases.find(unknown).values().forEach(known -> {
      if (!loaded.containsKey(known.id())) {
        var someone = new Someone(known.id(), known.seq());
        loaded.put(known.id(), someone);
        known.keys().forEach(key -> {
          someone.keys.add(key);
          byKey.put(key, someone);
        });
        gone.addAll(known.gone());
      }
    });
  }

  private Fact admit(Fact fact, List<Fact> before) {
    if (fact instanceof Fact.Opportunity opportunity) {
      return resolved(opportunity);
    }
    if (fact instanceof Fact.Activity activity) {
      Someone usual = byKey.get(activity.head().subject());
      if (usual != null && usual.isNamedAsUsual(activity)) {
        return usual.stamped(activity);
      }
    }
    IdentityKeys keys = IdentityKeys.of(fact);
    if (keys.isEmpty() || isNobodys(fact, keys)) {
      return fact;
    }
    if (fact instanceof Fact.Person record) {
      heard(record);
    }
    Someone someone = known(fact, keys, before);
    boolean theirs = attach(someone, keys);
    if (theirs && fact instanceof Fact.Activity activity) {
      someone.named(activity);
    }
    return someone.stamped(fact);
  }

  /** Whether a fact is about a deleted record that was nobody's while it was there. */
  private boolean isNobodys(Fact fact, IdentityKeys keys) {
    return fact instanceof Fact.Person record && record.isDeleted() && keys.records().stream().noneMatch(byKey::containsKey);
  }

  /** What a record says of itself: that it is there, or no more. */
  private void heard(Fact.Person record) {
    String id = record.ids().getOrDefault(record.head().source(), "");
    String key = id.isEmpty() ? "" : IdentityKeys.key(id, record.head().source());
    boolean lost = record.isDeleted() || !record.value(IdentityKeys.CONVERTED).isEmpty();
    if (!key.isEmpty() && (lost ? gone.add(key) : gone.remove(key))) {
      goneChanges.put(key, lost);
      Someone someone = byKey.get(key);
      if (someone != null) {
        moved(key, someone.id);
      }
    }
  }

  /** Notes that a person's records in a system are others than before. */
  private void moved(String key, String person) {
    String of = IdentityKeys.system(key);
    if (!of.isEmpty() && !newPeople.containsKey(person)) {
      moved.computeIfAbsent(of, system -> new LinkedHashSet<>()).add(person);
    }
  }

  /** The person a fact is about, after the merges it shows. */
  private Someone known(Fact fact, IdentityKeys keys, List<Fact> before) {
    boolean clear = true;
    Someone someone = null;
    for (String key : keys.records()) {
      Someone other = byKey.get(key);
      if (other != null && other != someone) {
        Someone merged = someone == null ? other : merge(someone, other, fact, before);
        clear &= merged != null;
        someone = merged == null ? someone : merged;
      }
    }
    Someone mailed = keys.email().isEmpty() ? null : byKey.get(keys.email());
    if (mailed != null && mailed != someone) {
      Someone merged = someone == null ? mailed : merge(someone, mailed, fact, before);
      clear &= merged != null;
      someone = merged == null ? someone : merged;
    }
    boolean named = !keys.records().isEmpty() || !keys.email().isEmpty();
    if (someone == null && named) {
      someone = enter(keys.email().isEmpty() ? keys.records().get(0) : keys.email());
    }
    Someone browsing = keys.visitor().isEmpty() ? null : byKey.get(keys.visitor());
    if (someone == null) {
      return browsing == null ? enter(keys.visitor()) : browsing;
    }
    if (browsing != null && browsing != someone) {
      // A browser that belongs to somebody with a name is a shared one: it says nothing about who sits there now.
      Someone merged = browsing.anonymous() ? merge(someone, browsing, fact, before) : null;
      clear &= merged != null;
      someone = merged == null ? someone : merged;
    }
    ambiguous += clear ? 0 : 1;
    return someone;
  }

  private Someone enter(String key) {
    var someone = new Someone(key, ++seq);
    newPeople.put(key, someone.seq);
    attach(someone, key);
    return someone;
  }

  /** Gives a person the keys nobody has; true if now all of them are theirs. */
  private boolean attach(Someone someone, IdentityKeys keys) {
    boolean theirs = true;
    for (String key : keys.all()) {
      theirs &= attach(someone, key);
    }
    return theirs;
  }

  private boolean attach(Someone someone, String key) {
    Someone other = byKey.putIfAbsent(key, someone);
    if (other == null) {
      someone.keys.add(key);
      newAliases.put(key, someone.id);
      moved(key, someone.id);
    }
    return other == null || other == someone;
  }

  private @Nullable Someone merge(Someone a, Someone b, Fact shown, List<Fact> before) {
    if (!isMergedInTheirSystem(shown) && a.keys.stream().map(this::decisive).filter(system -> !system.isEmpty())
        .anyMatch(system -> b.keys.stream().anyMatch(key -> decisive(key).equals(system)))) {
      return null;
    }
    boolean first = a.rank() != b.rank() ? a.rank() < b.rank() : a.seq < b.seq;
    Someone winner = first ? a : b;
    Someone loser = first ? b : a;
    long tick = shown.head().recorded();
    int nth = merges.isEmpty() || !same(merges.get(merges.size() - 1).before(), shown.head())
        ? 0 : merges.get(merges.size() - 1).nth() + 1;
    merges.add(new Merged(loser.id, winner.id, shown.head(), nth));
    for (String key : loser.keys) {
      winner.keys.add(key);
      byKey.put(key, winner);
      newAliases.put(key, winner.id);
      moved(key, winner.id);
      moved(key, loser.id);
    }
    List<Fact> theirs = new ArrayList<>(earlier.apply(loser.id));
    theirs.addAll(loser.facts);
    theirs.sort(CANONICAL);
    before.addAll(follow(mergeFact(loser.id, winner.id, tick), theirs));
    theirs.addAll(winner.facts);
    winner.facts = theirs;
    loser.facts = List.of();
    return winner;
  }

  private static boolean isMergedInTheirSystem(Fact shown) {
    return shown instanceof Fact.Person record && record.isDeleted() && !record.value(Fact.Person.MERGED_INTO).isEmpty();
  }

  private String decisive(String key) {
    return gone.contains(key) ? "" : IdentityKeys.decisiveSystem(key);
  }

  private static boolean same(Fact.Head a, Fact.Head b) {
    return a.source().equals(b.source()) && a.id().equals(b.id());
  }

  static Fact.Merge mergeFact(String loser, String winner, long tick) {
    return new Fact.Merge(new Fact.Head(SOURCE, "merge-" + loser, winner, tick, tick, winner), loser);
  }

  /** A merge and the loser's facts, known anew under the winner. */
  static List<Fact> follow(Fact.Merge merge, List<Fact> earlierFacts) {
    List<Fact> facts = new ArrayList<>(earlierFacts.size() + 1);
    facts.add(merge);
    for (Fact fact : earlierFacts) {
      facts.add(fact.with(fact.head().follows(merge.head().person(), merge.head().recorded())));
    }
    return facts;
  }

  private Fact resolved(Fact.Opportunity opportunity) {
    List<Fact.ContactRole> contacts = opportunity.contacts().stream().map(role -> {
      String key = IdentityKeys.key(role.person(), opportunity.head().source());
      Someone someone = byKey.get(key);
      return new Fact.ContactRole(someone == null ? key : someone.id, role.role());
    }).toList();
    return new Fact.Opportunity(opportunity.head(), opportunity.account(), opportunity.solution(), opportunity.kind(),
        opportunity.stage(), opportunity.won(), opportunity.closedAt(), opportunity.amountMinor(),
        opportunity.currency(), opportunity.owner(), contacts);
  }

  /** What was found out so far. */
  public Learned learned() {
    var facts = new HashMap<String, List<Fact>>();
    byKey.values().forEach(someone -> {
      if (!someone.facts.isEmpty()) {
        facts.put(someone.id, someone.facts);
      }
    });
    return new Learned(newPeople, newAliases, goneChanges, merges.stream().map(Merged::loser).toList(), facts);
  }

  Map<String, Long> newPeople() {
    return newPeople;
  }

  Map<String, String> newAliases() {
    return newAliases;
  }

  List<Merged> merges() {
    return merges;
  }

  Map<String, Boolean> gone() {
    return goneChanges;
  }

  Map<String, Set<String>> moved() {
    return moved;
  }

  /** As both databases compare: by UTF-8 bytes, which differs from Java's order beyond the basic plane. */
  private static int byBytes(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean high = Character.isSurrogate(x);
        return high != Character.isSurrogate(y) ? high ? 1 : -1 : Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
