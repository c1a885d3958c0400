package dev.caravan.engine;

import dev.caravan.group.Engagement;
import dev.caravan.group.Entry;
import dev.caravan.group.GroupRules;
import dev.caravan.group.GroupState;
import dev.caravan.group.Level;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.List;

/** Key: account and solution. Sees the group rise and fall, tells its members, and hands it over once. */
final class GroupStage implements Stage<GroupState, Entry> {
  private final GroupRules rules;
  private final String version;

  GroupStage(GroupRules rules, String version) {
    this.rules = rules;
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
    } else if (message instanceof Messages.Left left) {
      left(turn, left.person());
    } else if (message instanceof Messages.Introduced introduced) {
      introduced(turn, introduced);
    } else if (message instanceof Messages.ByHand hand) {
      byHand(turn, hand);
    } else {
      throw new IllegalArgumentException("group does not take " + message);
    }
  }

  @Override
  public void alarm(Turn<GroupState, Entry> turn) {
    GroupState state = turn.head();
    if (state.handOffDue() > 0 && state.handOffDue() <= turn.tick()) {
      handOver(turn);
    }
    GroupState quieter = rules.quiet(turn.head(), turn.tick());
    if (quieter.level() != turn.head().level()) {
      turn.head(quieter);
      tellMembers(turn);
      shown(turn, "quiet since " + Times.text(quieter.lastActivity()));
    }
    realert(turn, "");
    turn.alarm(next(turn));
  }

  private void acted(Turn<GroupState, Entry> turn, Messages.Acted acted) {
    Engagement act = acted.act();
    GroupState before = GroupTold.owned(turn.head(), acted.accountName(), acted.owner());
    String memberName = "p:" + act.person();
    String assetName = "a:" + act.asset();
    Entry knownMember = turn.entry(memberName);
    GroupRules.Seen seen = rules.see(before, knownMember, act.taken() ? turn.entry(assetName) : null, act);
    GroupState state = seen.state();
    turn.put(memberName, seen.member());
    if (act.taken()) {
      turn.put(assetName, seen.asset());
    }
    turn.head(state);
    var completed = rules.completed(state, seen.asset(), act);
    boolean risen = completed.isPresent() && completed.get().level().compareTo(state.level()) > 0;
    if (completed.isPresent()) {
      GroupRules.Pattern pattern = completed.get();
      String asset = pattern.sameAsset() ? act.asset() : state.coordinatedAsset();
      if (risen) {
        state = state.level(pattern.level(), turn.tick(), pattern.name(), asset);
      } else if (pattern.sameAsset() && !state.coordinated()) {
        state = state.level(state.level(), state.levelSince(), pattern.name(), asset);
      }
      turn.head(state);
    }
    if (risen && state.level().atLeast(Level.ACTIVE) && state.handOff().isEmpty() && state.handOffDue() == 0) {
      turn.head(state.handOff(turn.tick() + rules.handOverAfter(), "", state.round()));
    }
    if (act.handRaise() && turn.head().handOffDue() > 0) {
      handOver(turn);
    }
    boolean joined = knownMember == null;
    if (risen || knownMember == null || !seen.member().role().equals(knownMember.role())) {
      realert(turn, act.fact());
    }
    if (risen || joined && state.level() != Level.DORMANT) {
      tellMembers(turn);
      shown(turn, risen ? completed.get().says() : act.name() + " joined");
    }
    turn.alarm(next(turn));
  }

  private void left(Turn<GroupState, Entry> turn, String person) {
    Entry member = turn.entry("p:" + person);
    if (member == null || member.manual()) {
      return;
    }
    turn.remove("p:" + person);
    turn.head(GroupTold.without(turn.head(), person));
    for (var asset : turn.entries().tailMap("a:").headMap("b").entrySet()) {
      if (asset.getValue().takers().contains(person)) {
        turn.put(asset.getKey(), rules.without(asset.getValue(), person));
      }
    }
    GroupState state = turn.head();
    if (state.coordinated() && meeting(turn).isEmpty()) {
      turn.head(state.level(state.level(), state.levelSince(), state.pattern(), ""));
    }
    dismiss(turn, person);
    shown(turn, "a person left");
  }

  private void introduced(Turn<GroupState, Entry> turn, Messages.Introduced said) {
    Entry known = turn.entry("p:" + said.person());
    if (known == null) {
      return;
    }
    var member = new Entry(known.person(), said.email(), said.name(), known.manual() ? known.role() : said.role(),
        said.title(), known.manual(), known.in(), known.firstAt(), known.lastAt(), known.activities(), known.times(),
        known.takers(), said.emailOut(), said.phoneOut());
    if (!GroupTold.looksLike(member, known)) {
      turn.put("p:" + said.person(), member);
      realert(turn, "");
      shown(turn, said.name() + " is better known");
      turn.alarm(next(turn));
    } else if (member.emailOut() != known.emailOut() || member.phoneOut() != known.phoneOut()) {
      turn.put("p:" + said.person(), member); // told when the group is handed over
    }
  }

  /** Tells somebody that the group no longer speaks for them. */
  private void dismiss(Turn<GroupState, Entry> turn, String person) {
    GroupState state = turn.head();
    turn.send(Stages.DECIDE, person,
        new Messages.GroupStands(state.account(), state.solution(), Level.DORMANT.code(), ""));
  }

  private void byHand(Turn<GroupState, Entry> turn, Messages.ByHand hand) {
    String person = hand.fact().head().person();
    Entry known = turn.entry("p:" + person);
    long at = hand.fact().head().time();
    Entry member = known == null
        ? new Entry(person, hand.fact().head().subject(), hand.fact().head().subject(), hand.fact().role(), "", true, hand.fact().in(), at, at, 0, new long[0], List.of(),
            false, false)
        : new Entry(person, known.email(), known.name(), hand.fact().role().isEmpty() ? known.role() : hand.fact().role(),
            known.title(), true, hand.fact().in(), known.firstAt(), known.lastAt(), known.activities(), new long[0], List.of(),
            known.emailOut(), known.phoneOut());
    turn.put("p:" + person, member);
    if (!hand.fact().in()) {
      turn.head(GroupTold.without(turn.head(), person));
      dismiss(turn, person);
    } else {
      tell(turn, person);
    }
    shown(turn, "changed by hand");
  }

  /** Alerts for a higher level at once, later for a higher one or a new role only after the cool-down. */
  private void realert(Turn<GroupState, Entry> turn, String fact) {
    GroupState state = turn.head();
    if (!state.level().atLeast(Level.ACTIVE) || !GroupTold.news(state, members(turn))) {
      return;
    }
    boolean cool = state.alertedAt().isEmpty()
        || turn.tick() >= state.alertedAt().get(state.alertedAt().size() - 1) + rules.coolDown();
    if (!cool) {
      return;
    }
    List<Entry> members = members(turn);
    var alerts = new ArrayList<>(state.alertedAt());
    alerts.add(turn.tick());
    turn.head(state.alerted(state.level(), GroupTold.roles(members), alerts));
    turn.decide(new Decision.Alert("alert/" + turn.key() + "/" + alerts.size(), turn.key(), turn.tick(),
        because(state, "the group is " + state.level().code(), fact), state.account(), state.solution(),
        state.level().code(), state.pattern(), GroupTold.text(rules, state, GroupTold.engaged(state, members), meeting(turn))));
  }

  private void handOver(Turn<GroupState, Entry> turn) {
    GroupState state = turn.head();
    List<Entry> members = GroupTold.engaged(state, members(turn));
    if (members.isEmpty()) {
      turn.head(state.handOff(0, "", state.round()));
      return;
    }
    int round = state.round() + 1;
    String id = "hand-off/" + turn.key() + "/" + round;
    Entry named = members.get(0);
    var handOff = new Decision.HandOff(id, turn.key(), turn.tick(), because(state, "the group is " + state.level().code(), ""),
        "group", named.person(), named.email(), state.account(), state.solution(), "group",
        rules.nextAction(GroupTold.posture(state)), members.stream().map(GroupTold::shownAs).toList(),
        GroupTold.warning(named) + GroupTold.text(rules, state, members, meeting(turn)),
        Newcomer.profile(named.name(), state.accountName(), named.title()));
    turn.decide(handOff);
    turn.send(Stages.DECIDE, named.person(), new Messages.GroupHandOver(handOff, state.owner()));
    // What the group became while the hand-off waited is told with it, and alerted no more.
    turn.head(state.handOff(0, id, round).alerted(state.level(), GroupTold.roles(members), state.alertedAt()));
    tellMembers(turn);
  }

  private void tellMembers(Turn<GroupState, Entry> turn) {
    members(turn).forEach(member -> tell(turn, member.person()));
  }

  private static void tell(Turn<GroupState, Entry> turn, String person) {
    GroupState state = turn.head();
    turn.send(Stages.DECIDE, person,
        new Messages.GroupStands(state.account(), state.solution(), state.level().code(), state.handOff()));
  }

  private void shown(Turn<GroupState, Entry> turn, String why) {
    GroupState state = turn.head();
    if (state.levelSince() == 0) {
      return; // one person is no group yet
    }
    turn.decide(GroupTold.decision(rules, turn.key(), turn.tick(), state, members(turn), meeting(turn), because(state, why, "")));
  }

  private Because because(GroupState state, String text, String fact) {
    return Because.of(text, state.pattern(), "config/groups.yaml", version, fact);
  }

  private static List<Entry> members(Turn<GroupState, Entry> turn) {
    return GroupRules.inOrder(turn.entries().tailMap("p:").values());
  }

  /** People, by stable id, who took the asset of the meeting together; the first taker first. */
  private List<String> meeting(Turn<GroupState, Entry> turn) {
    return rules.meeting(turn.head().coordinated() ? turn.entry("a:" + turn.head().coordinatedAsset()) : null);
  }

  private long next(Turn<GroupState, Entry> turn) {
    GroupState state = turn.head();
    long next = rules.fallsAt(state);
    if (state.handOffDue() > 0) {
      next = Math.min(next, state.handOffDue());
    }
    if (!state.alertedAt().isEmpty()) {
      // What is news during the cool-down is told when it ends; whether there is any is looked at then.
      long cool = state.alertedAt().get(state.alertedAt().size() - 1) + rules.coolDown();
      next = cool > turn.tick() ? Math.min(next, cool) : next;
    }
    return next;
  }
}
