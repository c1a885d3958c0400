package dev.caravan.connectors.file;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a template may do with a value that is there: {@code {Company|slug}}, {@code {Email|after:@}}. */
enum TextFunction {
  LOWER, UPPER, SLUG, DIGITS, NUMBER, FLAG, BEFORE, AFTER, DATE, OPTIONAL;

  /** By the word an admin writes. */
  static final Map<String, TextFunction> BY_WORD = new LinkedHashMap<>();

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NOT_IN_SLUG = Pattern.compile("[^a-z0-9]+");
  private static final Set<String> YES = Set.of("yes", "y", "true", "1", "on");
  private static final Set<String> NO = Set.of("no", "n", "false", "0", "off");

  static {
    for (TextFunction function : values()) {
      BY_WORD.put(function.name().toLowerCase(Locale.ROOT), function);
    }
  }

  /** Whether something must stand behind a colon; otherwise nothing may. */
  boolean wantsArgument() {
    return this == BEFORE || this == AFTER || this == DATE;
  }

  /** Empty gives empty; {@code argument} of {@code DATE} is a pattern that has been checked. */
  String apply(String value, String argument) throws BadRow {
    return switch (this) {
      case LOWER -> value.toLowerCase(Locale.ROOT);
      case UPPER -> value.toUpperCase(Locale.ROOT);
      case SLUG -> slug(value);
      case DIGITS -> value.replaceAll("[^0-9]", "");
      case NUMBER -> number(value);
      case FLAG -> flag(value);
      case BEFORE -> value.indexOf(argument) < 0 ? value : value.substring(0, value.indexOf(argument)).strip();
      case AFTER -> value.indexOf(argument) < 0 ? ""
          : value.substring(value.indexOf(argument) + argument.length()).strip();
      case DATE -> TimeForm.of(argument).date(value);
      case OPTIONAL -> value;
    };
  }

  /** Names in other letters than Latin have nothing to keep: they get their number, so that they stay apart. */
  private static String slug(String value) {
    String plain = MARKS.matcher(Normalizer.normalize(value, Normalizer.Form.NFD)).replaceAll("");
    String slug = NOT_IN_SLUG.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("-").replaceAll("^-|-$", "");
    return slug.isEmpty() ? "n" + number(value) : slug;
  }

  /** Stable everywhere and positive; 47 bits, so that systems that count in doubles keep it. */
  private static String number(String value) {
    long hash = Hashing.sha256().hashString(value, StandardCharsets.UTF_8).asLong();
    return Long.toString((hash >>> 17) + 1);
  }

  private static String flag(String value) throws BadRow {
    String word = value.toLowerCase(Locale.ROOT);
    if (YES.contains(word) || NO.contains(word)) {
      return Boolean.toString(YES.contains(word));
    }
    throw new BadRow("is no flag; expected yes or no, true or false, 1 or 0");
  }
}
