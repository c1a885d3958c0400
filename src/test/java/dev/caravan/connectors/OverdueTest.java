package dev.caravan.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.journal.Findings;
import dev.caravan.journal.Journal;
import dev.caravan.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long, and in which words, it is told that calls are not answered in time. */
class OverdueTest {
  private static final String QUERY = "Salesforce, a composite query";
  private static final String WITHIN = "no whole reply within 120 s (caravan.salesforce.deadline-seconds)";

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-03-10T09:00:00Z");
  private Store store;
  private Findings kept;
  private SystemFindings findings;
  private Overdue overdue;

  @BeforeEach
  void open() {
    store = Store.sqlite(folder.resolve("caravan.db"));
    kept = Journal.open(store, () -> now).findings();
    findings = new SystemFindings("salesforce", kept);
    overdue = Overdue.toldTo(findings, "caravan.salesforce.deadline-seconds", () -> now);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void lookAnew() {
    findings.renew(Map.of(), about -> false);
  }

  private List<String> said() {
    return kept.all().stream().map(Findings.Finding::said).toList();
  }

  @Test
  void each_kind_of_call_is_told_with_how_often_and_since_when() {
    assertThat(overdue.givenUp(QUERY, Duration.ofMinutes(2))).isEqualTo(WITHIN);
    assertThat(said()).singleElement().asString().startsWith(QUERY + ": " + WITHIN + ", at 2026-03-10T09:00:00Z; ");

    now = now.plusSeconds(300);
    overdue.givenUp(QUERY, Duration.ofMinutes(2));
    overdue.givenUp("Salesforce, a login", Duration.ofMillis(1_500));
    assertThat(said()).hasSize(2)
        .anySatisfy(each -> assertThat(each).contains("2 times since 2026-03-10T09:00:00Z, the last time at 2026-03-10T09:05:00Z"))
        .anySatisfy(each -> assertThat(each).startsWith("Salesforce, a login: no whole reply within 1500 ms"));
    assertThat(kept.all()).allSatisfy(each -> {
      assertThat(each.isOverdue()).isTrue();
      assertThat(each.isNote()).isFalse();
    });
  }

  @Test
  void it_is_over_a_day_after_the_last_one() {
    overdue.givenUp(QUERY, Duration.ofMinutes(2));
    now = now.plus(Duration.ofHours(20));
    overdue.givenUp(QUERY, Duration.ofMinutes(2));
    now = now.plus(Duration.ofHours(20));
    lookAnew();
    assertThat(said()).singleElement().asString().contains("2 times since 2026-03-10T09:00:00Z");

    now = now.plus(Duration.ofHours(4));
    lookAnew();
    assertThat(said()).isEmpty();
    overdue.givenUp(QUERY, Duration.ofMinutes(2));
    assertThat(said()).singleElement().asString().contains("at 2026-03-12T05:00:00Z");
  }

  @Test
  void what_an_earlier_process_told_is_over_when_the_system_is_looked_at() {
    overdue.givenUp(QUERY, Duration.ofMinutes(2));
    var next = new SystemFindings("salesforce", kept);
    Overdue.toldTo(next, "caravan.salesforce.deadline-seconds", () -> now);
    next.renew(Map.of(), about -> false);
    assertThat(said()).isEmpty();
  }
}
