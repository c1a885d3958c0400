package dev.caravan.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.sandbox.eloqua.EloquaStandIn;
import dev.caravan.sandbox.market.Market;
import dev.caravan.sandbox.market.MarketSettings;
import dev.caravan.sandbox.salesforce.SalesforceStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A data directory of the demonstration, before, between and after its runs. */
record DemoData(Path folder) {
  static final String ELOQUA = "eloqua.log";
  static final String SALESFORCE = "salesforce.log";
  private static final String OPENED = "{\"opened\":true}";
  /** The small market, once it was made. */
  private static byte[] market = {};
  private static byte[] tiny = {};
  private static byte[] truth = {};
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What both systems show, as text to compare: equal text means equal outcome. */
  record Shown(String eloqua, String salesforce) {

    /** The lines only one of two has, with whose they are. */
    List<String> differences(Shown expected) {
      var differences = new ArrayList<String>();
      differ(eloqua, expected.eloqua, differences);
      differ(salesforce, expected.salesforce, differences);
      return differences;
    }

    private static void differ(String is, String expected, List<String> into) {
      List<String> here = is.lines().toList();
      List<String> there = expected.lines().toList();
      List<String> missing = there.stream().filter(line -> !here.contains(line)).toList();
      List<String> tooMuch = here.stream().filter(line -> !there.contains(line)).toList();
      missing.forEach(line -> into.add("missing: " + shortened(line, tooMuch)));
      tooMuch.forEach(line -> into.add("too much: " + shortened(line, missing)));
      if (into.isEmpty() && !is.equals(expected)) {
        into.add("lines are repeated");
      }
    }

    /** A line from shortly before where it leaves the one that is most like it. */
    private static String shortened(String line, List<String> others) {
      int same = others.stream().mapToInt(other -> common(line, other)).max().orElse(0);
      String from = same < 200 ? line : line.substring(0, 60) + " … " + line.substring(same - 100);
      return from.length() <= 500 ? from : from.substring(0, 500) + "…";
    }

    private static int common(String one, String other) {
      int same = 0;
      while (same < Math.min(one.length(), other.length()) && one.charAt(same) == other.charAt(same)) {
        same++;
      }
      return same;
    }
  }

  /**
   * About as small as a market may be: half a year of quiet reading, and all the planted stories. Five people get a lead,
   * and coming back as a record one of these makes a score be told anew.
   */
  static synchronized Path smallMarket(Path file) throws IOException {
    if (market.length > 0) {
      return Files.write(file, market);
    }
    var settings = new MarketSettings(160, 3, MarketSettings.defaults().end(), 180, 0.5);
    Market.generate(settings, file, file.resolveSibling("truth.json"));
    market = Files.readAllBytes(file);
    return file;
  }

  /** A market in which some groups rise that nobody is handed over for: their alerts are told. */
  static Path marketWithAlerts(Path file) throws IOException {
    Market.generate(new MarketSettings(600, 3, MarketSettings.defaults().end(), 180, 0.5), file, file.resolveSibling("truth.json"));
    return file;
  }

  /** The smallest market there may be, for what only asks whether a run comes to its end. */
  static synchronized Path tinyMarket(Path file) throws IOException {
    if (tiny.length == 0) {
      Market.generate(new MarketSettings(120, 5, MarketSettings.defaults().end(), 120, 0.2), file, file.resolveSibling("truth.json"));
      tiny = Files.readAllBytes(file);
      truth = Files.readAllBytes(file.resolveSibling("truth.json"));
    }
    Files.write(file.resolveSibling("truth.json"), truth);
    return Files.write(file, tiny);
  }

  /** Fifty people of the smallest market, those with a planted story first, for what runs a thousand times. */
  static Path fiftyPeople(Path file) throws IOException {
    String stories = Files.readString(tinyMarket(file).resolveSibling("truth.json"));
    var facts = new ArrayList<JsonNode>();
    for (String line : Files.readAllLines(file)) {
      facts.add(JSON.readTree(line));
    }
    List<String> all = facts.stream().filter(fact -> fact.path("source").asText().equals("eloqua")
        && fact.path("type").asText().equals("person")).map(fact -> fact.path("subject").asText()).distinct().toList();
    Set<String> others = all.stream().sorted(Comparator.comparing(email -> !stories.contains(email))).skip(50)
        .collect(Collectors.toSet());
    return Files.write(file, facts.stream().filter(fact -> !others.contains(fact.path("subject").asText()))
        .map(JsonNode::toString).toList());
  }

  /** A new directory whose stand-ins hold a market and nobody has run yet. */
  static DemoData fresh(Path folder, Path facts) throws IOException {
    var data = new DemoData(folder);
    Files.createDirectories(data.practice());
    Files.copy(facts, data.facts());
    return data;
  }

  Path practice() {
    return folder.resolve("sandbox");
  }

  Path facts() {
    return practice().resolve("facts.ndjson");
  }

  Path log(String name) {
    return practice().resolve(name);
  }

  /** What the stand-ins show now; read off copies, since opening one writes to its log. */
  Shown shown() {
    try {
      Path copies = Files.createTempDirectory(folder, "look");
      for (String log : List.of(ELOQUA, SALESFORCE)) {
        if (Files.exists(log(log))) {
          Files.copy(log(log), copies.resolve(log));
        }
      }
      InstantSource clock = InstantSource.fixed(MarketSettings.defaults().end());
      try (var eloqua = EloquaStandIn.open(facts(), copies.resolve(ELOQUA), clock, 0);
          var salesforce = SalesforceStandIn.open(facts(), copies.resolve(SALESFORCE), clock, 0)) {
        return new Shown(eloqua.snapshot(), salesforce.snapshot());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The writes the stand-ins took, oldest first; that they were opened is none. */
  List<String> writes() {
    var writes = new ArrayList<String>();
    for (String log : List.of(ELOQUA, SALESFORCE)) {
      try {
        if (Files.exists(log(log))) {
          Files.readAllLines(log(log)).stream().filter(line -> !line.equals(OPENED)).forEach(writes::add);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return writes;
  }

  /** The files Caravan itself keeps, as they lie there at this moment, in another directory beside the same market. */
  DemoData copyTo(Path other) throws IOException {
    DemoData copy = fresh(other, facts());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, other.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.copy(practice().resolve("clock"), copy.practice().resolve("clock"));
    return copy;
  }
}
