package dev.caravan.sandbox.market;

import dev.caravan.sandbox.market.Act.Origin;
import dev.caravan.sandbox.market.Catalogue.Shelf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the planted stories. Each account hosts at most one, so that stories never mix. */
final class Planting {
  private static final long DAY = 86_400;
  private static final long MINUTE = 60;

  private final MarketSettings settings;
  private final Catalogue catalogue;
  private final Chance chance;
  private final Plan plan = new Plan();
  private final List<Act> told = new ArrayList<>();
  private boolean metLately;
  private int mails;
  private int singles;

  Planting(MarketSettings settings, Catalogue catalogue, Chance chance) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.chance = chance;
  }

  Plan plan(Population population) {
    Map<Integer, List<Person>> staff = new LinkedHashMap<>();
    for (Person person : population.people()) {
      Account account = person.account();
      if (account != null && account.plant() != Plant.NONE) {
        staff.computeIfAbsent(account.guard(), key -> new ArrayList<>()).add(person);
      }
    }
    for (Account account : population.accounts()) {
      // Of two accounts with one domain the first tells the story, with the people of both.
      if (account.plant() != Plant.NONE && account.index() == account.guard()) {
        at(account, staff.getOrDefault(account.guard(), List.of()));
      }
    }
    for (Person student : population.of(Person.Trait.STUDENT)) {
      path(Plant.STUDENT, null, student);
    }
    meeting(Plant.FREE_MAIL, null, population.of(Person.Trait.FREE_MAIL).stream()
        .filter(person -> person.account() == null).limit(5).toList());
    meeting(Plant.OWN_COMPANY, null, population.of(Person.Trait.OWN_COMPANY));
    return plan;
  }

  private void at(Account account, List<Person> staff) {
    List<Person> plain = new ArrayList<>(staff);
    plain.removeIf(person -> !person.isPlain(settings.startSecond()));
    switch (account.plant()) {
      case COORDINATED -> meeting(Plant.COORDINATED, account, plain.subList(0, chance.between(4, 7)));
      case GROUP -> group(account, plain);
      case ONE_HEAVY_PERSON -> heavyPerson(account, plain.get(0));
      case SPREAD_OVER_90_DAYS -> spread(account, plain.subList(0, 6));
      case TWO_SOLUTIONS -> twoSolutions(account, plain);
      case SHARED_DOMAIN -> meeting(Plant.SHARED_DOMAIN, account, chance.some(plain, 5));
      case SCANNER_BURST -> scanner(account, plain.subList(0, 5));
      case ROLE_MAILBOX -> {
        List<Person> takers = new ArrayList<>(plain.subList(0, 2));
        staff.stream().filter(person -> person.trait() == Person.Trait.ROLE_MAILBOX).limit(2).forEach(takers::add);
        meeting(Plant.ROLE_MAILBOX, account, takers);
      }
      case MQL -> path(Plant.MQL, account, plain.get(0));
      case HAND_RAISER -> handRaiser(account, plain.get(0));
      case EXPLORER -> explorer(account, plain.get(0));
      case NONE, STUDENT, FREE_MAIL, OWN_COMPANY ->
          throw new IllegalStateException(account.plant() + " is not told by an account");
    }
  }

  /** One takes a paper, the others within two hours after: a meeting, or what only looks like one. */
  private void meeting(Plant plant, @Nullable Account account, List<Person> people) {
    Solution solution = anySolution();
    Shelf shelf = catalogue.shelf(solution);
    int number = chance.below(shelf.papers().size());
    Asset paper = shelf.papers().get(number);
    Place place = people.get(0).habits().place();
    boolean lately = plant == Plant.COORDINATED && !metLately;
    metLately |= lately;
    long at = place.at(lately ? lastWeekday(settings.endSecond() / DAY - 5) : weekday(20, 4), chance.between(9 * 3_600, 14 * 3_600));
    boolean forwarded = chance.in(0.5);
    String link = forwarded ? paper.url() + "?shared=" + Integer.toString(100_000 + chance.below(900_000), 36) : null;
    long until = at;
    for (int i = 0; i < people.size(); i++) {
      Person who = people.get(i);
      if (i > 0) {
        until += MINUTE * (i == 1 ? chance.between(10, 40) : chance.between(2, 15)) + chance.below(60);
      }
      look(until - 3 * MINUTE, who, shelf.paperPages().get(number), link);
      take(until, who, paper, i == 0 ? "Yes" : null);
    }
    done(plant, account, solution, paper, people, forwarded ? "likely" : "possible");
  }

  /** Three to five people within ten days, each with another asset of one solution. */
  private void group(Account account, List<Person> plain) {
    Solution solution = anySolution();
    Shelf shelf = catalogue.shelf(solution);
    List<Asset> assets = new ArrayList<>(shelf.papers());
    assets.addAll(shelf.testimonials());
    assets.addAll(shelf.webinars());
    List<Person> people = chance.some(plain, chance.between(3, 5));
    List<Asset> different = chance.some(assets, people.size());
    long day = weekday(20, 16);
    for (int i = 0; i < people.size(); i++) {
      Person who = people.get(i);
      take(office(who, lastWeekday(day + (i == 0 ? 0 : 2L * i + chance.below(2)))), who, different.get(i), null);
    }
    done(Plant.GROUP, account, solution, null, people, null);
  }

  private void heavyPerson(Account account, Person who) {
    Solution solution = anySolution();
    List<Asset> papers = catalogue.shelf(solution).papers();
    long at = office(who, weekday(20, 4));
    for (int i = 0; i < 10; i++) {
      take(at + i * 5 * MINUTE + chance.below(120), who, papers.get(i % papers.size()), null);
    }
    done(Plant.ONE_HEAVY_PERSON, account, solution, null, List.of(who), null);
  }

  private void spread(Account account, List<Person> people) {
    Solution solution = anySolution();
    Asset paper = chance.of(catalogue.shelf(solution).papers());
    long day = weekday(5, 95);
    for (int i = 0; i < people.size(); i++) {
      take(office(people.get(i), lastWeekday(day + 17L * i)), people.get(i), paper, null);
    }
    done(Plant.SPREAD_OVER_90_DAYS, account, solution, paper, people, null);
  }

  /** Four people within the hour, but never three with one asset or one solution. */
  private void twoSolutions(Account account, List<Person> plain) {
    List<Solution> two = chance.some(List.of(Solution.values()), 2);
    Asset one = chance.of(catalogue.shelf(two.get(0)).papers());
    Asset other = chance.of(catalogue.shelf(two.get(1)).papers());
    long at = office(plain.get(0), weekday(20, 4));
    for (int i = 0; i < 4; i++) {
      take(at + i * 12 * MINUTE + chance.below(300), plain.get(i), i % 2 == 0 ? one : other, null);
    }
    done(Plant.TWO_SOLUTIONS, account, two.get(0), null, plain.subList(0, 4), null);
  }

  /** One mail to five colleagues, every link of it followed within seconds by the machine that guards their mailboxes. */
  private void scanner(Account account, List<Person> people) {
    Solution solution = anySolution();
    Asset mail = catalogue.mail(AssetKind.MAILING, solution, 1_000);
    long at = office(people.get(0), weekday(20, 4));
    String deployment = "7" + (10_000 + account.index());
    for (Person who : people) {
      String recipient = "P" + ++mails;
      at += 7;
      told.add(new Act(at, Activity.EMAIL_SEND, who, mail, Origin.PLANTED, new Detail.Mail(recipient, deployment, null)));
      Mailings.scan(at + 2 + chance.below(4), who, mail, recipient, deployment, catalogue, chance, told::add);
    }
    done(Plant.SCANNER_BURST, account, solution, mail, people, null);
  }

  /** Three weeks that pass 100 points whatever fades, never more than two of a kind in a week. */
  private void path(Plant plant, @Nullable Account account, Person who) {
    Solution solution = anySolution();
    Shelf shelf = catalogue.shelf(solution);
    List<Asset> papers = chance.some(shelf.papers(), 2);
    List<Asset> testimonials = chance.some(shelf.testimonials(), 2);
    List<Asset> webinars = chance.some(shelf.webinars(), 2);
    long day = plant == Plant.MQL && isLate() ? settings.endSecond() / DAY - chance.between(23, 25)
        : settings.startSecond() / DAY + chance.between(5, settings.days() - 30);
    take(office(who, day), who, papers.get(0), null);
    take(office(who, day + 3), who, papers.get(1), null);
    take(office(who, day + 6), who, testimonials.get(0), null);
    look(office(who, day + 8), who, shelf.pricing().get(0), null);
    take(office(who, day + 9), who, testimonials.get(1), null);
    take(office(who, day + 12), who, webinars.get(0), "Yes");
    look(office(who, day + 13), who, shelf.pricing().get(0), null);
    take(office(who, day + 15), who, webinars.get(1), null);
    look(office(who, day + 17), who, shelf.pricing().get(1), null);
    look(office(who, day + 22), who, shelf.pricing().get(2), null);
    done(plant, account, solution, null, List.of(who), null);
  }

  private void handRaiser(Account account, Person who) {
    Solution solution = anySolution();
    Shelf shelf = catalogue.shelf(solution);
    long at = office(who, isLate() ? lastWeekday(settings.endSecond() / DAY - chance.between(2, settings.busy() - 3)) : weekday(10, 4));
    look(at - 5 * MINUTE, who, shelf.pricing().get(0), null);
    take(at, who, shelf.quote(), "Yes");
    done(Plant.HAND_RAISER, account, solution, shelf.quote(), List.of(who), null);
  }

  /** White papers only: the points are there, the intention is not. */
  private void explorer(Account account, Person who) {
    Solution solution = anySolution();
    List<Asset> papers = chance.some(catalogue.shelf(solution).papers(), 8);
    long day = settings.startSecond() / DAY + chance.between(5, settings.days() - 40);
    for (int i = 0; i < papers.size(); i++) {
      take(office(who, day + 4L * i), who, papers.get(i), null);
    }
    done(Plant.EXPLORER, account, solution, null, List.of(who), null);
  }

  private void look(long at, Person who, Asset page, @Nullable String link) {
    told.add(Act.visit(at - 5, who, page, Origin.PLANTED, link, 120 + chance.below(400)));
    told.add(Act.page(at, who, page, Origin.PLANTED, link));
  }

  private void take(long at, Person who, Asset form, @Nullable String plans) {
    told.add(Act.form(at, who, form, Origin.PLANTED, Visits.fields(who, plans, null)));
  }

  private void done(
      Plant plant, @Nullable Account account, Solution solution, @Nullable Asset asset, List<Person> people,
      @Nullable String sharing) {
    told.sort(Comparator.comparingLong(Act::at));
    // A story begins with the first taking; looking at the page before it does not count.
    List<Act> takings = told.stream().filter(act -> act.kind() == Activity.FORM_SUBMIT).toList();
    List<Act> telling = takings.isEmpty() ? told : takings;
    long from = telling.get(0).at();
    List<Person> inOrder = telling.stream().map(Act::who).filter(people::contains).distinct().toList();
    long until = told.get(told.size() - 1).at();
    plan.add(new Story(plant, account, solution, asset, inOrder, from, until, sharing), told);
    told.clear();
  }

  /** Every second story of a single person is told in the busy days, if there are any. */
  private boolean isLate() {
    return settings.busy() > 0 && ++singles % 2 == 0;
  }

  private Solution anySolution() {
    return chance.of(List.of(Solution.values()));
  }

  private long weekday(int after, int before) {
    return lastWeekday(settings.startSecond() / DAY + chance.between(after, settings.days() - before));
  }

  /** The day, or the Friday before it. Days are counted since 1970, a Thursday. */
  private static long lastWeekday(long day) {
    int weekday = (int) ((day + 3) % 7);
    return weekday < 5 ? day : day - (weekday - 4);
  }

  private long office(Person who, long day) {
    return who.habits().place().at(day, chance.between(9 * 3_600, 16 * 3_600));
  }
}
