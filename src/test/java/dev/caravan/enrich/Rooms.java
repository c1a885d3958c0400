package dev.caravan.enrich;

import dev.caravan.config.ConfigFile;
import dev.caravan.config.Configuration;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The room as shipped, and records to tell it. */
final class Rooms {
  private Rooms() {}

  static Enrichment shipped() {
    return with("");
  }

  /** The shipped room with a line or more put in front of its settings. */
  static Enrichment with(String lines) {
    Configuration config = Configuration.load(Path.of("config"));
    String text = config.texts().get("enrichment.yaml");
    String changed = lines.startsWith("bought") ? text.replace("bought: []", "") + "\n" + lines : lines.isEmpty() ? text
        : text + "\n" + lines;
    return ConfigFile.of("config/enrichment.yaml", changed, "").read(node -> Enrichment.from(
        config.file("personas").root(), config.file("signals").root(), node, Set.of("gmail.com")));
  }

  static long day(int n) {
    return Times.parse("2026-01-05T09:00:00Z") + n * Times.DAY;
  }

  /** What an Eloqua contact record says. */
  static Fact.Person contact(int day, String... values) {
    return record("eloqua", Map.of("eloqua", "1"), day, values);
  }

  /** What a Salesforce lead says. */
  static Fact.Person lead(int day, String... values) {
    return record("salesforce", Map.of("salesforce", "00Q1"), day, values);
  }

  static Fact.Person record(String source, Map<String, String> ids, int day, String... values) {
    return new Fact.Person(new Fact.Head(source, source + day, "dana@halden.example", day(day), day(day), "dana"), ids,
        map(values));
  }

  /** A form that was sent. */
  static Fact.Activity form(int day, String... fields) {
    return new Fact.Activity(new Fact.Head("eloqua", "form" + day, "dana@halden.example", day(day), day(day), "dana"),
        Fact.ActivityKind.FORM_SUBMIT, "1", Fact.Asset.NONE, "", map(fields), Map.of());
  }

  private static Map<String, String> map(String... pairs) {
    var map = new LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
