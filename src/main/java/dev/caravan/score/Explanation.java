package dev.caravan.score;

import dev.caravan.model.Times;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A score in words: the parts as lines that add up to it, and one sentence for a small field. */
public final class Explanation {
  private static final String[] MONTHS = {" Jan ", " Feb ", " Mar ", " Apr ", " May ", " Jun ", " Jul ", " Aug ", " Sep ",
    " Oct ", " Nov ", " Dec "};

  private static final Comparator<Scores.Part> HEAVIEST_FIRST =
      (a, b) -> Long.compare(Math.abs(b.tenths()), Math.abs(a.tenths()));
  private static final int BRIEF = 255;

  private Explanation() {}

  /**
   * What is said of a person beside their score.
   *
   * @param solution its name for people
   * @param steps how many the path of the scenario has
   * @param held why a hand-off waits: {@code exploring, disqualified, no-consent, customer, group, interest-fell,
   *     opportunity, poor-fit, touch-guard}
   * @param stands how a hand-over stands, {@code ""} for nothing to say
   * @param lifts what is missing for an MQL and the next rating, {@code ""} for nothing
   * @param asks the next question to ask, {@code ""} for none
   * @param programme the programme they are on, {@code ""} for none
   * @param lapses when answers stop to count, by rule, epoch ms; what is not in it never does
   * @param now the moment, epoch ms
   */
  public record Situation(String solution, int steps, String stage, List<String> held, String stands, String lifts,
      String asks, String programme, Map<String, Long> lapses, long now) {
    public Situation {
      held = List.copyOf(held);
      lapses = Map.copyOf(lapses);
    }
  }

  /** At most 255 characters, whole clauses only: where they stand, what holds them back, what weighs most. */
  public static String brief(Scores.Person person, Scores.Solution solution, Situation at) {
    var text = new StringBuilder(255).append("Interest ").append(tenths(solution.tenths())).append(", fit ")
        .append(fit(person.fit())).append(", rating ").append(solution.rating()).append(" (").append(solution.cell())
        .append("), ").append(solution.posture());
    if (!person.disqualified().isEmpty()) {
      clause(text, ". Disqualified: " + person.disqualified());
    }
    for (String reason : at.held()) {
      if (!reason.equals("disqualified")) {
        clause(text, ". Held: " + held(reason));
      }
    }
    if (at.held().isEmpty() && !at.stands().isEmpty()) {
      clause(text, ". " + at.stands());
    }
    var heaviest = new ArrayList<>(solution.parts());
    heaviest.removeIf(part -> part.tenths() == 0);
    heaviest.sort(HEAVIEST_FIRST);
    for (int i = 0; i < Math.min(4, heaviest.size()); i++) {
      Scores.Part part = heaviest.get(i);
      clause(text, (i == 0 ? ". Most by " : "; ") + part.says() + (part.count() > 1 ? " ×" + part.count() : "") + " "
          + signed(part.tenths()));
    }
    for (String lift : at.lifts().split("\\. ")) {
      clause(text, lift.isEmpty() ? "" : ". " + lift);
    }
    return text.append('.').toString();
  }

  /** Puts a clause behind if it and the full stop still have room. */
  private static void clause(StringBuilder text, String clause) {
    if (text.length() + clause.length() < BRIEF) {
      text.append(clause);
    }
  }

  /** Everything: where they stand, the parts of interest, the parts of fit, and what would lift the rating. */
  public static String full(Scores.Person person, Scores.Solution solution, Situation at) {
    var text = new StringBuilder(1_024).append(at.solution()).append(": rating ").append(solution.rating()).append(" (")
        .append(solution.cell()).append("), stage ").append(at.stage()).append(", ").append(solution.posture());
    if (!solution.scenario().isEmpty()) {
      text.append(": ").append(solution.scenario().replace('-', ' ')).append(", step ").append(solution.step())
          .append(" of ").append(at.steps());
    }
    text.append(".\n");
    for (String reason : at.held()) {
      text.append("Held back: ").append(reason.equals("disqualified") ? "disqualified as " + person.disqualified()
          : held(reason)).append(".\n");
    }
    text.append("Interest ").append(tenths(solution.tenths())).append(solution.parts().isEmpty() ? ".\n" : ", the sum of:\n");
    List<Scores.Part> parts = solution.parts();
    for (int i = 0; i < parts.size(); i++) {
      line(text, parts.get(i), at);
      text.append('\n');
    }
    text.append("Fit ").append(fit(person.fit())).append(":\n");
    for (Scores.FitPart part : person.fitParts()) {
      text.append("  ").append(part.criterion()).append(": ");
      if (part.known()) {
        text.append(part.value().isEmpty() ? "not listed" : part.value()).append(", ").append(part.worth()).append(" of 100");
      } else {
        text.append("unknown");
      }
      text.append(", weight ").append(part.weight()).append(" %\n");
    }
    text.append("Profile ").append(person.completeness()).append(" % complete");
    if (at.held().isEmpty() && !at.stands().isEmpty()) {
      text.append(".\n").append(at.stands());
    }
    if (!at.lifts().isEmpty()) {
      text.append(".\n").append(at.lifts().replace(". ", ".\n"));
    }
    if (!at.asks().isEmpty()) {
      text.append("\nNext question: ").append(at.asks());
    }
    if (!at.programme().isEmpty()) {
      text.append("\nOn the programme ").append(at.programme());
    }
    return text.append("\nAs of ").append(moment(at.now())).toString();
  }

