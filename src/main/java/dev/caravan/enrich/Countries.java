package dev.caravan.enrich;

import dev.caravan.config.ConfigNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Country names in several languages to ISO 3166-1 alpha-2: the platform's own lists, and what people write besides. */
final class Countries {
  private static final Map<String, String> LISTED = listed();
  private static final Set<String> CODES = Set.of(Locale.getISOCountries());

  private final Map<String, String> names;

  private Countries(Map<String, String> names) {
    this.names = names;
  }

  /** With what {@code config/enrichment.yaml} says people write. */
  static Countries from(ConfigNode aliases) {
    var names = new TreeMap<String, String>();
    for (ConfigNode.Entry entry : aliases.entries()) {
      if (!CODES.contains(entry.key())) {
        entry.value().report("unknown-country", "\"" + entry.key()
            + "\" is no country; expected a code of ISO 3166-1 in capitals such as \"GB\"");
      }
      for (String alias : entry.value().isList() ? entry.value().texts() : List.<String>of()) {
        String before = names.putIfAbsent(Texts.key(alias), entry.key());
        if (before != null && !before.equals(entry.key())) {
          entry.value().report("duplicate-country", "\"" + alias + "\" already means \"" + before
              + "\"; expected each under one country");
        }
      }
    }
    return new Countries(Map.copyOf(names));
  }

  /** The two-letter code, or the text as it is when no list knows it. */
  String code(String text) {
    String key = Texts.key(text);
    String code = names.get(key);
    return code == null ? LISTED.getOrDefault(key, text) : code;
  }

  /** Whether a text is a code of ISO 3166-1. */
  static boolean isCode(String text) {
    return CODES.contains(text);
  }

  private static Map<String, String> listed() {
    var codes = new HashMap<String, String>();
    var languages = new Locale[] {Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH, Locale.ITALIAN, new Locale("es"),
      new Locale("nl"), new Locale("pt")};
    for (String iso : Locale.getISOCountries()) {
      codes.put(Texts.key(iso), iso);
    }
    for (String iso : Locale.getISOCountries()) {
      var country = new Locale("", iso);
      for (Locale language : languages) {
        codes.putIfAbsent(Texts.key(country.getDisplayCountry(language)), iso);
      }
      codes.putIfAbsent(Texts.key(country.getISO3Country()), iso);
    }
    return codes;
  }
}
