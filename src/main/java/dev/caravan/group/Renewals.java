package dev.caravan.group;

import dev.caravan.account.AccountToGroup;
import dev.caravan.engine.Cell;
import dev.caravan.engine.GoLive;
import dev.caravan.engine.Stages;
import dev.caravan.engine.Turn;
import dev.caravan.enrich.AccountView;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import dev.caravan.routing.Routing;
import dev.caravan.score.Engagement;
import dev.caravan.score.ScoreToGroup;
import dev.caravan.score.ScoringModel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Renewals of an account and solution: each contract is handed over once, when its end comes near. It names the person of
 * the account who is most interested in the solution; where nobody is, the account itself.
 */
public final class Renewals {
  public static final String TRIGGER = "renewal";
  private static final String PLACE = "config/funnel.yaml";
  private static final String OF_CONTRACT = "/renewal/";
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final ScoringModel model;
  private final Routing routing;
  private final String version;
  private final GoLive goLive;

  Renewals(ScoringModel model, Routing routing, String version, GoLive goLive) {
    this.goLive = goLive;
    this.model = model;
    this.routing = routing;
    this.version = version;
  }

  /** A contract ends soon; who is interested answers within the tick. */
  void due(Turn<GroupState, Entry> turn, AccountToGroup.RenewalDue due) {
    GroupState state = turn.head();
    Renewal before = state.renewals().get(due.contract());
    if (before != null && before.dueAt().isNone() && before.ends() / Times.DAY == due.ends() / Times.DAY) {
      return; // handed over in an earlier life, as of this tick
    }
    turn.head(state.renewal(due.contract(), Renewal.asked(due.ends(), due.account(), turn.tick())));
  }

  void interested(Turn<GroupState, Entry> turn, ScoreToGroup.Interested answer) {
    GroupState state = turn.head();
    Renewal renewal = state.renewals().get(answer.contract());
    if (renewal != null && renewal.isDue(turn.tick()) && renewal.prefers(answer.who(), answer.tenths())) {
      turn.head(state.renewal(answer.contract(), renewal.named(answer.who(), answer.tenths())));
    }
  }

  /** Everybody has answered, or nobody acted in time. */
  void alarm(Turn<GroupState, Entry> turn) {
    for (Map.Entry<String, Renewal> each : turn.head().renewals().entrySet()) {
      Renewal renewal = each.getValue();
      if (renewal.isDue(turn.tick()) && !goLive.acts(turn.tick())) {
        turn.head(turn.head().renewal(each.getKey(), renewal.unreleased()));
      } else if (renewal.isDue(turn.tick())) {
        handOver(turn, each.getKey(), renewal);
      } else if (renewal.expires().isBy(turn.tick())) {
        close(turn, each.getKey(), renewal, "expired");
      }
    }
  }

  /** When one of them is to be looked at; {@link Cell#NEVER} for none. */
  long next(GroupState state) {
    long next = Cell.NEVER;
    for (Renewal renewal : state.renewals().values()) {
      next = renewal.isUnreleased() ? next : Math.min(next, renewal.dueAt().or(Cell.NEVER));
      next = Math.min(next, renewal.expires().or(Cell.NEVER));
    }
    return next;
  }

  /** An opportunity is sales' own: what the account was handed over for goes on there, and ends with it. */
  void decided(Turn<GroupState, Entry> turn, Fact.Opportunity deal) {
    for (Map.Entry<String, Renewal> each : turn.head().renewals().entrySet()) {
      Renewal renewal = each.getValue();
      if (renewal.handOff().isEmpty()) {
        continue;
      }
      if (deal.isClosed()) {
        close(turn, each.getKey(), renewal, deal.won() ? "won" : "lost");
      } else {
        turn.send(Stages.ASSIGN, Stages.DESK, new GroupToDesk.Answered(renewal.handOff(), GroupToDesk.Answered.OPPORTUNITY, ""));
        turn.head(turn.head().renewal(each.getKey(), renewal.until(Moment.NONE)));
      }
    }
  }

  /** The opportunity was deleted: what is open expires by itself again. */
  void withdrawn(Turn<GroupState, Entry> turn) {
    Moment until = Moment.of(routing.expires(TRIGGER, turn.tick()));
    turn.head().renewals().forEach((contract, renewal) -> {
      if (!renewal.handOff().isEmpty()) {
        turn.head(turn.head().renewal(contract, renewal.until(until)));
      }
    });
  }

