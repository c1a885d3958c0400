package dev.caravan.group;

import dev.caravan.account.AccountToGroup;
import dev.caravan.engine.Cell;
import dev.caravan.engine.FactMessage;
import dev.caravan.engine.GoLive;
import dev.caravan.engine.Handlers;
import dev.caravan.engine.Stage;
import dev.caravan.engine.Stages;
import dev.caravan.engine.Turn;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Moment;
import dev.caravan.nurture.Nurture;
import dev.caravan.routing.Routing;
import dev.caravan.score.Engagement;
import dev.caravan.score.Explanation;
import dev.caravan.score.ScoreToGroup;
import dev.caravan.score.ScoringModel;
import java.util.Map;
import java.util.Set;

/** Key: account and solution. Sees the group rise and fall, tells its members, and hands it over once. */
public final class GroupStage implements Stage<GroupState, Entry> {
  private static final String LINKS = "l:";
  /** What sales says where it has begun. */
  private static final Set<String> STATUS = Set.of("accepted", "working");

  private final GroupRules rules;
  private final GroupAlerts alerts;
  private final GroupHandOffs handOffs;
  private final Renewals renewals;
  private final GoLive goLive;
  private final Handlers<GroupState, Entry> handlers;

  public GroupStage(GroupRules rules, ScoringModel model, Routing routing, String version, GoLive goLive) {
    this.rules = rules;
    this.goLive = goLive;
    this.alerts = new GroupAlerts(rules, version, goLive);
    this.handOffs = new GroupHandOffs(rules, routing, alerts, goLive);
    this.renewals = new Renewals(model, routing, version, goLive);
    handlers = handling();
  }

  @Override
  public String name() {
    return "group";
  }

  @Override
  public Class<GroupState> headType() {
    return GroupState.class;
  }

  @Override
  public Class<Entry> entryType() {
    return Entry.class;
  }

  @Override
  public GroupState fresh(String key) {
    int bar = key.indexOf('|');
    return GroupState.fresh(key.substring(0, bar), key.substring(bar + 1));
  }

  @Override
  public Handlers<GroupState, Entry> handlers() {
    return handlers;
  }

  private Handlers<GroupState, Entry> handling() {
    return new Handlers<GroupState, Entry>()
        .on(ScoreToGroup.Acted.class, this::acted)
        .on(ScoreToGroup.Followed.class, this::followed)
        .on(ScoreToGroup.Left.class, this::left)
        .on(ScoreToGroup.Introduced.class, (turn, introduced) -> introduced(turn, introduced.who()))
        .on(ScoreToGroup.AccountCalled.class, this::called)
        .on(FactMessage.ByHand.class, (turn, hand) -> byHand(turn, hand.fact()))
        .on(ScoreToGroup.SaidOf.class, this::saidOf)
        .on(FactMessage.DealSaid.class, this::dealSaid)
        .on(AccountToGroup.RenewalDue.class, this::renewalDue)
        .on(ScoreToGroup.Interested.class, renewals::interested)
        .on(FactMessage.Released.class, (turn, released) -> release(turn, released.what()))
        .on(FactMessage.Done.class, (turn, done) -> done(turn, done.act()));
  }

  private void followed(Turn<GroupState, Entry> turn, ScoreToGroup.Followed followed) {
    Entry links =
        rules.used(turn.entry(LINKS), followed.link(), followed.recipient(), followed.person(), followed.time());
    if (links != null) {
      turn.put(LINKS, links);
    }
  }

  private void left(Turn<GroupState, Entry> turn, ScoreToGroup.Left left) {
    if (!left.into().isEmpty()) {
      became(turn, left.person(), left.into());
    }
    left(turn, left.person());
  }

  private void dealSaid(Turn<GroupState, Entry> turn, FactMessage.DealSaid deal) {
    if (deal.fact().isDeleted()) {
      withdrawn(turn, deal.fact());
    } else {
      renewals.decided(turn, deal.fact());
      deal(turn, deal.fact());
    }
  }

  private void renewalDue(Turn<GroupState, Entry> turn, AccountToGroup.RenewalDue due) {
    renewals.due(turn, due);
    turn.alarm(next(turn));
  }

