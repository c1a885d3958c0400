package dev.caravan.group;

import dev.caravan.config.ConfigNode;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Who took an asset together, and who may have passed it on. Likely: somebody came by another's own link, or by the mail
 * another had got. Possible: the same asset shortly after. Never more than that.
 *
 * @param people how many make a meeting; {@link Integer#MAX_VALUE} if none is looked for
 * @param within its window, ms
 * @param parameters of an address that make it one person's own link, in lower case
 */
record Sharing(int people, long within, List<String> parameters) {
  /** Uses of links that are kept: so many, so long. */
  static final int LINKS = 64;
  static final long LINKS_FOR = 30 * Times.DAY;
  /** Takings of one asset kept beside those of the last meeting. */
  private static final int TAKINGS = 256;

  static Sharing from(ConfigNode file, Patterns patterns) {
    List<String> parameters = file.find("own_links").map(ConfigNode::texts).orElse(List.of());
    return patterns.sameAsset().map(pattern -> new Sharing(pattern.people(), pattern.within(), parameters))
        .orElse(new Sharing(Integer.MAX_VALUE, 0, parameters));
  }

  /**
   * What makes a link or mail somebody's own: the first personal parameter of the address, else the e-mail's recipient;
   * {@code ""} for nothing.
   */
  String token(String link, String recipient) {
    int query = link.indexOf('?');
    for (int at = query; at >= 0 && at + 1 < link.length(); at = link.indexOf('&', at + 1)) {
      int equals = link.indexOf('=', at);
      int end = link.indexOf('&', at + 1);
      end = end < 0 ? link.length() : end;
      for (int i = 0; equals > 0 && equals + 1 < end && i < parameters.size(); i++) {
        String name = parameters.get(i);
        if (name.length() == equals - at - 1 && link.regionMatches(true, at + 1, name, 0, name.length())) {
          return "link " + name + link.substring(equals, end);
        }
      }
    }
    return recipient.isEmpty() ? "" : "mail " + recipient;
  }

  /** A link's uses with one more; those too old go. */
  static Entry.Uses used(Entry.Uses uses, String token, String person, long time) {
    for (int i = 0; i < uses.times().length; i++) {
      if (uses.links().get(i).equals(token) && uses.people().get(i).equals(person)) {
        if (uses.times()[i] <= time) {
          return uses; // the first use is what counts
        }
        int known = i;
        return used(only(uses, n -> n != known), token, person, time);
      }
    }
    Entry.Uses more = inserted(uses, time, person, token);
    long newest = more.times()[more.times().length - 1];
    int from = Math.max(0, more.times().length - LINKS);
    return only(more, n -> n >= from && more.times()[n] > newest - LINKS_FOR);
  }

  /** Who came by whose link, of those who used one: the first to use it is taken to be its owner. */
  static Map<String, Entry.Shared> likely(Entry.Uses uses, String token) {
    var shared = new LinkedHashMap<String, Entry.Shared>();
    int first = -1;
    for (int i = 0; i < uses.times().length; i++) {
      if (uses.links().get(i).equals(token)) {
        if (first < 0) {
          first = i;
        } else if (!uses.people().get(i).equals(uses.people().get(first))) {
          shared.put(uses.people().get(i), new Entry.Shared(uses.people().get(first), uses.times()[i] - uses.times()[first],
              token.startsWith("mail ") ? "came by the same e-mail" : "came by the same link"));
        }
      }
    }
    return shared;
  }

  /**
   * An asset's takers with one more; who took it too long before the newest to matter is dropped, but for those of the
   * last meeting: history stays with the group.
   */
  Entry.Uses taken(Entry.Uses asset, String person, long time) {
    Entry.Uses all = inserted(asset, time, person, null);
    // Of somebody taking it over and over, with nobody between, the first and the last time say all.
    int count = all.times().length;
    List<String> by = all.people();
    Entry.Uses few = only(all, i -> i == 0 || i == count - 1 || !by.get(i).equals(by.get(i - 1)) || !by.get(i).equals(by.get(i + 1)));
    long meeting = meetingAt(few);
    long newest = few.times()[few.times().length - 1];
    int from = Math.max(0, few.times().length - TAKINGS);
    return only(few, i -> i >= from && few.times()[i] >= newest - 2 * within
        || few.times()[i] >= meeting && few.times()[i] <= meeting + within);
  }

  private static Entry.Uses inserted(Entry.Uses uses, long time, String person, @org.jspecify.annotations.Nullable String link) {
    int length = uses.times().length;
    int at = length;
    while (at > 0 && uses.times()[at - 1] > time) {
      at--;
    }
    long[] times = new long[length + 1];
    System.arraycopy(uses.times(), 0, times, 0, at);
    System.arraycopy(uses.times(), at, times, at + 1, length - at);
    times[at] = time;
    var people = new ArrayList<String>(length + 1);
    people.addAll(uses.people());
    people.add(at, person);
    var links = new ArrayList<String>(uses.links());
    if (link != null) {
      links.add(at, link);
    }
    return new Entry.Uses(times, people, links);
  }

  private static Entry.Uses only(Entry.Uses uses, IntPredicate which) {
    int[] kept = IntStream.range(0, uses.times().length).filter(which).toArray();
    if (kept.length == uses.times().length) {
      return uses;
    }
    long[] times = new long[kept.length];
    var people = new ArrayList<String>(kept.length);
    var links = new ArrayList<String>();
    for (int i = 0; i < kept.length; i++) {
      times[i] = uses.times()[kept[i]];
      people.add(uses.people().get(kept[i]));
      if (!uses.links().isEmpty()) {
        links.add(uses.links().get(kept[i]));
      }
    }
    return new Entry.Uses(times, people, links);
  }

  /** Uses without one person's. */
  static Entry.Uses without(Entry.Uses uses, String person) {
    return only(uses, i -> !uses.people().get(i).equals(person));
  }

  /** When the last meeting over an asset began; {@link Long#MAX_VALUE} if there was none. */
  long meetingAt(Entry.Uses asset) {
    int count = asset.times().length;
    long began = Long.MAX_VALUE;
    if (count < people) {
      return began;
    }
    var there = new HashMap<String, Integer>();
    int end = 0;
    for (int start = 0; start < count; start++) {
      while (end < count && asset.times()[end] <= asset.times()[start] + within) {
        there.merge(asset.people().get(end++), 1, Integer::sum);
      }
      boolean same = began != Long.MAX_VALUE && asset.times()[start] <= began + within;
      began = !same && there.size() >= people ? asset.times()[start] : began;
      there.computeIfPresent(asset.people().get(start), (person, n) -> n == 1 ? null : n - 1);
    }
    return began;
  }

  /** Whether the last meeting over an asset began after a moment. */
  boolean hasMet(Entry.Uses asset, long after) {
    long began = meetingAt(asset);
    return began != Long.MAX_VALUE && began > after;
  }

  /** People who took an asset within a window that begins with {@code start}, in order. */
  Set<String> from(Entry.Uses asset, long start) {
    var takers = new LinkedHashSet<String>();
    for (int i = 0; i < asset.times().length; i++) {
      if (asset.times()[i] >= start && asset.times()[i] <= start + within) {
        takers.add(asset.people().get(i));
      }
    }
    return takers;
  }

  /** When a person first took an asset from {@code start} on. */
  static long timeOf(Entry.Uses asset, String person, long start) {
    for (int i = 0; i < asset.times().length; i++) {
      if (asset.times()[i] >= start && asset.people().get(i).equals(person)) {
        return asset.times()[i];
      }
    }
    return start;
  }

  /** The most people who took an asset within one window that holds {@code time}. */
  int takersAround(Entry.Uses asset, long time) {
    int most = 0;
    var there = new HashMap<String, Integer>();
    int end = 0;
    for (int start = 0; start < asset.times().length && asset.times()[start] <= time; start++) {
      if (asset.times()[start] < time - within) {
        end = Math.max(end, start + 1);
        continue;
      }
      while (end < asset.times().length && asset.times()[end] <= asset.times()[start] + within) {
        there.merge(asset.people().get(end++), 1, Integer::sum);
      }
      most = Math.max(most, there.size());
      there.computeIfPresent(asset.people().get(start), (person, n) -> n == 1 ? null : n - 1);
    }
    return most;
  }
}
