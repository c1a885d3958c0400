package dev.caravan.account;

import dev.caravan.engine.FactMessage;
import dev.caravan.engine.Handlers;
import dev.caravan.engine.Stage;
import dev.caravan.engine.Stages;
import dev.caravan.engine.Turn;
import dev.caravan.enrich.Enrichment;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Key: an account's id. Remembers by what the account can be found, and takes it off where it no longer belongs when its
 * name, web site or listed domains change.
 */
public final class ListingStage implements Stage<ListingStage.Listed, ListingStage.Nothing> {

  /**
   * By what an account is found.
   *
   * @param host of its web site
   * @param domains listed for it, registrable
   * @param parent the account of its parent company, {@code ""} for none
   */
  record Listed(String name, String host, Set<String> domains, String parent) {}

  /** This stage keeps nothing under names. */
  record Nothing() {}

  private final Enrichment enrichment;
  private final Handlers<Listed, Nothing> handlers;

  public ListingStage(Enrichment enrichment) {
    this.enrichment = enrichment;
    handlers = new Handlers<Listed, Nothing>().on(FactMessage.AccountSaid.class, this::accountSaid);
  }

  @Override
  public String name() {
    return "listing";
  }

  @Override
  public Class<Listed> headType() {
    return Listed.class;
  }

  @Override
  public Class<Nothing> entryType() {
    return Nothing.class;
  }

  @Override
  public Listed fresh(String key) {
    return new Listed("", "", Set.of(), "");
  }

  @Override
  public Handlers<Listed, Nothing> handlers() {
    return handlers;
  }

  private void accountSaid(Turn<Listed, Nothing> turn, FactMessage.AccountSaid said) {
    Listed before = turn.head();
    String name = said.fact().value("name").strip();
    String website = said.fact().value("website");
    Set<String> domains = domains(said.fact().value("domains"));
    String parent = said.fact().value("parent").strip();
    // An empty value never overwrites a filled one; a deleted account is found by nothing.
    var after = said.fact().isDeleted() ? fresh(turn.key()) : new Listed(name.isEmpty() ? before.name() : name,
        enrichment.siteOf(website).isEmpty() ? before.host() : enrichment.hostOf(website),
        domains.isEmpty() ? before.domains() : domains, parent.isEmpty() ? before.parent() : parent);
    if (after.equals(before)) {
      return;
    }
    turn.head(after);
    domains(turn, before, after);
    names(turn, before.name(), after.name());
  }

  @Override
  public void alarm(Turn<Listed, Nothing> turn) {
    throw new IllegalStateException("listing sets no alarm");
  }

  /** Domains as the CRM lists them: apart by comma, semicolon or blank, as hosts or addresses. */
  private Set<String> domains(String written) {
    var domains = new TreeSet<String>();
    for (String each : written.split("[,;\\s]+")) {
      String domain = enrichment.siteOf(each.substring(each.indexOf('@') + 1));
      if (!domain.isEmpty()) {
        domains.add(domain);
      }
    }
    return domains;
  }

  private void domains(Turn<Listed, Nothing> turn, Listed before, Listed after) {
    String was = enrichment.siteOf(before.host());
    String is = enrichment.siteOf(after.host());
    var gone = new TreeSet<>(before.domains());
    gone.add(was);
    gone.removeAll(after.domains());
    gone.remove(is);
    gone.remove("");
    gone.forEach(domain -> turn.send(Stages.MATCH, domain, new ToMatch.SiteGone(turn.key())));
    var there = new TreeSet<>(after.domains());
    there.add(is);
    there.remove("");
    there.forEach(domain -> turn.send(Stages.MATCH, domain, new ToMatch.SiteOf(turn.key(), after.name(),
        domain.equals(is) ? after.host() : "", after.domains().contains(domain), after.parent())));
  }

  private void names(Turn<Listed, Nothing> turn, String before, String after) {
    if (after.equals(before)) {
      return;
    }
    List<String> there = enrichment.companies().blocks(after);
    var gone = new TreeSet<>(enrichment.companies().blocks(before));
    there.forEach(gone::remove);
    gone.forEach(block -> turn.send(Stages.NAME, block, new ToName.NameGone(turn.key())));
    there.forEach(block -> turn.send(Stages.NAME, block, new ToName.NameOf(turn.key(), after)));
  }
}
