package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits to the shipped settings while the house runs by the old ones. */
class SettingsWatchTest {
  @TempDir Path home;
  private SettingsWatch watch;

  @BeforeEach
  void settings_as_shipped() throws IOException {
    for (String folder : List.of("config", "connectors", "routes")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.toList()) {
          Files.copy(file, home.resolve(file));
        }
      }
    }
    edit("config/application.properties", "caravan.mode = shadow", "caravan.mode = score-only");
    watch = new SettingsWatch(home, home.resolve("config"), Shell.CLOCK);
  }

  private Path edit(String file, String from, String to) throws IOException {
    Path path = home.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    return Files.writeString(path, text.replace(from, to));
  }

  @Test
  void as_long_as_nobody_edits_nothing_is_said() {
    assertThat(watch.look()).isEmpty();
  }

  @Test
  void a_sound_edit_is_told_once_and_that_it_waits_for_the_next_start() throws IOException {
    Path edited = edit("config/scoring.yaml", "push_step: 5 points", "push_step: 6 points");

    assertThat(watch.look().orElseThrow())
        .startsWith(edited + " changed; that takes effect at the next start. No mistakes found.")
        .contains("\"run\" in mode score-only will not start before this is settled:", "./caravan sign --as marketing --name NAME scoring.yaml");
    assertThat(watch.look()).isEmpty();
  }

  @Test
  void a_mistaken_edit_of_a_mapping_is_told_with_its_place_before_it_would_keep_the_house_from_starting()
      throws IOException {
    edit("connectors/salesforce/mapping.yaml", "  account:\n", "  acount:\n");

    assertThat(watch.look().orElseThrow()).contains("mapping.yaml changed; that takes effect at the next start. ",
        "with which it would not start:\nconnectors/salesforce/mapping.yaml:", "acount");
  }

  @Test
  void an_edit_that_is_taken_back_is_told_too() throws IOException {
    edit("config/application.properties", "0/5 * * * * ?", "0/9 * * * * ?");
    assertThat(watch.look()).isPresent();
    Path file = edit("config/application.properties", "0/9 * * * * ?", "0/5 * * * * ?");

    assertThat(watch.look()).contains(file + " changed; everything is as it was at the start again.");
  }

  @Test
  void routes_and_kamelets_are_not_told_here_since_they_are_taken_in_at_once() throws IOException {
    edit("routes/every-minute.camel.yaml", "0 * * * * ?", "30 * * * * ?");
    edit("connectors/eloqua/eloqua-contact-source.kamelet.yaml", "default: 20s", "default: 40s");

    assertThat(watch.look()).isEmpty();
  }
}
