package dev.caravan.host.embedded;

import dev.caravan.engine.Input;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Inputs that wait for the stages. Those of a stage lie apart by part of its keys, so that each worker finds its own and
 * nobody has to sort them out for the others.
 */
final class Waiting {
  private final int parts;
  private final @Nullable List<Input>[] lines;

  @SuppressWarnings("unchecked") // an array of lists cannot be made otherwise
  Waiting(int stages, int parts) {
    this.parts = parts;
    this.lines = new @Nullable List[stages * parts];
  }

  /** Which part a key belongs to. */
  static int part(String key, int parts) {
    // By other bits of the hash than those a map of the part's keys goes by.
    return (key.hashCode() * 0x9E3779B9 >>> 8) % parts;
  }

  void add(Input input) {
    line(input.to() * parts + part(input.key(), parts)).add(input);
  }

  /** Adds what another one of the same size holds, behind what waits here. */
  void addAll(Waiting other) {
    for (int i = 0; i < lines.length; i++) {
      List<Input> more = other.lines[i];
      if (more != null) {
        line(i).addAll(more);
      }
    }
  }

  /** What waits for a part of a stage. */
  List<Input> of(int stage, int part) {
    List<Input> line = lines[stage * parts + part];
    return line == null ? List.of() : line;
  }

  /** The same without what waited for a stage. */
  Waiting without(int stage) {
    var rest = new Waiting(lines.length / parts, parts);
    System.arraycopy(lines, 0, rest.lines, 0, lines.length);
    java.util.Arrays.fill(rest.lines, stage * parts, (stage + 1) * parts, null);
    return rest;
  }

  private List<Input> line(int index) {
    List<Input> line = lines[index];
    if (line == null) {
      line = new ArrayList<>();
      lines[index] = line;
    }
    return line;
  }
}
