package dev.caravan.score;

import dev.caravan.config.ConfigNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A further model, scored for everybody beside the one that decides: for another business, or to see what a new one would
 * say before it takes over. Signals, scenarios, questions and disqualifiers are those of all.
 *
 * @param says what it is for
 */
record Beside(String name, String says, Rules rules, Scorer scorer, Steadiness steadiness) {

  /** The models under {@code models} of {@code config/scoring.yaml}; what one leaves out is as in the file's own model. */
  static List<Beside> from(ConfigNode scoring, Signals signals, Scenarios scenarios, Disqualifiers disqualifiers,
      Questions questions, long pushStepTenths) {
    var models = new ArrayList<Beside>();
    var names = new HashSet<String>();
    names.add(scoring.get("model").text());
    for (ConfigNode node : scoring.find("models").map(ConfigNode::items).orElse(List.of())) {
      String name = node.get("model").text();
      if (!names.add(name)) {
        node.get("model").report("duplicate-model", "a model \"" + name + "\" is already declared above; give each its own name");
      }
      Rules rules = Rules.from(node.get("interest"), signals, name + "/");
      Ratings ratings = Ratings.from(node, scoring);
      var scorer = new Scorer(rules, scenarios, Fit.from(node.find("fit").orElseGet(() -> scoring.get("fit"))),
          Completeness.from(scoring.get("completeness")), disqualifiers, ratings, questions);
      models.add(new Beside(name, node.get("means").text(), rules, scorer,
          new Steadiness(rules, scenarios, ratings, questions, pushStepTenths)));
    }
    return List.copyOf(models);
  }

  Scores.Beside score(Standing standing, long now) {
    return new Scores.Beside(name, says, scorer.score(standing, now, false));
  }
}
