package dev.caravan.cli;

import dev.caravan.pipeline.PersonView;
import dev.caravan.model.Decision;
import dev.caravan.model.Times;
import dev.caravan.score.NextRating;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A person's view in words, and as JSON. */
record Explained(PersonView view, @Nullable String only, String version, OptionalLong read) {
  /** Names of stages up to this length are abbreviations, such as MQL. */
  private static final int SHORT = 3;

  private List<PersonView.Solution> shown() {
    if (only != null) {
      return view.solutions().stream().filter(each -> each.solution().equals(only)).toList();
    }
    // "All solutions" repeats the others; it speaks only where there is no other.
    List<PersonView.Solution> named = view.solutions().stream().filter(each -> !each.solution().equals("all")).toList();
    return named.isEmpty() ? view.solutions() : named;
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(headline());
    if (shown().isEmpty()) {
      lines.add("No interest in " + only + " so far.");
    }
    for (PersonView.Solution solution : shown()) {
      lines.addAll(lines(solution));
    }
    view.beside().forEach(each -> lines.addAll(lines(each)));
    if (!view.disqualified().isEmpty()) {
      lines.add("Disqualified: " + view.disqualified() + ". Nothing is handed over.");
    }
    lines.add("Fit " + fit() + ": " + String.join("; ", view.fitParts().stream().map(Explained::criterion).toList())
        + ".");
    lines.addAll(who());
    lines.add(view.programme().isEmpty()
        ? "On no programme" + (view.noProgramme().isEmpty() ? "" : ": " + view.noProgramme().replace('-', ' '))
            + (view.exhausted().isEmpty() ? "." : ", they were sent all of " + view.exhausted() + ".")
        : "On the programme " + view.programme() + (view.nextTouchAt().isNone() ? "." : "; its next touch is on "
            + day(view.nextTouchAt().ms()) + "."));
    view.consents().forEach(said -> lines.add(consent(said)));
    for (PersonView.Group group : view.groups()) {
      if (only == null || only.equals(group.solution())) {
        lines.add("Buying group at " + view.accountName() + " for " + group.solutionName() + ": " + group.level()
            + " since " + moment(group.since()) + ", " + Terminal.count(group.people(), "person")
            + (group.first().isEmpty() ? "" : ", " + group.first() + " first")
            + (group.member() ? "." : ". Not in it: this person."));
      }
    }
    if (read.isPresent()) {
      lines.add("What records say of them before " + day(read.getAsLong()) + " is as of first reading: what they said earlier is known"
          + " only where the CRM keeps a history of it.");
    }
    lines.add("As of " + moment(view.asOf()) + " UTC.");
    return lines;
  }

  private static String consent(Decision.Said said) {
    int group = said.channel().indexOf('/');
    String channel = switch (group < 0 ? said.channel() : said.channel().substring(0, group)) {
      case "email" -> "e-mail";
      case "phone" -> "phone calls";
      default -> said.channel().toUpperCase(Locale.ROOT);
    };
    return "Opted " + (said.out() ? "out of " : "in to ") + channel + (group < 0 ? "" : " of " + said.channel().substring(group + 1))
        + " on " + day(said.since()) + " (" + said.by() + ").";
  }

  /** Who got their hand-offs, and what was looked at for each. */
  List<String> routing() {
    var lines = new ArrayList<String>();
    if (view.handOffs().isEmpty()) {
      lines.add("No hand-off so far.");
    }
    for (PersonView.HandedOver each : view.handOffs()) {
      lines.add(each.id() + ": " + (each.owner().isEmpty() ? "nobody yet" : each.owner() + " since " + moment(each.at().ms()) + " UTC")
          + ", " + each.stands() + ".");
      each.looked().forEach(looked -> lines.add("  " + (looked.took() ? "+ " : "- ") + looked.rule() + ": " + looked.why()
          + (looked.place().isEmpty() ? "" : "  (" + looked.place() + ")")));
    }
    return lines;
  }

  /** What else is known of who they are, and what to ask. */
  private List<String> who() {
    var lines = new ArrayList<String>();
    if (!view.motivators().isEmpty()) {
      lines.add("Moved by: " + String.join(", ", view.motivators()) + ".");
    }
    if (!view.painPoints().isEmpty()) {
      lines.add("Troubled by: " + String.join(", ", view.painPoints()) + ".");
    }
    if (!view.otherAccounts().isEmpty()) {
      lines.add((view.match().equals("ambiguous") ? "Accounts it could be: " : "Other accounts it could have been: ")
          + String.join(", ", view.otherAccounts().stream().map(Explained::candidate).toList()) + ".");
    }
    if (!view.nextQuestion().isEmpty()) {
      lines.add("Next question: " + view.nextAsks());
    }
    if (!view.declined().isEmpty()) {
      lines.add("Asked lately and declined: " + String.join(" ", view.declined()));
    }
    return lines;
  }

