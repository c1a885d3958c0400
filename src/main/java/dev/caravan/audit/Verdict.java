package dev.caravan.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges everybody who qualified, once all files have been read. */
final class Verdict {
  private static final long LOOKS_AGAIN_WITHIN = Duration.ofDays(30).toMillis();
  private static final long HANDED_OVER_AGAIN_AFTER = Duration.ofDays(14).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final PersonHistory NOTHING = new PersonHistory();

  private final AuditSettings settings;
  private final long now;
  private final HandOffs handOffs;
  private final Deliveries deliveries;
  private final Map<String, PersonHistory> histories;
  private final Map<String, Group> groups;
  private final Map<String, List<String>> groupsOf;
  private final List<Person> people;
  /** Each hand-off is judged once, however many people it covers. */
  private final Map<String, Standing> standings = new HashMap<>();
  /** Groups one of whose people is at their limit of touches: their hand-off may wait for that. */
  private final Set<String> guarded = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  Verdict(AuditSettings settings, long now, HandOffs handOffs, Deliveries deliveries, Map<String, PersonHistory> histories,
      Map<String, Group> groups, Map<String, List<String>> groupsOf, List<Person> people) {
    this.settings = settings;
    this.now = now;
    this.handOffs = handOffs;
    this.deliveries = deliveries;
    this.histories = histories;
    this.groups = groups;
    this.groupsOf = groupsOf;
    this.people = people;
  }

  ToldToNobody findings() {
    var byPerson = new LinkedHashMap<String, List<Person>>();
    for (Person person : people) {
      byPerson.computeIfAbsent(person.shown(), none -> new ArrayList<>(2)).add(person);
      if (person.held().containsKey("touch-guard") && isLimited(person)) {
        guarded.addAll(groupsFor(person));
      }
    }
    byPerson.values().forEach(lines -> lines.forEach(this::judge));
    groups.values().stream().filter(Group::isHandedOver).forEach(group -> judge(group, byPerson));
    Set<String> found = findings.stream().map(Finding::person).collect(Collectors.toSet());
    byPerson.forEach((shown, lines) -> {
      if (!found.contains(shown) && lines.get(0).withSales()) {
        withSales(lines.get(0));
      }
    });
    return new ToldToNobody(findings);
  }

  private void found(Person person, String solution, Standing.Lost lost) {
    findings.add(new Finding(person.shown(), deliveries.recordOf(person.shown()), person.number(), solution, lost.code(),
        lost.why()));
  }

  private Standing standing(String handOff) {
    return standings.computeIfAbsent(handOff, id -> handOffs.standing(id, deliveries, now));
  }

  private PersonHistory history(Person person) {
    return histories.getOrDefault(person.shown(), NOTHING);
  }

  // Hand-offs that cover somebody

  private List<String> groupsFor(Person person) {
    return groupsOf.getOrDefault(person.shown(), List.of()).stream()
        .filter(key -> key.endsWith("|" + person.solution())).toList();
  }

  /** Ids of the hand-offs about a person and a solution: their own, those of groups they are in, and of the contract. */
  private List<String> covering(Person person) {
    var covering = new ArrayList<String>();
    for (String id : history(person).handOffs()) {
      if (handOffs.isAbout(id, person.solution())) {
        covering.add(id);
      }
    }
    groupsFor(person).forEach(key -> covering.addAll(handOffs.ofGroup(key)));
    if (settings.customerStages().contains(person.stage())) {
      covering.addAll(handOffs.ofRenewal(HandOffs.key(person.account(), person.solution())));
    }
    return covering;
  }

  private boolean isAlive(List<String> ids) {
    return ids.stream().anyMatch(id -> standing(id).isAlive());
  }

  /** Why the first of some that reaches nobody does not; null if none does so. */
  private Standing.@Nullable Lost lost(List<String> ids) {
    for (String id : ids) {
      if (standing(id) instanceof Standing.Lost lost) {
        return lost;
      }
    }
    return null;
  }

  // People

  private void judge(Person person) {
    if (!person.isAll() && person.isQualified(settings)) {
      Standing.Lost lost = lost(person);
      if (lost != null) {
        found(person, person.solution(), lost);
      }
    }
  }

  /** Why somebody who qualified for a solution is told to nobody; null if they are not lost. */
  private Standing.@Nullable Lost lost(Person person) {
    List<String> covering = covering(person);
    if (isAlive(covering) || isWithSalesOtherwise(person) || isRenewalToRelease(person)) {
      return null;
    }
    String note = settings.customerStages().contains(person.stage())
        ? handOffs.renewalNote(HandOffs.key(person.account(), person.solution())) : null;
    if (note != null) {
      return deliveries.trouble("notice/" + note, note);
    }
    Standing.Lost lost = lost(covering);
    if (lost != null) {
      return lost;
    }
    if (!person.held().isEmpty()) {
      return held(person, covering);
    }
    return isClosed(person, covering) || isDisqualifiedAsker(person) ? null : never(person, covering);
  }

