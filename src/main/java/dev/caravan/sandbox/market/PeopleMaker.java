package dev.caravan.sandbox.market;

import dev.caravan.sandbox.market.Person.Habits;
import dev.caravan.sandbox.market.Person.Profile;
import dev.caravan.sandbox.market.Person.Records;
import dev.caravan.sandbox.market.Person.Trait;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the people: who they are, what the records know of them, how they behave. */
final class PeopleMaker {
  private static final List<String> FREE_MAIL = List.of("gmail.com", "yahoo.com", "outlook.com", "gmx.de");
  private static final List<String> ROLES = List.of("info", "purchasing", "office", "service");

  private final Chance chance;
  private final MarketSettings settings;
  private final List<Person> people = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  PeopleMaker(Chance chance, MarketSettings settings) {
    this.chance = chance;
    this.settings = settings;
  }

  List<Person> people(List<Account> accounts) {
    int total = settings.people();
    int freeMail = Math.max(6, total * 5 / 100);
    int students = Math.max(1, total / 80);
    int competitors = Math.max(1, total / 200);
    int outside = total * 4 / 100;
    int[] sizes = sizes(accounts, total - freeMail - students - competitors - outside - 4);
    for (Account account : accounts) {
      for (int i = 0; i < sizes[account.index()]; i++) {
        people.add(colleague(account, i));
      }
    }
    for (int i = 0; i < freeMail; i++) {
      // The first six are of one provider and of no company: they tell the free-mail story.
      people.add(stranger(Trait.FREE_MAIL, i < 6 ? FREE_MAIL.get(0) : chance.favouring(FREE_MAIL), null, null, i < 6));
    }
    for (int i = 0; i < students; i++) {
      boolean byTitle = chance.in(0.5);
      String school = Asset.slug(Words.company(13_900 + chance.below(12))) + ".edu.example";
      people.add(stranger(
          Trait.STUDENT, byTitle && chance.in(0.4) ? "gmail.com" : school, "Student", "University", true));
    }
    for (int i = 0; i < competitors; i++) {
      people.add(stranger(Trait.COMPETITOR, "rivalton-software.example", Words.title(chance), "Rivalton Software", true));
    }
    for (int i = 0; i < 4; i++) {
      people.add(stranger(Trait.OWN_COMPANY, "caravan.example", "Test account", "Caravan", true));
    }
    while (people.size() < total) {
      String company = Words.company(14_000 + chance.below(Math.min(900, Math.max(4, outside / 2))));
      people.add(stranger(
          Trait.ORDINARY, Asset.slug(company) + "-partners.example", Words.title(chance), company + " Partners", false));
    }
    return people;
  }

  /** How many people each account has: what its story needs, then a heavy-tailed share of the rest. */
  private int[] sizes(List<Account> accounts, int budget) {
    int[] sizes = new int[accounts.size()];
    double[] share = new double[accounts.size()];
    double shares = 0;
    int left = budget;
    for (Account account : accounts) {
      sizes[account.index()] = Math.max(1, account.plant().people);
      left -= sizes[account.index()];
      share[account.index()] = account.plant().people > 1 ? 0.2 : chance.heavy(1, 1.1);
      shares += share[account.index()];
    }
    int given = 0;
    for (int i = 0; i < sizes.length && left > 0; i++) {
      int more = (int) (left * share[i] / shares);
      sizes[i] += more;
      given += more;
    }
    for (int i = sizes.length - 1; i >= 0 && given < left; i--, given++) {
      sizes[i]++;
    }
    return sizes;
  }

  private Person colleague(Account account, int position) {
    int index = people.size();
    boolean planted = account.plant() != Plant.NONE;
    boolean plain = planted && position < account.plant().people;
    String first = chance.of(Words.FIRST);
    String last = chance.of(Words.LAST);
    String title = title(account, position);
    if (account.plant() == Plant.ROLE_MAILBOX && position >= 3 && plain || !planted && chance.in(0.015)) {
      String box = ROLES.get(position % ROLES.size()) + "@" + account.domain();
      if (taken.add(box)) {
        Records known = new Records(eloqua(index), null, null, false, true, true, false);
        return person(box, account, Trait.ROLE_MAILBOX, profile(account, "", "", null, plain), known, account, plain);
      }
    }
    boolean privately = !planted && chance.in(0.03);
    String domain = privately ? chance.favouring(FREE_MAIL) : chance.in(0.03) ? "mail." + account.domain() : account.domain();
    String email = !planted && chance.in(0.004) ? null : email(first, last, domain, privately);
    Records records = account.plant() == Plant.SHARED_DOMAIN
        ? new Records(eloqua(index), chance.in(0.4) ? lead(index) : null, null, false, true, true, false)
        : records(index, plain, email != null);
    Profile profile = profile(account, first, last, title, plain);
    return person(email, account, privately ? Trait.FREE_MAIL : Trait.ORDINARY, profile, records, account, plain);
  }

