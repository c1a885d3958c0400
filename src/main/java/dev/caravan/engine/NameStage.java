package dev.caravan.engine;

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
final class NameStage implements Stage<NameStage.Block, NameStage.Named> {
  private static final int KEPT = 5;
  /** Runners-up are kept from here. */
  private static final int WORTH_TELLING = 500;

  private static final Comparator<Messages.Likely> BEST_FIRST =
      Comparator.comparingInt((Messages.Likely likely) -> -likely.alike()).thenComparing(Messages.Likely::account);

  /** Names of accounts by id. */
  record Block(Map<String, String> accounts) {}

  /** A person by the name of their company, with the accounts found for them. */
  record Named(String name, List<Messages.Likely> found) {}

  private final CompanyNames companies;
  private final Handlers<Block, Named> handlers;

  NameStage(CompanyNames companies) {
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
        .on(Messages.AsksByName.class, this::asksByName)
        .on(Messages.AsksNoMore.class, this::asksNoMore)
        .on(Messages.NameOf.class, this::nameOf)
        .on(Messages.NameGone.class, this::nameGone);
  }

  private void asksByName(Turn<Block, Named> turn, Messages.AsksByName asks) {
    Block block = turn.head();
    Named before = turn.entry(asks.person());
    List<Messages.Likely> found = among(block.accounts(), asks.company());
    turn.put(asks.person(), new Named(asks.company(), found));
    tell(turn, asks.person(), before, found);
  }

  private void asksNoMore(Turn<Block, Named> turn, Messages.AsksNoMore gone) {
    Named before = turn.entry(gone.person());
    if (before != null) {
      turn.remove(gone.person());
      tell(turn, gone.person(), before, List.of());
    }
  }

  private void nameOf(Turn<Block, Named> turn, Messages.NameOf account) {
    Block block = turn.head();
    var accounts = new TreeMap<>(block.accounts());
    accounts.put(account.account(), account.name());
    turn.head(new Block(accounts));
    retell(turn, account.account(), account.name());
  }

  private void nameGone(Turn<Block, Named> turn, Messages.NameGone account) {
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
        List<Messages.Likely> found = had || border ? among(turn.head().accounts(), asker.name()) : with(asker.found(), account, alike);
        turn.put(person, new Named(asker.name(), found));
        tell(turn, person, asker, found);
      }
    });
  }

  private static List<Messages.Likely> with(List<Messages.Likely> found, String account, int alike) {
    var more = new ArrayList<>(found);
    more.add(new Messages.Likely(account, alike));
    return best(more);
  }

  private static List<Messages.Likely> best(List<Messages.Likely> found) {
    found.sort(BEST_FIRST);
    return List.copyOf(found.subList(0, Math.min(KEPT, found.size())));
  }

  private List<Messages.Likely> among(Map<String, String> accounts, String company) {
    var found = new ArrayList<Messages.Likely>();
    if (accounts.size() >= companies.crowdedFrom()) {
      return List.of();
    }
    accounts.forEach((account, name) -> {
      int alike = companies.likeness(company, name);
      if (alike >= WORTH_TELLING) {
        found.add(new Messages.Likely(account, alike));
      }
    });
    return best(found);
  }

  private void tell(Turn<Block, Named> turn, String person, @Nullable Named before, List<Messages.Likely> found) {
    List<Messages.Likely> was = before == null ? List.of() : before.found();
    if (found.equals(was)) {
      return;
    }
    for (Messages.Likely each : was) {
      if (good(each) && found.stream().noneMatch(now -> now.account().equals(each.account()) && good(now))) {
        turn.send(Stages.ACCOUNT, each.account(), new Messages.Departs(person, turn.key()));
      }
    }
    for (Messages.Likely each : found) {
      if (good(each) && was.stream().noneMatch(old -> old.account().equals(each.account()) && good(old))) {
        turn.send(Stages.ACCOUNT, each.account(), new Messages.Joins(person, turn.key()));
      }
    }
    turn.send(Stages.SCORE, person, new Messages.AlikeNames(turn.key(), found));
  }

  private boolean good(Messages.Likely likely) {
    return likely.alike() >= companies.atLeast();
  }
}
