package dev.caravan.audit;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The reasons for which a hand-off may wait. Each names the moment or the event that ends it; there are no others. */
enum Hold {
  EXPLORING("exploring", "they begin to compare, with the points of an MQL"),
  TOUCH_GUARD("touch-guard", "their window of touches moves on"),
  NO_CONSENT("no-consent", "they agree to be reached again, or ask us"),
  RELEASE("release", "somebody releases them: they qualified before going live"),
  POOR_FIT("poor-fit", "what is known of them comes to fit better"),
  DISQUALIFIED("disqualified", "what disqualifies them is taken back"),
  CUSTOMER("customer", "a renewal comes due, or they ask us"),
  GROUP("group", "the hand-off of their group is over"),
  OPPORTUNITY("opportunity", "the open opportunity is decided"),
  INTEREST_FELL("interest-fell", "they come back to the points of an MQL"),
  /** Of groups only: who of it qualifies by themselves is handed over by themselves. */
  AS_USUAL("as-usual", "more of the group come than is usual there, they meet, or one of them asks us");

  private static final Map<String, Hold> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(each -> each.code, Function.identity()));

  private final String code;
  private final String ends;

  Hold(String code, String ends) {
    this.code = code;
    this.ends = ends;
  }

  static Optional<Hold> of(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /** What ends it, for people: {@code it ends when …}. */
  String ends() {
    return ends;
  }
}
