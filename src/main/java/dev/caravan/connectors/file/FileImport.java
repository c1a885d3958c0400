package dev.caravan.connectors.file;

import dev.caravan.config.ConfigException;
import dev.caravan.config.Diagnostic;
import dev.caravan.config.Origin;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.FactJson;
import dev.caravan.journal.Journal;
import dev.caravan.journal.Runs;
import dev.caravan.model.Fact;
import dev.caravan.parse.Moments;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes files in through a mapping, a part at a time: into the journal, to a consumer, or into a fact file.
 *
 * <p>A row is taken whole or set aside whole. A file whose header does not fit counts as one row set aside; the other
 * files go on. Reading a file again gives the same facts with the same ids, which the journal keeps once.
 */
public final class FileImport {
  private static final int PART = 5_000;

  private final ImportMapping mapping;
  private final Watcher watcher;
  private final InstantSource clock;
  private final int part;

  /**
   * What became of the rows, {@code rows = good + setAside}, and of the facts they gave,
   * {@code read = kept + repeated + setAside}. A row may give no fact, or several.
   */
  public record Report(long rows, long good, long setAside, long kept, long repeated) {
    static final Report NOTHING = new Report(0, 0, 0, 0, 0);

    public Report {
      if (rows != good + setAside) {
        throw new IllegalArgumentException(rows + " rows, but " + good + " good and " + setAside + " set aside");
      }
    }

    /** Facts given, and rows that gave none because they could not be read. */
    public long read() {
      return kept + repeated + setAside;
    }

    Report plus(Report more) {
      return new Report(rows + more.rows, good + more.good, setAside + more.setAside, kept + more.kept,
          repeated + more.repeated);
    }
  }

  /** Told how an import goes; by default it looks away. */
  public interface Watcher {
    /** Something about a file that is worth a word, said once. */
    default void found(String file, String sentence) {}

    /** A row was set aside. */
    default void setAside(Arrival.SetAside row) {}

    /** A file goes on where an interrupted import of it stopped. */
    default void resumed(String file, long line) {}

    /** So many of the file's bytes are done. */
    default void moved(String file, long bytes, long of) {}
  }

  public FileImport(ImportMapping mapping) {
    this(mapping, new Watcher() {});
  }

  public FileImport(ImportMapping mapping, Watcher watcher) {
    this(mapping, watcher, InstantSource.system());
  }

  /** @param clock by which nothing can have happened yet that lies ahead */
  public FileImport(ImportMapping mapping, Watcher watcher, InstantSource clock) {
    this(mapping, watcher, clock, PART);
  }

  FileImport(ImportMapping mapping, Watcher watcher, int part) {
    this(mapping, watcher, InstantSource.system(), part);
  }

  private FileImport(ImportMapping mapping, Watcher watcher, InstantSource clock, int part) {
    this.mapping = mapping;
    this.watcher = watcher;
    this.clock = clock;
    this.part = part;
  }

  private long latest() {
    return Moments.latest(clock.millis());
  }

  /**
   * Takes files into the journal, as a run of kind {@code import}. Interrupted, it goes on behind the last part kept as
   * long as file and mapping are the same.
   *
   * @throws IOException if a file cannot be read; nothing has been done when one is not there
   * @throws ConfigException if the ids of the mapping cannot tell the rows of several files apart
   */
  public Report into(Journal journal, List<Path> files) throws IOException {
    require(files);
    Runs.Run run = journal.runs().start("import");
    try {
      Report sum = Report.NOTHING;
      for (Path file : files) {
        sum = sum.plus(file(file, new JournalParts(journal, run, mapping, file)));
      }
      run.finish("done", "");
      return sum;
    } catch (IOException | RuntimeException e) {
      try {
        run.finish("failed", "The import stopped; run it again to go on where it was.");
      } catch (RuntimeException unfinished) {
        e.addSuppressed(unfinished);
      }
      throw e;
    }
  }

  /**
   * Gives the facts of files to a consumer, in the order of the rows; a record that says what it said before is
   * repeated, not given. It holds two hashes for each record.
   *
   * @throws IOException if a file cannot be read
   * @throws ConfigException if the ids of the mapping cannot tell the rows of several files apart
   */
  public Report read(List<Path> files, Consumer<Fact> facts) throws IOException {
    require(files);
    var records = new RecordFilter();
    Report sum = Report.NOTHING;
    for (Path file : files) {
      sum = sum.plus(file(file, new ConsumerParts(records, facts)));
    }
    return sum;
  }

