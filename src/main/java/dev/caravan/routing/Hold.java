package dev.caravan.routing;

import java.util.Locale;

/** Why somebody who should be with sales is not handed over yet, and what ends the wait. */
public enum Hold {
  DISQUALIFIED("what disqualifies them is taken back"),
  NO_CONSENT("they allow e-mail or calls, or ask us"),
  CUSTOMER("their renewal is due, they ask us, or the account is a customer no more"),
  OPPORTUNITY("the open opportunity is decided"),
  GROUP("the hand-off of their group is over"),
  EXPLORING("they compare, with enough points for an MQL"),
  INTEREST_FELL("they have enough points for an MQL again"),
  RELEASE("somebody releases them: they qualified before Caravan went live by these settings"),
  TOUCH_GUARD("they may be reached again"),
  AS_USUAL("more of them come than is usual there, they meet, or one of them asks us"),
  POOR_FIT("they turn out to fit, or their request is thirty days old");

  private final String ends;

  Hold(String ends) {
    this.ends = ends;
  }

  /** As in files: {@code touch-guard}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What ends it, as a clause. */
  public String ends() {
    return ends;
  }

  public static Hold of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
