package dev.caravan.sandbox.eloqua;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** The rows of a finished export. */
interface Rows {
  int size();

  /** Writes one row as a JSON object. */
  void write(JsonGenerator json, int index) throws IOException;
}
