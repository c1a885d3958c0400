package dev.caravan.parse;

import java.text.Normalizer;

/** Texts without what cannot be seen. */
final class Written {
  private Written() {}

  /** Without any spaces at both ends, and without characters that only format: of which a copied cell is full. */
  static String bare(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    StringBuilder clean = null;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c > 0x7f && Character.getType(c) == Character.FORMAT) {
        clean = clean == null ? new StringBuilder(text.substring(from, i)) : clean;
      } else if (clean != null) {
        clean.append(c);
      }
    }
    return clean == null ? text.substring(from, to) : clean.toString();
  }

  /** The same with every space as a plain one, and wide, raised and joined characters as plain ones. */
  static String plain(String text) {
    String bare = bare(text);
    for (int i = 0; i < bare.length(); i++) {
      if (bare.charAt(i) > 0x7f) {
        return bare(Normalizer.normalize(bare, Normalizer.Form.NFKC)).replaceAll("[\\p{Z}\\s]+", " ");
      }
    }
    return bare;
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || c > 0x7e && (Character.isSpaceChar(c) || Character.isWhitespace(c) || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT);
  }
}
