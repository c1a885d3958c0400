package dev.caravan.journal;

import dev.caravan.model.Fact;
import dev.caravan.store.Rows;
import dev.caravan.store.Store;
import dev.caravan.store.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** People and their keys in the store. */
final class JdbcAliases implements Aliases, People {
  private final Store store;

  JdbcAliases(Store store) {
    this.store = store;
  }

  @Override
  public Map<String, Known> find(Collection<String> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    return store.read(handle -> {
      Map<String, String> personOf = new HashMap<>();
      Rows.eachIn(handle, "SELECT name, person FROM alias WHERE name IN ({keys})", List.of(), keys,
          row -> personOf.put(row.getString(1), row.getString(2)));
      Map<String, List<String>> keysOf = new HashMap<>();
      Map<String, List<String>> goneOf = new HashMap<>();
      List<String> people = personOf.values().stream().distinct().toList();
      Rows.eachIn(handle, "SELECT person, name, gone FROM alias WHERE person IN ({keys})", List.of(), people, row -> {
        keysOf.computeIfAbsent(row.getString(1), id -> new ArrayList<>()).add(row.getString(2));
        if (row.getInt(3) != 0) {
          goneOf.computeIfAbsent(row.getString(1), id -> new ArrayList<>()).add(row.getString(2));
        }
      });
      Map<String, Known> known = new HashMap<>();
      Rows.eachIn(handle, "SELECT id, seq FROM person WHERE id IN ({keys})", List.of(), people, row -> {
        String id = row.getString(1);
        known.put(id, new Known(id, row.getLong(2), keysOf.getOrDefault(id, List.of()), goneOf.getOrDefault(id, List.of())));
      });
      Map<String, Known> found = new HashMap<>();
      personOf.forEach((key, id) -> {
        Known person = known.get(id);
        if (person != null) {
          found.put(key, person);
        }
      });
      return found;
    });
  }

  @Override
  public long lastSeq() {
    return store.read(handle -> handle.createQuery("SELECT COALESCE(MAX(seq), 0) FROM person").mapTo(Long.class).one());
  }

  /** Writes down what an admission found out. */
  static void settle(Tx tx, Stamps stamps) {
    var handle = tx.handle();
    long first = handle.createQuery("SELECT COALESCE(MAX(seq), 0) + 1 FROM alias").mapTo(Long.class).one();
    Rows.batch(handle, "INSERT INTO person (id, seq) VALUES (?, ?)", stamps.people.entrySet(), (statement, person) -> {
      statement.setString(1, person.getKey());
      statement.setLong(2, person.getValue());
    });
    long[] next = {first};
    // A key that moves to a merge's winner keeps its place in line.
    Rows.batch(handle, "INSERT INTO alias (name, person, seq) VALUES (?, ?, ?)"
        + " ON CONFLICT (name) DO UPDATE SET person = excluded.person", stamps.aliases.entrySet(),
        (statement, alias) -> {
          statement.setString(1, alias.getKey());
          statement.setString(2, alias.getValue());
          statement.setLong(3, next[0]++);
        });
    Rows.batch(handle, "UPDATE alias SET gone = ? WHERE name = ?", stamps.gone.entrySet(), (statement, key) -> {
      statement.setInt(1, key.getValue() ? 1 : 0);
      statement.setString(2, key.getKey());
    });
    // Keys remembered for the loser while the admission was under way follow it.
    for (FrontDoor.Merged merged : stamps.merges) {
      handle.createUpdate("UPDATE person SET merged_into = :winner, merged_recorded = :recorded,"
          + " merged_source = :source, merged_fact = :fact, merged_nth = :nth WHERE id = :loser")
          .bind("winner", merged.winner()).bind("recorded", merged.before().recorded())
          .bind("source", merged.before().source()).bind("fact", merged.before().id()).bind("nth", merged.nth())
          .bind("loser", merged.loser()).execute();
      handle.createUpdate("UPDATE alias SET person = :winner WHERE person = :loser").bind("winner", merged.winner())
          .bind("loser", merged.loser()).execute();
    }
    Rows.batch(handle, "UPDATE fact SET person = ? WHERE source = ? AND id = ?", stamps.stamps, (statement, stamp) -> {
      statement.setString(1, stamp.person());
      statement.setString(2, stamp.source());
      statement.setString(3, stamp.id());
    });
  }

  @Override
  public Optional<String> find(String emailOrId) {
    String key = IdentityKeys.key(emailOrId, "");
    return store.read(handle -> handle.createQuery("SELECT person FROM alias WHERE name = :name").bind("name", key)
        .mapTo(String.class).findOne());
  }

  @Override
  public Map<String, String> ids(String person) {
    return store.read(handle -> {
      Map<String, String> ids = new TreeMap<>();
      Rows.each(handle, "SELECT name FROM alias WHERE person = COALESCE((SELECT person FROM alias WHERE name = ?), ?)"
          + " AND gone = 0 ORDER BY seq, name", List.of(person, person), row -> {
            String key = row.getString(1);
            String system = IdentityKeys.system(key);
            if (!system.isEmpty()) {
              String id = key.substring(system.length() + 1);
              ids.putIfAbsent(withObject(system, id), id);
            }
          });
      return ids;
    });
  }

  @Override
  public Map<String, String> values(String person) {
    return store.read(handle -> {
      String known = handle.createQuery("SELECT person FROM alias WHERE name = :name").bind("name", person)
          .mapTo(String.class).findOne().orElse(person);
      Map<String, String> values = new TreeMap<>();
      List<Fact> records = new ArrayList<>(FactRows.records(handle, known));
      records.sort(Comparator.comparingLong(fact -> Math.max(fact.head().recorded(), fact.head().time())));
      for (Fact fact : records) {
        if (fact instanceof Fact.Person record && !record.isDeleted()) {
          record.values().forEach((name, value) -> {
            if (!value.isBlank()) {
              values.put(name, value);
            }
          });
        }
      }
      return values;
    });
  }

  /** A lead and a contact of one system are told apart. */
  private static String withObject(String system, String id) {
    return !system.equals("salesforce") ? system
        : id.startsWith("00Q") ? "salesforce.lead" : id.startsWith("003") ? "salesforce.contact" : system;
  }

  @Override
  public void remember(String person, String system, String id) {
    store.write(tx -> {
      // Before all others in line: what we were just told is surer than what was said long ago.
      long first = tx.handle().createQuery("SELECT COALESCE(MIN(seq), 0) - 1 FROM alias").mapTo(Long.class).one();
      return tx.handle().createUpdate("INSERT INTO alias (name, person, seq) VALUES (:name,"
          + " COALESCE((SELECT a.person FROM alias a WHERE a.name = :person), :person), :seq)"
          + " ON CONFLICT (name) DO UPDATE SET gone = 0, seq = excluded.seq WHERE alias.gone <> 0")
          .bind("name", remembered(system, id)).bind("person", person).bind("seq", Math.min(first, -1)).execute();
    });
  }

  @Override
  public void forget(String system, String id) {
    store.write(tx -> tx.handle().createUpdate("UPDATE alias SET gone = 1 WHERE name = :name")
        .bind("name", remembered(system, id)).execute());
  }

  /** {@code salesforce.lead} and {@code salesforce.contact} are two names of one system. */
  private static String remembered(String system, String id) {
    return (system.startsWith("salesforce.") ? "salesforce" : system) + ":" + id;
  }
}
