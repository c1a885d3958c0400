package dev.caravan.connectors.salesforce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which field of Salesforce feeds which value of a fact, and which of our values goes into which field; read from
 * {@code connectors/salesforce/mapping.yaml}.
 */
public final class SalesforceMapping {

  /** How a value is taken from a field. */
  enum How { AS_IS, NOT, FILLED, FIXED }

  /** One value read: {@code field} is an API name or path, or the value itself when {@link How#FIXED}. */
  record Source(How how, String field) {}

  /** One field written. */
  record Target(String field, boolean onlyWhenEmpty) {}

  /** What the status of a lead says of the hand-off; {@code reasonField} is {@code ""} when there is none. */
  record StatusWords(String statusField, String reasonField, Map<String, String> means, Map<String, String> reasons) {
    StatusWords {
      means = Map.copyOf(means);
      reasons = Map.copyOf(reasons);
    }
  }

  private final Map<String, Map<String, Source>> read;
  private final Map<String, Map<String, Target>> write;
  private final StatusWords status;

  SalesforceMapping(Map<String, Map<String, Source>> read, Map<String, Map<String, Target>> write,
      StatusWords status) {
    this.read = Collections.unmodifiableMap(new LinkedHashMap<>(read));
    this.write = Collections.unmodifiableMap(new LinkedHashMap<>(write));
    this.status = status;
  }

  /**
   * Reads a mapping file.
   *
   * @param shownName how messages name the file
   * @throws IllegalArgumentException with every mistake, one a line: {@code file:line:column: what; what was expected}
   */
  public static SalesforceMapping read(Path file, String shownName) {
    try {
      return MappingReader.read(Files.readString(file), shownName);
    } catch (IOException e) {
      throw new IllegalArgumentException(shownName + ": cannot be read; expected a text file in UTF-8; see that the"
          + " folder connectors/salesforce is complete", e);
    }
  }

  /** The same from text. */
  public static SalesforceMapping of(String yaml, String shownName) {
    return MappingReader.read(yaml, shownName);
  }

  /** Values read from an object, by our word, in the order of the file. */
  Map<String, Source> reads(String object) {
    return read.getOrDefault(object, Map.of());
  }

  /** The fields to ask for, without repeats. */
  Set<String> fields(String object) {
    var fields = new LinkedHashSet<String>();
    reads(object).values().stream().filter(source -> source.how() != How.FIXED).map(Source::field).forEach(fields::add);
    if (object.equals("lead")) {
      fields.add(status.statusField());
      if (!status.reasonField().isEmpty()) {
        fields.add(status.reasonField());
      }
    }
    return fields;
  }

  /** Fields written on an object, by our word. */
  Map<String, Target> writes(String object) {
    return write.getOrDefault(object, Map.of());
  }

  StatusWords status() {
    return status;
  }

  /** Puts a value where the mapping wants it; words it does not name are left out, {@code ""} empties the field. */
  void put(String object, Map<String, Object> row, String word, Object value) {
    Target target = writes(object).get(word);
    if (target != null) {
      row.put(target.field(), value.equals("") ? null : value);
    }
  }
}
