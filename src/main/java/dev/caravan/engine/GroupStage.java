package dev.caravan.engine;

import dev.caravan.group.Engagement;
import dev.caravan.group.Entry;
import dev.caravan.group.GroupRules;
import dev.caravan.group.GroupState;
import dev.caravan.group.Level;
import dev.caravan.group.Picture;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import dev.caravan.nurture.Nurture;
import dev.caravan.routing.Routing;
import dev.caravan.score.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Key: account and solution. Sees the group rise and fall, tells its members, and hands it over once. */
final class GroupStage implements Stage<GroupState, Entry> {
  private static final String LINKS = "l:";
  /** What sales says where it has begun. */
  private static final Set<String> STATUS = Set.of("accepted", "working");

  private final GroupRules rules;
  private final Routing routing;
  private final Renewals renewals;
  private final String version;

  GroupStage(GroupRules rules, ScoringModel model, Routing routing, String version) {
    this.rules = rules;
    this.routing = routing;
    this.renewals = new Renewals(model, routing, version);
    this.version = version;
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
  public void take(Turn<GroupState, Entry> turn, Message message) {
    if (message instanceof Messages.Acted acted) {
      acted(turn, acted);
    } else if (message instanceof Messages.Followed followed) {
      Entry links =
          rules.used(turn.entry(LINKS), followed.link(), followed.recipient(), followed.person(), followed.time());
      if (links != null) {
        turn.put(LINKS, links);
      }
    } else if (message instanceof Messages.Left left) {
      left(turn, left.person());
    } else if (message instanceof Messages.Introduced introduced) {
      introduced(turn, introduced.who());
    } else if (message instanceof Messages.ByHand hand) {
      byHand(turn, hand.fact());
    } else if (message instanceof Messages.SaidOf said) {
      saidOf(turn, said);
    } else if (message instanceof Messages.DealSaid deal) {
      if (deal.fact().isDeleted()) {
        withdrawn(turn, deal.fact());
      } else {
        renewals.decided(turn, deal.fact());
        deal(turn, deal.fact());
      }
    } else if (message instanceof Messages.RenewalDue due) {
      renewals.due(turn, due);
      turn.alarm(next(turn));
    } else if (message instanceof Messages.Interested interested) {
      renewals.interested(turn, interested);
    } else {
      throw new IllegalArgumentException("group does not take " + message);
    }
  }

  @Override
  public void alarm(Turn<GroupState, Entry> turn) {
    GroupState.Sales sales = turn.head().sales();
    if (sales.due() > 0 && sales.due() <= turn.tick()) {
      handOver(turn);
    } else if (sales.open() && sales.expires() > 0 && sales.expires() <= turn.tick()) {
      close(turn, "expired", "nobody acted on it in time");
      tellMembers(turn);
      shown(turn, "nobody acted on the hand-off in time");
    }
    renewals.alarm(turn);
    GroupState quieter = rules.quiet(turn.head(), turn.tick());
    if (quieter.level() != turn.head().level()) {
      turn.head(quieter.sales(quieter.sales().deserted()));
      if (quieter.level() == Level.DORMANT && quieter.sales().open()) {
        close(turn, "silent", "the group fell silent"); // one that sleeps is handed over anew when it wakes
      }
      tellMembers(turn);
      shown(turn, "quiet since " + Times.text(quieter.lastActivity()));
    }
    if (turn.tick() >= mayAskFrom(turn.head()) && isNews(turn)) {
      schedule(turn, false);
    }
    realert(turn, "");
    turn.alarm(next(turn));
  }

  private void acted(Turn<GroupState, Entry> turn, Messages.Acted acted) {
    Engagement act = acted.act();
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
    boolean joined = before == null;
    boolean scheduled = isNew(turn, act.who().person()) && schedule(turn, act.handRaise());
    if (act.handRaise() && turn.head().sales().due() > 0) {
      handOver(turn);
      scheduled = false; // which told its members
    }
    if (seen.risen() || before == null
        || !seen.member().member().who().persona().equals(before.member().who().persona())) {
      realert(turn, act.fact());
    }
    if (seen.risen() || joined && state.level() != Level.DORMANT) {
      tellMembers(turn);
      scheduled = false;
      shown(turn, seen.risen() ? rules.says(state.pattern()) : act.who().name() + " joined");
    }
    if (scheduled) {
      tellMembers(turn);
    }
    turn.alarm(next(turn));
  }

  // When it is handed over

  /** From when on the group may be handed over again; at once where it never was. */
  private long mayAskFrom(GroupState state) {
    GroupState.Sales sales = state.sales();
    return sales.closedAt() == 0 ? 0 : sales.closedAt() + rules.coolDown();
  }

  /** Whether it is active, and nothing of it is with sales. */
  private static boolean isFree(GroupState state) {
    GroupState.Sales sales = state.sales();
    return state.level().atLeast(Level.ACTIVE) && !sales.open() && sales.due() == 0 && !sales.hasDeal();
  }

  /** Whether somebody was not engaged when the last hand-off was closed. */
  private static boolean isNew(Turn<GroupState, Entry> turn, String person) {
    GroupState.Sales sales = turn.head().sales();
    return sales.closedAt() == 0 || !sales.closing().people().contains(person);
  }

  /** Whether an engaged person or a role is new since the last hand-off was closed. */
  private boolean isNews(Turn<GroupState, Entry> turn) {
    GroupState.Sales sales = turn.head().sales();
    if (sales.closedAt() == 0 || !isFree(turn.head())) {
      return false; // what was never handed over is when it rises, or somebody of it acts
    }
    Picture picture = picture(turn);
    return picture.engaged().stream().anyMatch(member -> !sales.closing().people().contains(member.person())
        || !sales.closing().roles().contains(picture.role(member)));
  }

  /** Has the group handed over in an hour, so that a whole meeting is told; whether it will be. */
  private boolean schedule(Turn<GroupState, Entry> turn, boolean handRaise) {
    GroupState state = turn.head();
    if (!isFree(state) || state.customer() && !handRaise || turn.tick() < mayAskFrom(state)) {
      return false;
    }
    turn.head(state.sales(state.sales().waiting(turn.tick() + rules.handOverAfter(), turn.tick())));
    return true;
  }

  /** The open hand-off is over; who is engaged by now has been told with it. */
  private void close(Turn<GroupState, Entry> turn, String how, String because) {
    GroupState state = turn.head();
    if (state.sales().open()) {
      turn.send(Stages.ASSIGN, AssignStage.DESK, new Messages.Closed(state.sales().handOff(), HandOffs.over(how)));
    }
    Picture picture = picture(turn);
    turn.head(state.sales(state.sales().closed(turn.tick(), because, new GroupState.Closing(how,
        picture.engaged().stream().map(Entry.Member::person).toList(), picture.rolesThere()))));
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
      tellMembers(turn);
    }
    GroupState state = turn.head();
    turn.send(Stages.DECIDE, person, new Messages.GroupStands(state.account(), state.solution(), Level.DORMANT.code(), "",
        Messages.GroupStands.Asking.NOT_YET, 0, 0, ""));
  }

