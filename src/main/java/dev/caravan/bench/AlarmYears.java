package dev.caravan.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.cli.Starters;
import dev.caravan.cli.Terminal;
import dev.caravan.journal.FactFiles;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import dev.caravan.pipeline.Pipeline;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Real activity of years through all rooms: what is really alerted and handed over, beside every rule of two conditions, <em>n</em>
 * people and <em>m</em> events in <em>d</em> days.
 *
 * <p>Each event is a paper of its own that somebody takes, so that nobody meets by sharing a category, and everybody explores. Nobody
 * answers a hand-off. An alarm is right if ten events or more follow in the 180 days after it; one less than 180 days before the end
 * of the file is counted and not judged. Recall: of the pairs that come to ten events of three people within 180 days, those of whom an
 * alarm told before. A rule of two conditions alarms as groups do: once, and again after the pair has slept.
 */
final class AlarmYears {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final int ACCOUNTS_A_REP = 40;
  private static final long YEAR = 365 * Times.DAY + Times.DAY / 4;
  private static final int[] PEOPLE = {1, 2, 3, 4, 5};
  private static final int[] EVENTS = {2, 3, 4, 5, 6, 8, 10, 12, 15, 20};
  private static final int[] DAYS = {7, 14, 21, 30, 45, 60, 90, 120};

  /**
   * How one way of raising alarms did on one part of the pairs.
   *
   * @param alarms in all; {@code judged} of them can be, {@code right} of these are
   * @param found pairs that were told of in time, of {@code adopted}
   */
  record Result(String method, int alarms, int judged, int right, int found, int adopted, double accountYears) {
    double precision() {
      return judged == 0 ? 0 : (double) right / judged;
    }

    double recall() {
      return adopted == 0 ? 0 : (double) found / adopted;
    }

    double f1() {
      double both = precision() + recall();
      return both == 0 ? 0 : 2 * precision() * recall() / both;
    }

    double aYear() {
      return accountYears == 0 ? 0 : alarms / accountYears;
    }

    /** Better on the whole, and no more often. */
    boolean beats(Result other) {
      return f1() > other.f1() && aYear() <= other.aYear();
    }
  }

  /** A part of the pairs: what Caravan did, and what rules of two conditions would have. */
  record Part(String name, int pairs, Result alerts, Result handOffs, List<Result> rules) {}

  /** All of it. */
  record Years(List<Part> parts, int accounts, int reps, double handOffsARepWeek) {}

  private final Map<String, List<GroupYears.Event>> pairs;
  private final long begin;
  private final long end;
  private final long sleepsAfter;

  /**
   * Reads a file of activity.
   *
   * @param sleepsAfter how long a group is quiet until it sleeps, ms
   */
  AlarmYears(Path file, long sleepsAfter) throws IOException {
    this.sleepsAfter = sleepsAfter;
    pairs = GroupYears.read(file);
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (List<GroupYears.Event> events : pairs.values()) {
      first = Math.min(first, events.get(0).time());
      last = Math.max(last, events.get(events.size() - 1).time());
    }
    begin = first;
    end = last;
  }

  /** The e-mails of those who look after the accounts. */
  List<String> reps() {
    int reps = Math.max(1, accounts(pairs.keySet()).size() / ACCOUNTS_A_REP);
    var emails = new ArrayList<String>();
    for (int i = 0; i < reps; i++) {
      emails.add("rep" + i + "@caravan.example");
    }
    return emails;
  }

  /** Carries all of it through an engine whose reps act, and judges what came of it. */
  Years judge(Terminal terminal, Pipeline engine, Path work) throws IOException {
    Path file = work.resolve("years.ndjson");
    Map<String, String> keys = write(file);
    var facts = new ArrayList<Fact>();
    FactFiles.read(file, facts::add, aside -> {
      throw new IllegalStateException("a fact cannot be read: " + aside);
    });
    Starters.Replayed replayed = terminal.starters().replay(engine, facts, OptionalLong.empty());
    var alerts = new TreeMap<String, List<Long>>();
    var handOffs = new TreeMap<String, List<Long>>();
    int handedOver = 0;
    for (Decision decision : replayed.decisions()) {
      if (decision instanceof Decision.Alert alert) {
        alerts.computeIfAbsent(keys.getOrDefault(alert.subject(), ""), key -> new ArrayList<>()).add(alert.risenAt());
      } else if (decision instanceof Decision.HandOff handOff && handOff.of().equals("group")) {
        handedOver++;
        handOffs.computeIfAbsent(keys.getOrDefault(handOff.account() + "|" + handOff.solution(), ""), key -> new ArrayList<>())
            .add(handOff.at());
      }
    }
    return judge(alerts, handOffs, handedOver);
  }

  /** Judges alerts and hand-offs, by pair and moment; how many were handed over. */
  Years judge(Map<String, List<Long>> alerts, Map<String, List<Long>> handOffs, int handedOver) {
    long middle = begin + (end - begin) / 2;
    var earlier = new TreeMap<String, List<GroupYears.Event>>();
    var later = new TreeMap<String, List<GroupYears.Event>>();
    pairs.forEach((pair, events) -> {
      if (events.get(0).time() < middle) {
        earlier.put(pair, events);
      } else if (events.get(0).time() <= end - GroupYears.SPAN) {
        later.put(pair, events);
      }
    });
    int accounts = accounts(pairs.keySet()).size();
    double weeks = (end - begin) / (7.0 * Times.DAY);
    return new Years(List.of(part("begun in the earlier half", earlier, begin, alerts, handOffs),
        part("begun in the later half", later, middle, alerts, handOffs)), accounts, reps().size(), handedOver / weeks / reps().size());
  }

