package dev.caravan.score;

/**
 * One positive act of an engaged person, as the group sees it.
 *
 * @param who who did it, as known now
 * @param fact id of the fact
 * @param time when it happened, epoch ms
 * @param asset what it was about, by id
 * @param says what was done, for people: {@code white paper}
 * @param about the asset's name, {@code solution | kind | title} where the admin names assets so; {@code ""} for none
 * @param taken whether the asset was taken (a download, a seat)
 * @param posture the person's posture after it
 * @param step how far along the scenario's path the person is after it; 0 for not on it
 * @param handRaise whether the person asked us
 * @param link the address it came by, where that may tell whose link it was; {@code ""} otherwise
 * @param recipient id of the e-mail's recipient, {@code ""} for none
 */
public record Engagement(Who who, String fact, long time, String asset, String says, String about, boolean taken,
    String posture, int step, boolean handRaise, String link, String recipient) {

  /**
   * A person as a group shows them.
   *
   * @param person stable id
   * @param persona role on a committee, as personas.yaml finds it
   * @param department job function, {@code ""} if unknown
   * @param emailOut whether the person has opted out of e-mail
   * @param phoneOut whether the person has opted out of phone calls
   */
  public record Who(String person, String email, String name, String persona, String title, String department,
      boolean emailOut, boolean phoneOut) {}

  public String person() {
    return who.person();
  }

  /** {@code white paper "Shorter queues"}. */
  public static String what(String says, String about) {
    String title = about.substring(about.lastIndexOf('|') + 1).strip();
    return title.isEmpty() ? says : says + " \"" + title + "\"";
  }
}
