package dev.caravan.sandbox.market;

import java.util.List;

/**
 * Where people are, how they write it, and when they work. The offset is fixed over the year: an hour of summer time
 * changes nothing a market is used for. Telephone numbers come from ranges kept for fiction where there are such.
 */
record Place(
    String code, String zone, int offsetHours, List<String> spellings, List<String> states, String phone,
    String legalForm, String currency, double share) {
  static final List<Place> ALL = List.of(
      new Place("US", "America/New_York", -5, List.of("United States", "USA", "US", "U.S.A.", "united states"),
          List.of("NY", "New York", "Massachusetts", "FL", "Georgia"), "(212) 555-01##", ", Inc.", "USD", 0.24),
      new Place("US", "America/Chicago", -6, List.of("United States", "USA", "US", "United States of America"),
          List.of("IL", "Texas", "Ohio", "MN"), "+1 312 555 01##", " LLC", "USD", 0.14),
      new Place("US", "America/Los_Angeles", -8, List.of("USA", "United States", "US"),
          List.of("CA", "California", "WA", "Oregon"), "415-555-01##", ", Inc.", "USD", 0.14),
      new Place("GB", "Europe/London", 0, List.of("United Kingdom", "UK", "Great Britain", "England", "GB"),
          List.of("London", "Scotland", "Kent"), "020 7946 0###", " Ltd", "GBP", 0.14),
      new Place("DE", "Europe/Berlin", 1, List.of("Germany", "Deutschland", "DE", "germany"),
          List.of("Bayern", "Berlin", "Hessen"), "+49 30 23125 ###", " GmbH", "EUR", 0.12),
      new Place("FR", "Europe/Paris", 1, List.of("France", "FR", "FRANCE"),
          List.of("Bretagne", "Occitanie"), "01 99 00 ## ##", " S.A.", "EUR", 0.06),
      new Place("NL", "Europe/Amsterdam", 1, List.of("Netherlands", "The Netherlands", "Nederland", "Holland"),
          List.of("Utrecht", "Zeeland"), "+31 20 555 0###", " B.V.", "EUR", 0.05),
      new Place("SE", "Europe/Stockholm", 1, List.of("Sweden", "Sverige"),
          List.of("Skåne", "Uppsala"), "+46 8 465 00 4##", " AB", "EUR", 0.04),
      new Place("JP", "Asia/Tokyo", 9, List.of("Japan", "JP"),
          List.of("Tokyo", "Osaka"), "+81 3 5550 0###", " K.K.", "USD", 0.04),
      new Place("AU", "Australia/Sydney", 10, List.of("Australia", "AU", "australia"),
          List.of("NSW", "Victoria"), "(02) 5550 0###", " Pty Ltd", "USD", 0.03));

  static Place any(Chance chance) {
    double u = chance.unit();
    for (Place place : ALL) {
      u -= place.share;
      if (u < 0) {
        return place;
      }
    }
    return ALL.get(0);
  }

  /** The instant, in seconds, of a time of day on a local date given as days since 1970. */
  long at(long localDay, int secondOfDay) {
    return localDay * 86_400 + secondOfDay - offsetHours * 3_600L;
  }

  String phoneNumber(Chance chance) {
    StringBuilder number = new StringBuilder();
    for (char c : phone.toCharArray()) {
      number.append(c == '#' ? (char) ('0' + chance.below(10)) : c);
    }
    return number.toString();
  }
}
