package dev.caravan.account;

import dev.caravan.engine.Cell;
import dev.caravan.engine.FactMessage;
import dev.caravan.engine.Handlers;
import dev.caravan.engine.Stage;
import dev.caravan.engine.Stages;
import dev.caravan.engine.Turn;
import dev.caravan.enrich.AccountView;
import dev.caravan.enrich.Enrichment;
import dev.caravan.model.Fact;
import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Key: an account's id. Holds its people, and tells them when the account changes. */
public final class AccountStage implements Stage<AccountStage.Company, AccountStage.Belongs> {

  /**
   * A contract.
   *
   * @param ends epoch ms
   * @param told when its end was told, in the order of knowing
   * @param asked the end for which somebody was asked to renew it
   */
  record Agreement(String solution, long ends, long told, Moment asked) {
    Agreement endsAt(String forSolution, long when, long now) {
      return new Agreement(forSolution, when, when == ends ? told : now, asked);
    }

    /** When somebody is to be asked; an end that moved by less than the notice is the same renewal. */
    long dueAt(long notice) {
      return asked.isAfter(ends - notice) ? Cell.NEVER : ends - notice;
    }
  }

  /**
   * The account; only its id until a record of it comes, for its people may come first.
   *
   * @param view as its people see it
   * @param contracts by id
   * @param won when each solution was last won, in the order of knowing
   * @param wonBy the solution of each won opportunity, by its id
   * @param open opportunities that are neither won nor lost, by id
   */
  public record Company(AccountView view, Map<String, Agreement> contracts, Map<String, Long> won, Map<String, String> wonBy,
      Map<String, Open> open) {
    Company view(AccountView now) {
      return new Company(now, contracts, won, wonBy, open);
    }

    Company contracts(Map<String, Agreement> now) {
      return new Company(view, now, won, wonBy, open);
    }
  }

  /** An open opportunity: its solution, and the user id of its owner. */
  record Open(String solution, String owner) {}

  /** A person of the account, with all by which they belong to it. */
  public record Belongs(Set<String> via) {}

  private static final String ALL = "*";

  private final Enrichment enrichment;
  private final long notice;
  private final Handlers<Company, Belongs> handlers;

  /**
   * The stage.
   *
   * @param notice how long before its end somebody is asked to renew a contract, ms
   */
  public AccountStage(Enrichment enrichment, long notice) {
    this.enrichment = enrichment;
    this.notice = notice;
    handlers = handling();
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
    return new Company(new AccountView(key, Map.of(), Set.of(), Map.of()), Map.of(), Map.of(), Map.of(), Map.of());
  }

  @Override
  public Handlers<Company, Belongs> handlers() {
    return handlers;
  }

  private Handlers<Company, Belongs> handling() {
    return new Handlers<Company, Belongs>()
        .on(ToAccount.Joins.class, this::joins)
        .on(ToAccount.Departs.class, this::departs)
        .on(FactMessage.AccountSaid.class, this::accountSaid)
        .on(FactMessage.DealSaid.class, this::dealSaid)
        .on(FactMessage.ContractSaid.class, this::contractSaid);
  }

  private void joins(Turn<Company, Belongs> turn, ToAccount.Joins joins) {
    Company company = turn.head();
    Belongs before = turn.entry(joins.person());
    var via = new TreeSet<String>(before == null ? Set.of() : before.via());
    if (via.add(joins.via())) {
      turn.put(joins.person(), new Belongs(via));
    }
    if (before == null) {
      turn.send(Stages.SCORE, joins.person(), new AccountToScore.AccountLooks(company.view()));
    }
  }

  private void departs(Turn<Company, Belongs> turn, ToAccount.Departs departs) {
    Belongs before = turn.entry(departs.person());
    var via = new TreeSet<String>(before == null ? Set.of() : before.via());
    if (via.remove(departs.via()) && via.isEmpty()) {
      turn.remove(departs.person());
    } else if (before != null) {
      turn.put(departs.person(), new Belongs(via));
    }
  }

  private void accountSaid(Turn<Company, Belongs> turn, FactMessage.AccountSaid said) {
    Company company = turn.head();
    tell(turn, company.view(enrichment.learn(company.view(), said.fact())));
  }

  private void dealSaid(Turn<Company, Belongs> turn, FactMessage.DealSaid deal) {
    Company company = turn.head();
    tell(turn, with(company, deal.fact(), turn.tick()));
  }

  private void contractSaid(Turn<Company, Belongs> turn, FactMessage.ContractSaid said) {
    Company company = turn.head();
    tell(turn, with(company, said.fact(), turn.tick()));
  }

