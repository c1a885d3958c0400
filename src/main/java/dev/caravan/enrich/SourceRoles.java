package dev.caravan.enrich;

import dev.caravan.config.ConfigNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each source is, by the name its facts carry: a CRM, in which people edit what is known; a marketing system; somebody who
 * sells what others know; else a list. Which ids a record carries says nothing of who wrote it.
 */
record SourceRoles(Set<String> crm, Set<String> marketing, Set<String> bought) {
  SourceRoles {
    crm = Set.copyOf(crm);
    marketing = Set.copyOf(marketing);
    bought = Set.copyOf(bought);
  }

  static SourceRoles from(ConfigNode file) {
    Map<String, String> roles = new HashMap<>();
    return new SourceRoles(read(file, "crm", List.of("salesforce"), roles), read(file, "marketing", List.of("eloqua"), roles),
        read(file, "bought", List.of(), roles));
  }

  private static Set<String> read(ConfigNode file, String role, List<String> shipped, Map<String, String> roles) {
    List<String> names = file.find(role).map(ConfigNode::texts).orElse(shipped);
    for (String name : names) {
      String before = roles.putIfAbsent(name, role);
      if (before != null && file.find(role).isPresent()) {
        file.get(role).report("two-roles", "\"" + name + "\" is already listed under \"" + before + "\"; expected each source in one place");
      }
    }
    return Set.copyOf(names);
  }
}
