package dev.caravan.bench;

import dev.caravan.cli.CannotStart;
import dev.caravan.cli.Starters;
import dev.caravan.cli.Terminal;
import dev.caravan.config.Configuration;
import dev.caravan.enrich.CompanyNames;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import dev.caravan.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/** Measures matching by name alone: how often it is right, and how fast. */
final class MatchingBench {
  private static final long START = Times.parse("2026-01-05T09:00:00Z");
  private static final String[] SYLLABLES = {"ba", "den", "for", "gar", "hol", "kin", "lor", "mun", "nor", "pel", "quen",
    "ros", "sten", "tor", "ul", "ver", "wes", "xan", "yar", "zel"};

  /** A company by the id both files know it by. */
  record Company(String id, String name) {}

  /**
   * How often names were right.
   *
   * @param names asked for; {@code listed} of them are in the other file
   * @param strangers names that still found somebody after their own company had been taken out of the file
   */
  record Quality(int names, int listed, int right, int wrong, int ambiguous, int strangers) {
    double recall() {
      return listed == 0 ? 0 : (double) right / listed;
    }

    double precision() {
      return right + wrong == 0 ? 0 : (double) right / (right + wrong);
    }
  }

  /** People against accounts, through all rooms; {@code matched} of them were found. */
  record Speed(int people, int accounts, int matched, double seconds) {}

  /** The two files and what to do with them. */
  static void run(Terminal terminal, Configuration config, Path names, Path against, int people, int accounts,
      boolean asJson) throws IOException {
    var bench = new MatchingBench(config);
    Pipeline engine = Pipeline.of(config);
    List<Company> listed = read(against);
    Quality quality = bench.quality(read(names), listed);
    Speed speed = bench.speed(terminal.starters(), engine, listed, people, accounts);
    if (asJson) {
      var json = new LinkedHashMap<String, Object>();
      json.put("names", quality.names());
      json.put("listed", quality.listed());
      json.put("right", quality.right());
      json.put("wrong", quality.wrong());
      json.put("ambiguous", quality.ambiguous());
      json.put("recall", quality.recall());
      json.put("precision", quality.precision());
      json.put("found_without_their_company", quality.strangers());
      json.put("people", people);
      json.put("accounts", accounts);
      json.put("matched", speed.matched());
      json.put("seconds", speed.seconds());
      terminal.json(json);
      return;
    }
    terminal.say(String.format(Locale.ROOT, "%,d names, %,d of them in the other file: %,d right, %,d wrong, %,d"
        + " ambiguous; recall %.3f, precision %.3f", quality.names(), quality.listed(), quality.right(),
        quality.wrong(), quality.ambiguous(), quality.recall(), quality.precision()));
    terminal.say(String.format(Locale.ROOT, "With their own company taken out, %,d of %,d names (%.1f %%) find another",
        quality.strangers(), quality.names(), 100.0 * quality.strangers() / quality.names()));
    terminal.say(String.format(Locale.ROOT, "%,d people against %,d accounts through all rooms: %.1f s, %,.0f people/s,"
        + " %,d matched by name", people, accounts, speed.seconds(), people / speed.seconds(), speed.matched()));
  }

  private final CompanyNames companies;

  MatchingBench(Configuration config) {
    companies = config.file("enrichment").read(CompanyNames::from);
  }

