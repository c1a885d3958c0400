package dev.caravan.pipeline;

import dev.caravan.config.ConfigNode;
import dev.caravan.config.Configuration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What no room can see alone: names in one settings file that only mean something by another. */
final class Together {
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private Together() {}

  /** Reports at their places what does not fit together. Files with mistakes of their own are left alone. */
  static void check(Configuration config) {
    ConfigNode personas = root(config, "personas");
    ConfigNode scoring = root(config, "scoring");
    fit(scoring, personas, root(config, "enrichment"));
    roles(personas, root(config, "groups"));
    lacking(root(config, "nurture"), scoring);
  }

  private static ConfigNode root(Configuration config, String name) {
    return config.file(name).root();
  }

  /** A value that no title, country or industry is ever written as would silently be worth nothing. */
  private static void fit(ConfigNode scoring, ConfigNode personas, ConfigNode enrichment) {
    Map<String, String> otherNames = otherNames(enrichment);
    for (ConfigNode node : list(scoring, "fit")) {
      String criterion = node.find("criterion").map(ConfigNode::text).orElse("");
      for (ConfigNode.Entry value : node.find("values").filter(ConfigNode::isMap).map(ConfigNode::entries).orElse(List.of())) {
        switch (criterion) {
          case "seniority", "function" -> known(value, criterion, personas.find(criterion).map(ConfigNode::keys)
              .orElse(Set.of()), "personas.yaml");
          case "persona" -> known(value, "persona", given(personas), "personas.yaml");
          case "in_crm" -> known(value, "answer", Set.of("yes", "no"), "the CRM");
          case "country" -> {
            if (!COUNTRIES.contains(value.key().toUpperCase(Locale.ROOT))) {
              value.value().report("unknown-country", "\"" + value.key() + "\" is no country; expected a code of ISO 3166-1"
                  + " such as `GB`, as which all countries are written");
            }
          }
          case "industry" -> {
            String name = otherNames.get(value.key().toLowerCase(Locale.ROOT));
            if (name != null) {
              value.value().report("other-name", "nobody's industry is \"" + value.key() + "\": enrichment.yaml writes it as \""
                  + name + "\"; expected that name");
            }
          }
          default -> { } // a field of the profile, with any value
        }
      }
    }
  }

  private static void known(ConfigNode.Entry value, String what, Collection<String> names, String where) {
    if (!names.isEmpty() && names.stream().noneMatch(name -> name.equalsIgnoreCase(value.key()))) {
      value.value().report("unknown-" + what, "no " + what + " \"" + value.key() + "\" in " + where + "; expected one of "
          + new TreeSet<>(names));
    }
  }

  private static Map<String, String> otherNames(ConfigNode enrichment) {
    var names = new TreeMap<String, String>();
    enrichment.find("industries").filter(ConfigNode::isMap).ifPresent(industries -> {
      industries.entries().stream().filter(entry -> entry.value().isList()).forEach(entry ->
          entry.value().texts().forEach(name -> names.put(name.toLowerCase(Locale.ROOT), entry.key())));
      industries.keys().forEach(name -> names.remove(name.toLowerCase(Locale.ROOT)));
    });
    return names;
  }

  /** The roles people are given by their titles. */
  private static Set<String> given(ConfigNode personas) {
    var given = new HashSet<String>();
    for (ConfigNode node : list(personas, "personas")) {
      node.find("persona").ifPresent(name -> given.add(name.text()));
    }
    return given;
  }

  /** A committee that waits for a role nobody is ever given is never complete. */
  private static void roles(ConfigNode personas, ConfigNode groups) {
    Set<String> given = given(personas);
    for (ConfigNode node : list(groups, "roles")) {
      String role = node.isMap() ? node.find("role").filter(ConfigNode::isValue).map(ConfigNode::text).orElse("") : "";
      if (!role.isEmpty() && !given.isEmpty() && !given.contains(role)) {
        personas.get("personas").report("role-nobody-has", "nobody is ever given the role \"" + role
            + "\", which groups.yaml asks for; expected a row for it");
      }
    }
  }

  /** A programme for a lack that scoring.yaml never finds would wait for ever. */
  private static void lacking(ConfigNode nurture, ConfigNode scoring) {
    var found = new TreeSet<String>();
    list(scoring, "lacking").forEach(node -> node.find("lacking").ifPresent(name -> found.add(name.text())));
    for (ConfigNode node : list(nurture, "programmes")) {
      ConfigNode when = node.get("when");
      String[] words = when.isValue() ? when.text().split("\\s+") : new String[0];
      for (int i = 1; i < words.length; i++) {
        if (words[i - 1].equals("lacking") && !found.isEmpty() && !found.contains(words[i])) {
          when.report("unknown-lacking", "scoring.yaml never finds anybody \"lacking " + words[i] + "\"; expected one of "
              + found);
        }
      }
    }
  }

  private static List<ConfigNode> list(ConfigNode file, String key) {
    return file.isMap() ? file.find(key).filter(ConfigNode::isList).map(ConfigNode::items).orElse(List.of()) : List.of();
  }
}
