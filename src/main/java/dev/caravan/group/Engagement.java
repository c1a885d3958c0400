package dev.caravan.group;

/**
 * One positive act of an engaged person, as the group sees it.
 *
 * @param person stable id
 * @param fact id of the fact
 * @param time when it happened, epoch ms
 * @param asset what it was about
 * @param taken whether the asset was taken (a download, a seat)
 * @param posture the person's posture after it
 * @param handRaise whether the person asked us
 * @param emailOut whether the person has opted out of e-mail
 * @param phoneOut whether the person has opted out of phone calls
 */
public record Engagement(String person, String email, String name, String role, String title, String fact, long time,
    String asset, boolean taken, String posture, boolean handRaise, boolean emailOut, boolean phoneOut) {}
