package dev.caravan.connectors.eloqua;

import dev.caravan.journal.Journal;
import java.time.Instant;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tells the component where the journal's cursors stand and how much the journal kept of a window. The journal moves
 * its cursors itself, with the facts they cover.
 */
public final class EloquaPositions extends ServiceSupport implements StateRepository<String, String>, EloquaKept {
  private final String source;
  private final Journal journal;

  public EloquaPositions(String source, Journal journal) {
    this.source = source;
    this.journal = journal;
  }

  @Override
  public @Nullable String getState(String key) {
    return journal.cursor(EloquaFacts.stream(source, key)).orElse(null);
  }

  @Override
  public long rows(String positionKey, Instant from, Instant to) {
    if (!positionKey.startsWith(EloquaFacts.ACTIVITIES)) {
      throw new IllegalArgumentException("rows of " + positionKey + " are not counted; expected activities/ and a type");
    }
    // Facts of activities are called by their type and number: PageView-901.
    return journal.kept(source, positionKey.substring(EloquaFacts.ACTIVITIES.length()) + "-", from.toEpochMilli(),
        to.toEpochMilli());
  }

  @Override
  public void setState(String key, String value) {
    throw new UnsupportedOperationException("the cursor of " + key
        + " is moved by journal.keep, in one transaction with its facts");
  }
}