  @Override
  public void alarm(Turn<GroupState, Entry> turn) {
    GroupState.Sales sales = turn.head().sales();
    if (sales.isScheduled() && sales.due().isBy(turn.tick())) {
      handOffs.due(turn);
    } else if (sales.open() && sales.expires().isBy(turn.tick())) {
      handOffs.close(turn, "expired", "nobody acted on it in time");
      GroupHandOffs.tellMembers(turn);
      shown(turn, "nobody acted on the hand-off in time");
    }
    renewals.alarm(turn);
    GroupState quieter = rules.quiet(turn.head(), turn.tick());
    if (quieter.level() != turn.head().level()) {
      turn.head(quieter.sales(quieter.sales().deserted()));
      if (quieter.level() == Level.DORMANT && quieter.sales().open()) {
        handOffs.close(turn, "silent", "the group fell silent"); // one that sleeps is handed over anew when it wakes
      }
      GroupHandOffs.tellMembers(turn);
      shown(turn, "quiet since " + Explanation.moment(quieter.lastActivity().ms()));
    }
    handOffs.withdraw(turn);
    scheduleIfNews(turn);
    alerts.realert(turn, "");
    turn.alarm(next(turn));
  }

  private void acted(Turn<GroupState, Entry> turn, ScoreToGroup.Acted acted) {
    Engagement act = acted.act();
    for (String loser : acted.others()) {
      became(turn, loser, act.who().person()); // nobody is new, or counts twice, because of that
      left(turn, loser);
    }
    String memberName = "p:" + act.who().person();
    String assetName = "a:" + act.asset();
    Entry before = turn.entry(memberName);
    GroupRules.Seen seen = rules.see(turn.head().account(acted.accountName(), acted.owner(), acted.customer()), before,
        act.taken() ? turn.entry(assetName) : null, rules.mayTellSharing(act) ? turn.entry(LINKS) : null, act,
        turn.tick());
    GroupState state = seen.state();
    turn.head(state);
    turn.put(memberName, seen.member());
    if (seen.asset() != null) {
      turn.put(assetName, seen.asset());
    }
    Entry links = seen.links();
    if (links != null) {
      turn.put(LINKS, links);
      shared(turn, links, act);
    }
    boolean news = seen.risen() || before == null && state.level() != Level.DORMANT;
    boolean acts = goLive.acts(turn.tick(), act.time());
    if (acts && (act.handRaise() || seen.risen())) {
      handOffs.free(turn);
    }
    boolean scheduled = GroupHandOffs.isNew(turn, act.who().person()) && handOffs.schedule(turn, act.handRaise(), Moment.of(act.time()));
    if (acts && act.handRaise() && turn.head().sales().isScheduled()) {
      handOffs.handOver(turn); // which tells its members
    } else if (scheduled || news) {
      GroupHandOffs.tellMembers(turn);
    }
    if (!scheduled) {
      scheduleIfNews(turn); // somebody new may have come before it was worth it
    }
    if (news || before == null || turn.head().level().compareTo(turn.head().told().level()) > 0
        || !seen.member().member().who().persona().equals(before.member().who().persona())) {
      alerts.realert(turn, act.fact());
    }
    if (news) {
      shown(turn, seen.risen() ? rules.says(state.pattern()) : act.who().name() + " joined");
    }
    turn.alarm(next(turn));
  }

  /** Has the group handed over again once somebody or a role in it is new, and tells its members so. */
  private void scheduleIfNews(Turn<GroupState, Entry> turn) {
    if (!handOffs.mayAskFrom(turn.head()).isAfter(turn.tick()) && handOffs.isNews(turn) && handOffs.schedule(turn, false, turn.head().lastActivity())) {
      GroupHandOffs.tellMembers(turn);
    }
  }

  /** Somebody lets go what waited since before Caravan went live: the group, or the renewal of a contract. */
  private void release(Turn<GroupState, Entry> turn, String what) {
    if (what.isEmpty()) {
      handOffs.release(turn);
    } else {
      renewals.release(turn, what);
    }
    turn.alarm(next(turn));
  }

  /** What Caravan did in an earlier life comes back. */
  private void done(Turn<GroupState, Entry> turn, Decision act) {
    if (act instanceof Decision.Alert) {
      alerts.wasAlerted(turn);
    } else if (act instanceof Decision.HandOff handOff && handOff.trigger().equals(Renewals.TRIGGER)) {
      renewals.wasHandedOver(turn, handOff);
    } else if (act instanceof Decision.HandOff handOff) {
      handOffs.wasHandedOver(turn, handOff);
    }
    turn.alarm(next(turn));
  }

