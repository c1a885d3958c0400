package dev.caravan.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads tables and finds what is wrong with them, all of it at once. */
final class Resolver {
  private static final Map<Class<?>, Coder> PLAIN = new HashMap<>(Map.of(long.class, Coder.LONG, Long.class, Coder.LONG,
      int.class, Coder.INT, Integer.class, Coder.INT, boolean.class, Coder.TRUTH, Boolean.class, Coder.TRUTH,
      double.class, Coder.DOUBLE, Double.class, Coder.DOUBLE, String.class, Coder.TEXT, long[].class, Coder.LONGS));

  static {
    PLAIN.put(byte[].class, Coder.BYTES);
    PLAIN.put(Object.class, Shown.ANYTHING);
  }

  private final Map<TypeTable.Row, Coder> coders = new LinkedHashMap<>();
  private final Map<Class<?>, Coder> byType = new HashMap<>();
  private final Map<TypeTable.Row, List<Part>> parts = new LinkedHashMap<>();
  private final Map<RecordCoder, TypeTable.Row> unread = new LinkedHashMap<>();
  private final List<String> given = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  /** A field or constant as a table has it; {@code value} is what it is where it was not written, null if nothing is said. */
  private record Part(int number, String name, boolean retired, @Nullable String value) {}

  Resolver(Collection<TypeTable> tables) {
    var rows = tables.stream().flatMap(table -> table.rows().stream())
        .sorted(Comparator.comparingInt(TypeTable.Row::number)).toList();
    unique(rows);
    rows.forEach(row -> parts.put(row, parts(row)));
    rows.forEach(this::begin);
    orThrow();
    List<RecordCoder> records = coders.values().stream().filter(RecordCoder.class::isInstance).map(RecordCoder.class::cast).toList();
    coders.forEach((row, coder) -> {
      if (coder instanceof RecordCoder record) {
        unread.put(record, row);
      } else if (coder instanceof Choice choice) {
        choice.members(records.stream().filter(record -> row.type().isAssignableFrom(record.type())).toList());
        complete(row);
      }
    });
    records.forEach(this::fields);
    orThrow();
    rows.forEach(this::list);
  }

