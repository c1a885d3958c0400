package dev.caravan.enrich;

import dev.caravan.config.ConfigNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Job titles to function and seniority, by the words of {@code config/personas.yaml}.
 *
 * <p>The head of a title decides its seniority: what it ends with, before any "of", "to" or comma; else what it begins
 * with. An associate director is a director, an assistant to the director is none.
 */
record Titles(List<Word> seniority, List<Word> function, Set<String> modifiers) {
  private static final Pattern CUT = Pattern.compile(
      "[,;:/|(]| [-–—] | (?:of|for|to|at|in|with|de|du|des|für|der|im|bei|von|di|per) ", Pattern.CASE_INSENSITIVE);

  /** A phrase of a title and what it says; a blank at either end, so that it matches whole words. */
  record Word(String phrase, String says, boolean joins) {
    Word(String phrase, String says) {
      // A phrase may itself hold an "of": chief of staff.
      this(phrase, says, CUT.matcher(phrase).find());
    }
  }

  /** What a title speaks of; {@code ""} where it does not. */
  record Read(String function, String seniority) {}

  static Titles from(ConfigNode personas) {
    var modifiers = new TreeSet<String>();
    personas.find("modifiers").map(ConfigNode::texts).orElse(List.of())
        .forEach(word -> modifiers.add(normal(word)));
    return new Titles(words(personas.get("seniority")), words(personas.get("function")), Set.copyOf(modifiers));
  }

  private static List<Word> words(ConfigNode lists) {
    var words = new ArrayList<Word>();
    var known = new HashMap<String, String>();
    for (String says : lists.keys()) {
      for (ConfigNode phrase : lists.get(says).items()) {
        String before = known.putIfAbsent(normal(phrase.text()), says);
        if (before != null && !before.equals(says)) {
          phrase.report("duplicate-phrase", "\"" + phrase.text() + "\" already says \"" + before
              + "\"; expected each phrase under one name");
        }
        words.add(new Word(normal(phrase.text()), says));
      }
    }
    // Longest first: "managing director" is an executive although a director is a director.
    words.sort(Comparator.comparingInt((Word word) -> -word.phrase().length()));
    return List.copyOf(words);
  }

  Read read(String title) {
    if (title.isEmpty()) {
      return new Read("", "");
    }
    return new Read(longest(function, normal(title)), level(title));
  }

  private String level(String title) {
    String whole = normal(title);
    for (Word word : seniority) {
      if (word.joins() && whole.contains(word.phrase())) {
        return word.says();
      }
    }
    for (String part : CUT.split(title)) {
      String level = head(normal(part));
      if (!level.isEmpty()) {
        return level;
      }
    }
    return longest(seniority, whole);
  }

  /** What the part ends with, else what it begins with; words that only colour another count where they stand alone. */
  private String head(String part) {
    String first = "";
    int at = Integer.MAX_VALUE;
    String alone = "";
    for (Word word : seniority) {
      int found = part.indexOf(word.phrase());
      if (found < 0) {
        continue;
      }
      boolean colours = modifiers.contains(word.phrase());
      if (part.endsWith(word.phrase()) && !(colours && found > 0 && anyBefore(part, found))) {
        return word.says();
      }
      if (colours) {
        alone = alone.isEmpty() ? word.says() : alone;
      } else if (found < at) {
        first = word.says();
        at = found;
      }
    }
    return first.isEmpty() ? alone : first;
  }

  /** Whether a level stands before a colouring word at the end: "director associate" is no associate. */
  private boolean anyBefore(String part, int end) {
    String before = part.substring(0, end + 1);
    return seniority.stream().anyMatch(word -> !modifiers.contains(word.phrase()) && before.contains(word.phrase()));
  }

  /** Whether a phrase stands in a title, as whole words. */
  static boolean speaksOf(String title, List<String> phrases) {
    String words = normal(title);
    return phrases.stream().anyMatch(phrase -> words.contains(normal(phrase)));
  }

  private static String longest(List<Word> list, String words) {
    for (Word word : list) {
      if (words.contains(word.phrase())) {
        return word.says();
      }
    }
    return "";
  }

  /** Lower case words between single spaces, with one at either end. */
  static String normal(String text) {
    var normal = new StringBuilder(text.length() + 2).append(' ');
    text.toLowerCase(java.util.Locale.ROOT).codePoints().forEach(c -> {
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
