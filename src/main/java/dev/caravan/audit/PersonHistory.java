package dev.caravan.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What decisions tell of one person, as far as it may matter here. */
final class PersonHistory {
  private String email = "";
  private long emailAt = Long.MIN_VALUE;
  private final Map<String, Change> stages = new HashMap<>();
  private final Map<String, Qualified> qualified = new HashMap<>();
  private final Map<String, Long> deals = new HashMap<>();
  private final List<String> handOffs = new ArrayList<>();
  private final Map<String, String> notes = new HashMap<>();
  private final List<Limit> limits = new ArrayList<>();

  /** The last change of stage that led to, or away from, qualifying; {@code number} counts all changes. */
  record Change(int number, String to, long at, String why) {
    /** Whether it says that sales acts on them. */
    boolean isWithSales() {
      return why.contains("open opportunity") || why.startsWith("sales accepted") || why.startsWith("sales works");
    }

    /** Whether it says that the opportunity was decided, or the hand-off closed. */
    boolean isDecided() {
      return isDealDecided()
          || why.startsWith("sales gave the hand-off back") || why.startsWith("the hand-off of their group is over")
          || why.startsWith("they left the group");
    }

    boolean isDealDecided() {
      return why.contains("opportunity was won") || why.contains("opportunity was lost");
    }
  }

  /**
   * When somebody last came to a stage that is entered by qualifying.
   *
   * @param posture they had then, {@code ""} if nothing tells
   */
  record Qualified(int number, long at, String posture) {}

  /** From a moment on the person is, or is not, at their limit of touches. */
  private record Limit(long at, boolean in) {}

  // Taking in

  /** The newest address wins. */
  void known(JsonNode line) {
    long at = Lines.moment(line, "at");
    String now = Lines.text(line, "email");
    if (!now.isEmpty() && at >= emailAt) {
      email = now;
      emailAt = at;
    }
  }

  void handedOver(String id) {
    handOffs.add(id);
  }

  void stage(JsonNode line, AuditSettings settings) {
    String[] id = Lines.text(line, "id").split("/");
    int number = id.length < 3 ? 0 : number(id[id.length - 2]);
    String solution = Lines.text(line, "solution");
    String to = Lines.text(line, "to");
    long at = Lines.moment(line, "at");
    var change = new Change(number, to, at, Lines.text(line.path("because"), "text"));
    stages.merge(solution, change, (a, b) -> a.number() > b.number() ? a : b);
    if (change.isDealDecided()) {
      deals.merge(solution, at, Math::max);
    }
    // Where another record of theirs stood is no new reason to hand them over.
    if (settings.mqlStages().contains(to) && !Lines.text(line.path("because"), "text").startsWith("another record")) {
      qualified.merge(solution, new Qualified(number, at, ""), (a, b) -> a.number() > b.number() ? a : b);
    }
  }

  private static int number(String text) {
    return text.chars().allMatch(Character::isDigit) && !text.isEmpty() && text.length() < 10 ? Integer.parseInt(text) : 0;
  }

  /** The owner of an open opportunity was told of them. */
  void note(JsonNode line) {
    notes.put(Lines.text(line, "solution"), Lines.text(line, "hand_off"));
  }

  void limit(JsonNode line) {
    limits.add(new Limit(Lines.moment(line, "at"), line.path("in").asBoolean()));
  }

  /** A score as it was told; says how they stood when they qualified. */
  void score(JsonNode line) {
    known(line);
    long at = Lines.moment(line, "at");
    qualified.computeIfPresent(Lines.text(line, "solution"), (solution, was) ->
        was.at() == at ? new Qualified(was.number(), at, Lines.text(line, "posture")) : was);
  }

  // Answers

  String email() {
    return email;
  }

  List<String> handOffs() {
    return handOffs;
  }

  @Nullable Change stage(String solution) {
    return stages.get(solution);
  }

  /** Whether sales acts on them for any solution, also for one they never looked into themselves. */
  boolean isWithSales() {
    return stages.values().stream().anyMatch(Change::isWithSales);
  }

  @Nullable Qualified qualified(String solution) {
    return qualified.get(solution);
  }

  /** Whether sales won or lost an opportunity of theirs since they last qualified, whoever brought it. */
  boolean isDealDecidedSince(String solution) {
    Qualified last = qualified.get(solution);
    return last != null && deals.getOrDefault(solution, Long.MIN_VALUE) >= last.at();
  }

  /** Id of the note, by which the CRM knows its task; null for none. */
  @Nullable String note(String solution) {
    return notes.get(solution);
  }

  /** Whether they were at their limit of touches at a moment; false where nothing tells. */
  boolean wasLimited(long moment) {
    Limit last = null;
    for (Limit each : limits) {
      last = each.at() <= moment && (last == null || each.at() >= last.at()) ? each : last;
    }
    return last != null && last.in();
  }

  boolean hasLimits() {
    return !limits.isEmpty();
  }

  /** Two records of one person: what either tells. */
  void add(PersonHistory other) {
    other.stages.forEach((solution, change) -> stages.merge(solution, change, (a, b) -> a.at() > b.at() ? a : b));
    other.qualified.forEach((solution, was) -> qualified.merge(solution, was, (a, b) -> a.at() > b.at() ? a : b));
    other.deals.forEach((solution, at) -> deals.merge(solution, at, Math::max));
    handOffs.addAll(other.handOffs);
    other.notes.forEach(notes::putIfAbsent);
    limits.addAll(other.limits);
  }
}
