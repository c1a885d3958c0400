package dev.caravan.sandbox.market;

/** The stories that are planted; each account hosts at most one. */
enum Plant {
  NONE("none", 0),
  COORDINATED("coordinated", 8),
  GROUP("group", 7),
  ONE_HEAVY_PERSON("one-heavy-person", 4),
  SPREAD_OVER_90_DAYS("spread-over-90-days", 7),
  TWO_SOLUTIONS("two-solutions", 5),
  SHARED_DOMAIN("shared-domain", 4),
  SCANNER_BURST("scanner-burst", 6),
  ROLE_MAILBOX("role-mailbox", 5),
  MQL("mql", 1),
  HAND_RAISER("hand-raiser", 1),
  EXPLORER("explorer", 1),
  /** The remaining ones are told by people without an account. */
  STUDENT("student", 0),
  FREE_MAIL("free-mail", 0),
  OWN_COMPANY("own-company", 0);

  final String slug;
  /** How many people the account needs for it. */
  final int people;

  Plant(String slug, int people) {
    this.slug = slug;
    this.people = people;
  }

  boolean isDecoy() {
    return switch (this) {
      case ONE_HEAVY_PERSON, SPREAD_OVER_90_DAYS, TWO_SOLUTIONS, SHARED_DOMAIN, SCANNER_BURST, ROLE_MAILBOX, FREE_MAIL,
          OWN_COMPANY -> true;
      case NONE, COORDINATED, GROUP, MQL, HAND_RAISER, EXPLORER, STUDENT -> false;
    };
  }
}
