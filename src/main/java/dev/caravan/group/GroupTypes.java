package dev.caravan.group;

import dev.caravan.codec.TypeTable;

/** The numbers of what this room stores; none is ever given twice, see {@link TypeTable}. */
public final class GroupTypes {
  private GroupTypes() {}

  public static TypeTable table() {
    return TypeTable.of("group")
        .record(112, GroupState.class, "1 account", "2 accountName", "3 owner", "4 solution", "5 customer", "6 level",
            "7 levelSince", "8 pattern", "9 numbers", "10 risenAt", "11 coordinatedAsset", "12 crowd", "13 told", "14 sales",
            "15 renewals")
        .constants(113, Level.class, "1 DORMANT", "2 EMERGING", "3 ACTIVE", "4 HOT")
        .record(114, Crowd.class, "1 latest", "2 first", "3 resumedAt", "4 silence", "5 people", "6 usual", "7 departments")
        .record(115, Crowd.Seen.class, "1 person", "2 last", "3 posture", "4 step", "5 department", "6 days")
        .record(116, Days.class, "1 day", "2 near", "3 far")
        .record(117, GroupState.Told.class, "1 level", "2 roles", "3 at", "4 owed")
        .record(118, GroupState.Sales.class, "1 due", "2 handOff", "3 round", "4 named", "5 phase", "6 phaseAt",
            "7 opportunity", "8 closedAt", "9 closedBecause", "10 askedAt", "11 expires", "12 closing")
        .record(119, GroupState.Closing.class, "1 how", "2 people", "3 roles")
        .record(120, Renewal.class, "1 ends", "2 dueAt", "3 account", "4 who", "5 tenths", "6 handOff", "7 expires")
        .record(121, Entry.class, "1 member", "2 uses")
        .record(122, Entry.Member.class, "1 who", "2 givenRole", "3 manual", "4 in", "5 firstAt", "6 since", "7 lastAt",
            "8 activities", "9 did", "10 about", "11 sharing")
        .record(123, Entry.Shared.class, "1 from", "2 after", "3 because")
        .record(124, Entry.Uses.class, "1 times", "2 people", "3 links")
        .record(303, GroupToLifecycle.GroupStands.class, "1 account", "2 solution", "3 level", "4 handOff", "5 asking", "6 since",
            "7 next", "8 ended")
        .constants(304, GroupToLifecycle.GroupStands.Asking.class, "1 NOT_YET", "2 SCHEDULED", "3 OPEN", "4 CLOSED")
        .record(305, GroupToLifecycle.GroupHandOver.class, "1 handOff", "2 accountOwner")
        .record(306, GroupToLifecycle.RenewalHandOver.class, "1 handOff", "2 accountOwner")
        .record(310, GroupToDesk.Answered.class, "1 handOff", "2 what", "3 by")
        .record(311, GroupToDesk.Alerted.class, "1 task", "2 owner")
        .record(358, GroupToDesk.Closed.class, "1 handOff", "2 why")
        .record(360, GroupToDesk.AccountHandOver.class, "1 handOff", "2 about");
  }
}
