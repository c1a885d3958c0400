package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnTest {
  @TempDir Path folder;
  private Path mapping;

  @BeforeEach
  void mapping() throws IOException {
    mapping = Files.writeString(folder.resolve("mapping.yaml"), """
        source: shop
        format: csv
        time: at
        facts:
          - fact: person
            id: lead-{id}
            subject: "{id}"
            data:
              title: "{job}"
              found_by: "{channel}"
              visits: "{visits}"
        outcome:
          column: result
          won: 1
          lost: 0
          order: at
          words: [found_by, seniority]
          numbers: [visits]
          written_by_sales: [note]
        """);
  }

  /** Leads recommended by others are won more often, and so are directors. */
  private Path leads(int count) throws IOException {
    var chance = new SplittableRandom(5);
    var text = new StringBuilder("id,at,job,channel,visits,result,note\n");
    for (int i = 0; i < count; i++) {
      boolean director = chance.nextBoolean();
      boolean told = chance.nextDouble() < 0.4;
      boolean won = chance.nextDouble() < 0.1 + (director ? 0.3 : 0) + (told ? 0.4 : 0);
      text.append(i + 1).append(",2026-01-").append(String.format("%02d", 1 + i * 28 / count)).append("T00:00:00Z,")
          .append(director ? "Director of Care" : "Clerk").append(told ? ",Reference," : ",\"Search: \"\"ours\"\"\",")
          .append(chance.nextInt(30)).append(won ? ",1,hot\n" : ",0,cold\n");
    }
    return Files.writeString(folder.resolve("leads.csv"), text);
  }

  @Test
  void a_proposal_is_written_that_the_settings_take_as_it_is() throws IOException {
    Path out = folder.resolve("learned");
    Shell.Said said = Shell.run("learn", "--mapping", mapping, "--out", out, leads(1600));

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("1,600 rows read: 1600 with an outcome, 0 not decided yet, 0 set aside.",
        "logistic regression", "random forest", "proposed points", "Not to be used");
    assertThat(Files.readString(out.resolve("calibration.svg"))).startsWith("<svg");
    assertThat(Files.readString(out.resolve("report.json"))).contains("\"log_loss\"", "\"calibration\"");
    String proposal = Files.readString(out.resolve("proposal.yaml"));
    assertThat(proposal).contains("\"reference\": 100", "\"director\": 100").doesNotContain("note", "hot");

    Path settings = settingsWith(proposal);
    Shell.Said valid = Shell.run("validate", "--config", settings);
    assertThat(valid.out()).contains("No mistakes found");
    assertThat(Shell.run("replay", "--facts", Shell.facts(folder), "--config", settings, "--out",
        folder.resolve("replayed")).code()).isZero();
  }

  private Path settingsWith(String proposal) throws IOException {
    Path settings = Files.createDirectories(folder.resolve("config"));
    try (Stream<Path> files = Files.list(Path.of("config"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, settings.resolve(file.getFileName()));
      }
    }
    Path scoring = settings.resolve("scoring.yaml");
    String text = Files.readString(scoring);
    Files.writeString(scoring, text.substring(0, text.indexOf("\nfit:\n") + 1) + proposal
        + text.substring(text.indexOf("\n# The known share")));
    return settings;
  }

  @Test
  void too_few_leads_are_a_finding_and_nothing_is_proposed() throws IOException {
    Path out = folder.resolve("learned");
    Shell.Said said = Shell.run("learn", "--mapping", mapping, "--out", out, leads(100));

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).contains("Too little to learn from");
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void a_column_that_sales_wrote_cannot_be_learned_from() throws IOException {
    Files.writeString(mapping, Files.readString(mapping).replace("[note]", "[channel]"));

    Shell.Said said = Shell.run("learn", "--mapping", mapping, leads(10));

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("\"found_by\" is read from the column \"channel\", which is written by sales");
  }

  @Test
  void a_mapping_that_does_not_tell_the_outcome_is_wrong_usage() throws IOException {
    String text = Files.readString(mapping);
    Files.writeString(mapping, text.substring(0, text.indexOf("outcome:")));

    Shell.Said said = Shell.run("learn", "--mapping", mapping, leads(10));

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("does not say which leads were won");
  }

  @Test
  void the_same_leads_give_the_same_json() throws IOException {
    Path leads = leads(1000);
    assertThat(Shell.run("learn", "--mapping", mapping, "--json", leads).out())
        .isEqualTo(Shell.run("learn", "--mapping", mapping, "--json", leads).out()).contains("\"learned\" : true");
  }
}
