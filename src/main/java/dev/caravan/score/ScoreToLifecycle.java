package dev.caravan.score;

import dev.caravan.engine.Message;
import dev.caravan.enrich.AccountView;
import java.util.List;
import java.util.Map;

/** What decide is told of a person's score. */
public sealed interface ScoreToLifecycle extends Message {

  /**
   * Everything decide needs to know of a person, newest replaces older.
   *
   * @param answers what they answered, by question; not what was voided or has lapsed
   * @param answeredAt when they did, by question, epoch ms
   * @param consentUnreadable whether what a record says of their consent to e-mail is neither yes nor no
   * @param profile what a record of theirs would hold, by field, as it was written
   */
  record Scored(String email, String name, String title, String company, String persona, AccountView account, String match,
      boolean emailOut, boolean phoneOut, boolean bounced, Scores.Person scores, List<Scores.Beside> beside, long steadyUntil,
      String fact, Place place, Map<String, String> answers, Map<String, Long> answeredAt, boolean consentUnreadable,
      Map<String, String> profile) implements ScoreToLifecycle {

    /** Of somebody whose consent can be read, and of whom nothing is known that a record holds. */
    public Scored(String email, String name, String title, String company, String persona, AccountView account, String match,
        boolean emailOut, boolean phoneOut, boolean bounced, Scores.Person scores, List<Scores.Beside> beside, long steadyUntil,
        String fact, Place place, Map<String, String> answers, Map<String, Long> answeredAt) {
      this(email, name, title, company, persona, account, match, emailOut, phoneOut, bounced, scores, beside, steadyUntil, fact,
          place, answers, answeredAt, false, Map.of());
    }
  }

  /** Where a person is, and what they are in the CRM: lead, contact or none. */
  record Place(String record, String country, String state) {
    public static final Place UNKNOWN = new Place("none", "", "");
  }
}
