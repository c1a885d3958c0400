package dev.caravan.group;

import dev.caravan.config.ConfigNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who a committee needs, by solution, and who of the members fills which role. */
record Roles(List<Role> shared, Map<String, List<Role>> bySolution) {
  static final List<String> PERSONAS =
      List.of("decision-maker", "champion", "influencer", "practitioner", "executive-sponsor", "other");

  /** A role; {@code filledBy} are the personas who can fill it, whom it suits best first. */
  record Role(String name, int required, int weight, List<String> filledBy) {}

  static Roles from(ConfigNode file) {
    var own = new HashMap<String, List<Role>>();
    file.find("committees").map(ConfigNode::items).orElse(List.of()).forEach(node -> {
      String solution = node.get("solution").text();
      if (own.put(solution, roles(node.get("roles"))) != null) {
        node.get("solution").report("declared-twice", "solution \"" + solution + "\" has two committees; expected one");
      }
    });
    return new Roles(roles(file.get("roles")), Map.copyOf(own));
  }

  private static List<Role> roles(ConfigNode list) {
    var roles = new ArrayList<Role>();
    Set<String> names = new HashSet<>();
    for (ConfigNode node : list.items()) {
      String name = node.get("role").text();
      List<String> filledBy = new ArrayList<>();
      node.find("filled_by").ifPresent(personas -> personas.items().forEach(each -> filledBy.add(each.oneOf(PERSONAS))));
      if (filledBy.isEmpty() && !PERSONAS.contains(name)) {
        node.get("role").report("filled-by-missing", "role \"" + name + "\" is no persona; expected one of " + PERSONAS
            + ", or `filled_by` with the personas who can fill it");
      }
      if (!names.add(name)) {
        node.get("role").report("declared-twice", "role \"" + name + "\" is declared twice; expected one with `required: 2`, say");
      }
      roles.add(new Role(name, node.get("required").integer(0, 100), node.get("weight").integer(0, 100),
          filledBy.isEmpty() ? List.of(name) : List.copyOf(filledBy)));
    }
    return List.copyOf(roles);
  }

  List<Role> of(String solution) {
    return bySolution.getOrDefault(solution, shared);
  }

  /**
   * Everybody's role: as given by hand; else of the roles their persona can fill the first that is still short, going by
   * how well it suits and then by the order of roles; else the first they can fill; else their persona.
   *
   * @param members the first to come first
   */
  Map<String, String> assigned(String solution, List<Entry.Member> members) {
    List<Role> roles = of(solution);
    var byPerson = new HashMap<String, String>();
    var filled = new HashMap<String, Integer>();
    for (Entry.Member member : members) {
      if (!member.givenRole().isEmpty()) {
        byPerson.put(member.person(), member.givenRole());
        filled.merge(member.givenRole(), 1, Integer::sum);
      }
    }
    int choices = roles.stream().mapToInt(role -> role.filledBy().size()).max().orElse(0);
    for (int choice = 0; choice < choices; choice++) {
      for (Role role : roles) {
        for (Entry.Member member : members) {
          boolean suits = choice < role.filledBy().size() && role.filledBy().get(choice).equals(member.who().persona());
          if (suits && !byPerson.containsKey(member.person()) && filled.getOrDefault(role.name(), 0) < role.required()) {
            byPerson.put(member.person(), role.name());
            filled.merge(role.name(), 1, Integer::sum);
          }
        }
      }
    }
    for (Entry.Member member : members) {
      byPerson.computeIfAbsent(member.person(), person -> roles.stream()
          .filter(role -> role.filledBy().contains(member.who().persona())).findFirst().map(Role::name).orElse(member.who().persona()));
    }
    return byPerson;
  }

  /** Mean over needed roles of min(1, engaged ÷ required), in hundredths. */
  int completeness(String solution, Map<String, String> engaged) {
    long sum = 0;
    int needed = 0;
    for (Role role : of(solution)) {
      if (role.required() > 0) {
        needed++;
        sum += Math.min(100, 100L * having(engaged, role.name()) / role.required());
      }
    }
    return needed == 0 ? 100 : (int) ((sum + needed / 2) / needed);
  }

  /** Needed roles that are short, the weightiest first. */
  List<String> missing(String solution, Map<String, String> engaged) {
    return of(solution).stream().filter(role -> role.required() > having(engaged, role.name()))
        .sorted((a, b) -> Integer.compare(b.weight(), a.weight())).map(Role::name).toList();
  }

  /** How much somebody of a role counts. */
  int weight(String solution, String role) {
    return of(solution).stream().filter(each -> each.name().equals(role)).mapToInt(Role::weight).findFirst().orElse(0);
  }

  private static long having(Map<String, String> engaged, String role) {
    return engaged.values().stream().filter(role::equals).count();
  }
}
