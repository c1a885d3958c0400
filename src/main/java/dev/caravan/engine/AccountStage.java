package dev.caravan.engine;

import dev.caravan.enrich.AccountView;
import dev.caravan.enrich.Enrichment;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Key: an account's id. Holds its people, and tells them when the account changes. */
final class AccountStage implements Stage<AccountStage.Company, AccountStage.Belongs> {

  /** For what a contract is, and when it ends, epoch ms. */
  record Agreement(String solution, long ends) {}

  /** The account; only its id until a record of it comes, for its people may come first. Contracts by id. */
  record Company(AccountView view, Map<String, Agreement> contracts) {}

  /** A person of the account, with all by which they belong to it. */
  record Belongs(Set<String> via) {}

  private final Enrichment enrichment;

  AccountStage(Enrichment enrichment) {
    this.enrichment = enrichment;
  }

  @Override
  public String name() {
    return "account";
  }

  @Override
  public Class<Company> headType() {
    return Company.class;
  }

  @Override
  public Class<Belongs> entryType() {
    return Belongs.class;
  }

  @Override
  public Company fresh(String key) {
    return new Company(new AccountView(key, Map.of(), Set.of(), Map.of()), Map.of());
  }

  @Override
  public void take(Turn<Company, Belongs> turn, Message message) {
    Company company = turn.head();
    if (message instanceof Messages.Joins joins) {
      Belongs before = turn.entry(joins.person());
      var via = new TreeSet<String>(before == null ? Set.of() : before.via());
      if (via.add(joins.via())) {
        turn.put(joins.person(), new Belongs(via));
      }
      if (before == null) {
        turn.send(Stages.SCORE, joins.person(), new Messages.AccountLooks(company.view()));
      }
    } else if (message instanceof Messages.Departs departs) {
      Belongs before = turn.entry(departs.person());
      var via = new TreeSet<String>(before == null ? Set.of() : before.via());
      if (via.remove(departs.via()) && via.isEmpty()) {
        turn.remove(departs.person());
      } else if (before != null) {
        turn.put(departs.person(), new Belongs(via));
      }
    } else if (message instanceof Messages.AccountSaid said) {
      tell(turn, new Company(enrichment.learn(company.view(), said.fact()), company.contracts()));
    } else if (message instanceof Messages.DealSaid deal) {
      tell(turn, new Company(with(company.view(), deal), company.contracts()));
    } else if (message instanceof Messages.ContractSaid said) {
      tell(turn, with(company, said.fact()));
    } else {
      throw new IllegalArgumentException("account does not take " + message);
    }
  }

  @Override
  public void alarm(Turn<Company, Belongs> turn) {
    throw new IllegalStateException("account sets no alarm");
  }

  private static AccountView with(AccountView view, Messages.DealSaid deal) {
    var customerOf = new TreeSet<>(view.customerOf());
    var deals = new TreeMap<>(view.deals());
    String solution = deal.fact().solution();
    if (deal.fact().won()) {
      customerOf.add(solution);
      deals.remove(solution);
    } else if (Deciding.isClosed(deal.fact())) {
      deals.remove(solution);
    } else {
      deals.put(solution, deal.fact().owner());
    }
    return new AccountView(view.id(), view.values(), customerOf, deals, view.contracts());
  }

  private static Company with(Company company, Fact.Contract said) {
    var contracts = new TreeMap<>(company.contracts());
    if (said.ends().isEmpty()) {
      contracts.remove(said.head().subject());
    } else {
      contracts.put(said.head().subject(), new Agreement(said.solution(), Times.parse(said.ends())));
    }
    var ends = new TreeMap<String, Long>();
    contracts.values().forEach(each -> ends.merge(each.solution(), each.ends(), Math::max));
    AccountView view = company.view();
    return new Company(new AccountView(view.id(), view.values(), view.customerOf(), view.deals(), ends), contracts);
  }

  private static void tell(Turn<Company, Belongs> turn, Company changed) {
    boolean news = !changed.view().equals(turn.head().view());
    turn.head(changed);
    if (news) {
      for (String person : turn.entries().keySet()) {
        turn.send(Stages.SCORE, person, new Messages.AccountLooks(changed.view()));
      }
    }
  }
}
