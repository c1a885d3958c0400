package dev.caravan.connectors.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * What a file shows of how it is written.
 *
 * @param delimiter what stands between two columns
 * @param charset of its rows as they are read here
 * @param marked whether its first line only names the delimiter, as spreadsheets write it: {@code sep=;}
 * @param finding what differs from what the mapping or the format says, a sentence; {@code ""} for nothing
 */
record Recognised(char delimiter, Charset charset, boolean marked, String finding) {
  private static final Map<Character, String> NAMES = Map.of(';', "semicolons", '\t', "tabs", '|', "bars");
  private static final List<Character> TRIED = List.of(',', ';', '\t', '|');

  static Recognised of(Path file, ImportMapping mapping) throws IOException {
    ImportMapping.Layout layout = mapping.layout();
    try (RowReader lines = RowReader.lines(file)) {
      Charset charset = lines.utf16() ? StandardCharsets.UTF_8 : layout.encoding();
      String written = lines.utf16() ? "written in UTF-16, and read so" : "";
      if (!layout.csv()) {
        return new Recognised(',', charset, false, sentence(written, ""));
      }
      String first = lines.next() ? line(lines, charset) : "";
      Optional<Character> said = said(first);
      char asked = said.orElse(layout.delimiter());
      char found = asked != ImportMapping.RECOGNISED ? asked
          : fitting(said.isPresent() && lines.next() ? line(lines, charset) : first, mapping);
      String between = layout.delimiter() != found && NAMES.containsKey(found) ? "its columns are separated by " + NAMES.get(found) : "";
      return new Recognised(found, charset, said.isPresent(), sentence(written, between));
    } catch (ZipException | EOFException e) {
      return new Recognised(',', layout.encoding(), false, ""); // is told where it is read
    }
  }

  private static String line(RowReader lines, Charset charset) {
    return new String(lines.buffer(), lines.start(), lines.length(), charset);
  }

  private static Optional<Character> said(String line) {
    String bare = line.strip().replace("\"", "");
    boolean tab = line.replace("\"", "").equalsIgnoreCase("sep=\t");
    return tab ? Optional.of('\t') : bare.length() == 5 && bare.regionMatches(true, 0, "sep=", 0, 4) ? Optional.of(bare.charAt(4)) : Optional.empty();
  }

  /** The first sign by which the header has the columns that the mapping names; else the one that parts it most. */
  private static char fitting(String header, ImportMapping mapping) {
    List<String> named = mapping.layout().columns();
    char best = ',';
    int most = 1;
    for (char sign : TRIED) {
      List<String> columns;
      try {
        columns = new CsvFields(sign).split(header).stream().map(String::strip).toList();
      } catch (BadRow e) {
        continue;
      }
      boolean fits = named.isEmpty() ? Columns.mistakes(columns, mapping.uses()).isEmpty() : columns.size() == named.size();
      if (fits && (columns.size() > 1 || sign == ',')) {
        return sign;
      }
      if (columns.size() > most) {
        most = columns.size();
        best = sign;
      }
    }
    return best;
  }

  private static String sentence(String written, String between) {
    return written.isEmpty() ? between : between.isEmpty() ? "it is " + written : "it is " + written + "; " + between;
  }
}
