package dev.caravan.sandbox.salesforce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The objects of the org, read from {@code schema.txt}. */
final class Schema {
  private final Map<String, ObjectType> types = new LinkedHashMap<>();

  static Schema shipped() {
    try (var in = Schema.class.getResourceAsStream("schema.txt")) {
      if (in == null) {
        throw new IllegalStateException("schema.txt of the Salesforce stand-in is not on the class path");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read schema.txt of the Salesforce stand-in", e);
    }
  }

  static Schema parse(String text) {
    var schema = new Schema();
    ObjectType type = null;
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<String> columns = List.of(line.strip().split(" {2,}"));
      if (!line.startsWith(" ")) {
        type = new ObjectType(columns.get(0), columns.get(1));
        schema.types.put(type.name.toLowerCase(Locale.ROOT), type);
      } else if (type == null || columns.size() < 3) {
        throw new IllegalArgumentException("schema.txt:" + number + ": expected name, kind and size below an object");
      } else {
        type.add(field(type.size(), columns));
      }
    }
    return schema;
  }

  private static Field field(int index, List<String> columns) {
    var marks = new HashSet<String>();
    var settings = new LinkedHashMap<String, String>();
    for (String column : columns.subList(3, columns.size())) {
      int eq = column.indexOf('=');
      if (eq < 0) {
        marks.add(column);
      } else {
        settings.put(column.substring(0, eq), column.substring(eq + 1));
      }
    }
    return new Field(
        index,
        columns.get(0),
        Field.Kind.valueOf(columns.get(1).toUpperCase(Locale.ROOT)),
        Integer.parseInt(columns.get(2)),
        marks,
        list(settings.get("to")),
        settings.get("rel"),
        settings.get("children"),
        list(settings.get("values")),
        settings.get("default"));
  }

  private static List<String> list(@Nullable String joined) {
    return joined == null ? List.of() : List.of(joined.split("\\|"));
  }

  void add(ObjectType type) {
    types.put(type.name.toLowerCase(Locale.ROOT), type);
  }

  Collection<ObjectType> types() {
    return types.values();
  }

  @Nullable ObjectType find(String name) {
    return types.get(name.toLowerCase(Locale.ROOT));
  }

  /** The object of that name, or the refusal callers know for it. */
  ObjectType type(String name) {
    ObjectType type = find(name);
    if (type == null) {
      throw unknown(name);
    }
    return type;
  }

  static Refusal unknown(String name) {
    return Refusal.of(400, "INVALID_TYPE", "sObject type '" + name + "' is not supported. If you are attempting to use"
        + " a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the"
        + " describe call for the appropriate names.");
  }

  /** The custom field a fact's extra key stands for; made when there is none yet. */
  Field custom(ObjectType type, String key, Field.Kind kind) {
    Field known = type.field(key);
    if (known != null) {
      return known;
    }
    String name = key.endsWith("__c") ? key : capitalised(key) + "__c";
    known = type.field(name);
    if (known != null) {
      return known;
    }
    int size = kind == Field.Kind.STRING ? 255 : kind == Field.Kind.DOUBLE ? 4 : 0;
    String initial = kind == Field.Kind.BOOLEAN ? "false" : null;
    return type.add(new Field(
        type.size(), name, kind, size, new HashSet<>(), List.of(), null, null, List.of(), initial));
  }

  private static String capitalised(String key) {
    var parts = new ArrayList<String>();
    for (String part : key.split("[^A-Za-z0-9]+")) {
      if (!part.isEmpty()) {
        parts.add(part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
      }
    }
    return String.join("_", parts);
  }
}
