package dev.caravan.routing;

import dev.caravan.config.ConfigNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code config/routing.yaml}; every mistake is reported at its place. */
final class RoutingReader {
  private static final String OWNED = "account has an active owner";
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final Map<String, List<String>> FIXED = Map.of(
      "rating", List.of("A", "B", "C", "D", "E"), "posture", List.of("exploring", "evaluating", "deciding"),
      "trigger", List.of("mql", "hand-raise", "group", "renewal"), "of", List.of("person", "group", "account"),
      "record", List.of("lead", "contact", "none"), "hand-off", List.of("new", "re-qualified"));

  private final ConfigNode root;
  private final Routing.Words words;
  private final Map<String, Rule.Territory> territories = new LinkedHashMap<>();
  private final Map<String, Set<String>> lists = new LinkedHashMap<>();
  private final Map<String, Pool> pools = new LinkedHashMap<>();

  RoutingReader(ConfigNode root, Routing.Words words) {
    this.root = root;
    this.words = words;
  }

  Routing read() {
    root.find("territories").ifPresent(node -> node.items().forEach(this::territory));
    root.find("account_lists").ifPresent(node -> node.items().forEach(this::list));
    root.get("pools").items().forEach(this::pool);
    List<Rule> rules = rules();
    ConfigNode response = root.get("response");
    var clocks = new LinkedHashMap<String, Routing.Clock>();
    String escalateTo = "";
    for (ConfigNode.Entry entry : response.entries()) {
      if (entry.key().equals("escalate_to")) {
        escalateTo = entry.value().text();
      } else {
        clocks.put(entry.key(), clock(entry.value()));
      }
    }
    return new Routing(rules, pools, clocks, new Calendar(root.find("hours").map(this::hours).orElse(Hours.ALWAYS),
        absences()), escalateTo, root.find("touches").map(RoutingReader::touches).orElse(TouchGuard.SHIPPED));
  }

  private static TouchGuard touches(ConfigNode node) {
    TouchGuard shipped = TouchGuard.SHIPPED;
    int atMost = node.find("at_most").map(most -> most.integer(1, 1_000)).orElse(shipped.atMost());
    int exploring = node.find("while_exploring").map(most -> most.integer(1, 1_000)).orElse(Math.min(atMost, shipped.whileExploring()));
    if (exploring > atMost) {
      node.get("while_exploring").report("order-of-limits", "whoever only explores would be reached more often than who compares;"
          + " expected " + atMost + " at most");
    }
    return new TouchGuard(Math.max(1, atMost), Math.max(1, node.find("within").map(ConfigNode::duration).orElse(shipped.within())),
        Math.max(1, exploring), node.find("list").map(ConfigNode::text).orElse(shipped.list()));
  }

  private void territory(ConfigNode node) {
    String name = node.get("territory").text();
    Set<String> countries = texts(node, "countries");
    Set<String> states = texts(node, "states");
    if (countries.isEmpty() && states.isEmpty()) {
      node.report("empty-territory", "territory \"" + name + "\" is nowhere; give it `countries` or `states`");
    }
    once(territories.put(name, new Rule.Territory(name, countries, states)), node.get("territory"));
  }

  private void list(ConfigNode node) {
    var accounts = new HashSet<String>();
    node.get("accounts").texts().forEach(each -> accounts.add(each.strip().toLowerCase(Locale.ROOT)));
    once(lists.put(node.get("list").text(), accounts), node.get("list"));
  }

  private static void once(@org.jspecify.annotations.Nullable Object before, ConfigNode name) {
    if (before != null) {
      name.report("named-twice", "\"" + name.text() + "\" is named twice; expected another name");
    }
  }

  private static Set<String> texts(ConfigNode node, String key) {
    return node.find(key).map(list -> Set.copyOf(list.texts())).orElse(Set.of());
  }