  private void introduced(Turn<GroupState, Entry> turn, Engagement.Who who) {
    Entry known = turn.entry("p:" + who.person());
    if (known == null || who.equals(known.member().who())) {
      return;
    }
    turn.put("p:" + who.person(), rules.introduced(known, who));
    if (!looksLike(who, known.member().who())) {
      if (isNews(turn) && schedule(turn, false)) {
        tellMembers(turn);
      }
      realert(turn, "");
      shown(turn, who.name() + " is better known");
      turn.alarm(next(turn));
    } // an opt-out alone is told when the group is handed over
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
      tell(turn, person);
    } else {
      gone(turn, person);
    }
    realert(turn, fact.head().id());
    shown(turn, "changed by hand");
    turn.alarm(next(turn));
  }

  /** What sales says of the person a hand-off names is said of the group; accepting any member is a beginning. */
  private void saidOf(Turn<GroupState, Entry> turn, Messages.SaidOf said) {
    GroupState state = turn.head();
    GroupState.Sales sales = state.sales();
    if (!sales.open() || turn.entry("p:" + said.person()) == null) {
      return;
    }
    if (said.status().equals("rejected") && said.person().equals(sales.named())) {
      String reason = Nurture.TURNBACKS.contains(said.reason()) ? said.reason() : "other";
      turn.head(state.sales(sales.phase("", turn.tick(), sales.opportunity())));
      close(turn, reason, "sales gave it back, " + reason);
      tellMembers(turn);
      shown(turn, "sales gave it back: " + reason);
    } else if (STATUS.contains(said.status()) && sales.phase().isEmpty()) {
      turn.head(state.sales(sales.phase("engaged", turn.tick(), "")));
      tellMembers(turn);
      shown(turn, "sales has begun");
    } else if (!STATUS.contains(said.status()) && sales.expires() > 0) {
      turn.head(state.sales(sales.acted(turn.tick() + Routing.EXPIRES_AFTER)));
      tellMembers(turn);
    }
    turn.alarm(next(turn));
  }

  /** An open opportunity is sales' own; its end closes what was handed over. */
  private void deal(Turn<GroupState, Entry> turn, Fact.Opportunity deal) {
    GroupState state = turn.head();
    GroupState.Sales sales = state.sales();
    String id = deal.head().subject();
    boolean closed = deal.won()
        || !deal.closedAt().isEmpty() && deal.stage().toLowerCase(Locale.ROOT).contains("closed");
    if (closed && sales.hasDeal() && !id.equals(sales.opportunity())) {
      return; // another one is still open
    }
    String phase = !closed ? "opportunity" : deal.won() ? "won" : "lost";
    if (phase.equals(sales.phase()) && id.equals(sales.opportunity())) {
      return;
    }
    turn.head(state.sales(sales.phase(phase, turn.tick(), id)));
    if (closed) {
      close(turn, phase, "the opportunity was " + phase);
    }
    if (state.told().owed() && turn.head().sales().due() == 0) { // no hand-off follows which could tell it
      GroupState.Told told = state.told();
      turn.head(turn.head().told(new GroupState.Told(told.level(), told.roles(), told.at(), false)));
      alert(turn, picture(turn), deal.head().id());
    }
    tellMembers(turn);
    shown(turn, closed ? "the opportunity was " + phase : "there is an opportunity");
    turn.alarm(next(turn));
  }

  /** An opportunity was deleted: what is open for it is as if it had never come. */
  private void withdrawn(Turn<GroupState, Entry> turn, Fact.Opportunity deal) {
    GroupState.Sales sales = turn.head().sales();
    if (!deal.head().subject().equals(sales.opportunity()) || sales.phase().isEmpty()) {
      return;
    }
    turn.head(turn.head().sales(sales.withdrawn(turn.tick(), sales.open() ? routing.expires("group", turn.tick()) : 0)));
    tellMembers(turn);
    shown(turn, "the opportunity was deleted");
    turn.alarm(next(turn));
  }

  /** Alerts for a higher level at once, later for a higher one or a new role only after the cool-down. */
  private void realert(Turn<GroupState, Entry> turn, String fact) {
    GroupState state = turn.head();
    boolean cool = state.told().at().isEmpty() || turn.tick() >= state.told().last() + rules.coolDown();
    if (!state.level().atLeast(Level.ACTIVE) || !cool) {
      return;
    }
    Picture picture = picture(turn);
    if (!GroupTold.news(state, picture)) {
      return;
    }
    var alerts = new ArrayList<>(state.told().at());
    alerts.add(turn.tick());
    boolean waits = state.sales().due() > 0;
    turn.head(state.told(new GroupState.Told(state.level(), picture.rolesThere(), alerts, waits)));
    if (!waits) {
      alert(turn, picture, fact);
    }
  }

  /** Puts the last alert into words: all who are there by now. */
  private void alert(Turn<GroupState, Entry> turn, Picture picture, String fact) {
    GroupState state = turn.head();
    turn.decide(new Decision.Alert("alert/" + turn.key() + "/" + state.told().at().size(), turn.key(), turn.tick(),
        because(state, "the group is " + state.level().code(), fact), state.account(), state.solution(),
        state.level().code(), state.pattern(), rules.text(picture), state.told().last()));
  }

  private void handOver(Turn<GroupState, Entry> turn) {
    GroupState state = turn.head();
    Picture picture = picture(turn);
    List<Entry.Member> members = picture.byArrival();
    if (members.isEmpty() || !state.level().atLeast(Level.ACTIVE)) {
      // Who made it has left since.
      turn.head(state.sales(state.sales().waiting(0, 0)).told(state.told().taken(state.level())));
      tellMembers(turn);
      return;
    }
    if (state.told().owed()) {
      alert(turn, picture, "");
    }
    int round = state.sales().round() + 1;
    String id = "hand-off/" + turn.key() + "/" + round;
    Entry.Member named = members.get(0);
    var handOff = new Decision.HandOff(id, turn.key(), turn.tick(),
        because(state, "the group is " + state.level().code(), ""), "group", named.person(), named.who().email(),
        state.account(), state.solution(), "group",
        rules.nextAction(state), members.stream().map(Entry.Member::shownAs).toList(),
        GroupTold.warning(named) + rules.text(picture),
        Newcomer.profile(named.who().name(), state.accountName(), named.who().title()));
    turn.send(Stages.DECIDE, named.person(), new Messages.GroupHandOver(handOff, state.owner()));
    // What the group became while the hand-off waited is told with it, and alerted no more.
    turn.head(state.sales(state.sales().handedOver(id, round, named.person(), turn.tick(),
            routing.expires("group", turn.tick())))
        .told(new GroupState.Told(state.level(), picture.rolesThere(), state.told().at(), false)));
    tellMembers(turn);
  }

  private void tellMembers(Turn<GroupState, Entry> turn) {
    GroupRules.inOrder(turn.entries().tailMap("p:").values()).forEach(member -> tell(turn, member.person()));
  }

  private static void tell(Turn<GroupState, Entry> turn, String person) {
    GroupState state = turn.head();
    turn.send(Stages.DECIDE, person, stands(state));
  }

  private static Messages.GroupStands stands(GroupState state) {
    GroupState.Sales sales = state.sales();
    String level = state.level().code();
    if (sales.open()) {
      return new Messages.GroupStands(state.account(), state.solution(), level, sales.handOff(),
          Messages.GroupStands.Asking.OPEN, sales.askedAt(), sales.expires(), "");
    }
    if (sales.due() > 0) {
      return new Messages.GroupStands(state.account(), state.solution(), level, "",
          Messages.GroupStands.Asking.SCHEDULED, sales.askedAt(), sales.due(), "");
    }
    return new Messages.GroupStands(state.account(), state.solution(), level, "", sales.closedAt() > 0
        ? Messages.GroupStands.Asking.CLOSED : Messages.GroupStands.Asking.NOT_YET, sales.closedAt(), 0, sales.closing().how());
  }

  private void shown(Turn<GroupState, Entry> turn, String why) {
    GroupState state = turn.head();
    if (state.levelSince() == 0) {
      return; // one person is no group yet
    }
    turn.decide(GroupTold.decision(rules, turn.key(), turn.tick(), picture(turn), because(state, why, "")));
  }

  private Picture picture(Turn<GroupState, Entry> turn) {
    GroupState state = turn.head();
    return rules.picture(state, turn.entries().tailMap("p:").values(),
        state.coordinated() ? turn.entry("a:" + state.coordinatedAsset()) : null);
  }

  private Because because(GroupState state, String text, String fact) {
    return Because.of(state.numbers().isEmpty() ? text : text + ": " + state.numbers(), state.pattern(),
        rules.place(state.pattern()), version, fact);
  }

  private long next(Turn<GroupState, Entry> turn) {
    GroupState state = turn.head();
    long next = rules.fallsAt(state);
    if (state.sales().due() > 0) {
      next = Math.min(next, state.sales().due());
    }
    if (state.sales().open() && state.sales().expires() > 0) {
      next = Math.min(next, state.sales().expires());
    }
    if (isFree(state) && mayAskFrom(state) > turn.tick()) {
      next = Math.min(next, mayAskFrom(state)); // who came in the meantime is looked at then
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
