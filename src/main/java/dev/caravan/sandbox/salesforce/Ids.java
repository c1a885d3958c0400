package dev.caravan.sandbox.salesforce;

/**
 * Record ids: 15 characters that tell case apart, or 18 with three more that spell out the case.
 *
 * <p>Ids from facts may be of any length and are kept as they are; only a true 18-character id equals its 15-character
 * form.
 */
final class Ids {
  private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String CASES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  private static final String MIDDLE = "5g000";

  private Ids() {}

  /** What two spellings of one id have in common. */
  static String key(String id) {
    if (id.length() == 18) {
      String plain = id.substring(0, 15);
      if (id.endsWith(suffix(plain))) {
        return plain;
      }
    }
    return id;
  }

  /**
   * A new id.
   *
   * @param origin one letter: S shipped with the org, L from facts, C made by callers
   */
  static String make(String prefix, char origin, long number) {
    var digits = new char[6];
    long rest = number;
    for (int i = 5; i >= 0; i--) {
      digits[i] = DIGITS.charAt((int) (rest % 62));
      rest /= 62;
    }
    String plain = prefix + MIDDLE + origin + new String(digits);
    return plain + suffix(plain);
  }

  /** The number inside an id made for callers; 0 for any other id. */
  static long numberOf(String id) {
    if (id.length() < 15 || !id.startsWith(MIDDLE + 'C', 3)) {
      return 0;
    }
    long number = 0;
    for (int i = 9; i < 15; i++) {
      number = number * 62 + Math.max(0, DIGITS.indexOf(id.charAt(i)));
    }
    return number;
  }

  private static String suffix(String plain) {
    var suffix = new StringBuilder(3);
    for (int block = 0; block < 3; block++) {
      int bits = 0;
      for (int i = 0; i < 5; i++) {
        char c = plain.charAt(block * 5 + i);
        if (c >= 'A' && c <= 'Z') {
          bits |= 1 << i;
        }
      }
      suffix.append(CASES.charAt(bits));
    }
    return suffix.toString();
  }
}