  /** Others may now turn out to have come by this act's link, when the act was known late. */
  private void shared(Turn<GroupState, Entry> turn, Entry links, Engagement act) {
    for (Map.Entry<String, Entry.Shared> other : rules.likely(links, act).entrySet()) {
      Entry entry = turn.entry("p:" + other.getKey());
      if (entry != null && !entry.member().sharing().equals(other.getValue())) {
        turn.put("p:" + other.getKey(), rules.shared(entry, other.getValue()));
      }
    }
  }

  private static void became(Turn<GroupState, Entry> turn, String loser, String winner) {
    turn.head(turn.head().sales(turn.head().sales().became(loser, winner)));
  }

  private void left(Turn<GroupState, Entry> turn, String person) {
    Entry member = turn.entry("p:" + person);
    if (member == null || member.member().manual()) {
      return;
    }
    turn.remove("p:" + person);
    gone(turn, person);
    shown(turn, "a person left");
    turn.alarm(next(turn));
  }

  /** Takes a person's acts out of what made the group, and tells them that it no longer speaks for them. */
  private void gone(Turn<GroupState, Entry> turn, String person) {
    for (var kept : turn.entries().headMap("p:").entrySet()) {
      Entry others = rules.without(kept.getValue(), person);
      if (others.uses().times().length < kept.getValue().uses().times().length) {
        turn.put(kept.getKey(), others);
      }
    }
    GroupState before = turn.head();
    Entry meeting = before.coordinated() ? turn.entry("a:" + before.coordinatedAsset()) : null;
    turn.head(rules.left(before, person, meeting, turn.tick()));
    if (turn.head().level() != before.level()) {
      GroupHandOffs.tellMembers(turn);
    }
    GroupState state = turn.head();
    turn.send(Stages.DECIDE, person, new GroupToLifecycle.GroupStands(state.account(), state.solution(), Level.DORMANT.code(), "",
        GroupToLifecycle.GroupStands.Asking.NOT_YET, Moment.NONE, Moment.NONE, ""));
  }

  private void introduced(Turn<GroupState, Entry> turn, Engagement.Who who) {
    Entry known = turn.entry("p:" + who.person());
    if (known == null || who.equals(known.member().who())) {
      return;
    }
    turn.put("p:" + who.person(), rules.introduced(known, who));
    if (!looksLike(who, known.member().who())) {
      scheduleIfNews(turn);
      alerts.realert(turn, "");
      shown(turn, who.name() + " is better known");
      turn.alarm(next(turn));
    } // an opt-out alone is told when the group is handed over
  }

  private void called(Turn<GroupState, Entry> turn, ScoreToGroup.AccountCalled called) {
    GroupState before = turn.head();
    turn.head(before.account(called.name(), called.owner(), called.customer()));
    if (!called.name().equals(before.accountName())) {
      shown(turn, "its account is called so now");
    }
  }

  private static boolean looksLike(Engagement.Who a, Engagement.Who b) {
    return a.email().equals(b.email()) && a.name().equals(b.name()) && a.persona().equals(b.persona())
        && a.title().equals(b.title());
  }

  private void byHand(Turn<GroupState, Entry> turn, Fact.Membership fact) {
    String person = fact.head().person();
    String subject = fact.head().subject();
    String email = subject.indexOf('@') > 0 ? subject : person.indexOf('@') > 0 ? person : "";
    Entry known = turn.entry("p:" + person);
    turn.put("p:" + person, rules.byHand(known, new Engagement.Who(person, email, email.isEmpty() ? subject : email,
        "other", "", "", false, false), fact.role(), fact.in(), fact.head().time()));
    if (fact.in()) {
      GroupHandOffs.tell(turn, person);
    } else {
      gone(turn, person);
    }
    alerts.realert(turn, fact.head().id());
    shown(turn, "changed by hand");
    turn.alarm(next(turn));
  }

