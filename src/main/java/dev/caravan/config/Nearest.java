package dev.caravan.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word somebody most likely meant: by distance in letters, swaps counting once. */
final class Nearest {
  private Nearest() {}

  /** The closest word, if it is close enough to be a slip; empty for a different word altogether. */
  static Optional<String> to(String word, Collection<String> known) {
    String wanted = plain(word);
    String best = "";
    // A word of one letter is near to every other: only longer ones may differ by a letter.
    int bestDistance = Math.min(Math.max(1, wanted.length() / 3), wanted.length() - 1) + 1;
    for (String candidate : known) {
      if (candidate.equals(word)) {
        continue;
      }
      int distance = distance(wanted, plain(candidate));
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** Case, hyphen, underscore and blank are the usual slips: they cost nothing. */
  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
  }

  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = best;
      }
    }
    return cost[a.length()][b.length()];
  }
}
