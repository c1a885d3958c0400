package dev.caravan.sandbox.eloqua;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Checks export definitions and runs them. Rows come in no order, the same for the same sync. */
final class Exports {
  private static final int MAX_CONTACT_FIELDS = 10;

  private final Tenant tenant;

  /** What activities of every type can be filtered by. */
  private static final Set<String> FILTERS =
      Set.of("{{activity.type}}", "{{activity.createdat}}", "{{activity.id}}", "{{activity.contact.id}}");

  Exports(Tenant tenant) {
    this.tenant = tenant;
  }

  /** A cell of a row about an {@code S}. */
  private interface Cell<S> {
    String of(S subject);
  }

  /** Refuses what can't be run, before it is kept. */
  void check(Definition definition) {
    switch (definition.kind) {
      case ACTIVITY_EXPORT -> activityCells(definition, typeOf(definition, filter(definition)));
      case CONTACT_EXPORT -> {
        contactCells(definition);
        checkStatements(definition, statement -> ContactSubject.knows(tenant, statement));
      }
      case ACCOUNT_EXPORT -> {
        accountCells(definition);
        checkStatements(definition, AccountSubject::knows);
      }
      default -> throw new IllegalArgumentException(definition.uri + " is no export");
    }
  }

  Rows run(Definition definition, long seed) {
    return switch (definition.kind) {
      case ACTIVITY_EXPORT -> activities(definition, seed);
      case CONTACT_EXPORT -> rows(
          definition, seed, contactCells(definition), List.copyOf(tenant.contacts()),
          contact -> new ContactSubject(tenant, contact, definition.utc));
      default -> rows(
          definition, seed, accountCells(definition), List.copyOf(tenant.accounts.values()),
          AccountSubject::new);
    };
  }

  private @Nullable Eel filter(Definition definition) {
    try {
      return definition.filter.isBlank() ? null : Eel.parse(definition.filter, definition.utc);
    } catch (IllegalArgumentException e) {
      throw definition.wrong("filter", definition.filter + " (" + e.getMessage() + ")", "SyntaxRequirement");
    }
  }

  /** Refuses a filter that asks for a field or a list this tenant does not have. */
  private void checkStatements(Definition definition, Predicate<String> knows) {
    Eel filter = filter(definition);
    if (filter == null) {
      return;
    }
    for (String statement : Eel.statements(filter)) {
      if (!knows.test(statement)) {
        throw definition.wrong("filter", statement, "ContentRequirement");
      }
    }
    for (String statement : Eel.existing(filter)) {
      if (tenant.list(ContactSubject.list(statement)) == null) {
        throw definition.wrong("filter", statement, "ContentRequirement");
      }
    }
  }

