package dev.caravan.cli;

import dev.caravan.config.ConfigFile;
import dev.caravan.config.ConfigNode;
import dev.caravan.config.Configuration;
import dev.caravan.config.Diagnostic;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.GoLive;
import dev.caravan.journal.FactFiles;
import dev.caravan.journal.FactJson;
import dev.caravan.journal.FactValues;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Tests that an admin writes for settings, {@code config/tests/*.yaml}: some facts, and what they are to come to. What does not hold is a
 * mistake at its place.
 */
final class SettingsTests {
  private static final String NOBODY = "nobody";
  private static final Map<String, String> LINES = Map.of("person", "person", "group", "account");
  private static final Set<String> OF_HAND_OFF = Set.of("hand_off", "to", "trigger", "solution");

  private final Terminal terminal;
  private final Path folder;
  private final Pipeline engine;

  private SettingsTests(Terminal terminal, Path folder, Pipeline engine) {
    this.terminal = terminal;
    this.folder = folder;
    this.engine = engine;
  }

  /** What does not hold, of all tests of a settings folder; nothing where the settings themselves have mistakes. */
  static List<Diagnostic> failures(Terminal terminal, Path config, Configuration settings) {
    Path folder = config.resolve("tests");
    if (!Files.isDirectory(folder) || !settings.diagnostics().isEmpty()) {
      return List.of();
    }
    var tests = new SettingsTests(terminal, folder, Pipeline.of(settings, GoLive.FROM_THE_START));
    var found = new ArrayList<Diagnostic>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.filter(file -> String.valueOf(file.getFileName()).endsWith(".yaml")).sorted().toList()) {
        ConfigFile file = ConfigFile.of("config/tests/" + each.getFileName(), Files.readString(each));
        if (file.diagnostics().isEmpty()) {
          file.root().items().forEach(tests::test);
        }
        found.addAll(file.diagnostics());
      }
    } catch (IOException e) {
      throw new CannotStart(folder + ": cannot be read: " + e.getMessage(), e);
    }
    return found;
  }

  private void test(ConfigNode test) {
    test.onlyKeys(List.of("test", "facts", "as_of", "expect"));
    var facts = new ArrayList<Fact>();
    if (test.get("facts").isList()) {
      test.get("facts").items().forEach(each -> fact(each, facts));
    } else {
      file(test.get("facts"), facts);
    }
    if (!test.isSound()) {
      return;
    }
    OptionalLong asOf = test.find("as_of").map(at -> OptionalLong.of(at.moment())).orElse(OptionalLong.empty());
    Starters.Replayed replayed = terminal.starters().replay(engine, facts, asOf, 1);
    for (ConfigNode each : test.get("expect").items()) {
      if (each.find("hand_off").isPresent()) {
        handOff(each, replayed.decisions(), facts);
      } else if (each.find("person").isPresent()) {
        line(each, "person", replayed.people());
      } else if (each.find("group").isPresent()) {
        line(each, "group", replayed.groups());
      } else {
        each.report("test", "this expects nothing of anybody; expected `person`, `group` or `hand_off`, and what is to be true of it");
      }
    }
  }

  private void file(ConfigNode name, List<Fact> facts) {
    Path file = folder.resolve(name.text()).normalize();
    if (!file.startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
      name.report("test", "no file \"" + name.text() + "\" beside the tests; expected one of facts, such as `quote.ndjson`");
      return;
    }
    try {
      FactFiles.read(file, facts::add, row -> name.report("test", row.place() + ":" + row.line() + ": " + row.reason()));
    } catch (IOException e) {
      name.report("test", "\"" + name.text() + "\" cannot be read: " + e.getMessage());
    }
  }

  private static void fact(ConfigNode node, List<Fact> facts) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("specversion", "1.0");
    fields.put("id", "test-" + (facts.size() + 1));
    node.entries().forEach(entry -> fields.put(entry.key(), plain(entry.value())));
    try {
      facts.add(FactValues.typed(FactJson.read(Json.line(fields))));
    } catch (FactJson.Unreadable e) {
      node.report("test", "this is no fact: " + e.getMessage());
    }
  }

  private static Object plain(ConfigNode node) {
    if (node.isMap()) {
      var map = new LinkedHashMap<String, Object>();
      node.entries().forEach(entry -> map.put(entry.key(), plain(entry.value())));
      return map;
    }
    return node.isList() ? node.items().stream().map(SettingsTests::plain).toList() : node.text();
  }

  /** One line of what a replay writes must say all of it. */
  private static void line(ConfigNode expected, String key, Iterable<Map<String, Object>> lines) {
    String whom = expected.get(key).text();
    String solution = expected.find("solution").map(ConfigNode::text).orElse("all");
    boolean found = false;
    for (Map<String, Object> line : lines) {
      boolean ofSolution = key.equals("group") && expected.find("solution").isEmpty() || solution.equals(String.valueOf(line.get("solution")));
      if (!ofSolution || !whom.equalsIgnoreCase(String.valueOf(line.get(LINES.get(key))))) {
        continue;
      }
      found = true;
      for (ConfigNode.Entry entry : expected.entries()) {
        if (entry.key().equals(key) || entry.key().equals("solution")) {
          continue;
        }
        if (!line.containsKey(entry.key())) {
          entry.value().report("test", "nothing is said of " + entry.key() + "; expected one of " + new TreeSet<>(line.keySet()));
        } else if (!entry.value().text().equals(String.valueOf(line.get(entry.key())))) {
          entry.value().report("test-failed", entry.key() + " is " + line.get(entry.key()) + " by these settings; the test expects "
              + entry.value().text());
        }
      }
    }
    if (!found) {
      expected.get(key).report("test-failed", "nothing comes of this " + key + (expected.find("solution").isEmpty() ? "" : " for "
          + solution) + " by these settings; expected what the test says");
    }
  }

  private static void handOff(ConfigNode expected, List<Decision> decisions, List<Fact> facts) {
    expected.onlyKeys(OF_HAND_OFF);
    String whom = expected.get("hand_off").text();
    List<Decision.Assignment> given = decisions.stream().filter(Decision.Assignment.class::isInstance).map(Decision.Assignment.class::cast)
        .filter(each -> whom.equalsIgnoreCase(each.handOff().of().equals("person") ? each.handOff().email() : each.handOff().account()))
        .filter(each -> expected.find("solution").map(solution -> solution.text().equals(each.handOff().solution())).orElse(true)).toList();
    String to = expected.find("to").map(ConfigNode::text).orElse("");
    if (given.isEmpty()) {
      if (!to.equals(NOBODY)) {
        expected.get("hand_off").report("test-failed", "nobody is handed this by these settings; the test expects somebody");
      }
      return;
    }
    Decision.Assignment first = given.get(0);
    String mail = facts.stream().filter(fact -> fact instanceof Fact.User user && user.head().subject().equals(first.owner()))
        .map(fact -> ((Fact.User) fact).email().toLowerCase(Locale.ROOT)).reduce((one, other) -> other).orElse("");
    if (!to.isEmpty() && !Set.of(first.owner(), first.ownerName(), mail).contains(to)) {
      expected.get("to").report("test-failed", "it goes to " + (mail.isEmpty() ? first.ownerName().isEmpty() ? first.owner()
          : first.ownerName() : mail) + " by these settings; the test expects " + to);
    }
    expected.find("trigger").filter(trigger -> !trigger.text().equals(first.handOff().trigger())).ifPresent(trigger -> trigger.report(
        "test-failed", "it is set off by " + first.handOff().trigger() + " by these settings; the test expects " + trigger.text()));
  }
}
