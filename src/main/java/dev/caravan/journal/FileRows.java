package dev.caravan.journal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Rows of fact files in order, read some thousand ahead on all cores. */
final class FileRows implements FactFiles.Rows {
  /** Batches of lines that are read side by side: enough for every core, not so many as to fill the memory. */
  private static final int AT_ONCE = 4 * Runtime.getRuntime().availableProcessors();

  private final ArrayDeque<Path> files;
  private final Words words = new Words();
  private final SeenFacts seen = new SeenFacts();
  private final long latest;
  private final LineBatch[] batches = new LineBatch[AT_ONCE];
  private List<Object> ahead = new ArrayList<>();
  private int next;
  private String place = "";
  private @Nullable InputStream raw;
  private @Nullable LineReader lines;

  FileRows(List<Path> files, long latest) {
    this.latest = latest;
    this.files = new ArrayDeque<>(files);
    Arrays.setAll(batches, i -> new LineBatch());
  }

  @Override
  public Object next() throws IOException {
    while (next == ahead.size()) {
      ahead = new ArrayList<>(ahead.size());
      next = 0;
      if (lines != null) {
        readAhead(lines);
      } else if (!open()) {
        return END;
      }
    }
    return ahead.get(next++);
  }

  /** Goes to the next file; false behind the last. */
  private boolean open() throws IOException {
    Path file = files.poll();
    if (file == null) {
      return false;
    }
    place = file.getFileName().toString();
    InputStream opened = Files.newInputStream(file);
    raw = opened;
    try {
      lines = new LineReader(place.endsWith(".gz") ? new GZIPInputStream(opened, 1 << 16) : opened);
    } catch (ZipException | EOFException e) {
      ahead.add(new Arrival.SetAside(place, 1, "not a gzip file, although its name says so"));
      close();
    }
    return true;
  }

  private void readAhead(LineReader from) throws IOException {
    int filled = 0;
    boolean more = true;
    Arrival.SetAside damage = null;
    try {
      LineBatch batch = batches[filled++].of(place);
      while (more = from.next()) {
        if (from.tooLong()) {
          batch.add(new Arrival.SetAside(place, from.number(), "longer than " + LineReader.LIMIT + " bytes"));
        } else if (!from.blank()) {
          batch.add(from);
        }
        if (batch.isFull()) {
          if (filled == AT_ONCE) {
            break;
          }
          batch = batches[filled++].of(place);
        }
      }
    } catch (ZipException | EOFException e) {
      // Whatever came before the damage counts.
      damage = new Arrival.SetAside(place, from.number() + 1,
          "the gzip file is damaged or cut off here; the rest of it is missing");
      more = false;
    }
    Arrays.stream(batches, 0, filled).parallel().forEach(batch -> batch.read(words));
    for (int i = 0; i < filled; i++) {
      batches[i].tell(ahead, seen, latest);
    }
    if (damage != null) {
      ahead.add(damage);
    }
    if (!more) {
      close();
    }
  }

  /** Closes the file that is open. */
  @Override
  public void close() throws IOException {
    lines = null;
    if (raw != null) {
      raw.close();
      raw = null;
    }
  }
}
