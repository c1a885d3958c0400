package dev.caravan.engine;

/**
 * What reached the person lately, as far as it may count for the next.
 *
 * @param newest times of the newest, in order; of a programme's that of its mail once it was sent, of a hand-off that of
 *     its call once it was made
 * @param mail when a programme of ours touched them last and no mail has been seen since, 0 for never
 * @param task when we handed them over last and our task has not been seen in the CRM since, 0 for never
 * @param call when somebody was asked last to reach them and no call has been seen since, 0 for never
 * @param limited whether they are on the list of those at their limit
 * @param changes counts how often they were put on it and taken off
 */
record Touches(long[] newest, long mail, long task, long call, boolean limited, int changes) {
  static final Touches NONE = new Touches(new long[0], 0, 0, 0, false, 0);

  Touches handedOver(long[] now, long at) {
    return new Touches(now, mail, at, at, limited, changes);
  }

  Touches mailing(long[] now, long at) {
    return new Touches(now, at, task, call, limited, changes);
  }

  Touches listed(boolean full) {
    return new Touches(newest, mail, task, call, full, changes + 1);
  }
}
