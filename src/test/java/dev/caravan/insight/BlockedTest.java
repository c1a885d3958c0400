package dev.caravan.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.journal.Journal;
import dev.caravan.journal.UnreadStreams;
import dev.caravan.model.Decision;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Outbox;
import dev.caravan.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockedTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-10T12:00:00Z"));

  @TempDir Path folder;

  @Test
  void what_a_system_said_is_shown_in_one_line_without_addresses_and_numbers_of_people() {
    try (Store store = Store.sqlite(folder.resolve("caravan.db"))) {
      Journal journal = Journal.open(store, CLOCK);
      Outbox outbox = Outbox.open(store, CLOCK, List.of(new Outbox.Target("salesforce", Set.of(Decision.Kind.SCORE))),
          new SplittableRandom(1));
      journal.notRead(List.of("eloqua/contact"), "no access;\n  ask ada@halden-health.example or +46 8 123 45 67",
          UnreadStreams.Kind.REFUSED);

      assertThat(Blocked.of(journal, outbox)).singleElement().extracting(Blocked::sentence).asString()
          .startsWith("eloqua/contact cannot be read since 2026-03-10T12:00:00Z: no access; ask … or …");
    }
  }

  @Test
  void while_consent_is_not_known_the_system_that_does_not_answer_is_named_and_not_the_one_that_waits() {
    long since = Instant.parse("2026-03-10T12:00:00Z").toEpochMilli();
    Delivery.TryLater waiting = Delivery.TryLater.consentUnknown("Salesforce, a query: SERVER_UNAVAILABLE: no (status 503)");
    var eloqua = new Blocked.Unreachable("eloqua", since, 0, true, false, new Blocked.Line(2, since), waiting.why());

    assertThat(eloqua.sentence()).isEqualTo("Eloqua gets nobody for a programme since 2026-03-10T12:00:00Z: 2 records wait, the"
        + " oldest since 2026-03-10T12:00:00Z, for consent is not known: Salesforce, a query: SERVER_UNAVAILABLE: no (status"
        + " 503). Nothing is lost, and it is tried again; if this lasts, check the system that is named");
    assertThat(eloqua.over()).isEqualTo("consent is known again, and Eloqua gets what waited");
  }
}
