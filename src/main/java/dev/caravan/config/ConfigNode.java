package dev.caravan.config;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A value in a configuration file, together with its place.
 *
 * <p>The typed readers never throw: a wrong or missing value is reported at its line and column and a stand-in is returned
 * (text {@code "?"}, numbers 1 or the nearest allowed one, spans one day, the first of a choice), so that one reading finds
 * every mistake. After the reading {@link ConfigFile#orThrow()} decides. Values below a missing one are missing too and
 * stay silent. Checks across values use {@link #report} and should first ask {@link #isSound()}.
 */
public final class ConfigNode {
  /** What stands here. {@code EMPTY} is a key with nothing behind it, {@code MISSING} a key that is not there. */
  public enum Kind { MAP, LIST, VALUE, EMPTY, MISSING }

  /**
   * A key of a map and what it holds.
   *
   * @param origin where the key stands
   */
  public record Entry(String key, Origin origin, ConfigNode value) {}

  /** What the YAML core schema takes an unquoted value for; {@code NONE} where there is no value. */
  enum Scalar { NONE, STRING, INTEGER, DECIMAL, BOOLEAN }

  private static final int LONGEST_QUOTE = 60;
  private static final long DAY = 86_400_000L;

  private final Document document;
  private final String path;
  private final Kind kind;
  private final Origin origin;
  private final Scalar scalar;
  private final String text;
  private final Map<String, Entry> entries;
  private final List<ConfigNode> items;

  private ConfigNode(Document document, String path, Kind kind, Origin origin, Scalar scalar, String text,
      Map<String, Entry> entries, List<ConfigNode> items) {
    this.document = document;
    this.path = path;
    this.kind = kind;
    this.origin = origin;
    this.scalar = scalar;
    this.text = text;
    this.entries = entries;
    this.items = items;
  }

  static ConfigNode value(Document document, String path, Origin origin, Scalar scalar, String text) {
    return new ConfigNode(document, path, Kind.VALUE, origin, scalar, text, Map.of(), List.of());
  }

  static ConfigNode none(Document document, String path, Origin origin, Kind emptyOrMissing) {
    return new ConfigNode(document, path, emptyOrMissing, origin, Scalar.NONE, "", Map.of(), List.of());
  }

  static ConfigNode list(Document document, String path, Origin origin, List<ConfigNode> items) {
    return new ConfigNode(document, path, Kind.LIST, origin, Scalar.NONE, "", Map.of(), List.copyOf(items));
  }

  /** The map's order is the file's order. */
  static ConfigNode map(Document document, String path, Origin origin, Map<String, Entry> entries) {
    return new ConfigNode(document, path, Kind.MAP, origin, Scalar.NONE, "", new LinkedHashMap<>(entries), List.of());
  }

  /** How a path goes on below a key or index. */
  static String below(String path, String step) {
    return path + "/" + step.replace("~", "~0").replace("/", "~1");
  }

  public Kind kind() {
    return kind;
  }

  public boolean isMap() {
    return kind == Kind.MAP;
  }

  public boolean isList() {
    return kind == Kind.LIST;
  }

  public boolean isValue() {
    return kind == Kind.VALUE;
  }

  /** Where the value stands; for a missing one, where it was looked for. */
  public Origin origin() {
    return origin;
  }

  /** Whether nothing has been reported here or below so far. False for a missing value. */
  public boolean isSound() {
    return kind != Kind.MISSING && document.isSound(path);
  }

  /** Reports a broken rule that only a reader can know, at this place. */
  public void report(String code, String message) {
    if (kind != Kind.MISSING) {
      document.remark(path, origin, code, message);
    }
  }

  /** The value of a key that must be there; a missing one is reported. */
  public ConfigNode get(String key) {
    if (kind == Kind.MAP) {
      Entry entry = entries.get(key);
      if (entry != null) {
        return entry.value();
      }
      document.reject(below(path, key), origin, "missing-key", "key \"" + key + "\" is missing here");
    } else {
      expect(Kind.MAP, "a map with the key \"" + key + "\"");
    }
    return none(document, below(path, key), origin, Kind.MISSING);
  }

  /** The value of a key that may be left out. */
  public Optional<ConfigNode> find(String key) {
    if (!expect(Kind.MAP, "a map")) {
      return Optional.empty();
    }
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }

  /** The entries of a map in file order; empty, and reported, when this is no map. */
  public List<Entry> entries() {
    return expect(Kind.MAP, "a map") ? List.copyOf(entries.values()) : List.of();
  }

  /** The keys of a map in file order. */
  public Set<String> keys() {
    return expect(Kind.MAP, "a map") ? new LinkedHashSet<>(entries.keySet()) : Set.of();
  }

  /** Reports every key that is not one of these, with the one that was probably meant. */
  public void onlyKeys(Collection<String> known) {
    for (Entry entry : entries()) {
      if (!known.contains(entry.key())) {
        document.reject(below(path, entry.key()), entry.origin(), "unknown-key", "unknown key \"" + entry.key()
            + "\"; expected " + Diagnostics.quotedList(known) + Diagnostics.didYouMean(entry.key(), known));
      }
    }
  }

  /** The items of a list in file order; empty, and reported, when this is no list. */
  public List<ConfigNode> items() {
    return expect(Kind.LIST, "a list") ? items : List.of();
  }

  /** The text as it stands in the file, without quotes; numbers too. */
  public String text() {
    return expect(Kind.VALUE, "a text") ? text : "?";
  }

  /** A list of texts, or one text alone. */
  public List<String> texts() {
    if (kind == Kind.VALUE) {
      return List.of(text);
    }
    List<String> all = new ArrayList<>();
    for (ConfigNode item : expect(Kind.LIST, "a text or a list of texts") ? items : List.<ConfigNode>of()) {
      all.add(item.text());
    }
    return List.copyOf(all);
  }

  /** A whole number. */
  public int integer() {
    return integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** A whole number within bounds, both included. */
  public int integer(int least, int most) {
    return read("a whole number", Math.max(least, Math.min(most, 1)), text -> {
      int number = Units.integer(text);
      if (number < least || number > most) {
        throw new Units.NotThis("out-of-range", "is out of range; expected " + (most == Integer.MAX_VALUE
            ? least + " or more" : least == Integer.MIN_VALUE ? most + " or less" : least + " to " + most));
      }
      return number;
    });
  }

  /** A number with up to six decimals, in millionths. */
  public long decimalMillionths() {
    return read("a number", 1_000_000L, Units::millionths);
  }

  /** {@code true} or {@code false}. */
  public boolean bool() {
    return read("true or false", false, text -> {
      if (!text.equals("true") && !text.equals("false")) {
        throw new Units.NotThis("wrong-type", "is neither; expected true or false");
      }
      return text.equals("true");
    });
  }

  /** One of these words. */
  public String oneOf(Collection<String> allowed) {
    return read("one of " + Diagnostics.quotedList(allowed), allowed.isEmpty() ? "?" : allowed.iterator().next(), text -> {
      if (!allowed.contains(text)) {
        throw new Units.NotThis("not-allowed", "is not known here; expected " + Diagnostics.quotedList(allowed)
            + Diagnostics.didYouMean(text, allowed));
      }
      return text;
    });
  }

  /** One constant of an enum, written in lower case with hyphens: {@code HAND_RAISE} is {@code hand-raise}. */
  public <E extends Enum<E>> E oneOf(Class<E> constants) {
    Map<String, E> byWord = new LinkedHashMap<>();
    for (E constant : constants.getEnumConstants()) {
      byWord.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
    }
    E found = byWord.get(oneOf(byWord.keySet()));
    if (found == null) {
      throw new IllegalArgumentException(constants + " has no constants");
    }
    return found;
  }

  /** A span of time with its unit, {@code 90 days}, in milliseconds. */
  public long duration() {
    return read("a duration such as `90 days`", DAY, Units::duration);
  }

  /** A whole percentage from 0 to 100, written {@code 30 %}. */
  public int percent() {
    return read("a percentage such as `30 %`", 1, Units::percent);
  }

  /** Points, {@code 15} or {@code 100 points}, in millionths; may be negative. */
  public long points() {
    return read("points such as `15`", 1_000_000L, Units::points);
  }

  /** {@code 2 per week}. */
  public Rate rate() {
    return read("a rate such as `2 per week`", new Rate(1, DAY), Units::rate);
  }

  /** A moment, RFC 3339 with an offset or a bare date as its midnight in UTC, in epoch milliseconds. */
  public long moment() {
    return read("a time such as `2026-03-02` or `2026-03-02T10:15:00Z`", 0L, text -> {
      try {
        Instant at = text.length() == 10 ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
            : OffsetDateTime.parse(text).toInstant();
        return at.toEpochMilli();
      } catch (DateTimeParseException e) {
        throw new Units.NotThis("wrong-type", "is not a time; expected one such as `2026-03-02` or `2026-03-02T10:15:00Z`");
      }
    });
  }

  /** This value through a reader of the caller's own, when it is there at all. */
  public <T> Optional<T> map(Function<ConfigNode, T> reader) {
    return kind == Kind.MISSING ? Optional.empty() : Optional.of(reader.apply(this));
  }

  @Override
  public String toString() {
    return origin + " " + found();
  }

  Document document() {
    return document;
  }

  String path() {
    return path;
  }

  Scalar scalar() {
    return scalar;
  }

  /** What stands here, for a message: {@code the text "x"}. */
  String found() {
    return switch (kind) {
      case MAP -> "a map";
      case LIST -> "a list";
      case EMPTY, MISSING -> "nothing";
      case VALUE -> switch (scalar) {
        case STRING, NONE -> "the text " + quoted();
        case INTEGER, DECIMAL -> "the number " + text;
        case BOOLEAN -> text;
      };
    };
  }

  String quoted() {
    return '"' + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text) + '"';
  }

  private interface Parser<T> {
    T parse(String text) throws Units.NotThis;
  }

  private <T> T read(String expected, T standIn, Parser<T> parser) {
    if (!expect(Kind.VALUE, expected)) {
      return standIn;
    }
    try {
      return parser.parse(text);
    } catch (Units.NotThis e) {
      document.reject(path, origin, e.code, quoted() + " " + e.what);
      return standIn;
    }
  }

  private boolean expect(Kind wanted, String words) {
    if (kind != wanted && kind != Kind.MISSING) {
      document.reject(path, origin, kind == Kind.EMPTY ? "empty" : "wrong-type", "expected " + words + ", found " + found());
    }
    return kind == wanted;
  }
}
