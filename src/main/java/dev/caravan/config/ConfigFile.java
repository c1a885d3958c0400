package dev.caravan.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One settings file, read and judged. It always exists as an object: a file that is absent, unreadable or broken has its
 * diagnostics and a missing root, on which every reader returns its stand-in silently.
 */
public final class ConfigFile {
  /** The code of a file that does not exist. */
  static final String MISSING = "missing-file";

  private static final long LARGEST = 1_000_000;

  private final String name;
  private final String text;
  private final ConfigNode root;
  private final String hash;

  private ConfigFile(String name, String text, ConfigNode root, String hash) {
    this.name = name;
    this.text = text;
    this.root = root;
    this.hash = hash;
  }

  /**
   * Reads a file and judges it by a schema, where there is one.
   *
   * @param shownName how messages and reasons call the file
   */
  public static ConfigFile load(Path file, String shownName, Optional<Path> schema) {
    Document forSchema = new Document(schema.map(Path::toString).orElse(""), "schema", "");
    String schemaText = schema.map(path -> read(path, forSchema)).orElse("");
    ConfigFile loaded = load(file, shownName, shownName, schemaText);
    for (Diagnostic unread : forSchema.diagnostics()) {
      loaded.root.document().reject("", loaded.root.origin(), unread.code(), "the schema " + unread.file() + ": " + unread.message());
    }
    return loaded;
  }

  /**
   * Reads a file and judges it by a schema that comes with the program.
   *
   * @param schema its name: {@code eloqua-mapping}
   * @throws IllegalArgumentException if the program has no such schema
   */
  public static ConfigFile judged(Path file, String shownName, String schema) {
    return load(file, shownName, shownName, Configuration.shippedSchema(schema)
        .orElseThrow(() -> new IllegalArgumentException("no schema is called \"" + schema + "\"")));
  }

  /** Reads settings from text alone, without a schema. */
  public static ConfigFile of(String shownName, String text) {
    return of(shownName, text, "");
  }

  /**
   * Reads settings from text.
   *
   * @param schemaText a JSON Schema, or {@code ""} for none
   */
  public static ConfigFile of(String shownName, String text, String schemaText) {
    return parse(new Document(shownName, shownName, text), shownName, text, schemaText);
  }

  /** A file that is known to be needed and is not there. */
  static ConfigFile absent(String shown, String place, String why) {
    Document document = new Document(shown, place, "");
    document.reject("", document.origin(1, 1), MISSING, why);
    return nothing(document, place);
  }

  static ConfigFile load(Path file, String shown, String place, String schemaText) {
    Document unread = new Document(shown, place, "");
    String text = read(file, unread);
    if (!unread.diagnostics().isEmpty()) {
      return nothing(unread, place);
    }
    return parse(new Document(shown, place, text), place, text, schemaText);
  }

  /** The file as the house calls it: {@code config/scoring.yaml}. */
  public String name() {
    return name;
  }

  /** The whole tree; its kind is {@code MISSING} when there was nothing to read. */
  public ConfigNode root() {
    return root;
  }

  /** The text as read, {@code ""} when it could not be. */
  public String text() {
    return text;
  }

  /** SHA-256 in hex over what the file says, without layout, comments and the {@code signed} block. */
  public String hash() {
    return hash;
  }

  /** The first 12 digits of the hash, as reasons and pages show it. */
  public String version() {
    return Fingerprint.shown(hash);
  }

  /** Something to be said of a place in this file that is no mistake of it, such as what is still open. */
  public Diagnostic remark(Origin at, String code, String message) {
    return root.document().diagnostic(at, code, message);
  }

  /** Every mistake found so far, by the schema and by the readers that have run. */
  public List<Diagnostic> diagnostics() {
    return root.document().diagnostics();
  }

  /**
   * Goes on only with a faultless file.
   *
   * @throws ConfigException with every mistake found so far
   */
  public ConfigFile orThrow() {
    List<Diagnostic> found = diagnostics();
    if (!found.isEmpty()) {
      throw new ConfigException(found);
    }
    return this;
  }

  /**
   * Builds a record from the file and hands it out only when neither the schema nor the reader found a mistake.
   *
   * @throws ConfigException with every mistake
   */
  public <T> T read(Function<ConfigNode, T> reader) {
    return tryRead(reader).orElseThrow(() -> new ConfigException(diagnostics()));
  }

  /** Like {@link #read}, empty when there are mistakes: for those who want the mistakes of all files together. */
  public <T> Optional<T> tryRead(Function<ConfigNode, T> reader) {
    T value;
    try {
      value = reader.apply(root);
    } catch (IllegalArgumentException e) {
      // A record refused stand-ins of a value already reported, or holds a rule its reader did not report.
      if (diagnostics().isEmpty()) {
        root.report("not-allowed", "these settings do not fit together: " + e.getMessage());
      }
      return Optional.empty();
    }
    return diagnostics().isEmpty() ? Optional.of(value) : Optional.empty();
  }

  private static ConfigFile parse(Document document, String name, String text, String schemaText) {
    ConfigNode root = YamlText.parse(document, text);
    if (root.kind() == ConfigNode.Kind.MISSING) {
      return new ConfigFile(name, text, root, Fingerprint.ofText(text));
    }
    if (!schemaText.isEmpty()) {
      SchemaCheck.check(root, schemaText);
    }
    return new ConfigFile(name, text, root, Fingerprint.of(root));
  }

  private static ConfigFile nothing(Document document, String name) {
    ConfigNode root = ConfigNode.none(document, "", document.origin(1, 1), ConfigNode.Kind.MISSING);
    return new ConfigFile(name, "", root, Fingerprint.ofText(""));
  }

  /** The text of a file, or {@code ""} and why it cannot be had. */
  static String read(Path file, Document report) {
    try {
      long size = Files.size(file);
      if (size > LARGEST) {
        report.reject("", report.origin(1, 1), "too-large", "the file has " + size + " bytes; expected at most " + LARGEST
            + ": split it, or check that it is the right file");
        return "";
      }
      return decode(Files.readAllBytes(file), report);
    } catch (NoSuchFileException e) {
      report.reject("", report.origin(1, 1), MISSING, "the file does not exist");
    } catch (AccessDeniedException e) {
      report.reject("", report.origin(1, 1), "unreadable-file", "the file may not be read; give its reader permission");
    } catch (IOException e) {
      report.reject("", report.origin(1, 1), "unreadable-file", "the file cannot be read: " + e.getMessage());
    }
    return "";
  }

  private static String decode(byte[] bytes, Document report) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
      int column = text.codePointCount(text.lastIndexOf('\n') + 1, text.length()) + 1;
      report.reject("", report.origin(line, column), "not-utf-8", "this character is not UTF-8; save the file as UTF-8");
      return "";
    }
    return text;
  }
}
