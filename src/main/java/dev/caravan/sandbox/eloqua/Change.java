package dev.caravan.sandbox.eloqua;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** One thing a caller changed. What is logged is the effect, so that replaying needs no definitions or syncs. */
sealed interface Change {
  record ContactMade(long contact, String email) implements Change {}

  record FieldSet(long contact, String field, String value) implements Change {}

  record ContactGone(long contact) implements Change {}

  /** What the loser did belongs to the winner from now on; the loser goes by a {@link ContactGone}. */
  record ContactMerged(long loser, long winner) implements Change {}

  record Subscribed(long contact, boolean now) implements Change {}

  /** A person used the link in a mail: they are unsubscribed, and an activity tells so. */
  record LinkUsed(long contact, long activity) implements Change {}

  /** A campaign mailed what the contact's record asked for. */
  record Mailed(long contact, long activity, String content) implements Change {}

  record GroupSubscribed(long group, long contact, boolean now) implements Change {}

  record ListMade(long list, String name) implements Change {}

  record ListRenamed(long list, String name) implements Change {}

  record ListGone(long list) implements Change {}

  record MemberAdded(long list, long contact) implements Change {}

  record MemberRemoved(long list, long contact) implements Change {}

  record FieldMade(String name, String restType) implements Change {}

  /** What one request or sync changed, and when (epoch milliseconds). */
  record Batch(long at, List<Change> changes) {
    public Batch {
      changes = List.copyOf(changes);
    }

    String line() {
      ObjectNode line = Json.object().put("at", at);
      ArrayNode array = line.putArray("changes");
      changes.forEach(change -> array.add(write(change)));
      try {
        return Json.MAPPER.writeValueAsString(line);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a change that is not JSON: " + changes, e);
      }
    }

    static Batch read(String line) {
      try {
        JsonNode node = Json.MAPPER.readTree(line);
        var changes = new ArrayList<Change>();
        node.path("changes").forEach(change -> changes.add(Change.read(change)));
        return new Batch(node.path("at").asLong(), changes);
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("Eloqua stand-in's write log: a line is not JSON; delete the log", e);
      }
    }
  }

  private static ArrayNode write(Change change) {
    ArrayNode array = Json.array();
    if (change instanceof ContactMade c) {
      array.add("contact").add(c.contact()).add(c.email());
    } else if (change instanceof FieldSet c) {
      array.add("set").add(c.contact()).add(c.field()).add(c.value());
    } else if (change instanceof ContactGone c) {
      array.add("contact-gone").add(c.contact());
    } else if (change instanceof ContactMerged c) {
      array.add("contact-merged").add(c.loser()).add(c.winner());
    } else if (change instanceof Subscribed c) {
      array.add("subscribed").add(c.contact()).add(c.now());
    } else if (change instanceof LinkUsed c) {
      array.add("unsubscribe-link").add(c.contact()).add(c.activity());
    } else if (change instanceof Mailed c) {
      array.add("mailed").add(c.contact()).add(c.activity()).add(c.content());
    } else if (change instanceof GroupSubscribed c) {
      array.add("group").add(c.group()).add(c.contact()).add(c.now());
    } else if (change instanceof ListMade c) {
      array.add("list").add(c.list()).add(c.name());
    } else if (change instanceof ListRenamed c) {
      array.add("list-renamed").add(c.list()).add(c.name());
    } else if (change instanceof ListGone c) {
      array.add("list-gone").add(c.list());
    } else if (change instanceof MemberAdded c) {
      array.add("member").add(c.list()).add(c.contact());
    } else if (change instanceof MemberRemoved c) {
      array.add("member-gone").add(c.list()).add(c.contact());
    } else if (change instanceof FieldMade c) {
      array.add("field").add(c.name()).add(c.restType());
    }
    return array;
  }

  private static Change read(JsonNode array) {
    long first = array.path(1).asLong();
    return switch (array.path(0).asText()) {
      case "contact" -> new ContactMade(first, array.path(2).asText());
      case "set" -> new FieldSet(first, array.path(2).asText(), array.path(3).asText());
      case "contact-gone" -> new ContactGone(first);
      case "contact-merged" -> new ContactMerged(first, array.path(2).asLong());
      case "subscribed" -> new Subscribed(first, array.path(2).asBoolean());
      case "unsubscribe-link" -> new LinkUsed(first, array.path(2).asLong());
      case "mailed" -> new Mailed(first, array.path(2).asLong(), array.path(3).asText());
      case "group" -> new GroupSubscribed(first, array.path(2).asLong(), array.path(3).asBoolean());
      case "list" -> new ListMade(first, array.path(2).asText());
      case "list-renamed" -> new ListRenamed(first, array.path(2).asText());
      case "list-gone" -> new ListGone(first);
      case "member" -> new MemberAdded(first, array.path(2).asLong());
      case "member-gone" -> new MemberRemoved(first, array.path(2).asLong());
      case "field" -> new FieldMade(array.path(1).asText(), array.path(2).asText());
      default -> throw new IllegalArgumentException(
          "Eloqua stand-in's write log: unknown change " + array.path(0) + "; delete the log");
    };
  }
}
