package dev.caravan.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words of other systems, made fit for logs and reports: e-mail addresses and phone numbers in them are covered. A name
 * cannot be told from other words, so what may quote one must not be shown there at all.
 */
public final class Masked {
  private static final String COVER = "…";
  /** The part before the sign is bounded, so that a long word without one is read once, not once a letter. */
  private static final Pattern EMAIL = Pattern.compile("[\\p{L}\\d][\\p{L}\\d._%+'-]{0,254}(?:@|%40)[\\p{L}\\d-]+(?:\\.[\\p{L}\\d-]+)*");
  /** Digits with a plus before them or with separators among them, or so many that they count nothing. */
  private static final Pattern PHONE = Pattern.compile("(?<![\\w.:/-])(?:\\+\\d|\\(?\\d)[\\d ()./-]{5,}\\d(?![\\w-])");
  private static final Pattern NO_PHONE = Pattern.compile("\\d{1,9}|\\d{1,3}(?:\\.\\d{1,3}){3}|\\d{4}-\\d\\d-\\d\\d.*");
  private static final int FEWEST_DIGITS = 7;

  private Masked() {}

  /** The same words with {@code …} in place of addresses and numbers. */
  public static String text(String words) {
    String safe = EMAIL.matcher(words).replaceAll(COVER);
    return PHONE.matcher(safe).replaceAll(found -> Matcher.quoteReplacement(isPhone(found.group()) ? COVER : found.group()));
  }

  private static boolean isPhone(String digits) {
    return !NO_PHONE.matcher(digits).matches() && digits.chars().filter(Character::isDigit).count() >= FEWEST_DIGITS;
  }
}
