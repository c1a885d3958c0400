package dev.caravan.group;

import dev.caravan.model.Times;
import dev.caravan.score.Engagement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A group in five lines anybody understands: what, who, sharing, who is missing, what to do. */
final class Wording {
  private static final int LISTED = 8;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Wording() {}

  static String text(Picture picture, String nextAction) {
    GroupState state = picture.state();
    var lines = new ArrayList<String>();
    lines.add(what(picture));
    lines.add(who(picture));
    lines.add(sharing(picture));
    lines.add("Committee " + picture.completeness() + " % complete"
        + (picture.missing().isEmpty() ? ": every role is there." : "; not seen yet: " + String.join(", ", picture.missing()) + "."));
    lines.add("Do: " + nextAction + "." + before(state));
    return String.join("\n", lines);
  }

  private static String what(Picture picture) {
    GroupState state = picture.state();
    int meeting = picture.meetingIsNew() ? picture.meeting().size() : 0;
    String why = picture.says().isEmpty() ? "" : " Rose on " + day(state.risenAt().ms()) + ". " + picture.says() + ": " + state.numbers() + ".";
    String signs = picture.signs().stream().map(sign -> sign.says() + " (" + sign.numbers() + ")").collect(Collectors.joining("; "));
    return count(picture.engaged().size(), "person", "people") + " of " + state.accountName() + (picture.engaged().size() == 1 ? " is" : " are")
        + " interested in " + state.solution().replace('-', ' ')
        + (meeting > 0 ? ", " + meeting + " of them took the same asset together" : "") + " (" + state.level().code() + ")."
        + why + (signs.isEmpty() ? "" : " Also: " + signs + ".");
  }

  private static String who(Picture picture) {
    if (picture.engaged().isEmpty()) {
      return "Nobody is there now." + silent(picture);
    }
    Optional<Entry.Member> first = picture.first();
    List<Entry.Member> others = picture.byArrival().stream()
        .filter(member -> first.isEmpty() || !member.person().equals(first.get().person())).toList();
    String then = others.stream().limit(LISTED).map(member -> described(member, picture.roles())).collect(Collectors.joining("; "))
        + more(others.size());
    return first.map(member -> "First: " + described(member, picture.roles()) + ".").orElse("")
        + (others.isEmpty() ? "" : first.isEmpty() ? then + "." : " Then: " + then + ".") + silent(picture);
  }

  /** Who took part and is not there any more: still members, as the list of them shows. */
  private static String silent(Picture picture) {
    List<Entry.Member> gone = picture.members().stream().filter(member -> member.activities() > 0 && picture.engaged().stream()
        .noneMatch(there -> there.person().equals(member.person()))).toList();
    return gone.isEmpty() ? "" : " Gone silent: " + gone.stream().limit(LISTED).map(member -> member.who().name() + " ("
        + picture.roles().getOrDefault(member.person(), member.who().persona()) + ")").collect(Collectors.joining(", ")) + more(gone.size()) + ".";
  }

  private static String described(Entry.Member member, Map<String, String> roles) {
    String title = member.who().title();
    return member.who().name() + (title.isEmpty() ? "" : ", " + title) + " (" + roles.getOrDefault(member.person(), member.who().persona()) + ")"
        + (member.activities() == 0 ? ", put in by hand" : " " + moment(member.since()) + ", "
            + count(member.activities(), "activity", "activities") + (member.did().isEmpty() ? "" : ", last " + Engagement.what(member.did(), member.about())));
  }

  private static String sharing(Picture picture) {
    var parts = new ArrayList<String>();
    for (Picture.Edge edge : picture.edges().stream().filter(Picture.Edge::isLikely).limit(LISTED).toList()) {
      parts.add((parts.isEmpty() ? "Sharing is likely: " : "") + picture.name(edge.to()) + " " + edge.because() + " as "
          + picture.name(edge.from()) + " (" + span(edge.after()) + " later)");
    }
    String likely = String.join("; ", parts);
    List<Picture.Edge> possible = picture.edges().stream().filter(edge -> !edge.isLikely()).toList();
    if (!possible.isEmpty()) {
      likely += (likely.isEmpty() ? "" : ". ") + "Sharing is possible: " + picture.name(possible.get(0).from()) + " took the asset first, and shortly after "
          + possible.stream().limit(LISTED).map(edge -> picture.name(edge.to())).collect(Collectors.joining(", ")) + more(possible.size())
          + (possible.size() == 1 ? " did" : " did too");
    }
    return likely.isEmpty() ? "Nothing says that one of them passed it on." : likely + ".";
  }

  private static String before(GroupState state) {
    return state.sales().closedAt().isNone() ? "" : " Handed over before, until " + moment(state.sales().closedAt().ms()) + ": " + state.sales().closedBecause() + ".";
  }

  private static String more(int of) {
    return of > LISTED ? " and " + (of - LISTED) + " more" : "";
  }

  static String count(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  /** {@code 2 Mar 2026 10:15 UTC}. */
  private static String moment(long at) {
    return MOMENT.format(Instant.ofEpochMilli(at));
  }

  private static String day(long at) {
    return DAY.format(Instant.ofEpochMilli(at));
  }

  /** {@code Mar 2026}. */
  static String month(long at) {
    return MONTH.format(Instant.ofEpochMilli(at));
  }

  /** A span in its fitting unit: {@code 40 minutes, 14 days}. */
  static String span(long ms) {
    if (ms < 2 * Times.HOUR) {
      return count((int) Math.max(1, (ms + Times.MINUTE - 1) / Times.MINUTE), "minute", "minutes");
    }
    if (ms <= 72 * Times.HOUR) {
      return count((int) Math.round(ms / (double) Times.HOUR), "hour", "hours");
    }
    return String.format(Locale.ROOT, "%d days", Math.round(ms / (double) Times.DAY));
  }
}
