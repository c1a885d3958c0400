package dev.caravan.connectors.file;

import com.google.common.hash.Hashing;
import dev.caravan.parse.Amounts;
import dev.caravan.parse.Moments;
import dev.caravan.parse.Parsed;
import dev.caravan.parse.YesNo;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What a template may do with a value that is there: {@code {Company|slug}}, {@code {Email|after:@}}. */
enum TextFunction {
  LOWER, UPPER, SLUG, DIGITS, NUMBER, FLAG, NOT, BEFORE, AFTER, DATE, AMOUNT, OPTIONAL;

  /** By the word an admin writes. */
  static final Map<String, TextFunction> BY_WORD = new LinkedHashMap<>();

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern PLAIN = Pattern.compile("[a-z0-9]*");
  private static final Pattern NOT_IN_SLUG = Pattern.compile("[^a-z0-9]+");
  /** What a slug may lose: names that differ in nothing else are one. */
  private static final Pattern LOST = Pattern.compile("[\\p{Z}\\s\\p{Cf}.,;:'\u2019\u2018\"\u201c\u201d\u201e()\\[\\]/_\\p{Pd}]+");
  /** The way a spreadsheet counts days. */
  static final String EXCEL = "excel";

  static {
    for (TextFunction function : values()) {
      BY_WORD.put(function.name().toLowerCase(Locale.ROOT), function);
    }
  }

  /** Whether something must stand behind a colon; otherwise nothing may. */
  boolean wantsArgument() {
    return this == BEFORE || this == AFTER || this == DATE || this == AMOUNT;
  }

  /** Empty gives empty; {@code argument} of {@code DATE} is a pattern that has been checked. */
  String apply(String value, String argument) throws BadRow {
    return switch (this) {
      case LOWER -> value.toLowerCase(Locale.ROOT);
      case UPPER -> value.toUpperCase(Locale.ROOT);
      case SLUG -> slug(value);
      case DIGITS -> value.replaceAll("[^0-9]", "");
      case NUMBER -> number(value);
      case FLAG -> String.valueOf(read(YesNo.read(value)));
      case NOT -> String.valueOf(!read(YesNo.read(value)));
      case BEFORE -> value.indexOf(argument) < 0 ? value : value.substring(0, value.indexOf(argument)).strip();
      case AFTER -> value.indexOf(argument) < 0 ? ""
          : value.substring(value.indexOf(argument) + argument.length()).strip();
      case DATE -> argument.equals(EXCEL) ? read(Moments.excel(value)) : TimeForm.of(argument).date(value);
      case AMOUNT -> read(Amounts.plain(value, argument.charAt(0)));
      case OPTIONAL -> value;
    };
  }

  /**
   * Names with letters or signs that a slug has not got their number as well, so that they stay apart. What differs only in
   * case, spaces and punctuation is one name; an accent or an {@code &} makes another.
   */
  private static String slug(String value) {
    String name = Normalizer.normalize(value, Normalizer.Form.NFC).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    String told = LOST.matcher(name).replaceAll("");
    String plain = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
    String slug = NOT_IN_SLUG.matcher(plain).replaceAll("-").replaceAll("^-|-$", "");
    if (told.isEmpty()) {
      return "n" + number(value); // nothing but signs: these are the name then
    }
    return slug.isEmpty() ? "n" + number(told) : PLAIN.matcher(told).matches() ? slug : slug + "-n" + number(told);
  }

  /** Stable everywhere and positive; 47 bits, so that systems that count in doubles keep it. */
  private static String number(String value) {
    long hash = Hashing.sha256().hashString(value, StandardCharsets.UTF_8).asLong();
    return Long.toString((hash >>> 17) + 1);
  }

  private static <T> T read(Parsed<T> parsed) throws BadRow {
    if (parsed instanceof Parsed.Read<T> read) {
      return read.value();
    }
    throw new BadRow(parsed.why());
  }
}
