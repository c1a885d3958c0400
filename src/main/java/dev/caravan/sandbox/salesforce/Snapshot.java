package dev.caravan.sandbox.salesforce;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What callers made of the org, as text to compare runs by: no times of writing, no ids that depend on order. */
final class Snapshot {
  private static final List<String> NAMES = List.of("Caravan_Key__c", "Email", "Name");

  private final Org org;
  private final Map<String, String> made = new HashMap<>();

  private Snapshot(Org org) {
    this.org = org;
  }

  static String of(Org org) {
    return new Snapshot(org).text();
  }

  private String text() {
    List<Org.Original> touched = org.touched();
    for (Org.Original original : touched) {
      Row now = org.table(original.type()).find(original.id());
      if (original.row() == null && now != null) {
        made.put(original.id(), original.type().name + ":" + name(now));
      }
    }
    var lines = new ArrayList<String>();
    for (Org.Original original : touched) {
      Row before = original.row();
      Row now = org.table(original.type()).find(original.id());
      if (now == null) {
        if (before != null) {
          lines.add(original.type().name + " " + original.id() + " deleted");
        }
        continue;
      }
      String fields = fields(before, now);
      if (before == null || !fields.isEmpty()) {
        lines.add(original.type().name + " " + made.getOrDefault(original.id(), original.id()) + fields);
      }
    }
    Collections.sort(lines);
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private static String name(Row row) {
    for (String name : NAMES) {
      Field field = row.type.field(name);
      Object value = field == null ? null : row.get(field);
      if (value != null) {
        return value.toString();
      }
    }
    return "new";
  }

  private String fields(@Nullable Row before, Row now) {
    var text = new StringBuilder();
    now.type.fields().stream()
        .filter(field -> !field.is("system") && !field.is("stamp"))
        .sorted(java.util.Comparator.comparing(Field::name))
        .forEach(field -> {
          Object value = now.get(field);
          boolean differs = before == null ? value != null : !Objects.equals(value, before.get(field));
          if (differs) {
            text.append(' ').append(field.name()).append('=').append(written(value));
          }
        });
    return text.toString();
  }

  private String written(@Nullable Object value) {
    if (value instanceof String id) {
      return Json.write(Values.json(made.getOrDefault(id, id)));
    }
    return Json.write(Values.json(value));
  }
}
