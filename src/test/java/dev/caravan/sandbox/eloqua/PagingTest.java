package dev.caravan.sandbox.eloqua;

import static dev.caravan.sandbox.eloqua.Caller.exportOf;
import static dev.caravan.sandbox.eloqua.Caller.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagingTest {
  private static final int ROWS = 2_500;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;
  private EloquaStandIn eloqua;
  private Caller caller;

  @BeforeEach
  void open() throws IOException {
    var facts = new ArrayList<String>();
    for (int i = 0; i < ROWS; i++) {
      facts.add("{\"id\":\"EmailOpen-" + i + "\",\"source\":\"eloqua\",\"type\":\"activity.email-open\",\"subject\":\"p"
          + i % 40 + "@halden.example\",\"time\":\"" + START.plusSeconds(60L * i) + "\",\"data\":{}}");
    }
    Files.write(folder.resolve("facts.ndjson"), facts);
    eloqua = EloquaStandIn.open(folder.resolve("facts.ndjson"), null, () -> START.plusSeconds(1_000_000), 0);
    caller = new Caller(eloqua);
  }

  @AfterEach
  void close() {
    eloqua.close();
  }

  private static String opens(String bounds) {
    return exportOf(fields("id", "Activity.Id"), "'{{Activity.Type}}'='EmailOpen'" + bounds, true);
  }

  private List<Long> pages(String sync, int limit) {
    var ids = new ArrayList<Long>();
    JsonNode page;
    do {
      page = caller.bulk("GET", sync + "/data?limit=" + limit + "&offset=" + ids.size(), "").json();
      page.path("items").forEach(row -> ids.add(row.path("id").asLong()));
    } while (page.path("hasMore").asBoolean());
    return ids;
  }

  @Test
  void pages_hold_every_row_once_in_no_order_but_always_the_same() {
    String definition = caller.bulk("POST", "/activities/exports", opens("")).json().path("uri").asText();
    String sync = caller.sync(definition).path("uri").asText();
    List<Long> ids = pages(sync, 1000);
    assertThat(ids).containsExactlyInAnyOrderElementsOf(LongStream.range(0, ROWS).boxed().toList());
    assertThat(ids).isNotEqualTo(ids.stream().sorted().toList());
    assertThat(pages(sync, 50_000)).isEqualTo(ids);
  }

  @Test
  void windows_that_touch_give_every_row_once() {
    var ids = new ArrayList<String>();
    for (String bounds : List.of(
        " AND '{{Activity.CreatedAt}}' < '2026-01-01 12:00:00'",
        " AND '{{Activity.CreatedAt}}' >= '2026-01-01 12:00:00' AND '{{Activity.CreatedAt}}' <= '2026-01-01 18:00:00'",
        " AND '{{Activity.CreatedAt}}' > '2026-01-01T18:00:00Z'")) {
      caller.export("/activities/exports", opens(bounds)).forEach(row -> ids.add(row.path("id").asText()));
    }
    assertThat(ids).hasSize(ROWS).doesNotHaveDuplicates();
  }

  @Test
  void an_address_no_person_fact_names_is_one_contact() {
    assertThat(caller.rest("GET", "/data/contacts?count=1", "").json().path("total").asInt()).isEqualTo(40);
  }
}
