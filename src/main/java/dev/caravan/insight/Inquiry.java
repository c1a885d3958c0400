package dev.caravan.insight;

import dev.caravan.journal.Findings;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a system said when it was asked just now.
 *
 * @param system its name as findings have it, {@code salesforce}
 * @param unreached why it could not be asked, {@code ""} where it was
 * @param findings what it lacks or hides
 * @param withoutEmail ids of its active users that have no e-mail
 * @param allowed calls in 24 hours, where it says so
 * @param used of these
 */
public record Inquiry(String system, String unreached, List<Findings.Finding> findings, List<String> withoutEmail, OptionalLong allowed,
    OptionalLong used) {
  public Inquiry {
    findings = List.copyOf(findings);
    withoutEmail = List.copyOf(withoutEmail);
  }

  /** A system that could not be asked. */
  public static Inquiry unreached(String system, String why) {
    return new Inquiry(system, why, List.of(), List.of(), OptionalLong.empty(), OptionalLong.empty());
  }

  boolean reached() {
    return unreached.isEmpty();
  }
}
