package dev.caravan.connectors.file;

import dev.caravan.config.ConfigException;
import dev.caravan.config.ConfigFile;
import dev.caravan.config.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the rows of a file become facts, as an admin wrote it down; {@code config/schema/import-mapping.schema.json}
 * explains every key.
 */
public final class ImportMapping {
  private static final String SCHEMA = "/dev/caravan/config/schema/import-mapping.schema.json";

  /** The delimiter of a file that shows itself which it has. */
  static final char RECOGNISED = 0;

  /** A column as the mapping names it, and where. */
  record Use(String column, Origin origin) {}

  /**
   * What the file looks like.
   *
   * @param csv else NDJSON
   * @param delimiter {@link #RECOGNISED} where the mapping does not say
   * @param columns of a file without a header; empty when its first row names them
   * @param empty words that mean nothing was answered
   * @param othersAside whether rows that give no fact are set aside; else they are left out
   */
  record Layout(boolean csv, char delimiter, Charset encoding, List<String> columns, Set<String> empty,
      boolean othersAside) {
    Layout {
      columns = List.copyOf(columns);
      empty = Set.copyOf(empty);
    }
  }

  private final String name;
  private final String version;
  private final String source;
  private final Layout layout;
  private final List<FactRule> facts;
  private final List<Use> uses;
  private final Optional<OutcomeRule> outcome;

  ImportMapping(String name, String version, String source, Layout layout, List<FactRule> facts, List<Use> uses,
      Optional<OutcomeRule> outcome) {
    this.name = name;
    this.version = version;
    this.source = source;
    this.layout = layout;
    this.facts = List.copyOf(facts);
    this.uses = List.copyOf(uses);
    this.outcome = outcome;
  }

  /**
   * Reads a mapping file.
   *
   * @param shownName how messages and reasons call the file
   * @throws ConfigException with every mistake, each at its line and column
   */
  public static ImportMapping load(Path file, String shownName) {
    ConfigFile unjudged = ConfigFile.load(file, shownName, Optional.empty());
    if (unjudged.text().isEmpty()) {
      unjudged.orThrow();
    }
    return of(shownName, unjudged.text());
  }

  /**
   * Reads a mapping from text.
   *
   * @throws ConfigException with every mistake
   */
  public static ImportMapping of(String shownName, String text) {
    ConfigFile file = ConfigFile.of(shownName, text, schema());
    return file.read(root -> new MappingReader(shownName, file.version()).read(root));
  }

  /** The source the facts carry, unless one of them names another. */
  public String source() {
    return source;
  }

  /** The types of fact a row may give, in the order of the mapping. */
  public List<String> types() {
    return facts.stream().map(FactRule::type).distinct().toList();
  }

  String name() {
    return name;
  }

  String version() {
    return version;
  }

  Layout layout() {
    return layout;
  }

  List<FactRule> facts() {
    return facts;
  }

  /** Every column the mapping names, with each place where it does. */
  List<Use> uses() {
    return uses;
  }

  /** What became of the rows' leads, if the mapping says so. */
  Optional<OutcomeRule> outcome() {
    return outcome;
  }

  /** Facts whose ids tell rows of one file apart, but not rows of two. */
  List<FactRule> numberedByLineOnly() {
    return facts.stream().filter(fact -> {
      Set<String> named = new HashSet<>(fact.id().named());
      return named.remove("line") && named.isEmpty();
    }).toList();
  }

  private static String schema() {
    try (InputStream shipped = ImportMapping.class.getResourceAsStream(SCHEMA)) {
      if (shipped == null) {
        throw new IllegalStateException("the schema of import mappings is not in the jar: build it anew");
      }
      return new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
