package dev.caravan.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads values that carry their unit. Each method throws {@link NotThis} with the sentence for the admin. */
final class Units {
  static final String UNITS = "seconds, minutes, hours, days or weeks";
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
  private static final Map<String, Long> MILLIS = new LinkedHashMap<>();
  private static final Pattern WITH_UNIT = Pattern.compile("([-+]?[0-9][0-9.,_]*)\\s*(.*)");
  private static final Pattern RATE = Pattern.compile("([0-9]+)\\s+per\\s+(?:([0-9]+)\\s+)?(\\S+)");
  private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9].*");
  private static final Pattern POINTS = Pattern.compile("(\\S+)\\s+points?");

  static {
    long second = 1_000;
    MILLIS.put("seconds", second);
    MILLIS.put("second", second);
    MILLIS.put("minutes", 60 * second);
    MILLIS.put("minute", 60 * second);
    MILLIS.put("min", 60 * second);
    MILLIS.put("hours", 3_600 * second);
    MILLIS.put("hour", 3_600 * second);
    MILLIS.put("days", 86_400 * second);
    MILLIS.put("day", 86_400 * second);
    MILLIS.put("weeks", 7 * 86_400 * second);
    MILLIS.put("week", 7 * 86_400 * second);
  }

  private Units() {}

  /** The value is not what the key needs; the message goes on after the quoted value. */
  static final class NotThis extends Exception {
    private static final long serialVersionUID = 1L;
    final String code;
    final String what;

    NotThis(String code, String what) {
      super(what);
      this.code = code;
      this.what = what;
    }
  }

  static long duration(String text) throws NotThis {
    String expected = "; expected a duration such as `90 days` (" + UNITS + ")";
    Matcher m = WITH_UNIT.matcher(text.strip());
    if (!m.matches()) {
      throw new NotThis("wrong-unit", "is not a duration" + expected);
    }
    if (m.group(2).isEmpty()) {
      throw new NotThis("wrong-unit", "has no unit" + expected);
    }
    long unit = unit(m.group(2), expected);
    try {
      long count = Long.parseLong(m.group(1));
      if (count < 0) {
        throw new NotThis("out-of-range", "is negative; expected a duration of 0 or more");
      }
      return Math.multiplyExact(count, unit);
    } catch (NumberFormatException e) {
      throw new NotThis("wrong-unit", "is not a whole number of " + m.group(2) + expected);
    } catch (ArithmeticException e) {
      throw new NotThis("out-of-range", "is longer than time itself" + expected);
    }
  }

  static Rate rate(String text) throws NotThis {
    String expected = "; expected a rate such as `2 per week` (second, minute, hour, day or week)";
    Matcher m = RATE.matcher(text.strip());
    if (!m.matches()) {
      throw new NotThis("wrong-unit", "is not a rate" + expected);
    }
    long unit = unit(m.group(3), expected);
    try {
      int times = Integer.parseInt(m.group(1));
      long span = m.group(2) == null ? unit : Math.multiplyExact(Long.parseLong(m.group(2)), unit);
      if (times < 1 || span < 1) {
        throw new NotThis("out-of-range", "allows nothing" + expected);
      }
      return new Rate(times, span);
    } catch (NumberFormatException | ArithmeticException e) {
      throw new NotThis("out-of-range", "is too large" + expected);
    }
  }

  static int percent(String text) throws NotThis {
    Matcher m = WITH_UNIT.matcher(text.strip());
    if (!m.matches() || !m.group(2).equals("%")) {
      throw new NotThis("wrong-unit", "is not a percentage; expected one such as `30 %`");
    }
    int percent;
    try {
      percent = Integer.parseInt(m.group(1));
    } catch (NumberFormatException e) {
      throw new NotThis("wrong-unit", "is not a whole percentage; expected one such as `30 %`");
    }
    if (percent < 0 || percent > 100) {
      throw new NotThis("out-of-range", "is out of range; expected 0 % to 100 %");
    }
    return percent;
  }

  static long points(String text) throws NotThis {
    Matcher m = POINTS.matcher(text.strip());
    Matcher other = WITH_UNIT.matcher(text.strip());
    try {
      if (!m.matches() && other.matches() && other.group(2).matches("[\\p{L}%]{2,}|%")) {
        throw new NotThis("wrong-unit", "has the unknown unit \"" + other.group(2) + "\"");
      }
      return millionths(m.matches() ? m.group(1) : text);
    } catch (NotThis e) {
      throw new NotThis(e.code, e.what + "; expected points such as `15` or `100 points`");
    }
  }

  static long millionths(String text) throws NotThis {
    BigDecimal number = number(text);
    // A short text can name an endless number: 1e999999999.
    if (number.precision() - (long) number.scale() > 12) {
      throw new NotThis("out-of-range", "is too large");
    }
    try {
      return number.multiply(MILLION).longValueExact();
    } catch (ArithmeticException e) {
      throw new NotThis("out-of-range", "has more than six decimals");
    }
  }

  static int integer(String text) throws NotThis {
    refuseLeadingZero(text);
    try {
      return new BigInteger(text.strip().replaceFirst("^\\+", "")).intValueExact();
    } catch (NumberFormatException e) {
      throw new NotThis("wrong-type", "is not a whole number");
    } catch (ArithmeticException e) {
      throw new NotThis("out-of-range", "is too large");
    }
  }

  /** YAML 1.1 takes 040 for 32 and YAML 1.2 for 40: whoever wrote it may have meant either. */
  private static void refuseLeadingZero(String text) throws NotThis {
    if (LEADING_ZERO.matcher(text.strip()).matches()) {
      throw new NotThis("leading-zero", "begins with a zero, which some programs take for an octal number; write it without");
    }
  }

  private static BigDecimal number(String text) throws NotThis {
    refuseLeadingZero(text);
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw new NotThis("wrong-type", "is not a number");
    }
  }

  private static long unit(String word, String expected) throws NotThis {
    Long unit = MILLIS.get(word.toLowerCase(Locale.ROOT));
    if (unit == null) {
      throw new NotThis("wrong-unit", "has the unknown unit \"" + word + "\"" + expected
          + Diagnostics.didYouMean(word, MILLIS.keySet()));
    }
    return unit;
  }
}
