package dev.caravan.score;

import dev.caravan.account.AccountToScore;
import dev.caravan.engine.Stages;
import dev.caravan.engine.Turn;
import dev.caravan.enrich.AccountView;
import dev.caravan.enrich.Enrichment;
import dev.caravan.enrich.Profile;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the groups of a person's account are told: what they did, who they are, and that they are gone. */
final class GroupNews {
  private static final long ACTS_KEPT_FOR = 90 * Times.DAY;
  private static final List<String> LINKS = List.of("link", "url", "referrer");

  private final Enrichment enrichment;
  private final ScoringModel model;

  GroupNews(Enrichment enrichment, ScoringModel model) {
    this.enrichment = enrichment;
    this.model = model;
  }

  /** Something done that groups are told of. */
  void did(Turn<Known, ScoreStage.Never> turn, Known.Act act) {
    Known known = turn.head();
    var acts = new ArrayList<Known.Act>(known.acts().size() + 1);
    for (Known.Act old : known.acts()) {
      if (old.time() > act.time() - ACTS_KEPT_FOR) {
        acts.add(old);
      }
    }
    acts.add(act);
    turn.head(known.acts(List.copyOf(acts)));
    act(turn, turn.head(), act);
  }

  /** Takes back from groups what turned out to be a machine's. */
  void forget(Turn<Known, ScoreStage.Never> turn, Known known, Set<String> machine) {
    if (machine.isEmpty()) {
      return;
    }
    if (!known.waiting().isEmpty()) {
      turn.head(known.waiting(known.waiting().stream().filter(each -> !machine.contains(each.act().fact())).toList()));
    }
    var kept = new ArrayList<Known.Act>(known.acts());
    if (!kept.removeIf(act -> machine.contains(act.fact()))) {
      return;
    }
    leave(turn, known);
    turn.head(turn.head().acts(List.copyOf(kept)));
    retell(turn);
  }

  /** Tells groups what a record or an opt-out changed: who the person is, and whether they count at all. */
  void introduce(Turn<Known, ScoreStage.Never> turn, Known before) {
    Known known = turn.head();
    String account = known.standing().account().id();
    if (known.acts().isEmpty() || account.isEmpty() || !account.equals(before.standing().account().id())) {
      return; // a person who came to another account was told of anew
    }
    boolean counted = model.disqualified(before.standing()).isEmpty();
    boolean counts = model.disqualified(known.standing()).isEmpty();
    if (counted && !counts) {
      leave(turn, known);
    } else if (counts && !counted) {
      retell(turn);
    } else if (counts) {
      for (String solution : solutions(known)) {
        turn.send(Stages.GROUP, account + "|" + solution, new ScoreToGroup.Introduced(who(turn.key(), known)));
      }
    }
  }

  /** Tells groups that their account is called, or owned, otherwise now. */
  void account(Turn<Known, ScoreStage.Never> turn, AccountView before) {
    Known known = turn.head();
    AccountView now = known.standing().account();
    if (now.id().isEmpty() || !now.id().equals(before.id())
        || now.name().equals(before.name()) && now.value("owner").equals(before.value("owner"))) {
      return;
    }
    for (String solution : solutions(known)) {
      turn.send(Stages.GROUP, now.id() + "|" + solution,
          new ScoreToGroup.AccountCalled(now.name(), now.value("owner"), now.isCustomerOf(solution)));
    }
  }

  /** Tells the account's groups of everything lately done. */
  void retell(Turn<Known, ScoreStage.Never> turn) {
    Known known = turn.head();
    for (Known.Act act : known.acts()) {
      if (act.time() > turn.tick() - ACTS_KEPT_FOR) {
        act(turn, known, act);
      }
    }
  }

