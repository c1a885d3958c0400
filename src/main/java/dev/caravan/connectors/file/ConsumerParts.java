package dev.caravan.connectors.file;

import dev.caravan.journal.Arrival;
import dev.caravan.model.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Hands facts on one by one; nothing is remembered from one import to the next. */
record ConsumerParts(RecordFilter records, Consumer<Fact> facts) implements Parts {
  @Override
  public String cursor() {
    return "";
  }

  @Override
  public Taken take(List<Fact> part, List<Arrival.SetAside> setAside, String cursor, Arrival.Lines lines) {
    long news = 0;
    List<Arrival.SetAside> refused = new ArrayList<>();
    for (int i = 0; i < part.size(); i++) {
      RecordFilter.Found found = records.found(part.get(i));
      if (found instanceof RecordFilter.News fresh) {
        facts.accept(fresh.fact());
        news++;
      } else if (found instanceof RecordFilter.Otherwise) {
        refused.add(new Arrival.SetAside(lines.place(), lines.of().get(i), Arrival.OTHERWISE));
      }
    }
    return new Taken(news, refused);
  }
}
