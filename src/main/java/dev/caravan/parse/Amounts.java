package dev.caravan.parse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of money and their currencies. */
public final class Amounts {
  private static final int MOST_DIGITS = 20;
  private static final int MOST_SCALE = 40;
  private static final Pattern SYMBOLS = Pattern.compile("^([\\p{Sc}A-Za-z]{1,4})\\s*|\\s*([\\p{Sc}A-Za-z]{1,4})$");
  /** Signs of currencies that are letters alone; other letters may mean thousands or millions. */
  private static final Set<String> SIGNS = Set.of("kr", "fr", "rs", "zl", "ft", "r");

  private Amounts() {}

  /** The ISO 4217 code in capitals; {@code ""} for nothing. A sign such as that of the yen stands for several currencies. */
  public static Parsed<String> currency(String text) {
    String code = Written.plain(text).toUpperCase(Locale.ROOT);
    if (code.isEmpty()) {
      return Parsed.read("");
    }
    return fraction(code) < 0 ? Parsed.refused("is no currency; expected a code of ISO 4217 such as EUR") : Parsed.read(code);
  }

  /** Digits behind the point of a currency; two where it is not known. */
  public static int digits(String currency) {
    int digits = currency.length() < 3 ? -1 : fraction(currency(currency).or(""));
    return digits < 0 ? 2 : digits;
  }

  private static int fraction(String code) {
    try {
      return code.length() == 3 ? Currency.getInstance(code).getDefaultFractionDigits() : -1;
    } catch (IllegalArgumentException unknown) {
      return -1;
    }
  }

  /** Minor units of a plain number such as {@code 1234.5}, rounded half up. */
  public static Parsed<Long> minor(String number, String currency) {
    try {
      var amount = new BigDecimal(Written.plain(number));
      // Refused before it is scaled: 1e999999999 is short to write and long to compute.
      if (Math.abs((long) amount.precision() - amount.scale()) > MOST_DIGITS || Math.abs((long) amount.scale()) > MOST_SCALE) {
        throw new ArithmeticException();
      }
      return Parsed.read(amount.movePointRight(digits(currency)).setScale(0, RoundingMode.HALF_UP).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      return Parsed.refused("is not an amount of money");
    }
  }

  /**
   * A plain number of an amount with separators and perhaps a currency's sign or code: {@code 1,234.50}, {@code $1200},
   * {@code (500.00)} for one below zero.
   *
   * @param mark the decimal mark, {@code .} or {@code ,}; the other one, spaces and apostrophes may stand between thousands
   */
  public static Parsed<String> plain(String text, char mark) {
    String bare = Written.plain(text).replace('\u2212', '-');
    boolean below = bare.startsWith("(") && bare.endsWith(")");
    String inner = below ? bare.substring(1, bare.length() - 1).strip() : bare;
    inner = withoutSign(inner);
    if (inner.endsWith(".-") || inner.endsWith(",-")) { // a price without cents, as it is written in Zurich and in Berlin
      inner = inner.substring(0, inner.length() - 2);
    }
    if (inner.startsWith("-") || inner.endsWith("-")) {
      below = !below;
      inner = withoutSign((inner.startsWith("-") ? inner.substring(1) : inner.substring(0, inner.length() - 1)).strip());
    }
    String point = Pattern.quote(String.valueOf(mark));
    String between = mark == ',' ? "[. '\u2019]" : "[, '\u2019]";
    String grouped = "\\d{1,3}(?:(" + between + ")\\d{3})(?:\\1\\d{3})*";
    if (inner.matches("\\d+(" + point + "\\d*)?") || inner.matches(grouped + "(" + point + "\\d*)?")) {
      String number = inner.replaceAll(between, "").replace(mark, '.');
      number = number.endsWith(".") ? number.substring(0, number.length() - 1) : number;
      return Parsed.read(below && !number.matches("[0.]*") ? "-" + number : number);
    }
    return Parsed.refused("is no amount with \"" + mark + "\" before its fraction, such as 1" + (mark == ',' ? ".234,50" : ",234.50"));
  }

  /** An amount without the sign or code of its currency before or behind it. */
  private static String withoutSign(String amount) {
    return SYMBOLS.matcher(amount).replaceAll(found -> isSign(found.group(1) == null ? found.group(2) : found.group(1)) ? ""
        : Matcher.quoteReplacement(found.group()));
  }

  private static boolean isSign(String word) {
    return word.codePoints().anyMatch(c -> Character.getType(c) == Character.CURRENCY_SYMBOL)
        || SIGNS.contains(word.toLowerCase(Locale.ROOT)) || fraction(word.toUpperCase(Locale.ROOT)) >= 0;
  }
}
