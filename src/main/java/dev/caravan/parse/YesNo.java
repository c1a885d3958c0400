package dev.caravan.parse;

import java.util.Locale;
import java.util.Set;

/** Yes and no, as numbers and as words of English, German, French and Spanish, in any case. */
public final class YesNo {
  private static final Set<String> YES = Set.of("yes", "y", "true", "t", "on", "1", "x", "checked", "ja", "j", "wahr", "oui", "o",
      "vrai", "v", "si", "sí", "s", "verdadero", "cierto", "opt in", "opted in", "opt-in", "opted-in", "optin", "subscribed",
      "agreed", "granted", "given", "angemeldet", "abonniert", "einverstanden", "zugestimmt", "inscrit", "abonné", "accepté",
      "suscrito", "aceptado", "allowed", "accepted", "active", "enabled");
  private static final Set<String> NO = Set.of("no", "n", "false", "f", "off", "0", "unchecked", "nein", "falsch", "non", "faux",
      "falso", "opt out", "opted out", "opt-out", "opted-out", "optout", "unsubscribed", "declined", "denied", "refused",
      "withdrawn", "revoked", "not subscribed", "do not contact", "do not email", "abgemeldet", "abbestellt", "widerrufen",
      "abgelehnt", "désinscrit", "désabonné", "refusé", "baja", "de baja", "dado de baja", "cancelado", "rechazado",
      "not allowed", "rejected", "inactive", "disabled");

  private YesNo() {}

  /** Whether it says yes. */
  public static Parsed<Boolean> read(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Parsed.read(text.equals("true")); // as systems write it
    }
    String word = Written.plain(text).toLowerCase(Locale.ROOT);
    if (word.endsWith(".") || word.endsWith("!")) {
      word = word.substring(0, word.length() - 1);
    }
    String number = word.matches("[01][.,]0+") ? word.substring(0, 1) : word;
    if (YES.contains(number) || NO.contains(number)) {
      return Parsed.read(YES.contains(number));
    }
    return Parsed.refused("is no flag; expected yes or no, true or false, 1 or 0");
  }
}
