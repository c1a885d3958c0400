package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that nobody agreed to do not go live. */
class SignTest {
  @TempDir Path folder;
  private Path config;

  @BeforeEach
  void edit() throws IOException {
    Path facts = Files.writeString(folder.resolve("users.ndjson"), Shell.fact("salesforce", "user-005A@1", "user", "005A",
        "2026-01-05T00:00:00Z", "{\"name\":\"Ann\",\"email\":\"ann@caravan.example\",\"active\":true}") + "\n");
    config = DemoSettings.write(Path.of("config"), folder.resolve("config"), facts);
    Path scoring = config.resolve("scoring.yaml");
    Files.writeString(scoring, Files.readString(scoring).replace("mql: 100", "mql: 90"));
    mode("live");
  }

  private void mode(String mode) throws IOException {
    Files.writeString(config.resolve(ApplicationProperties.FILE), Files.readString(Path.of("config", ApplicationProperties.FILE))
        .replace("caravan.mode = shadow", "caravan.mode = " + mode));
  }

  private Shell.Said run() {
    return Shell.run("run", "--once", "--config", config, "--data", folder.resolve("data"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "score-only"})
  void run_refuses_what_was_edited_and_says_who_has_to_sign(String mode) throws IOException {
    mode(mode);
    Shell.Said said = run();

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("the settings are not ready for caravan.mode = " + mode, "scoring.yaml:", "edited since it was signed",
        "./caravan sign --as marketing", "caravan preview --config " + config).doesNotContain("funnel.yaml");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void three_signatures_let_it_start() throws IOException {
    assertThat(Shell.run("sign", "--as", "marketing", "--name", "kim", "--config", config, "scoring").out())
        .contains("signed for marketing by kim", "Signatures of an earlier version were dropped", "Still to sign: sales, sponsor");
    assertThat(Shell.run("sign", "--as", "sales", "--name", "lee", config.resolve("scoring.yaml")).code()).isZero();
    assertThat(run().err()).contains("is not signed by sponsor");
    assertThat(Shell.run("sign", "--as", "sponsor", "--name", "max", "--config", config, "scoring.yaml").out())
        .contains("All have signed.");

    assertThat(run().err()).doesNotContain("signed");
    assertThat(Files.readString(config.resolve("scoring.yaml"))).contains("mql: 90", "# yaml-language-server");
  }

  @Test
  void shadow_starts_unsigned() throws IOException {
    mode("shadow");
    assertThat(run().err()).as("only what the environment lacks").contains("not set in the environment").doesNotContain("sign");
    assertThat(Shell.run("doctor", "--config", config, "--data", folder.resolve("none")).out())
        .contains("  ok  live      1 thing to settle before caravan.mode = live; see \"caravan validate\"");
  }

  @Test
  void what_is_not_signed_is_a_mistake_for_validate_where_it_keeps_a_run_from_starting() {
    Shell.Said validated = Shell.run("validate", "--config", config);
    assertThat(validated.code()).isEqualTo(1);
    assertThat(validated.out()).contains("scoring.yaml:", "edited since it was signed", "[unsigned]", "1 mistake found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-rw-r--", "rw-r-----"})
  void who_may_read_and_write_a_file_stays_as_it_was(String rights) throws IOException {
    Path scoring = config.resolve("scoring.yaml");
    Files.setPosixFilePermissions(scoring, PosixFilePermissions.fromString(rights));

    assertThat(Shell.run("sign", "--as", "sales", "--name", "lee", "--config", config, "scoring.yaml").code()).isZero();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(scoring))).isEqualTo(rights);
  }

  @Test
  void preview_and_replay_need_no_signature_and_validate_notes_its_lack() throws IOException {
    mode("shadow");
    Path facts = Shell.facts(folder);

    assertThat(Shell.run("preview", "--config", config, "--facts", facts).out()).contains("in place of", "new MQL");
    assertThat(Shell.run("replay", "--config", config, "--facts", facts, "--out", folder.resolve("out")).code()).isZero();
    Shell.Said validated = Shell.run("validate", "--config", config);
    assertThat(validated.code()).as(validated.out()).isZero();
    assertThat(validated.err()).contains("Warning, before caravan.mode = live: ", "edited since it was signed").doesNotContain("reviewed");
  }

  @Test
  void a_model_nobody_looked_at_for_90_days_is_noted_with_its_steward() throws IOException {
    mode("shadow");
    Path scoring = config.resolve("scoring.yaml");
    Files.writeString(scoring, Files.readString(scoring).replaceAll("reviewed: .*", "reviewed: 2025-12-10"));
    assertThat(Shell.run("validate", "--config", config).err()).doesNotContain("last reviewed");
    Files.writeString(scoring, Files.readString(scoring).replaceAll("reviewed: .*", "reviewed: 2025-12-09"));

    assertThat(Shell.run("validate", "--config", config).err())
        .contains("last reviewed 91 days ago, on 2025-12-09", "kim@caravan.example");
  }

  @Test
  void what_cannot_be_signed_is_told_and_left_as_it_is() throws IOException {
    assertThat(Shell.run("sign", "--as", "sales", "--name", "lee", "--config", config, "routing").err())
        .contains("needs no signature", "scoring.yaml");
    String broken = Files.readString(config.resolve("funnel.yaml")).replace("stages:", "stagess:");
    Files.writeString(config.resolve("funnel.yaml"), broken);

    assertThat(Shell.run("sign", "--as", "sales", "--name", "lee", "--config", config, "funnel").code()).isEqualTo(2);
    assertThat(Files.readString(config.resolve("funnel.yaml"))).isEqualTo(broken);
  }
}
