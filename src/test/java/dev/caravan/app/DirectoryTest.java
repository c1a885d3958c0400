package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code caravan people, groups, accounts} and {@code explain} of an account, after a run. */
class DirectoryTest {
  @TempDir static Path folder;
  private static RunPlace place;

  @BeforeAll
  static void a_run() throws Exception {
    place = new RunPlace(folder.resolve("run"), DemoData.smallMarket(folder.resolve("facts.ndjson")));
    Shell.Said said = place.runOnce();
    assertThat(said.code()).as(said.err()).isIn(0, 1);
  }

  @AfterAll
  static void end() throws Exception {
    place.close();
  }

  @Test
  void people_are_listed_by_interest_and_found_by_any_part_of_a_name() throws Exception {
    String first = new ObjectMapper().readTree(place.type("people", "--first", "1", "--json").out()).get(0).get("person").asText();
    Shell.Said found = place.type("people", first.substring(0, first.indexOf('@')), "--json");
    assertThat(new ObjectMapper().readTree(found.out())).anySatisfy(person ->
        assertThat(person.get("person").asText()).isEqualTo(first));
    assertThat(place.type("people", "nobody of this name").out()).isEqualTo("0 people with \"nobody of this name\".\n");
  }

  @Test
  void a_group_of_the_list_is_explained_with_its_account_in_the_words_of_its_record() throws Exception {
    JsonNode group = new ObjectMapper().readTree(place.type("groups", "--json").out()).get(0);
    String name = group.get("group").asText();
    String account = name.substring(0, name.indexOf(", "));
    String out = place.type("explain", account).out();
    assertThat(out).startsWith(account + ", ").contains(name + ": " + group.get("level").asText() + " since ",
        "First: " + group.get("first").asText(), "Do: ");
    assertThat(place.shown().salesforce()).contains(name);
    assertThat(place.type("accounts", account).out()).contains(account);
  }

  @Test
  void no_text_of_an_account_shows_an_id_or_a_moment_as_machines_write_it() throws Exception {
    JsonNode groups = new ObjectMapper().readTree(place.type("groups", "--json", "--first", "100").out());
    assertThat(groups).isNotEmpty();
    for (JsonNode group : groups) {
      String account = group.get("group").asText().replaceFirst(", .*", "");
      assertThat(place.type("explain", account).out()).doesNotContainPattern("\\b(001|003|005|006|00Q)[A-Za-z0-9]{12,15}\\b")
          .doesNotContainPattern("\\d{4}-\\d\\d-\\d\\d");
    }
  }
}
