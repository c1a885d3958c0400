package dev.caravan.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files to look into, one JSON object a line.
 *
 * @param people as {@code people.ndjson}
 * @param groups as {@code groups.ndjson}
 * @param handOffs as {@code hand-offs.ndjson}
 * @param decisions as {@code decisions.ndjson}
 * @param outbox items of the kind assignment, and streams that stand still; empty where nothing is delivered
 * @param records tasks, leads and contacts of the CRM; empty where there is none to look into
 */
public record Sources(Path people, Path groups, Path handOffs, Path decisions, Optional<Path> outbox,
    Optional<Path> records) {

  /** The files of a folder under their names; {@code outbox.ndjson} and {@code records.ndjson} if they are there. */
  public static Sources in(Path folder) {
    return new Sources(folder.resolve("people.ndjson"), folder.resolve("groups.ndjson"), folder.resolve("hand-offs.ndjson"),
        folder.resolve("decisions.ndjson"), there(folder.resolve("outbox.ndjson")), there(folder.resolve("records.ndjson")));
  }

  private static Optional<Path> there(Path file) {
    return Optional.of(file).filter(Files::exists);
  }
}