  private static String candidate(PersonView.Candidate candidate) {
    return candidate.name() + " (" + candidate.account()
        + (candidate.alike() < 0 ? "" : ", name " + candidate.alike() + " % alike") + ")";
  }

  private String headline() {
    var parts = new ArrayList<String>();
    parts.add(view.name().isEmpty() ? view.person() : view.name());
    if (!view.title().isEmpty()) {
      parts.add(view.title());
    }
    String account = switch (view.match()) {
      case "none" -> "no account found";
      case "ambiguous" -> "several accounts could be theirs, none was taken";
      case "manual" -> view.accountName() + " (chosen by hand)";
      case "crm" -> view.accountName() + " (their account in the CRM)";
      default -> view.accountName() + " (matched by " + view.match() + ")";
    };
    parts.add(account);
    return String.join(", ", parts);
  }

  private List<String> lines(PersonView.Solution of) {
    var lines = new ArrayList<String>();
    lines.add(of.name() + "   interest " + tenths(of.tenths()) + "   fit " + fit() + "   profile " + view.completeness()
        + " %   rating " + of.rating() + " (" + of.cell() + ")   " + of.posture() + (of.scenario().isEmpty() ? ""
            : ": " + of.scenario().replace('-', ' ') + ", step " + of.step() + " of " + of.steps())
        + "   stage " + (of.stage().length() <= SHORT ? of.stage().toUpperCase(Locale.ROOT) : of.stage()));
    lines.addAll(parts(of));
    lines.addAll(handOver(of));
    return lines;
  }

  private static List<String> parts(PersonView.Solution of) {
    int wide = 0;
    for (PersonView.Part part : of.parts()) {
      wide = Math.max(wide, what(part).length());
    }
    var lines = new ArrayList<String>();
    for (PersonView.Part part : of.parts()) {
      lines.add(String.format(Locale.ROOT, "%+8.1f  %-" + Math.max(1, wide) + "s  %s", part.tenths() / 10.0, what(part),
          when(part)).stripTrailing());
    }
    return lines;
  }

  /** What a further model says, which hands nobody over. */
  private static List<String> lines(PersonView.Beside beside) {
    PersonView.Solution of = beside.lead();
    var lines = new ArrayList<String>();
    lines.add("Model " + beside.model() + " (" + beside.says() + "), " + of.name() + "   interest " + tenths(of.tenths())
        + "   fit " + fit(beside.fit()) + "   rating " + of.rating() + " (" + of.cell() + ")");
    lines.addAll(parts(of));
    lines.add("  Its fit: " + String.join("; ", beside.fitParts().stream().map(Explained::criterion).toList()) + ".");
    return lines;
  }

  /** How a hand-over stands, and what is missing. */
  private static List<String> handOver(PersonView.Solution of) {
    var lines = new ArrayList<String>();
    String lacking = of.lacking().isEmpty() || of.mql() || of.lifts().contains("For an MQL") ? "" : "Lacking: " + String.join(", ", of.lacking()).replace('-', ' ') + ".";
    String stands = of.stands().isEmpty() ? "" : of.stands() + ".";
    if (!stands.isEmpty() || !lacking.isEmpty()) {
      lines.add((stands + " " + lacking).strip());
    }
    if (!of.lifts().isEmpty()) {
      lines.add(of.lifts() + ".");
    }
    return lines;
  }

  private static String what(PersonView.Part part) {
    return part.says() + (part.seen() <= 1 && part.machine() == 0 ? "" : ", " + Terminal.count(part.seen(), "time")
        + (part.seen() == part.count() ? "" : " (" + part.count() + " counted"
            + (part.machine() == 0 ? "" : ", " + part.machine() + " by a machine") + ")"));
  }

  private static String when(PersonView.Part part) {
    if (part.count() == 0) {
      return "";
    }
    String first = day(part.first());
    String last = day(part.last());
    String fading = part.lapsesAt().isKnown() ? " (counts until " + day(part.lapsesAt().ms()) + ")"
        : !part.fades() ? " (never fades)"
        : part.earned() == part.tenths() ? "" : " (" + tenths(part.earned()) + " when new)";
    return (first.equals(last) ? last : first + " – " + last) + fading;
  }

  private static String criterion(PersonView.Criterion part) {
    return part.criterion().replace('-', ' ') + " " + (part.known()
        ? (part.value().isEmpty() ? "not listed" : part.value()) + " (" + part.worth() + " of 100, weight "
            + part.weight() + " %)"
        : "unknown (weight " + part.weight() + " %)");
  }

  private String fit() {
    return fit(view.fit());
  }

  private static String fit(long millionths) {
    return BigDecimal.valueOf(millionths, 6).setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
  }

  private static String tenths(long tenths) {
    return BigDecimal.valueOf(tenths, 1).toPlainString();
  }

  static String day(long at) {
    return format("d MMM uuuu", at);
  }

  private static String moment(long at) {
    return format("d MMM uuuu HH:mm", at);
  }

