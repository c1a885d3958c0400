package dev.caravan.journal;

import dev.caravan.model.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Facts from files: one NDJSON file, plain or {@code .gz}, or a folder of {@code *.ndjson} and {@code *.ndjson.gz} by
 * name. A row that is no fact is set aside with its file, line and reason; the rest goes on. A fact that was seen before is
 * repeated; another of the same (source, id) is set aside. Blank lines are no rows.
 */
public final class FactFiles {
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
    return read(fileOrFolder, Long.MAX_VALUE, facts, setAside);
  }

  /**
   * The same, where what was recorded later than a moment cannot be: it is set aside.
   *
   * @param latest epoch ms, as {@link dev.caravan.parse.Moments#latest} tells it
   * @throws IOException if a file cannot be read, or there is none
   */
  public static Counts read(Path fileOrFolder, long latest, Consumer<Fact> facts, Consumer<Arrival.SetAside> setAside)
      throws IOException {
    long kept = 0;
    long repeated = 0;
    long aside = 0;
    try (Rows rows = rows(fileOrFolder, latest)) {
      for (Object row = rows.next(); row != Rows.END; row = rows.next()) {
        if (row instanceof Arrival.SetAside unreadable) {
          aside++;
          setAside.accept(unreadable);
        } else if (row instanceof Fact fact) {
          kept++;
          facts.accept(fact);
        } else {
          repeated++;
        }
      }
    }
    return new Counts(kept + repeated + aside, kept, repeated, aside);
  }

  /**
   * Opens the files row by row, repeats included.
   *
   * @param latest what was recorded later is set aside
   * @throws NoSuchFileException if there is nothing at the path, or no fact file in the folder
   */
  public static Rows rows(Path fileOrFolder, long latest) throws IOException {
    return new FileRows(files(fileOrFolder), latest);
  }

  /** A fact that says again what was said before. */
  public record Repeat(Fact fact) {}

  /** The rows of fact files in their order. */
  public interface Rows extends AutoCloseable {
    /** What {@link #next} gives behind the last row. */
    Object END = new Object();

    /**
     * The next row: a {@link Fact}, a {@link Repeat} of one, or an {@link Arrival.SetAside} for what is none; {@link #END} behind
     * the last.
     *
     * @throws IOException if a file cannot be read
     */
    Object next() throws IOException;

    @Override
    void close() throws IOException;
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
}
