package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cli.BeforeLive;
import dev.caravan.config.ConfigFile;
import dev.caravan.config.Configuration;
import dev.caravan.config.Diagnostics;
import dev.caravan.config.Signatures;
import dev.caravan.outbox.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration's own copy of settings. */
class DemoSettingsTest {
  @TempDir Path folder;

  private Path facts(String... users) throws IOException {
    var lines = new java.util.ArrayList<String>();
    for (String user : users) {
      lines.add(Shell.fact("salesforce", user + "@1", "user", user, "2026-01-05T00:00:00Z",
          "{\"name\":\"" + user + "\",\"email\":\"" + user + "@Caravan.example\",\"active\":true}"));
    }
    return Files.write(folder.resolve("facts.ndjson"), lines);
  }

  private Configuration copy(Path from, String... users) throws IOException {
    return Configuration.load(DemoSettings.write(from, folder.resolve("copy"), facts(users)));
  }

  @Test
  void the_copy_of_the_shipped_settings_may_go_live() throws IOException {
    Configuration copy = copy(Path.of("config"), "lee", "kim");

    assertThat(Diagnostics.render(copy.diagnostics())).isEmpty();
    assertThat(BeforeLive.of(copy, Mode.LIVE).refuses()).isEmpty();
    assertThat(copy.file("routing").text()).contains("members: [kim@caravan.example, lee@caravan.example]",
        "escalate_to: kim@caravan.example", "contacts_to: kim@caravan.example");
    assertThat(Signatures.valid(copy.file("scoring")).values()).containsExactlyInAnyOrder("demo-marketing@caravan.example",
        "demo-sales@caravan.example", "demo-sponsor@caravan.example");
  }

  @Test
  void who_leads_the_reps_is_told_in_the_end_and_is_in_no_pool() throws IOException {
    assertThat(copy(Path.of("config"), "lee", "head.of.sales", "kim").file("routing").text()).contains(
        "members: [kim@caravan.example, lee@caravan.example]", "escalate_to: head.of.sales@caravan.example",
        "contacts_to: head.of.sales@caravan.example");
  }

  @Test
  void the_same_settings_and_users_make_the_same_version_again() throws IOException {
    String version = copy(Path.of("config"), "lee", "kim").version();
    assertThat(copy(folder.resolve("copy"), "kim", "lee").version()).isEqualTo(version);
  }

  @Test
  void whom_an_edit_names_and_who_signed_it_stay() throws IOException {
    Path edit = Shipped.copy(folder.resolve("edit"), Map.of("routing.yaml", text -> text
        .replaceFirst("members: \\[]", "members: [max@caravan.example]")
        .replace("response:\n", "response:\n  escalate_to: boss@caravan.example\n")));
    Path groups = edit.resolve("groups.yaml");
    Files.writeString(groups, Signatures.sign(ConfigFile.of("groups.yaml", Files.readString(groups)), Signatures.Role.SALES, "Lee"));

    Configuration copy = copy(edit, "kim");

    assertThat(copy.file("routing").text()).contains("members: [max@caravan.example]", "members: [kim@caravan.example]",
        "escalate_to: boss@caravan.example").doesNotContain("escalate_to: kim");
    assertThat(Signatures.valid(copy.file("groups")).values()).contains("Lee");
  }

  @Test
  void where_nobody_is_a_user_the_pools_stay_empty() throws IOException {
    assertThat(BeforeLive.of(copy(Path.of("config")), Mode.LIVE).refuses()).isNotEmpty();
  }

  @Test
  void run_in_live_refuses_the_shipped_settings_with_each_thing_to_do_and_writes_nothing() throws IOException {
    Path config = Shipped.copy(folder.resolve("config"), Map.of(ApplicationProperties.FILE,
        text -> text.replace("caravan.mode = shadow", "caravan.mode = live")));
    Shell.Said said = Shell.run("run", "--once", "--config", config, "--data", folder.resolve("data"));

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("the settings are not ready for caravan.mode = live", "[pool-without-members]",
        "[no-escalation]", "[no-owner-for-contacts]", "[no-steward]", "[unsigned]", "run with caravan.mode = shadow");
    assertThat(folder.resolve("data")).doesNotExist();
    assertThat(Shell.run("validate", "--config", config).code()).isEqualTo(1);
  }

  @Test
  void in_score_only_pools_may_be_empty_and_all_of_it_is_a_warning_in_shadow() {
    Configuration shipped = Configuration.load(Path.of("config"));
    assertThat(BeforeLive.of(shipped, Mode.SCORE_ONLY).refuses()).extracting(each -> each.code()).containsOnly("unsigned");
    assertThat(BeforeLive.of(shipped, Mode.SCORE_ONLY).warns()).extracting(each -> each.code()).contains("pool-without-members");
    assertThat(BeforeLive.of(shipped, Mode.SHADOW).refuses()).isEmpty();
    Shell.Said validated = Shell.run("validate");
    assertThat(validated.code()).isZero();
    for (String each : List.of("config/routing.yaml:", "[pool-without-members]", "[no-steward]", "[unsigned]")) {
      assertThat(validated.err()).contains(each);
    }
  }
}
