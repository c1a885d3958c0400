package dev.caravan.enrich;

import java.util.ArrayList;
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
  private static final int SHORTEST_FOR_TYPOS = 6;
  private static final int LONG = 9;

  int of(List<String> one, String oneJoined, List<String> other, String otherJoined) {
    if (one.equals(other)) {
      return CompanyNames.SAME;
    }
    if (oneJoined.equals(otherJoined)) {
      return SAME_RUN_TOGETHER;
    }
    if (one.size() == other.size() && one.stream().sorted().toList().equals(other.stream().sorted().toList())) {
      return SAME_WORDS;
    }
    List<String> a = runTogether(one, other.get(0));
    List<String> b = runTogether(other, one.get(0));
    return Math.min(MOST_OTHERWISE, byWords(a, b));
  }

  /** Leading words as one where the other name writes them so: Super Micro, Supermicro. */
  private static List<String> runTogether(List<String> words, String first) {
    var run = new StringBuilder();
    for (int i = 0; i < words.size() && run.length() < first.length(); i++) {
      run.append(words.get(i));
      if (i > 0 && first.contentEquals(run)) {
        var joined = new ArrayList<String>(words.subList(i, words.size()));
        joined.set(0, first);
        return joined;
      }
    }
    return words;
  }

  private int byWords(List<String> a, List<String> b) {
    var used = new boolean[b.size()];
    long foundOfA = 0;
    long foundOfB = 0;
    long missingOfA = 0;
    boolean beginAlike = false;
    for (int i = 0; i < a.size(); i++) {
      int best = 0;
      int at = -1;
      for (int j = 0; j < b.size(); j++) {
        int alike = used[j] ? 0 : alike(a.get(i), b.get(j));
        if (alike > best) {
          best = alike;
          at = j;
        }
      }
      if (at < 0) {
        missingOfA += weight(a.get(i));
      } else {
        used[at] = true;
        foundOfA += (long) weight(a.get(i)) * best;
        foundOfB += (long) weight(b.get(at)) * best;
        beginAlike |= i == 0 && at == 0;
      }
    }
    boolean missingOfB = false;
    for (boolean each : used) {
      missingOfB |= !each;
    }
    if (foundOfA == 0) {
      return 0;
    }
    long mean = (foundOfA / weight(a) + foundOfB / weight(b)) / 2;
    long alike = mean * 9 / 10 + (beginAlike ? firstWord : 0);
    if (missingOfA > 0 && missingOfB) {
      alike -= bothDiffer * Math.min(missingOfA, 1000) / 1000;
    }
    return (int) Math.max(0, alike);
  }

  private int weight(String word) {
    return common.contains(word) ? commonWeighs : 1000;
  }

  private long weight(List<String> words) {
    long sum = 0;
    for (String word : words) {
      sum += weight(word);
    }
    return Math.max(1, sum);
  }

  /** 1000 for the same word, less for one with a slip of the pen or two in a long one, else 0. */
  private static int alike(String one, String other) {
    if (one.equals(other)) {
      return 1000;
    }
    int shorter = Math.min(one.length(), other.length());
    int longer = Math.max(one.length(), other.length());
    int slips = longer < LONG ? 1 : 2;
    if (shorter < SHORTEST_FOR_TYPOS || longer - shorter > slips || one.charAt(0) != other.charAt(0)) {
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
