package dev.caravan.sandbox.market;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The planted stories, their acts in order of time, and what ordinary life must leave alone for their sake. */
final class Plan {
  private static final long AFTERMATH = 14 * 86_400L;

  final List<Story> stories = new ArrayList<>();
  private final List<Entry> acts = new ArrayList<>();
  private final Map<Integer, Story> byAccount = new HashMap<>();
  private final Map<Integer, Solution> byPerson = new HashMap<>();
  private final Set<Long> assets = new HashSet<>();

  void add(Story story, List<Act> told) {
    stories.add(story);
    acts.addAll(told);
    for (Person person : story.people()) {
      byPerson.put(person.index(), story.solution());
    }
    Account account = story.account();
    if (account == null) {
      return;
    }
    byAccount.put(account.guard(), story);
    for (Act act : told) {
      if (act.asset() != null) {
        assets.add((long) account.guard() << 32 | act.asset().id());
      }
    }
  }

  List<Entry> acts() {
    acts.sort(Comparator.comparingLong(Entry::at));
    return acts;
  }

  /**
   * A story of several people starts from silence: before it nobody of the account shows interest in the solution,
   * and until two weeks after it nobody else joins. Its assets stay untouched by colleagues for good.
   */
  boolean isQuiet(Account account, Asset asset, long at) {
    Story story = byAccount.get(account.guard());
    if (story == null) {
      return false;
    }
    if (assets.contains((long) account.guard() << 32 | asset.id())) {
      return true;
    }
    boolean touches = asset.solution() == null || asset.solution() == story.solution()
        || story.plant() == Plant.TWO_SOLUTIONS;
    return touches && at < story.until() + AFTERMATH && story.plant().people > 1;
  }

  /** Plays a part in a story. */
  boolean isReserved(Person person) {
    return byPerson.containsKey(person.index());
  }

  boolean isReserved(Person person, Asset asset) {
    return asset.solution() != null && asset.solution() == byPerson.get(person.index());
  }
}
