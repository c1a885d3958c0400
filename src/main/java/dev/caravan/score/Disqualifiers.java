package dev.caravan.score;

import dev.caravan.config.ConfigNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Who must not be handed to sales, whatever they do: students, competitors, job seekers. */
record Disqualifiers(List<Test> tests) {

  record Test(String reason, String says, List<String> titles, List<String> domains) {}

  static Disqualifiers from(ConfigNode list) {
    var tests = new ArrayList<Test>();
    var reasons = new TreeSet<String>();
    for (ConfigNode node : list.items()) {
      ConfigNode name = node.get("reason");
      if (!reasons.add(name.text())) {
        name.report("duplicate", "the reason \"" + name.text() + "\" is already given above; join the two lists");
      }
      tests.add(new Test(node.get("reason").text(), node.get("says").text(),
          node.find("titles").map(ConfigNode::texts).orElse(List.of()).stream().map(Disqualifiers::words).toList(), node.find("domains").map(ConfigNode::texts).orElse(List.of())));
    }
    return new Disqualifiers(List.copyOf(tests));
  }

  Set<String> reasons() {
    var reasons = new TreeSet<String>();
    tests.forEach(test -> reasons.add(test.reason()));
    return reasons;
  }

  /** The first reason that holds, {@code ""} for none. */
  String reason(Standing standing) {
    String title = words(standing.profile().value("title"));
    String email = standing.profile().email();
    String domain = email.substring(email.lastIndexOf('@') + 1);
    for (Test test : tests) {
      for (String word : test.titles()) {
        if (title.contains(word)) {
          return test.reason();
        }
      }
      for (String suffix : test.domains()) {
        if (domain.endsWith(suffix) && (domain.length() == suffix.length() || domain.charAt(domain.length() - suffix.length() - 1) == '.')) {
          return test.reason();
        }
      }
    }
    return "";
  }

  /** Lower case words between single spaces, with one at either end, so that a phrase matches whole words. */
  private static String words(String text) {
    if (text.isEmpty()) {
      return "";
    }
    var words = new StringBuilder(text.length() + 2).append(' ');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        words.append(Character.toLowerCase(c));
      } else if (words.charAt(words.length() - 1) != ' ') {
        words.append(' ');
      }
    }
    return words.charAt(words.length() - 1) == ' ' ? words.toString() : words.append(' ').toString();
  }
}