  /** Whether the renewal of what they have bought waits for somebody to release it. */
  private boolean isRenewalToRelease(Person person) {
    Group group = groups.get(HandOffs.key(person.account(), person.solution()));
    return settings.customerStages().contains(person.stage()) && group != null && group.toRelease();
  }

  /** Who asked us and is disqualified stays so, and the line says it. */
  private static boolean isDisqualifiedAsker(Person person) {
    return person.disqualified() && person.asked() && !person.mql();
  }

  private static Standing.Lost never(Person person, List<String> covering) {
    if (!covering.isEmpty()) {
      return new Standing.Lost("qualified-again", "qualified again after their last hand-off was closed, and is neither"
          + " handed over nor held");
    }
    return person.asked() && !person.mql()
        ? new Standing.Lost("asked-us", "asked us, and is neither handed over nor held")
        : person.mql() ? new Standing.Lost("never-handed-over", "qualified, and is neither handed over nor held")
        : new Standing.Lost("stage-of-sales", "stands on stage " + person.stage() + ", where sales should act, and was never"
            + " handed over");
  }

  /** Whether sales acts on them for this, or has said the last word, as their last change of stage tells. */
  private boolean isWithSalesOtherwise(Person person) {
    PersonHistory.Change last = history(person).stage(person.solution());
    return last != null && last.to().equals(person.stage()) && (last.isWithSales() || last.isDecided());
  }

  /** Whether a hand-off that was closed with a reason, or the end of an opportunity of theirs, came after they last qualified. */
  private boolean isClosed(Person person, List<String> covering) {
    PersonHistory.Qualified last = history(person).qualified(person.solution());
    if (history(person).isDealDecidedSince(person.solution())) {
      return true;
    }
    for (String id : covering) {
      HandOffs.Asked asked = handOffs.get(id);
      boolean group = asked.isGroup();
      if (standing(id) instanceof Standing.Closed closed
          && (last == null || asked.at() >= last.at() || group && closed.at() >= last.at())) {
        return true;
      }
    }
    return false;
  }

  // Who is held

  private Standing.@Nullable Lost held(Person person, List<String> covering) {
    for (Map.Entry<String, Long> each : person.held().entrySet()) {
      Optional<Hold> hold = Hold.of(each.getKey());
      if (hold.isEmpty()) {
        return new Standing.Lost("unlisted-reason", "is held as " + each.getKey() + ", which is no reason to wait");
      }
      Standing.Lost lost = held(person, hold.get(), covering);
      lost = lost == null ? until(hold.get(), each.getValue()) : lost;
      if (lost != null) {
        return lost;
      }
    }
    return null;
  }

  /** Whether a wait ends soon enough; the hand-off of a group may be open for longer than 30 days. */
  private Standing.@Nullable Lost until(Hold hold, long until) {
    if (until > now + LOOKS_AGAIN_WITHIN && hold != Hold.GROUP) {
      return new Standing.Lost("looks-too-late", "is held until " + HandOffs.day(until) + "; expected a look within 30 days");
    }
    return until > 0 && until < now - HOUR
        ? new Standing.Lost("never-looked", "was held until " + HandOffs.day(until) + ", and nobody has looked since") : null;
  }

  /** Whether what a reason says is so, as far as other lines tell. */
  private Standing.@Nullable Lost held(Person person, Hold hold, List<String> covering) {
    return switch (hold) {
      case EXPLORING -> person.posture().equals("exploring") ? null
          : untrue(hold, "is held as exploring, and is " + person.posture());
      case DISQUALIFIED -> person.disqualified() ? null : untrue(hold, "is held as disqualified, and is not");
      case TOUCH_GUARD -> isLimited(person) ? null
          : untrue(hold, "is held by the touch guard, and is not at their limit of touches");
      case GROUP -> groupsFor(person).stream().anyMatch(this::isComing) ? null : groupIsOver(covering);
      case OPPORTUNITY -> opportunity(person, hold);
      case INTEREST_FELL -> interestFell(person);
      case AS_USUAL -> new Standing.Lost("unlisted-reason", "is held as as-usual, for which a group may wait and nobody else");
      case NO_CONSENT, POOR_FIT, CUSTOMER, RELEASE -> null;
    };
  }

  private static Standing.Lost untrue(Hold hold, String why) {
    return new Standing.Lost("hold-is-over", why + "; it ends when " + hold.ends());
  }

  private boolean isLimited(Person person) {
    PersonHistory history = history(person);
    return !history.hasLimits() || history.wasLimited(now);
  }

  /** Whether a group's hand-off is made soon, or waits for the person it names. */
  private boolean isComing(String key) {
    Group group = groups.get(key);
    return group != null && (group.toRelease() || group.isScheduled(now, settings) || group.hasDeal() || guarded.contains(key));
  }

