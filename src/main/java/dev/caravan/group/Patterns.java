package dev.caravan.group;

import dev.caravan.config.ConfigNode;
import dev.caravan.model.Times;
import dev.caravan.score.Engagement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All patterns as configured, and which of them a group shows. */
record Patterns(List<Pattern> all, Usual usual, long engagedWithin) {

  static Patterns from(ConfigNode file, long engagedWithin) {
    var all = new ArrayList<Pattern>();
    Set<String> names = new HashSet<>();
    for (ConfigNode node : file.get("patterns").items()) {
      Pattern pattern = Pattern.from(node);
      if (!names.add(pattern.name())) {
        node.get("name").report("declared-twice", "pattern \"" + pattern.name() + "\" is declared twice; expected a name of its own");
      }
      all.add(pattern);
    }
    double halfLife = file.find("usual").map(node -> node.get("half_life").duration()).orElse(180 * Times.DAY) / (double) Times.DAY;
    double every = file.find("usual").map(node -> node.get("at_least_every").duration()).orElse(120 * Times.DAY) / (double) Times.DAY;
    return new Patterns(List.copyOf(all), new Usual(Math.max(1, halfLife), Math.max(1, every)), engagedWithin);
  }

  Optional<Pattern> named(String name) {
    return all.stream().filter(pattern -> pattern.name().equals(name)).findFirst();
  }

  private int engagedDays() {
    return (int) Math.max(1, engagedWithin / Times.DAY);
  }

  /** The pattern that sees meetings: the first that asks for one asset. */
  Optional<Pattern> sameAsset() {
    return all.stream().filter(Pattern::sameAsset).findFirst();
  }

  /** The longest window: how long somebody's last act can still count. */
  long longest() {
    return Math.max(engagedWithin, all.stream().filter(pattern -> !pattern.sameAsset()).mapToLong(Pattern::within).max().orElse(0));
  }

  /** The shortest silence that matters. */
  long silence(long dormantAfter) {
    return Math.min(dormantAfter, all.stream().mapToLong(Pattern::silence).filter(silence -> silence > 0).min().orElse(Long.MAX_VALUE));
  }

  /**
   * The pattern of the highest level that an act completes; of equal ones the last declared.
   *
   * @param takers the most people who took the act's asset within the meeting's window around it
   * @param fresh whether the act is not too old to raise a level by a window of the past
   */
  Optional<Pattern> completed(Crowd crowd, Engagement act, int takers, boolean fresh) {
    boolean late = fresh && crowd.latest().isAfter(act.time());
    Pattern best = null;
    for (int i = 0; i < all.size(); i++) {
      Pattern pattern = all.get(i);
      Level level = pattern.level();
      if (level == null || best != null && best.level() != null && !level.atLeast(best.level())) {
        continue;
      }
      boolean holds = pattern.sameAsset() ? takers >= pattern.people()
          : pattern.holds(crowd, usual, engagedDays())
              || late && pattern.peopleOnly() && crowd.peopleAround(Crowd.day(act.time()), pattern.days()) >= pattern.people();
      best = holds ? pattern : best;
    }
    return Optional.ofNullable(best);
  }

  /** The highest level whose pattern held within the last days, by people alone. */
  Level standing(Crowd crowd, long lastDays) {
    Level highest = Level.DORMANT;
    long last = crowd.lastDay();
    for (Pattern pattern : all) {
      Level level = pattern.level();
      if (level == null || !level.atLeast(highest) || pattern.sameAsset()) {
        continue;
      }
      boolean held = pattern.holds(crowd, usual, engagedDays());
      for (long end = last - lastDays; !held && pattern.peopleOnly() && end <= last; end++) {
        held = crowd.peopleUntil(end, pattern.days()) >= pattern.people();
      }
      highest = held ? level : highest;
    }
    return highest;
  }

  /** Whether a pattern holds now, whatever level it gives. */
  boolean holds(Pattern pattern, Crowd crowd, int takers) {
    return pattern.sameAsset() ? takers >= pattern.people() : pattern.holds(crowd, usual, engagedDays());
  }

  /**
   * Whether a group of these people is to be told of, if its level is one to tell: one of the patterns that alarm holds. Where none is
   * said to, every level tells for itself.
   */
  boolean alarm(Crowd crowd) {
    boolean asked = false;
    for (Pattern pattern : all) {
      if (pattern.alarms() && pattern.holds(crowd, usual, engagedDays())) {
        return true;
      }
      asked |= pattern.alarms();
    }
    return !asked;
  }

  /** The patterns that raise no level and hold now. */
  List<Picture.Sign> signs(Crowd crowd) {
    var signs = new ArrayList<Picture.Sign>();
    for (Pattern pattern : all) {
      if (pattern.level() == null && pattern.holds(crowd, usual, engagedDays())) {
        signs.add(new Picture.Sign(pattern.name(), pattern.says(), pattern.numbers(crowd, usual)));
      }
    }
    return signs;
  }
}
