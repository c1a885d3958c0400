package dev.caravan.nurture;

import dev.caravan.config.Condition;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A programme as configured.
 *
 * @param when its audience
 * @param until who is through with it, null for nobody
 * @param every {@code null} where it sends nothing of its own
 * @param then where people go who were sent all of it, {@code ""} for nowhere
 */
record Programme(NextStep.Programme named, Condition when, @Nullable Condition until, @Nullable Cadence every,
    List<Track> tracks, String then) {

  /** Content for some of the people on a programme, in order. */
  record Track(String name, Condition when, List<Content> content) {}

  String name() {
    return named.name();
  }

  boolean isFor(ToLongFunction<String> flags) {
    return when.holds(flags) && (until == null || !until.holds(flags));
  }

  /** What of it a person is sent next; null if nothing is left. */
  @Nullable Touch next(Nurture.Situation at, Memory memory, long now) {
    ToLongFunction<String> flags = name -> at.flag(name) ? 1 : 0;
    Touch later = null;
    for (Track track : tracks) {
      if (!track.when().holds(flags)) {
        continue;
      }
      for (Content content : track.content()) {
        boolean theirs = content.solution().isEmpty() || content.solution().equals(at.solution());
        boolean tooEarly = content.kind() == Content.Kind.CONVERT && memory.touches() == 0;
        if (!theirs || tooEarly) {
          continue;
        }
        String id = content.id(now);
        if (!memory.sent().containsKey(id)) {
          return content.touch(id, track.name(), 0);
        }
        if (content.periodical() && later == null) {
          later = content.touch(content.id(Cadence.nextMonth(now)), track.name(), Cadence.nextMonth(now));
        }
      }
    }
    return later;
  }
}
