package dev.caravan.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.config.ConfigFile;
import dev.caravan.config.ConfigNode;
import dev.caravan.config.Configuration;
import dev.caravan.config.Signatures;
import dev.caravan.sandbox.market.Market;
import dev.caravan.store.OwnerOnly;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The demonstration's own copy of settings: where they leave open who acts, users of its market do, and where nobody has
 * signed, it signs by names of its own. All else is as it was.
 */
final class DemoSettings {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DemoSettings() {}

  /**
   * Writes the copy.
   *
   * @param facts of the market, with its users
   * @return where it lies
   */
  static Path write(Path from, Path to, Path facts) throws IOException {
    return write(from, to, users(facts));
  }

  /** The same for some users, by e-mail. */
  static Path write(Path from, Path to, List<String> users) throws IOException {
    Map<String, String> texts = new TreeMap<>(Configuration.load(from).orThrow().texts());
    if (!users.isEmpty()) {
      texts.computeIfPresent("routing.yaml", (name, text) -> staffed(text, users));
    }
    OwnerOnly.folder(to);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      String name = text.getKey().replace(".yaml", "");
      Path file = to.resolve(text.getKey());
      OwnerOnly.file(file);
      Files.writeString(file, Signatures.NEEDED.contains(name) ? signed(text.getKey(), text.getValue()) : text.getValue());
    }
    return to;
  }

  /** E-mails of the active users in a file of facts, sorted. */
  static List<String> users(Path facts) throws IOException {
    var users = new TreeSet<String>();
    try (BufferedReader lines = Files.newBufferedReader(facts)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains("\"user\"")) {
          JsonNode fact = JSON.readTree(line);
          String email = fact.path("data").path("email").asText();
          if (fact.path("type").asText().equals("user") && email.matches("[^@ ,\\[\\]{}\"']+@[^@ ,\\[\\]{}\"']+")) {
            if (fact.path("data").path("active").asBoolean(true)) {
              users.add(email.toLowerCase(Locale.ROOT));
            } else {
              users.remove(email.toLowerCase(Locale.ROOT)); // who has left since gets nothing
            }
          }
        }
      }
    }
    return List.copyOf(users);
  }

  /**
   * The text with users wherever it names none; as it was where that cannot be written into it. Who leads the reps is in no pool, and is
   * told in the end; where nobody does, the first of them is.
   */
  private static String staffed(String text, List<String> users) {
    ConfigNode root = ConfigFile.of("routing.yaml", text).root();
    String chief = users.contains(Market.HEAD_OF_SALES) ? Market.HEAD_OF_SALES : users.get(0);
    List<String> reps = users.stream().filter(user -> users.size() == 1 || !user.equals(Market.HEAD_OF_SALES)).toList();
    List<String> lines = new ArrayList<>(text.lines().map(line -> line.replaceFirst(
        "^(\\s*members:\\s*)(\\[\\s*]|all active users)(\\s*(#.*)?)$", "$1[" + String.join(", ", reps) + "]$3")).toList());
    var more = new TreeMap<Integer, String>();
    for (ConfigNode rule : root.get("rules").items()) {
      ConfigNode.Entry to = entry(rule, "to");
      if (to.value().text().startsWith("queue ") && rule.find("contacts_to").isEmpty()) {
        more.put(to.origin().line(), " ".repeat(to.origin().column() - 1) + "contacts_to: " + chief);
      }
    }
    if (root.get("response").find("escalate_to").isEmpty()) {
      ConfigNode.Entry first = root.get("response").entries().get(0);
      more.put(first.origin().line() - 1, " ".repeat(first.origin().column() - 1) + "escalate_to: " + chief);
    }
    more.descendingMap().forEach(lines::add);
    if (root.find("stewards").isEmpty()) {
      lines.add("stewards: {eloqua: " + chief + ", salesforce: " + chief + "}");
    }
    String staffed = lines.stream().collect(Collectors.joining("\n", "", "\n"));
    return ConfigFile.of("routing.yaml", staffed).diagnostics().isEmpty() ? staffed : text;
  }

  private static ConfigNode.Entry entry(ConfigNode map, String key) {
    return map.entries().stream().filter(each -> each.key().equals(key)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException(map.origin() + " has no " + key));
  }

  private static String signed(String name, String text) {
    String signed = text;
    for (Signatures.Role role : Signatures.Role.values()) {
      ConfigFile file = ConfigFile.of(name, signed);
      if (!Signatures.valid(file).containsKey(role)) {
        signed = Signatures.sign(file, role, "demo-" + role.key() + "@caravan.example");
      }
    }
    return signed;
  }
}
