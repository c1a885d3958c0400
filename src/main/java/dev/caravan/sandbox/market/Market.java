package dev.caravan.sandbox.market;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Generates a market: everything Eloqua and Salesforce would know of some companies and their people over a year.
 *
 * <p>The fact file is CloudEvents JSON, one a line, sorted by time. It is written day by day, so that memory grows
 * with the people and not with what they do.
 *
 * <p>The truth file is one JSON object:
 *
 * <ul>
 *   <li>{@code settings}: people, seed, end, days, noise, and the busy days if there are any
 *   <li>{@code sales}, where there are busy days: {@link Sales}
 *   <li>{@code coordinated}: meetings. {@code account}, {@code solution}, {@code asset} (name), {@code people} (e-mails
 *       in the order they took it), {@code first}, {@code at} (first taking), {@code until} (last act), {@code sharing}
 *       (likely: one forwarded link; possible: only the timing)
 *   <li>{@code groups}: three to five people within 14 days, different assets of one solution; same keys, no asset
 *   <li>{@code mql}: {@code person}, {@code solution}: pass 100 points by their own acts between {@code at} and
 *       {@code until}. {@code explorers} pass it by white papers alone; {@code students} pass it and are students;
 *       {@code hand_raisers} ask for a quote. Nobody else reaches 100 points
 *   <li>{@code decoys}: {@code kind} (one-heavy-person, spread-over-90-days, two-solutions, shared-domain,
 *       scanner-burst, role-mailbox, free-mail, own-company), {@code account} (null when there is no single one),
 *       {@code people}, {@code solution}: none may raise a coordinated group
 *   <li>{@code worth_a_look}: what a rep should look at, by {@code account}, {@code solution}, {@code at} and {@code until}.
 *       {@code kind} is meeting, group, request (somebody asks for a quote), all of which are planted, or burst: a fortnight in
 *       which three or more people come, and three times as often as their habits make it; with {@code people}, {@code visits}
 *       and what is {@code usual}. It is written by these rules alone, whatever alarms
 *   <li>{@code free_mail}, {@code competitors}, {@code own_company}, {@code role_mailboxes}: e-mails
 *   <li>{@code ambiguous_domains}: {@code domain}, its two {@code accounts}, {@code people}
 *   <li>{@code converted}: {@code person}, {@code lead}, {@code contact}
 *   <li>{@code accidental}: coordination that was not planted; always empty, because chance meetings are withheld
 *   <li>{@code counts}: facts, activities, people, accounts, machine_clicks, withheld, and facts by {@code types}
 * </ul>
 *
 * <p>Before a story of several people starts, nobody of that account shows interest in that solution, and for two weeks
 * after it nobody joins: members and first of a planted group are exact. Elsewhere ordinary reading may well make
 * groups that are active; only coordinated ones are all listed.
 */
public final class Market {
  /** E-mail of the one user who leads the reps and is none: no account is theirs. */
  public static final String HEAD_OF_SALES = "head.of.sales@caravan.example";
  private static final long DAY = 86_400;
  /** Nobody is further east, so nothing of a local day comes earlier than this before it. */
  private static final long EAST = 12 * 3_600;

  private final MarketSettings settings;
  private final FactWriter out;
  private final Guard guard;
  private final NaturalBursts bursts;
  private List<Entry> waiting = new ArrayList<>();

  private Market(MarketSettings settings, FactWriter out, Guard guard, NaturalBursts bursts) {
    this.settings = settings;
    this.out = out;
    this.guard = guard;
    this.bursts = bursts;
  }

  /**
   * Writes both files, replacing what was there; their folders are made when missing.
   *
   * @throws IOException when a file cannot be written; what is there then is incomplete
   */
  public static MarketSummary generate(MarketSettings settings, Path factFile, Path truthFile) throws IOException {
    makeFolder(factFile);
    makeFolder(truthFile);
    Chance chance = new Chance(settings.seed());
    AccountMaker makesAccounts = new AccountMaker(chance.split());
    var users = makesAccounts.users();
    var accounts = makesAccounts.accounts(Math.max(14, settings.people() / 8), users);
    var people = new PeopleMaker(chance.split(), settings).people(accounts);
    Population population = new Population(users, accounts, people);

    Catalogue catalogue = new Catalogue();
    Campaigns campaigns = new Campaigns(settings, chance.split());
    Plan plan = new Planting(settings, catalogue, chance.split()).plan(population);
    Visits visits = new Visits(settings, catalogue, chance.split());
    Mailings mailings = new Mailings(population, catalogue, visits, plan, chance.split());
    Guard guard = new Guard(plan, population.people().size());
    var bursts = new NaturalBursts(population);

    List<Entry> prepared = new ArrayList<>(new Ledger(settings, population, chance.split()).entries());
    if (settings.busy() > 0) {
      prepared.addAll(new Deals(settings, Sales.USUAL).of(plan.stories));
    }
    prepared.addAll(campaigns.entries());
    prepared.addAll(plan.acts());
    for (Person person : population.people()) {
      if (person.since() > settings.startSecond() && person.records().eloqua() != null) {
        visits.arrival(person, prepared::add);
      }
    }
    prepared.sort(Comparator.comparingLong(Entry::at));

    MarketSummary summary;
    FactWriter out;
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(factFile), 1 << 16);
        FactWriter writer = new FactWriter(file, campaigns)) {
      out = writer;
      new Market(settings, writer, guard, bursts).live(population.people(), prepared, visits, mailings);
      summary = new MarketSummary(
          writer.facts(), writer.activities(), people.size(), accounts.size(), writer.machineClicks(),
          guard.withheld());
    }
    Truth.write(truthFile, settings, population, new Truth.Told(plan.stories, bursts.found()), summary, out.counts());
    return summary;
  }

  /** Day by day: make the local day, take in what was prepared for it, write what can no longer be preceded. */
  private void live(List<Person> people, List<Entry> prepared, Visits visits, Mailings mailings) throws IOException {
    int next = 0;
    long last = settings.endSecond() / DAY + 1;
    for (long day = settings.startSecond() / DAY; day <= last; day++) {
      long settled = day == last ? settings.endSecond() : Math.min(settings.endSecond(), (day + 1) * DAY - EAST);
      visits.day(day, people, this::keep);
      mailings.day(day, people, this::keep);
      while (next < prepared.size() && prepared.get(next).at() < settled) {
        waiting.add(prepared.get(next++));
      }
      writeUntil(settled);
    }
  }

  private void keep(Entry entry) {
    if (entry.at() >= settings.startSecond() && entry.at() < settings.endSecond()) {
      waiting.add(entry);
    }
  }

  private void writeUntil(long settled) throws IOException {
    waiting.sort(Comparator.comparingLong(Entry::at));
    List<Entry> rest = new ArrayList<>();
    for (Entry entry : waiting) {
      if (entry.at() >= settled) {
        rest.add(entry);
      } else if (!(entry instanceof Act act) || isKnownInTime(act) && guard.admits(act)) {
        entry.write(out);
        if (entry instanceof Act act) {
          bursts.saw(act);
        }
      }
    }
    waiting = rest;
  }

  /** News of a bounce that arrives after the end is not part of this market. */
  private boolean isKnownInTime(Act act) {
    return !(act.detail() instanceof Detail.Bounce bounce) || bounce.recorded() < settings.endSecond();
  }

  private static void makeFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
  }
}
