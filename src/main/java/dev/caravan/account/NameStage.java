package dev.caravan.account;

import dev.caravan.engine.Handlers;
import dev.caravan.engine.Stage;
import dev.caravan.engine.Stages;
import dev.caravan.engine.Turn;
import dev.caravan.enrich.CompanyNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Key: what alike company names have in common, a word or a beginning. Knows the accounts of such names and the people
 * nobody else found, and tells each of these how alike which accounts are.
 */
public final class NameStage implements Stage<NameStage.Block, NameStage.Named> {
  private static final int KEPT = 5;
  /** Runners-up are kept from here. */
  private static final int WORTH_TELLING = 500;

  private static final Comparator<AccountToScore.Likely> BEST_FIRST =
      Comparator.comparingInt((AccountToScore.Likely likely) -> -likely.alike()).thenComparing(AccountToScore.Likely::account);

  /** Names of accounts by id. */
  record Block(Map<String, String> accounts) {}

  /** A person by the name of their company, with the accounts found for them. */
  record Named(String name, List<AccountToScore.Likely> found) {}

  private final CompanyNames companies;
  private final Handlers<Block, Named> handlers;

  public NameStage(CompanyNames companies) {
    this.companies = companies;
    handlers = handling();
  }

  @Override
  public String name() {
    return "name";
  }

  @Override
  public Class<Block> headType() {
    return Block.class;
  }

  @Override
  public Class<Named> entryType() {
    return Named.class;
  }

  @Override
  public Block fresh(String key) {
    return new Block(Map.of());
  }

  @Override
  public Handlers<Block, Named> handlers() {
    return handlers;
  }

  private Handlers<Block, Named> handling() {
    return new Handlers<Block, Named>()
        .on(ToName.AsksByName.class, this::asksByName)
        .on(ToName.AsksNoMore.class, this::asksNoMore)
        .on(ToName.NameOf.class, this::nameOf)
        .on(ToName.NameGone.class, this::nameGone);
  }

  private void asksByName(Turn<Block, Named> turn, ToName.AsksByName asks) {
    Block block = turn.head();
    Named before = turn.entry(asks.person());
    List<AccountToScore.Likely> found = among(block.accounts(), asks.company());
    turn.put(asks.person(), new Named(asks.company(), found));
    tell(turn, asks.person(), before, found);
  }

  private void asksNoMore(Turn<Block, Named> turn, ToName.AsksNoMore gone) {
    Named before = turn.entry(gone.person());
    if (before != null) {
      turn.remove(gone.person());
      tell(turn, gone.person(), before, List.of());
    }
  }

  private void nameOf(Turn<Block, Named> turn, ToName.NameOf account) {
    Block block = turn.head();
    var accounts = new TreeMap<>(block.accounts());
    accounts.put(account.account(), account.name());
    turn.head(new Block(accounts));
    retell(turn, account.account(), account.name());
  }

  private void nameGone(Turn<Block, Named> turn, ToName.NameGone account) {
    Block block = turn.head();
    var accounts = new TreeMap<>(block.accounts());
    if (accounts.remove(account.account()) != null) {
      turn.head(new Block(accounts));
      retell(turn, account.account(), "");
    }
  }

  @Override
  public void alarm(Turn<Block, Named> turn) {
    throw new IllegalStateException("name sets no alarm");
  }

  /** An account came, goes by another name now, or left ({@code ""}). */
  private void retell(Turn<Block, Named> turn, String account, String name) {
    int size = turn.head().accounts().size();
    if (size > companies.crowdedFrom()) {
      return; // said already: nothing
    }
    boolean border = size >= companies.crowdedFrom() - 1;
    turn.entries().forEach((person, asker) -> {
      boolean had = asker.found().stream().anyMatch(likely -> likely.account().equals(account));
      int alike = name.isEmpty() ? 0 : companies.likeness(asker.name(), name);
      if (had || border || alike >= WORTH_TELLING) {
        List<AccountToScore.Likely> found = had || border ? among(turn.head().accounts(), asker.name()) : with(asker.found(), account, alike);
        turn.put(person, new Named(asker.name(), found));
        tell(turn, person, asker, found);
      }
    });
  }

  private static List<AccountToScore.Likely> with(List<AccountToScore.Likely> found, String account, int alike) {
    var more = new ArrayList<>(found);
    more.add(new AccountToScore.Likely(account, alike));
    return best(more);
  }

  private static List<AccountToScore.Likely> best(List<AccountToScore.Likely> found) {
    found.sort(BEST_FIRST);
    return List.copyOf(found.subList(0, Math.min(KEPT, found.size())));
  }

  private List<AccountToScore.Likely> among(Map<String, String> accounts, String company) {
    var found = new ArrayList<AccountToScore.Likely>();
    if (accounts.size() >= companies.crowdedFrom()) {
      return List.of();
    }
    accounts.forEach((account, name) -> {
      int alike = companies.likeness(company, name);
      if (alike >= WORTH_TELLING) {
        found.add(new AccountToScore.Likely(account, alike));
      }
    });
    return best(found);
  }

  private void tell(Turn<Block, Named> turn, String person, @Nullable Named before, List<AccountToScore.Likely> found) {
    List<AccountToScore.Likely> was = before == null ? List.of() : before.found();
    if (found.equals(was)) {
      return;
    }
    for (AccountToScore.Likely each : was) {
      if (good(each) && found.stream().noneMatch(now -> now.account().equals(each.account()) && good(now))) {
        turn.send(Stages.ACCOUNT, each.account(), new ToAccount.Departs(person, turn.key()));
      }
    }
    for (AccountToScore.Likely each : found) {
      if (good(each) && was.stream().noneMatch(old -> old.account().equals(each.account()) && good(old))) {
        turn.send(Stages.ACCOUNT, each.account(), new ToAccount.Joins(person, turn.key()));
      }
    }
    turn.send(Stages.SCORE, person, new AccountToScore.AlikeNames(turn.key(), found));
  }

  private boolean good(AccountToScore.Likely likely) {
    return likely.alike() >= companies.atLeast();
  }
}
