package dev.caravan.sandbox.market;

import dev.caravan.sandbox.market.PersonFact.Shown;
import dev.caravan.sandbox.market.Population.User;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the two systems have on record: reps, companies, people, and at companies without a story what sales did:
 * opportunities, contracts, answers to leads, changes of owner, calls.
 */
final class Ledger {
  private record Fact(long at, String what, String id, String type, String subject, FactWriter.Data data)
      implements Entry {
    @Override
    public void write(FactWriter out) throws IOException {
      out.record(what + "-" + id + "@" + out.time(at), "salesforce", type, subject, at, data);
    }
  }

  private static final long DAY = 86_400;
  private final MarketSettings settings;
  private final Chance chance;
  private final Population population;
  /** Who leads the reps, and owns no account. */
  private static final User HEAD = new User(SalesforceId.of("005", 99), "Helga Brandt", Market.HEAD_OF_SALES, true, "UTC");
  private final List<String> activeReps;
  private final Map<Integer, List<Person>> contacts = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private int numbers;

  Ledger(MarketSettings settings, Population population, Chance chance) {
    this.settings = settings;
    this.population = population;
    this.chance = chance;
    this.activeReps = population.users().stream().filter(User::active).map(User::id).toList();
  }

  List<Entry> entries() {
    long before = settings.startSecond() - 60 * DAY;
    population.users().forEach(user -> user(before, user));
    user(before, HEAD);
    for (Account account : population.accounts()) {
      account(before + 3_600 + account.index(), account, account.customer());
    }
    for (Person person : population.people()) {
      person(person);
    }
    for (Account account : population.accounts()) {
      if (account.plant() == Plant.NONE) {
        business(account);
      }
    }
    return entries;
  }

  private void user(long at, User user) {
    entries.add(new Fact(at, "user", user.id(), "user", user.id(), json -> {
      json.writeStringField("name", user.name());
      json.writeStringField("email", user.email());
      json.writeBooleanField("active", user.active());
      json.writeStringField("time_zone", user.zone());
    }));
  }

  private void account(long at, Account account, boolean customer) {
    entries.add(new Fact(at, "account", account.id(), "account", account.id(), json -> {
      json.writeStringField("name", account.name());
      if (account.website() != null) {
        json.writeStringField("website", account.website());
      }
      json.writeStringField("industry", account.industry());
      json.writeNumberField("employees", account.employees());
      json.writeStringField("country", account.place().code());
      json.writeStringField("owner", account.owner());
      json.writeBooleanField("customer", customer);
    }));
  }

  private void person(Person person) {
    Person.Records records = person.records();
    Account account = person.account();
    String owner = account != null ? account.owner() : chance.of(activeReps);
    if (records.eloqua() != null) {
      boolean thin = chance.in(0.15) && account != null && account.plant() == Plant.NONE;
      entries.add(PersonFact.first(person.since(), person, Shown.ELOQUA, thin, null));
      if (thin && records.mayEmail()) {
        // The rest follows within the hour, before the first mail could change anything.
        entries.add(PersonFact.first(person.since() + 30, person, Shown.ELOQUA, false, null));
      }
    }
    if (records.lead() != null) {
      entries.add(PersonFact.first(person.since() + 600, person, Shown.LEAD, false, owner));
    }
    if (records.contact() != null) {
      entries.add(PersonFact.first(person.since() + 900, person, Shown.CONTACT, false, owner));
      if (account != null && person.email() != null) {
        contacts.computeIfAbsent(account.index(), key -> new ArrayList<>()).add(person);
      }
    }
    boolean worked = account == null || account.plant() == Plant.NONE;
    if (worked && records.lead() != null && !records.converted() && person.trait() == Person.Trait.ORDINARY) {
      lead(person, records.lead());
    }
  }

