package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.cli.CannotStart;
import dev.caravan.config.Diagnostic;
import dev.caravan.store.DataDirectory;
import dev.caravan.store.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreSettingsTest {
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir Path folder;

  private Path config(String... lines) throws IOException {
    Path config = Files.createDirectories(folder.resolve("config"));
    Files.write(config.resolve("application.properties"), List.of(lines));
    return config;
  }

  private StoreSettings read(Map<String, String> environment, String... lines) throws IOException {
    return StoreSettings.of(config(lines), environment);
  }

  @Test
  void the_file_in_the_data_directory_is_the_store_until_another_is_named() throws IOException {
    assertThat(read(Map.of()).isFile()).isTrue();
    assertThat(read(Map.of(), "caravan.store = sqlite").isFile()).isTrue();
    assertThat(StoreSettings.of(folder.resolve("none"), Map.of()).isFile()).isTrue();
    assertThat(read(Map.of(), "caravan.store = {{env:CARAVAN_STORE:sqlite}}").lease()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void a_database_is_named_with_its_user_and_a_password_from_the_environment() throws IOException {
    StoreSettings settings = read(Map.of("PG_PASSWORD", "s3cret"), "caravan.store = jdbc:postgresql://db/caravan?ssl=true",
        "caravan.store.user = {{env:PG_USER:caravan}}", "caravan.store.password = {{env:PG_PASSWORD}}",
        "caravan.delivery.lease = 120000");
    assertThat(settings.user()).isEqualTo("caravan");
    assertThat(settings.password()).isEqualTo("s3cret");
    assertThat(settings.lease()).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.shown()).isEqualTo("postgresql://db/caravan");
  }

  @Test
  void what_cannot_be_used_is_told_with_what_was_expected() {
    assertThatThrownBy(() -> read(Map.of(), "caravan.store = mysql://u:p@db/caravan")).isInstanceOf(CannotStart.class)
        .hasMessageContaining("expected sqlite, or jdbc:postgresql://HOST/DATABASE").hasMessageNotContaining("u:p");
    assertThatThrownBy(() -> read(Map.of(), "caravan.store = mysql://db/caravan?password=s3cret&ssl=true"))
        .hasMessageContaining("\"mysql://db/caravan…&ssl=true\"; expected sqlite").hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> read(Map.of(), "caravan.store = jdbc:postgresql://db/caravan"))
        .hasMessageContaining("caravan.store.user: not given");
    assertThatThrownBy(() -> read(Map.of(), "caravan.store = jdbc:postgresql://db/caravan", "caravan.store.user = c",
        "caravan.store.password = {{env:NOWHERE}}")).hasMessageContaining("{{env:NOWHERE}} is not set");
    assertThatThrownBy(() -> read(Map.of(), "caravan.delivery.lease = 5 minutes"))
        .hasMessageContaining("expected milliseconds, 1000 or more");
  }

  @Test
  void validate_names_the_line_of_every_mistake_and_shows_no_secret() throws IOException {
    Path config = config("# the store", "caravan.store = jdbc:postgresql://db/caravan?password=s3cret",
        "caravan.store.user = caravan", "caravan.store.password = s3cret", "caravan.delivery.lease = 1");
    List<Diagnostic> found = PropertyMistakes.all(ApplicationProperties.load(config, Map.of()), Path.of("."), Shell.CLOCK).stream()
        .filter(one -> one.line() > 1).toList();
    assertThat(found).extracting(Diagnostic::line).containsExactlyInAnyOrder(2, 4, 5);
    assertThat(found).filteredOn(one -> one.line() == 4).extracting(Diagnostic::render).first().asString()
        .contains("{{env:NAME}}").doesNotContain("s3cret");
  }

  @Test
  void one_engine_works_at_a_database_and_deliveries_beside_it() throws IOException {
    var settings = new StoreSettings(Databases.freshPostgres(), "postgres", "", Duration.ofMinutes(5));
    try (WorkingPlace engine = WorkingPlace.ofEngine(settings, folder.resolve("a"), CLOCK);
        WorkingPlace one = WorkingPlace.ofDelivery(settings, folder.resolve("b"), CLOCK);
        WorkingPlace two = WorkingPlace.ofDelivery(settings, folder.resolve("a"), CLOCK)) {
      assertThatThrownBy(() -> WorkingPlace.ofEngine(settings, folder.resolve("c"), CLOCK))
          .isInstanceOf(CannotStart.class).hasMessageContaining("in use by process " + ProcessHandle.current().pid())
          .hasMessageContaining("--deliver-only");
      assertThat(engine.held()).isTrue();
      assertThat(List.of(engine.alone(), one.alone(), two.alone())).containsOnly(false);
    }
    WorkingPlace.ofEngine(settings, folder.resolve("c"), CLOCK).close();
    DataDirectory.lock(folder.resolve("c")).close();
  }

  @Test
  void a_delivery_beside_others_needs_a_database() {
    var settings = new StoreSettings("", "", "", Duration.ofMinutes(5));
    assertThatThrownBy(() -> WorkingPlace.ofDelivery(settings, folder, CLOCK)).isInstanceOf(CannotStart.class)
        .hasMessageContaining("set caravan.store to a PostgreSQL database");
  }

  @Test
  void a_machine_whose_clock_is_wrong_does_not_start() {
    var settings = new StoreSettings(Databases.freshPostgres(), "postgres", "", Duration.ofMinutes(5));
    InstantSource slow = () -> java.time.Instant.now().minusSeconds(60);
    assertThatThrownBy(() -> WorkingPlace.ofDelivery(settings, folder, slow)).isInstanceOf(CannotStart.class)
        .hasMessageContaining("s apart").hasMessageContaining("NTP");
  }

  @Test
  void a_directory_with_a_store_of_its_own_is_not_taken_for_another() throws IOException {
    Path data = Shell.journal(folder.resolve("data"), Shell.facts(folder));
    var settings = new StoreSettings(Databases.freshPostgres(), "postgres", "", Duration.ofMinutes(5));
    assertThatThrownBy(() -> WorkingPlace.ofEngine(settings, data, CLOCK)).isInstanceOf(CannotStart.class)
        .hasMessageContaining("holds a store of its own (caravan.db)");
    assertThat(Shell.run("runs", "--data", data, "--config", config("caravan.store = nonsense")).code()).isZero();
  }

  @Test
  void commands_look_into_the_database_the_settings_name() throws IOException {
    String url = Databases.freshPostgres();
    var properties = new Properties();
    properties.setProperty("caravan.store", url.replaceFirst("user=[^&]*&?", ""));
    properties.setProperty("caravan.store.user", "postgres");
    Path config = PostgresConfig.write(folder.resolve("config"), Shell.facts(folder), properties);
    Path none = folder.resolve("none");

    Shell.Said doctor = Shell.run("doctor", "--data", none, "--config", config);
    assertThat(doctor.out()).contains("database  postgresql://", "nobody works in", "0 facts");
    assertThat(doctor.out()).as("no part of the login").doesNotContain("user=");
    try (WorkingPlace engine = WorkingPlace.ofEngine(StoreSettings.of(config, Map.of()), folder.resolve("a"), CLOCK)) {
      assertThat(engine.held()).isTrue();
      assertThat(Shell.run("doctor", "--data", none, "--config", config).out()).contains("in use by process");
      assertThat(Shell.run("parked", "--data", none, "--config", config).code()).isZero();
    }
    assertThat(none).doesNotExist();
  }
}
