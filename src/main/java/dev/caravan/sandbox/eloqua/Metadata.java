package dev.caravan.sandbox.eloqua;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.http.Reply;
import dev.caravan.sandbox.http.Request;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Bulk 2.0 tells of fields and lists, and how it pages such things. */
final class Metadata {
  private static final int MAX_PAGE = 1000;
  private static final Pattern BY_NAME = Pattern.compile("\"?\\s*name\\s*=\\s*'?(.*?)'?\"?", Pattern.CASE_INSENSITIVE);

  private final Tenant tenant;
  private final String user;

  Metadata(Tenant tenant, String user) {
    this.tenant = tenant;
    this.user = user;
  }

  /** A page in the envelope of Bulk; {@code limit} is 1 to 1000. */
  static Reply page(Request request, List<ObjectNode> all) {
    int limit = number(request, "limit", MAX_PAGE, 1, MAX_PAGE);
    int offset = number(request, "offset", 0, 0, Integer.MAX_VALUE);
    ObjectNode envelope = Json.object();
    ArrayNode items = envelope.putArray("items");
    all.stream().skip(offset).limit(limit).forEach(items::add);
    if (!request.query().getOrDefault("totalResults", "true").equalsIgnoreCase("false")) {
      envelope.put("totalResults", all.size());
    }
    envelope.put("limit", limit).put("offset", offset).put("count", items.size())
        .put("hasMore", (long) offset + items.size() < all.size());
    return Json.reply(200, envelope);
  }

  static int number(Request request, String name, int otherwise, int least, int most) {
    String given = request.query().get(name);
    if (given == null) {
      return otherwise;
    }
    if (!given.matches("\\d{1,10}") || Long.parseLong(given) < least || Long.parseLong(given) > most) {
      throw Refused.parameter(name, given, "IntegerRequirement");
    }
    return Integer.parseInt(given);
  }

  private static Reply named(Request request, List<ObjectNode> all) {
    Matcher term = BY_NAME.matcher(request.query().getOrDefault("q", ""));
    if (!term.matches()) {
      return page(request, all);
    }
    Pattern pattern = pattern(term.group(1));
    return page(request, all.stream().filter(item -> pattern.matcher(item.path("name").asText()).matches()).toList());
  }

  /** What a text with {@code *} in it stands for, by any case. */
  static Pattern pattern(String text) {
    var regex = new StringBuilder();
    for (String part : text.split("(?=\\*)|(?<=\\*)", -1)) {
      regex.append(part.equals("*") ? ".*" : Pattern.quote(part));
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  Reply contactFields(Request request) {
    return named(request, tenant.fields.all().stream().map(this::contactField).toList());
  }

  Reply contactField(Request request) {
    Fields.Field field = tenant.fields.withId(Long.parseLong(request.group(0)));
    if (field == null) {
      throw Refused.notFound();
    }
    return Json.reply(200, contactField(field));
  }

  private ObjectNode contactField(Fields.Field field) {
    boolean email = field.internalName().equals(Fields.EMAIL);
    return Json.object()
        .put("name", field.name())
        .put("internalName", field.internalName())
        .put("dataType", field.type())
        .put("hasReadOnlyConstraint", field.readOnly())
        .put("hasNotNullConstraint", email)
        .put("hasUniquenessConstraint", email)
        .put("statement", field.statement())
        .put("uri", "/contacts/fields/" + field.id())
        .put("createdAt", Times.meta(Instant.ofEpochMilli(field.at())))
        .put("updatedAt", Times.meta(Instant.ofEpochMilli(field.at())));
  }

  Reply contactLists(Request request) {
    return named(request, tenant.lists().stream().map(this::contactList).toList());
  }

  Reply contactList(Request request) {
    SharedList list = tenant.list(Long.parseLong(request.group(0)));
    if (list == null) {
      throw Refused.notFound();
    }
    return Json.reply(200, contactList(list));
  }

  private ObjectNode contactList(SharedList list) {
    return Json.object()
        .put("name", list.name)
        .put("count", list.members.size())
        .put("statement", list.statement())
        .put("uri", "/contacts/lists/" + list.id)
        .put("createdBy", user)
        .put("createdAt", Times.meta(Instant.ofEpochMilli(list.createdAt)))
        .put("updatedBy", user)
        .put("updatedAt", Times.meta(Instant.ofEpochMilli(list.updatedAt)));
  }

  Reply accountFields(Request request) {
    return named(request, AccountSubject.FIELDS.stream().sorted().map(name -> Json.object()
        .put("name", name)
        .put("internalName", name)
        .put("dataType", name.equals("M_Employees1") ? "number" : "string")
        .put("statement", "{{Account.Field(" + name + ")}}")).toList());
  }

  /** The fields of one activity type; it must be named. */
  Reply activityFields(Request request) {
    String given = request.query().entrySet().stream()
        .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).equals("activitytype"))
        .map(java.util.Map.Entry::getValue).findFirst().orElse("");
    ActivityType type = ActivityType.ofBulkName(given);
    if (type == null) {
      throw Refused.parameter("activityType", given, "ContentRequirement");
    }
    return named(request, ActivityColumns.of(type).stream().map(column -> Json.object()
        .put("name", column.name())
        .put("internalName", column.name())
        .put("dataType", column.dataType())
        .put("hasReadOnlyConstraint", true)
        .put("hasNotNullConstraint", false)
        .put("hasUniquenessConstraint", false)
        .put("statement", column.statement())
        .put("uri", "")
        .put("activityType", type.bulkName())).toList());
  }

  Reply emailGroups(Request request) {
    return named(request, Tenant.EMAIL_GROUPS.entrySet().stream().sorted(java.util.Map.Entry.comparingByKey())
        .map(group -> Json.object().put("name", group.getValue())
            .put("statement", "{{EmailGroup[" + group.getKey() + "]}}")
            .put("uri", "/emailGroups/" + group.getKey())).toList());
  }
}
