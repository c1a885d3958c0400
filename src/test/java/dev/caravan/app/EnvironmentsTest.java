package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several environments from one folder of settings, each with systems of its own. */
class EnvironmentsTest {
  private static final InstantSource CLOCK = InstantSource.system();
  @TempDir Path folder;

  private Path config(String name, String text) throws IOException {
    Path config = Shipped.copy(folder.resolve("config"), Map.of());
    Files.createDirectories(config.resolve("env"));
    Files.writeString(config.resolve("env").resolve(name + ".properties"), text);
    return config;
  }

  @Test
  void what_an_environment_says_takes_the_place_of_what_all_say() throws IOException {
    Path config = config("test", "caravan.salesforce.login-url = https://test.example\n");
    assertThat(ApplicationProperties.load(config, Map.of("CARAVAN_ENV", "test")).get("caravan.salesforce.login-url"))
        .isEqualTo("https://test.example");
    assertThat(ApplicationProperties.load(config, Map.of("CARAVAN_ENV", "test")).get("caravan.mode")).isEqualTo("shadow");
    assertThat(ApplicationProperties.load(config, Map.of()).get("caravan.salesforce.login-url")).isNotEqualTo("https://test.example");
  }

  @Test
  void an_environment_without_a_file_is_a_mistake_and_not_everybodys_settings() throws IOException {
    Path config = config("test", "");
    assertThat(PropertyMistakes.ofFile(ApplicationProperties.load(config, Map.of("CARAVAN_ENV", "../prod")), Path.of("."), CLOCK))
        .singleElement().satisfies(mistake -> assertThat(mistake.summary()).contains("prod.properties", "CARAVAN_ENV names it"));
  }

  @Test
  void validate_judges_the_file_of_each_environment_at_its_place() throws IOException {
    Path config = config("production", "# the real ones\ncaravan.mode = alive\n");
    Shell.Said said = Shell.run("validate", "--config", config);
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).contains("production.properties:2:16: caravan.mode: \"alive\" is not known here");
  }

  @ParameterizedTest
  @CsvSource({"salesforce-org, 00D000000000999", "eloqua-site, OtherCompany"})
  void data_of_one_company_are_not_carried_to_another(String system, String other) throws Exception {
    Path facts = DemoData.smallMarket(folder.resolve("facts.ndjson"));
    try (var place = new RunPlace(folder.resolve("place"), facts)) {
      assertThat(place.runOnce("caravan.mode", "shadow", "caravan.go-live", "").code()).isIn(0, 1);
      try (Store store = Store.sqlite(Cabinet.database(place.data))) {
        assertThat(store.meta(system)).as("it is tied to the system it was filled from").isPresent();
        store.write(tx -> {
          store.meta(tx, system, other);
          return null;
        });
      }
      Shell.Said said = place.runOnce();
      assertThat(said.code()).isEqualTo(2);
      assertThat(said.out() + said.err()).contains("this store belongs to " + system + " \"" + other + "\"");
      assertThat(system.startsWith("eloqua") ? place.eloqua.writes() : place.salesforce.writes()).isZero();
    }
  }

  @Test
  void a_test_of_settings_says_at_its_place_what_does_not_hold() throws IOException {
    Path config = Shipped.copy(folder.resolve("config"), Map.of("routing.yaml", text ->
        text.replaceAll("members: \\[]", "members: [ann@caravan.example]")));
    Files.createDirectories(config.resolve("tests"));
    Path test = config.resolve("tests").resolve("quote.yaml");
    Files.writeString(test, """
        - test: who asks for a quote is somebody's to call
          facts:
            - {source: salesforce, type: user, subject: 005A, time: 2026-01-05T08:00:00Z, data: {name: Ann Lind, email: ann@caravan.example}}
            - source: eloqua
              type: person
              subject: dana.reyes@halden-health.example
              time: 2026-01-06T09:00:00Z
              data: {ids: {eloqua: "1"}, first_name: Dana, last_name: Reyes, title: Client Experience Director, country: US}
            - source: eloqua
              type: activity.form-submit
              subject: dana.reyes@halden-health.example
              time: 2026-03-31T10:00:00Z
              data: {contact: "1", asset: {type: Form, id: "77", name: "Customer care | Quote | Ask us"}}
          as_of: 2026-03-31T12:00:00Z
          expect:
            - {person: dana.reyes@halden-health.example, solution: customer-care, interest: 40.0, mql: true}
            - {hand_off: dana.reyes@halden-health.example, to: ann@caravan.example, trigger: hand-raise}
        """);
    Shell.Said said = Shell.run("validate", "--config", config);
    assertThat(said.code()).as(said.out() + said.err()).isZero();

    Files.writeString(test, Files.readString(test).replace("to: ann@caravan.example", "to: nobody").replace("40.0", "41"));
    Shell.Said wrong = Shell.run("validate", "--config", config);
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.out()).contains("config/tests/quote.yaml:16:", "interest is 40.0 by these settings; the test expects 41",
        "config/tests/quote.yaml:17:", "it goes to ann@caravan.example by these settings; the test expects nobody");
  }

  @Test
  void shipped_settings_have_no_mistake_where_nobody_tests_them() {
    assertThat(List.of(Shell.run("validate").code())).containsExactly(0);
  }
}
