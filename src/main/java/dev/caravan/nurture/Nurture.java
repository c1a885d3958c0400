package dev.caravan.nurture;

import dev.caravan.config.Condition;
import dev.caravan.config.ConfigNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** The programmes of {@code config/nurture.yaml}; the first whose test is met is the one. */
public final class Nurture {
  /** Why sales gives a hand-off back; each must have its programme. */
  public static final List<String> TURNBACKS =
      List.of("not-ready", "wrong-answers", "unreachable", "no-budget", "competitor", "other");

  private static final List<String> LACKING = List.of("insufficient-qualification", "insufficient-interest", "incomplete-profile");

  private record Rule(NextStep.Programme programme, Condition when) {}

  private final List<Rule> rules;

  private Nurture(List<Rule> rules) {
    this.rules = rules;
  }

  /**
   * The room as configured; mistakes are reported at their nodes.
   *
   * @param disqualifications the reasons {@code scoring.yaml} knows
   */
  public static Nurture from(ConfigNode nurture, Set<String> disqualifications) {
    var flags = new TreeSet<String>();
    flags.add("customer");
    flags.add("fit unknown");
    disqualifications.forEach(reason -> flags.add("disqualified as " + reason));
    TURNBACKS.forEach(reason -> flags.add("turned back as " + reason));
    LACKING.forEach(lack -> flags.add("lacking " + lack));
    var rules = new ArrayList<Rule>();
    var covered = new TreeSet<String>();
    ConfigNode programmes = nurture.get("programmes");
    Condition.reportUnreachable(programmes.items());
    for (ConfigNode node : programmes.items()) {
      ConfigNode when = node.get("when");
      try {
        Condition condition = Condition.parse(when.text(), Set.of(), flags);
        TURNBACKS.stream().filter(reason -> condition.text().contains("turned back as " + reason)).forEach(covered::add);
        rules.add(new Rule(new NextStep.Programme(node.get("programme").text(), node.get("objective").text(), when.text(),
            node.origin().file() + ":" + node.origin().line()), condition));
      } catch (IllegalArgumentException e) {
        when.report("condition", String.valueOf(e.getMessage()));
      }
    }
    for (String reason : TURNBACKS) {
      if (programmes.isSound() && !covered.contains(reason)) {
        programmes.report("turnback", "no programme for people \"turned back as " + reason + "\"; add one");
      }
    }
    return new Nurture(List.copyOf(rules));
  }

  /** Where a person stands, as far as a next step depends on it. */
  public record Situation(boolean hasEmail, boolean emailOut, boolean bounced, boolean withSales, String disqualified,
      boolean customer, boolean fitUnknown, List<String> lacking, String turnedBack) {

    boolean flag(String name) {
      return switch (name) {
        case "customer" -> customer;
        case "fit unknown" -> fitUnknown;
        default -> says(name, "disqualified as ", disqualified) || says(name, "turned back as ", turnedBack)
            || lacks(name);
      };
    }

    private boolean lacks(String name) {
      for (int i = 0; i < lacking.size(); i++) {
        if (says(name, "lacking ", lacking.get(i))) {
          return true;
        }
      }
      return false;
    }

    private static boolean says(String name, String what, String which) {
      return name.length() == what.length() + which.length() && name.startsWith(what) && name.endsWith(which);
    }
  }

  /** The one next step. */
  public NextStep next(Situation at) {
    if (!at.hasEmail()) {
      return new NextStep.None("no-email", "we have no e-mail address");
    }
    if (at.emailOut()) {
      return new NextStep.None("unsubscribed", "opted out of e-mail");
    }
    if (at.bounced()) {
      return new NextStep.None("bounced", "mail to the address bounces");
    }
    if (at.withSales()) {
      return new NextStep.None("with-sales", "sales is acting");
    }
    ToLongFunction<String> flags = name -> at.flag(name) ? 1 : 0;
    for (Rule rule : rules) {
      boolean fits = rule.when().holds(flags);
      boolean barred = !at.disqualified().isEmpty() && !rule.when().text().contains("disqualified as " + at.disqualified());
      if (fits && !barred) {
        return rule.programme();
      }
    }
    return at.disqualified().isEmpty() ? new NextStep.None("exhausted", "no programme is left")
        : new NextStep.None("disqualified", "disqualified: " + at.disqualified());
  }
}
