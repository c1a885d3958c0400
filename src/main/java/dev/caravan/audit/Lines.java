package dev.caravan.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Predicate;

/** Files of one JSON object a line, read line by line. */
final class Lines {
  private static final ObjectReader JSON = new ObjectMapper().reader();

  private Lines() {}

  /** Takes one line; {@code number} counts from 1. */
  interface Taker {
    void take(JsonNode line, long number);
  }

  static void each(Path file, Taker taker) throws IOException {
    each(file, text -> true, taker);
  }

  /**
   * Reads a file.
   *
   * @param wanted looks at the text of a line before it is read
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException with the place of a line that is no JSON object
   */
  static void each(Path file, Predicate<String> wanted, Taker taker) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      long number = 0;
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        number++;
        if (!text.isBlank() && wanted.test(text)) {
          taker.take(object(file, text, number), number);
        }
      }
    }
  }

  /** What a line holds is not shown: it may be about people. */
  private static JsonNode object(Path file, String text, long number) {
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file.getFileName() + ":" + number + ": cannot be read as JSON at character "
          + e.getLocation().getColumnNr() + "; expected one object a line; write the files anew");
    }
    if (!node.isObject()) {
      throw new IllegalArgumentException(file.getFileName() + ":" + number + ": is no JSON object; expected one a line;"
          + " write the files anew");
    }
    return node;
  }

  /** The kind of a decision, seen without reading the line. */
  static String kind(String text) {
    String key = "\"kind\":\"";
    int from = text.indexOf(key);
    int to = from < 0 ? -1 : text.indexOf('"', from + key.length());
    return to < 0 ? "" : text.substring(from + key.length(), to);
  }

  /** A text, {@code ""} where there is none. */
  static String text(JsonNode line, String key) {
    JsonNode value = line.get(key);
    return value == null || value.isNull() ? "" : value.asText();
  }

  /** A moment in epoch ms, 0 where there is none. */
  static long moment(JsonNode line, String key) {
    String text = text(line, key);
    try {
      return text.isEmpty() ? 0 : Instant.parse(text).toEpochMilli();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(key + " is " + text + "; expected a moment such as 2026-03-02T10:15:00Z", e);
    }
  }
}