  /** What sales says of the person a hand-off names is said of the group; accepting any member is a beginning. */
  private void saidOf(Turn<GroupState, Entry> turn, ScoreToGroup.SaidOf said) {
    GroupState state = turn.head();
    GroupState.Sales sales = state.sales();
    if (!sales.open() || turn.entry("p:" + said.person()) == null) {
      return;
    }
    if (said.status().equals("rejected") && said.person().equals(sales.named())) {
      String reason = Nurture.TURNBACKS.contains(said.reason()) ? said.reason() : "other";
      turn.head(state.sales(sales.phase("", turn.tick(), sales.opportunity())));
      handOffs.close(turn, reason, "sales gave it back, " + reason);
      GroupHandOffs.tellMembers(turn);
      shown(turn, "sales gave it back: " + reason);
    } else if (STATUS.contains(said.status()) && sales.phase().isEmpty()) {
      turn.head(state.sales(sales.phase("engaged", turn.tick(), "")));
      GroupHandOffs.tellMembers(turn);
      shown(turn, "sales has begun");
    } else if (!STATUS.contains(said.status()) && sales.expires().isKnown()) {
      turn.head(state.sales(sales.acted(turn.tick() + Routing.EXPIRES_AFTER)));
      GroupHandOffs.tellMembers(turn);
    }
    turn.alarm(next(turn));
  }

  /** An open opportunity is sales' own; its end closes what was handed over. */
  private void deal(Turn<GroupState, Entry> turn, Fact.Opportunity deal) {
    GroupState state = turn.head();
    GroupState.Sales sales = state.sales();
    String id = deal.head().subject();
    boolean closed = deal.isClosed();
    if (closed && sales.hasDeal() && !id.equals(sales.opportunity())) {
      return; // another one is still open
    }
    String phase = !closed ? "opportunity" : deal.won() ? "won" : "lost";
    if (phase.equals(sales.phase()) && id.equals(sales.opportunity())) {
      return;
    }
    turn.head(state.sales(sales.phase(phase, turn.tick(), id)));
    if (closed) {
      handOffs.close(turn, phase, "the opportunity was " + phase);
    }
    if (state.told().owed() && !turn.head().sales().isScheduled() && goLive.acts(turn.tick())) { // no hand-off follows which could tell it
      GroupState.Told told = state.told();
      turn.head(turn.head().told(new GroupState.Told(told.level(), told.roles(), told.at(), false)));
      alerts.alert(turn, alerts.picture(turn), deal.head().id());
      alerts.tellOwner(turn, alerts.picture(turn));
    }
    GroupHandOffs.tellMembers(turn);
    shown(turn, closed ? "the opportunity was " + phase : "there is an opportunity");
    turn.alarm(next(turn));
  }

  /** An opportunity was deleted: what is open for it is as if it had never come. */
  private void withdrawn(Turn<GroupState, Entry> turn, Fact.Opportunity deal) {
    GroupState.Sales sales = turn.head().sales();
    if (!deal.head().subject().equals(sales.opportunity()) || sales.phase().isEmpty()) {
      return;
    }
    turn.head(turn.head().sales(sales.withdrawn(turn.tick(), sales.open() ? Moment.of(handOffs.expires(turn.tick())) : Moment.NONE)));
    if (sales.closedAt().isNone() || handOffs.isNews(turn)) {
      handOffs.schedule(turn, false, turn.head().lastActivity());
    }
    renewals.withdrawn(turn);
    GroupHandOffs.tellMembers(turn);
    shown(turn, "the opportunity was deleted");
    turn.alarm(next(turn));
  }

  private void shown(Turn<GroupState, Entry> turn, String why) {
    GroupState state = turn.head();
    if (state.levelSince().isNone()) {
      return; // one person is no group yet
    }
    turn.decide(GroupTold.decision(rules, turn.key(), turn.tick(), alerts.picture(turn), alerts.because(state, why, "")));
  }

  private long next(Turn<GroupState, Entry> turn) {
    GroupState state = turn.head();
    long next = rules.fallsAt(state);
    if (state.sales().isScheduled()) {
      next = Math.min(next, state.sales().due().ms());
    }
    if (state.sales().open()) {
      next = Math.min(next, state.sales().expires().or(Cell.NEVER));
    }
    if (GroupHandOffs.isFree(state) && handOffs.mayAskFrom(state).isAfter(turn.tick())) {
      next = Math.min(next, handOffs.mayAskFrom(state).ms()); // who came in the meantime is looked at then
    }
    next = Math.min(next, renewals.next(state));
    if (!state.told().at().isEmpty()) {
      // What is news during the cool-down is told when it ends; whether there is any is looked at then.
      long cool = state.told().last() + rules.coolDown();
      next = cool > turn.tick() ? Math.min(next, cool) : next;
    }
    return next;
  }
}
