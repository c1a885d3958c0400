package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every database behind the doors does. */
abstract class StoreContract {
  @TempDir Path folder;
  private Store store;
  private KeyedState state;

  abstract Store open(Path folder);

  @BeforeEach
  void openTheStore() {
    store = open(folder);
    state = KeyedState.in(store);
  }

  @AfterEach
  void closeTheStore() {
    store.close();
  }

  @Test
  void a_write_that_throws_leaves_nothing() {
    assertThatThrownBy(() -> store.write(tx -> {
      store.meta(tx, "model", "1");
      throw new IllegalArgumentException("no");
    })).isInstanceOf(IllegalArgumentException.class).hasMessage("no");
    assertThat(store.meta("model")).isEmpty();
  }

  @Test
  void the_last_word_about_the_store_stays() {
    store.write(tx -> {
      store.meta(tx, "model", "1");
      store.meta(tx, "model", "2");
      return null;
    });
    assertThat(store.meta("model")).contains("2");
  }

  @Test
  void a_store_tied_to_one_org_refuses_another() {
    store.pin("org", "00D1");
    store.pin("org", "00D1");
    assertThatThrownBy(() -> store.pin("org", "00D2")).isInstanceOf(Store.Trouble.class)
        .hasMessageContaining("\"00D1\"").hasMessageContaining("own data directory");
  }

  @Test
  void a_write_inside_a_write_is_refused_at_once() {
    assertThatIllegalStateException().isThrownBy(() -> store.write(tx -> store.write(inner -> 1)))
        .withMessageContaining("pass the Tx on");
    assertThat(store.<Integer>write(tx -> 1)).isEqualTo(1);
  }

  @Test
  void a_reader_sees_one_state_while_a_writer_is_at_work() {
    store.write(tx -> {
      store.meta(tx, "model", "1");
      assertThat(store.meta("model")).isEmpty();
      return null;
    });
    store.read(handle -> {
      assertThat(store.meta("model")).contains("1");
      store.write(tx -> {
        store.meta(tx, "model", "2");
        return null;
      });
      return assertThat(handle.select("SELECT value FROM meta").mapTo(String.class).list()).isNotEmpty();
    });
  }

  @Test
  void heads_and_entries_come_back_as_they_were_saved() {
    save(change("score", "dana", bytes(1), 50, Map.of("a", bytes(1), "b", bytes(2))),
        change("score", "li", bytes(2), Long.MAX_VALUE, Map.of()),
        change("group", "dana", bytes(3), 20, Map.of()));
    assertThat(state.heads("score", List.of("dana", "li", "nobody"))).containsOnlyKeys("dana", "li");
    assertThat(state.heads("score", List.of("dana")).get("dana").bytes()).containsExactly(1);
    assertThat(state.heads("score", List.of("dana")).get("dana").alarm()).isEqualTo(50);
    assertThat(state.entry("score", "dana", "b")).hasValueSatisfying(body -> assertThat(body).containsExactly(2));
    assertThat(state.entry("score", "dana", "c")).isEmpty();
    assertThat(state.entries("score", "dana").keySet()).containsExactly("a", "b");
    assertThat(state.keys("score")).containsExactly("dana", "li");
  }

  @Test
  void an_entry_goes_alone_and_a_key_with_all_its_entries() {
    save(change("score", "dana", bytes(1), 50, Map.of("a", bytes(1), "b", bytes(2))));
    Map<String, byte[]> gone = new HashMap<>();
    gone.put("a", null);
    save(change("score", "dana", bytes(9), 60, gone));
    assertThat(state.entries("score", "dana").keySet()).containsExactly("b");
    save(new KeyedState.Change("score", "dana", null, 0, Map.of()));
    assertThat(state.keys("score")).isEmpty();
    assertThat(state.entries("score", "dana")).isEmpty();
    assertThat(state.due(1_000)).isEmpty();
  }

  @Test
  void alarms_that_are_due_come_in_order_and_those_for_never_do_not() {
    save(change("score", "li", bytes(1), 50, Map.of()), change("score", "dana", bytes(1), 50, Map.of()),
        change("group", "x", bytes(1), 51, Map.of()), change("group", "y", bytes(1), Long.MAX_VALUE, Map.of()));
    assertThat(state.due(50)).extracting(KeyedState.Due::key).containsExactly("dana", "li");
    assertThat(state.due(Long.MAX_VALUE)).extracting(KeyedState.Due::key).containsExactly("x", "dana", "li");
  }

  @Test
  void keys_are_ordered_by_their_bytes_on_every_database() {
    save(change("s", "b", bytes(1), 1, Map.of()), change("s", "A", bytes(1), 1, Map.of()),
        change("s", "a", bytes(1), 1, Map.of()), change("s", "é", bytes(1), 1, Map.of()),
        change("s", "a-b", bytes(1), 1, Map.of()));
    assertThat(state.keys("s")).containsExactly("A", "a", "a-b", "b", "é");
  }

  @Test
  void more_keys_than_fit_one_query_are_found() {
    var changes = java.util.stream.IntStream.range(0, 1_234)
        .mapToObj(i -> change("s", "k" + i, bytes(i % 100), i, Map.of())).toList();
    store.write(tx -> {
      state.save(tx, changes);
      return null;
    });
    assertThat(state.heads("s", changes.stream().map(KeyedState.Change::key).toList())).hasSize(1_234);
  }

  private void save(KeyedState.Change... changes) {
    store.write(tx -> {
      state.save(tx, List.of(changes));
      return null;
    });
  }

  private static KeyedState.Change change(String stage, String key, byte[] head, long alarm,
      Map<String, byte[]> entries) {
    return new KeyedState.Change(stage, key, head, alarm, entries);
  }

  private static byte[] bytes(int one) {
    return new byte[] {(byte) one};
  }
}
