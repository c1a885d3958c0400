package dev.caravan.group;

import dev.caravan.score.Engagement;
import java.util.List;

/**
 * What a group keeps under a name: a member under {@code p:<person>}, the takers of an asset under {@code a:<asset>},
 * who used whose link under {@code l:}.
 *
 * @param member {@link Member#NOBODY} where it is no member
 * @param uses none where it is a member
 */
public record Entry(Member member, Uses uses) {

  /**
   * One person's part in the group.
   *
   * @param who the person
   * @param givenRole role given by hand, {@code ""} for none; it stays
   * @param manual whether somebody put them in, took them out or confirmed them by hand
   * @param in false when taken out by hand
   * @param firstAt first act ever, epoch ms
   * @param since first act after the group's last long silence
   * @param activities how many acts
   * @param did what the newest act was, for people; {@code about} the asset of that name
   * @param sharing whose link they came by, {@link Shared#NOT} if nothing says so
   */
  public record Member(Engagement.Who who, String givenRole, boolean manual, boolean in, long firstAt, long since,
      long lastAt, int activities, String did, String about, Shared sharing) {
    static final Member NOBODY = new Member(new Engagement.Who("", "", "", "", "", "", false, false), "", false, true, 0, 0, 0, 0,
        "", "", Shared.NOT);

    public String person() {
      return who.person();
    }

    /** E-mail, else stable id. */
    public String shownAs() {
      return who.email().isEmpty() ? who.person() : who.email();
    }

    Member who(Engagement.Who now) {
      return new Member(now, givenRole, manual, in, firstAt, since, lastAt, activities, did, about, sharing);
    }

    Member sharing(Shared by) {
      return new Member(who, givenRole, manual, in, firstAt, since, lastAt, activities, did, about, by);
    }

    Member byHand(String role, boolean takesPart) {
      return new Member(who, role.isEmpty() ? givenRole : role, true, takesPart, firstAt, since, lastAt, activities, did, about, sharing);
    }
  }

  /** By whose link somebody came ({@code from}, a stable id), how long after its first use (ms), and what says so. */
  public record Shared(String from, long after, String because) {
    static final Shared NOT = new Shared("", 0, "");

    public boolean isKnown() {
      return !from.isEmpty();
    }
  }

  /** Uses of an asset, or of links: when (ascending), by whom, and of links also which. */
  public record Uses(long[] times, List<String> people, List<String> links) {
    static final Uses NONE = new Uses(new long[0], List.of(), List.of());
  }

  static Entry of(Member member) {
    return new Entry(member, Uses.NONE);
  }

  static Entry of(Uses uses) {
    return new Entry(Member.NOBODY, uses);
  }

  boolean isMember() {
    return !member.person().isEmpty();
  }
}