  private void pool(ConfigNode node) {
    String name = node.get("pool").text();
    int open = node.find("open_at_most").map(most -> most.integer(1, 100_000)).orElse(Integer.MAX_VALUE);
    int aDay = node.find("a_day_at_most").map(most -> most.integer(1, 100_000)).orElse(Integer.MAX_VALUE);
    var everybody = new Pool.Member(1, open, aDay);
    var members = new LinkedHashMap<String, Pool.Member>();
    ConfigNode listed = node.get("members");
    for (ConfigNode each : listed.isList() ? listed.items() : List.<ConfigNode>of()) {
      ConfigNode email = each.isMap() ? each.get("rep") : each;
      Pool.Member member = !each.isMap() ? everybody : new Pool.Member(
          each.find("weight").map(weight -> weight.integer(1, 100)).orElse(1),
          each.find("open_at_most").map(most -> most.integer(1, 100_000)).orElse(open),
          each.find("a_day_at_most").map(most -> most.integer(1, 100_000)).orElse(aDay));
      once(members.put(email.text().toLowerCase(Locale.ROOT), member), email);
    }
    once(pools.put(name, new Pool(name, members, team(listed), listed.isList() ? Optional.empty() : Optional.of(everybody),
        node.find("only_in_hours").map(ConfigNode::bool).orElse(false),
        node.find("wait").map(ConfigNode::duration).orElse(0L))), node.get("pool"));
  }

  /** The one word of a map names what kind of team it is. */
  private static String team(ConfigNode members) {
    return members.isMap() && !members.entries().isEmpty() ? members.entries().get(0).key().replace('_', '-') + '/'
        + members.entries().get(0).value().text().toLowerCase(Locale.ROOT) : "";
  }

  private List<Rule> rules() {
    var rules = new ArrayList<Rule>();
    var names = new HashSet<String>();
    String everything = "";
    for (ConfigNode node : root.get("rules").items()) {
      Rule rule = rule(node);
      if (!names.add(rule.name())) {
        node.get("rule").report("named-twice", "rule \"" + rule.name() + "\" is named twice; expected another name");
      }
      if (!everything.isEmpty()) {
        node.get("rule").report("unreachable-rule", "rule \"" + rule.name() + "\" is never asked: rule \"" + everything
            + "\" before it takes everything; put it further up, or remove it");
      }
      everything = everything.isEmpty() && rule.takesEverything() ? rule.name() : everything;
      rules.add(rule);
    }
    if (root.isSound() && everything.isEmpty()) {
      root.get("rules").report("no-last-resort",
          rules.stream().anyMatch(rule -> rule.target().equals("queue"))
              ? "no rule routes to a queue whatever comes; a hand-off nobody can take would be lost: add one with `when: always`"
              : "no rule routes to a queue; a hand-off nobody can take would be lost");
    }
    return rules;
  }

  private Rule rule(ConfigNode node) {
    ConfigNode to = node.get("to");
    String text = to.text();
    int space = text.indexOf(' ');
    String target = space < 0 ? text : text.substring(0, space);
    String whom = space < 0 ? "" : text.substring(space + 1).strip();
    if (target.equals("pool") && !pools.containsKey(whom)) {
      to.report("unknown-pool", "no pool \"" + whom + "\"; expected one of " + pools.keySet());
    } else if (!Set.of("owner", "rep", "pool", "queue").contains(target)) {
      to.report("target", "cannot route to \"" + text + "\"; expected `owner`, `rep E-MAIL`, `pool NAME` or `queue NAME`");
    }
    Optional<ConfigNode> contacts = node.find("contacts_to");
    if (contacts.isPresent() && !target.equals("queue")) {
      contacts.get().report("contacts-to", "only a queue cannot own contacts; remove `contacts_to`, or route to a queue");
    }
    return new Rule(node.get("rule").text(), node.origin().file() + ":" + node.origin().line(), tests(node.get("when")), target,
        whom, contacts.map(ConfigNode::text).orElse(""));
  }

  private List<Rule.Test> tests(ConfigNode when) {
    if (!when.isMap()) {
      return when.oneOf(List.of("always", OWNED)).equals(OWNED) ? List.of(new Rule.Owned()) : List.of();
    }
    var tests = new ArrayList<Rule.Test>();
    for (ConfigNode.Entry entry : when.entries()) {
      ConfigNode value = entry.value();
      switch (entry.key()) {
        case "fit", "employees" -> {
          if (value.text().equals("unknown")) {
            tests.add(new Rule.FitUnknown());
            break;
          }
          String[] parts = value.text().split(" ");
          tests.add(new Rule.Number(entry.key(), parts[0].equals("below"), number(parts[parts.length - 1])));
        }
        case "customer" -> tests.add(new Rule.Customer(value.bool()));
        case "territory" -> {
          Rule.Territory found = territories.get(known(value, territories.keySet(), "territory"));
          tests.add(found == null ? new Rule.Territory("?", Set.of(), Set.of()) : found);
        }
        case "accounts" -> {
          String list = known(value, lists.keySet(), "list of accounts");
          tests.add(new Rule.Named(list, lists.getOrDefault(list, Set.of())));
        }
        case "solution" -> tests.add(word(entry, words.solutions()));
        case "scenario" -> tests.add(word(entry, words.scenarios()));
        case "persona" -> tests.add(word(entry, words.personas()));
        default -> tests.add(word(entry, FIXED.containsKey(entry.key()) ? Set.copyOf(FIXED.get(entry.key())) : Set.of()));
      }
    }
    return tests;
  }

