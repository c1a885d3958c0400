package dev.caravan.insight;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Money by currency, in minor units; never added across currencies. */
final class Amounts {
  private final Map<String, Long> minor = new TreeMap<>();

  void add(String currency, long amountMinor) {
    if (amountMinor != 0) {
      minor.merge(currency.isEmpty() ? "?" : currency, amountMinor, Long::sum);
    }
  }

  private static String shown(String currency, long amount) {
    int digits = 2;
    try {
      digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException e) {
      digits = 2; // a currency Java does not know: nearly all have two
    }
    return BigDecimal.valueOf(amount, digits).toPlainString();
  }

  /** Such as {@code 1200.00 USD + 5.00 EUR}; {@code ""} for nothing. */
  String text() {
    return minor.entrySet().stream().map(each -> shown(each.getKey(), each.getValue()) + " " + each.getKey())
        .collect(Collectors.joining(" + "));
  }

  /** Amounts as exact decimals by currency. */
  Map<String, Object> json() {
    var json = new TreeMap<String, Object>();
    minor.forEach((currency, amount) -> json.put(currency, shown(currency, amount)));
    return json;
  }
}
