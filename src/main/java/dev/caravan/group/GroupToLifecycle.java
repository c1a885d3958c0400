package dev.caravan.group;

import dev.caravan.engine.Message;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;

/** What decide is told of a person's group. */
public sealed interface GroupToLifecycle extends Message {

  /**
   * How the person's group stands.
   *
   * @param handOff id of its open hand-off, {@code ""} for none
   * @param asking how far its hand-off has come
   * @param since when it came to that, in the order of knowing; none where nothing was asked yet
   * @param next when that ends by itself: when a scheduled one goes out, an open one expires; none for never
   * @param ended how the last one ended, as {@link Deciding.Track#endedBy}; {@code ""} unless closed
   */
  record GroupStands(String account, String solution, String level, String handOff, Asking asking, Moment since, Moment next,
      String ended) implements GroupToLifecycle {
    /** How far the hand-off of a group has come. */
    public enum Asking { NOT_YET, SCHEDULED, OPEN, CLOSED }

    /** Whether the group's hand-off speaks for its members: none of them raises one of their own. */
    public boolean speaksForMembers() {
      return asking == Asking.SCHEDULED || asking == Asking.OPEN;
    }

    public boolean isOpen() {
      return asking == Asking.OPEN;
    }
  }

  /** A group is handed over; what routing may ask of it is known of the person it names. */
  record GroupHandOver(Decision.HandOff handOff, String accountOwner) implements GroupToLifecycle {
    public GroupHandOver naming(String person) {
      return new GroupHandOver(handOff.naming(person), accountOwner);
    }
  }

  /** To decide: a contract ends soon, and this person is the most interested. */
  record RenewalHandOver(Decision.HandOff handOff, String accountOwner) implements GroupToLifecycle {
    public RenewalHandOver naming(String person) {
      return new RenewalHandOver(handOff.naming(person), accountOwner);
    }
  }
}