  /** A word of a rule; where it can be known which there are, one of these. */
  private static Rule.Word word(ConfigNode.Entry entry, Set<String> known) {
    List<ConfigNode> values = entry.value().isList() ? entry.value().items() : List.of(entry.value());
    var any = new HashSet<String>();
    for (ConfigNode value : values) {
      any.add(known.isEmpty() ? value.text() : value.oneOf(new java.util.TreeSet<>(known)));
    }
    return new Rule.Word(entry.key(), Set.copyOf(any));
  }

  private static String known(ConfigNode value, Set<String> names, String what) {
    if (!names.isEmpty()) {
      return value.oneOf(new java.util.TreeSet<>(names));
    }
    value.report("unknown-name", "no " + what + " \"" + value.text() + "\": this file names none yet");
    return value.text();
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0; // the schema has said so
    }
  }

  private static Routing.Clock clock(ConfigNode node) {
    if (!node.isMap()) {
      return new Routing.Clock(node.duration(), 0, 0);
    }
    long remind = node.get("remind").duration();
    long reassign = node.find("reassign").map(ConfigNode::duration).orElse(0L);
    long escalate = node.find("escalate").map(ConfigNode::duration).orElse(0L);
    if (reassign > 0 && reassign <= remind || escalate > 0 && escalate <= Math.max(remind, reassign)) {
      node.report("order-of-clock", "the steps come in the order remind, reassign, escalate; expected each later than the one before");
    }
    return new Routing.Clock(remind, reassign, escalate);
  }

  private Hours hours(ConfigNode node) {
    var days = new HashSet<DayOfWeek>();
    node.get("days").texts().forEach(day -> {
      int index = DAYS.indexOf(day);
      if (index >= 0) {
        days.add(DayOfWeek.of(index + 1));
      }
    });
    int from = minute(node.get("from"));
    int to = minute(node.get("to"));
    if (node.isSound() && to <= from) {
      node.get("to").report("no-hours", "work ends before it begins; expected a time after " + node.get("from").text());
    }
    var holidays = new HashSet<LocalDate>();
    node.find("holidays").ifPresent(list -> list.items().forEach(each -> date(each).ifPresent(holidays::add)));
    ZoneId zone = node.find("zone").map(RoutingReader::zone).orElse(Hours.ALWAYS.zone());
    return new Hours(days, from, to, zone, holidays);
  }

  private static ZoneId zone(ConfigNode node) {
    try {
      return ZoneId.of(node.text());
    } catch (DateTimeException e) {
      node.report("unknown-zone", "no time zone \"" + node.text() + "\"; expected one such as `Europe/Berlin` or `UTC`");
      return ZoneId.of("UTC");
    }
  }

  private static int minute(ConfigNode node) {
    String[] parts = node.text().split(":");
    return parts.length == 2 ? (int) (number(parts[0]) * 60 + number(parts[1])) : 0;
  }

  private static Optional<LocalDate> date(ConfigNode node) {
    try {
      return Optional.of(LocalDate.parse(node.text()));
    } catch (DateTimeException e) {
      node.report("no-date", "\"" + node.text() + "\" is no day; expected one such as `2026-12-25`");
      return Optional.empty();
    }
  }

  private Map<String, List<Calendar.Absence>> absences() {
    var absences = new LinkedHashMap<String, List<Calendar.Absence>>();
    root.find("absences").ifPresent(list -> list.items().forEach(node -> {
      Optional<LocalDate> from = date(node.get("from"));
      Optional<LocalDate> until = date(node.get("until"));
      if (from.isPresent() && until.isPresent()) {
        if (until.get().isBefore(from.get())) {
          node.get("until").report("no-days", "the absence ends before it begins; expected a day from " + from.get() + " on");
        }
        absences.computeIfAbsent(node.get("rep").text().toLowerCase(Locale.ROOT), rep -> new ArrayList<>())
            .add(new Calendar.Absence(from.get(), until.get()));
      }
    }));
    return absences;
  }
}
