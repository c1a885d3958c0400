package dev.caravan.enrich;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;

/** Telephone numbers to E.164. */
final class Phones {
  private Phones() {}

  /**
   * The number such as {@code +12025550100}; the text as it is when it cannot be one.
   *
   * @param country where it is called from when it does not say so, {@code ""} if not known
   */
  static String number(String text, String country) {
    PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    try {
      var number = phones.parse(text, country.isEmpty() ? null : country);
      return phones.isPossibleNumber(number) ? phones.format(number, PhoneNumberUtil.PhoneNumberFormat.E164) : text;
    } catch (NumberParseException e) {
      return text; // no number as far as anybody can tell; what was written stays
    }
  }
}
