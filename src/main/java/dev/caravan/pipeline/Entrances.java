package dev.caravan.pipeline;

import dev.caravan.account.ToAccount;
import dev.caravan.account.ToMatch;
import dev.caravan.engine.FactMessage;
import dev.caravan.engine.Input;
import dev.caravan.engine.Message;
import dev.caravan.engine.Stages;
import dev.caravan.enrich.Enrichment;
import dev.caravan.group.Renewals;
import dev.caravan.lifecycle.MergeStage;
import dev.caravan.model.AlertAnswer;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Team;
import dev.caravan.score.ScoreStage;
import dev.caravan.score.ScoringModel;
import java.util.ArrayList;
import java.util.List;

/** Where facts enter the stages. */
final class Entrances {
  private final Enrichment enrichment;
  private final ScoringModel model;

  Entrances(Enrichment enrichment, ScoringModel model) {
    this.enrichment = enrichment;
    this.model = model;
  }

  /**
   * Where a stamped fact enters.
   *
   * @param n number of inputs the tick's earlier facts have made
   * @return its inputs; none for what is out of scope or needs no work
   */
  List<Input> of(Fact fact, int n) {
    var inputs = new ArrayList<Input>(4);
    Fact.Head head = fact.head();
    String person = head.person();
    String email = head.subject().indexOf('@') > 0 ? head.subject() : "";
    if (!email.isEmpty() && enrichment.isOwn(email)) {
      return inputs;
    }
    if (fact instanceof Fact.Activity activity) {
      switch (activity.kind()) {
        case FORM_SUBMIT, EVENT, SUBSCRIBE, CALL, EXTERNAL -> ask(inputs, head, n, email, person, "");
        case EMAIL_SEND, EMAIL_OPEN, EMAIL_CLICK, WEB_VISIT, PAGE_VIEW, SOCIAL -> {
          if (activity.kind() == Fact.ActivityKind.EMAIL_SEND && !head.follows()) {
            add(inputs, head, n, Stages.DECIDE, person, new FactMessage.Mailed(head.id(), head.time()));
          }
          if (!model.matters(activity.kind())) {
            return inputs; // kept in the journal, worth nothing: half of what comes in are sends and opens
          }
        }
        case UNSUBSCRIBE, BOUNCEBACK -> { }
      }
      add(inputs, head, n, Stages.SCORE, person, new FactMessage.Did(activity));
    } else if (fact instanceof Fact.Person record && record.isDeleted()) {
      add(inputs, head, n, Stages.SCORE, person, new FactMessage.PersonSaid(record));
    } else if (fact instanceof Fact.Person record) {
      String account = record.value("account");
      if (!account.isEmpty()) {
        add(inputs, head, n, Stages.ACCOUNT, account, new ToAccount.Joins(person, ScoreStage.CRM));
        String domain = enrichment.domainOf(email);
        if (!domain.isEmpty()) {
          add(inputs, head, n, Stages.MATCH, domain, new ToMatch.ContactFrom(person, account));
        }
      }
      String chosen = record.value("account_by_hand");
      if (!chosen.isEmpty()) {
        add(inputs, head, n, Stages.ACCOUNT, chosen, new ToAccount.Joins(person, ScoreStage.BY_HAND));
      }
      ask(inputs, head, n, email, person, record.value("company"));
      add(inputs, head, n, Stages.SCORE, person, new FactMessage.PersonSaid(record));
    } else if (fact instanceof Fact.Account account) {
      add(inputs, head, n, Stages.LISTING, head.subject(), new FactMessage.AccountSaid(account));
      add(inputs, head, n, Stages.ACCOUNT, head.subject(), new FactMessage.AccountSaid(account));
    } else if (fact instanceof Fact.Opportunity deal) {
      if (!deal.account().isEmpty()) {
        add(inputs, head, n, Stages.ACCOUNT, deal.account(), new FactMessage.DealSaid(deal));
        add(inputs, head, n, Stages.GROUP, deal.solution().isEmpty() ? "" : deal.account() + "|" + deal.solution(),
            new FactMessage.DealSaid(deal));
      }
      for (Fact.ContactRole contact : deal.contacts()) {
        add(inputs, head, n, Stages.DECIDE, contact.person(), new FactMessage.DealSaid(deal));
      }
    } else if (fact instanceof Fact.Contract contract) {
      add(inputs, head, n, Stages.ACCOUNT, contract.account(), new FactMessage.ContractSaid(contract));
    } else if (fact instanceof Fact.User user) {
      add(inputs, head, n, Stages.ASSIGN, Stages.DESK, new FactMessage.UserSaid(user));
    } else if (fact instanceof Team team) {
      add(inputs, head, n, Stages.ASSIGN, Stages.DESK, new FactMessage.TeamSaid(team));
    } else if (fact instanceof AlertAnswer answer) {
      add(inputs, head, n, Stages.ASSIGN, Stages.DESK, new FactMessage.AlertAnswered(answer));
    } else if (fact instanceof Fact.LeadStatus status) {
      add(inputs, head, n, Stages.SCORE, person, new FactMessage.SalesSaid(status));
      if (!head.follows()) {
        add(inputs, head, n, Stages.DECIDE, person, new FactMessage.SalesSaid(status));
      }
    } else if (head.follows() && (fact instanceof Fact.Touch || fact instanceof Fact.OwnerChange)) {
      return inputs; // what came of it goes on with the person, see MergeStage
    } else if (fact instanceof Fact.Touch touch) {
      add(inputs, head, n, Stages.SCORE, person, new FactMessage.Touched(touch));
      add(inputs, head, n, Stages.DECIDE, person, new FactMessage.Touched(touch));
    } else if (fact instanceof Fact.OwnerChange change) {
      add(inputs, head, n, Stages.SCORE, person, new FactMessage.OwnerSaid(change));
      add(inputs, head, n, Stages.DECIDE, person, new FactMessage.OwnerSaid(change));
    } else if (fact instanceof Fact.Membership membership) {
      add(inputs, head, n, Stages.GROUP, membership.account() + "|" + membership.solution(), new FactMessage.ByHand(membership));
    } else if (fact instanceof Fact.Merge merge) {
      add(inputs, head, n, Stages.SCORE, merge.loser(), new FactMessage.MergedInto(person));
      add(inputs, head, n, Stages.SCORE, person, new FactMessage.TakesIn(merge.loser()));
      add(inputs, head, n, Stages.MERGE, MergeStage.ALL, new FactMessage.Merged(merge.loser(), person));
    } else if (fact instanceof Fact.Command command) {
      ordered(inputs, command, n);
    } else if (fact instanceof Fact.Done done) {
      done(inputs, done, n);
    }
    return inputs;
  }

