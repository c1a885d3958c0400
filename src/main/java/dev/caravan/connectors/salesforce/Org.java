package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.outbox.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Names of the org that change rarely: queues by developer name, nurture campaigns, the user we act as. Asked for once,
 * and again when a name is not found.
 */
final class Org {
  private final Calls calls;
  private final SalesforceSettings settings;
  private final Supplier<Optional<String>> ownUser;
  private Map<String, String> queues = Map.of();
  private Map<String, String> campaigns = Map.of();

  Org(Calls calls, SalesforceSettings settings, Supplier<Optional<String>> ownUser) {
    this.calls = calls;
    this.settings = settings;
    this.ownUser = ownUser;
  }

  /** The queue's id. */
  synchronized Optional<String> queue(String developerName) {
    String key = developerName.toLowerCase(Locale.ROOT);
    if (!queues.containsKey(key)) {
      var found = new HashMap<String, String>();
      for (JsonNode row : calls.rows("SELECT Id, DeveloperName FROM Group WHERE Type = 'Queue'")) {
        found.put(row.path("DeveloperName").asText("").toLowerCase(Locale.ROOT), row.path("Id").asText());
      }
      queues = found;
    }
    return Optional.ofNullable(queues.get(key));
  }

  /** The queue that takes what nobody else can. */
  String fallbackQueue() {
    return queue(settings.fallbackQueue()).orElseThrow(() -> new CallFailed(Problem.CONFIG, "Salesforce has no queue "
        + settings.fallbackQueue() + " (caravan.salesforce.fallback-queue); create it and let it own Leads, or name"
        + " another one", null));
  }

  /** The campaign {@code caravan-<programme>}. */
  synchronized Optional<String> campaign(String programme) {
    String name = "caravan-" + programme;
    if (!campaigns.containsKey(name)) {
      var found = new HashMap<String, String>();
      for (JsonNode row : calls.rows("SELECT Id, Name FROM Campaign WHERE Name LIKE 'caravan-%' ORDER BY Id")) {
        found.putIfAbsent(row.path("Name").asText(""), row.path("Id").asText());
      }
      campaigns = found;
    }
    return Optional.ofNullable(campaigns.get(name));
  }

  /** Whether an owner is one Caravan may take a lead from without asking: a queue, or the user we act as. */
  boolean unclaimed(String owner) {
    return owner.isEmpty() || owner.startsWith("00G") || ownUser.get().filter(own -> same(own, owner)).isPresent();
  }

  /** Ids compare by their first 15 characters; the rest is a check sum. */
  static boolean same(String one, String other) {
    return one.equals(other)
        || one.length() >= 15 && other.length() >= 15 && one.substring(0, 15).equals(other.substring(0, 15));
  }

  static List<String> distinct(java.util.stream.Stream<String> ids) {
    return ids.filter(id -> !id.isEmpty()).distinct().sorted().toList();
  }
}
