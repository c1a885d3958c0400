package dev.caravan.score;

import dev.caravan.enrich.AccountView;
import dev.caravan.enrich.Profile;
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
 * @param voidedAt answers given by then are void, epoch ms; 0 for none
 */
public record Standing(Profile profile, AccountView account, Map<String, Interest> interest,
    Map<String, Answer> answers, Mails mails, long voidedAt) {
  public static final Standing NEW =
      new Standing(Profile.NOBODY, AccountView.NONE, Map.of(), Map.of(), Mails.NONE, 0);

  /**
   * An answer.
   *
   * @param value {@code ""} if the question was only ever declined
   * @param voided once sales called it wrong
   * @param fact id of the fact it was given by
   * @param declinedAt when the question was last shown and left open, epoch ms; 0 for never
   */
  record Answer(String value, long at, String solution, boolean voided, String fact, long declinedAt) {
    static final Answer NONE = new Answer("", 0, "", false, "", 0);

    boolean given() {
      return !value.isEmpty();
    }

    Answer answered(String text, long when, String by, String of, boolean isVoid) {
      boolean newer = at < when || at == when && fact.compareTo(by) < 0;
      return newer ? new Answer(text, when, of, isVoid, by, declinedAt) : this;
    }

    Answer declined(long when, String of) {
      return when <= declinedAt ? this : new Answer(value, at, given() ? solution : of, voided, fact, when);
    }

    Answer voidedBy(long by) {
      return new Answer(value, at, solution, voided || at <= by, fact, declinedAt);
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
