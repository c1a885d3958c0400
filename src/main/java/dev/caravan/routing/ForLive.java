package dev.caravan.routing;

import dev.caravan.config.ConfigFile;
import dev.caravan.config.ConfigNode;
import dev.caravan.config.Diagnostic;
import dev.caravan.config.Origin;
import java.util.ArrayList;
import java.util.List;

/** What {@code routing.yaml} may leave open as long as nobody is given anything, and must say before somebody is. */
public final class ForLive {
  /** The code of a pool in which nobody is. */
  public static final String WITHOUT_MEMBERS = "pool-without-members";
  private static final List<String> SYSTEMS = List.of("eloqua", "salesforce");

  private final ConfigFile file;
  private final List<Diagnostic> found = new ArrayList<>();

  private ForLive(ConfigFile file) {
    this.file = file;
  }

  /** Each thing that is still open, with its place and what to write there; a file with mistakes of its own is left alone. */
  public static List<Diagnostic> missing(ConfigFile routing) {
    if (!routing.diagnostics().isEmpty() || !routing.root().isMap()) {
      return List.of();
    }
    var looking = new ForLive(routing);
    looking.look(routing.root());
    return List.copyOf(looking.found);
  }

  private void look(ConfigNode root) {
    root.get("pools").items().forEach(this::pool);
    root.get("rules").items().forEach(this::rule);
    ConfigNode response = root.get("response");
    if (response.find("escalate_to").isEmpty()) {
      add(key(root, "response"), "no-escalation", "nobody is named who is told in the end that a hand-off was not answered; expected"
          + " `escalate_to` with the e-mail of a CRM user, such as `escalate_to: max@caravan.example`");
    }
    for (String system : SYSTEMS) {
      if (root.find("stewards").flatMap(stewards -> stewards.find(system)).isEmpty()) {
        add(root.find("stewards").isPresent() ? key(root, "stewards") : root.origin(), "no-steward", "nobody answers for " + system
            + "; expected a steward by e-mail, such as `stewards: {eloqua: kim@caravan.example, salesforce: lee@caravan.example}`");
      }
    }
  }

  private void pool(ConfigNode pool) {
    ConfigNode members = pool.get("members");
    String name = "pool \"" + pool.get("pool").text() + "\"";
    if (members.isMap()) {
      return; // who is in it only the CRM can say
    }
    if (!members.isList()) {
      add(members.origin(), "pool-of-everybody", name + " gives hand-offs to everybody who can log in to the CRM; expected its"
          + " members by e-mail, such as `[kim@caravan.example]`");
    } else if (members.items().isEmpty()) {
      add(members.origin(), WITHOUT_MEMBERS, name + " has no members, so that what is for it goes to the next rule; expected"
          + " their e-mails, such as `[kim@caravan.example]`");
    }
  }

  /** No queue can own a contact, so that somebody must be named who takes what is about one. */
  private void rule(ConfigNode rule) {
    boolean takesContacts = !rule.get("when").isMap() || rule.get("when").find("record").map(record -> record.isList()
        ? record.texts().contains("contact") : record.text().equals("contact")).orElse(true);
    if (rule.get("to").text().startsWith("queue ") && takesContacts && rule.find("contacts_to").isEmpty()) {
      add(key(rule, "to"), "no-owner-for-contacts", "rule \"" + rule.get("rule").text() + "\" hands contacts to a queue, which cannot"
          + " own them; expected `contacts_to` with the e-mail of a CRM user, such as `contacts_to: lee@caravan.example`");
    }
  }

  private static Origin key(ConfigNode map, String key) {
    return map.entries().stream().filter(entry -> entry.key().equals(key)).findFirst().map(ConfigNode.Entry::origin)
        .orElse(map.origin());
  }

  private void add(Origin at, String code, String says) {
    found.add(file.remark(at, code, says));
  }
}
