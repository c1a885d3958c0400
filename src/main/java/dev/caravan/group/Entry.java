package dev.caravan.group;

import java.util.List;

/**
 * What a group keeps under a name: a member under {@code p:<person>}, the takers of an asset under {@code a:<asset>}.
 *
 * @param person stable id of a member, {@code ""} for an asset
 * @param role on the committee; by hand if {@code manual}
 * @param in false when taken out by hand
 * @param firstAt first act, epoch ms
 * @param activities how many acts
 * @param times of an asset: when it was taken, ascending
 * @param takers of an asset: by whom, in step with {@code times}
 * @param emailOut whether the member has opted out of e-mail
 * @param phoneOut whether the member has opted out of phone calls
 */
public record Entry(String person, String email, String name, String role, String title, boolean manual, boolean in,
    long firstAt, long lastAt, int activities, long[] times, List<String> takers, boolean emailOut, boolean phoneOut) {

  static Entry asset() {
    return new Entry("", "", "", "", "", false, true, 0, 0, 0, new long[0], List.of(), false, false);
  }

  boolean isMember() {
    return !person.isEmpty();
  }
}
