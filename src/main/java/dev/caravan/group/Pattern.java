package dev.caravan.group;

import dev.caravan.config.ConfigNode;
import dev.caravan.model.Times;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of interest, by {@code config/groups.yaml}. Everything it asks must hold within one window.
 *
 * @param people how many different people
 * @param within the window, ms
 * @param sameAsset whether they all took the same asset
 * @param evaluating how many of them are past exploring
 * @param steps how many different steps of the path different people have reached
 * @param newDepartment whether one of them is of a department nobody was known of before
 * @param silence how long nobody was there before, ms; 0 for whatever
 * @param visits how many visits, a person on a day each
 * @param onDays on how many different days
 * @param lately how many of the visits lie within the time somebody stays engaged
 * @param onceIn how rare it is against the account's own usual, without the busiest; 0 for whatever
 * @param level the level it gives; null for a sign that is only told
 * @param alarms whether an active group is alerted and handed over while it holds
 */
record Pattern(String name, String says, int people, long within, boolean sameAsset, int evaluating, int steps,
    boolean newDepartment, long silence, int visits, int onDays, int lately, int onceIn, @Nullable Level level,
    boolean alarms, String place) {
  static final List<String> LEVELS = List.of("emerging", "active", "hot");

  static Pattern from(ConfigNode node) {
    var pattern = new Pattern(node.get("name").text(), node.get("says").text(), node.get("people").integer(2, Crowd.MOST),
        node.get("within").duration(), node.find("same").map(value -> value.oneOf(List.of("asset"))).isPresent(),
        number(node, "evaluating", 0, Crowd.MOST), number(node, "steps", 2, 20),
        node.find("joins").map(value -> value.oneOf(List.of("department"))).isPresent(),
        node.find("after_silence").map(ConfigNode::duration).orElse(0L), number(node, "visits", 1, 10_000),
        number(node, "on_days", 1, Days.KEPT), number(node, "lately", 1, 10_000), number(node, "once_in", 2, (int) Usual.RAREST),
        node.find("level").map(value -> Level.valueOf(value.oneOf(LEVELS).toUpperCase(Locale.ROOT))).orElse(null),
        node.find("alarms").map(ConfigNode::bool).orElse(false), node.origin().file() + ":" + node.origin().line());
    pattern.check(node);
    return pattern;
  }

  private static int number(ConfigNode node, String key, int least, int most) {
    return node.find(key).map(value -> value.integer(least, most)).orElse(0);
  }

  private void check(ConfigNode node) {
    if (within < Times.MINUTE || within > 120 * Times.DAY) {
      node.get("within").report("out-of-range", "is " + (within < Times.MINUTE ? "too short" : "too long") + "; expected 1 minute to 120 days, which is how"
          + " far back a group remembers who was there when");
    }
    if (sameAsset && level == null) {
      node.report("level-missing", "pattern \"" + name + "\" looks at one asset but gives no level; expected `level: hot`"
          + " or another level, for it is what makes a group coordinated");
    }
    if (sameAsset && (evaluating + steps + visits + onDays + lately + onceIn > 0 || newDepartment || silence > 0)) {
      node.get("same").report("not-together", "pattern \"" + name + "\" looks at one asset and asks for more; expected"
          + " `people`, `within` and `level` only beside `same`");
    }
    if (silence > 0 && silence < within) {
      node.get("after_silence").report("out-of-order", "the silence is shorter than `within`; expected at least as long, for"
          + " what happens within the window is not silence");
    }
    if ((visits > 0 || onDays > 0 || onceIn > 0) && within < Times.DAY) {
      node.get("within").report("out-of-range", "visits are counted by days, and this is less than one; expected `1 day` or"
          + " more");
    }
    if (onDays > days()) {
      node.get("on_days").report("out-of-range", "there are only " + days() + " days in `within`; expected " + days() + " or less");
    }
  }

  /** The window in whole days. */
  int days() {
    return (int) Math.max(1, within / Times.DAY);
  }

  /** Whether it holds for the window that ends with the newest act; never for one asset. */
  boolean holds(Crowd crowd, Usual usual, int engagedDays) {
    return !sameAsset && crowd.people(within) >= people
        && (evaluating == 0 || crowd.comparing(within) >= evaluating)
        && (silence == 0 || crowd.silence() >= silence && crowd.resumed(within))
        && (visits == 0 || crowd.visits(days()) >= visits)
        && (lately == 0 || crowd.visits(Math.min(days(), engagedDays)) >= lately)
        && (onDays == 0 || crowd.onDays(days()) >= onDays)
        && (steps == 0 || crowd.steps(within) >= steps)
        && (!newDepartment || !crowd.newDepartments(within).isEmpty())
        && (onceIn == 0 || usual.onceIn(crowd, days()) >= onceIn);
  }

  /** Whether people alone decide, so that it can be looked for in any window of the past. */
  boolean peopleOnly() {
    return !sameAsset && evaluating + steps + visits + onDays + lately + onceIn == 0 && !newDepartment && silence == 0
        && within >= Times.DAY;
  }

  /** The numbers that made it. */
  String numbers(Crowd crowd, Usual usual) {
    var text = new StringBuilder();
    text.append(crowd.people(within)).append(crowd.people(within) == 1 ? " person in " : " people in ").append(Wording.span(within));
    if (evaluating > 0) {
      text.append(", ").append(crowd.comparing(within)).append(" of them past exploring");
    }
    if (steps > 0) {
      text.append(", on ").append(crowd.steps(within)).append(" different steps");
    }
    if (newDepartment) {
      text.append(", new: ").append(String.join(", ", crowd.newDepartments(within)));
    }
    if (silence > 0) {
      text.append(", after ").append(Wording.span(crowd.silence())).append(" of silence");
    }
    if (within >= Times.DAY) {
      text.append(", ").append(Wording.count(crowd.visits(days()), "visit", "visits"));
    }
    if (onDays > 0) {
      text.append(" on ").append(crowd.onDays(days())).append(" days");
    }
    if (within >= Times.DAY) {
      text.append("; usual here: ").append(usual.visits(crowd, days()));
    }
    if (onceIn > 0) {
      long once = usual.onceIn(crowd, days());
      text.append(", seen once in ").append(once == Usual.RAREST ? "a million" : String.format(Locale.ROOT, "%,d", once))
          .append(" such spans if all were as usual here");
    }
    return text.toString();
  }
}
