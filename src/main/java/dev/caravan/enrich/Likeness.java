package dev.caravan.enrich;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How alike two names are by their words: the mean of how much of either is found in the other.
 *
 * @param common words that tell little
 * @param commonWeighs thousandths of what another word weighs
 * @param firstWord thousandths for beginning alike
 * @param bothDiffer thousandths off where each has words the other lacks
 */
record Likeness(Set<String> common, int commonWeighs, int firstWord, int bothDiffer) {
  private static final int SAME_RUN_TOGETHER = 990;
  private static final int SAME_WORDS = 980;
  private static final int MOST_OTHERWISE = 970;
  private static final int SHORTEST_FOR_TYPOS = 6; // the longer of two words; the other may lack one letter
  private static final int LONG = 9;

  /**
   * The words of a name with what is asked of them again and again.
   *
   * @param letters of each word as bits, which tells most words apart
   */
  record Words(String[] words, long[] letters, int[] weights, long weight, String joined, String sorted) {}

  Words words(List<String> words) {
    var letters = new long[words.size()];
    var weights = new int[words.size()];
    long sum = 0;
    for (int i = 0; i < letters.length; i++) {
      String word = words.get(i);
      for (int c = 0; c < word.length(); c++) {
        letters[i] |= 1L << (word.charAt(c) & 63);
      }
      weights[i] = common.contains(word) ? commonWeighs : 1000;
      sum += weights[i];
    }
    return new Words(words.toArray(new String[0]), letters, weights, Math.max(1, sum), String.join("", words),
        String.join(" ", words.stream().sorted().toList()));
  }

  int of(Words one, Words other) {
    if (one.joined().equals(other.joined())) {
      return Arrays.equals(one.words(), other.words()) ? CompanyNames.SAME : SAME_RUN_TOGETHER;
    }
    if (one.sorted().equals(other.sorted())) {
      return SAME_WORDS;
    }
    return Math.min(MOST_OTHERWISE, byWords(runTogether(one, other.words()[0]), runTogether(other, one.words()[0])));
  }

  /** Leading words as one where the other name writes them so: Super Micro, Supermicro. */
  private Words runTogether(Words name, String first) {
    String[] words = name.words();
    if (words.length == 1 || words[0].length() >= first.length() || !first.startsWith(words[0])) {
      return name;
    }
    var run = new StringBuilder(words[0]);
    for (int i = 1; i < words.length && run.length() < first.length(); i++) {
      run.append(words[i]);
      if (first.contentEquals(run)) {
        var joined = new ArrayList<String>(List.of(words).subList(i, words.length));
        joined.set(0, first);
        return words(joined);
      }
    }
    return name;
  }

  private int byWords(Words a, Words b) {
    long used = 0;
    long foundOfA = 0;
    long foundOfB = 0;
    long missingOfA = 0;
    boolean beginAlike = false;
    int most = Math.min(Long.SIZE, b.words().length);
    for (int i = 0; i < a.words().length; i++) {
      int best = 0;
      int at = -1;
      for (int j = 0; j < most && best < 1000; j++) {
        int alike = (used >> j & 1) == 1 ? 0 : alike(a.words()[i], a.letters()[i], b.words()[j], b.letters()[j]);
        if (alike > best) {
          best = alike;
          at = j;
        }
      }
      if (at < 0) {
        missingOfA += a.weights()[i];
      } else {
        used |= 1L << at;
        foundOfA += (long) a.weights()[i] * best;
        foundOfB += (long) b.weights()[at] * best;
        beginAlike |= i == 0 && at == 0;
      }
    }
    if (foundOfA == 0) {
      return 0;
    }
    long mean = (foundOfA / a.weight() + foundOfB / b.weight()) / 2;
    long alike = mean * 9 / 10 + (beginAlike ? firstWord : 0);
    if (missingOfA > 0 && Long.bitCount(used) < b.words().length) {
      alike -= bothDiffer * Math.min(missingOfA, 1000) / 1000;
    }
    return (int) Math.max(0, alike);
  }

  /** 1000 for the same word, less for one with a slip of the pen or two in a long one, else 0. */
  private static int alike(String one, long lettersOfOne, String other, long lettersOfOther) {
    int apart = Long.bitCount(lettersOfOne ^ lettersOfOther);
    if (apart == 0 && one.equals(other)) {
      return 1000;
    }
    if (apart > 4) {
      return 0; // two slips change four kinds of letters at most
    }
    int shorter = Math.min(one.length(), other.length());
    int longer = Math.max(one.length(), other.length());
    int slips = longer < LONG ? 1 : 2;
    if (longer < SHORTEST_FOR_TYPOS || longer - shorter > slips || one.charAt(0) != other.charAt(0)) {
      return 0;
    }
    int distance = distance(one, other);
    return distance > slips ? 0 : 1000 - 1000 * distance / longer;
  }

  /** Letters wrong, missing, too many or changed places. */
  private static int distance(String one, String other) {
    int[] before = new int[other.length() + 1];
    int @Nullable [] beforeThat = null;
    for (int j = 0; j <= other.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        row[j] = Math.min(Math.min(before[j], row[j - 1]) + 1, before[j - 1] + (same ? 0 : 1));
        if (beforeThat != null && j > 1 && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeThat[j - 2] + 1);
        }
      }
      beforeThat = before;
      before = row;
    }
    return before[other.length()];
  }
}
