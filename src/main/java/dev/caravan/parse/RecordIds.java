package dev.caravan.parse;

import java.util.Locale;
import java.util.Set;

/** Ids of records, and what stands where one is missing. */
public final class RecordIds {
  /** Record types of a Salesforce id that are met in other fields than those for ids. */
  private static final Set<String> TYPES = Set.of("001", "003", "005", "006", "00G", "00Q", "00T", "00K", "00v", "701", "800", "02i");
  private static final String SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  private static final int SHORT = 15;
  private static final int LONG = 18;
  /** What forms, lists and exports hold where nothing is known. Nobody is known by it. */
  private static final Set<String> PLACEHOLDERS = Set.of("n/a", "n.a.", "n.a", "na", "#n/a", "#n/v", "#nv", "nan", "nil", "none", "null",
      "(null)", "<null>", "(blank)", "blank", "empty", "undefined", "unknown", "not known", "not available", "not provided",
      "[not provided]", "not specified", "no email", "no e-mail", "no mail", "no address", "none given", "prefer not to say",
      "0", "-", "--", "---", "!", "!!!", ".", "..", "...", "?", "??", "???", "x", "xx", "xxx", "tbd", "tba", "tbc", "todo", "test",
      "select", "-- select --", "please select", "select one", "choose", "please choose", "bitte wählen", "keine angabe", "k.a.",
      "k. a.", "keine", "kein", "unbekannt", "nicht bekannt", "ohne", "leer", "(leer)", "aucun", "aucune", "inconnu", "inconnue", "non renseigné",
      "néant", "s/o", "ninguno", "ninguna", "desconocido", "desconocida", "sin datos", "s/d", "n/d", "nd", "n.d.");

  private RecordIds() {}

  /** Whether it only fills a place. */
  public static boolean isPlaceholder(String text) {
    return text.length() <= 20 && PLACEHOLDERS.contains(Written.plain(text).toLowerCase(Locale.ROOT));
  }

  /** An id without spaces around it; a Salesforce id of 15 characters, or in the wrong case, as its 18. */
  public static String salesforce(String text) {
    String id = Written.bare(text);
    if (id.length() != SHORT && id.length() != LONG || !isAlphanumeric(id)) {
      return id;
    }
    return id.length() == SHORT ? id + checksum(id) : cased(id);
  }

  /** The same where a field may hold an id of another system: only what is surely one of Salesforce is made longer. */
  public static String anywhere(String text) {
    String id = Written.bare(text);
    return (id.length() == SHORT || id.length() == LONG) && TYPES.contains(id.substring(0, 3)) ? salesforce(id) : id;
  }

  /**
   * Why it cannot be the id of a Salesforce record; {@code ""} if it can. The last three of 18 characters follow from the others:
   * where they do not, the id was mistyped, and names another record or none.
   */
  public static String mistyped(String text) {
    String id = salesforce(text);
    return id.length() == LONG && isAlphanumeric(id) && TYPES.contains(id.substring(0, 3)) && !id.endsWith(checksum(id))
        ? "is no id of Salesforce: its last three characters do not fit the others" : "";
  }

  private static boolean isAlphanumeric(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return true;
  }

  /** Three characters that say which of the others are capitals. */
  private static String checksum(String id) {
    var sum = new StringBuilder();
    for (int block = 0; block < 3; block++) {
      int capitals = 0;
      for (int i = 0; i < 5; i++) {
        char c = id.charAt(block * 5 + i);
        capitals |= c >= 'A' && c <= 'Z' ? 1 << i : 0;
      }
      sum.append(SUFFIX.charAt(capitals));
    }
    return sum.toString();
  }

  /** Spreadsheets look up without regard to case and may change it: the checksum knows better. */
  private static String cased(String id) {
    String sum = id.substring(SHORT).toUpperCase(Locale.ROOT);
    if (id.endsWith(sum) && checksum(id).equals(sum)) {
      return id;
    }
    if (!id.equals(id.toLowerCase(Locale.ROOT)) && !id.equals(id.toUpperCase(Locale.ROOT))) {
      return id; // mixed case that does not fit its checksum is another system's id
    }
    var mended = new StringBuilder();
    for (int i = 0; i < SHORT; i++) {
      int capitals = SUFFIX.indexOf(sum.charAt(i / 5));
      char c = id.charAt(i);
      mended.append((capitals >> i % 5 & 1) == 1 ? Character.toUpperCase(c) : Character.toLowerCase(c));
    }
    return TYPES.contains(mended.substring(0, 3)) && checksum(mended.toString()).equals(sum) ? mended + sum : id;
  }
}
