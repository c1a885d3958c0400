package dev.caravan.app;

import dev.caravan.cli.Starters;
import dev.caravan.connectors.file.FileImport;
import dev.caravan.connectors.file.ImportMapping;
import dev.caravan.journal.Arrival;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes files into the journal, with a bar that shows how far. */
final class Import implements Starters.Importer {
  private static final int SHOWN_ASIDE = 10;

  private final Cabinet cabinet;

  Import(Cabinet cabinet) {
    this.cabinet = cabinet;
  }

  @Override
  public int run(Starters.ImportOptions options, Starters.Console console) throws IOException {
    ImportMapping mapping = ImportMapping.load(options.mapping(), options.mapping().toString());
    try (Starters.House house = cabinet.anyHouse(options.data(), options.config()); Watcher watcher = new Watcher(console)) {
      FileImport.Report report = new FileImport(mapping, watcher, cabinet.clock()).into(house.journal(), options.files());
      watcher.close();
      console.say(report.rows() + " rows: " + report.good() + " good, " + report.setAside() + " set aside; facts: "
          + report.kept() + " kept, " + report.repeated() + " known before.");
      return report.setAside() == 0 ? 0 : 1;
    }
  }

  /** Shows a bar for each file, and the first rows that could not be read. */
  static final class Watcher implements FileImport.Watcher, AutoCloseable {
    private final Starters.Console console;
    private String file = "";
    private Starters.@Nullable Progress bar;
    private long aside;

    Watcher(Starters.Console console) {
      this.console = console;
    }

    @Override
    public void setAside(Arrival.SetAside row) {
      aside++;
      if (aside <= SHOWN_ASIDE) {
        console.note(row.place() + ":" + row.line() + ": " + row.reason());
      } else if (aside == SHOWN_ASIDE + 1) {
        console.note("More rows are set aside; only the first " + SHOWN_ASIDE + " are shown.");
      }
    }

    @Override
    public void found(String name, String sentence) {
      console.note(name + ": " + sentence + ".");
    }

    @Override
    public void resumed(String name, long line) {
      console.note(name + ": going on behind line " + line + ", where an earlier import of it stopped.");
    }

    @Override
    public void moved(String name, long bytes, long of) {
      if (!name.equals(file) || bar == null) {
        close();
        file = name;
        bar = console.progress(name, of);
      }
      bar.step(bytes);
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
        bar = null;
      }
    }
  }
}
