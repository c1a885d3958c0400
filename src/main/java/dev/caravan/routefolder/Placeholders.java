package dev.caravan.routefolder;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Property placeholders: <code>{{name}}</code>, <code>{{name:default}}</code> and, in Kamelets,
 * <code>{{?optional}}</code>.
 */
public final class Placeholders {
  public static final Pattern USED = Pattern.compile("\\{\\{(\\?)?([\\w.-]+)(?::([^}]*))?}}");

  private Placeholders() {}

  /** The text with each placeholder replaced by its default; those without one stay. */
  static String filled(String text, Map<String, String> defaults) {
    Matcher placeholder = USED.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (placeholder.find()) {
      String byDefault = placeholder.group(3) != null ? placeholder.group(3) : defaults.get(placeholder.group(2));
      placeholder.appendReplacement(filled, Matcher.quoteReplacement(byDefault == null ? placeholder.group()
          : byDefault));
    }
    return placeholder.appendTail(filled).toString();
  }

  /** Whether something is left that only the running house can fill in. */
  static boolean isOpen(String text) {
    return text.contains("{{") || text.contains("${");
  }
}
