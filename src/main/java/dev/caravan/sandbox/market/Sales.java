package dev.caravan.sandbox.market;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How sales works in a market: shares between 0 and 1, of hand-offs unless said otherwise. They are part of the truth, and
 * were fixed before anybody saw what a run makes of them.
 *
 * @param answered taken up before their clock rings
 * @param turnedBack given back before their clock rings
 * @param unanswered left alone by whoever has them; the next one who gets them acts by the same shares
 * @param reasons for giving back, as the picklist has them; each as often as the others
 * @param opportunity of those taken up, which become an opportunity
 * @param firstDays days until that, at least; {@code lastDays} at most
 * @param won of the opportunities, which are won; the others are lost
 * @param closeDays days until an opportunity is decided: half of them take longer, but none less than {@link #LEAST_DAYS}
 * @param amount half of the opportunities are worth more
 * @param alerts what becomes of alerts that ask for nothing
 */
public record Sales(double answered, double turnedBack, double unanswered, List<String> reasons, double opportunity,
    int firstDays, int lastDays, double won, int closeDays, int amount, Alerts alerts) {
  static final int LEAST_DAYS = 2;
  /** How far times to a decision, and amounts, lie apart: the spread of their logarithms. */
  static final double CLOSE_SPREAD = 0.8;
  static final double AMOUNT_SPREAD = 0.9;

  /** What every market has. */
  public static final Sales USUAL = new Sales(0.60, 0.15, 0.25, List.of("Not ready", "Wrong answers", "Cannot be reached",
      "No budget", "Chose a competitor", "Other"), 0.40, 1, 5, 0.35, 20, 40_000, new Alerts(0.45, 0.15, 0.10));

  private static final String WHY = "Most hand-offs are answered, some rightly given back, and a quarter meets a busy rep, so that"
      + " the clock has something to do. Two of five people who asked or read for weeks have a project, about a third of the"
      + " projects is won, and a decision takes weeks: a few are decided within days, most after the two weeks are over.";

  /** Shares of alerts that reps tick off, call not useful, or snooze, within a working day; the others lie. */
  public record Alerts(double acted, double notUseful, double snoozed) {
    static final Alerts NONE = new Alerts(0, 0, 0);

    public Alerts {
      if (acted + notUseful + snoozed > 1 + 1e-9) {
        throw new IllegalArgumentException("sales: alerts: the shares are " + (acted + notUseful + snoozed) + " together; expected 1 or less");
      }
    }

    static Alerts read(JsonNode alerts) {
      return alerts.isObject() ? new Alerts(alerts.path("acted_on").asDouble(), alerts.path("not_useful").asDouble(),
          alerts.path("snoozed").asDouble()) : NONE;
    }
  }

  public Sales {
    reasons = List.copyOf(reasons);
    if (Math.abs(answered + turnedBack + unanswered - 1) > 1e-9) {
      throw new IllegalArgumentException("sales: answered, turned_back and unanswered are " + (answered + turnedBack + unanswered)
          + " together; expected 1");
    }
  }

  static Sales read(JsonNode sales) {
    var reasons = new ArrayList<String>();
    sales.path("reasons").forEach(reason -> reasons.add(reason.asText()));
    return new Sales(sales.path("answered_in_time").asDouble(), sales.path("turned_back").asDouble(),
        sales.path("unanswered").asDouble(), reasons, sales.path("become_opportunity").asDouble(),
        sales.path("days_to_opportunity").path(0).asInt(), sales.path("days_to_opportunity").path(1).asInt(),
        sales.path("opportunities_won").asDouble(), sales.path("days_to_decision").asInt(), sales.path("amount").asInt(),
        Alerts.read(sales.path("alerts")));
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStringField("why", WHY);
    json.writeNumberField("answered_in_time", answered);
    json.writeNumberField("turned_back", turnedBack);
    json.writeNumberField("unanswered", unanswered);
    json.writeArrayFieldStart("reasons");
    for (String reason : reasons) {
      json.writeString(reason);
    }
    json.writeEndArray();
    json.writeNumberField("become_opportunity", opportunity);
    json.writeArrayFieldStart("days_to_opportunity");
    json.writeNumber(firstDays);
    json.writeNumber(lastDays);
    json.writeEndArray();
    json.writeNumberField("opportunities_won", won);
    json.writeNumberField("days_to_decision", closeDays);
    json.writeNumberField("amount", amount);
    json.writeObjectFieldStart("alerts");
    json.writeNumberField("acted_on", alerts.acted());
    json.writeNumberField("not_useful", alerts.notUseful());
    json.writeNumberField("snoozed", alerts.snoozed());
    json.writeEndObject();
  }

  /**
   * A lot drawn once for something: the same one whenever it is asked for, so that nobody need remember it.
   *
   * @param about what it is drawn for; another text is another lot
   */
  public static Lot lot(long seed, String about) {
    long mixed = seed;
    for (int i = 0; i < about.length(); i++) {
      mixed = (mixed ^ about.charAt(i)) * 0x100000001B3L;
    }
    return new Lot(new Chance(mixed));
  }

  /** Lots in a row. */
  public static final class Lot {
    private final Chance chance;

    Lot(Chance chance) {
      this.chance = chance;
    }

    /** From 0 to 1. */
    public double share() {
      return chance.unit();
    }

    public String reason(Sales sales) {
      return chance.of(sales.reasons());
    }

    public int daysToOpportunity(Sales sales) {
      return chance.between(sales.firstDays(), sales.lastDays());
    }

    public int daysToDecision(Sales sales) {
      return (int) Math.max(LEAST_DAYS, Math.round(chance.heavy(sales.closeDays(), CLOSE_SPREAD)));
    }

    public int amount(Sales sales) {
      return (int) Math.min(2_000_000, Math.max(500, chance.heavy(sales.amount(), AMOUNT_SPREAD))) / 500 * 500;
    }
  }
}