  private void lead(Person person, String lead) {
    if (chance.in(0.15)) {
      long at = later(person.since());
      String rep = chance.of(activeReps);
      entries.add(new Fact(at, "task", SalesforceId.of("00T", ++numbers), "touch", person.subject(), json -> {
        json.writeStringField("channel", "call");
        json.writeStringField("by", rep);
      }));
      boolean accepted = chance.in(0.5);
      String reason = chance.of(List.of("not-ready", "wrong-answers", "unreachable", "no-budget", "competitor", "other"));
      entries.add(new Fact(at + 300, "lead-status", lead, "lead-status", person.subject(), json -> {
        json.writeStringField("status", accepted ? "accepted" : "rejected");
        if (!accepted) {
          json.writeStringField("reason", reason);
        }
      }));
    }
    if (chance.in(0.03)) {
      String rep = chance.of(activeReps);
      entries.add(new Fact(later(person.since()), "owner-change", lead, "owner-change", person.subject(), json -> {
        json.writeStringField("owner", rep);
        json.writeStringField("by", rep);
      }));
    }
  }

  private void business(Account account) {
    Solution solution = chance.of(List.of(Solution.values()));
    if (account.customer()) {
      contract(settings.startSecond() - 30 * DAY, account, solution, chance.between(20, 460));
    }
    if (!chance.in(Math.min(0.8, 0.45 * account.heat()))) {
      return;
    }
    String kind = !account.customer() ? "new" : chance.in(0.5) ? "renewal" : "expansion";
    String id = SalesforceId.of("006", ++numbers);
    int amount = (int) Math.min(2_000_000, chance.heavy(40_000, 0.9)) / 500 * 500;
    long opened = settings.startSecond() + DAY * chance.between(2, settings.days() - 2) + 50_000;
    opportunity(opened, id, account, solution, kind, "Discovery", amount);
    long proposed = opened + DAY * chance.between(8, 40);
    opportunity(proposed, id, account, solution, kind, "Proposal", amount);
    if (chance.in(0.2)) {
      return;
    }
    long closed = proposed + DAY * chance.between(10, 90);
    boolean won = chance.in(0.4);
    opportunity(closed, id, account, solution, kind, won ? "Closed Won" : "Closed Lost", amount);
    if (won) {
      account(closed + 60, account, true);
      contract(closed + 120, account, solution, 365);
    }
  }

  private void opportunity(
      long at, String id, Account account, Solution solution, String kind, String stage, int amount) {
    List<Person> met = contacts.getOrDefault(account.index(), List.of());
    List<Person> involved = met.subList(0, Math.min(3, met.size()));
    boolean closed = stage.startsWith("Closed");
    entries.add(new Fact(at, "opportunity", id, "opportunity", id, json -> {
      json.writeStringField("account", account.id());
      json.writeStringField("solution", solution.slug);
      json.writeStringField("kind", kind);
      json.writeStringField("stage", stage);
      json.writeBooleanField("won", stage.equals("Closed Won"));
      if (closed) {
        json.writeStringField("closed_at", Instant.ofEpochSecond(at).toString());
      }
      json.writeNumberField("amount", amount);
      json.writeStringField("currency", account.place().currency());
      json.writeStringField("owner", account.owner());
      json.writeArrayFieldStart("contacts");
      for (int i = 0; i < involved.size(); i++) {
        json.writeStartObject();
        json.writeStringField("person", involved.get(i).subject());
        json.writeStringField("role", i == 0 ? "Decision Maker" : "Influencer");
        json.writeEndObject();
      }
      json.writeEndArray();
    }));
  }

  private void contract(long at, Account account, Solution solution, int days) {
    String id = SalesforceId.of("800", ++numbers);
    String ends = LocalDate.ofEpochDay(at / DAY + days).toString();
    entries.add(new Fact(at, "contract", id, "contract", id, json -> {
      json.writeStringField("account", account.id());
      json.writeStringField("solution", solution.slug);
      json.writeStringField("ends", ends);
    }));
  }

  private long later(long since) {
    long from = Math.max(since, settings.startSecond());
    long room = Math.max(1, (settings.endSecond() - from) / DAY);
    return from + DAY * chance.below((int) room) + chance.between(2_000, 30_000);
  }
}
