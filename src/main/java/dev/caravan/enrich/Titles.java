package dev.caravan.enrich;

import dev.caravan.config.ConfigNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Job titles to function, seniority and persona, by the words of {@code config/personas.yaml}. */
record Titles(List<Word> seniority, List<Word> function, List<PersonaRule> personas) {

  /** A phrase of a title and what it says. */
  record Word(String phrase, String says) {}

  /** A persona for some seniorities; an empty list fits all. */
  record PersonaRule(String persona, List<String> seniority) {}

  static Titles from(ConfigNode personas) {
    var rules = new ArrayList<PersonaRule>();
    for (ConfigNode rule : personas.get("personas").items()) {
      var seniorities = rule.find("seniority").map(list -> list.items().stream().map(ConfigNode::text).toList());
      rules.add(new PersonaRule(rule.get("persona").text(), seniorities.orElse(List.of())));
    }
    return new Titles(words(personas.get("seniority")), words(personas.get("function")), List.copyOf(rules));
  }

  private static List<Word> words(ConfigNode lists) {
    var words = new ArrayList<Word>();
    for (String says : lists.keys()) {
      for (ConfigNode phrase : lists.get(says).items()) {
        words.add(new Word(normal(phrase.text()), says));
      }
    }
    // Longest first: "managing director" is an executive although a director is a director.
    words.sort(Comparator.comparingInt((Word word) -> -word.phrase().length()));
    return List.copyOf(words);
  }

  /** Function, seniority and persona a title speaks of; {@code ""} where it does not. */
  Map<String, String> read(String title) {
    String words = normal(title);
    var read = new LinkedHashMap<String, String>();
    String level = first(seniority, words);
    read.put("seniority", level);
    read.put("function", first(function, words));
    String persona = "other";
    for (PersonaRule rule : personas) {
      if (rule.seniority().isEmpty() || rule.seniority().contains(level)) {
        persona = rule.persona();
        break;
      }
    }
    read.put("persona", persona);
    return read;
  }

  private static String first(List<Word> list, String words) {
    for (Word word : list) {
      if (words.contains(word.phrase())) {
        return word.says();
      }
    }
    return "";
  }

  /** Lower case words between single spaces, with one at either end, so that a phrase matches whole words. */
  private static String normal(String text) {
    var normal = new StringBuilder(text.length() + 2).append(' ');
    text.toLowerCase(Locale.ROOT).codePoints().forEach(c -> {
      if (Character.isLetterOrDigit(c)) {
        normal.appendCodePoint(c);
      } else if (normal.charAt(normal.length() - 1) != ' ') {
        normal.append(' ');
      }
    });
    if (normal.charAt(normal.length() - 1) != ' ') {
      normal.append(' ');
    }
    return normal.toString();
  }
}
