package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** CSV as Bulk 2.0 takes and gives it: quotes doubled inside quotes, line breaks allowed there. */
final class Csv {
  private static final CsvMapper CSV = CsvMapper.csvBuilder().enable(CsvParser.Feature.WRAP_AS_ARRAY, CsvParser.Feature.SKIP_EMPTY_LINES)
      .enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS).build();

  private Csv() {}

  /**
   * The rows of a text.
   *
   * @throws UncheckedIOException if it is no CSV
   */
  static List<List<String>> read(String text, char delimiter) {
    try (MappingIterator<List<String>> rows = CSV.readerForListOf(String.class).with(layout(delimiter)).readValues(text)) {
      return rows.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String line(List<String> cells, char delimiter) {
    try {
      return CSV.writer(layout(delimiter)).writeValueAsString(cells);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written", e);
    }
  }

  private static CsvSchema layout(char delimiter) {
    return CsvSchema.emptySchema().withColumnSeparator(delimiter).withLineSeparator("\n");
  }
}
