package dev.caravan.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.Practice;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.cli.ResultLines;
import dev.caravan.config.Configuration;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.host.embedded.Replay;
import dev.caravan.journal.FactFiles;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The keys of the files the product writes today, so that no hand-made file says what no real one does. */
final class Product {
  static final Set<String> WRITES = Set.of("people", "groups", "hand-offs", "decisions");
  private static final long FROM = Instant.parse("2026-01-06T09:00:00Z").toEpochMilli();
  private static final long TO = Instant.parse("2026-06-04T09:00:00Z").toEpochMilli();
  private static final long HALF_AN_HOUR = Duration.ofMinutes(30).toMillis();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> KEYS = keys();

  private Product() {}

  /** Fails if a line has a key that the product does not write there. */
  static void writes(String file, String line) {
    try {
      var keys = new HashSet<String>();
      JsonNode read = JSON.readTree(line);
      add(keys, file + (file.equals("decisions") ? "/" + read.path("kind").asText() : ""), read);
      assertThat(KEYS).as("keys of %s", file).containsAll(keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(Set<String> keys, String place, JsonNode node) {
    node.fields().forEachRemaining(field -> {
      keys.add(place + "/" + field.getKey());
      add(keys, place + "/" + field.getKey(), field.getValue());
    });
    if (node.isArray()) {
      node.forEach(each -> add(keys, place, each));
    }
  }

  private static Set<String> keys() {
    try {
      Pipeline engine = Pipeline.of(Practice.settings());
      var facts = new ArrayList<Fact>();
      FactFiles.read(Path.of("src", "test", "resources", "told-to-nobody", "facts.ndjson"), facts::add, aside -> {
        throw new IllegalStateException("a fact cannot be read: " + aside);
      });
      var keys = new HashSet<String>();
      var moments = new TreeSet<Long>();
      for (Fact each : facts) {
        moments.add(Math.max(FROM, each.head().recorded() + HALF_AN_HOUR));
      }
      moments.add(TO);
      var replay = new Replay(engine, 1);
      replay.run(facts, moments, (states, at) -> {
        engine.people(states, at).forEach(line -> add(keys, "people", JSON.valueToTree(line)));
        engine.groups(states, at).forEach(line -> add(keys, "groups", JSON.valueToTree(line)));
        engine.desk(states, at).handOffs().forEach(each -> add(keys, "hand-offs", JSON.valueToTree(ResultLines.of(each))));
      });
      for (Decision each : replay.run(facts, TO).decisions()) {
        String place = "decisions/" + each.kind().code();
        List.of("id", "kind", "subject", "at", "because", "because/text").forEach(key -> keys.add(place + "/" + key));
        add(keys, place, JSON.valueToTree(each.fields()));
      }
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
