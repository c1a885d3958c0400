package dev.caravan.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.caravan.journal.FactJson.Unreadable;
import dev.caravan.model.AlertAnswer;
import dev.caravan.model.Fact;
import dev.caravan.model.Team;
import dev.caravan.parse.Amounts;
import dev.caravan.parse.Parsed;
import dev.caravan.parse.YesNo;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stood in {@code data}, on its way to a fact: scalars as text, nested keys dotted. */
final class FactData {
  private static final String ACTIVITY = "activity.";
  private static final Map<String, Fact.ActivityKind> KINDS = new HashMap<>();
  /** What hardly any two facts have in common; not worth looking up. */
  private static final Set<String> SELDOM = Set.of("recipient", "visitor", "ip", "duration_seconds");

  static {
    for (Fact.ActivityKind kind : Fact.ActivityKind.values()) {
      KINDS.put(ACTIVITY + kind.code(), kind);
    }
  }

  private final Map<String, String> values = new HashMap<>();
  /** {@code ids} of a person, {@code fields} of an activity. */
  private Map<String, String> inner = Map.of();
  private List<Fact.ContactRole> contacts = List.of();
  private Fact.Asset asset = Fact.Asset.NONE;
  private String raw = "{}";

  /** Reads the value the parser stands on, in the way the type asks for. */
  static FactData read(JsonParser json, String type, Words words) throws IOException, Unreadable {
    var data = new FactData();
    boolean activity = KINDS.containsKey(type);
    if (!activity && !known(type)) {
      data.raw = copy(json);
      return data;
    }
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return data;
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new Unreadable("data is not an object");
    }
    boolean person = type.equals("person");
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      if (token == JsonToken.START_OBJECT && (activity && name.equals("fields") || person && name.equals("ids"))) {
        data.inner = new HashMap<>();
        flatten(json, "", data.inner, words);
      } else if (token == JsonToken.START_OBJECT && activity && name.equals("asset")) {
        data.asset = asset(json, words);
      } else if (token == JsonToken.START_ARRAY && type.equals("opportunity") && name.equals("contacts")) {
        data.contacts = contacts(json, words);
      } else {
        value(json, name, data.values, words);
      }
    }
    return data;
  }

  private static boolean known(String type) {
    return switch (type) {
      case "person", "account", "user", "campaign", "opportunity", "contract", "lead-status", "owner-change", "touch",
          "membership", "command", "merge", "tick", "team", "alert-answer" -> true;
      default -> false;
    };
  }

  private static void flatten(JsonParser json, String prefix, Map<String, String> into, Words words)
      throws IOException {
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      value(json, prefix.isEmpty() ? name : prefix + name, into, words);
    }
  }

  private static void value(JsonParser json, String name, Map<String, String> into, Words words)
      throws IOException {
    switch (json.currentToken()) {
      case START_OBJECT -> flatten(json, name + ".", into, words);
      case START_ARRAY -> list(json, name, into, words);
      case VALUE_NULL -> { /* unknown, as if it were not there */ }
      default -> into.put(name, SELDOM.contains(name) ? json.getText() : words.read(json));
    }
  }

  /** Scalars of a list are joined as the CRM joins the values of a multi-select; anything deeper gets its number. */
  private static void list(JsonParser json, String name, Map<String, String> into, Words words)
      throws IOException {
    var joined = new StringBuilder();
    int number = 0;
    for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
      if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
        value(json, name + "." + number, into, words);
      } else if (token != JsonToken.VALUE_NULL) {
        joined.append(joined.isEmpty() ? "" : ";").append(json.getText());
      }
      number++;
    }
    if (!joined.isEmpty()) {
      into.put(name, joined.toString());
    }
  }

  private static Fact.Asset asset(JsonParser json, Words words) throws IOException {
    Map<String, String> parts = new HashMap<>();
    flatten(json, "", parts, words);
    return new Fact.Asset(parts.getOrDefault("type", ""), parts.getOrDefault("id", ""),
        parts.getOrDefault("name", ""));
  }

  private static List<Fact.ContactRole> contacts(JsonParser json, Words words) throws IOException {
    List<Fact.ContactRole> found = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Map<String, String> parts = new HashMap<>();
      value(json, "person", parts, words);
      String person = parts.getOrDefault("person.person", parts.getOrDefault("person", ""));
      if (!person.isEmpty()) {
        found.add(new Fact.ContactRole(person, parts.getOrDefault("person.role", "")));
      }
    }
    return found;
  }

  private static String copy(JsonParser json) throws IOException {
    var text = new StringWriter();
    try (JsonGenerator copy = FactJson.JSON.createGenerator(text)) {
      int depth = 0;
      do {
        JsonToken token = json.currentToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        copy.copyCurrentEventExact(json);
      } while (depth > 0 && json.nextToken() != null);
    }
    return text.toString();
  }

  /** The values below a name, by the rest of theirs. */
  private Map<String, String> under(String prefix) {
    Map<String, String> found = new HashMap<>();
    values.forEach((name, value) -> {
      if (name.startsWith(prefix)) {
        found.put(name.substring(prefix.length()), value);
      }
    });
    return found;
  }

  /** The fact. */
  static Fact fact(Fact.Head head, String type, FactData data) throws Unreadable {
    Fact.ActivityKind kind = KINDS.get(type);
    if (kind != null) {
      return data.activity(head, kind);
    }
    switch (type) {
      case "person":
        if (head.subject().isBlank() && data.inner.isEmpty()) {
          throw new Unreadable("no subject and no ids: nobody to know by");
        }
        return new Fact.Person(head, data.inner, data.values);
      case "command":
        return new Fact.Command(head, data.text("command"), data.text("by"), data.text("why"), data.under("about."));
      case "tick":
        return new Fact.Tick(head);
      case "account":
      case "user":
      case "campaign":
      case "opportunity":
      case "contract":
      case "lead-status":
      case "owner-change":
      case "touch":
      case "membership":
      case "team":
      case "alert-answer":
      case "merge":
        if (head.subject().isBlank()) {
          throw new Unreadable("no subject");
        }
        return data.about(head, type);
      default:
        return new Fact.Other(head, type, data.raw);
    }
  }

  private Fact activity(Fact.Head head, Fact.ActivityKind kind) throws Unreadable {
    String contact = take("contact");
    String campaign = take("campaign");
    if (head.subject().isBlank() && contact.isEmpty() && text("visitor").isEmpty()) {
      throw new Unreadable("no subject, no contact and no visitor: nobody did it");
    }
    return new Fact.Activity(head, kind, contact, asset, campaign, inner, values);
  }

  private Fact about(Fact.Head head, String type) throws Unreadable {
    return switch (type) {
      case "account" -> new Fact.Account(head, values);
      case "user" -> new Fact.User(head, text("name"), text("email"), flag("active", true), text("time_zone"));
      case "campaign" -> new Fact.Campaign(head, text("name"), minor("cost"), text("currency"), text("starts"),
          text("ends"));
      case "opportunity" -> new Fact.Opportunity(head, text("account"), text("solution"), text("kind"), text("stage"),
          flag("won", false), text("closed_at"), minor("amount"), text("currency"), text("owner"), contacts);
      case "contract" -> new Fact.Contract(head, text("account"), text("solution"), text("ends"));
      case "lead-status" -> new Fact.LeadStatus(head, text("status"), text("reason"));
      case "owner-change" -> new Fact.OwnerChange(head, text("owner"), text("by"));
      case "touch" -> new Fact.Touch(head, channel(), text("by"));
      case "membership" -> new Fact.Membership(head, text("account"), text("solution"), text("role"),
          flag("in", true), text("by"));
      case "team" -> new Team(head, text("members").isEmpty() ? List.of() : List.of(text("members").split(";")));
      case "alert-answer" -> new AlertAnswer(head, text("answer"), text("until"));
      case "merge" -> new Fact.Merge(head, text("loser"));
      default -> throw new IllegalArgumentException(type);
    };
  }

  private String channel() throws Unreadable {
    String channel = text("channel");
    return switch (channel) {
      case "email", "call", "task" -> channel;
      default -> throw new Unreadable("channel", "is \"" + channel + "\"; expected email, call or task");
    };
  }

  private String text(String name) {
    return values.getOrDefault(name, "");
  }

  private String take(String name) {
    String value = values.remove(name);
    return value == null ? "" : value;
  }

  private boolean flag(String name, boolean missing) throws Unreadable {
    String value = text(name);
    if (value.isBlank()) {
      return missing;
    }
    if (YesNo.read(value) instanceof Parsed.Read<Boolean> read) {
      return read.value();
    }
    throw new Unreadable(name, "is neither true nor false");
  }

  private long minor(String name) throws Unreadable {
    String value = text(name);
    if (value.isEmpty()) {
      return 0;
    }
    if (Amounts.minor(value, text("currency")) instanceof Parsed.Read<Long> read) {
      return read.value();
    }
    throw new Unreadable(name, "is not an amount of money");
  }
}