  /** One line a part: points, what it was, how often, when, what it was worth then and how it fades. */
  private static void line(StringBuilder text, Scores.Part part, Situation at) {
    String points = signed(part.tenths());
    text.append(" ".repeat(Math.max(0, 8 - points.length()))).append(points).append("  ").append(part.says());
    if (part.seen() != 1 || part.count() != 1) {
      text.append(", ").append(part.seen()).append(part.seen() == 1 ? " time" : " times");
      if (part.seen() != part.count()) {
        text.append(" (").append(part.count()).append(" counted");
        if (part.machine() > 0) {
          text.append(", ").append(part.machine()).append(" by a machine");
        }
        text.append(')');
      }
    }
    if (part.count() > 0) {
      long first = Math.floorDiv(part.first(), Times.DAY);
      long last = Math.floorDiv(part.last(), Times.DAY);
      text.append(", ");
      if (first != last) {
        day(text, first);
        text.append(" to ");
      }
      day(text, last);
      fading(text, part, at);
    }
  }

  private static void fading(StringBuilder text, Scores.Part part, Situation at) {
    long days = Math.max(0, (at.now() - part.last()) / Times.DAY);
    Long lapses = at.lapses().get(part.rule());
    text.append(" (").append(days == 0 ? "today" : days == 1 ? "1 day ago" : days + " days ago");
    if (lapses != null) {
      day(text.append(", counts until "), Math.floorDiv(lapses, Times.DAY));
    } else if (!part.fades()) {
      text.append(", never fades");
    } else {
      if (part.earned() != part.tenths()) {
        text.append(", ").append(tenths(part.earned())).append(" when new");
      }
      text.append(", halves every ").append(part.halfLife()).append(" days");
    }
    if (part.weighs() != Scenarios.ONE) {
      text.append(", weighs × ").append(part.weighs() / 1e6);
    }
    text.append(')');
  }

  /** A reason to wait, in words; one nobody gave words to as it is. */
  public static String held(String reason) {
    return switch (reason) {
      case "exploring" -> "only explores so far, not to be called yet";
      case "no-consent" -> "opted out of e-mail and phone";
      case "customer" -> "a customer of ours already";
      case "group" -> "their buying group is handed over, or about to be";
      case "opportunity" -> "sales works on an open opportunity for this";
      case "poor-fit" -> "asked us, and does not fit";
      case "touch-guard" -> "reached as often as may be within a week; goes out when that has passed";
      case "interest-fell" -> "interest has fallen below what an MQL needs";
      default -> reason.replace('-', ' ');
    };
  }

  private static String signed(long tenths) {
    return (tenths < 0 ? "" : "+") + tenths(tenths);
  }

  /** Tenths with one decimal: {@code 83.4}. */
  public static String tenths(long tenths) {
    long whole = Math.abs(tenths) / 10;
    return (tenths < 0 ? "-" : "") + whole + "." + Math.abs(tenths) % 10;
  }

  /** Fit in millionths as people read it: whole, or with what decimals it has. */
  public static String fit(long millionths) {
    long half = millionths < 0 ? -Scores.TENTH / 2 : Scores.TENTH / 2;
    long tenths = (millionths + half) / Scores.TENTH;
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths(tenths);
  }

  /** A moment for people: {@code 2 Mar 2026 10:15 UTC}. */
  public static String moment(long at) {
    var text = new StringBuilder();
    day(text, Math.floorDiv(at, Times.DAY));
    return text.append(' ').append(Times.text(at), 11, 16).append(" UTC").toString();
  }

  private static void day(StringBuilder text, long epochDay) {
    var day = LocalDate.ofEpochDay(epochDay);
    text.append(day.getDayOfMonth()).append(MONTHS[day.getMonthValue() - 1]).append(day.getYear());
  }
}
