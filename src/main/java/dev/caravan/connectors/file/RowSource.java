package dev.caravan.connectors.file;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The rows of one file, the bad ones with their reason. */
final class RowSource implements Closeable {
  /** What was found on a line. */
  sealed interface Found {
    long line();
  }

  /** A row with its values. */
  record Good(Row row) implements Found {
    @Override
    public long line() {
      return row.line();
    }
  }

  /** A row that could not be read. */
  record Bad(long line, String reason) implements Found {}

  private final String name;
  private final ImportMapping mapping;
  private final Recognised form;
  private final RowReader rows;
  private final CharsetDecoder decoder;
  private final CsvFields fields;
  private List<String> columns;
  private boolean ended;
  private boolean whole = true;

  /**
   * Opens a file.
   *
   * @throws IOException if it cannot be read; a damaged gzip file is told as a bad row instead
   */
  static RowSource open(Path file, ImportMapping mapping) throws IOException {
    ImportMapping.Layout layout = mapping.layout();
    Recognised form = Recognised.of(file, mapping);
    RowReader rows = layout.csv() ? RowReader.csv(file, form.delimiter()) : RowReader.lines(file);
    return new RowSource(file.getFileName().toString(), mapping, rows, form);
  }

  private RowSource(String name, ImportMapping mapping, RowReader rows, Recognised form) {
    this.name = name;
    this.form = form;
    this.mapping = mapping;
    this.rows = rows;
    this.decoder = form.charset().newDecoder().onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
    this.fields = new CsvFields(form.delimiter());
    this.columns = mapping.layout().columns();
  }

  /** Reads what stands before the rows; a file whose header does not fit gives one bad row and no other. */
  @Nullable Bad header() throws IOException {
    try {
      if (form.marked()) {
        rows.next();
      }
      if (!mapping.layout().csv() || !columns.isEmpty()) {
        return null;
      }
      if (!rows.next()) {
        return refuse(1, "the file is empty; expected a header that names the columns");
      }
      columns = fields.split(text()).stream().map(String::strip).toList();
      String mistakes = Columns.mistakes(columns, mapping.uses());
      return mistakes.isEmpty() ? null : refuse(rows.rowLine(), mistakes);
    } catch (BadRow e) {
      return refuse(rows.rowLine(), "the header cannot be read: " + e.reason());
    } catch (ZipException | EOFException e) {
      return damaged();
    }
  }

  /** The next row; null at the end. */
  @Nullable Found next() throws IOException {
    if (ended) {
      return null;
    }
    try {
      if (!rows.next()) {
        return null;
      }
      return new Good(new Row(name, rows.rowLine(), values()));
    } catch (BadRow e) {
      return new Bad(rows.rowLine(), e.reason());
    } catch (ZipException | EOFException e) {
      return damaged();
    }
  }

  void seek(long offset, long line) throws IOException {
    rows.seek(offset, line);
  }

  String name() {
    return name;
  }

  /** What was recognised of the file that the mapping does not say, a sentence; {@code ""} for nothing. */
  String finding() {
    return form.finding();
  }

  long offset() {
    return rows.offset();
  }

  long line() {
    return rows.line();
  }

  long bytes() {
    return rows.bytes();
  }

  /** Whether nothing behind the rows given so far was left unread because of damage or a wrong header. */
  boolean whole() {
    return whole;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }

  private Bad refuse(long line, String reason) {
    ended = true;
    whole = false;
    return new Bad(line, reason);
  }

  /** Whatever came before the damage has been read. */
  private Bad damaged() {
    return refuse(rows.line(), "the gzip file is damaged or cut off here; the rest of it is missing");
  }

  private Map<String, String> values() throws BadRow {
    String text = text();
    Map<String, String> found = new HashMap<>();
    if (mapping.layout().csv()) {
      List<String> split = fields.split(text);
      if (split.size() != columns.size()) {
        throw new BadRow((split.size() < columns.size() ? "too few" : "too many") + " columns: expected "
            + columns.size() + ", found " + split.size());
      }
      for (int i = 0; i < columns.size(); i++) {
        found.put(columns.get(i), split.get(i));
      }
    } else {
      found = JsonRow.read(text);
    }
    found.replaceAll((column, value) -> value.strip());
    found.values().removeIf(value -> value.isEmpty() || mapping.layout().empty().contains(value));
    return found;
  }

  private String text() throws BadRow {
    if (!rows.fault().isEmpty()) {
      throw new BadRow(rows.fault());
    }
    try {
      CharBuffer text = decoder.decode(ByteBuffer.wrap(rows.buffer(), rows.start(), rows.length()));
      return text.toString();
    } catch (CharacterCodingException e) {
      throw new BadRow("not " + form.charset().name() + "; name the file's `encoding` in the mapping, or"
          + " save it as UTF-8");
    }
  }
}
