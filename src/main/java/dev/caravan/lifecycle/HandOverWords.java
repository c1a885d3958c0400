package dev.caravan.lifecycle;

import dev.caravan.funnel.Funnel;
import dev.caravan.group.GroupToLifecycle;
import dev.caravan.score.Explanation;
import dev.caravan.score.NextRating;
import dev.caravan.score.Scores;
import dev.caravan.score.ScoringModel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a person's hand-over for a solution stands, and what is missing for one and for the next rating. Computed once: fields,
 * tasks, the explanation on the command line and its JSON say it in the same words.
 *
 * @param stands held back, handed over, how the last one ended, or qualified; {@code ""} while none of these
 * @param lifts what is missing, {@code ""} for nothing
 * @param next what is missing for the next better rating
 * @param missing what is missing for an MQL by interest alone; empty if nothing is, or that is not how they would qualify
 */
public record HandOverWords(String stands, String lifts, NextRating next, Optional<NextRating.Interest> missing) {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /** Nothing to say, such as of a model that hands nobody over. */
  public static final HandOverWords NONE = new HandOverWords("", "", new NextRating.Best(), Optional.empty());

  public static HandOverWords of(ScoringModel model, Funnel funnel, Deciding now, Scores.Person scores, Scores.Solution of, Deciding.Track track,
      List<String> held, long tick) {
    NextRating next = model.next(scores, of, tick);
    boolean first = track.endedBy().isEmpty() && !track.mql() && !track.ready() && !of.solution().equals("all")
        && isBeforeMql(funnel, track.stage());
    Optional<NextRating.Interest> missing = first ? model.missing(of, tick) : Optional.empty();
    return new HandOverWords(stands(now, of, track, held, scores.disqualified()), lifts(next, missing), next, missing);
  }

  /** Whether who stands on a stage is on the way to an MQL: sales may have come first, or they are a customer. */
  private static boolean isBeforeMql(Funnel funnel, String name) {
    if (name.isEmpty()) {
      return true;
    }
    Funnel.Stage stage = funnel.stage(name);
    return funnel.paths().stream().filter(path -> path.name().equals(stage.path())).flatMap(path -> path.stages().stream())
        .anyMatch(each -> each.order() > stage.order() && each.enter().text().contains("mql"));
  }

  private static String stands(Deciding now, Scores.Solution of, Deciding.Track track, List<String> held, String disqualified) {
    if (!held.isEmpty()) {
      return "Held back: " + held.stream().map(each -> each.equals("disqualified") ? "disqualified as " + disqualified
          : Explanation.held(each)).collect(Collectors.joining("; "));
    }
    if (!track.handOff().isEmpty()) {
      return "Handed over to sales" + (track.handedAt().isNone() ? "" : " on " + DAY.format(Instant.ofEpochMilli(track.handedAt().ms())))
          + (track.handOff().equals(now.openHandOff()) ? "" : ", with their group");
    }
    if (track.ready()) {
      GroupToLifecycle.GroupStands group = now.group(of.solution());
      return group != null && !group.handOff().isEmpty() ? "Qualified; covered by the group's hand-off" : "Qualified";
    }
    if (track.endedBy().isEmpty()) {
      return "";
    }
    String last = track.before().isEmpty() ? "" : track.before().get(track.before().size() - 1);
    return (last.isEmpty() ? "The last round ended: " + track.endedBy().replace('-', ' ') : last.replaceFirst("\\.$", ""))
        + "; nothing goes out before they qualify anew";
  }

  private static String lifts(NextRating next, Optional<NextRating.Interest> missing) {
    String rating = next.sentence();
    if (missing.isEmpty()) {
      return rating;
    }
    if (next instanceof NextRating.Missing of && of.needs().equals(List.of(missing.get()))) {
      return rating.replaceFirst("^For ", "For an MQL, and ");
    }
    return "For an MQL: " + missing.get().words() + (rating.isEmpty() ? "" : ". " + rating);
  }
}
