package dev.caravan.nurture;

import dev.caravan.config.Condition;
import dev.caravan.config.ConfigNode;
import dev.caravan.model.Fact;
import dev.caravan.model.Points;
import dev.caravan.model.Times;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The programmes of {@code config/nurture.yaml}. The first one a person is in the audience of is theirs, or where it leads
 * to once everything of it was sent; of its tracks, those that hold are gone through in order.
 */
public final class Nurture {
  /** Why sales gives a hand-off back; each must have its programme and its test of re-qualification. */
  public static final List<String> TURNBACKS =
      List.of("not-ready", "wrong-answers", "unreachable", "no-budget", "competitor", "other");
  /** No touch is ever due. */
  public static final long NEVER = Long.MAX_VALUE;

  private final Map<String, Programme> programmes;
  private final List<Programme> ordered;
  private final long apart;
  private final Requalify requalify;
  private final Map<String, Requalify> byReason;
  private final Map<Fact.ActivityKind, Response> responses;

  /**
   * What a person must do after a hand-off came to nothing.
   *
   * @param tenths of points earned since
   * @param after how long it takes at least, ms
   * @param when what must hold besides; null for nothing
   */
  record Requalify(long tenths, long after, @Nullable Condition when) {}

  /**
   * What has happened since a hand-off came to nothing.
   *
   * @param how it ended: a reason of sales', or another such as {@code expired}
   * @param earned tenths of points
   * @param ms how long ago that is
   * @param answered questions answered since
   * @param interest points in millionths, as are fit and completeness
   */
  public record Since(String how, long earned, long ms, Set<String> answered, long interest, long fit, long completeness) {

    long value(String name, Situation at) {
      return switch (name) {
        case "interest" -> interest;
        case "fit" -> fit;
        case "completeness" -> completeness;
        case "earned" -> earned * Points.TENTH;
        case "days" -> Condition.whole(ms / Times.DAY);
        default -> name.startsWith(NurtureReader.ANSWERED) && name.endsWith(NurtureReader.SINCE)
            ? answered.contains(name.substring(NurtureReader.ANSWERED.length(), name.length() - NurtureReader.SINCE.length())) ? 1 : 0
            : at.flag(name) ? 1 : 0;
      };
    }
  }

  /**
   * Names that other files give.
   *
   * @param questions by name, with the answers that scoring knows; none for any answer
   */
  public record Words(Set<String> disqualifications, Set<String> solutions, Set<String> scenarios, Set<String> personas,
      Map<String, Set<String>> questions) {
    public Words {
      disqualifications = Set.copyOf(disqualifications);
      solutions = Set.copyOf(solutions);
      scenarios = Set.copyOf(scenarios);
      personas = Set.copyOf(personas);
      questions = Map.copyOf(questions);
    }
  }

  Nurture(List<Programme> programmes, long apart, Requalify requalify, Map<String, Requalify> byReason,
      Map<Fact.ActivityKind, Response> responses) {
    this.responses = Collections.unmodifiableMap(responses);
    var byName = new LinkedHashMap<String, Programme>();
    programmes.forEach(each -> byName.putIfAbsent(each.name(), each));
    this.programmes = byName;
    this.ordered = List.copyOf(programmes);
    this.apart = apart;
    this.requalify = requalify;
    this.byReason = Map.copyOf(byReason);
  }

  /** The room as configured; mistakes are reported at their nodes. */
  public static Nurture from(ConfigNode nurture, Words words) {
    return new NurtureReader(nurture, words).read();
  }

  /** What sales is doing about a person, if anything. */
  public enum Sales { NOTHING, HAND_OFF, OPPORTUNITY }

