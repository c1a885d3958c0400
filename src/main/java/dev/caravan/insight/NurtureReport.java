package dev.caravan.insight;

import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What nurture came to: entries, exits and results of each programme, what became of hand-offs that sales gave back, and the
 * pipeline that came back through nurture.
 *
 * @param programmes by name
 * @param turnbacks by reason
 * @param openBack value of open opportunities of people who had been given back and nurtured since, by currency
 * @param wonBack the same of opportunities won
 * @param withoutNextStep people on no programme without a stated reason; must be 0
 */
public record NurtureReport(List<Programme> programmes, List<Turnback> turnbacks, long dealsBack, String openBack,
    String wonBack, long withoutNextStep) {

  /**
   * A programme.
   *
   * @param entered enrolments, of so many {@code people}
   * @param left of these; {@code exhausted} because everything of it was sent
   * @param now people who are on it
   * @param spent people who are on none because everything of it was sent
   * @param handedOver people sales was asked to act on whose last programme it was
   */
  public record Programme(String name, long entered, long people, long left, long exhausted, long now, long spent, long touches,
      long handedOver) {}

  /**
   * Hand-offs given back for a reason.
   *
   * @param again handed over anew since; {@code won} those who then won an opportunity; {@code nurtured} on a programme now
   */
  public record Turnback(String reason, long given, long people, long again, long won, long nurtured) {}

  public NurtureReport {
    programmes = List.copyOf(programmes);
    turnbacks = List.copyOf(turnbacks);
  }

  /** Draws up the report. */
  public static NurtureReport of(List<Decision> decisions, Iterable<Map<String, Object>> people, List<Fact> facts) {
    return new NurtureCount().draw(decisions, people, facts);
  }

  /** Whether nobody was ever on a programme, and nothing was given back. */
  public boolean isEmpty() {
    return programmes.isEmpty() && turnbacks.isEmpty();
  }

  /** For people. */
  public String text() {
    if (isEmpty()) {
      return "Nobody has come to a programme yet: there is nothing to report.\n";
    }
    var text = new StringBuilder();
    String row = "%-24s  %8s  %8s  %8s  %9s  %8s  %8s  %8s  %11s%n";
    text.append(String.format(Locale.ROOT, row, "programme", "entered", "people", "left", "exhausted", "now", "spent", "touches",
        "handed over"));
    for (Programme each : programmes) {
      text.append(String.format(Locale.ROOT, row, each.name(), each.entered(), each.people(), each.left(), each.exhausted(),
          each.now(), each.spent(), each.touches(), each.handedOver()));
    }
    text.append("\nExhausted: left because everything of it was sent; spent: on no programme since. Handed over: people sales was"
        + " asked to act on who came from it.\n");
    if (!turnbacks.isEmpty()) {
      String back = "%-24s  %8s  %8s  %13s  %8s  %8s%n";
      text.append('\n').append(String.format(Locale.ROOT, back, "given back", "times", "people", "handed again", "won", "nurtured"));
      for (Turnback each : turnbacks) {
        text.append(String.format(Locale.ROOT, back, each.reason(), each.given(), each.people(), each.again(), each.won(),
            each.nurtured()));
      }
    }
    text.append(String.format(Locale.ROOT, "%nOpportunities that came back through nurture: %,d; open %s, won %s.%n", dealsBack,
        openBack.isEmpty() ? "nothing" : openBack, wonBack.isEmpty() ? "nothing" : wonBack));
    text.append(String.format(Locale.ROOT, "People without a next step or a reason why not: %,d.%n", withoutNextStep));
    return text.toString().replace("\r", "").replaceAll(" +\n", "\n");
  }

  /** For spreadsheets: comma-separated, with a header; programmes, then reasons of turnback. */
  public String csv() {
    var text = new StringBuilder("what,name,entered,people,left,exhausted,now,spent,touches,handed_over,won\n");
    for (Programme each : programmes) {
      text.append(String.format(Locale.ROOT, "programme,%s,%d,%d,%d,%d,%d,%d,%d,%d,%n", each.name(), each.entered(), each.people(),
          each.left(), each.exhausted(), each.now(), each.spent(), each.touches(), each.handedOver()));
    }
    for (Turnback each : turnbacks) {
      text.append(String.format(Locale.ROOT, "turnback,%s,%d,%d,,,%d,,,%d,%d%n", each.reason(), each.given(), each.people(),
          each.nurtured(), each.again(), each.won()));
    }
    return text.toString().replace("\r", "");
  }

  /** For programs: the same keys in the same order every time. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("programmes", programmes.stream().map(each -> {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("programme", each.name());
      line.put("entered", each.entered());
      line.put("people", each.people());
      line.put("left", each.left());
      line.put("exhausted", each.exhausted());
      line.put("now", each.now());
      line.put("spent", each.spent());
      line.put("touches", each.touches());
      line.put("handed_over", each.handedOver());
      return line;
    }).toList());
    json.put("turnbacks", turnbacks.stream().map(each -> {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("reason", each.reason());
      line.put("given_back", each.given());
      line.put("people", each.people());
      line.put("handed_over_again", each.again());
      line.put("won", each.won());
      line.put("nurtured_now", each.nurtured());
      return line;
    }).toList());
    json.put("opportunities_back", dealsBack);
    json.put("open_value_back", openBack);
    json.put("won_value_back", wonBack);
    json.put("people_without_next_step", withoutNextStep);
    return json;
  }
}
