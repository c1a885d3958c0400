package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.model.Fact;
import dev.caravan.model.Team;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Who is in the queues, roles and permission sets that pools of routing are made of. Who leaves one leaves no trace in Salesforce,
 * so that all of them are asked for each time, in one call; a team that is as it was is an echo in the journal. Groups and roles
 * inside of a queue are not followed, nor are permission set groups.
 */
final class Teams {
  /** How each kind is asked for, and where its answer names the team and the user. */
  private enum Kind {
    QUEUE("queue/", "SELECT Group.DeveloperName, UserOrGroupId FROM GroupMember WHERE Group.Type = 'Queue' AND Group.DeveloperName IN ",
        "/Group/DeveloperName", "/UserOrGroupId"),
    ROLE("role/", "SELECT UserRole.DeveloperName, Id FROM User WHERE UserRole.DeveloperName IN ", "/UserRole/DeveloperName", "/Id"),
    PERMISSION_SET("permission-set/", "SELECT PermissionSet.Name, AssigneeId FROM PermissionSetAssignment WHERE PermissionSet.Name IN ",
        "/PermissionSet/Name", "/AssigneeId");

    final String prefix;
    final String soql;
    final String team;
    final String user;

    Kind(String prefix, String soql, String team, String user) {
      this.prefix = prefix;
      this.soql = soql;
      this.team = team;
      this.user = user;
    }
  }

  private static final String STREAM = "team";

  private final Calls calls;
  private final String source;
  private final Supplier<? extends Collection<String>> wanted;

  Teams(Calls calls, String source, Supplier<? extends Collection<String>> wanted) {
    this.calls = calls;
    this.source = source;
    this.wanted = wanted;
  }

  /** The journal's name of the stream; none where no pool is made of a team. */
  List<String> streams() {
    return wanted.get().isEmpty() ? List.of() : List.of(source + "/" + STREAM);
  }

  /**
   * All of them as they are now.
   *
   * @throws CallFailed if Salesforce does not answer, or refuses to show one kind of them
   */
  List<Fact> read(Instant now) {
    var teams = new TreeMap<String, TreeSet<String>>();
    wanted.get().forEach(team -> teams.put(team, new TreeSet<>()));
    var asked = new ArrayList<Kind>();
    var queries = new ArrayList<String>();
    for (Kind kind : Kind.values()) {
      List<String> names = teams.keySet().stream().filter(team -> team.startsWith(kind.prefix))
          .map(team -> team.substring(kind.prefix.length())).toList();
      if (!names.isEmpty()) {
        asked.add(kind);
        queries.add(kind.soql + Soql.in(names));
      }
    }
    if (queries.isEmpty()) {
      return List.of();
    }
    List<Calls.Answer> answers = calls.ask(queries);
    for (int i = 0; i < asked.size(); i++) {
      if (answers.get(i).refused()) {
        throw answers.get(i).failure("a query for the members of a " + asked.get(i).prefix.replace("/", "").replace('-', ' '));
      }
      add(teams, asked.get(i), calls.rest(answers.get(i).page()));
    }
    return facts(teams, now.toEpochMilli());
  }

  private static void add(Map<String, TreeSet<String>> teams, Kind kind, List<JsonNode> rows) {
    for (JsonNode row : rows) {
      String user = row.at(kind.user).asText("");
      TreeSet<String> team = teams.get(kind.prefix + row.at(kind.team).asText("").toLowerCase(Locale.ROOT));
      if (team != null && user.startsWith("005")) {
        team.add(user);
      }
    }
  }

  private List<Fact> facts(Map<String, TreeSet<String>> teams, long now) {
    var facts = new ArrayList<Fact>();
    teams.forEach((team, members) -> facts.add(new Team(
        new Fact.Head(source, "team-" + team + "@" + Instant.ofEpochMilli(now), team, now, now, ""), List.copyOf(members))));
    return facts;
  }
}
