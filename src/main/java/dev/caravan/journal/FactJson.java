package dev.caravan.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.caravan.model.Fact;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Facts as CloudEvents 1.0 JSON, one object a line.
 *
 * <p>Reading takes whatever the format allows and keeps what it says: numbers stay as they are written, unknown types
 * become {@link Fact.Other}, a missing {@code recordedtime} is {@code time}. Writing is byte for byte the same for
 * equal facts; {@code read(write(fact))} equals the fact but for its person stamp, which is not part of the format.
 */
public final class FactJson {
  static final JsonFactory JSON = new JsonFactory();
  /** Of an attribute: more than any id needs, less than what breaks an index. */
  private static final int LONGEST = 500;

  private FactJson() {}

  /** A line that is no fact; the message says why, without quoting personal data. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String value;
    private final String reason;

    Unreadable(String reason) {
      this("", reason);
    }

    /** A value of the fact, by its name, that is none of its type. */
    Unreadable(String value, String reason) {
      super(value.isEmpty() ? reason : value + " " + reason, null, false, false);
      this.value = value;
      this.reason = reason;
    }

    /** Which value of the fact, such as {@code ends}; {@code ""} where it is not one alone. */
    public String value() {
      return value;
    }

    /** Why, without the name of the value. */
    public String reason() {
      return reason;
    }
  }

  /** Reads one line. */
  public static Fact read(String line) throws Unreadable {
    return read(line.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads one line of UTF-8. */
  public static Fact read(byte[] line) throws Unreadable {
    return read(line, 0, line.length);
  }

  /** Reads one line of UTF-8 that is part of a buffer. */
  public static Fact read(byte[] buffer, int offset, int length) throws Unreadable {
    return read(buffer, offset, length, Words.NONE);
  }

  /** Reads one line of many, which say the same things again and again. */
  static Fact read(byte[] buffer, int offset, int length, Words words) throws Unreadable {
    requireUtf8(buffer, offset, length);
    try {
      var envelope = new Envelope();
      Fact fact = readObject(buffer, offset, length, envelope, "", words);
      // Data may stand before the type that tells how to read it: then the line is read again.
      return fact != null ? fact : Objects.requireNonNull(
          readObject(buffer, offset, length, new Envelope(), envelope.type, words));
    } catch (JsonProcessingException e) {
      var where = e.getLocation();
      throw new Unreadable("broken JSON" + (where == null ? "" : " near column " + where.getColumnNr()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The attributes of a CloudEvent as they pass by. */
  private static final class Envelope {
    String version = "1.0";
    String source = "";
    String id = "";
    String type = "";
    String subject = "";
    String time = "";
    String recorded = "";
  }

  private static @Nullable Fact readObject(byte[] buffer, int offset, int length, Envelope seen, String knownType,
      Words words) throws IOException, Unreadable {
    try (JsonParser json = JSON.createParser(buffer, offset, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new Unreadable("not a JSON object");
      }
      FactData data = null;
      boolean again = false;
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        switch (name) {
          case "specversion" -> seen.version = text(json, name, words);
          case "source" -> seen.source = text(json, name, words);
          case "id" -> seen.id = text(json, name, Words.NONE);
          case "type" -> seen.type = text(json, name, words);
          case "subject" -> seen.subject = text(json, name, words);
          case "time" -> seen.time = text(json, name, Words.NONE);
          case "recordedtime" -> seen.recorded = text(json, name, Words.NONE);
          case "data" -> {
            String type = seen.type.isEmpty() ? knownType : seen.type;
            if (type.isEmpty()) {
              again = true;
              json.skipChildren();
            } else {
              data = FactData.read(json, type, words);
            }
          }
          default -> json.skipChildren();
        }
      }
      if (json.nextToken() != null) {
        throw new Unreadable("more than one value on the line");
      }
      Fact.Head head = head(seen);
      if (again) {
        return null;
      }
      return FactData.fact(head, seen.type, data == null ? new FactData() : data);
    }
  }

  private static Fact.Head head(Envelope seen) throws Unreadable {
    if (!seen.version.equals("1.0")) {
      throw new Unreadable("specversion is not 1.0: " + shown(seen.version));
    }
    if (seen.id.isEmpty()) {
      throw new Unreadable("no id");
    }
    if (seen.source.isEmpty()) {
      throw new Unreadable("no source");
    }
    if (seen.type.isEmpty()) {
      throw new Unreadable("no type");
    }
    if (seen.time.isEmpty()) {
      throw new Unreadable("no time");
    }
    long time = FactTime.read("time", seen.time);
    long recorded = seen.recorded.isEmpty() ? time : FactTime.read("recordedtime", seen.recorded);
    return new Fact.Head(seen.source, seen.id, seen.subject, time, recorded, "");
  }

  private static String text(JsonParser json, String name, Words words) throws IOException, Unreadable {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return "";
    }
    if (!token.isScalarValue()) {
      throw new Unreadable(name + " is not text");
    }
    String text = words.read(json);
    if (text.length() > LONGEST) {
      throw new Unreadable(name + " is longer than " + LONGEST + " characters");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c) && !wellFormed(text).equals(text)) {
        throw new Unreadable(name + " holds a character that cannot be kept");
      }
    }
    return text;
  }

  /** The text with half a character, which no database keeps, replaced. */
  static String wellFormed(String text) {
    StringBuilder mended = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        mended = mended == null ? new StringBuilder(text) : mended;
        mended.setCharAt(i, '\ufffd');
      }
    }
    return mended == null ? text : mended.toString();
  }

  /** A value short enough for a message. */
  static String shown(String value) {
    return "\"" + (value.length() > 40 ? value.substring(0, 40) + "…" : value) + "\"";
  }

  private static void requireUtf8(byte[] buffer, int offset, int length) throws Unreadable {
    for (int i = offset; i < offset + length; i++) {
      if (buffer[i] < 0) {
        try {
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, offset, length));
          return;
        } catch (CharacterCodingException e) {
          throw new Unreadable("not UTF-8");
        }
      }
    }
  }

  /** Writes a fact as one line, without its end. */
  public static String write(Fact fact) {
    var text = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      Fact.Head head = fact.head();
      json.writeStartObject();
      json.writeStringField("specversion", "1.0");
      json.writeStringField("id", head.id());
      json.writeStringField("source", head.source());
      json.writeStringField("type", fact.type());
      if (!head.subject().isEmpty()) {
        json.writeStringField("subject", head.subject());
      }
      json.writeStringField("time", Instant.ofEpochMilli(head.time()).toString());
      if (head.recorded() != head.time()) {
        json.writeStringField("recordedtime", Instant.ofEpochMilli(head.recorded()).toString());
      }
      json.writeFieldName("data");
      FactWriter.data(json, fact);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** The {@code data} of a fact alone. */
  static String data(Fact fact) {
    var text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      FactWriter.data(json, fact);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return wellFormed(text.toString());
  }

  /** A fact from its parts, as the journal keeps them. */
  static Fact fact(Fact.Head head, String type, String data) {
    try (JsonParser json = JSON.createParser(data)) {
      json.nextToken();
      return FactData.fact(head, type, FactData.read(json, type, Words.NONE));
    } catch (IOException | Unreadable e) {
      throw new IllegalStateException("the journal holds a fact it cannot read: " + head.source() + ", type " + type
          + ": " + e.getMessage() + "; the store was written by a newer version, or changed by hand", e);
    }
  }
}