  private void orThrow() {
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", wrong));
    }
  }

  private void unique(List<TypeTable.Row> rows) {
    for (int i = 1; i < rows.size(); i++) {
      TypeTable.Row one = rows.get(i - 1);
      TypeTable.Row other = rows.get(i);
      if (one.number() == other.number()) {
        wrong.add(one.number() + " stands for " + one.room() + "'s " + one.name() + " and for " + other.room() + "'s " + other.name()
            + ": the newer one takes a number no type ever had");
      }
    }
    var types = new HashMap<Class<?>, TypeTable.Row>();
    for (TypeTable.Row row : rows) {
      TypeTable.Row before = row.kind() == TypeTable.Kind.RETIRED ? null : types.put(row.type(), row);
      if (before != null) {
        wrong.add(row.name() + " has two numbers, " + before.number() + " and " + row.number() + ": keep the older one");
      }
    }
  }

  private List<Part> parts(TypeTable.Row row) {
    var parts = new ArrayList<Part>();
    for (String text : row.parts()) {
      String[] words = text.split(" ", 3);
      String rest = words.length < 3 ? "" : words[2];
      boolean retired = rest.equals("retired");
      boolean says = rest.startsWith("= ");
      if (words.length < 2 || !words[0].matches("[1-9][0-9]{0,3}") || !rest.isEmpty() && !retired && !says) {
        wrong.add(row.room() + ": \"" + text + "\" in the line of " + row.name()
            + " is no \"number name\", \"number name = value\" or \"number name retired\"");
        continue;
      }
      parts.add(new Part(Integer.parseInt(words[0]), words[1], retired, says ? rest.substring(2) : null));
    }
    parts.sort(Comparator.comparingInt(Part::number));
    for (int i = 1; i < parts.size(); i++) {
      if (parts.get(i).number == parts.get(i - 1).number) {
        wrong.add(row.room() + ": " + row.name() + " has two parts of number " + parts.get(i).number);
      }
    }
    if (row.kind() == TypeTable.Kind.RECORD && !parts.isEmpty() && parts.get(parts.size() - 1).number > TypeTable.MOST_FIELDS) {
      wrong.add(row.room() + ": " + row.name() + " has a field above " + TypeTable.MOST_FIELDS + ": begin a new record");
    }
    return parts;
  }

  private void begin(TypeTable.Row row) {
    List<Part> all = parts.getOrDefault(row, List.of());
    Coder coder = switch (row.kind()) {
      case RECORD -> new RecordCoder(row.number(), row.name(), row.type());
      case CHOICE -> new Choice(row.number(), row.name());
      case CONSTANTS -> constants(row, all);
      case NUMBER -> row.coder();
      case RETIRED -> null;
    };
    if (coder != null) {
      coders.put(row, coder);
      byType.put(row.type(), coder);
    }
  }

  private Constants constants(TypeTable.Row row, List<Part> all) {
    SortedMap<Integer, Enum<?>> numbered = new TreeMap<>();
    SortedMap<Integer, String> retired = new TreeMap<>();
    all.stream().filter(Part::retired).forEach(part -> retired.put(part.number, part.name));
    Map<String, Integer> numbers = new HashMap<>();
    all.stream().filter(part -> !part.retired).forEach(part -> numbers.put(part.name, part.number));
    for (Object each : row.type().getEnumConstants()) {
      var constant = (Enum<?>) each;
      Integer number = numbers.remove(constant.name());
      if (number == null) {
        missing(row, "the constant " + constant.name(), constant.name(), all);
      } else {
        numbered.put(number, constant);
      }
    }
    gone(row, numbers);
    return new Constants(row.number(), row.name(), numbered, retired);
  }

  private void missing(TypeTable.Row row, String what, String name, List<Part> all) {
    int next = all.stream().mapToInt(Part::number).max().orElse(0) + 1;
    wrong.add(row.room() + ": " + what + " of " + row.name() + " has no number: add \"" + next + " " + name + "\" to its line (type "
        + row.number() + ")");
  }

  private void gone(TypeTable.Row row, Map<String, Integer> left) {
    left.forEach((name, number) -> wrong.add(row.room() + ": " + row.name() + " has no " + name + " any more: write \"" + number + " "
        + name + " retired\" and raise the number of the state format, or the new name if it is the same thing"));
  }

  /** All records of a sealed interface must be registered. */
  private void complete(TypeTable.Row row) {
    permitted(row.type()).filter(type -> type.isRecord() && !byType.containsKey(type)).forEach(type ->
        wrong.add(row.room() + ": " + TypeTable.name(type) + ", a " + row.name() + ", is in no room's table: add it to that of its room"));
  }

  private static Stream<Class<?>> permitted(Class<?> type) {
    return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Resolver::permitted) : Stream.of(type);
  }

  /** Gives a record its fields; those first whose empty value its own may need. */
  private void fields(RecordCoder record) {
    TypeTable.Row row = unread.remove(record);
    if (row == null) {
      return;
    }
    List<Part> all = parts.getOrDefault(row, List.of());
    Map<String, Part> byName = new HashMap<>();
    all.stream().filter(part -> !part.retired).forEach(part -> byName.put(part.name, part));
    var fields = new ArrayList<RecordCoder.Field>();
    RecordComponent[] components = row.type().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      Part part = byName.remove(components[i].getName());
      if (part == null) {
        missing(row, "the component " + components[i].getName(), components[i].getName(), all);
        continue;
      }
      Coder coder = coder(row, part.name, components[i].getGenericType());
      if (coder instanceof RecordCoder inner) {
        fields(inner);
      }
      fields.add(field(row, part, i, coder));
    }
    Map<String, Integer> left = new TreeMap<>();
    byName.forEach((name, part) -> left.put(name, part.number));
    gone(row, left);
    fields.sort(Comparator.comparingInt(RecordCoder.Field::number));
    var retired = new String[TypeTable.MOST_FIELDS + 1];
    all.stream().filter(part -> part.retired && part.number < retired.length).forEach(part -> retired[part.number] = part.name);
    record.fields(fields.toArray(RecordCoder.Field[]::new), retired);
  }

  private RecordCoder.Field field(TypeTable.Row row, Part part, int at, Coder coder) {
    if (part.value == null) {
      return new RecordCoder.Field(part.number, part.name, at, coder, coder.zero(), coder.zero() != null);
    }
    Object value;
    try {
      value = coder.parse(part.value);
    } catch (NumberFormatException e) {
      value = null;
    }
    if (value == null) {
      wrong.add(row.room() + ": \"" + part.value + "\" is no value for " + part.name + " of " + row.name() + ", " + coder.kind()
          + "; a record is \"empty\" if all its fields have a value to fall back on");
    }
    return new RecordCoder.Field(part.number, part.name, at, coder, value, value != null && value.equals(coder.zero()));
  }

  private Coder coder(TypeTable.Row row, String field, Type type) {
    if (type instanceof Class<?> c) {
      Coder known = PLAIN.getOrDefault(c, byType.get(c));
      if (known != null) {
        return known;
      }
    } else if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        return new Coder.Many(coder(row, field, of[0]));
      } else if (generic.getRawType() == java.util.Set.class) {
        Coder each = coder(row, field, of[0]);
        return new Coder.Some(each, each instanceof Constants constants ? constants.order() : null);
      } else if (generic.getRawType() == Map.class && of[0] == String.class) {
        return of[1] == Object.class ? Shown.MAP : new Coder.ByText(coder(row, field, of[1]));
      }
    }
    wrong.add(row.room() + ": " + field + " of " + row.name() + " holds a "
        + (type instanceof Class<?> c ? TypeTable.name(c) + ", which is in no room's table: add it to that of its room"
        : type.getTypeName() + ", which has no bytes"));
    return Coder.TEXT;
  }

  private void list(TypeTable.Row row) {
    given.add(row.number() + " " + row.kind().name().toLowerCase(java.util.Locale.ROOT) + " " + row.name());
    Coder coder = coders.get(row);
    for (Part part : parts.getOrDefault(row, List.of())) {
      String kind = part.retired ? " retired" : coder instanceof RecordCoder record ? " " + record.kind(part.number) : "";
      given.add(row.number() + "." + part.number + " " + part.name + kind + (part.value == null ? "" : " = " + part.value));
    }
  }

  /** Coders by the rows of their types. */
  Map<TypeTable.Row, Coder> coders() {
    return coders;
  }

  List<String> given() {
    return given;
  }
}
