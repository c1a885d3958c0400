package dev.caravan.parse;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;

/** Hosts of web sites and of e-mail, as the domain name system knows them: in lower case, other letters as A-labels. */
public final class WebAddresses {
  private static final int LONGEST = 253;

  private WebAddresses() {}

  /** A domain such as {@code xn--mller-bau-q9a.example}; one without a dot is none. */
  public static Parsed<String> domain(String text) {
    String bare = Written.bare(text);
    if (!isPlain(bare)) {
      try {
        // The dots of other scripts are dots.
        bare = IDN.toASCII(Normalizer.normalize(bare, Normalizer.Form.NFKC), 0).toLowerCase(Locale.ROOT);
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        return Parsed.refused("is no domain");
      }
    }
    String domain = bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    return isDomain(domain) ? Parsed.read(domain) : Parsed.refused("is no domain such as halden.example");
  }

  /** The host of a web site, with or without its scheme, path and port. */
  public static Parsed<String> host(String url) {
    String rest = Written.bare(url);
    int scheme = rest.indexOf("://");
    rest = scheme >= 0 ? rest.substring(scheme + 3) : rest.startsWith("//") ? rest.substring(2) : rest;
    for (int i = 0; i < rest.length(); i++) {
      if ("/?#\\".indexOf(rest.charAt(i)) >= 0) {
        rest = rest.substring(0, i);
      }
    }
    rest = rest.substring(rest.indexOf('@') + 1);
    int port = rest.indexOf(':');
    Parsed<String> domain = domain(port >= 0 ? rest.substring(0, port) : rest);
    return domain instanceof Parsed.Refused<String> ? Parsed.refused("is no web address such as https://www.halden.example") : domain;
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0x7f || c >= 'A' && c <= 'Z') {
        return false;
      }
    }
    return true;
  }

  private static boolean isDomain(String text) {
    int label = 0;
    boolean dotted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (label == 0 || text.charAt(i - 1) == '-') {
          return false;
        }
        dotted = true;
        label = 0;
      } else if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-' && label > 0) {
        label++;
        if (label > 63) {
          return false;
        }
      } else {
        return false;
      }
    }
    return dotted && label > 0 && text.charAt(text.length() - 1) != '-' && text.length() <= LONGEST;
  }
}
