package dev.caravan.connectors.salesforce;

import dev.caravan.model.AlertAnswer;
import dev.caravan.model.Fact;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Calls, e-mails and tasks of people in Salesforce as touches. A task of somebody's is one when it is made, {@code
 * task-00T…}, and the call it asked for when it is ticked off, {@code call-00T…}; a logged call or sent e-mail is one at once.
 * The id says nothing of when it changed: a later edit is no second touch.
 *
 * <p>A task Caravan made is no news while it is open. Ticked off it says that its rep acted.
 */
final class Tasks {
  static final String OBJECT = "task";
  private static final Set<String> MAILS = Set.of("email", "listemail");
  /** How keys of the tasks end that speak of a hand-off: they ask somebody to act, and are no touch of their own. */
  private static final String REMINDER = "/reminder";
  private static final String ESCALATION = "/escalation";

  private static final String ALERT = "alert/";
  private static final String DIGEST = "digest/";
  private static final String SNOOZE = "snooze";
  private static final String ACCEPTED = "Accepted";
  private static final String GIVEN_BACK = "Given back";

  private Tasks() {}

  /**
   * What a task says, by our words for its fields.
   *
   * @param stamp when the record changed, which stands in where the mapping names no time
   * @throws IllegalArgumentException if it is about neither a lead nor a contact
   */
  static Optional<Fact> touch(String source, String id, Map<String, String> values, Instant stamp) {
    String who = values.getOrDefault("person", "");
    String key = values.getOrDefault("key", "");
    if (isAlert(key)) {
      return Optional.empty(); // asks for no call, so it is no touch when it is ticked off
    }
    if (!who.startsWith("00Q") && !who.startsWith("003")) {
      throw new IllegalArgumentException("a task about neither a lead nor a contact; expected one of them in the field of person");
    }
    boolean closed = "true".equals(values.get("closed"));
    if (!key.isEmpty() && (!closed || key.endsWith(ESCALATION) || TaskClosing.isClosedHere(key))) {
      return Optional.empty(); // our own; or somebody above looked at one that is not theirs
    }
    String what = what(values.getOrDefault("kind", ""), closed);
    String channel = key.endsWith(REMINDER) ? "task" : what; // the call is that of the hand-off's own task
    Instant at = time(values.getOrDefault(closed ? "completed" : "created", ""), stamp);
    var head = new Fact.Head(source, what + "-" + id, source + ":" + who, at.toEpochMilli(), at.toEpochMilli(), "");
    return Optional.of(new Fact.Touch(head, channel, values.getOrDefault("owner", "")));
  }

  /**
   * What a rep says of a hand-off or of an alert on its task, alike for leads, contacts and groups: that they have taken it, or give it back
   * with a reason. Said once, however often the task changes afterwards; a reason alone gives it back.
   *
   * @param words how the org names reasons
   */
  static Optional<Fact> answer(String source, String id, Map<String, String> values, Instant stamp, SalesforceMapping.StatusWords words) {
    String key = values.getOrDefault("key", "");
    if (isAlert(key)) {
      return alertAnswer(source, id, values, stamp);
    }
    String answer = values.getOrDefault("answer", "");
    String given = values.getOrDefault("reason", "");
    if (key.isEmpty() || key.endsWith(REMINDER) || key.endsWith(ESCALATION) || TaskClosing.isClosedHere(key)
        || answer.isEmpty() && given.isEmpty()) {
      return Optional.empty();
    }
    boolean accepted = given.isEmpty() && answer.equalsIgnoreCase(ACCEPTED);
    if (!accepted && given.isEmpty() && !answer.equalsIgnoreCase(GIVEN_BACK)) {
      throw new IllegalArgumentException("a task whose answer is neither " + ACCEPTED + " nor " + GIVEN_BACK);
    }
    String reason = accepted ? "" : words.reasons().getOrDefault(given, "other");
    String status = accepted ? "accepted" : "rejected";
    var head = new Fact.Head(source, "task-answer-" + id + "-" + status + (accepted ? "" : "-" + reason),
        source + ":" + values.getOrDefault("person", ""), stamp.toEpochMilli(), stamp.toEpochMilli(), "");
    return Optional.of(new Fact.LeadStatus(head, status, reason));
  }

  /** Which tasks are read: those about a person, and alerts. Most others are about nobody. */
  static String only(Map<String, SalesforceMapping.Source> reads) {
    SalesforceMapping.Source person = reads.get("person");
    SalesforceMapping.Source key = reads.get("key");
    if (person == null || person.how() != SalesforceMapping.How.AS_IS) {
      return "";
    }
    String about = person.field() + " != null";
    return key == null || key.how() != SalesforceMapping.How.AS_IS ? about
        : "(" + about + " OR " + key.field() + " LIKE '" + ALERT + "%' OR " + key.field() + " LIKE '" + DIGEST + "%')";
  }

  /** Whether a task tells of a buying group, and asks nobody to act. */
  private static boolean isAlert(String key) {
    return key.startsWith(ALERT) || key.startsWith(DIGEST);
  }

  /** What a rep makes of an alert: nothing more of that account for a while, no use, or ticked off. */
  private static Optional<Fact> alertAnswer(String source, String id, Map<String, String> values, Instant stamp) {
    String until = values.getOrDefault("snooze_until", "");
    String answer = values.getOrDefault("answer", "").toLowerCase(Locale.ROOT);
    String said = switch (answer) {
      case "not useful" -> "not-useful";
      case "snooze" -> SNOOZE;
      case "", "accepted", "given back" -> !until.isEmpty() ? SNOOZE : "true".equals(values.get("closed")) ? "acted" : "";
      default -> throw new IllegalArgumentException("an alert whose answer is neither Snooze nor Not useful");
    };
    if (said.isEmpty()) {
      return Optional.empty();
    }
    String when = said.equals(SNOOZE) ? until : "";
    var head = new Fact.Head(source, "alert-answer-" + id + "-" + said + (when.isEmpty() ? "" : "-" + when), values.getOrDefault("key", ""),
        stamp.toEpochMilli(), stamp.toEpochMilli(), "");
    return Optional.of(new AlertAnswer(head, said, when));
  }

  private static String what(String kind, boolean closed) {
    return !closed ? "task" : MAILS.contains(kind.toLowerCase(Locale.ROOT)) ? "email" : "call";
  }

  private static Instant time(String text, Instant otherwise) {
    return text.isEmpty() ? otherwise : Soql.time(text);
  }
}