  private static String format(String pattern, long at) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC)
        .format(Instant.ofEpochMilli(at));
  }

  Map<String, Object> json() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("person", view.person());
    json.put("name", view.name());
    json.put("title", view.title());
    json.put("persona", view.persona());
    json.put("account", view.account().isEmpty() ? null : view.account());
    json.put("account_name", view.accountName());
    json.put("account_match", view.match());
    json.put("as_of", Times.text(view.asOf()));
    json.put("as_of_first_reading_until", read.isPresent() ? Times.text(read.getAsLong()) : null);
    json.put("model", version);
    json.put("fit", view.fit() / 1_000_000.0);
    json.put("fit_parts", view.fitParts().stream().map(part -> map("criterion", part.criterion(), "value", part.value(),
        "worth", part.worth(), "weight", part.weight(), "known", part.known())).toList());
    json.put("completeness", view.completeness());
    json.put("disqualified", view.disqualified().isEmpty() ? null : view.disqualified());
    json.put("next_question", view.nextQuestion().isEmpty() ? null : view.nextQuestion());
    json.put("next_questions", view.questions());
    json.put("declined", view.declined());
    json.put("other_accounts", view.otherAccounts().stream().map(other -> map("account", other.account(), "name",
        other.name(), "alike", other.alike() < 0 ? "" : other.alike())).toList());
    json.put("motivators", view.motivators());
    json.put("pain_points", view.painPoints());
    json.put("programme", view.programme().isEmpty() ? null : view.programme());
    json.put("no_programme", view.noProgramme().isEmpty() ? null : view.noProgramme());
    json.put("exhausted", view.exhausted().isEmpty() ? null : view.exhausted());
    json.put("next_touch_at", view.nextTouchAt().isNone() ? null : view.nextTouchAt().text());
    json.put("consent", view.consents().stream().map(said -> map("channel", said.channel(), "out", said.out(), "by", said.by(),
        "since", Times.text(said.since()))).toList());
    json.put("solutions", view.solutions().stream().filter(each -> only == null || each.solution().equals(only))
        .map(Explained::json).toList());
    json.put("models", view.beside().stream().map(each -> map("model", each.model(), "says", each.says(), "fit",
        each.fit() / 1_000_000.0, "lead", json(each.lead()))).toList());
    json.put("groups", view.groups().stream().filter(each -> only == null || each.solution().equals(only))
        .map(group -> map("solution", group.solution(), "level", group.level(), "since", Times.text(group.since()),
            "people", group.people(), "first", group.first(), "member", group.member())).toList());
    json.put("hand_offs", view.handOffs().stream().map(each -> map("id", each.id(), "owner", each.owner(), "target",
        each.target(), "stands", each.stands(), "at", each.at().text(), "routing", each.looked().stream().map(looked ->
            map("rule", looked.rule(), "place", looked.place(), "took", looked.took(), "why", looked.why())).toList())).toList());
    return json;
  }

  private static Map<String, Object> json(PersonView.Solution of) {
    var json = map("solution", of.solution(), "interest", of.tenths() / 10.0, "rating", of.rating(), "cell", of.cell(),
        "scenario", of.scenario(), "posture", of.posture(), "step", of.step(), "stage", of.stage(), "mql", of.mql(),
        "held", of.held(), "lacking", of.lacking());
    json.put("parts", of.parts().stream().map(part -> map("rule", part.rule(), "says", part.says(), "count",
        part.count(), "seen", part.seen(), "points", part.tenths() / 10.0, "first", part.count() == 0 ? ""
            : Times.text(part.first()), "last", part.count() == 0 ? "" : Times.text(part.last()), "fades", part.fades(),
        "lapses_at", part.lapsesAt().text(), "place", part.place(), "by_machine", part.machine(), "earned",
        part.earned() / 10.0, "half_life_days", part.halfLife(), "weighs", part.weighs() / 1e6)).toList());
    json.put("stands", of.stands());
    json.put("lifts", of.lifts());
    json.put("next_rating", next(of.next()));
    return json;
  }

  private static Map<String, Object> next(NextRating next) {
    if (next instanceof NextRating.OutOfReach not) {
      return map("rating", "", "needs", List.of(), "out_of_reach", not.why());
    }
    return next instanceof NextRating.Missing missing
        ? map("rating", missing.rating(), "needs", missing.needs().stream().map(Explained::need).toList())
        : map("rating", "", "needs", List.of());
  }

  private static Map<String, Object> need(NextRating.Need need) {
    if (need instanceof NextRating.Interest more) {
      return map("of", "interest", "points", more.tenths() / 10.0, "by", more.by(), "brings", more.points() / 10.0, "enough",
          more.enough());
    }
    if (need instanceof NextRating.Fit more) {
      return map("of", "fit", "points", more.millionths() / 1e6, "unknown", more.unknown(), "may_bring", more.most() / 1e6);
    }
    return map("of", "profile", "percent", ((NextRating.Profile) need).percent());
  }

  private static Map<String, Object> map(Object... pairs) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
