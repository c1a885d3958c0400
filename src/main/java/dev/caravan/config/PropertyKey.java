package dev.caravan.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A key of {@code application.properties}: all that readers, {@code validate} and the reference page know of it comes from
 * {@code config/schema/application.schema.json}.
 *
 * @param byDefault what counts where the file says nothing, {@code ""} for nothing
 * @param isSecret whether its value may come from the environment only
 * @param form what a value looks like
 */
public record PropertyKey(String name, String byDefault, boolean isSecret, Form form, Need need) {
  /** Forms that no pattern can tell. */
  public enum Kind { TEXT, CRON, TIME, MOMENT }

  /**
   * What a value looks like.
   *
   * @param allowed the only values allowed; empty for any
   * @param pattern what a value must match as a whole; empty for anything
   * @param expected what to write, for people
   */
  public record Form(Kind kind, List<String> allowed, Optional<Pattern> pattern, String expected) {
    /** Whether a value has this form, as far as words and pattern tell. */
    public boolean fits(String value) {
      return (allowed.isEmpty() || allowed.contains(value)) && pattern.map(one -> one.matcher(value).matches()).orElse(true);
    }
  }

  /**
   * When a value must be given.
   *
   * @param always whether it must, whatever the others say
   * @param when the values of other keys with one of which it must
   */
  public record Need(boolean always, Map<String, List<String>> when) {
    /** Whether it must be given beside these values of the others. */
    public boolean holds(UnaryOperator<String> others) {
      return always || when.entrySet().stream().anyMatch(each -> each.getValue().contains(others.apply(each.getKey())));
    }
  }

  /** All keys by name, in the order of the reference page. */
  public static Map<String, PropertyKey> all() {
    return Registry.ALL;
  }

  /** Read once, when first asked for. */
  private static final class Registry {
    static final Map<String, PropertyKey> ALL = read();

    private static Map<String, PropertyKey> read() {
      String text = Configuration.shippedSchema("application")
          .orElseThrow(() -> new IllegalStateException("the program has no schema of application.properties"));
      JsonNode schema;
      try {
        schema = new ObjectMapper().readTree(text);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("the schema of application.properties is not JSON: " + e.getOriginalMessage(), e);
      }
      List<String> required = texts(schema.path("required"));
      var words = new SchemaWords(schema);
      Map<String, PropertyKey> keys = new LinkedHashMap<>();
      schema.path("properties").fields().forEachRemaining(key ->
          keys.put(key.getKey(), of(key.getKey(), key.getValue(), required.contains(key.getKey()), words)));
      return Collections.unmodifiableMap(keys);
    }

    private static PropertyKey of(String name, JsonNode rule, boolean required, SchemaWords words) {
      Map<String, List<String>> when = new LinkedHashMap<>();
      rule.path("neededWhen").fields().forEachRemaining(other -> when.put(other.getKey(), texts(other.getValue())));
      Optional<Pattern> pattern = rule.has("pattern") ? Optional.of(Pattern.compile(rule.path("pattern").asText()))
          : Optional.empty();
      Kind kind = switch (rule.path("format").asText()) {
        case "cron" -> Kind.CRON;
        case "date-time" -> Kind.TIME;
        case "moment" -> Kind.MOMENT;
        default -> Kind.TEXT;
      };
      return new PropertyKey(name, rule.path("default").asText(), rule.path("writeOnly").asBoolean(),
          new Form(kind, texts(rule.path("enum")), pattern, words.expectation(rule)), new Need(required, when));
    }

    private static List<String> texts(JsonNode array) {
      List<String> texts = new ArrayList<>();
      array.forEach(one -> texts.add(one.asText()));
      return List.copyOf(texts);
    }
  }
}
