package dev.caravan.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line of {@code people.ndjson}: a person and a solution.
 *
 * @param number of the line
 * @param asked whether a rule applied by which somebody asks us to get in touch
 * @param held why a hand-off waits, each with the moment that ends it, epoch ms; 0 where an event does
 * @param withSales whether nurture leaves them out because sales is acting
 */
record Person(long number, String shown, String account, String solution, String stage, boolean mql, boolean asked,
    String posture, boolean disqualified, Map<String, Long> held, boolean withSales) {
  private static final String ALL = "all";

  Person {
    held = Collections.unmodifiableMap(new LinkedHashMap<>(held));
  }

  static Person of(JsonNode line, long number, AuditSettings settings) {
    var held = new LinkedHashMap<String, Long>();
    line.path("held").forEach(each -> held.put(each.asText(), 0L));
    line.path("waits_for").forEach(each -> held.put(Lines.text(each, "reason"), Lines.moment(each, "until")));
    boolean asked = false;
    for (JsonNode part : line.path("parts")) {
      asked |= part.path("count").asLong() > 0 && settings.asks().contains(Lines.text(part, "rule"));
    }
    return new Person(number, Lines.text(line, "person"), Lines.text(line, "account"), Lines.text(line, "solution"),
        Lines.text(line, "stage"), line.path("mql").asBoolean(), asked, Lines.text(line, "posture"),
        !Lines.text(line, "disqualified").isEmpty(), held,
        Lines.text(line, "no_programme").equals("with-sales"));
  }

  /** The line of everything together: it is about no hand-off. */
  boolean isAll() {
    return solution.equals(ALL);
  }

  boolean isQualified(AuditSettings settings) {
    return mql || asked || settings.isQualified(stage);
  }
}
