package dev.caravan.model;

/**
 * Why something was decided.
 *
 * @param text a sentence for a person
 * @param rule the rule's name in the configuration
 * @param place where that rule stands: {@code config/scoring.yaml:14}
 * @param version hash of the configuration that decided
 * @param fact id of the fact that set it off; {@code ""} when time did
 */
public record Because(String text, String rule, String place, String version, String fact) {
  public static Because of(String text, String rule, String place, String version, String fact) {
    return new Because(text, rule, place, version, fact);
  }
}
