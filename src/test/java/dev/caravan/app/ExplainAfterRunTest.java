package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.Extent;
import dev.caravan.journal.Journal;
import dev.caravan.model.Times;
import dev.caravan.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a run, a person is explained from what the engine keeps; that must be what counting all facts anew gives. */
class ExplainAfterRunTest {
  @TempDir Path folder;

  @Test
  void what_is_kept_tells_the_same_as_counting_everything_anew() throws Exception {
    Path facts = DemoData.smallMarket(folder.resolve("facts.ndjson"));
    try (var place = RunPlace.afterARun(folder.resolve("place"))) {
      String worked;
      try (Store store = Store.sqlite(Cabinet.database(place.data))) {
        worked = Times.text(Journal.open(store, place.clock).position());
      }

      for (String person : people(facts)) {
        String kept = place.type("explain", person, "--json").out();
        assertThat(kept).as(person).isNotBlank()
            .isEqualTo(Shell.run("explain", person, "--json", "--as-of", worked, "--data", place.data).out());
      }
    }
  }

  /** Some of those who sent a form, whose groups and answers there is most to say of. */
  private static List<String> people(Path facts) throws IOException {
    var json = new ObjectMapper();
    try (var lines = Files.lines(facts)) {
      return lines.filter(line -> line.contains("\"activity.form-submit\"")).map(line -> {
        try {
          return json.readTree(line).path("subject").asText();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }).filter(subject -> subject.contains("@")).distinct().limit(Extent.of(4, 12)).toList();
    }
  }
}
