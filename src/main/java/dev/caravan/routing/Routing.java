package dev.caravan.routing;

import dev.caravan.config.ConfigNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The rules of {@code config/routing.yaml}: ordered, the first whose target can take the hand-off wins. */
public final class Routing {
  private static final List<String> WHENS = List.of("always", "account has an active owner");

  private record Rule(String name, String to, String place) {}

  private record Pool(String name, List<String> members) {}

  /**
   * Where a hand-off goes.
   *
   * @param target owner, pool or queue
   * @param owner a user id, or the queue's developer name
   * @param ownerName for people
   * @param pool the pool whose turns moved, {@code ""} for none
   * @param turns the pool's turns from now on
   */
  public record Choice(String target, String owner, String ownerName, String rule, String place, String why,
      String pool, Turns turns) {}

  private final List<Rule> rules;
  private final Map<String, Pool> pools;
  private final Map<String, Long> response;

  private Routing(List<Rule> rules, Map<String, Pool> pools, Map<String, Long> response) {
    this.rules = rules;
    this.pools = pools;
    this.response = response;
  }

  /** The room as configured; mistakes are reported at their nodes. */
  public static Routing from(ConfigNode routing) {
    var pools = new LinkedHashMap<String, Pool>();
    for (ConfigNode node : routing.get("pools").items()) {
      ConfigNode members = node.get("members");
      List<String> emails = members.isValue() && members.text().equals("all active users") ? List.of() : members.texts();
      if (pools.put(node.get("pool").text(), new Pool(node.get("pool").text(), emails)) != null) {
        node.get("pool").report("duplicate-pool", "the pool \"" + node.get("pool").text() + "\" is already declared above");
      }
    }
    var rules = new ArrayList<Rule>();
    for (ConfigNode node : routing.get("rules").items()) {
      node.get("when").oneOf(WHENS);
      ConfigNode to = node.get("to");
      String target = to.text();
      if (target.startsWith("pool ") && !pools.containsKey(target.substring(5).strip())) {
        to.report("unknown-pool", "no pool \"" + target.substring(5).strip() + "\"; expected one of " + pools.keySet());
      } else if (!target.equals("owner") && !target.startsWith("pool ") && !target.startsWith("queue ")) {
        to.report("target", "cannot route to \"" + target + "\"; expected `owner`, `pool NAME` or `queue NAME`");
      }
      String name = node.get("rule").text();
      if (rules.stream().anyMatch(above -> above.name().equals(name))) {
        node.get("rule").report("duplicate-rule", "the rule \"" + name + "\" is already declared above");
      }
      rules.stream().filter(above -> above.to().startsWith("queue ")).findFirst().ifPresent(above -> node.get("rule").report(
          "unreachable", "this rule is never reached: \"" + above.name() + "\" above routes to a queue, which takes all;"
              + " expected that one last"));
      rules.add(new Rule(name, target, node.origin().file() + ":" + node.origin().line()));
    }
    if (routing.isSound() && rules.stream().noneMatch(rule -> rule.to().startsWith("queue "))) {
      routing.get("rules").report("no-last-resort", "no rule routes to a queue; a hand-off nobody can take would be lost");
    }
    var response = new LinkedHashMap<String, Long>();
    routing.get("response").entries().forEach(entry -> response.put(entry.key(), entry.value().duration()));
    return new Routing(List.copyOf(rules), pools, response);
  }

  /** How long a rep has by what set the hand-off off, ms. */
  public long responseTime(String trigger) {
    return response.getOrDefault(trigger, 0L);
  }

  /**
   * Chooses who acts.
   *
   * @param accountOwner user id of the account's owner, {@code ""} for none
   * @param reps by id
   * @param turns of a pool
   */
  public Choice choose(String accountOwner, SortedMap<String, Rep> reps, Function<String, Turns> turns) {
    for (Rule rule : rules) {
      if (rule.to().equals("owner")) {
        Rep owner = reps.get(accountOwner);
        if (owner != null && owner.active()) {
          return new Choice("owner", owner.id(), owner.name(), rule.name(), rule.place(), "owns the account", "", Turns.NONE);
        }
      } else if (rule.to().startsWith("pool ")) {
        String pool = rule.to().substring(5).strip();
        Map<String, Integer> there = present(pool, reps);
        if (!there.isEmpty()) {
          Turns.Next next = turns.apply(pool).next(there);
          Rep rep = reps.get(next.user());
          return new Choice("pool", next.user(), rep == null ? next.user() : rep.name(), rule.name(), rule.place(),
              "next in turn of " + pool, pool, next.turns());
        }
      } else {
        String queue = rule.to().substring(rule.to().indexOf(' ') + 1).strip();
        return new Choice("queue", queue, queue, rule.name(), rule.place(), "nobody else could take it", "", Turns.NONE);
      }
    }
    throw new IllegalStateException("no rule of routing.yaml could take the hand-off; the last one must route to a queue");
  }

  private Map<String, Integer> present(String name, SortedMap<String, Rep> reps) {
    Pool pool = pools.get(name);
    var there = new TreeMap<String, Integer>();
    for (Rep rep : reps.values()) {
      if (pool != null && rep.active() && (pool.members().isEmpty() || pool.members().contains(rep.email()))) {
        there.put(rep.id(), 1);
      }
    }
    return there;
  }
}
