package dev.caravan.connectors.file;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.Journal;
import dev.caravan.journal.Runs;
import dev.caravan.model.Fact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Keeps the parts of a file in the journal, as a stream of that content's own: a changed file is another stream. */
final class JournalParts implements Parts {
  private final Journal journal;
  private final Runs.Run run;
  private final String stream;

  JournalParts(Journal journal, Runs.Run run, ImportMapping mapping, Path file) throws IOException {
    this.journal = journal;
    this.run = run;
    String content = MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
    this.stream = "file/" + mapping.source() + "/" + file.getFileName() + "@" + content.substring(0, 12);
  }

  @Override
  public String cursor() {
    return journal.cursor(stream).orElse("");
  }

  @Override
  public Taken take(List<Fact> facts, List<Arrival.SetAside> setAside, String cursor, Arrival.Lines lines) {
    Arrival.Receipt receipt = journal.keep(new Arrival(stream, facts, setAside, cursor, cursor.endsWith(Place.DONE), lines));
    run.count(stream, receipt);
    return new Taken(receipt.kept(), receipt.refused());
  }
}