  /** Tells groups what sales did about the person: it may be about what a group was handed over for. */
  void sales(Turn<Known, ScoreStage.Never> turn, String status, String reason) {
    Known known = turn.head();
    String account = known.standing().account().id();
    for (String solution : account.isEmpty() ? Set.<String>of() : solutions(known)) {
      turn.send(Stages.GROUP, account + "|" + solution, new ScoreToGroup.SaidOf(turn.key(), status, reason));
    }
  }

  /** Answers how interested a person of an account is, if they count for groups and may be reached in any way. */
  void interest(Turn<Known, ScoreStage.Never> turn, AccountToScore.HowInterested asked) {
    Known known = turn.head();
    if (!asked.account().equals(known.standing().account().id()) || !counts(known)
        || known.consent().emailOut() && known.consent().phoneOut()) {
      return;
    }
    Scores.Person scores = model.scoreBySolution(known.standing(), turn.tick());
    long tenths = scores.solutions().stream().filter(each -> each.solution().equals(asked.solution()))
        .mapToLong(Scores.Solution::tenths).findFirst().orElse(0);
    if (tenths > 0) {
      turn.send(Stages.GROUP, asked.account() + "|" + asked.solution(),
          new ScoreToGroup.Interested(who(turn.key(), known), tenths, asked.contract()));
    }
  }

  private boolean counts(Known known) {
    return model.disqualified(known.standing()).isEmpty() && !enrichment.isRoleMailbox(known.standing().profile().email());
  }

  static Set<String> solutions(Known known) {
    var solutions = new TreeSet<String>();
    known.acts().forEach(act -> solutions.add(act.solution()));
    return solutions;
  }

  void leave(Turn<Known, ScoreStage.Never> turn, Known known) {
    leave(turn, known, "");
  }

  /** They turned out to be somebody else, who comes with what they did. */
  void leave(Turn<Known, ScoreStage.Never> turn, Known known, String into) {
    String account = known.standing().account().id();
    if (account.isEmpty()) {
      return;
    }
    for (String solution : solutions(known)) {
      turn.send(Stages.GROUP, account + "|" + solution, new ScoreToGroup.Left(turn.key(), into));
    }
  }

  /** Tells the account's group of an act, if the person counts for groups at all. */
  private void act(Turn<Known, ScoreStage.Never> turn, Known known, Known.Act act) {
    AccountView account = known.standing().account();
    if (account.id().isEmpty() || !counts(known)) {
      return;
    }
    Scores.Place place = model.place(known.standing(), act.solution(), turn.tick());
    turn.send(Stages.GROUP, account.id() + "|" + act.solution(), new ScoreToGroup.Acted(
        new Engagement(who(turn.key(), known), act.fact(), act.time(), act.asset(), act.says(), act.about(), act.taken(),
            place.posture(), place.step(), act.handRaise(), act.link(), act.recipient()),
        account.name(), account.value("owner"), account.isCustomerOf(act.solution()), known.others().at(turn.tick())));
  }

  private static Engagement.Who who(String person, Known known) {
    Profile profile = known.standing().profile();
    return new Engagement.Who(person, profile.email(), profile.name(), profile.persona(), profile.value("title"),
        profile.function(), known.consent().emailOut(), known.consent().phoneOut());
  }

  /** A click that is worth nothing may still tell who passed a mail on. */
  static void followed(Turn<Known, ScoreStage.Never> turn, Known known, Fact.Activity activity, String solution) {
    String account = known.standing().account().id();
    String recipient = activity.detail("recipient");
    if (activity.kind() == Fact.ActivityKind.EMAIL_CLICK && !recipient.isEmpty() && !account.isEmpty()
        && !solution.isEmpty()) {
      turn.send(Stages.GROUP, account + "|" + solution,
          new ScoreToGroup.Followed(turn.key(), link(activity), recipient, activity.head().time()));
    }
  }

  /** The address that may tell whose link it was: the first with anything after a question mark. */
  static String link(Fact.Activity activity) {
    for (String detail : LINKS) {
      String address = activity.detail(detail);
      if (address.indexOf('?') >= 0) {
        return address;
      }
    }
    return "";
  }
}
