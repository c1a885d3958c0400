package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.config.Diagnostic;
import dev.caravan.config.Diagnostics;
import dev.caravan.config.PropertyKey;
import dev.caravan.connectors.salesforce.SalesforceSettings;
import dev.caravan.outbox.Mode;
import dev.caravan.routefolder.Placeholders;
import dev.caravan.sandbox.eloqua.EloquaStandIn;
import dev.caravan.sandbox.salesforce.SalesforceStandIn;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationPropertiesTest {
  private static final Path HOME = Path.of(".");
  private static final List<String> SOUND = List.of(
      "caravan.eloqua.site = ExampleInc",
      "caravan.eloqua.user = caravan",
      "caravan.eloqua.password = {{env:ELOQUA_PASSWORD}}",
      "caravan.salesforce.login-url = https://example.my.salesforce.com",
      "caravan.salesforce.client-id = 3MVG9",
      "caravan.salesforce.client-secret = {{env:SALESFORCE_CLIENT_SECRET}}");
  private static final Map<String, String> ENVIRONMENT = Map.of("ELOQUA_PASSWORD", "pw", "SALESFORCE_CLIENT_SECRET", "cs");

  @TempDir Path folder;

  /** Settings without a mistake but for these lines; a key that stands in both is as written here. */
  private Path config(String... lines) throws IOException {
    var all = new ArrayList<>(List.of(lines));
    SOUND.stream().filter(sound -> all.stream().noneMatch(line -> line.startsWith(sound.replaceFirst(" .*", "") + " ")))
        .forEach(all::add);
    Path config = folder.resolve("config");
    if (!Files.exists(config)) {
      Files.createDirectories(config);
      try (Stream<Path> shipped = Files.list(Path.of("config"))) {
        for (Path file : shipped.filter(Files::isRegularFile).toList()) {
          Files.copy(file, config.resolve(file.getFileName()));
        }
      }
    }
    Files.write(config.resolve(ApplicationProperties.FILE), all);
    return config;
  }

  private ApplicationProperties read(Map<String, String> more, String... lines) throws IOException {
    var environment = new HashMap<>(ENVIRONMENT);
    environment.putAll(more);
    return ApplicationProperties.load(config(lines), environment);
  }

  private List<String> mistakes(String... lines) throws IOException {
    return PropertyMistakes.all(read(Map.of(), lines), HOME, Shell.CLOCK).stream()
        .map(one -> one.summary().replaceFirst(".*" + ApplicationProperties.FILE + ":", "")).toList();
  }

  @Test
  void settings_without_a_mistake_are_left_alone() throws IOException {
    assertThat(mistakes()).isEmpty();
  }

  @Test
  void validate_tells_both_schedules_that_are_none_at_their_line_and_column() throws IOException {
    Path config = config("caravan.poll.schedule = */5 * * * *", "caravan.cycle = 0 0 7 * * *");
    Shell.Said said = Shell.run("validate", "--config", config);
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out())
        .contains("application.properties:1:25: caravan.poll.schedule: \"*/5 * * * *\" is no schedule; expected a Quartz cron"
            + " expression")
        .contains("application.properties:2:17: caravan.cycle: \"0 0 7 * * *\" is no schedule")
        .contains("1 | caravan.poll.schedule = */5 * * * *");
  }

  @Test
  void run_refuses_what_validate_finds_with_every_mistake_at_its_place() throws IOException {
    Path config = config("caravan.poll.schedule = */5 * * * *", "caravan.cycle = 0 0 7 * * *");
    Shell.Said said = Shell.run("run", "--once", "--data", folder.resolve("data"), "--config", config);
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("application.properties:1:25: ", "application.properties:2:17: ");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void a_schedule_that_never_comes_is_told() throws IOException {
    assertThat(mistakes("caravan.cycle = 0 0 0 31 2 ?")).singleElement().asString()
        .startsWith("1:17: caravan.cycle: \"0 0 0 31 2 ?\" never comes again; expected a Quartz cron");
  }

  @Test
  void a_misspelt_key_is_told_with_the_one_that_was_meant() throws IOException {
    assertThat(mistakes("", "  caravan.pol.schedule = 0 * * * * ?", "carvan.cycle = 0 * * * * ?", "camel.main.name = x"))
        .containsExactly(
            "2:3: caravan.pol.schedule: nothing reads this key; did you mean \"caravan.poll.schedule\"? [unknown-key]",
            "3:1: carvan.cycle: nothing reads this key; did you mean \"caravan.cycle\"? [unknown-key]",
            "4:1: camel.main.name: nothing reads this key; expected one of docs/configuration.md, or one that a route names"
                + " [unknown-key]");
  }

  @Test
  void a_key_given_twice_is_told() throws IOException {
    assertThat(mistakes("caravan.cycle = 0 * * * * ?", "caravan.cycle = 0/5 * * * * ?")).singleElement().asString()
        .startsWith("2:1: key \"caravan.cycle\" is given twice; previously defined at line 1, column 1");
  }

  @Test
  void a_secret_in_the_file_is_told_and_never_shown() throws IOException {
    List<Diagnostic> found = PropertyMistakes.all(read(Map.of(), "caravan.eloqua.password = s3cret",
        "caravan.salesforce.client-secret = {{env:SALESFORCE_CLIENT_SECRET:s3cret}}", "caravan.store.password = s3cret",
        "my.api-key = s3cret"), HOME, Shell.CLOCK);
    assertThat(found).filteredOn(one -> one.code().equals("plain-secret")).extracting(Diagnostic::line)
        .containsExactly(1, 2, 3, 4);
    assertThat(Diagnostics.render(found)).contains("expected {{env:NAME}}").doesNotContain("s3cret");
  }

  @Test
  void the_login_of_a_system_on_this_machine_may_stand_in_the_file() throws IOException {
    assertThat(mistakes("caravan.eloqua.login-url = http://127.0.0.1:8080", "caravan.eloqua.password = test",
        "caravan.salesforce.login-url = http://[::1]:8081/", "caravan.salesforce.client-secret = test")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"http://login.eloqua.com", "http://localhost.example.com", "http://127.0.0.1.example.com", "ftp://example.com",
      "login.eloqua.com", "https://me:s3cret@example.com", "http://127.0.0.1@example.com"})
  void only_encrypted_addresses_are_taken_outside_this_machine(String address) throws IOException {
    assertThat(mistakes("caravan.eloqua.login-url = " + address)).singleElement().asString()
        .startsWith("1:28: caravan.eloqua.login-url: ").contains("expected an address that begins with `https://`")
        .doesNotContain("s3cret");
  }

  @Test
  void the_address_is_judged_as_the_environment_gives_it() throws IOException {
    ApplicationProperties given = read(Map.of("ELOQUA", "http://example.com"), "caravan.eloqua.login-url = {{env:ELOQUA:}}");
    assertThat(PropertyMistakes.all(given, HOME, Shell.CLOCK)).singleElement().extracting(Diagnostic::message).asString()
        .contains("\"http://example.com\"");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      caravan.eloqua.sync-poll-delay   | -1h          | expected a duration such as `2h`
      caravan.eloqua.sync-poll-delay   | soon         | expected a duration
      caravan.eloqua.since             | 2024-01-31   | expected a time such as `2024-01-31T00:00:00Z`
      caravan.eloqua.since             | 2024-02-30T00:00:00Z | expected a time
      caravan.eloqua.authentication    | oauth        | expected "basic", "password" or "refresh"
      caravan.salesforce.create        | handoff      | did you mean "hand-off"?
      caravan.mode                     | score_only   | expected "shadow", "score-only" or "live"; did you mean "score-only"?
      caravan.mode                     | on           | expected "shadow", "score-only" or "live"
      caravan.go-live                  | tomorrow     | expected a time such as `2026-03-02T09:00:00Z`, or a date
      caravan.go-live                  | 2026-02-30   | expected a time
      caravan.go-live                  | 2026-03-02T09:00 | expected a time
      caravan.go-live                  | 2026-03-11   | is in the future, and it is 2026-03-10T09:00:00Z now; expected a moment that has come
      caravan.go-live                  | 2026-03-10T10:00:01+01:00 | is in the future
      caravan.salesforce.api-version   | 66           | expected a version such as `66.0`
      caravan.salesforce.overlap-seconds | 1m         | expected whole seconds such as `60`
      caravan.eloqua.deadline-seconds  | 0            | expected whole seconds, 1 or more, such as `120`
      caravan.delivery.lease           | 5 minutes    | expected milliseconds, 1000 or more
      caravan.delivery.lease           | 999          | expected milliseconds, 1000 or more
      caravan.store                    | mysql://u:p@db/x | expected sqlite, or jdbc:postgresql://HOST/DATABASE
      caravan.cycle                    | {{sys:CYCLE}} | this placeholder cannot be filled in
      caravan.cycle                    | {{env:CYCLE  | this placeholder cannot be filled in
      caravan.cycle                    | {{caravan.cycle}} | is not set
      caravan.cycle                    | {{env:CYCLE_OF_NOBODY}} | is not set; set it, or write a default behind a colon
      """)
  void a_value_that_cannot_be_used_is_told_with_what_was_expected(String key, String value, String says) throws IOException {
    assertThat(mistakes(key + " = " + value)).singleElement().asString()
        .startsWith("1:" + (key.length() + 4) + ": " + key + ": ").contains(says).doesNotContain("u:p");
  }

  @Test
  void a_moment_of_going_live_is_a_time_or_the_midnight_of_a_day_in_utc() throws IOException {
    assertThat(mistakes("caravan.go-live = 2026-03-10T10:00:00+01:00", "caravan.mode = live")).isEmpty();
    assertThat(Launch.from(read(Map.of(), "caravan.go-live = 2026-03-10T10:00:00+01:00")).since())
        .contains(Instant.parse("2026-03-10T09:00:00Z"));
    assertThat(Launch.from(read(Map.of(), "caravan.go-live = 2026-03-02", "caravan.mode = score-only")))
        .isEqualTo(new Launch(Mode.SCORE_ONLY, Optional.of(Instant.parse("2026-03-02T00:00:00Z"))));
  }

  @Test
  void settings_that_name_no_mode_are_in_shadow() throws IOException {
    assertThat(Launch.from(read(Map.of()))).isEqualTo(new Launch(Mode.SHADOW, Optional.empty()));
  }

  @Test
  void run_refuses_to_go_live_in_the_future_and_writes_nothing() throws IOException {
    Path config = config("caravan.mode = live", "caravan.go-live = 2027-01-01");
    Shell.Said said = Shell.run("run", "--once", "--data", folder.resolve("data"), "--config", config);
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("application.properties:2:19: caravan.go-live: \"2027-01-01\" is in the future, and it is"
        + " 2026-03-10T09:00:00Z now; expected a moment that has come: until then leave caravan.go-live empty, with"
        + " caravan.mode = shadow");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void what_a_login_needs_and_the_file_does_not_give_is_told() throws IOException {
    assertThat(mistakes("caravan.salesforce.client-id =", "caravan.eloqua.authentication = refresh",
        "caravan.salesforce.authentication = jwt")).containsExactly(
            "1:1: caravan.eloqua.client-id: not given, and needed with caravan.eloqua.authentication = refresh; expected a text"
                + " such as `5e97e5d4-2a7a-4f5f-9a0e-0f1f5d1d7c11` [missing-key]",
            "1:1: caravan.eloqua.client-secret: not given, and needed with caravan.eloqua.authentication = refresh; expected a"
                + " text such as `{{env:ELOQUA_CLIENT_SECRET}}` [missing-key]",
            "1:1: caravan.salesforce.client-id: not given, and needed; expected a text such as"
                + " `{{env:SALESFORCE_CLIENT_ID}}` [missing-key]",
            "1:1: caravan.salesforce.keystore: not given, and needed with caravan.salesforce.authentication = jwt; expected a"
                + " text such as `file:/etc/caravan/salesforce.jks` [missing-key]",
            "1:1: caravan.salesforce.user: not given, and needed with caravan.salesforce.authentication = jwt; expected a text"
                + " such as `caravan@example.com` [missing-key]");
  }

  @Test
  void what_the_file_leaves_to_the_environment_is_a_note_of_validate_and_stops_run() throws IOException {
    Path config = config("caravan.eloqua.user = {{env:ELOQUA_USER_OF_NOBODY:}}",
        "caravan.eloqua.password = {{env:ELOQUA_PASSWORD_OF_NOBODY:}}",
        "caravan.salesforce.client-secret = {{env:SALESFORCE_SECRET_OF_NOBODY:}}");
    Shell.Said validated = Shell.run("validate", "--config", config);
    assertThat(validated.code()).isZero();
    assertThat(validated.err()).contains("application.properties:1:23: caravan.eloqua.user: empty, and needed:"
        + " ELOQUA_USER_OF_NOBODY is not set in the environment");
    assertThat(Shell.run("doctor", "--config", config, "--data", folder.resolve("none")).out())
        .contains("ELOQUA_USER_OF_NOBODY is not set in the environment");
    Shell.Said run = Shell.run("run", "--once", "--config", config, "--data", folder.resolve("none"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("ELOQUA_USER_OF_NOBODY is not set").contains("SALESFORCE_SECRET_OF_NOBODY is not set");
  }

  @Test
  void a_missing_file_is_told() throws IOException {
    Path config = config();
    Files.delete(config.resolve(ApplicationProperties.FILE));
    assertThat(Shell.run("validate", "--config", config).out()).contains("application.properties:1:1: no such file");
  }

  @Test
  void a_file_that_is_not_utf_8_is_told() throws IOException {
    Path config = config();
    Files.writeString(config.resolve(ApplicationProperties.FILE), "caravan.eloqua.site = Bäcker\n", StandardCharsets.ISO_8859_1);
    assertThat(Shell.run("validate", "--config", config).out()).contains("not UTF-8");
    Shell.Said runs = Shell.run("runs", "--config", config, "--data", folder.resolve("none"));
    assertThat(runs.code()).isEqualTo(2);
    assertThat(runs.err()).as("not taken for one that names no database").contains("not UTF-8");
  }

  @Test
  void a_key_that_a_route_names_may_be_added_and_must_be_given() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(home.resolve("connectors"));
    Files.createDirectories(home.resolve("routes"));
    Files.writeString(home.resolve("routes/alert-desk.camel.yaml"), """
        - route:
            id: alert-desk
            from:
              uri: direct:alert-desk
              steps:
                - to:
                    uri: "{{desk.address}}"
                - to:
                    uri: "{{desk.other:log:desk}}"
        """);
    assertThat(PropertyMistakes.all(read(Map.of(), "desk.address = log:desk", "desk.other = log:x"), home, Shell.CLOCK)).isEmpty();
    assertThat(PropertyMistakes.all(read(Map.of(), "desk.adress = log:desk"), home, Shell.CLOCK)).extracting(Diagnostic::message)
        .containsExactlyInAnyOrder("desk.adress: nothing reads this key; did you mean \"desk.address\"?",
            "{{desk.address}} is not given; add desk.address to application.properties, or write a default behind a colon");
  }

  @Test
  void a_line_may_stand_for_another() throws IOException {
    ApplicationProperties read = read(Map.of("EVERY", "0 0 * * * ?"), "caravan.cycle = {{caravan.poll.schedule}}",
        "caravan.poll.schedule = {{env:EVERY:0 * * * * ?}}");
    assertThat(read.get("caravan.cycle")).isEqualTo("0 0 * * * ?");
    assertThat(read.get("caravan.poll.campaign-schedule")).as("left out").isEqualTo("0 0 * * * ?");
    assertThatThrownBy(() -> read.get("caravan.nobody")).hasMessageContaining("no known property");
  }

  @Test
  void a_secret_that_a_route_would_name_is_told() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(home.resolve("connectors"));
    Files.createDirectories(home.resolve("routes"));
    Files.writeString(home.resolve("routes/tell.camel.yaml"), "- route:\n    from:\n      uri: \"log:{{caravan.eloqua.password:x}}\"\n");
    assertThat(PropertyMistakes.all(read(Map.of()), home, Shell.CLOCK)).singleElement().extracting(Diagnostic::message).asString()
        .startsWith("{{caravan.eloqua.password}} is a secret, which routes cannot name");
    assertThat(mistakes("caravan.eloqua.user = {{caravan.eloqua.password}}")).singleElement().asString()
        .startsWith("1:23: caravan.eloqua.user: stands for a secret");
  }

  @Test
  void routes_are_given_no_secret() throws IOException {
    Properties named = read(Map.of()).forRoutes();
    assertThat(named.getProperty("caravan.eloqua.user")).isEqualTo("caravan");
    assertThat(named).containsKey("caravan.cycle").doesNotContainKeys("caravan.eloqua.password",
        "caravan.salesforce.client-secret", "caravan.store.password");
  }

  @Test
  void a_secret_may_hold_what_looks_like_a_placeholder() throws IOException {
    ApplicationProperties read = read(Map.of("ELOQUA_PASSWORD", "a{{b}}$1"));
    assertThat(read.get("caravan.eloqua.password")).isEqualTo("a{{b}}$1");
    assertThat(PropertyMistakes.all(read, HOME, Shell.CLOCK)).isEmpty();
  }

  @Test
  void the_settings_of_the_demo_have_no_mistake() throws IOException {
    Path facts = Shell.facts(folder);
    try (var eloqua = EloquaStandIn.open(facts, null, Shell.CLOCK, 0);
        var salesforce = SalesforceStandIn.open(facts, null, Shell.CLOCK, 0)) {
      Properties settings = Demo.settings(eloqua, salesforce);
      try (Writer file = Files.newBufferedWriter(folder.resolve(ApplicationProperties.FILE))) {
        settings.store(file, null);
      }
      assertThat(PropertyMistakes.ofValues(ApplicationProperties.given(settings, Map.of()), Shell.CLOCK)).isEmpty();
      assertThat(PropertyMistakes.all(ApplicationProperties.load(folder, Map.of()), HOME, Shell.CLOCK)).isEmpty();
    }
  }

  @Test
  void defaults_of_routes_and_readers_are_those_of_the_registry() throws IOException {
    try (Stream<Path> routes = Files.list(Path.of("routes"))) {
      for (Path route : routes.toList()) {
        Matcher placeholder = Placeholders.USED.matcher(Files.readString(route));
        while (placeholder.find()) {
          PropertyKey key = Objects.requireNonNull(PropertyKey.all().get(placeholder.group(2)), placeholder.group());
          assertThat(placeholder.group(3)).as(route + " " + placeholder.group()).isEqualTo(key.byDefault());
        }
      }
    }
    Map<String, String> needed = Map.of("caravan.salesforce.login-url", "https://x", "caravan.salesforce.client-id", "i",
        "caravan.salesforce.client-secret", "s");
    ApplicationProperties defaults = ApplicationProperties.given(new Properties(), Map.of());
    assertThat(SalesforceSettings.from(key -> needed.getOrDefault(key, defaults.get(key))).deadline()).isEqualTo(Duration.ofMinutes(2));
    assertThat(StoreSettings.from(defaults).lease()).isEqualTo(dev.caravan.outbox.Outbox.Worker.LEASE);
  }
}
