package dev.caravan.bench;

import dev.caravan.codec.Codec;
import dev.caravan.codec.Codecs;
import dev.caravan.config.Configuration;
import dev.caravan.group.Entry;
import dev.caravan.group.GroupRules;
import dev.caravan.group.GroupState;
import dev.caravan.model.Times;
import dev.caravan.pipeline.PipelineTypes;
import dev.caravan.score.Engagement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** How fast a group takes an activity in, and how much it keeps, however long its history. */
final class GroupSpeed {
  private static final long START = Times.parse("2025-01-06T09:00:00Z");
  private static final int ASSETS = 12;

  /** Activities a second, and bytes a group keeps as it is stored. */
  record Result(int activities, int accounts, double perSecond, long bytesEach, long bytesMost) {}

  /** What one more activity costs an account with so many behind it. */
  record History(int activities, double microseconds, long bytes) {}

  private final GroupRules rules;
  private final Codec<GroupState> heads;
  private final Codec<Entry> entries;

  GroupSpeed(Configuration config) {
    var codecs = new Codecs(PipelineTypes.tables());
    heads = codecs.of(GroupState.class);
    entries = codecs.of(Entry.class);
    rules = config.file("groups").read(GroupRules::from);
  }

  /** What is kept of one account and solution. */
  private static final class Kept {
    GroupState state = GroupState.fresh("001", "customer-care");
    final Map<String, Entry> entries = new HashMap<>();
  }

  private void take(Kept kept, Engagement act) {
    String member = "p:" + act.who().person();
    String asset = "a:" + act.asset();
    @Nullable Entry links = rules.mayTellSharing(act) ? kept.entries.get("l:") : null;
    GroupRules.Seen seen = rules.see(kept.state, kept.entries.get(member), act.taken() ? kept.entries.get(asset) : null, links,
        act, act.time());
    kept.state = seen.state();
    kept.entries.put(member, seen.member());
    if (seen.asset() != null) {
      kept.entries.put(asset, seen.asset());
    }
    if (seen.links() != null) {
      kept.entries.put("l:", seen.links());
    }
  }

  private long bytes(Kept kept) {
    long bytes = heads.encode(kept.state).length;
    for (Map.Entry<String, Entry> entry : kept.entries.entrySet()) {
      bytes += entry.getKey().length() + entries.encode(entry.getValue()).length;
    }
    return bytes;
  }

  /** So many activities of so many accounts over a year, in the order of time; the second of two rounds counts. */
  Result run(int activities, int accounts) {
    Result result = null;
    for (int round = 0; round < 2; round++) {
      var chance = new SplittableRandom(7);
      var kept = new Kept[accounts];
      for (int i = 0; i < accounts; i++) {
        kept[i] = new Kept();
      }
      long span = 365 * Times.DAY;
      long spent = 0;
      var acts = new ArrayList<Engagement>();
      var whose = new int[10_000];
      for (int from = 0; from < activities; from += whose.length) {
        acts.clear();
        int count = Math.min(whose.length, activities - from);
        for (int i = 0; i < count; i++) {
          whose[i] = chance.nextInt(accounts);
          acts.add(act(chance, whose[i], 8, START + span / activities * (from + i)));
        }
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
          take(kept[whose[i]], acts.get(i));
        }
        spent += System.nanoTime() - start;
      }
      long all = 0;
      long most = 0;
      for (Kept each : kept) {
        long bytes = bytes(each);
        all += bytes;
        most = Math.max(most, bytes);
      }
      result = new Result(activities, accounts, activities / (spent / 1e9), all / accounts, most);
    }
    return java.util.Objects.requireNonNull(result);
  }

  /** One account of 40 people with a history, and what a thousand more activities cost it each. */
  List<History> histories() {
    var results = new ArrayList<History>();
    for (int activities : new int[] {1_000, 10, 1_000, 100_000}) {
      var chance = new SplittableRandom(11);
      long step = 365 * Times.DAY / Math.max(1_000, activities);
      double best = Double.MAX_VALUE;
      long bytes = 0;
      for (int round = 0; round < 5; round++) {
        var kept = new Kept();
        for (int i = 0; i < activities; i++) {
          take(kept, act(chance, 1, 40, START + i * step));
        }
        int more = 1_000;
        var acts = new ArrayList<Engagement>();
        for (int i = 0; i < more; i++) {
          // A thousand more activities at the same pace, each on a group with the same history behind it.
          acts.add(act(chance, 1, 40, START + (activities + i) * step));
        }
        bytes = bytes(kept);
        long start = System.nanoTime();
        for (Engagement act : acts) {
          take(kept, act);
        }
        best = Math.min(best, (System.nanoTime() - start) / 1e3 / more);
      }
      results.add(new History(activities, best, bytes));
    }
    return results.subList(1, results.size()); // the first warmed up
  }

  private static Engagement act(SplittableRandom chance, int account, int people, long time) {
    String person = account + "-" + chance.nextInt(people);
    boolean taken = chance.nextInt(4) == 0;
    int step = 1 + chance.nextInt(3);
    var who = new Engagement.Who(person, person + "@a" + account + ".example", person, "influencer", "Manager", "it", false, false);
    return new Engagement(who, "FormSubmit-1", time, "Form " + chance.nextInt(ASSETS), "white paper",
        "Customer care | White paper | Shorter queues", taken,
        step == 1 ? "exploring" : "evaluating", step, false, chance.nextInt(20) == 0 ? "https://a.example/p?elq=" + chance.nextInt(1000) : "", "");
  }
}
