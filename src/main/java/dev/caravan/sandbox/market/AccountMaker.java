package dev.caravan.sandbox.market;

import dev.caravan.sandbox.market.Population.User;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes reps and companies, and says which company hosts which story. */
final class AccountMaker {
  private final Chance chance;
  private int spelled;

  AccountMaker(Chance chance) {
    this.chance = chance;
  }

  List<User> users() {
    List<User> users = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String first = Words.FIRST.get((i * 7 + 3) % Words.FIRST.size());
      String last = Words.LAST.get((i * 11 + 5) % Words.LAST.size());
      String email = Asset.slug(first) + "." + Asset.slug(last) + "@caravan.example";
      String zone = Place.ALL.get(i % Place.ALL.size()).zone();
      users.add(new User(SalesforceId.of("005", i + 1), first + " " + last, email, i != 6 && i != 11, zone));
    }
    return users;
  }

  List<Account> accounts(int count, List<User> users) {
    List<Account> accounts = new ArrayList<>();
    Iterator<Plant> stories = stories(count).iterator();
    while (accounts.size() < count) {
      Plant plant = stories.hasNext() ? stories.next() : Plant.NONE;
      if (plant == Plant.SHARED_DOMAIN) {
        addTwins(accounts, users);
      } else {
        accounts.add(account(accounts.size(), users, plant));
      }
    }
    return accounts;
  }

  /** Stories in the order accounts are made: one of each kind first, so that a small market has them all. */
  private static List<Plant> stories(int accounts) {
    List<Plant> stories = new ArrayList<>();
    int few = Math.max(1, accounts / 40);
    int single = Math.max(1, accounts / 10);
    int room = accounts * 2 / 3;
    for (int round = 0; round < single; round++) {
      for (Plant plant : Plant.values()) {
        int wanted = switch (plant) {
          case COORDINATED, GROUP -> Math.max(1, accounts / 25);
          case MQL, EXPLORER -> single;
          case HAND_RAISER -> Math.max(1, single / 2);
          case NONE, STUDENT, FREE_MAIL, OWN_COMPANY -> 0;
          default -> few;
        };
        if (round < wanted && (round == 0 || stories.size() < room)) {
          stories.add(plant);
        }
      }
    }
    return stories;
  }

  private Account account(int index, List<User> users, Plant plant) {
    List<String> sector = chance.of(Words.SECTORS);
    String word = Words.company(spelled++);
    String name = word + " " + sector.get(1);
    String domain = Asset.slug(name) + ".example";
    boolean plain = plant != Plant.NONE;
    String website = plain || !chance.in(0.12) ? website(domain) : null;
    return made(index, index, word, name, domain, website, sector.get(0), users, plant);
  }

  /** Two accounts with one domain. Nobody writes either full name, so that nothing but a person can tell them apart. */
  private void addTwins(List<Account> accounts, List<User> users) {
    List<String> sector = chance.of(Words.SECTORS);
    String word = Words.company(spelled++);
    String domain = Asset.slug(word + " " + sector.get(1)) + ".example";
    int guard = accounts.size();
    for (String side : List.of("North", "South")) {
      String name = word + " " + sector.get(1) + " " + side;
      accounts.add(made(
          accounts.size(), guard, word, name, domain, website(domain), sector.get(0), users, Plant.SHARED_DOMAIN));
    }
  }

  private Account made(
      int index, int guard, String word, String name, String domain, @Nullable String website, String industry,
      List<User> users, Plant plant) {
    int employees = (int) Math.min(250_000, Math.max(5, chance.heavy(700, 1.5)));
    if (plant == Plant.HAND_RAISER || plant == Plant.COORDINATED) {
      employees = Math.max(employees, 1_000);
    }
    Place place = Place.any(chance);
    boolean customer = plant == Plant.NONE && chance.in(0.2);
    boolean scanner = plant == Plant.SCANNER_BURST || plant == Plant.NONE && chance.in(0.03);
    return new Account(
        index, guard, SalesforceId.of("001", index + 1), word, name, domain, website, industry, employees, place,
        chance.of(users).id(), customer, scanner, Math.min(6, chance.heavy(0.8, 0.7)), plant);
  }

  private String website(String domain) {
    return chance.of(List.of("https://www.", "http://www.", "www.", "https://")) + domain;
  }
}