  /**
   * Where a person stands, as far as a next step depends on it.
   *
   * @param answers what they answered, by question; not what was voided or has lapsed
   * @param consentUnreadable whether nobody can tell if they agree to e-mail: then they are sent none
   */
  public record Situation(boolean hasEmail, boolean emailOut, boolean bounced, Sales sales, String disqualified,
      boolean customer, boolean fitUnknown, List<String> lacking, String turnedBack, String solution, String scenario,
      String posture, String persona, Map<String, String> answers, boolean consentUnreadable) {

    boolean flag(String name) {
      return switch (name) {
        case "customer" -> customer;
        case "fit unknown" -> fitUnknown;
        default -> says(name, "disqualified as ", disqualified) || says(name, "turned back as ", turnedBack)
            || lacks(name) || says(name, "solution ", solution) || says(name, "scenario ", scenario)
            || says(name, "posture ", posture) || says(name, "persona ", persona) || answered(name);
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

    private boolean answered(String name) {
      if (answers.isEmpty() || !name.startsWith(NurtureReader.ANSWERED)) {
        return false;
      }
      int from = NurtureReader.ANSWERED.length();
      int blank = name.indexOf(' ', from);
      String answer = answers.get(blank < 0 ? name.substring(from) : name.substring(from, blank));
      return answer != null && (blank < 0 || answer.equalsIgnoreCase(name.substring(blank + 1)));
    }

    private static boolean says(String name, String what, String which) {
      return name.length() == what.length() + which.length() && name.startsWith(what) && name.endsWith(which);
    }
  }

  /** Why a person may not be on any programme whatever they do; null if they may. */
  private static NextStep.@Nullable None bar(Situation at) {
    if (!at.hasEmail()) {
      return new NextStep.None("no-email", "we have no e-mail address");
    }
    if (at.emailOut()) {
      return new NextStep.None("unsubscribed", "opted out of e-mail");
    }
    if (at.consentUnreadable()) {
      return new NextStep.None("consent-unreadable", "what a record says of their consent to e-mail is neither yes nor no");
    }
    if (at.bounced()) {
      return new NextStep.None("bounced", "mail to the address bounces");
    }
    return switch (at.sales()) {
      case NOTHING -> null;
      case HAND_OFF -> new NextStep.None("with-sales", "sales is acting");
      case OPPORTUNITY -> new NextStep.None("opportunity", "sales works on an opportunity of theirs, or has just won it");
    };
  }

  /** What counts as a response to a campaign. */
  public Map<Fact.ActivityKind, Response> responses() {
    return responses;
  }

  /**
   * The one next step.
   *
   * @param current the programme they are on, {@code ""} for none
   */
  public NextStep next(Situation at, Memory memory, String current, long now) {
    NextStep.None bar = bar(at);
    if (bar != null) {
      return bar;
    }
    ToLongFunction<String> flags = name -> at.flag(name) ? 1 : 0;
    for (int i = 0; i < ordered.size(); i++) {
      Programme programme = ordered.get(i);
      boolean fits = programme.isFor(flags);
      if (fits && (at.disqualified().isEmpty() || programme.when().text().contains("disqualified as " + at.disqualified()))) {
        return goOn(programme, at, memory, current, now);
      }
    }
    return at.disqualified().isEmpty() ? new NextStep.None("exhausted", "no programme is left")
        : new NextStep.None("disqualified", "disqualified: " + at.disqualified());
  }

  /** Along the programmes that follow one another, to the first of which something is left. */
  private NextStep goOn(Programme first, Situation at, Memory memory, String current, long now) {
    Programme programme = first;
    for (int i = 0; i < programmes.size(); i++) {
      if (programme.every() == null || programme.name().equals(current) && !memory.place(current).exhausted()
          || programme.next(at, memory, now) != null) {
        return programme.named();
      }
      Programme then = programmes.get(programme.then());
      if (then == null) {
        break;
      }
      programme = then;
    }
    return new NextStep.None("exhausted", "everything of programme " + programme.name() + " was sent", programme.name());
  }

  /** What a person on a programme is sent next; null if nothing is left. */
  public @Nullable Touch touch(String programme, Situation at, Memory memory, long now) {
    Programme on = programmes.get(programme);
    return on == null ? null : on.next(at, memory, now);
  }

  /** When the next touch of a programme is due; {@link #NEVER} where it sends nothing of its own. */
  public long due(String programme, Memory memory, long now) {
    Programme on = programmes.get(programme);
    Cadence every = on == null ? null : on.every();
    if (every == null) {
      return NEVER;
    }
    Memory.Place place = memory.place(programme);
    long due = place.touches() == 0 ? now : Math.max(now, every.after(place.first(), place.last()));
    return memory.touches() == 0 ? due : Math.max(due, memory.last() + apart);
  }

  /** Whether who stands so has done what it takes to be handed over again. */
  public boolean requalifies(Situation at, Since since) {
    Requalify test = byReason.getOrDefault(since.how(), requalify);
    return since.ms() >= test.after() && since.earned() >= test.tenths()
        && (test.when() == null || test.when().holds(name -> since.value(name, at)));
  }

  /** How long it takes at least until somebody may be handed over again, by how the last hand-off ended; ms. */
  public long requalifiesAfter(String how) {
    return byReason.getOrDefault(how, requalify).after();
  }
}
