package dev.caravan.sandbox.market;

import dev.caravan.sandbox.market.Act.Origin;
import java.util.List;
import java.util.function.Consumer;

/** Newsletters and mailings of a year, and what became of them: opened, clicked, scanned, bounced, unsubscribed. */
final class Mailings {
  private final Catalogue catalogue;
  private final Chance chance;
  private final Visits visits;
  private final Plan plan;
  private final boolean[] unreachable;
  private long recipients;

  Mailings(Population population, Catalogue catalogue, Visits visits, Plan plan, Chance chance) {
    this.catalogue = catalogue;
    this.visits = visits;
    this.plan = plan;
    this.chance = chance;
    unreachable = new boolean[population.people().size()];
    for (Person person : population.people()) {
      unreachable[person.index()] =
          person.email() == null || person.records().eloqua() == null || !person.records().mayEmail();
    }
  }

  /** What is sent on a local day: newsletters Tuesday to Thursday every other week, mailings now and then. */
  void day(long day, List<Person> people, Consumer<Entry> out) {
    int weekday = (int) ((day + 3) % 7);
    int week = (int) ((day + 3) / 7);
    if (weekday < 1 || weekday > 3) {
      return;
    }
    Solution solution = Solution.values()[weekday - 1];
    boolean newsletter = week % 2 == 0;
    if (!newsletter && week % 8 != 1) {
      return;
    }
    AssetKind kind = newsletter ? AssetKind.NEWSLETTER : AssetKind.MAILING;
    Asset mail = catalogue.mail(kind, solution, week / 2 % 100);
    String deployment = Long.toString(day * 10 + weekday);
    for (Person person : people) {
      boolean preferred = person.habits().solution() == solution;
      boolean listed = preferred && person.index() % 8 != 0 || (person.index() + solution.ordinal()) % (newsletter ? 10 : 2) == 0;
      long at = person.habits().place().at(day, 9 * 3_600 + 1_800 + chance.below(900));
      if (listed && !unreachable[person.index()] && at > person.since() + 60) {
        send(at, person, mail, deployment, preferred, out);
      }
    }
  }

  private void send(long at, Person who, Asset mail, String deployment, boolean preferred, Consumer<Entry> out) {
    String recipient = "R" + ++recipients;
    Detail.Mail plainly = new Detail.Mail(recipient, deployment, null);
    out.accept(new Act(at, Activity.EMAIL_SEND, who, mail, Origin.ORDINARY, plainly));
    if (!plan.isReserved(who) && chance.in(0.003)) {
      bounce(at, who, mail, recipient, deployment, out);
      return;
    }
    if (who.account() != null && who.account().scanner()) {
      scan(at + 2 + chance.below(5), who, mail, recipient, deployment, catalogue, chance, out);
    }
    if (who.habits().preloads()) {
      out.accept(new Act(at + 5 + chance.below(50), Activity.EMAIL_OPEN, who, mail, Origin.MACHINE, plainly));
    }
    if (!chance.in(preferred ? who.habits().opens() : who.habits().opens() / 2)) {
      return;
    }
    long opened = at + 90 + (long) Math.min(12 * 86_400, chance.heavy(6_000, 1.6));
    out.accept(new Act(opened, Activity.EMAIL_OPEN, who, mail, Origin.ORDINARY, plainly));
    if (chance.in(0.2)) {
      long again = opened + 3_600 + chance.below(86_400);
      out.accept(new Act(again, Activity.EMAIL_OPEN, who, mail, Origin.ORDINARY, plainly));
    }
    if (chance.in(who.habits().clicks())) {
      long clicked = opened + 25 + chance.below(240);
      Detail link = new Detail.Mail(recipient, deployment, mail.url() + "?story=" + (1 + chance.below(4)));
      out.accept(new Act(clicked, Activity.EMAIL_CLICK, who, mail, Origin.ORDINARY, link));
      if (mail.solution() != null && chance.in(0.6)) {
        visits.visit(clicked + 3, who, mail.solution(), out);
      }
    }
    if (!plan.isReserved(who) && chance.in(0.005)) {
      long left = opened + 30;
      unreachable[who.index()] = true;
      out.accept(new Act(left, Activity.UNSUBSCRIBE, who, mail, Origin.ORDINARY, plainly));
      out.accept(PersonFact.changed(left, who, false, false));
    }
  }

  private void bounce(long at, Person who, Asset mail, String recipient, String deployment, Consumer<Entry> out) {
    long bounced = at + 2 + chance.below(600);
    long recorded = bounced + 1_800 + (long) Math.min(36 * 3_600, chance.heavy(9_000, 1.0));
    Detail detail = new Detail.Bounce(recipient, deployment, recorded);
    out.accept(new Act(bounced, Activity.BOUNCEBACK, who, mail, Origin.ORDINARY, detail));
    if (chance.in(0.25)) {
      unreachable[who.index()] = true;
      out.accept(PersonFact.changed(recorded, who, who.records().mayEmail(), true));
    }
  }

  /** Three to five links of one mail followed within five seconds, the first within ten of the send. */
  static void scan(
      long at, Person who, Asset mail, String recipient, String deployment, Catalogue catalogue, Chance chance,
      Consumer<? super Act> out) {
    int links = chance.between(3, 5);
    for (int i = 0; i < links; i++) {
      String link = i == 0 ? mail.url() : catalogue.company.get(i % catalogue.company.size()).url() + "?from=" + i;
      Detail detail = new Detail.Mail(recipient, deployment, link);
      out.accept(new Act(at + i * 3L / (links - 1), Activity.EMAIL_CLICK, who, mail, Origin.MACHINE, detail));
    }
  }
}
