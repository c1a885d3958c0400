package dev.caravan.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Times;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What an item carries, as text and as a fingerprint of all that the outside would see change. */
final class Payloads {
  /** Differ every time without anything having changed; a model that says the same of somebody is no news of them. */
  private static final Set<String> VOLATILE = Set.of("at", "because", "as_of", "model");
  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.USE_LONG_FOR_INTS).build();
  private static final ObjectMapper SORTED = JsonMapper.builder()
      .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private Payloads() {}

  static Map<String, Object> of(Decision decision) {
    var payload = new LinkedHashMap<String, Object>(decision.fields());
    if (decision.kind() == Decision.Kind.ENROLMENT || decision.kind() == Decision.Kind.LEAVE) {
      payload.put("in", decision.kind() == Decision.Kind.ENROLMENT);
    }
    payload.put("at", Times.text(decision.at()));
    payload.put("because", because(decision.because()));
    return payload;
  }

  static Map<String, Object> because(Because because) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("text", because.text());
    fields.put("rule", because.rule());
    fields.put("place", because.place());
    fields.put("version", because.version());
    fields.put("fact", because.fact());
    return fields;
  }

  static Because because(String json) {
    Map<String, Object> fields = read(json);
    return Because.of(text(fields, "text"), text(fields, "rule"), text(fields, "place"), text(fields, "version"),
        text(fields, "fact"));
  }

  private static String text(Map<String, Object> fields, String name) {
    return String.valueOf(fields.getOrDefault(name, ""));
  }

  static String write(Map<String, Object> payload) {
    try {
      return JSON.writeValueAsString(payload);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a decision holds a value that is no JSON", e);
    }
  }

  static Map<String, Object> read(String json) {
    try {
      return JSON.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the outbox holds an item it cannot read; the store was changed by hand", e);
    }
  }

  static String hash(Map<String, Object> payload) {
    var stable = new LinkedHashMap<>(payload);
    stable.keySet().removeAll(VOLATILE);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256")
          .digest(SORTED.writeValueAsString(stable).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a decision holds a value that is no JSON", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
