package dev.caravan.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code .properties} file of which every key and value knows its place. Keys and values are those that
 * {@link java.util.Properties} reads from the same text.
 */
public final class PropertiesText {
  /**
   * One line of the file.
   *
   * @param value as written, with placeholders
   * @param at where the key begins
   * @param valueAt where the value begins; where it would begin if it is empty
   */
  public record Property(String key, String value, Origin at, Origin valueAt) {}

  private final String shown;
  private final boolean present;
  private final boolean readable;
  private final List<String> lines;
  private final Map<String, Property> properties = new LinkedHashMap<>();
  private final Diagnostics diagnostics = new Diagnostics();

  private PropertiesText(String shown, String text, boolean present, boolean readable) {
    this.shown = shown;
    this.present = present;
    this.readable = readable;
    this.lines = List.of(text.split("\r\n|\n|\r", -1));
  }

  /** Reads a file. One that is not there or cannot be read has no properties; the second kind has a diagnostic. */
  public static PropertiesText load(Path file) {
    String shown = file.toString();
    Document unread = new Document(shown, shown, "");
    String text = ConfigFile.read(file, unread);
    List<Diagnostic> found = unread.diagnostics();
    if (found.isEmpty()) {
      return of(shown, text.startsWith("\uFEFF") ? text.substring(1) : text);
    }
    if (found.stream().anyMatch(why -> why.code().equals(ConfigFile.MISSING))) {
      return new PropertiesText(shown, "", false, true);
    }
    var refused = new PropertiesText(shown, "", true, false);
    refused.diagnostics.addAll(found);
    return refused;
  }

  /**
   * Reads text.
   *
   * @param shown how messages call the file
   */
  public static PropertiesText of(String shown, String text) {
    var read = new PropertiesText(shown, text, true, true);
    for (PropertyLine line : PropertyLine.all(text)) {
      read.take(line);
    }
    return read;
  }

  private void take(PropertyLine line) {
    Origin at = new Origin(shown, line.key().line(), line.key().column());
    Origin valueAt = new Origin(shown, line.value().line(), line.value().column());
    Optional<PropertyLine.Escape> broken = line.brokenEscape();
    if (broken.isPresent()) {
      diagnostics.add(new Diagnostic(shown, broken.get().line(), broken.get().column(), "escape",
          "this is no character; expected four hexadecimal digits behind \\u, or \\\\ for a backslash"));
      return;
    }
    Property earlier = properties.get(line.key().text());
    if (earlier != null) {
      diagnostics.add(new Diagnostic(shown, at.line(), at.column(), "duplicate-key", "key \"" + earlier.key()
          + "\" is given twice; previously defined at line " + earlier.at().line() + ", column " + earlier.at().column()
          + "; remove one"));
    }
    properties.put(line.key().text(), new Property(line.key().text(), line.value().text(), at, valueAt));
  }

  /** How messages call the file. */
  public String shown() {
    return shown;
  }

  /** Whether the file is there. */
  public boolean isPresent() {
    return present;
  }

  /** Whether the file could be read; true for one that is not there. */
  public boolean isReadable() {
    return readable;
  }

  /** The properties by key, in the order of the file; of a key given twice the later one. */
  public Map<String, Property> properties() {
    return Collections.unmodifiableMap(properties);
  }

  /** What is wrong with the text itself: encoding, escapes, a key given twice. */
  public List<Diagnostic> diagnostics() {
    return diagnostics.all();
  }

  /** The text of a line, from 1; {@code ""} if there is none. */
  public String line(int number) {
    return number <= lines.size() ? lines.get(number - 1) : "";
  }
}