  /** Somebody lets go a renewal that was due before Caravan went live; not one of a contract that has ended since. */
  void release(Turn<GroupState, Entry> turn, String contract) {
    Renewal renewal = turn.head().renewals().get(contract);
    if (renewal != null && renewal.isUnreleased() && renewal.ends() > turn.tick() && goLive.acts(turn.tick())) {
      handOver(turn, contract, renewal);
    }
  }

  /** A renewal was handed over in an earlier life of Caravan's. */
  void wasHandedOver(Turn<GroupState, Entry> turn, Decision.HandOff handOff) {
    String contract = contract(handOff.id());
    String day = handOff.id().substring(handOff.id().lastIndexOf('/') + 1);
    Renewal renewal = turn.head().renewals().getOrDefault(contract, Renewal.asked(Times.parse(day),
        new AccountView(turn.head().account(), Map.of(), Set.of(), Map.of()), turn.tick())); // asked for in this very tick
    if (handOff.of().equals("account")) {
      tellDesk(turn, handOff, renewal.account());
      turn.head(turn.head().renewal(contract, renewal.handedOver(handOff.id(), Moment.of(routing.expires(TRIGGER, turn.tick())))));
    } else {
      turn.head(turn.head().renewal(contract, renewal.over()));
    }
  }

  /** The group that a hand-off comes from, by account and solution; {@code ""} for a person's own. */
  public static String groupOf(Decision.HandOff handOff) {
    if (!handOff.trigger().equals(TRIGGER)) {
      return handOff.of().equals("group") ? handOff.subject() : "";
    }
    return handOff.id().substring("hand-off/".length(), handOff.id().indexOf(OF_CONTRACT));
  }

  /** The contract that a renewal's hand-off is about: {@code hand-off/<account|solution>/renewal/<contract>/<day>}. */
  private static String contract(String handOff) {
    String rest = handOff.substring(handOff.indexOf(OF_CONTRACT) + OF_CONTRACT.length());
    return rest.substring(0, rest.lastIndexOf('/'));
  }

  private void close(Turn<GroupState, Entry> turn, String contract, Renewal renewal, String how) {
    turn.send(Stages.ASSIGN, Stages.DESK, new GroupToDesk.Closed(renewal.handOff(), GroupToDesk.Closed.how(how)));
    turn.head(turn.head().renewal(contract, renewal.over()));
  }

  private void handOver(Turn<GroupState, Entry> turn, String contract, Renewal renewal) {
    GroupState state = turn.head();
    Engagement.Who who = renewal.who();
    boolean named = !who.person().isEmpty();
    String id = "hand-off/" + turn.key() + "/renewal/" + contract + "/" + DateTimeFormatter.ISO_LOCAL_DATE
        .withZone(ZoneOffset.UTC).format(Instant.ofEpochMilli(renewal.ends()));
    String solution = state.solution().isEmpty() ? "" : " for " + model.solutionName(state.solution());
    long days = Math.max(0, (renewal.ends() - turn.tick()) / Times.DAY);
    String text = "The contract of " + renewal.account().name() + solution + " ends on "
        + DAY.format(Instant.ofEpochMilli(renewal.ends())) + ", in " + days + " days."
        + (named ? "" : "\nNobody of the account has shown interest lately.");
    var handOff = new Decision.HandOff(id, named ? who.person() : turn.key(), turn.tick(),
        Because.of("the contract ends in " + days + " days", TRIGGER, PLACE, version, ""), named ? "person" : "account",
        who.person(), who.email(), state.account(), state.solution(), TRIGGER,
        (named ? who.name() + ", " : "") + renewal.account().name() + ": talk about the renewal of the contract" + solution,
        named ? List.of(who.email().isEmpty() ? who.person() : who.email()) : List.of(), text,
        Map.of());
    if (named) {
      turn.send(Stages.DECIDE, who.person(), new GroupToLifecycle.RenewalHandOver(handOff, renewal.account().value("owner")));
      turn.head(state.renewal(contract, renewal.over())); // from here on it is the person's own hand-off
    } else {
      turn.decide(handOff);
      tellDesk(turn, handOff, renewal.account());
      turn.head(state.renewal(contract, renewal.handedOver(id, Moment.of(routing.expires(TRIGGER, turn.tick())))));
    }
  }

  private static void tellDesk(Turn<GroupState, Entry> turn, Decision.HandOff handOff, AccountView account) {
    if (handOff.reachesSomebody()) {
      throw new IllegalArgumentException(handOff.id() + " names a person, who must be asked for");
    }
    turn.send(Stages.ASSIGN, Stages.DESK, new GroupToDesk.AccountHandOver(handOff, AccountCase.ofRenewal(account, handOff.solution())));
  }
}
