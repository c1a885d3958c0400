package dev.caravan.sandbox.market;

/** Salesforce record ids: a three-character prefix, twelve characters, and the three that guard upper and lower case. */
final class SalesforceId {
  private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String GUARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

  private SalesforceId() {}

  static String of(String prefix, long number) {
    StringBuilder id = new StringBuilder(prefix).append("5e0000");
    char[] tail = new char[6];
    long rest = number;
    for (int i = 5; i >= 0; i--) {
      tail[i] = DIGITS.charAt((int) (rest % 62));
      rest /= 62;
    }
    id.append(tail);
    for (int part = 0; part < 3; part++) {
      int bits = 0;
      for (int i = 0; i < 5; i++) {
        if (Character.isUpperCase(id.charAt(part * 5 + i))) {
          bits |= 1 << i;
        }
      }
      id.append(GUARD.charAt(bits));
    }
    return id.toString();
  }
}
