package dev.caravan.lifecycle;

import dev.caravan.enrich.AccountView;
import dev.caravan.funnel.Funnel;
import dev.caravan.group.AccountCase;
import dev.caravan.model.Decision;
import dev.caravan.routing.Case;
import dev.caravan.score.Explanation;
import dev.caravan.score.ScoreToLifecycle;
import dev.caravan.score.Scores;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** What routing may ask about a hand-off, from what decide knows of the person, of a group of the one it names. */
public final class Asked {
  private Asked() {}

  public static Case ofPerson(Deciding now, Scores.Solution solution, String trigger, String scenario, int round,
      boolean fitUnknown) {
    Map<String, String> words = words(now, solution, trigger, "person");
    words.put("scenario", scenario);
    words.put("hand-off", round > 1 ? "re-qualified" : "new");
    words.put("fit", fitUnknown ? "unknown" : "known");
    return of(now, solution.solution(), words, now.scored().account().value("owner"));
  }

  public static Case ofGroup(Deciding now, Decision.HandOff handOff, String accountOwner) {
    Scores.Solution solution = about(now, handOff.solution());
    Map<String, String> words = words(now, solution, handOff.trigger(), "group");
    Deciding.Track track = now.tracks().get(handOff.solution());
    words.put("scenario", track == null ? solution.scenario() : track.scenario());
    words.put("solution", handOff.solution());
    words.put("hand-off", handOff.id().endsWith("/1") ? "new" : "re-qualified");
    return of(now, handOff.solution(), words, accountOwner);
  }

  /** The renewal of a contract that names the person. */
  public static Case ofRenewal(Deciding now, Decision.HandOff handOff, String accountOwner) {
    Map<String, String> words = words(now, about(now, handOff.solution()), handOff.trigger(), "person");
    words.put("solution", handOff.solution());
    words.put("scenario", Funnel.RENEWAL);
    words.put("hand-off", "new");
    words.put("fit", "known");
    return of(now, handOff.solution(), words, accountOwner);
  }

  /** How the person stands to a solution; to everything, where they have no interest in it. */
  public static Scores.Solution about(Deciding now, String solution) {
    return now.scored().scores().solutions().stream().filter(each -> each.solution().equals(solution)).findFirst()
        .orElse(now.scored().scores().all());
  }

  private static Map<String, String> words(Deciding now, Scores.Solution solution, String trigger, String of) {
    ScoreToLifecycle.Scored scored = now.scored();
    AccountView account = scored.account();
    var words = new HashMap<String, String>();
    words.put("solution", solution.solution());
    words.put("trigger", trigger);
    words.put("of", of);
    words.put("rating", solution.rating());
    words.put("posture", solution.posture());
    words.put("persona", scored.persona());
    words.put("record", scored.place().record());
    words.put("industry", account.value("industry"));
    words.put("country", account.value("country").isEmpty() ? scored.place().country() : account.value("country"));
    words.put("state", account.value("state").isEmpty() ? scored.place().state() : account.value("state"));
    return words;
  }

  private static Case of(Deciding now, String solution, Map<String, String> words, String owner) {
    return AccountCase.of(now.scored().account(), solution, words,
        new BigDecimal(Explanation.fit(now.scored().scores().fit())).intValue(), owner);
  }
}
