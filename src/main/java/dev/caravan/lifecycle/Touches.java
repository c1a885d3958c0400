package dev.caravan.lifecycle;

import dev.caravan.model.Moment;

/**
 * What reached the person lately, as far as it may count for the next.
 *
 * @param newest times of the newest, in order; of a programme's that of its mail once it was sent, of a hand-off that of
 *     its call once it was made
 * @param mail when a programme of ours touched them last and no mail has been seen since
 * @param task when we handed them over last and our task has not been seen in the CRM since
 * @param call when somebody was asked last to reach them and no call has been seen since
 * @param limited whether they are on the list of those at their limit
 * @param changes counts how often they were put on it and taken off
 */
record Touches(long[] newest, Moment mail, Moment task, Moment call, boolean limited, int changes) {
  static final Touches NONE = new Touches(new long[0], Moment.NONE, Moment.NONE, Moment.NONE, false, 0);

  Touches handedOver(long[] now, long at) {
    return new Touches(now, mail, Moment.of(at), Moment.of(at), limited, changes);
  }

  Touches mailing(long[] now, long at) {
    return new Touches(now, Moment.of(at), task, call, limited, changes);
  }

  Touches listed(boolean full) {
    return new Touches(newest, mail, task, call, full, changes + 1);
  }
}
