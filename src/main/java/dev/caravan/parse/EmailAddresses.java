package dev.caravan.parse;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** E-mail addresses as they are compared: in lower case, without what is around them, their domain as A-labels. */
public final class EmailAddresses {
  private static final String NONE = "is no e-mail address";
  private static final String FILLS = "only fills a place, so it is nobody's e-mail address";
  /** What people write who have to give an address and want to give none; at a domain of the same name. */
  private static final Set<String> FILLERS = Set.of("none", "noemail", "no-email", "nomail", "test", "na", "null", "unknown", "nobody",
      "noname", "keine", "aucun", "ninguno", "xxx", "asdf", "abc", "email", "mail", "no");
  private static final String MAILTO = "mailto:";
  private static final int LONGEST = 254;
  private static final int LONGEST_LOCAL = 64;

  private EmailAddresses() {}

  /** One address, out of {@code Dee Ray <dee.ray@halden.example>} or {@code mailto:…} too; a list is none. */
  public static Parsed<String> read(String text) {
    if (isPlain(text)) {
      return isFiller(text) ? Parsed.refused(FILLS) : Parsed.read(text);
    }
    String bare = Written.bare(text).replace('\uff20', '@');
    if (bare.regionMatches(true, 0, MAILTO, 0, MAILTO.length())) {
      int query = bare.indexOf('?');
      bare = Written.bare(bare.substring(MAILTO.length(), query < 0 ? bare.length() : query));
    }
    int open = bare.indexOf('<');
    if (open >= 0 && bare.endsWith(">") && bare.indexOf('<', open + 1) < 0 && bare.indexOf('>') == bare.length() - 1) {
      bare = Written.bare(bare.substring(open + 1, bare.length() - 1));
      bare = bare.regionMatches(true, 0, MAILTO, 0, MAILTO.length()) ? bare.substring(MAILTO.length()) : bare;
    }
    bare = unquoted(bare);
    int at = bare.indexOf('@');
    if (at != bare.lastIndexOf('@')) {
      return Parsed.refused("holds several e-mail addresses; expected one");
    }
    if (at < 1 || bare.length() > LONGEST) {
      return Parsed.refused(NONE);
    }
    String local = Normalizer.normalize(bare.substring(0, at), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    Parsed<String> domain = WebAddresses.domain(bare.substring(at + 1));
    if (!isLocal(local) || !(domain instanceof Parsed.Read<String> read)) {
      return Parsed.refused(NONE);
    }
    String address = local + "@" + read.value();
    return isFiller(address) ? Parsed.refused(FILLS) : Parsed.read(address);
  }

  /** {@code none@none.com}: one word on both sides, which many give. */
  private static boolean isFiller(String address) {
    int at = address.indexOf('@');
    return address.regionMatches(0, address, at + 1, at) && address.length() > 2 * at + 1 && address.charAt(2 * at + 1) == '.'
        && FILLERS.contains(address.substring(0, at));
  }

  /** Whether a text means to be an address, whatever else it is not: then it is no id. */
  public static boolean isMeant(String text) {
    int at = text.indexOf('@');
    int colon = text.indexOf(':');
    return at >= 0 && (colon < 0 || colon > at || text.indexOf(' ') >= 0 || Written.bare(text.substring(0, colon + 1)).equalsIgnoreCase(MAILTO));
  }

  /** In quotation marks or with a full stop or comma behind it, as it stands in a sentence. */
  private static String unquoted(String text) {
    String bare = text;
    while (bare.length() > 1 && (bare.endsWith(",") || bare.endsWith(";") || bare.endsWith("."))) {
      bare = Written.bare(bare.substring(0, bare.length() - 1));
    }
    boolean quoted = bare.length() > 2 && (bare.charAt(0) == '"' || bare.charAt(0) == '\'')
        && bare.charAt(bare.length() - 1) == bare.charAt(0);
    return quoted ? Written.bare(bare.substring(1, bare.length() - 1)) : bare;
  }

  private static boolean isLocal(String local) {
    for (int i = 0; i < local.length(); i++) {
      char c = local.charAt(i);
      if (c <= ' ' || c == 0x7f || "()<>[]:;,\\\"".indexOf(c) >= 0
          || c > 0x7f && (Character.isSpaceChar(c) || Character.isISOControl(c))) {
        return false;
      }
    }
    return !local.isEmpty() && local.length() <= LONGEST_LOCAL && local.charAt(0) != '.';
  }

  /** Whether it is written as it is compared; most are, and are asked about again and again. */
  private static boolean isPlain(String text) {
    int at = -1;
    int dot = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '@') {
        if (at >= 0) {
          return false;
        }
        at = i;
      } else if (c == '.') {
        if (i == 0 || dot == i - 1 || at == i - 1) {
          return false;
        }
        dot = i;
      } else if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-' && i > at + 1 && dot != i - 1 || c == '+' && at < 0)) {
        return false;
      }
    }
    int last = text.length() - 1;
    return at > 0 && at <= LONGEST_LOCAL && dot > at && dot < last && text.charAt(last) != '-' && last < LONGEST
        && text.indexOf("-.", at) < 0 && last - at <= 63;
  }
}
