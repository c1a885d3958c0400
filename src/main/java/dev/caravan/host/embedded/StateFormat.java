package dev.caravan.host.embedded;

import dev.caravan.pipeline.PipelineTypes;
import dev.caravan.journal.Journal;
import dev.caravan.store.Store;
import dev.caravan.store.Tx;

/** In which format a store keeps states: they are read in one format only, and can always be built anew from the journal. */
public final class StateFormat {
  private static final String NAME = "state-format";
  /** Of stores that do not say. */
  private static final String UNSAID = "1";

  private StateFormat() {}

  /** Whether states are read as they are kept; where nothing has been worked off, there are none. */
  public static boolean isRead(Store store, Journal journal) {
    return journal.position() == Long.MIN_VALUE || kept(store).equals(now());
  }

  /** What to do about states that are not read, as a sentence without its end. */
  public static String refusal(Store store) {
    return "the states are kept in format " + kept(store) + ", and this version of Caravan reads format " + now()
        + "; start it once by \"caravan run\", which builds them anew from the journal";
  }

  static String kept(Store store) {
    return store.meta(NAME).orElse(UNSAID);
  }

  static String now() {
    return String.valueOf(PipelineTypes.FORMAT);
  }

  /** Writes down that states are kept in the format of this version. */
  static void write(Store store, Tx tx) {
    store.meta(tx, NAME, now());
  }
}
