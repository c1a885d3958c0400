package dev.caravan.score;

import dev.caravan.account.AccountToScore;
import dev.caravan.engine.Cell;
import dev.caravan.enrich.AccountView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the score stage keeps of a person.
 *
 * @param heard verdicts by domain
 * @param looks accounts by id
 * @param match how the account was found: manual, crm, domain, website, name, ambiguous, none
 * @param acts newest ones, in order of arrival
 * @param merged id of the person this one turned out to be, {@code ""}
 * @param alike accounts of alike names, by what the names have in common
 * @param told interests in tenths of which the CRM was told one last before the tick of {@code scored}; a row for each model
 * @param waiting clicks that may yet turn out to be a machine's
 * @param steady until when nothing that was told changes by time alone, epoch ms
 * @param responses the newest, in order of arrival; one a campaign and status
 * @param scored the last scoring
 * @param others who turned out last to be this person
 */
public record Known(Standing standing, Map<String, Heard> heard, Map<String, AccountView> looks, String match,
    Consent consent, List<Act> acts, String merged, Map<String, List<AccountToScore.Likely>> alike, List<long[]> told,
    List<Waiting> waiting, long steady, List<Response> responses, LastScore scored, Others others) {

  /**
   * An act a group may count, kept so that it can be told again when the person's account changes; what it was for
   * people ({@code says}, {@code about}), {@code link} and {@code recipient} as far as they may tell who passed it on.
   */
  record Act(String fact, long time, String solution, String asset, boolean taken, boolean handRaise, String says,
      String about, String link, String recipient) {}

  /** A click that groups are told of at {@code due}, when the others of a machine's burst would be known. */
  record Waiting(Act act, long due) {}

  /**
   * A response to a campaign.
   *
   * @param kind of activity, as in fact files
   * @param told whether the CRM was; it is as soon as the person has a record there
   */
  record Response(String source, String campaign, String status, String kind, String fact, long time, boolean told) {}

  /**
   * When a person was scored, and their interest in the solution that leads. A later input of the same tick replaces it: the
   * CRM is told only what holds once the tick is over.
   *
   * @param tenths a number for each model
   */
  record LastScore(long tick, List<Long> tenths) {
    static final LastScore NEVER = new LastScore(0, List.of());
  }

  /** People who turned out at a tick to be this one: what they did comes in that tick. */
  record Others(long tick, List<String> people) {
    static final Others NONE = new Others(0, List.of());

    Others and(String person, long now) {
      var more = new ArrayList<>(now == tick ? people : List.of());
      more.add(person);
      return new Others(now, List.copyOf(more));
    }

    List<String> at(long now) {
      return now == tick ? people : List.of();
    }
  }

  /** What a domain said of the person's account. */
  record Heard(String account, String reason, List<String> candidates) {}

  /** Channels they said no to, of which not every record of theirs says so: as many say it as words of records are kept. */
  public List<String> consentDifferences() {
    int records = standing.profile().ids().size();
    return merged.isEmpty() ? Consent.CHANNELS.stream().filter(consent::isOut)
        .filter(channel -> consent.words().getOrDefault(channel, Consent.Word.NONE).records().size() < records).toList() : List.of();
  }

  static Known fresh(String merged) {
    return new Known(Standing.NEW, Map.of(), Map.of(), "none", Consent.NOTHING_SAID, List.of(), merged, Map.of(),
        List.of(), List.of(), Cell.NEVER, List.of(), LastScore.NEVER, Others.NONE);
  }

  Known standing(Standing changed) {
    return new Known(changed, heard, looks, match, consent, acts, merged, alike, told, waiting, steady, responses, scored, others);
  }

  Known matched(AccountView account, String how) {
    return new Known(standing.account(account), heard, looks, how, consent, acts, merged, alike, told, waiting,
        steady, responses, scored, others);
  }

  Known heard(Map<String, Heard> verdicts, Map<String, AccountView> views) {
    return new Known(standing, verdicts, views, match, consent, acts, merged, alike, told, waiting, steady,
        responses, scored, others);
  }

  Known consent(Consent changed) {
    if (changed == consent) {
      return this;
    }
    return new Known(standing, heard, looks, match, changed, acts, merged, alike, told, waiting, steady, responses, scored, others);
  }

  Known alike(Map<String, List<AccountToScore.Likely>> names) {
    return new Known(standing, heard, looks, match, consent, acts, merged, names, told, waiting, steady, responses, scored, others);
  }

  Known acts(List<Act> newest) {
    return new Known(standing, heard, looks, match, consent, newest, merged, alike, told, waiting, steady, responses,
        scored, others);
  }

  Known scored(List<long[]> toldBefore, LastScore now, long until) {
    return new Known(standing, heard, looks, match, consent, acts, merged, alike, toldBefore, waiting, until,
        responses, now, others);
  }

  Known waiting(List<Waiting> clicks) {
    return new Known(standing, heard, looks, match, consent, acts, merged, alike, told, clicks, steady, responses, scored, others);
  }

  Known responses(List<Response> newest) {
    return new Known(standing, heard, looks, match, consent, acts, merged, alike, told, waiting, steady, newest, scored, others);
  }

  Known others(Others lately) {
    return new Known(standing, heard, looks, match, consent, acts, merged, alike, told, waiting, steady, responses, scored, lately);
  }
}
