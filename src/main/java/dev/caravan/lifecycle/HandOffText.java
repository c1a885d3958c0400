package dev.caravan.lifecycle;

import dev.caravan.engine.Turn;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.score.Explanation;
import dev.caravan.score.ScoreToLifecycle;
import dev.caravan.score.Scores;
import dev.caravan.score.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a hand-off of a person says: warnings first, who they are, what became of earlier ones, and the whole explanation. */
public final class HandOffText {
  /** Fields of a person's record that an account has, too, and how it calls them. */
  private static final Map<String, String> OF_COMPANY =
      Map.of("company", "name", "industry", "industry", "employees", "employees", "website", "website");

  private final ScoringModel model;
  private final Shown shown;
  private final String version;

  HandOffText(ScoringModel model, Shown shown, String version) {
    this.model = model;
    this.shown = shown;
    this.version = version;
  }

  /**
   * Sales is asked to act on somebody who qualified, or asked us.
   *
   * @param why the end of the task's subject: what they did, or what to find out
   */
  Decision.HandOff of(Turn<Deciding, DecideStage.Never> turn, String id, Scores.Solution solution, boolean raised,
      Deciding.Track track, String why) {
    Deciding now = turn.head();
    ScoreToLifecycle.Scored scored = now.scored();
    List<String> lines = warnings(scored);
    lines.add(introduction(scored) + ": " + (raised ? "asked us about " : "qualified for ")
        + model.solutionName(solution.solution()) + ".");
    String reached = reached(scored);
    if (!reached.isEmpty()) {
      lines.add(reached);
    }
    lines.addAll(track.before());
    lines.add(explained(turn, solution, track));
    String trigger = raised ? "hand-raise" : "mql";
    return new Decision.HandOff(id, turn.key(), turn.tick(), because(raised ? "the person asked us"
        : "interest reached " + Explanation.tenths(model.mqlTenths()) + " points", trigger, "config/scoring.yaml", scored.fact()),
        "person", turn.key(), scored.email(), scored.account().id(), solution.solution(), trigger,
        verb(scored, raised) + " " + named(scored) + ": " + why, List.of(scored.email()), String.join("\n", lines), profile(scored));
  }

  /** What may be done: nobody is called or mailed who has opted out of it, unless they asked. */
  private static String verb(ScoreToLifecycle.Scored scored, boolean raised) {
    return raised || !scored.phoneOut() ? "Call" : scored.emailOut() ? "Look at" : "E-mail";
  }

  /** {@code Dana Reyes, Halden Health}. */
  private static String named(ScoreToLifecycle.Scored scored) {
    String company = scored.account().id().isEmpty() ? scored.company() : scored.account().name();
    return scored.name() + (company.isEmpty() ? "" : ", " + company);
  }

  /** {@code Phone +49 30 1234, role champion.}, as far as known. */
  private static String reached(ScoreToLifecycle.Scored scored) {
    var known = new ArrayList<String>();
    String phone = scored.profile().getOrDefault("phone", "");
    if (!phone.isEmpty()) {
      known.add("phone " + phone);
    }
    if (!scored.persona().isEmpty()) {
      known.add("role " + scored.persona());
    }
    String text = String.join(", ", known);
    return text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }

  private static List<String> warnings(ScoreToLifecycle.Scored scored) {
    var lines = new ArrayList<String>();
    if (scored.emailOut()) {
      lines.add("Do not e-mail: this person has opted out of e-mail.");
    }
    if (scored.phoneOut()) {
      lines.add("Do not phone unless they asked you to: this person has opted out of phone calls.");
    }
    return lines;
  }

  /** {@code Dana Reyes, Director, Halden Health}. */
  private static String introduction(ScoreToLifecycle.Scored scored) {
    return scored.name() + (scored.title().isEmpty() ? "" : ", " + scored.title())
        + (scored.account().id().isEmpty() ? "" : ", " + scored.account().name());
  }

  /** What a record of the person would need who has none yet; of their company what they did not say themselves. */
  static Map<String, String> profile(ScoreToLifecycle.Scored scored) {
    var profile = new TreeMap<>(scored.profile());
    OF_COMPANY.forEach((field, ofAccount) -> {
      String value = scored.account().value(ofAccount);
      if (!value.isEmpty()) {
        profile.putIfAbsent(field, value);
      }
    });
    return profile;
  }

  /** The same hand-off with what is known of the person it names. */
  static Decision.HandOff naming(Decision.HandOff of, ScoreToLifecycle.Scored scored) {
    return new Decision.HandOff(of.id(), of.subject(), of.at(), of.because(), of.of(), of.person(), of.email(), of.account(),
        of.solution(), of.trigger(), of.action(), of.members(), of.text(), profile(scored));
  }

  /** The renewal of a contract names the person; {@code asked} says of the contract what is known. */
  Decision.HandOff ofRenewal(Turn<Deciding, DecideStage.Never> turn, Decision.HandOff asked, Deciding.Track track) {
    ScoreToLifecycle.Scored scored = turn.head().scored();
    if (scored.scores().all().solution().isEmpty()) {
      return at(asked, turn.tick()); // their record was merged into another
    }
    Scores.Solution solution = Asked.about(turn.head(), asked.solution());
    List<String> lines = warnings(scored);
    lines.add(asked.text());
    lines.add("Most interested: " + introduction(scored) + ".");
    lines.addAll(track.before());
    lines.add(explained(turn, solution, track));
    return new Decision.HandOff(asked.id(), turn.key(), turn.tick(), asked.because(), asked.of(), turn.key(), scored.email(),
        asked.account(), asked.solution(), asked.trigger(), asked.action(), asked.members(), String.join("\n", lines),
        profile(scored));
  }

  /** The same hand-off, with other words. */
  public static Decision.HandOff worded(Decision.HandOff of, String action, String text) {
    return new Decision.HandOff(of.id(), of.subject(), of.at(), of.because(), of.of(), of.person(), of.email(), of.account(),
        of.solution(), of.trigger(), action, of.members(), text, of.profile());
  }

  /** The same hand-off, made at another moment. */
  static Decision.HandOff at(Decision.HandOff of, long when) {
    return new Decision.HandOff(of.id(), of.subject(), when, of.because(), of.of(), of.person(), of.email(), of.account(),
        of.solution(), of.trigger(), of.action(), of.members(), of.text(), of.profile());
  }

  /** A word to the owner of an open opportunity, in place of a hand-off. */
  Decision.HandOff ofOpportunity(Turn<Deciding, DecideStage.Never> turn, Scores.Solution solution, Deciding.Track track) {
    ScoreToLifecycle.Scored scored = turn.head().scored();
    String name = model.solutionName(solution.solution());
    return new Decision.HandOff("note/" + turn.key() + "/" + solution.solution() + "/" + turn.tick(), turn.key(), turn.tick(),
        because("qualified while an opportunity is open", "opportunity", "config/routing.yaml", scored.fact()), "person",
        turn.key(), scored.email(), scored.account().id(), solution.solution(), "mql",
        named(scored) + ": take this into your open opportunity for " + name, List.of(scored.email()),
        scored.name() + " of " + scored.account().name() + " qualified for " + name + ", for which you have an open opportunity."
            + "\n" + explained(turn, solution, track), profile(scored));
  }

  private String explained(Turn<Deciding, DecideStage.Never> turn, Scores.Solution solution, Deciding.Track track) {
    return Explanation.full(turn.head().scored().scores(), solution,
        shown.situation(turn.head(), solution, track.stage(), track, List.of(), turn.tick()));
  }

  private Because because(String text, String rule, String place, String fact) {
    return Because.of(text, rule, place, version, fact);
  }
}
