package dev.caravan.score;

import dev.caravan.enrich.AccountView;
import dev.caravan.enrich.Profile;
import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All the room keeps of a person.
 *
 * @param profile who they are
 * @param account the account they were matched with, {@link AccountView#NONE} for none
 * @param interest by solution; {@code ""} holds what names no solution and counts for each
 * @param answers newest answer by question: its value, its time and the solution of its form
 * @param mails what mails they were lately sent and what was clicked in them
 * @param voidedAt answers given by then are void
 */
public record Standing(Profile profile, AccountView account, Map<String, Interest> interest,
    Map<String, Answer> answers, Mails mails, Moment voidedAt) {
  public static final Standing NEW =
      new Standing(Profile.NOBODY, AccountView.NONE, Map.of(), Map.of(), Mails.NONE, Moment.NONE);

  /**
   * An answer.
   *
   * @param value {@code ""} if the question was only ever declined
   * @param at when it was given
   * @param voided once sales called it wrong
   * @param fact id of the fact it was given by
   * @param declinedAt when the question was last shown and left open
   */
  record Answer(String value, Moment at, String solution, boolean voided, String fact, Moment declinedAt) {
    static final Answer NONE = new Answer("", Moment.NONE, "", false, "", Moment.NONE);

    boolean given() {
      return !value.isEmpty();
    }

    Answer answered(String text, long when, String by, String of, boolean isVoid) {
      boolean newer = !at.isAfter(when) && (!at.isKnown() || at.ms() < when || fact.compareTo(by) < 0);
      return newer ? new Answer(text, Moment.of(when), of, isVoid, by, declinedAt) : this;
    }

    Answer declined(long when, String of) {
      return declinedAt.isKnown() && when <= declinedAt.ms() ? this
          : new Answer(value, at, given() ? solution : of, voided, fact, Moment.of(when));
    }

    Answer voidedBy(long by) {
      return new Answer(value, at, solution, voided || at.isBy(by), fact, declinedAt);
    }
  }

  public Standing profile(Profile changed) {
    return new Standing(changed, account, interest, answers, mails, voidedAt);
  }

  public Standing account(AccountView changed) {
    return new Standing(profile, changed, interest, answers, mails, voidedAt);
  }

  /** Whether nothing is known but that mail was sent to somebody. */
  public boolean isUnknown() {
    return interest.isEmpty() && answers.isEmpty() && profile.known().isEmpty() && profile.ids().isEmpty()
        && profile.email().isEmpty() && !mails.isEmpty();
  }

  /** Id of the fact by which the person last asked us about a solution, {@code ""} for none. */
  public String handRaise(String solution) {
    return interest.getOrDefault(solution, Interest.NONE).handRaise();
  }

  /** Latest times of signals that count towards a solution, {@code all} for every one. */
  List<Map<String, Long>> lastSeen(String solution) {
    var seen = new ArrayList<Map<String, Long>>(2);
    if (solution.equals("all")) {
      interest.values().forEach(each -> seen.add(each.lastSeen()));
      return seen;
    }
    seen.add(interest.getOrDefault("", Interest.NONE).lastSeen());
    seen.add(interest.getOrDefault(solution, Interest.NONE).lastSeen());
    return seen;
  }

  /** When the next of the counted activities grows a day older; at most a day from {@code now}. */
  long nextStep(long now) {
    long next = now + Times.DAY;
    for (Interest each : interest.values()) {
      for (History history : each.histories().values()) {
        next = Math.min(next, history.nextStep(now));
      }
    }
    return next;
  }

  /** A value from the profile, else from the account. */
  String value(String field) {
    String own = field.equals("email") ? profile.email() : profile.value(field);
    return own.isEmpty() ? account.value(field.equals("company") ? "name" : field) : own;
  }
}
