package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what callers send into what a field keeps, and back: trimmed text, numbers at their scale, whole seconds. */
final class Values {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);
  private static final Pattern OFFSET = Pattern.compile("([+-]\\d\\d)(\\d\\d)$");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s,;<>()]+@[^@\\s,;<>()]+\\.[^@\\s,;<>().]{2,}");

  private Values() {}

  /** What the field would keep; refuses what it can't. */
  static @Nullable Object read(ObjectType type, Field field, JsonNode node) {
    if (node.isNull() || node.isMissingNode()) {
      return field.kind() == Field.Kind.BOOLEAN ? Boolean.FALSE : null;
    }
    if (field.kind() == Field.Kind.ANYTYPE && !node.isTextual()) {
      return node.isBoolean() ? (Object) node.asBoolean() : node.isIntegralNumber() ? (Object) node.asLong() : (Object) node.asDouble();
    }
    if (node.isContainerNode()) {
      throw bad(field, node);
    }
    return read(type, field, node.asText());
  }

  static @Nullable Object read(ObjectType type, Field field, String given) {
    String text = given.strip();
    if (text.isEmpty() && field.kind() != Field.Kind.BOOLEAN) {
      return null;
    }
    try {
      switch (field.kind()) {
        case BOOLEAN:
          return flag(field, text);
        case INT:
          return new BigDecimal(text).setScale(0, RoundingMode.HALF_UP).longValueExact();
        case DOUBLE:
        case CURRENCY:
          return new BigDecimal(text).setScale(field.size(), RoundingMode.HALF_UP).doubleValue();
        case DATE:
          return text.length() > 10 ? instant(text).atZone(ZoneOffset.UTC).toLocalDate() : LocalDate.parse(text);
        case DATETIME:
          return instant(text);
        default:
          return text(type, field, text);
      }
    } catch (ArithmeticException | NumberFormatException | DateTimeException e) {
      throw Refusal.of(
          "JSON_PARSER_ERROR",
          "Cannot deserialize instance of " + field.kind().apiName() + " from VALUE_STRING value " + text
              + " or request may be missing a required field",
          field.name());
    }
  }

  private static Boolean flag(Field field, String text) {
    if (text.equalsIgnoreCase("true") || text.equals("1")) {
      return true;
    }
    if (text.isEmpty() || text.equalsIgnoreCase("false") || text.equals("0")) {
      return false;
    }
    throw Refusal.of(
        "JSON_PARSER_ERROR", "Cannot deserialize instance of boolean from VALUE_STRING value " + text, field.name());
  }

  private static String text(ObjectType type, Field field, String text) {
    if (text.length() > field.size() && field.kind() != Field.Kind.REFERENCE) {
      throw Refusal.of(
          "STRING_TOO_LONG",
          field.name() + ": data value too large: " + text + " (max length=" + field.size() + ")",
          field.name());
    }
    if (field.kind() == Field.Kind.EMAIL && !EMAIL.matcher(text).matches()) {
      throw Refusal.of(
          "INVALID_EMAIL_ADDRESS", field.name() + ": invalid email address: " + text, field.name());
    }
    if (field.is("restricted") && !field.values().contains(text)) {
      throw restricted(type, field, text);
    }
    return text;
  }

  static Refusal restricted(ObjectType type, Field field, String text) {
    return Refusal.of(
        "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
        type.name + ": bad value for restricted picklist field: " + text,
        field.name());
  }

  private static Refusal bad(Field field, JsonNode node) {
    return Refusal.of(
        "JSON_PARSER_ERROR",
        "Cannot deserialize instance of " + field.kind().apiName() + " from " + node.getNodeType(),
        field.name());
  }

  /** RFC 3339 or Salesforce's own spelling, cut to whole seconds as the org keeps them. */
  static Instant instant(String text) {
    String iso = OFFSET.matcher(text).replaceFirst("$1:$2");
    if (iso.length() == 10) {
      return LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    return OffsetDateTime.parse(iso.replace(' ', 'T')).toInstant().truncatedTo(ChronoUnit.SECONDS);
  }

  static JsonNode json(@Nullable Object value) {
    var nodes = Json.MAPPER.getNodeFactory();
    if (value == null) {
      return nodes.nullNode();
    }
    if (value instanceof Boolean flag) {
      return nodes.booleanNode(flag);
    }
    if (value instanceof Long number) {
      return nodes.numberNode(number);
    }
    if (value instanceof Double number) {
      return nodes.numberNode(number);
    }
    return nodes.textNode(text(value));
  }

  /** As Salesforce prints it, for text fields of replies, CSV and snapshots. */
  static String text(Object value) {
    return value instanceof Instant at ? STAMP.format(at) : value.toString();
  }
}