  private Standing.Lost groupIsOver(List<String> covering) {
    for (int i = covering.size() - 1; i >= 0; i--) {
      if (handOffs.get(covering.get(i)).isGroup() && standing(covering.get(i)) instanceof Standing.Closed closed) {
        return new Standing.Lost("group-is-over", "is held for their group, whose hand-off is over since "
            + HandOffs.day(closed.at()) + ": " + closed.why());
      }
    }
    return new Standing.Lost("group-never-handed-over", "is held for their group, which is in no hand-off");
  }

  /** Its owner was told, or has them in it, or their group has it. */
  private Standing.@Nullable Lost opportunity(Person person, Hold hold) {
    String note = history(person).note(person.solution());
    if (note != null) {
      return deliveries.trouble("notice/" + note, note);
    }
    return groupsFor(person).stream().anyMatch(this::isComing) ? null : untrue(hold,
        "is held for an open opportunity, whose owner was never told of them");
  }

  /** Only who explored when they qualified may be let go again: what held the others did not ask for interest. */
  private Standing.@Nullable Lost interestFell(Person person) {
    PersonHistory history = history(person);
    PersonHistory.Qualified last = history.qualified(person.solution());
    if (last == null || last.posture().isEmpty() || last.posture().equals("exploring") || !history.wasLimited(last.at())) {
      return null;
    }
    return new Standing.Lost("let-go-by-touch-guard", "qualified while at their limit of touches, and was let go when"
        + " interest fell; expected a hand-off when the window moved");
  }

  // Whom nurture leaves out

  private void withSales(Person person) {
    List<String> ofGroups = groupsOf.getOrDefault(person.shown(), List.of());
    List<String> all = new ArrayList<>(history(person).handOffs());
    ofGroups.forEach(key -> all.addAll(handOffs.ofGroup(key)));
    if (isAlive(all) || history(person).isWithSales() || ofGroups.stream().anyMatch(guarded::contains)) {
      return;
    }
    Standing.Lost lost = lost(all);
    found(person, "", lost != null ? lost : inNone(all));
  }

  private Standing.Lost inNone(List<String> ids) {
    Standing.Closed last = null;
    for (String id : ids) {
      last = standing(id) instanceof Standing.Closed closed && (last == null || closed.at() > last.at()) ? closed : last;
    }
    return new Standing.Lost("with-sales", "nurture leaves them out as with sales, and they are in no open hand-off"
        + (last == null ? "" : "; the last one is over since " + HandOffs.day(last.at()) + ": " + last.why()));
  }

  // Groups

  private void judge(Group group, Map<String, List<Person>> byPerson) {
    List<String> ids = handOffs.ofGroup(group.key());
    if (isAlive(ids) || isComing(group.key()) || group.isAsUsual() && (!ids.isEmpty() || group.alertedAt() == 0)) {
      return;
    }
    Standing.Lost lost = lost(ids);
    long closedAt = 0;
    var covered = new HashSet<String>();
    for (String id : ids) {
      if (standing(id) instanceof Standing.Closed closed) {
        closedAt = Math.max(closedAt, closed.at());
        covered.addAll(handOffs.get(id).members());
      }
    }
    boolean settled = closedAt > 0 && lost == null || group.sales().equals("won") || group.sales().equals("lost");
    for (Group.Member member : group.members()) {
      boolean isNew = closedAt > 0 && member.firstAt() > closedAt && !covered.contains(member.shown());
      boolean mayWait = now <= closedAt + HANDED_OVER_AGAIN_AFTER + HOUR;
      if (!member.mayBeEngaged(now) || settled && (!isNew || mayWait)) {
        continue;
      }
      List<Person> lines = byPerson.getOrDefault(member.shown(), List.of());
      if (isOneOfOurs(lines, group.key())) {
        continue;
      }
      Standing.Lost why = lost != null ? lost : closedAt > 0
          ? new Standing.Lost("group-not-handed-over-again", "is engaged in a group that is " + group.level() + ", whose"
              + " last hand-off was over on " + HandOffs.day(closedAt) + " before they came; it was not handed over again")
          : new Standing.Lost("group-never-handed-over", "is engaged in a group that is " + group.level()
              + ", which is in no hand-off");
      found(member, lines, group, why);
    }
  }

  /** Whether a member counts for no hand-off, is told otherwise, or was found already. */
  private boolean isOneOfOurs(List<Person> lines, String key) {
    for (Person person : lines) {
      boolean about = key.endsWith("|" + person.solution());
      if (person.disqualified() || about && (settings.customerStages().contains(person.stage()) || isAlive(covering(person))
          || person.isQualified(settings))) {
        return true;
      }
    }
    return false;
  }

  private void found(Group.Member member, List<Person> lines, Group group, Standing.Lost lost) {
    String solution = group.key().substring(group.key().lastIndexOf('|') + 1);
    long number = lines.stream().filter(line -> line.solution().equals(solution)).findFirst()
        .or(() -> lines.stream().findFirst()).map(Person::number).orElse(0L);
    findings.add(new Finding(member.shown(), deliveries.recordOf(member.shown()), number, solution, lost.code(), lost.why()));
  }
}