  private Part part(String name, Map<String, List<GroupYears.Event>> of, long from, Map<String, List<Long>> alerts,
      Map<String, List<Long>> handOffs) {
    double accountYears = accounts(of.keySet()).size() * ((end - from) / (double) YEAR);
    var rules = new ArrayList<Result>();
    for (int days : DAYS) {
      for (int people : PEOPLE) {
        for (int events : EVENTS) {
          if (events >= people) {
            rules.add(judge(Terminal.count(people, "person") + ", " + events + " events in " + days + " days", of, accountYears,
                pair -> rule(pair, people, events, days * Times.DAY)));
          }
        }
      }
    }
    var known = new LinkedHashMap<List<GroupYears.Event>, String>();
    of.forEach((pair, events) -> known.put(events, pair));
    return new Part(name, of.size(), judge("Caravan, alerts", of, accountYears, events -> alerts.getOrDefault(known.get(events), List.of())),
        judge("Caravan, hand-offs of groups", of, accountYears, events -> handOffs.getOrDefault(known.get(events), List.of())), rules);
  }

  private Result judge(String method, Map<String, List<GroupYears.Event>> of, double accountYears,
      Function<List<GroupYears.Event>, List<Long>> alarm) {
    int raised = 0;
    int judged = 0;
    int right = 0;
    int found = 0;
    int adopted = 0;
    for (List<GroupYears.Event> events : of.values()) {
      List<Long> alarms = alarm.apply(events);
      raised += alarms.size();
      for (long at : alarms) {
        if (at <= end - GroupYears.SPAN) {
          judged++;
          right += events.stream().filter(event -> event.time() > at && event.time() <= at + GroupYears.SPAN).count() >= GroupYears.EVENTS ? 1 : 0;
        }
      }
      int came = GroupYears.adoptedAt(events);
      if (came >= 0) {
        adopted++;
        found += alarms.stream().anyMatch(at -> at < events.get(came).time()) ? 1 : 0;
      }
    }
    return new Result(method, raised, judged, right, found, adopted, accountYears);
  }

  private List<Long> rule(List<GroupYears.Event> events, int people, int many, long within) {
    var alarms = new ArrayList<Long>();
    var there = new TreeMap<String, Integer>();
    boolean told = false;
    int from = 0;
    for (int i = 0; i < events.size(); i++) {
      GroupYears.Event event = events.get(i);
      told &= i == 0 || event.time() - events.get(i - 1).time() < sleepsAfter;
      there.merge(event.person(), 1, Integer::sum);
      for (; events.get(from).time() <= event.time() - within; from++) {
        there.computeIfPresent(events.get(from).person(), (person, n) -> n == 1 ? null : n - 1);
      }
      if (!told && i - from + 1 >= many && there.size() >= people) {
        alarms.add(event.time());
        told = true;
      }
    }
    return alarms;
  }

  private static Set<String> accounts(Set<String> pairs) {
    var accounts = new TreeSet<String>();
    pairs.forEach(pair -> accounts.add(pair.substring(0, pair.indexOf('|'))));
    return accounts;
  }

  /** Writes it all as facts, in order of time; what the pair of each group is. */
  private Map<String, String> write(Path file) throws IOException {
    var keys = new TreeMap<String, String>();
    var dated = new TreeMap<Long, List<Map<String, Object>>>();
    List<String> accounts = List.copyOf(accounts(pairs.keySet()));
    List<String> reps = reps();
    var people = new HashSet<String>();
    int line = 0;
    for (Map.Entry<String, List<GroupYears.Event>> pair : pairs.entrySet()) {
      String account = pair.getKey().substring(0, pair.getKey().indexOf('|'));
      String category = pair.getKey().substring(account.length() + 1);
      String id = "acct-" + accounts.indexOf(account);
      keys.put(id + "|" + slug(category), pair.getKey());
      for (GroupYears.Event event : pair.getValue()) {
        String email = slug(event.person()) + "@" + id + ".example";
        if (people.add(email)) {
          add(dated, "contact-" + email, "salesforce", "person", email, begin, Map.of("account", id, "company", account));
        }
        add(dated, "FormSubmit-" + ++line, "eloqua", "activity.form-submit", email, event.time(), Map.of("asset",
            Map.of("type", "Form", "id", String.valueOf(line), "name", category + " | White paper | No " + line)));
      }
    }
    for (int i = 0; i < reps.size(); i++) {
      add(dated, "user-" + i, "salesforce", "user", "user-" + i, begin - Times.DAY, Map.of("name", "Rep " + i, "email", reps.get(i),
          "active", true, "time_zone", "UTC"));
    }
    for (int i = 0; i < accounts.size(); i++) {
      add(dated, "account-" + i, "salesforce", "account", "acct-" + i, begin - Times.HOUR, Map.of("name", accounts.get(i),
          "website", "https://acct-" + i + ".example", "owner", "user-" + i % reps.size()));
    }
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      dated.values().forEach(facts -> facts.forEach(fact -> line(out, fact)));
    }
    return keys;
  }

  private static void line(BufferedWriter out, Map<String, Object> fact) {
    try {
      out.write(JSON.writeValueAsString(fact));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(Map<Long, List<Map<String, Object>>> dated, String id, String source, String type, String subject, long at,
      Map<String, Object> data) {
    var fact = new LinkedHashMap<String, Object>();
    fact.put("specversion", "1.0");
    fact.put("id", id);
    fact.put("source", source);
    fact.put("type", type);
    fact.put("subject", subject);
    fact.put("time", Times.text(at));
    fact.put("data", data);
    dated.computeIfAbsent(at, key -> new ArrayList<>()).add(fact);
  }

  private static String slug(String words) {
    return words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
