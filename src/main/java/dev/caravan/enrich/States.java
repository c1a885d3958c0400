package dev.caravan.enrich;

import dev.caravan.config.ReferenceLists;
import java.util.HashMap;
import java.util.Map;

/** States and provinces to ISO 3166-2. */
final class States {
  private static final String SEVERAL = "";

  private States() {}

  /** Read when the first state comes: many never ask. */
  private static final class Lists {
    /** Codes by country and name or short code, and by name alone where one country only has it. */
    private static final Map<String, String> CODES = read();

    private static Map<String, String> read() {
      var codes = new HashMap<String, String>();
      for (String line : ReferenceLists.subdivisions()) {
        int space = line.indexOf(' ');
        String code = line.substring(0, space);
        String country = code.substring(0, 2);
        String name = Texts.key(line.substring(space + 1));
        codes.putIfAbsent(country + Texts.key(code.substring(3)), code);
        codes.putIfAbsent(country + name, code);
        codes.putIfAbsent(Texts.key(code), code);
        codes.merge(name, code, (one, other) -> one.equals(other) ? one : SEVERAL);
      }
      return codes;
    }
  }

  /**
   * The code such as {@code US-CA}; the text as it is when no list knows it, or when it could be in several countries.
   *
   * @param country its ISO code, {@code ""} if it is not known
   */
  static String code(String text, String country) {
    String key = Texts.key(text);
    String code = Lists.CODES.getOrDefault(country + key, SEVERAL);
    if (code.equals(SEVERAL)) {
      String anywhere = Lists.CODES.getOrDefault(key, SEVERAL);
      code = country.isEmpty() && key.length() > 3 || anywhere.startsWith(country + "-") ? anywhere : SEVERAL;
    }
    return code.equals(SEVERAL) ? text : code;
  }
}
