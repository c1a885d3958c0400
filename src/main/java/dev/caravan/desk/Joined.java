package dev.caravan.desk;

import dev.caravan.desk.Desk.Given;
import dev.caravan.lifecycle.HandOffText;
import dev.caravan.lifecycle.LifecycleToDesk;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is said of a hand-off that goes on as part of another one: of the member's group, or of the same person. */
final class Joined {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Joined() {}

  /** Why such a hand-off is over. */
  static String over(String group) {
    return "joined " + group;
  }

  /** Why one of two is over whose people turned out to be one. */
  static String merged(String into) {
    return "merged into " + into;
  }

  /** Whether one that is over goes on as part of another. */
  static boolean isPartOf(Given own, Decision.HandOff other) {
    return own.over().equals(over(other.id())) || own.over().equals(merged(other.id()));
  }

  /** A group's hand-off that also tells what became part of it, a line each. */
  static Decision.HandOff told(Decision.HandOff group, List<Given> parts) {
    if (parts.isEmpty()) {
      return group;
    }
    var lines = new ArrayList<String>(List.of(group.text()));
    parts.forEach(own -> lines.add(sentence(own)));
    return HandOffText.worded(group, group.action(), String.join("\n", lines));
  }

  /** {@code Dana Reyes's own request of 3 March is part of this; Lee Ray has it, and has not acted on it.} */
  private static String sentence(Given own) {
    Decision.HandOff of = own.handOff();
    return name(of) + "'s own " + (of.trigger().equals("hand-raise") ? "request" : "hand-off") + " of "
        + DAY.format(Instant.ofEpochMilli(own.askedAt())) + " is part of this; " + (own.waits() ? "nobody had it yet."
        : own.ownerName() + " had it, and " + (own.answeredAt().isKnown() ? "has acted on it." : "has not acted on it."));
  }

  private static String name(Decision.HandOff of) {
    String name =
        (of.profile().getOrDefault("first_name", "") + " " + of.profile().getOrDefault("last_name", "")).strip();
    return name.isEmpty() ? of.email().isEmpty() ? "A member" : of.email() : name;
  }

  /** Its task goes to whom the group went to, and says what it is now; none where nobody ever had one. */
  static Optional<Decision.Notice> notice(Given own, Given group, long at, String version) {
    if (own.waits()) {
      return Optional.empty();
    }
    Decision.HandOff of = own.handOff();
    return Optional.of(new Decision.Notice("joined/" + of.id(), of.subject(), at,
        group.handOff().of().equals("group")
            ? Because.of("the group of the account was handed over, and this is part of it", "group", "config/groups.yaml", version, "")
            : Because.of("both records are one person's, and this is part of their other hand-off", "merged", "", version, ""),
        HandOffText.worded(of, "Part of " + (group.handOff().of().equals("group") ? "the group's" : "this person's other") + " hand-off now: "
            + of.action(), ""), "joined", group.handOff().id(), group.owner(),
        group.ownerName(), group.rings()));
  }

  /** What nobody had yet, as a line more in another one. */
  static LifecycleToDesk.Appended more(Given own, String into) {
    Decision.HandOff of = own.handOff();
    return new LifecycleToDesk.Appended(into, of.id(), new Decision.HandOff(into + "/appended/" + of.id(), of.subject(), of.at(),
        of.because(), of.of(), of.person(), of.email(), of.account(), of.solution(), of.trigger(), of.action(), of.members(),
        of.text(), of.profile()));
  }
}
