package dev.caravan.pipeline;

import dev.caravan.config.ConfigNode;
import dev.caravan.config.Configuration;
import dev.caravan.funnel.Funnel;
import dev.caravan.nurture.Nurture;
import dev.caravan.score.ScoringModel;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Names that {@code config/nurture.yaml} may use, out of the files that give them. */
final class NurtureWords {
  private NurtureWords() {}

  static Nurture.Words of(Configuration config, ScoringModel model, Set<String> scenarios) {
    var known = new TreeSet<>(scenarios);
    known.addAll(List.of(Funnel.NEW_PURCHASE, Funnel.EXPANSION, Funnel.RENEWAL));
    var personas = new TreeSet<String>();
    config.file("personas").root().get("personas").items().forEach(node -> personas.add(node.get("persona").text()));
    ConfigNode scoring = config.file("scoring").root();
    Map<String, Set<String>> questions = new TreeMap<>();
    scoring.get("questions").items().forEach(node -> questions.put(node.get("question").text(), Set.of()));
    for (ConfigNode rule : scoring.get("interest").items()) {
      if (rule.find("answer").isPresent() && rule.get("points").isMap()) {
        questions.merge(rule.get("answer").text(), rule.get("points").keys(), NurtureWords::both);
      }
    }
    return new Nurture.Words(model.disqualifications(), model.solutions(), known, personas, questions);
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    var all = new HashSet<>(one);
    all.addAll(other);
    return all;
  }
}
