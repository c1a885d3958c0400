package dev.caravan.sandbox.market;

import org.jspecify.annotations.Nullable;

/**
 * Somebody in the market, the same all year.
 *
 * @param email lower case; null for the few records without
 * @param account where they truly work; null when that company is not in the CRM
 * @param since when we learn who they are, in seconds; before it they are an anonymous visitor
 */
record Person(
    int index, @Nullable String email, @Nullable Account account, Trait trait, Profile profile, Records records,
    Habits habits, long since) {

  /** What sort of person: only ordinary ones take part in what should be found. */
  enum Trait { ORDINARY, FREE_MAIL, STUDENT, COMPETITOR, OWN_COMPANY, ROLE_MAILBOX }

  /** What the records say, as it was typed in; null is unknown. */
  record Profile(
      String first, String last, @Nullable String title, @Nullable String company, @Nullable String country,
      @Nullable String state, @Nullable String phone, @Nullable String industry, @Nullable Integer employees,
      @Nullable String website) {}

  /** Where they are recorded. A converted lead also has its contact. */
  record Records(
      @Nullable String eloqua, @Nullable String lead, @Nullable String contact, boolean converted, boolean mayEmail,
      boolean mayPhone, boolean maySms) {}

  /**
   * How they behave.
   *
   * @param visits chance of a visit on a working day
   * @param opens chance that a mail is opened
   * @param preloads the mail program opens everything at once
   */
  record Habits(
      Place place, Solution solution, double visits, double opens, double clicks, boolean preloads, boolean seeksJob) {}

  /** What facts about the person are filed under; a record without e-mail goes by its own id. */
  String subject() {
    if (email != null) {
      return email;
    }
    if (records.eloqua != null) {
      return "eloqua:" + records.eloqua;
    }
    return "salesforce:" + (records.contact != null ? records.contact : records.lead);
  }

  String visitor() {
    return Integer.toString(500_000 + index);
  }

  String ip() {
    int net = account == null ? index : account.index() * 7;
    return (net % 2 == 0 ? "198.51.100." : "203.0.113.") + (1 + net % 250);
  }

  /** Can be mailed and called, is known from the first day, and nothing about them is odd. */
  boolean isPlain(long start) {
    return trait == Trait.ORDINARY && email != null && records.eloqua != null && records.mayEmail && records.mayPhone
        && since <= start;
  }
}
