package dev.caravan.journal;

import dev.caravan.model.Fact;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Facts from files: one NDJSON file, plain or {@code .gz}, or a folder of {@code *.ndjson} and {@code *.ndjson.gz} by
 * name. A row that is no fact is set aside with its file, line and reason; the rest goes on. A fact whose (source, id)
 * was seen before is repeated. Blank lines are no rows.
 */
public final class FactFiles {
  /** Batches of lines that are read side by side: enough for every core, not so many as to fill the memory. */
  private static final int AT_ONCE = 4 * Runtime.getRuntime().availableProcessors();

  private FactFiles() {}

  /** {@code read = kept + repeated + setAside}. */
  public record Counts(long read, long kept, long repeated, long setAside) {}

  /**
   * Reads facts, each once, as they stand in the files.
   *
   * @throws NoSuchFileException if there is nothing at the path, or no fact file in the folder
   * @throws IOException if a file cannot be read
   */
  public static Counts read(Path fileOrFolder, Consumer<Fact> facts, Consumer<Arrival.SetAside> setAside)
      throws IOException {
    var reading = new Reading(facts, setAside);
    for (Path file : files(fileOrFolder)) {
      reading.file(file);
    }
    return new Counts(reading.kept + reading.repeated + reading.aside, reading.kept, reading.repeated, reading.aside);
  }

  private static List<Path> files(Path fileOrFolder) throws IOException {
    if (!Files.exists(fileOrFolder)) {
      throw new NoSuchFileException(fileOrFolder.toString(), null, "no such file or folder of facts");
    }
    if (!Files.isDirectory(fileOrFolder)) {
      return List.of(fileOrFolder);
    }
    try (Stream<Path> inside = Files.list(fileOrFolder)) {
      List<Path> files = inside.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".ndjson") || file.toString().endsWith(".ndjson.gz"))
          .sorted(Comparator.comparing(file -> file.getFileName().toString())).toList();
      if (files.isEmpty()) {
        throw new NoSuchFileException(fileOrFolder.toString(), null, "the folder holds no *.ndjson or *.ndjson.gz");
      }
      return files;
    }
  }

  private static final class Reading {
    private final Consumer<Fact> facts;
    private final Consumer<Arrival.SetAside> setAside;
    private final SeenFacts seen = new SeenFacts();
    private final Words words = new Words();
    private final LineBatch[] batches = new LineBatch[AT_ONCE];
    private int filled;
    private long kept;
    private long repeated;
    private long aside;

    Reading(Consumer<Fact> facts, Consumer<Arrival.SetAside> setAside) {
      this.facts = facts;
      this.setAside = setAside;
      Arrays.setAll(batches, i -> new LineBatch());
    }

    void file(Path file) throws IOException {
      String place = file.getFileName().toString();
      try (InputStream raw = Files.newInputStream(file)) {
        LineReader lines;
        try {
          lines = new LineReader(place.endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw);
        } catch (ZipException | java.io.EOFException e) {
          aside(place, 1, "not a gzip file, although its name says so");
          return;
        }
        try {
          rows(place, lines);
        } catch (ZipException | java.io.EOFException e) {
          // Whatever came before the damage has been read.
          tellAll();
          aside(place, lines.number() + 1, "the gzip file is damaged or cut off here; the rest of it is missing");
        }
      }
    }

    private void rows(String place, LineReader lines) throws IOException {
      LineBatch batch = next(place);
      while (lines.next()) {
        batch = batch.isFull() ? next(place) : batch;
        if (lines.tooLong()) {
          batch.add(new Arrival.SetAside(place, lines.number(), "longer than " + LineReader.LIMIT + " bytes"));
        } else if (!lines.blank()) {
          batch.add(lines);
        }
      }
      tellAll();
    }

    private LineBatch next(String place) {
      if (filled == AT_ONCE) {
        tellAll();
      }
      return batches[filled++].of(place);
    }

    /** Reads what has gathered on all cores, and tells it in order. */
    private void tellAll() {
      Arrays.stream(batches, 0, filled).parallel().forEach(batch -> batch.read(words));
      for (int i = 0; i < filled; i++) {
        batches[i].tell(this::fact, this::aside);
      }
      filled = 0;
    }

    private void fact(Fact fact) {
      if (seen.add(fact.head().source(), fact.head().id())) {
        kept++;
        facts.accept(fact);
      } else {
        repeated++;
      }
    }

    private void aside(String place, long line, String reason) {
      aside(new Arrival.SetAside(place, line, reason));
    }

    private void aside(Arrival.SetAside row) {
      aside++;
      setAside.accept(row);
    }
  }
}