  private String title(Account account, int position) {
    if (account.plant() == Plant.HAND_RAISER && position == 0) {
      return chance.of(Words.CHIEFS);
    }
    boolean led = account.plant() == Plant.COORDINATED || account.plant() == Plant.SPREAD_OVER_90_DAYS
        || account.plant() == Plant.MQL;
    return led && position == 0 ? chance.of(Words.DIRECTORS) : Words.title(chance);
  }

  private Person stranger(
      Trait trait, String domain, @Nullable String title, @Nullable String company, boolean plain) {
    int index = people.size();
    String first = chance.of(Words.FIRST);
    String last = chance.of(Words.LAST);
    boolean free = FREE_MAIL.contains(domain);
    Place place = Place.any(chance);
    Profile profile = new Profile(
        first, last, title, company, chance.in(0.7) ? chance.favouring(place.spellings()) : null, null, null, null, null,
        null);
    boolean mail = plain || chance.in(0.95);
    Records records = new Records(
        eloqua(index), trait == Trait.ORDINARY && chance.in(0.4) ? lead(index) : null, null, false, mail, true, false);
    return new Person(
        index, email(first, last, domain, free), null, trait, profile, records, habits(place, 1, plain), since(plain));
  }

  private Person person(
      @Nullable String email, Account account, Trait trait, Profile profile, Records records, Account home,
      boolean plain) {
    // Without a contact in Eloqua nothing can be seen of them: they exist in the CRM only, from the start.
    long since = since(plain || records.eloqua() == null || email == null);
    return new Person(
        people.size(), email, account, trait, profile, records, habits(home.place(), home.heat(), plain), since);
  }

  private Habits habits(Place place, double heat, boolean plain) {
    double visits = Math.min(0.6, chance.heavy(0.0105, 1.2) * heat * settings.noise());
    double opens = Math.min(0.9, chance.heavy(0.16, 0.8));
    return new Habits(
        place, chance.of(List.of(Solution.values())), visits, opens, Math.min(0.5, chance.heavy(0.10, 0.6)),
        chance.in(0.08), !plain && chance.in(0.02));
  }

  /** A third is met during the year, on a working afternoon; the rest is known before it begins. */
  private long since(boolean early) {
    long start = settings.startSecond();
    if (early || chance.in(0.67)) {
      return start - 86_400L * chance.between(2, 30) - chance.below(86_400);
    }
    long day = start / 86_400 + chance.between(1, settings.days() - 3);
    return day * 86_400 + chance.between(8 * 3_600, 17 * 3_600);
  }

  private Profile profile(Account account, String first, String last, @Nullable String title, boolean plain) {
    Place place = account.place();
    double known = plain ? 1 : chance.in(0.3) ? 0.3 : 0.85;
    boolean twin = account.plant() == Plant.SHARED_DOMAIN;
    String company = twin ? account.word() : chance.favouring(List.of(
        account.name(), account.name() + place.legalForm(), account.name().toUpperCase(Locale.ROOT), account.word()));
    return new Profile(
        first, last, chance.in(known) ? title : null, chance.in(known) ? company : null,
        chance.in(known) ? chance.favouring(place.spellings()) : null, chance.in(known * 0.6) ? chance.of(place.states()) : null,
        chance.in(known * 0.7) ? place.phoneNumber(chance) : null, chance.in(known * 0.6) ? account.industry() : null,
        chance.in(known * 0.5) ? (Integer) (account.employees() / 10 * 10) : null,
        chance.in(known * 0.3) ? account.website() : null);
  }

  private Records records(int index, boolean plain, boolean mailed) {
    double u = chance.unit();
    boolean contact = u < 0.33 || u >= 0.56 && u < 0.64;
    boolean lead = u >= 0.33 && u < 0.64;
    boolean converted = u >= 0.56 && u < 0.605;
    boolean known = plain || mailed && chance.in(0.97);
    return new Records(
        known ? eloqua(index) : null, lead ? lead(index) : null,
        contact || !lead && !known ? SalesforceId.of("003", index + 1) : null, converted,
        plain || chance.in(0.95), plain || chance.in(0.96), chance.in(0.3));
  }

  private String email(String first, String last, String domain, boolean free) {
    String local = Asset.slug(first) + "." + Asset.slug(last);
    // Free-mail domains are real, so their local parts are ones nobody would choose.
    String email = (free ? local + ".market" + (10_000 + people.size()) : local) + "@" + domain;
    for (int n = 2; !taken.add(email); n++) {
      email = local + n + "@" + domain;
    }
    return email;
  }

  private static String eloqua(int index) {
    return Integer.toString(1_900_000 + index);
  }

  private static String lead(int index) {
    return SalesforceId.of("00Q", index + 1);
  }
}
