package dev.caravan.account;

import dev.caravan.engine.Handlers;
import dev.caravan.engine.Stage;
import dev.caravan.engine.Stages;
import dev.caravan.engine.Turn;
import dev.caravan.enrich.CompanyNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Key: a company domain. Knows the accounts behind it and the people who write from it; tells each person which account
 * is theirs, again whenever accounts change. Two equally good accounts are ambiguous, not "the first", unless one
 * is the parent company of all the others. Whom no
 * account's domain knows, it sends on to be found by the name of their company.
 */
public final class MatchStage implements Stage<MatchStage.Block, MatchStage.Asker> {
  private static final int KEPT = 5;

  /** An account behind the domain: name, host of its web site, whether the CRM lists the domain for it, parent company. */
  record Site(String name, String host, boolean listed, String parent) {}

  /** Accounts by id, and how many CRM contacts of which account write from here. */
  record Block(Map<String, Site> sites, Map<String, Integer> contacts) {}

  /**
   * A person who asked, and what was answered.
   *
   * @param host what stands behind the @ of their e-mail
   * @param contactOf the account they are a contact of, {@code ""} for none
   */
  record Asker(String company, String account, String reason, String host, String contactOf, List<String> others) {
    static final Asker NEW = new Asker("", "", "", "", "", List.of());
  }

  private final CompanyNames companies;
  private final Handlers<Block, Asker> handlers;

