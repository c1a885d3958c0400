package dev.caravan.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * Files of a replay that lost people: three colleagues are handed over on day 6, nobody acts, all go on reading; a vice
 * president reaches 115 points, evaluating, on day 110, and on day 150 is still held for a hand-off that expired long ago.
 * The files stay as they are, whatever becomes of the rooms; long texts were left out of the decisions. The facts they came of
 * lie beside them.
 */
class LostVicePresidentTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "told-to-nobody");
  private static final long DAY_150 = Instant.parse("2026-06-04T09:00:00Z").toEpochMilli();

  @Test
  void the_vice_president_and_the_three_who_are_still_interested_are_named() throws IOException {
    ToldToNobody lost = Audit.of(Sources.in(FOLDER), Written.SETTINGS, DAY_150);

    assertThat(lost.line()).isEqualTo("qualified and told to nobody: 4");
    assertThat(lost.findings()).extracting(Finding::person).containsExactly("ann@halden.example", "bob@halden.example",
        "cem@halden.example", "vic@halden.example");
    assertThat(lost.findings()).allSatisfy(each -> {
      assertThat(each.solution()).isEqualTo("customer-care");
      assertThat(each.code()).isEqualTo("group-is-over");
      assertThat(each.why()).isEqualTo("is held for their group, whose hand-off is over since 2026-02-12: expired");
      assertThat(each.text()).startsWith("people.ndjson:").doesNotContain("@");
    });
  }
}