  /** The one type of an activity export; contact fields may be selected but not filtered. */
  private ActivityType typeOf(Definition definition, @Nullable Eel filter) {
    ActivityType type = null;
    if (filter != null) {
      for (Eel part : Eel.conjuncts(filter)) {
        if (part instanceof Eel.Compare c
            && c.statement().equalsIgnoreCase("{{Activity.Type}}") && c.op().equals("=")) {
          type = ActivityType.ofBulkName(c.value());
        }
      }
      for (String statement : Eel.statements(filter)) {
        String lower = statement.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("{{activity.") || ActivityColumns.isContactField(statement)) {
          throw definition.wrong("filter", statement, "ContentRequirement");
        }
      }
    }
    if (type == null) {
      throw definition.wrong("filter", definition.filter, "ContentRequirement");
    }
    ActivityType of = type;
    checkStatements(definition, statement -> FILTERS.contains(statement.toLowerCase(Locale.ROOT))
        || ActivityColumns.cell(of, statement, tenant.fields) != null);
    return type;
  }

  private Map<String, Cell<Activity>> activityCells(Definition definition, ActivityType type) {
    var cells = new LinkedHashMap<String, Cell<Activity>>();
    int contactFields = 0;
    for (var field : definition.fields.entrySet()) {
      ActivityColumns.Cell cell = ActivityColumns.cell(type, field.getValue(), tenant.fields);
      contactFields += ActivityColumns.isContactField(field.getValue()) ? 1 : 0;
      if (cell == null || contactFields > MAX_CONTACT_FIELDS) {
        throw definition.wrong("fields", field.getKey() + ": " + field.getValue(), "ContentRequirement");
      }
      cells.put(field.getKey(), activity -> cell.of(activity, tenant, definition.utc));
    }
    return cells;
  }

  private Rows activities(Definition definition, long seed) {
    Eel filter = filter(definition);
    ActivityType type = typeOf(definition, filter);
    Map<String, Cell<Activity>> cells = activityCells(definition, type);
    Activity[] all = tenant.activities.of(type);
    int from = 0;
    int to = all.length;
    boolean more = false;
    for (Eel part : filter == null ? List.<Eel>of() : Eel.conjuncts(filter)) {
      if (part instanceof Eel.Compare c && c.statement().equalsIgnoreCase("{{Activity.CreatedAt}}")) {
        switch (c.op()) {
          case ">=" -> from = Math.max(from, tenant.activities.from(type, c.millis()));
          case ">" -> from = Math.max(from, tenant.activities.from(type, c.millis() + 1));
          case "<" -> to = Math.min(to, tenant.activities.from(type, c.millis()));
          case "<=" -> to = Math.min(to, tenant.activities.from(type, c.millis() + 1));
          default -> more = true;
        }
      } else if (!(part instanceof Eel.Compare c && c.statement().equalsIgnoreCase("{{Activity.Type}}"))) {
        more = true;
      }
    }
    long now = tenant.clock.millis();
    int[] found = new int[Math.max(0, to - from)];
    int size = 0;
    for (int i = from; i < to; i++) {
      boolean known = tenant.activities.shows(all[i], now);
      if (known && (!more || filter == null || filter.test(new ActivitySubject(tenant, all[i], definition.utc)))) {
        found[size++] = i;
      }
    }
    return shuffled(definition, seed, cells, Arrays.asList(all), Arrays.copyOf(found, size));
  }

  private Map<String, Cell<Contact>> contactCells(Definition definition) {
    var cells = new LinkedHashMap<String, Cell<Contact>>();
    definition.fields.forEach((name, statement) -> {
      if (!ContactSubject.knows(tenant, statement)) {
        throw definition.wrong("fields", name + ": " + statement, "ContentRequirement");
      }
      cells.put(name, contact -> new ContactSubject(tenant, contact, definition.utc).text(statement));
    });
    return cells;
  }

  private static Map<String, Cell<Tenant.Account>> accountCells(Definition definition) {
    var cells = new LinkedHashMap<String, Cell<Tenant.Account>>();
    definition.fields.forEach((name, statement) -> {
      if (!AccountSubject.knows(statement)) {
        throw definition.wrong("fields", name + ": " + statement, "ContentRequirement");
      }
      cells.put(name, account -> new AccountSubject(account, definition.utc).text(statement));
    });
    return cells;
  }

  private interface SubjectOf<S> {
    Eel.Subject of(S one);
  }

  private <S> Rows rows(
      Definition definition, long seed, Map<String, Cell<S>> cells, List<S> all, SubjectOf<S> subject) {
    Eel filter = filter(definition);
    var found = new ArrayList<S>();
    for (S one : all) {
      if (filter == null || filter.test(subject.of(one))) {
        found.add(one);
      }
    }
    return shuffled(definition, seed, cells, found, IntStream.range(0, found.size()).toArray());
  }

  /** The rows of the subjects picked, in an order that depends on nothing but the seed. */
  private static <S> Rows shuffled(
      Definition definition, long seed, Map<String, Cell<S>> cells, List<S> all, int[] picked) {
    var random = new SplittableRandom(seed);
    for (int i = picked.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = picked[i];
      picked[i] = picked[j];
      picked[j] = kept;
    }
    int count = (int) Math.min(picked.length, definition.maxRecords);
    return new Rows() {
      @Override
      public int size() {
        return count;
      }

      @Override
      public void write(JsonGenerator json, int index) throws IOException {
        json.writeStartObject();
        for (var cell : cells.entrySet()) {
          json.writeStringField(cell.getKey(), cell.getValue().of(all.get(picked[index])));
        }
        json.writeEndObject();
      }
    };
  }
}
