package dev.caravan.enrich;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text as it is compared: small letters and digits without accents. */
final class Texts {
  private Texts() {}

  /** Everything between letters and digits left out: {@code U.S.A.} is {@code usa}. */
  static String key(String text) {
    var key = new StringBuilder(text.length());
    plain(text).codePoints().filter(Character::isLetterOrDigit).forEach(key::appendCodePoint);
    return key.toString();
  }

  /** The words; letters that stand alone are run together, so that {@code S. A.} and {@code SA} are one word. */
  static List<String> words(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    var alone = new StringBuilder();
    String plain = plain(text) + " ";
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
        word.append(c);
      } else if (c != '\'' && c != '’' && c != '`' && word.length() > 0) {
        if (word.length() == 1) {
          alone.append(word);
        } else {
          flush(alone, words);
          words.add(word.toString());
        }
        word.setLength(0);
      }
    }
    flush(alone, words);
    return words;
  }

  private static void flush(StringBuilder alone, List<String> words) {
    if (alone.length() > 0) {
      words.add(alone.toString());
      alone.setLength(0);
    }
  }

  private static String plain(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length(); i++) {
      if (lower.charAt(i) > 127) {
        return marksOff(Normalizer.normalize(lower, Normalizer.Form.NFKD)).replace("ß", "ss");
      }
    }
    return lower;
  }

  private static String marksOff(String decomposed) {
    var bare = new StringBuilder(decomposed.length());
    for (int i = 0; i < decomposed.length(); i++) {
      char c = decomposed.charAt(i);
      if (Character.getType(c) != Character.NON_SPACING_MARK) {
        bare.append(c);
      }
    }
    return bare.toString();
  }
}