  @Override
  public void alarm(Turn<Company, Belongs> turn) {
    askToRenew(turn);
    tell(turn, turn.head()); // a contract may have ended
  }

  /** Asks the group of the solution to hand over what ends soon, and everybody of the account how interested they are. */
  private void askToRenew(Turn<Company, Belongs> turn) {
    Company company = turn.head();
    var contracts = new TreeMap<>(company.contracts());
    for (Map.Entry<String, Agreement> each : company.contracts().entrySet()) {
      Agreement contract = each.getValue();
      if (contract.ends() <= turn.tick() || contract.dueAt(notice) > turn.tick()) {
        continue;
      }
      contracts.put(each.getKey(), new Agreement(contract.solution(), contract.ends(), contract.told(), Moment.of(contract.ends())));
      AccountView view = customer(company, turn.tick()).view();
      turn.send(Stages.GROUP, turn.key() + "|" + contract.solution(),
          new AccountToGroup.RenewalDue(each.getKey(), contract.ends(), view));
      for (String person : turn.entries().keySet()) {
        turn.send(Stages.SCORE, person, new AccountToScore.HowInterested(turn.key(), contract.solution(), each.getKey()));
      }
    }
    turn.head(company.contracts(contracts));
  }

  private static Company with(Company company, Fact.Opportunity deal, long now) {
    AccountView view = company.view();
    var won = new TreeMap<>(company.won());
    var wonBy = new TreeMap<>(company.wonBy());
    var open = new TreeMap<>(company.open());
    Set<String> customerOf = view.customerOf();
    String id = deal.head().subject();
    open.remove(id);
    if (deal.isDeleted()) {
      String before = wonBy.remove(id);
      if (before != null && !wonBy.containsValue(before)) {
        won.remove(before);
        customerOf = new TreeSet<>(customerOf);
        customerOf.remove(before);
      }
    } else if (deal.won()) {
      won.put(deal.solution(), now);
      wonBy.put(id, deal.solution());
    } else if (!deal.isClosed()) {
      open.put(id, new Open(deal.solution(), deal.owner()));
    }
    return new Company(new AccountView(view.id(), view.values(), customerOf, owners(open), view.contracts()),
        company.contracts(), won, wonBy, open);
  }

  /** Who owns the open opportunity for each solution; of several the newest by id. */
  private static Map<String, String> owners(Map<String, Open> open) {
    var owners = new TreeMap<String, String>();
    new TreeMap<>(open).forEach((id, deal) -> owners.put(deal.solution(), deal.owner()));
    return owners;
  }

  private static Company with(Company company, Fact.Contract said, long now) {
    var contracts = new TreeMap<>(company.contracts());
    String id = said.head().subject();
    if (said.ends().isEmpty()) {
      contracts.remove(id);
    } else {
      Agreement before = contracts.getOrDefault(id, new Agreement("", 0, now, Moment.NONE));
      contracts.put(id, before.endsAt(said.solution(), Times.parse(said.ends()), now));
    }
    var ends = new TreeMap<String, Long>();
    contracts.values().forEach(each -> ends.merge(each.solution(), each.ends(), Math::max));
    AccountView view = company.view();
    return company.contracts(contracts).view(new AccountView(view.id(), view.values(), view.customerOf(), view.deals(), ends));
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
    return customerOf.equals(view.customerOf()) ? company
        : company.view(new AccountView(view.id(), view.values(), customerOf, view.deals(), view.contracts()));
  }

  private static long lastTold(Company company, String solution) {
    long told = 0;
    for (Agreement each : company.contracts().values()) {
      told = each.solution().equals(solution) ? Math.max(told, each.told()) : told;
    }
    return told;
  }

  private void tell(Turn<Company, Belongs> turn, Company heard) {
    Company changed = customer(heard, turn.tick());
    long next = Cell.NEVER;
    for (Map.Entry<String, Long> contract : changed.view().contracts().entrySet()) {
      boolean counts = contract.getValue() > turn.tick() && changed.won().containsKey(contract.getKey());
      next = counts ? Math.min(next, contract.getValue()) : next;
    }
    for (Agreement contract : changed.contracts().values()) {
      next = contract.ends() > turn.tick() ? Math.min(next, contract.dueAt(notice)) : next;
    }
    turn.alarm(next);
    boolean news = !changed.view().equals(turn.head().view());
    turn.head(changed);
    if (news) {
      for (String person : turn.entries().keySet()) {
        turn.send(Stages.SCORE, person, new AccountToScore.AccountLooks(changed.view()));
      }
    }
  }
}
