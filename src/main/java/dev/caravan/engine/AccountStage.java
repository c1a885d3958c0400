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

  /** For what a contract is, when it ends, epoch ms, and when its end was told, in the order of knowing. */
  record Agreement(String solution, long ends, long told) {}

  /**
   * The account; only its id until a record of it comes, for its people may come first.
   *
   * @param view as its people see it
   * @param contracts by id
   * @param won when each solution was last won, in the order of knowing
   */
  record Company(AccountView view, Map<String, Agreement> contracts, Map<String, Long> won) {}

  /** A person of the account, with all by which they belong to it. */
  record Belongs(Set<String> via) {}

  private static final String ALL = "*";

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
    return new Company(new AccountView(key, Map.of(), Set.of(), Map.of()), Map.of(), Map.of());
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
      tell(turn, new Company(enrichment.learn(company.view(), said.fact()), company.contracts(), company.won()));
    } else if (message instanceof Messages.DealSaid deal) {
      tell(turn, with(company, deal, turn.tick()));
    } else if (message instanceof Messages.ContractSaid said) {
      tell(turn, with(company, said.fact(), turn.tick()));
    } else {
      throw new IllegalArgumentException("account does not take " + message);
    }
  }

  @Override
  public void alarm(Turn<Company, Belongs> turn) {
    tell(turn, turn.head()); // a contract has ended
  }

  private static Company with(Company company, Messages.DealSaid deal, long now) {
    AccountView view = company.view();
    var won = new TreeMap<>(company.won());
    var deals = new TreeMap<>(view.deals());
    String solution = deal.fact().solution();
    if (deal.fact().won()) {
      won.put(solution, now);
      deals.remove(solution);
    } else if (Deciding.isClosed(deal.fact())) {
      deals.remove(solution);
    } else {
      deals.put(solution, deal.fact().owner());
    }
    return new Company(new AccountView(view.id(), view.values(), view.customerOf(), deals, view.contracts()),
        company.contracts(), won);
  }

  private static Company with(Company company, Fact.Contract said, long now) {
    var contracts = new TreeMap<>(company.contracts());
    String id = said.head().subject();
    if (said.ends().isEmpty()) {
      contracts.remove(id);
    } else {
      Agreement before = contracts.get(id);
      long ends = Times.parse(said.ends());
      contracts.put(id, new Agreement(said.solution(), ends, before != null && before.ends() == ends ? before.told() : now));
    }
    var ends = new TreeMap<String, Long>();
    contracts.values().forEach(each -> ends.merge(each.solution(), each.ends(), Math::max));
    AccountView view = company.view();
    return new Company(new AccountView(view.id(), view.values(), view.customerOf(), view.deals(), ends), contracts, company.won());
  }

  /**
   * Of what the account is a customer: of all, if the CRM says so of the account itself; else of what it won, until the
   * last contract for that has ended and nothing was won since that contract became known.
   */
  private static Company customer(Company company, long now) {
    AccountView view = company.view();
    if (company.won().isEmpty()) {
      return company;
    }
    var customerOf = new TreeSet<String>();
    if (view.customerOf().contains(ALL)) {
      customerOf.add(ALL);
    }
    company.won().forEach((solution, at) -> {
      Long ends = view.contracts().get(solution);
      if (ends == null || ends > now || at > lastTold(company, solution)) {
        customerOf.add(solution);
      }
    });
    return customerOf.equals(view.customerOf()) ? company : new Company(
        new AccountView(view.id(), view.values(), customerOf, view.deals(), view.contracts()), company.contracts(), company.won());
  }

  private static long lastTold(Company company, String solution) {
    long told = 0;
    for (Agreement each : company.contracts().values()) {
      told = each.solution().equals(solution) ? Math.max(told, each.told()) : told;
    }
    return told;
  }

  private static void tell(Turn<Company, Belongs> turn, Company heard) {
    Company changed = customer(heard, turn.tick());
    long next = Cell.NEVER;
    for (Map.Entry<String, Long> contract : changed.view().contracts().entrySet()) {
      boolean counts = contract.getValue() > turn.tick() && changed.won().containsKey(contract.getKey());
      next = counts ? Math.min(next, contract.getValue()) : next;
    }
    turn.alarm(next);
    boolean news = !changed.view().equals(turn.head().view());
    turn.head(changed);
    if (news) {
      for (String person : turn.entries().keySet()) {
        turn.send(Stages.SCORE, person, new Messages.AccountLooks(changed.view()));
      }
    }
  }
}
