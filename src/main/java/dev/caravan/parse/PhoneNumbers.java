package dev.caravan.parse;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Telephone numbers to E.164. */
public final class PhoneNumbers {
  /** A spreadsheet shows a long number so, and has lost its last digits. */
  private static final Pattern SCIENTIFIC = Pattern.compile("\\d[.,]?\\d*[eE]\\+?\\d{1,2}");
  private static final Pattern BARE = Pattern.compile("[1-9][0-9]{9,14}");

  private PhoneNumbers() {}

  /**
   * The number such as {@code +12025550100}. A number that its country does not have, but that is one with the plus sign in
   * front that spreadsheets take away, is that one.
   *
   * @param country ISO code of where it is called from when it does not say so, {@code ""} if not known
   */
  public static Parsed<String> read(String text, String country) {
    String bare = Written.plain(text);
    if (SCIENTIFIC.matcher(bare).matches()) {
      return Parsed.refused("is a telephone number that a spreadsheet has cut; format the column as text and export again");
    }
    PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    PhoneNumber here = number(phones, bare, country);
    if (here == null || !phones.isPossibleNumber(here) || !phones.isValidNumber(here)) {
      String digits = bare.replaceAll("[ ()./-]", "");
      PhoneNumber abroad = BARE.matcher(digits).matches() ? number(phones, "+" + digits, "") : null;
      if (abroad != null && phones.isValidNumber(abroad)) {
        return Parsed.read(phones.format(abroad, PhoneNumberUtil.PhoneNumberFormat.E164));
      }
    }
    return here != null && phones.isPossibleNumber(here)
        ? Parsed.read(phones.format(here, PhoneNumberUtil.PhoneNumberFormat.E164)) : Parsed.refused("is no telephone number");
  }

  private static @Nullable PhoneNumber number(PhoneNumberUtil phones, String text, String country) {
    try {
      return phones.parse(text, country.isEmpty() ? null : country);
    } catch (NumberParseException e) {
      return null; // no number as far as anybody can tell
    }
  }
}
