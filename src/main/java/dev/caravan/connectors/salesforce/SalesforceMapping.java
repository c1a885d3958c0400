package dev.caravan.connectors.salesforce;

import dev.caravan.config.ConfigFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
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
  private final Map<String, String> only;
  private final StatusWords status;

  SalesforceMapping(Map<String, Map<String, Source>> read, Map<String, Map<String, Target>> write,
      Map<String, String> only, StatusWords status) {
    this.only = Map.copyOf(only);
    this.read = Collections.unmodifiableMap(new LinkedHashMap<>(read));
    this.write = Collections.unmodifiableMap(new LinkedHashMap<>(write));
    this.status = status;
  }

  /**
   * Reads a mapping file.
   *
   * @param shownName how messages name the file
   * @throws dev.caravan.config.ConfigException with every mistake at its line and column
   */
  public static SalesforceMapping read(Path file, String shownName) {
    return ConfigFile.judged(file, shownName, "salesforce-mapping").read(MappingReader::read);
  }

  /** The same for those who want the mistakes of all files together: empty when there are any in this one. */
  public static Optional<SalesforceMapping> tryRead(ConfigFile file) {
    return file.tryRead(MappingReader::read);
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

  /** A SOQL condition records must meet to take part, {@code ""} for all of them. */
  String only(String object) {
    return only.getOrDefault(object, "");
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
