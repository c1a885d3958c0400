package dev.caravan.connectors.file;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits rows into fields. One parser is fed row by row: making one for each costs more than the parsing.
 *
 * <p>At the end of a row the parser looks for the next one, and ends if there is none. So it is always given one
 * delimiter in advance, and each row has an empty field in front, which is dropped.
 */
final class CsvFields {
  private static final CsvFactory CSV = new CsvFactory();

  private final CsvSchema layout;
  private final char delimiter;
  private Feed feed = new Feed();
  private @Nullable CsvParser parser;

  CsvFields(char delimiter) {
    this.delimiter = delimiter;
    this.layout = CsvSchema.emptySchema().withColumnSeparator(delimiter);
  }

  List<String> split(String row) throws BadRow {
    List<String> fields = new ArrayList<>();
    try {
      feed.offer((parser == null ? delimiter + row : row) + "\n" + delimiter);
      CsvParser open = parser == null ? open() : parser;
      JsonToken token = open.nextToken();
      while (token != JsonToken.END_ARRAY && token != null) {
        if (token == JsonToken.VALUE_STRING) {
          fields.add(open.getText());
        }
        token = open.nextToken();
      }
      if (token == null || !feed.isEmpty() || fields.isEmpty()) {
        throw new BadRow("not a row of CSV");
      }
      return fields.subList(1, fields.size());
    } catch (IOException e) {
      forget();
      throw new BadRow("not a row of CSV");
    } catch (BadRow e) {
      forget();
      throw e;
    }
  }

  private CsvParser open() throws IOException {
    CsvParser opened = CSV.createParser(feed);
    opened.setSchema(layout);
    parser = opened;
    return opened;
  }

  /** After a fault nobody knows how far the parser is; it holds nothing that would have to be closed. */
  private void forget() {
    parser = null;
    feed = new Feed();
  }

  /** Gives the parser the row it is asked to read, never more. */
  private static final class Feed extends Reader {
    private String text = "";
    private int at;

    void offer(String row) {
      text = row;
      at = 0;
    }

    boolean isEmpty() {
      return at == text.length();
    }

    @Override
    public int read(char[] into, int offset, int most) {
      int count = Math.min(most, text.length() - at);
      if (count == 0) {
        return -1;
      }
      text.getChars(at, at + count, into, offset);
      at += count;
      return count;
    }

    @Override
    public void close() {
      text = "";
      at = 0;
    }
  }
}
