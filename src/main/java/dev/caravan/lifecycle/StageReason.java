package dev.caravan.lifecycle;

import dev.caravan.funnel.Funnel;
import dev.caravan.score.Explanation;
import dev.caravan.score.ScoringModel;
import java.util.List;
import java.util.Locale;

/**
 * Why a stage changes.
 *
 * @param text for people
 * @param fact the id of what happened, {@code ""} where time alone did it
 */
public record StageReason(String text, String fact) {

  /** Why a stage is entered: what happened where something did, else the numbers its test is about. */
  static StageReason of(StageValues at, Funnel.Stage to, ScoringModel model) {
    String test = to.enter().text();
    Deciding now = at.now;
    if (test.contains("sales rejected") && at.applyAsLong("sales rejected") != 0) {
      return new StageReason("sales gave the hand-off back: " + now.turnedBack(), now.sales().fact());
    }
    if (test.contains("opportunity") && !now.deals().isEmpty()) {
      Deciding.Deal open = Way.open(now, at.solution.solution());
      Deciding.Deal last = open == null ? Way.decided(now, at.solution.solution()) : open;
      if (last != null) {
        return new StageReason(switch (last.state()) {
          case OPEN -> "the person has a part in an open opportunity";
          case WON -> "their opportunity was won";
          case LOST -> "their opportunity was lost";
        }, last.fact());
      }
    }
    if (test.contains("sales accepted") || test.contains("sales working")) {
      boolean accepted = at.applyAsLong("sales accepted") != 0;
      boolean working = at.applyAsLong("sales working") != 0;
      if (accepted || working) {
        return new StageReason(accepted && working ? "sales accepted the hand-off and works on it"
            : accepted ? "sales accepted the hand-off" : "sales works on the hand-off", now.sales().fact());
      }
    }
    return new StageReason(numbers(at, test, model), now.scored().fact());
  }

  private static String numbers(StageValues at, String test, ScoringModel model) {
    long fit = at.now.scored().scores().fit();
    long interest = at.solution.tenths();
    if (test.contains("mql") && interest < model.mqlTenths() && at.track.ready()) {
      return at.asked() ? "they asked us, and a fit of " + Explanation.fit(fit) + " is enough for that"
          : "they qualified, and interest is " + Explanation.tenths(interest) + " by now";
    }
    return (test.contains("fit") ? "fit is " + Explanation.fit(fit) + " and " : "") + "interest is " + Explanation.tenths(interest)
        + (test.equals("always") ? "" : ", where " + words(test, model) + " is asked for");
  }

  /** A test in words: {@code interest >= mql} is an interest of 100 or more. */
  private static String words(String test, ScoringModel model) {
    return test.replaceAll("\\bmql\\b", Explanation.tenths(model.mqlTenths()).replace(".0", ""))
        .replaceAll("(\\w+) *>= *(\\S+)", "$1 of $2 or more").replaceAll("(\\w+) *<= *(\\S+)", "$1 of $2 or less")
        .replaceAll("(\\w+) *> *(\\S+)", "$1 above $2").replaceAll("(\\w+) *< *(\\S+)", "$1 below $2")
        .replaceAll("(\\w+) *= *(\\S+)", "$1 of $2");
  }

  /** A stage's name in a sentence: what is short is an abbreviation. */
  public static String named(String stage) {
    return List.of("mql", "sal", "sql").contains(stage) ? stage.toUpperCase(Locale.ROOT) : stage.replace('-', ' ');
  }
}