  private void ask(List<Input> inputs, Fact.Head head, int n, String email, String person, String company) {
    String domain = enrichment.matchedBy(email, person);
    if (!domain.isEmpty()) {
      String host = email.substring(email.lastIndexOf('@') + 1);
      add(inputs, head, n, Stages.MATCH, domain, new ToMatch.Asks(person, answered(company), host));
    }
  }

  private String answered(String company) {
    return enrichment.isAnswer(company) ? company.strip() : "";
  }

  private static void ordered(List<Input> inputs, Fact.Command command, int n) {
    if (command.command().equals(Fact.Command.RELEASE)) {
      add(inputs, command.head(), n, Stages.GROUP, command.about("group"), new FactMessage.Released(command.about("contract")));
      add(inputs, command.head(), n, Stages.DECIDE, command.about("person"), new FactMessage.Released(command.about("solution")));
    } else if (command.command().equals(Fact.Command.RELEASE_CONSENT)) {
      add(inputs, command.head(), n, Stages.SCORE, command.about("person"), new FactMessage.ConsentReleased());
    }
  }

  /** What Caravan did is taken over where it would have been decided: by decide, groups and the desk. */
  private static void done(List<Input> inputs, Fact.Done done, int n) {
    Decision act = done.act();
    var message = new FactMessage.Done(act);
    if (act instanceof Decision.HandOff handOff) {
      add(inputs, done.head(), n, Stages.GROUP, Renewals.groupOf(handOff), message);
      add(inputs, done.head(), n, Stages.DECIDE, handOff.person(), message);
    } else if (act instanceof Decision.Alert) {
      add(inputs, done.head(), n, Stages.GROUP, act.subject(), message);
    } else if (act instanceof Decision.Assignment) {
      add(inputs, done.head(), n, Stages.ASSIGN, Stages.DESK, message);
    } else if (act instanceof Decision.Notice notice) {
      if (notice.what().equals("appended")) {
        add(inputs, done.head(), n, Stages.DECIDE, notice.subject(), message);
      }
      add(inputs, done.head(), n, Stages.ASSIGN, Stages.DESK, message);
    } else {
      add(inputs, done.head(), n, Stages.DECIDE, act.subject(), message);
    }
  }

  private static void add(List<Input> inputs, Fact.Head head, int n, int stage, String key, Message message) {
    if (!key.isEmpty()) {
      inputs.add(new Input(head.recorded(), Input.STREET, "", n + inputs.size(), stage, key, message));
    }
  }
}
