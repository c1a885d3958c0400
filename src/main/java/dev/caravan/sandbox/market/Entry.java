package dev.caravan.sandbox.market;

import java.io.IOException;

/** One line of the fact file to be. */
interface Entry {
  /** When it happened, in seconds since 1970. */
  long at();

  void write(FactWriter out) throws IOException;
}
