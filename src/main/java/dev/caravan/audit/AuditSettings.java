package dev.caravan.audit;

import java.util.Set;

/**
 * What the settings call things.
 *
 * @param mqlStages stages that are entered by qualifying
 * @param salesStages stages that sales owns
 * @param customerStages stages of those whose account has the solution
 * @param asks rules of scoring by which somebody asks us to get in touch
 * @param groupWaits how long a group's hand-off waits for the rest of the meeting, ms
 */
public record AuditSettings(Set<String> mqlStages, Set<String> salesStages, Set<String> customerStages,
    Set<String> asks, long groupWaits) {
  public AuditSettings {
    mqlStages = Set.copyOf(mqlStages);
    salesStages = Set.copyOf(salesStages);
    customerStages = Set.copyOf(customerStages);
    asks = Set.copyOf(asks);
    if (groupWaits < 0) {
      throw new IllegalArgumentException("a group's hand-off waits " + groupWaits + " ms; expected 0 or more");
    }
  }

  /** Whether who stands there has qualified. */
  boolean isQualified(String stage) {
    return mqlStages.contains(stage) || salesStages.contains(stage);
  }
}
