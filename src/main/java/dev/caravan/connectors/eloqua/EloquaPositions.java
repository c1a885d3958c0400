package dev.caravan.connectors.eloqua;

import dev.caravan.journal.Journal;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/** Tells the component where the journal's cursors stand. The journal moves them itself, with the facts they cover. */
public final class EloquaPositions extends ServiceSupport implements StateRepository<String, String> {
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
  public void setState(String key, String value) {
    throw new UnsupportedOperationException("the cursor of " + key
        + " is moved by journal.keep, in one transaction with its facts");
  }
}
