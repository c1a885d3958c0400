package dev.caravan.enrich;

import dev.caravan.config.ConfigNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Roles on the buying committee, and what moves and hurts whom, by the rules of {@code config/personas.yaml}. */
record Personas(List<Rule> roles, List<Rule> motives) {

  /** What a rule gives to whom it fits; an empty list of what is asked fits all. */
  record Rule(String persona, List<String> seniority, List<String> function, List<String> personas,
      List<String> titles, List<String> motivators, List<String> painPoints) {

    boolean fits(String title, Titles.Read read, String persona) {
      return (seniority.isEmpty() || seniority.contains(read.seniority()))
          && (function.isEmpty() || function.contains(read.function()))
          && (personas.isEmpty() || personas.contains(persona))
          && (titles.isEmpty() || !title.isEmpty() && Titles.speaksOf(title, titles));
    }
  }

  static Personas from(ConfigNode file) {
    var roles = new ArrayList<Rule>();
    boolean all = false;
    for (ConfigNode node : file.get("personas").items()) {
      if (all) {
        node.report("unreachable", "this row is never reached: everybody fits the one above, which asks for nothing;"
            + " expected that one last");
      }
      all = node.keys().equals(Set.of("persona"));
      roles.add(rule(file, node, node.get("persona").text()));
    }
    var motives = new ArrayList<Rule>();
    file.find("motives").ifPresent(list -> list.items().forEach(node -> motives.add(rule(file, node, ""))));
    return new Personas(List.copyOf(roles), List.copyOf(motives));
  }

  private static Rule rule(ConfigNode file, ConfigNode node, String persona) {
    return new Rule(persona, named(node, "seniority", file), named(node, "function", file), texts(node, "persona_is"),
        texts(node, "titles"), texts(node, "motivators"), texts(node, "pain_points"));
  }

  private static List<String> texts(ConfigNode node, String key) {
    return node.find(key).map(ConfigNode::texts).orElse(List.of());
  }

  /** Names that must be declared above. */
  private static List<String> named(ConfigNode node, String key, ConfigNode file) {
    List<String> names = texts(node, key);
    var declared = file.get(key).keys();
    for (String name : names) {
      if (!declared.contains(name)) {
        node.get(key).report("unknown-" + key, "no " + key + " \"" + name + "\" is declared in this file; expected one of "
            + declared);
      }
    }
    return names;
  }

  /** The role of the first rule that fits. */
  String role(String title, Titles.Read read) {
    for (Rule rule : roles) {
      if (rule.fits(title, read, "")) {
        return rule.persona();
      }
    }
    return "other";
  }

  /** What all fitting rules say, in their order, each once. */
  Enrichment.Motives motives(String title, Titles.Read read, String persona) {
    var motivators = new LinkedHashSet<String>();
    var painPoints = new LinkedHashSet<String>();
    for (Rule rule : motives) {
      if (rule.fits(title, read, persona)) {
        motivators.addAll(rule.motivators());
        painPoints.addAll(rule.painPoints());
      }
    }
    return new Enrichment.Motives(List.copyOf(motivators), List.copyOf(painPoints));
  }
}
