package dev.caravan.model;

import dev.caravan.codec.TypeTable;

/** The numbers of what this room stores; none is ever given twice, see {@link TypeTable}. */
public final class ModelTypes {
  private ModelTypes() {}

  public static TypeTable table() {
    return TypeTable.of("model")
        .choice(1, Fact.class)
        .choice(2, Decision.class)
        .record(5, Fact.Opportunity.class, "1 head", "2 account", "3 solution", "4 kind", "5 stage", "6 won", "7 closedAt",
            "8 amountMinor", "9 currency", "10 owner", "11 contacts")
        .record(6, Fact.Head.class, "1 source", "2 id", "3 subject", "4 time", "5 recorded", "6 person", "7 follows")
        .record(7, Fact.ContactRole.class, "1 person", "2 role")
        .record(8, Fact.Command.class, "1 head", "2 command", "3 by", "4 why", "5 about")
        .record(9, Fact.Done.class, "1 head", "2 act")
        .record(10, Fact.Activity.class, "1 head", "2 kind", "3 contact", "4 asset", "5 campaign", "6 fields", "7 details")
        .constants(11, Fact.ActivityKind.class, "1 EMAIL_SEND", "2 EMAIL_OPEN", "3 EMAIL_CLICK", "4 SUBSCRIBE",
            "5 UNSUBSCRIBE", "6 BOUNCEBACK", "7 WEB_VISIT", "8 PAGE_VIEW", "9 FORM_SUBMIT", "10 EVENT", "11 SOCIAL", "12 CALL",
            "13 EXTERNAL")
        .record(12, Fact.Asset.class, "1 type", "2 id", "3 name")
        .record(13, Fact.Person.class, "1 head", "2 ids", "3 values")
        .record(14, Fact.Account.class, "1 head", "2 values")
        .record(15, Fact.Merge.class, "1 head", "2 loser")
        .record(16, Fact.Contract.class, "1 head", "2 account", "3 solution", "4 ends")
        .record(17, Fact.User.class, "1 head", "2 name", "3 email", "4 active", "5 timeZone")
        .record(18, Fact.LeadStatus.class, "1 head", "2 status", "3 reason")
        .record(19, Fact.Touch.class, "1 head", "2 channel", "3 by")
        .record(20, Fact.Membership.class, "1 head", "2 account", "3 solution", "4 role", "5 in", "6 by")
        .record(21, Fact.OwnerChange.class, "1 head", "2 owner", "3 by")
        .record(22, Fact.Tick.class, "1 head")
        .record(23, Fact.Campaign.class, "1 head", "2 name", "3 costMinor", "4 currency", "5 starts", "6 ends")
        .record(24, Fact.Other.class, "1 head", "2 type", "3 json")
        .record(30, Decision.HandOff.class, "1 id", "2 subject", "3 at", "4 because", "5 of", "6 person", "7 email",
            "8 account", "9 solution", "10 trigger", "11 action", "12 members", "13 text", "14 profile")
        .record(31, Decision.Assignment.class, "1 id", "2 subject", "3 at", "4 because", "5 handOff", "6 owner", "7 target",
            "8 ownerName", "9 respondBy", "10 looked")
        .record(32, Decision.Looked.class, "1 rule", "2 place", "3 took", "4 why")
        .record(33, Decision.Notice.class, "1 id", "2 subject", "3 at", "4 because", "5 task", "6 what", "7 about", "8 owner",
            "9 ownerName", "10 respondBy")
        .record(34, Decision.Enrolment.class, "1 id", "2 subject", "3 at", "4 because", "5 email", "6 programme")
        .record(35, Decision.Touch.class, "1 id", "2 subject", "3 at", "4 because", "5 email", "6 programme", "7 track",
            "8 content", "9 title", "10 purpose", "11 questions", "12 asks", "13 offers")
        .record(36, Decision.Group.class, "1 id", "2 subject", "3 at", "4 because", "5 name", "6 account", "7 solution",
            "8 level", "9 coordinated", "10 firstPerson", "11 firstAt", "12 completeness", "13 missingRoles", "14 members",
            "15 summary", "16 opportunity")
        .record(37, Decision.Member.class, "1 person", "2 email", "3 role", "4 title", "5 firstAt", "6 activities",
            "7 confirmed")
        .record(38, Decision.Stage.class, "1 id", "2 subject", "3 at", "4 because", "5 email", "6 solution", "7 from", "8 to",
            "9 scenario", "10 owner", "11 backwards", "12 handedOverAt")
        .record(39, Decision.Score.class, "1 id", "2 subject", "3 at", "4 because", "5 email", "6 shown")
        .record(40, Decision.Leave.class, "1 id", "2 subject", "3 at", "4 because", "5 email", "6 programme")
        .record(41, Decision.Alert.class, "1 id", "2 subject", "3 at", "4 because", "5 account", "6 solution", "7 level",
            "8 pattern", "9 text", "10 risenAt")
        .record(42, Decision.TouchLimit.class, "1 id", "2 subject", "3 at", "4 because", "5 email", "6 list", "7 in")
        .record(43, Decision.Consent.class, "1 id", "2 subject", "3 at", "4 because", "5 email", "6 channels", "7 records",
            "8 again")
        .record(44, Decision.Said.class, "1 channel", "2 out", "3 by", "4 since")
        .record(45, Decision.Response.class, "1 id", "2 subject", "3 at", "4 because", "5 email", "6 source", "7 campaign",
            "8 did", "9 statuses", "10 time")
        .record(46, Because.class, "1 text", "2 rule", "3 place", "4 version", "5 fact")
        .record(47, Team.class, "1 head", "2 members")
        .record(49, AlertAnswer.class, "1 head", "2 answer", "3 until")
        .number(48, Moment.class, Moment.NONE, Moment::number, Moment::ofNumber);
  }
}