  /**
   * Writes the facts of files into one fact file, which appears when it is complete and replaces one that was there.
   *
   * @throws IOException if a file cannot be read or written
   * @throws ConfigException if the ids of the mapping cannot tell the rows of several files apart
   */
  public Report toFacts(List<Path> files, Path out) throws IOException {
    Path unfinished = out.resolveSibling(out.getFileName() + ".part");
    Report report;
    try (BufferedWriter writer = Files.newBufferedWriter(unfinished)) {
      report = read(files, fact -> {
        try {
          writer.write(FactJson.write(fact));
          writer.write('\n');
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    } catch (UncheckedIOException e) {
      Files.deleteIfExists(unfinished);
      throw new IOException("cannot write " + out + ": " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(unfinished);
      throw e;
    }
    Files.move(unfinished, out, StandardCopyOption.REPLACE_EXISTING);
    return report;
  }

  private void require(List<Path> files) throws IOException {
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw new NoSuchFileException(file.toString(), null,
            Files.isDirectory(file) ? "this is a folder; name the files in it" : "there is no such file");
      }
    }
    List<FactRule> byLine = mapping.numberedByLineOnly();
    if (files.size() > 1 && !byLine.isEmpty()) {
      throw new ConfigException(byLine.stream().map(fact -> {
        Origin at = fact.id().origin();
        return new Diagnostic(at.file(), at.line(), at.column(), "ambiguous-id", "\"{line}\" alone is the same in each"
            + " of " + files.size() + " files; add \"{file}\" to the id, or import them one by one under a source"
            + " each");
      }).toList());
    }
  }

  private Report file(Path file, Parts parts) throws IOException {
    String name = file.getFileName().toString();
    try (RowSource rows = RowSource.open(file, mapping)) {
      return rows(rows, parts, Files.size(file));
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      Arrival.SetAside row = new Arrival.SetAside(name, 1, "not a gzip file, although its name says so");
      watcher.setAside(row);
      parts.take(List.of(), List.of(row), "", Arrival.Lines.NONE);
      return new Report(1, 0, 1, 0, 0);
    }
  }

  private Report rows(RowSource rows, Parts parts, long size) throws IOException {
    List<Fact> facts = new ArrayList<>();
    List<Long> lines = new ArrayList<>();
    List<Arrival.SetAside> aside = new ArrayList<>();
    Report sum = Report.NOTHING;
    long good = 0;
    var unreadable = new UnreadableConsent();
    RowSource.Found found = rows.header();
    if (!rows.finding().isEmpty()) {
      watcher.found(rows.name(), rows.finding());
    }
    if (found == null) {
      resume(rows, parts);
      found = rows.next();
    }
    for (; found != null; found = rows.next()) {
      Arrival.@Nullable SetAside bad = take(found, rows.name(), facts);
      if (bad == null) {
        good++;
        for (int i = lines.size(); i < facts.size(); i++) {
          lines.add(found.line());
          unreadable.look(mapping, facts.get(i), found.line());
        }
      } else {
        aside.add(bad);
        watcher.setAside(bad);
      }
      if (facts.size() >= part || good + aside.size() >= part) {
        var next = new Place(mapping.version(), rows.offset(), rows.line());
        sum = sum.plus(settled(parts, facts, aside, good, next.text(), new Arrival.Lines(rows.name(), lines)));
        lines.clear();
        good = 0;
        watcher.moved(rows.name(), Math.min(rows.bytes(), size), size);
      }
    }
    // What was not read to its end, for a fault of the file, is not marked as done.
    sum = sum.plus(settled(parts, facts, aside, good, rows.whole() ? Place.done(mapping.version()) : "", new Arrival.Lines(rows.name(), lines)));
    unreadable.sentences().forEach(sentence -> watcher.found(rows.name(), sentence));
    watcher.moved(rows.name(), size, size);
    return sum;
  }

  private void resume(RowSource rows, Parts parts) throws IOException {
    Place place = Place.read(parts.cursor(), mapping.version());
    if (place.offset() > rows.offset()) {
      rows.seek(place.offset(), place.line());
      watcher.resumed(rows.name(), place.line());
    }
  }

  /** Adds the facts of a row, all or none of them; gives back the row if it has to be set aside. */
  private Arrival.@Nullable SetAside take(RowSource.Found found, String file, List<Fact> facts) {
    int before = facts.size();
    try {
      if (found instanceof RowSource.Bad bad) {
        throw new BadRow(bad.reason());
      }
      for (FactRule rule : mapping.facts()) {
        Optional<Fact> fact = rule.read(((RowSource.Good) found).row());
        if (fact.isPresent()) {
          rule.requireHappened(fact.get(), latest());
          facts.add(fact.get());
        }
      }
      if (facts.size() == before && mapping.layout().othersAside()) {
        throw new BadRow("no fact of the mapping applies to this row");
      }
      return null;
    } catch (BadRow e) {
      facts.subList(before, facts.size()).clear();
      return new Arrival.SetAside(file, found.line(), e.reason());
    }
  }

  private Report settled(Parts parts, List<Fact> facts, List<Arrival.SetAside> aside, long good, String cursor, Arrival.Lines lines) {
    Parts.Taken taken = parts.take(facts, aside, cursor, lines);
    taken.refused().forEach(watcher::setAside);
    // A row may give several facts that are known otherwise; it is set aside once.
    long rows = taken.refused().stream().map(Arrival.SetAside::line).distinct().count();
    var report = new Report(good + aside.size(), good - rows, aside.size() + rows, taken.kept(), facts.size() - taken.kept() - taken.refused().size());
    facts.clear();
    aside.clear();
    return report;
  }
}
