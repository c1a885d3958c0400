package dev.caravan.score;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is missing for the next better rating, and what would bring it: only what is unknown of a person, and what they
 * have not done. Computed once; every field, task and page says it in these words.
 */
public sealed interface NextRating {

  /** For people, without a full stop at its end; {@code ""} where nothing is to be said. */
  String sentence();

  /** There is no better one. */
  record Best() implements NextRating {
    @Override
    public String sentence() {
      return "";
    }
  }

  /** Nothing that is unknown or undone would bring a better one. */
  record OutOfReach(String why) implements NextRating {
    @Override
    public String sentence() {
      return "Nothing they could do, or we could learn, lifts the rating: " + why;
    }
  }

  /** All of these together bring the rating. */
  record Missing(String rating, List<Need> needs) implements NextRating {
    public Missing {
      needs = List.copyOf(needs);
    }

    @Override
    public String sentence() {
      return "For " + ("AEIOU".contains(rating.substring(0, 1)) ? "an " : "a ") + rating + ": "
          + needs.stream().map(Need::words).collect(Collectors.joining(", and "));
    }
  }

  /** One thing that is missing. */
  sealed interface Need {
    String words();
  }

  /**
   * Interest.
   *
   * @param tenths how much more, in tenths of a point
   * @param by what is enough alone, or else what would bring most of it
   * @param points what that is worth when it happens, in tenths
   * @param enough whether it is enough alone
   */
  record Interest(long tenths, String by, long points, boolean enough) implements Need {
    @Override
    public String words() {
      String more = Explanation.tenths(tenths).replace(".0", "") + " points more of interest";
      String worth = Explanation.tenths(points).replace(".0", "");
      return by.isEmpty() ? more : more + (enough ? ", such as a " + by + " (+" + worth + ")" : ", of which a " + by + " brings " + worth);
    }
  }

  /**
   * Fit, of what is still unknown.
   *
   * @param millionths how much more
   * @param unknown the criteria that are unknown, those first that may bring most
   * @param most what they may bring together, in millionths
   */
  record Fit(long millionths, List<String> unknown, long most) implements Need {
    public Fit {
      unknown = List.copyOf(unknown);
    }

    @Override
    public String words() {
      return Explanation.fit(millionths) + " more of fit, of up to " + Explanation.fit(most) + " that "
          + listed(unknown.stream().map(each -> each.replace('_', ' ')).toList()) + ", " + (unknown.size() == 1 ? "" : "all ")
          + "unknown, may bring";
    }
  }

  /** Knowledge of the person: how many more percent of the profile. */
  record Profile(int percent) implements Need {
    @Override
    public String words() {
      return percent + " % more of the profile";
    }
  }

  private static String listed(List<String> names) {
    var some = new ArrayList<>(names);
    String last = some.remove(some.size() - 1);
    return some.isEmpty() ? last : String.join(", ", some) + " and " + last;
  }
}