  /** Asks for each name among the others, by their blocks as the engine does. */
  Quality quality(List<Company> names, List<Company> against) {
    Map<String, List<Company>> blocks = new HashMap<>();
    var ids = new TreeSet<String>();
    for (Company company : against) {
      ids.add(company.id());
      companies.blocks(company.name()).forEach(block -> blocks.computeIfAbsent(block, key -> new ArrayList<>()).add(company));
    }
    int right = 0;
    int wrong = 0;
    int ambiguous = 0;
    int strangers = 0;
    int listed = 0;
    for (Company asked : names) {
      Map<String, Integer> alike = new TreeMap<>();
      for (String block : companies.blocks(asked.name())) {
        for (Company each : blocks.getOrDefault(block, List.of())) {
          alike.merge(each.id(), companies.likeness(asked.name(), each.name()), Math::max);
        }
      }
      CompanyNames.Choice found = companies.choose(alike);
      listed += ids.contains(asked.id()) ? 1 : 0;
      right += found.id().equals(asked.id()) ? 1 : 0;
      wrong += !found.id().isEmpty() && !found.id().equals(asked.id()) ? 1 : 0;
      ambiguous += found.ambiguous() ? 1 : 0;
      alike.remove(asked.id());
      strangers += companies.choose(alike).id().isEmpty() ? 0 : 1;
    }
    return new Quality(names.size(), listed, right, wrong, ambiguous, strangers);
  }

  /** Carries accounts and people who name their company, none by domain, through an engine. */
  Speed speed(Starters starters, Pipeline engine, List<Company> names, int people, int accounts) {
    var facts = new ArrayList<Fact>(people + accounts);
    for (int i = 0; i < accounts; i++) {
      String id = "001" + i;
      facts.add(new Fact.Account(new Fact.Head("salesforce", "account-" + id, id, START, START, ""),
          Map.of("name", name(names, i))));
    }
    for (int i = 0; i < people; i++) {
      String email = "p" + i + "@company-" + i + ".example";
      // Every second one makes a slip in a name, or leaves its form out.
      String company = name(names, (int) ((long) i * 7919 % accounts));
      company = i % 2 == 0 ? company : slip(company);
      facts.add(new Fact.Person(new Fact.Head("eloqua", "contact-" + i, email, START + 1, START + 1, ""),
          Map.of("eloqua", String.valueOf(i)), Map.of("company", company)));
    }
    long start = System.nanoTime();
    int matched = 0;
    for (Map<String, Object> line : starters.replay(engine, facts, OptionalLong.empty()).people()) {
      matched += "name".equals(line.get("account_match")) && "all".equals(line.get("solution")) ? 1 : 0;
    }
    return new Speed(people, accounts, matched, (System.nanoTime() - start) / 1e9);
  }

  private static String name(List<Company> names, int i) {
    String name = names.get(i % names.size()).name();
    if (i < names.size()) {
      return name;
    }
    // The same again in front of towns that nobody has heard of, so that no two are called the same.
    int town = (int) ((i * 2_654_435_761L >>> 7) % (SYLLABLES.length * SYLLABLES.length));
    return SYLLABLES[town % SYLLABLES.length] + SYLLABLES[town / SYLLABLES.length] + "ville " + name;
  }

  private static String slip(String name) {
    int blank = name.lastIndexOf(' ');
    return blank > 6 ? name.substring(0, 4) + name.substring(5) : name;
  }

  /** Reads a CSV file with a head: the id from a column {@code cik} or {@code id}, the name from {@code title} and the like. */
  static List<Company> read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> head = lines.isEmpty() ? List.of() : cells(lines.get(0).toLowerCase(Locale.ROOT));
    int id = Math.max(head.indexOf("cik"), head.indexOf("id"));
    int name = head.indexOf("title");
    for (String other : List.of("security", "name", "company")) {
      name = name < 0 ? head.indexOf(other) : name;
    }
    if (id < 0 || name < 0) {
      throw new CannotStart(file + " has the columns " + head + "; expected \"cik\" or \"id\", and one of \"title\","
          + " \"security\", \"name\", \"company\"");
    }
    var seen = new LinkedHashMap<String, Company>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = cells(line);
      if (cells.size() > Math.max(id, name) && !cells.get(name).isBlank()) {
        var company = new Company(cells.get(id).strip().replaceFirst("^0+", ""), cells.get(name));
        seen.put(company.id() + " " + company.name(), company);
      }
    }
    if (seen.isEmpty()) {
      throw new CannotStart(file + " names no company; expected a line each below its head");
    }
    return List.copyOf(seen.values());
  }

  static List<String> cells(String line) {
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
