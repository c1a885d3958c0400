package dev.caravan.engine;

import dev.caravan.enrich.Enrichment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Key: a company domain. Knows the accounts behind it and the people who write from it; tells each person which account
 * is theirs, again whenever accounts change. Two equally good accounts are ambiguous, not "the first" (SPEC 3.2).
 */
final class MatchStage implements Stage<MatchStage.Block, MatchStage.Asker> {

  /** Accounts by id with their comparable name ("" if not heard yet); by contacts, or by web site. */
  record Block(Map<String, String> sites, Set<String> contacts) {}

  /** A person who asked, and what was answered. */
  record Asker(String company, String account, String reason) {}

  @Override
  public String name() {
    return "match";
  }

  @Override
  public Class<Block> headType() {
    return Block.class;
  }

  @Override
  public Class<Asker> entryType() {
    return Asker.class;
  }

  @Override
  public Block fresh(String key) {
    return new Block(Map.of(), Set.of());
  }

  @Override
  public void take(Turn<Block, Asker> turn, Message message) {
    Block block = turn.head();
    if (message instanceof Messages.Asks asks) {
      Asker before = turn.entry(asks.person());
      // An activity names no company; what a record said of it stays.
      String company = before != null && asks.company().isEmpty() ? before.company() : asks.company();
      answer(turn, asks.person(), company, before == null ? new Asker("", "", "") : before, before == null);
    } else if (message instanceof Messages.SiteOf site) {
      var sites = new TreeMap<>(block.sites());
      if (!Enrichment.comparableName(site.name()).equals(sites.put(site.account(), Enrichment.comparableName(site.name())))) {
        turn.head(new Block(sites, block.contacts()));
        answerAll(turn);
      }
    } else if (message instanceof Messages.ContactFrom contact) {
      var contacts = new TreeSet<>(block.contacts());
      if (contacts.add(contact.account())) {
        turn.head(new Block(block.sites(), contacts));
        answerAll(turn);
      }
    } else {
      throw new IllegalArgumentException("match does not take " + message);
    }
  }

  @Override
  public void alarm(Turn<Block, Asker> turn) {
    throw new IllegalStateException("match sets no alarm");
  }

  private static void answerAll(Turn<Block, Asker> turn) {
    turn.entries().forEach((person, asker) -> answer(turn, person, asker.company(), asker, false));
  }

  private static void answer(Turn<Block, Asker> turn, String person, String company, Asker before, boolean first) {
    Block block = turn.head();
    Set<String> candidates = block.contacts().isEmpty() ? block.sites().keySet() : block.contacts();
    String reason = block.contacts().isEmpty() ? "website" : "domain";
    if (candidates.size() > 1) {
      // A tie is broken only by an exact normalised name.
      String name = Enrichment.comparableName(company);
      List<String> named = candidates.stream().filter(id -> !name.isEmpty() && name.equals(block.sites().get(id))).toList();
      candidates = named.size() == 1 ? Set.copyOf(named) : candidates;
    }
    String account = candidates.size() == 1 ? candidates.iterator().next() : "";
    String verdict = candidates.isEmpty() ? "none" : account.isEmpty() ? "ambiguous" : reason;
    turn.put(person, new Asker(company, account, verdict));
    if (!first && account.equals(before.account()) && verdict.equals(before.reason())) {
      return;
    }
    if (!before.account().isEmpty() && !before.account().equals(account)) {
      turn.send(Stages.ACCOUNT, before.account(), new Messages.Departs(person));
    }
    if (!account.isEmpty() && !account.equals(before.account())) {
      turn.send(Stages.ACCOUNT, account, new Messages.Joins(person, verdict));
    }
    turn.send(Stages.SCORE, person,
        new Messages.Verdict(turn.key(), account, verdict, candidates.stream().sorted().limit(5).toList()));
  }
}
