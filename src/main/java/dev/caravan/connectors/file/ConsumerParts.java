package dev.caravan.connectors.file;

import dev.caravan.journal.Arrival;
import dev.caravan.model.Fact;
import java.util.List;
import java.util.function.Consumer;

/** Hands facts on one by one; nothing is remembered from one import to the next. */
record ConsumerParts(RecordFilter records, Consumer<Fact> facts) implements Parts {
  @Override
  public String cursor() {
    return "";
  }

  @Override
  public long take(List<Fact> part, List<Arrival.SetAside> setAside, String cursor) {
    long news = 0;
    for (Fact fact : part) {
      if (records.isNews(fact)) {
        facts.accept(fact);
        news++;
      }
    }
    return news;
  }
}