  public MatchStage(CompanyNames companies) {
    this.companies = companies;
    handlers = handling();
  }

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
    return new Block(Map.of(), Map.of());
  }

  @Override
  public Handlers<Block, Asker> handlers() {
    return handlers;
  }

  private Handlers<Block, Asker> handling() {
    return new Handlers<Block, Asker>()
        .on(ToMatch.Asks.class, this::asks)
        .on(ToMatch.SiteOf.class, this::siteOf)
        .on(ToMatch.SiteGone.class, this::siteGone)
        .on(ToMatch.ContactFrom.class, this::contact);
  }

  private void asks(Turn<Block, Asker> turn, ToMatch.Asks asks) {
    Asker known = turn.entry(asks.person());
    Asker before = known == null ? Asker.NEW : known;
    // An activity names no company; what a record said of it stays.
    String company = asks.company().isEmpty() ? before.company() : asks.company();
    if (known == null || !company.equals(before.company()) || !asks.host().equals(before.host())) {
      answer(turn, asks.person(), company, asks.host(), before, known == null);
    }
  }

  private void siteOf(Turn<Block, Asker> turn, ToMatch.SiteOf site) {
    Block block = turn.head();
    var sites = new TreeMap<>(block.sites());
    var now = new Site(companies.comparable(site.name()), site.host(), site.listed(), site.parent());
    if (!now.equals(sites.put(site.account(), now))) {
      turn.head(new Block(sites, block.contacts()));
      answerAll(turn);
    }
  }

  private void siteGone(Turn<Block, Asker> turn, ToMatch.SiteGone gone) {
    Block block = turn.head();
    var sites = new TreeMap<>(block.sites());
    if (sites.remove(gone.account()) != null) {
      turn.head(new Block(sites, block.contacts()));
      answerAll(turn);
    }
  }

  @Override
  public void alarm(Turn<Block, Asker> turn) {
    throw new IllegalStateException("match sets no alarm");
  }

  /** A contact of an account writes from here; one who moved to another account no longer speaks for the first. */
  private void contact(Turn<Block, Asker> turn, ToMatch.ContactFrom contact) {
    Asker known = turn.entry(contact.person());
    Asker asker = known == null ? Asker.NEW : known;
    if (asker.contactOf().equals(contact.account())) {
      return;
    }
    var contacts = new TreeMap<>(turn.head().contacts());
    if (!asker.contactOf().isEmpty()) {
      contacts.computeIfPresent(asker.contactOf(), (account, n) -> n == 1 ? null : Integer.valueOf(n - 1));
    }
    contacts.merge(contact.account(), 1, Integer::sum);
    boolean news = !contacts.keySet().equals(turn.head().contacts().keySet());
    turn.head(new Block(turn.head().sites(), contacts));
    var now = new Asker(asker.company(), asker.account(), asker.reason(), asker.host(), contact.account(), asker.others());
    turn.put(contact.person(), now);
    if (news) {
      answerAll(turn);
    }
  }

  private void answerAll(Turn<Block, Asker> turn) {
    turn.entries().forEach((person, asker) -> answer(turn, person, asker.company(), asker.host(), asker, false));
  }

  /** What there is to say: the reason, and the accounts it holds for; one is an answer, several are ambiguous. */
  private record Found(String reason, Set<String> accounts) {}

  private Found find(Block block, String host) {
    var known = new TreeSet<>(block.contacts().keySet());
    block.sites().forEach((account, site) -> {
      if (site.listed()) {
        known.add(account);
      }
    });
    if (!known.isEmpty()) {
      return new Found("domain", known);
    }
    // Of several sites under one domain, that of the person's own sub-domain, else the one next above it.
    int nearest = 0;
    for (Site site : block.sites().values()) {
      nearest = Math.max(nearest, near(host, site.host()));
    }
    var sites = new TreeSet<String>();
    for (var site : block.sites().entrySet()) {
      if (near(host, site.getValue().host()) == nearest) {
        sites.add(site.getKey());
      }
    }
    return new Found("website", sites);
  }

  private static int near(String host, String site) {
    boolean within = host.equals(site) || host.endsWith("." + site);
    return within ? site.length() : 0;
  }

  private void answer(Turn<Block, Asker> turn, String person, String company, String host, Asker before, boolean first) {
    Block block = turn.head();
    Found found = find(block, host);
    Set<String> candidates = found.accounts();
    if (candidates.size() > 1) {
      // A tie is broken only by an exact normalised name; else a domain shared in a family is that of its head.
      String name = companies.comparable(company);
      List<String> named = candidates.stream().filter(id -> !name.isEmpty() && block.sites().containsKey(id)
          && name.equals(block.sites().get(id).name())).toList();
      candidates = named.size() == 1 ? Set.copyOf(named) : headOfFamily(block, candidates);
    }
    String account = candidates.size() == 1 ? candidates.iterator().next() : "";
    String verdict = candidates.isEmpty() ? "none" : account.isEmpty() ? "ambiguous" : found.reason();
    var others = new ArrayList<String>(account.isEmpty() ? new TreeSet<>(candidates) : found.accounts());
    block.sites().keySet().stream().sorted().filter(id -> !others.contains(id)).forEach(others::add);
    others.remove(account);
    List<String> kept = List.copyOf(others.subList(0, Math.min(KEPT, others.size())));
    var now = new Asker(company, account, verdict, host, before.contactOf(), kept);
    turn.put(person, now);
    byName(turn, person, before, now);
    if (!first && account.equals(before.account()) && verdict.equals(before.reason()) && kept.equals(before.others())) {
      return;
    }
    if (!before.account().isEmpty() && !before.account().equals(account)) {
      turn.send(Stages.ACCOUNT, before.account(), new ToAccount.Departs(person, turn.key()));
    }
    if (!account.isEmpty() && !account.equals(before.account())) {
      turn.send(Stages.ACCOUNT, account, new ToAccount.Joins(person, turn.key()));
    }
    turn.send(Stages.SCORE, person, new AccountToScore.Verdict(turn.key(), account, verdict, kept));
  }

  /** The one of which all the others are subsidiaries, near or far; all of them if there is none. */
  private static Set<String> headOfFamily(Block block, Set<String> accounts) {
    String head = "";
    for (String account : accounts) {
      String top = account;
      for (int hop = 0; hop < accounts.size(); hop++) {
        Site site = block.sites().get(top);
        top = site != null && accounts.contains(site.parent()) ? site.parent() : top;
      }
      if (!head.isEmpty() && !head.equals(top)) {
        return accounts;
      }
      head = top;
    }
    return Set.of(head);
  }

  /** Who is found here no longer asks by name, and who is not asks where names like theirs meet. */
  private void byName(Turn<Block, Asker> turn, String person, Asker before, Asker now) {
    String asked = before.reason().equals("none") ? before.company() : "";
    String asks = now.reason().equals("none") ? now.company() : "";
    if (asks.equals(asked)) {
      return;
    }
    List<String> there = companies.blocks(asks);
    for (String block : companies.blocks(asked)) {
      if (!there.contains(block)) {
        turn.send(Stages.NAME, block, new ToName.AsksNoMore(person));
      }
    }
    there.forEach(block -> turn.send(Stages.NAME, block, new ToName.AsksByName(person, asks)));
  }
}
