package dev.caravan.sandbox.market;

import dev.caravan.sandbox.market.Act.Origin;
import dev.caravan.sandbox.market.Catalogue.Shelf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ordinary days: people look around, read, now and then take something; strangers pass by. */
final class Visits {
  private static final double[] WEEK = {1.0, 1.1, 1.1, 1.05, 0.75, 0.12, 0.12};
  private static final int ANONYMOUS_DAYS = 20;
  private static final double OWN_TOPIC = 0.82;
  private static final double ANY_TOPIC = 0.94;

  private final MarketSettings settings;
  private final Catalogue catalogue;
  private final Chance chance;
  private long strangers = 9_000_000;

  Visits(MarketSettings settings, Catalogue catalogue, Chance chance) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.chance = chance;
  }

  void day(long day, List<Person> people, Consumer<Entry> out) {
    double rhythm = WEEK[(int) ((day + 3) % 7)];
    for (Person person : people) {
      if (chance.in(person.habits().visits() * rhythm) && seen(person, day)) {
        long at = person.habits().place().at(day, timeOfDay());
        visit(at, person, topic(person), out);
      }
      if (chance.in(0.0012 * rhythm * settings.noise()) && seen(person, day) && person.since() < day * 86_400) {
        elsewhere(person.habits().place().at(day, timeOfDay()), person, out);
      }
    }
    for (int i = chance.poisson(people.size() * 0.004 * rhythm * settings.noise()); i > 0; i--) {
      stranger(Place.any(chance).at(day, timeOfDay()), out);
    }
  }

  /** Who is not in Eloqua is never seen; who is not known yet is seen shortly before, as an anonymous visitor. */
  static boolean seen(Person person, long day) {
    return person.records().eloqua() != null && person.email() != null
        && day + ANONYMOUS_DAYS > person.since() / 86_400;
  }

  /** How often somebody comes for a solution on a day of the week like any other, by their habits. */
  static double aDay(Person person, Solution solution) {
    double week = 0;
    for (double rhythm : WEEK) {
      week += rhythm / WEEK.length;
    }
    double topic = (ANY_TOPIC - OWN_TOPIC) / Solution.values().length + (person.habits().solution() == solution ? OWN_TOPIC : 0);
    return person.habits().visits() * week * topic;
  }

  /** The day somebody tells us who they are: a form, and the contact that comes of it. */
  void arrival(Person who, Consumer<Entry> out) {
    out.accept(Act.visit(who.since() - 300, who, catalogue.subscription, Origin.ORDINARY, search(who), 300));
    out.accept(Act.form(who.since() + 1, who, catalogue.subscription, Origin.ORDINARY, fields(who, null, null)));
    if (chance.in(0.4)) {
      Detail none = new Detail.Nothing();
      out.accept(new Act(who.since() + 2, Activity.SUBSCRIBE, who, catalogue.subscription, Origin.ORDINARY, none));
    }
  }

  /** A visit about a solution, or about the company when there is none. */
  void visit(long at, Person who, @Nullable Solution topic, Consumer<Entry> out) {
    int pages = 1;
    while (pages < 12 && chance.in(0.53)) {
      pages++;
    }
    Shelf shelf = topic == null ? null : catalogue.shelf(topic);
    Asset first = page(who, shelf);
    String referrer = chance.in(0.3) ? search(who) : null;
    out.accept(Act.visit(at, who, first, Origin.ORDINARY, referrer, pages * 40 + chance.below(200)));
    long then = at + 1;
    out.accept(Act.page(then, who, first, Origin.ORDINARY, referrer));
    for (int i = 1; i < pages; i++) {
      then += 12 + (long) Math.min(900, chance.heavy(40, 0.9));
      out.accept(Act.page(then, who, page(who, shelf), Origin.ORDINARY, null));
    }
    if (shelf != null && at > who.since() && chance.in(0.16)) {
      String plans = !chance.in(0.25) ? null : chance.in(0.25) ? "Yes" : "No";
      out.accept(Act.form(then + 30 + chance.below(120), who, taken(shelf), Origin.ORDINARY, fields(who, plans, size())));
    }
  }

  private Asset taken(Shelf shelf) {
    double u = chance.unit();
    if (u < 0.6) {
      return chance.favouring(shelf.papers());
    }
    return u < 0.8 ? chance.of(shelf.testimonials()) : chance.of(shelf.webinars());
  }

  private Asset page(Person who, @Nullable Shelf shelf) {
    if (who.habits().seeksJob() && chance.in(0.7)) {
      return chance.of(catalogue.careers);
    }
    double u = chance.unit();
    if (shelf == null || u < 0.06) {
      return chance.in(0.08) ? chance.of(catalogue.careers) : chance.of(catalogue.company);
    }
    if (u < 0.12) {
      return chance.of(shelf.pricing());
    }
    if (u < 0.24) {
      return chance.of(shelf.issues());
    }
    return u < 0.45 ? chance.favouring(shelf.paperPages()) : chance.favouring(shelf.pages());
  }

  /** What happens outside our pages and reaches Eloqua as an external activity. */
  private void elsewhere(long at, Person who, Consumer<Entry> out) {
    double u = chance.unit();
    Shelf shelf = catalogue.shelf(who.habits().solution());
    Activity kind = u < 0.3 ? Activity.EVENT : u < 0.6 ? Activity.SOCIAL : u < 0.8 ? Activity.CALL : Activity.EXTERNAL;
    Asset asset = switch (kind) {
      case EVENT -> chance.of(shelf.events());
      case SOCIAL -> catalogue.social;
      case CALL -> catalogue.call;
      default -> catalogue.other;
    };
    out.accept(new Act(at, kind, who, asset, Origin.ORDINARY, new Detail.Nothing()));
  }

  private void stranger(long at, Consumer<Entry> out) {
    String visitor = Long.toString(++strangers);
    String ip = "192.0.2." + (1 + chance.below(250));
    Asset asset = chance.favouring(catalogue.shelf(chance.of(List.of(Solution.values()))).pages());
    Detail visit = new Detail.Web(visitor, asset.url(), null, 20 + chance.below(200), ip);
    out.accept(new Act(at, Activity.WEB_VISIT, null, asset, Origin.ORDINARY, visit));
    Detail page = new Detail.Web(visitor, asset.url(), null, 0, ip);
    out.accept(new Act(at + 1, Activity.PAGE_VIEW, null, asset, Origin.ORDINARY, page));
  }

  private @Nullable Solution topic(Person who) {
    double u = chance.unit();
    if (u < OWN_TOPIC) {
      return who.habits().solution();
    }
    return u < ANY_TOPIC ? chance.of(List.of(Solution.values())) : null;
  }

  /** Two humps around half past ten and three, and some evenings. */
  private int timeOfDay() {
    double u = chance.unit();
    if (u < 0.12) {
      return chance.between(18 * 3_600, 23 * 3_600);
    }
    int middle = u < 0.6 ? 10 * 3_600 + 1_800 : 15 * 3_600;
    return middle + chance.between(-4_500, 4_500) + chance.between(-4_500, 4_500);
  }

  private static String search(Person who) {
    return "https://search.example/?q=" + who.habits().solution().slug;
  }

  private @Nullable String size() {
    return chance.in(0.2) ? chance.of(List.of("1-10", "11-50", "51-200", "over 200")) : null;
  }

  /** The fields of a form as that person fills it in. */
  static Map<String, String> fields(Person who, @Nullable String plans, @Nullable String teamSize) {
    Map<String, String> fields = new LinkedHashMap<>();
    put(fields, "email", who.email());
    put(fields, "first_name", who.profile().first());
    put(fields, "last_name", who.profile().last());
    put(fields, "company", who.profile().company());
    put(fields, "title", who.profile().title());
    put(fields, "planning_to_purchase", plans);
    put(fields, "team_size", teamSize);
    return fields;
  }

  private static void put(Map<String, String> fields, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      fields.put(name, value);
    }
  }
}
