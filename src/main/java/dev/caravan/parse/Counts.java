package dev.caravan.parse;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts such as numbers of employees: with separators, as ranges, in thousands and millions. */
public final class Counts {
  private static final String BETWEEN = "[ .,'\u2019]";
  private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:(" + BETWEEN + ")\\d{3})(?:\\1\\d{3})*");
  /** Lakh and crore: two digits a group before the last three. */
  private static final Pattern INDIAN = Pattern.compile("\\d{1,2}(?:,\\d{2})+,\\d{3}");
  private static final Pattern SCIENTIFIC = Pattern.compile("\\d(?:[.,]\\d+)?e\\+?\\d{1,2}");
  private static final Pattern NUMBER = Pattern.compile("([0-9][0-9 .,'\u2019]*?) ?(k|m|mn|mio|mill|million|millions|thousand|tsd|mil)?\\.?");
  /** What Excel makes of 11-50 and 1-10, in its languages. */
  private static final Pattern MONTH = Pattern.compile(".*(?:jan|ene|feb|fev|fév|mar|mär|mrz|apr|abr|avr|may|mai|jun|jui|jul|aug|ago|"
      + "aoû|sep|oct|okt|nov|dec|dez|dic|déc).*");
  private static final Pattern AROUND = Pattern.compile("^(?:ca\\.?|circa|about|approx\\.?|approximately|around|~|≈|more than|over|above|"
      + "at least|min\\.?|über|mehr als|mindestens|etwa|environ|plus de|más de|>=?|≥|up to|bis zu|less than|under|<=?|≤) ?"
      + "|(?: ?\\+| (?:or more|and more|und mehr|et plus|o más))$");
  private static final Pattern PEOPLE = Pattern.compile(" (?:employees?|people|persons?|staff|fte|headcount|mitarbeiter(?:innen)?|"
      + "mitarbeitende|ma|beschäftigte|employés?|salariés?|personnes|empleados?|personas|trabajadores)\\.?$");
  private static final Pattern TO = Pattern.compile(" ?(?:-|\u2010|\u2011|\u2012|\u2013|\u2014|\u2212|~| to | bis | à | a | until ) ?");
  private static final int MOST = 12;

  private Counts() {}

  /** The number; of a range the lower one. A date that a spreadsheet made of a range is none. */
  public static Parsed<Long> read(String text) {
    String bare = Written.plain(text).toLowerCase(Locale.ROOT);
    long plain = digits(bare);
    if (plain >= 0) {
      return Parsed.read(plain);
    }
    long found = MONTH.matcher(PEOPLE.matcher(bare).replaceAll("")).matches() ? -1 : count(bare);
    return found < 0 ? Parsed.refused("is no count such as 1200 or 51-200") : Parsed.read(found);
  }

  private static long count(String text) {
    String core = PEOPLE.matcher(text.replaceAll(" ?\\([^()0-9]*\\)$", "")).replaceAll("");
    core = AROUND.matcher(AROUND.matcher(core).replaceAll("")).replaceAll("").strip();
    core = PEOPLE.matcher(core).replaceAll("");
    if (SCIENTIFIC.matcher(core).matches()) {
      return whole(new BigDecimal(core.replace(',', '.')));
    }
    Matcher to = TO.matcher(core);
    if (!to.find() || to.start() == 0) {
      return number(core, "");
    }
    String lower = core.substring(0, to.start());
    String upper = AROUND.matcher(core.substring(to.end())).replaceAll("");
    long high = number(upper, "");
    long low = number(lower, "");
    // 1-5k: the k is of both, unless the first is already as it stands.
    long shared = high > 0 && low >= 0 && low < 1000 && high >= 1000 && lower.matches("[0-9.,]+") ? number(lower, unit(upper)) : low;
    low = shared > low && shared <= high ? shared : low;
    return low < 0 || high < low ? -1 : low;
  }

  private static String unit(String text) {
    Matcher number = NUMBER.matcher(text);
    return number.matches() && number.group(2) != null ? number.group(2) : "";
  }

  /** {@code -1} for what is none. */
  private static long number(String text, String unit) {
    Matcher number = NUMBER.matcher(text);
    if (!number.matches()) {
      return -1;
    }
    String of = number.group(2) == null ? unit : number.group(2);
    String digits = number.group(1).strip();
    if (!of.isEmpty()) {
      long times = of.equals("k") || of.equals("tsd") || of.equals("thousand") || of.equals("mil") ? 1_000 : 1_000_000;
      return digits.matches("\\d{1,6}(?:[.,]\\d{1,3})?") ? whole(new BigDecimal(digits.replace(',', '.')).multiply(BigDecimal.valueOf(times))) : -1;
    }
    String thousands = digits.replaceAll("(?<=\\d)[.,]0{1,2}$", "");
    if (GROUPED.matcher(thousands).matches() || INDIAN.matcher(thousands).matches() || thousands.matches("\\d+")) {
      return digits(thousands.replaceAll(BETWEEN, ""));
    }
    return -1;
  }

  private static long digits(String text) {
    if (text.isEmpty() || text.length() > MOST) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static long whole(BigDecimal number) {
    return number.stripTrailingZeros().scale() > 0 || number.precision() - number.scale() > MOST ? -1 : number.longValueExact();
  }
}
