package dev.caravan.group;

import dev.caravan.enrich.AccountView;
import dev.caravan.model.Moment;
import dev.caravan.score.Engagement;

/**
 * The renewal of one contract: who is asked to see to it.
 *
 * @param ends when the contract ends, epoch ms
 * @param dueAt the tick in which it is handed over; none once it was, {@link #UNRELEASED} where somebody must release it first
 * @param account as it looks in that tick
 * @param who the most interested so far; nobody's person is {@code ""}
 * @param tenths of interest
 * @param handOff id of the account's own open hand-off, {@code ""} where a person's tells of it, or it is over
 * @param expires when that expires, if nobody acts on it; none for never
 */
public record Renewal(long ends, Moment dueAt, AccountView account, Engagement.Who who, long tenths, String handOff,
    Moment expires) {
  private static final Moment UNRELEASED = Moment.of(Long.MAX_VALUE);
  private static final Engagement.Who NOBODY = new Engagement.Who("", "", "", "", "", "", false, false);

  /** A contract ends soon; people of the account may answer within the tick. */
  public static Renewal asked(long ends, AccountView account, long tick) {
    return new Renewal(ends, Moment.of(tick), account, NOBODY, 0, "", Moment.NONE);
  }

  public boolean isDue(long tick) {
    return dueAt.isBy(tick);
  }

  /** It was due before Caravan went live: it waits until somebody releases it. */
  public Renewal unreleased() {
    return new Renewal(ends, UNRELEASED, account, who, tenths, handOff, expires);
  }

  public boolean isUnreleased() {
    return dueAt.equals(UNRELEASED);
  }

  /** Somebody released it. */
  public Renewal released(long tick) {
    return new Renewal(ends, Moment.of(tick), account, who, tenths, handOff, expires);
  }

  /** Whether somebody is more interested than who is named so far; of equals the first by id. */
  public boolean prefers(Engagement.Who other, long interest) {
    return interest > tenths || interest == tenths && interest > 0 && other.person().compareTo(who.person()) < 0;
  }

  /** With somebody more interested. */
  public Renewal named(Engagement.Who person, long interest) {
    return new Renewal(ends, dueAt, account, person, interest, handOff, expires);
  }

  /** Handed over for the account itself. */
  public Renewal handedOver(String id, Moment until) {
    return new Renewal(ends, Moment.NONE, AccountView.NONE, NOBODY, 0, id, until);
  }

  /** Expires at another moment, if nobody acts on it; none as long as sales works on it. */
  public Renewal until(Moment end) {
    return new Renewal(ends, dueAt, account, who, tenths, handOff, end);
  }

  /** A person's hand-off tells of it, or it is over. */
  public Renewal over() {
    return new Renewal(ends, Moment.NONE, AccountView.NONE, NOBODY, 0, "", Moment.NONE);
  }
}
