package dev.caravan.enrich;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Country names in several languages to ISO 3166-1 alpha-2, from the platform's own lists. */
final class Countries {
  private static final Map<String, String> CODES = codes();

  private Countries() {}

  /** The two-letter code, or the text as it is when no list knows it. */
  static String code(String text) {
    String code = CODES.get(key(text));
    return code == null ? text : code;
  }

  private static Map<String, String> codes() {
    var codes = new HashMap<String, String>();
    var languages = new Locale[] {Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH, Locale.ITALIAN, new Locale("es"),
      new Locale("nl"), new Locale("pt")};
    for (String iso : Locale.getISOCountries()) {
      var country = new Locale("", iso);
      for (Locale language : languages) {
        codes.putIfAbsent(key(country.getDisplayCountry(language)), iso);
      }
      codes.putIfAbsent(key(iso), iso);
      codes.putIfAbsent(key(country.getISO3Country()), iso);
    }
    // What people write that no list holds.
    codes.put(key("UK"), "GB");
    codes.put(key("Great Britain"), "GB");
    codes.put(key("England"), "GB");
    codes.put(key("Scotland"), "GB");
    codes.put(key("United States of America"), "US");
    codes.put(key("U.S."), "US");
    codes.put(key("U.S.A."), "US");
    codes.put(key("America"), "US");
    codes.put(key("Holland"), "NL");
    codes.put(key("The Netherlands"), "NL");
    return codes;
  }

  private static String key(String text) {
    var key = new StringBuilder(text.length());
    text.codePoints().filter(Character::isLetterOrDigit).forEach(c -> key.appendCodePoint(Character.toLowerCase(c)));
    return key.toString();
  }
}
