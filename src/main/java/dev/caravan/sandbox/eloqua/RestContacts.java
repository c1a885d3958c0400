package dev.caravan.sandbox.eloqua;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.http.Reply;
import dev.caravan.sandbox.http.Request;
import java.time.DateTimeException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Contacts over REST: every scalar of an element is a string, what is blank is left out. */
final class RestContacts {
  /** REST property names of the fields that have one, in the order they are written. */
  private static final Map<String, String> PROPERTIES = properties();

  private static final int MOST_IDS = 200;

  private final Tenant tenant;

  RestContacts(Tenant tenant) {
    this.tenant = tenant;
  }

  private static Map<String, String> properties() {
    var names = new LinkedHashMap<String, String>();
    names.put("emailAddress", Fields.EMAIL);
    names.put("firstName", "C_FirstName");
    names.put("lastName", "C_LastName");
    names.put("accountName", "C_Company");
    names.put("title", "C_Title");
    names.put("address1", "C_Address1");
    names.put("address2", "C_Address2");
    names.put("address3", "C_Address3");
    names.put("city", "C_City");
    names.put("province", "C_State_Prov");
    names.put("postalCode", "C_Zip_Postal");
    names.put("country", "C_Country");
    names.put("businessPhone", "C_BusPhone");
    names.put("mobilePhone", "C_MobilePhone");
    names.put("fax", "C_Fax");
    names.put("salesPerson", "C_Salesperson");
    return names;
  }

  private Contact found(Request request) {
    Contact contact = tenant.contact(RestPage.id(request));
    if (contact == null) {
      throw Refused.notFound();
    }
    return contact;
  }

  Reply get(Request request) {
    return Json.reply(200, element(found(request), RestPage.depth(request, "complete")));
  }

  Reply create(Request request) {
    ObjectNode body = Json.body(request);
    String email = Json.text(body, "emailAddress").trim();
    if (!Fields.isEmail(email)) {
      throw Refused.invalid("Contact", "emailAddress", email, "EmailAddressRequirement");
    }
    return tenant.change(hand -> {
      if (tenant.contact(email) != null) {
        throw Refused.invalid("Contact", "emailAddress", email, "UniquenessRequirement");
      }
      Map<String, String> values = values(body);
      long id = hand.makeContact(email);
      values.forEach((field, value) -> hand.apply(new Change.FieldSet(id, field, value)));
      subscribe(body, id, hand);
      return Json.reply(201, now(id));
    });
  }

  Reply update(Request request) {
    ObjectNode body = Json.body(request);
    long id = RestPage.id(request);
    if (!Json.text(body, "id").equals(Long.toString(id))) {
      throw Refused.invalid("Contact", "id", Json.text(body, "id"), "IdRequirement");
    }
    return tenant.change(hand -> {
      found(request);
      Map<String, String> values = values(body);
      String email = values.getOrDefault(Fields.EMAIL, "");
      Contact other = tenant.contact(email);
      if (!email.isEmpty() && other != null && other.id() != id) {
        throw Refused.invalid("Contact", "emailAddress", email, "UniquenessRequirement");
      }
      values.forEach((field, value) -> hand.apply(new Change.FieldSet(id, field, value)));
      subscribe(body, id, hand);
      return Json.reply(200, now(id));
    });
  }

  Reply delete(Request request) {
    return tenant.change(hand -> {
      hand.apply(new Change.ContactGone(found(request).id()));
      return Reply.empty(200);
    });
  }

  private ObjectNode now(long id) {
    Contact contact = tenant.contact(id);
    if (contact == null) {
      throw Refused.notFound();
    }
    return element(contact, "complete");
  }

  /** The values a body brings, by internal field name, each of them checked. */
  private Map<String, String> values(ObjectNode body) {
    var values = new LinkedHashMap<String, String>();
    PROPERTIES.forEach((property, field) -> {
      if (Json.get(body, property) != null) {
        values.put(field, Json.text(body, property));
      }
    });
    JsonNode fieldValues = Json.get(body, "fieldValues");
    if (fieldValues != null) {
      for (JsonNode one : fieldValues) {
        String id = Json.text(one, "id");
        Fields.Field field = id.matches("\\d{1,18}") ? tenant.fields.withId(Long.parseLong(id)) : null;
        if (field == null || field.readOnly()) {
          throw Refused.invalid("Contact", "fieldValues", id, "RelationshipRequirement");
        }
        values.put(field.internalName(), Json.text(one, "value"));
      }
    }
    values.forEach((name, value) -> {
      Fields.Field field = tenant.fields.named(name);
      if (field == null || !field.takes(value) || (name.equals(Fields.EMAIL) && value.isEmpty())) {
        throw Refused.invalid("Contact", name, value, "ContentRequirement");
      }
    });
    return values;
  }

  private static void subscribe(ObjectNode body, long id, Tenant.Hand hand) {
    if (Json.get(body, "isSubscribed") != null) {
      hand.apply(new Change.Subscribed(id, Json.flag(body, "isSubscribed", true)));
    }
  }

  Reply list(Request request) {
    return list(request, List.copyOf(tenant.contacts()));
  }

  Reply ofList(Request request) {
    SharedList list = tenant.list(RestPage.id(request));
    if (list == null) {
      throw Refused.notFound();
    }
    return list(request, tenant.contacts().stream().filter(one -> tenant.isMember(list.id, one.id())).toList());
  }

  private Reply list(Request request, List<Contact> all) {
    for (String name : new Search(request.query().getOrDefault("search", "")).names()) {
      if (!isKnown(name)) {
        throw Refused.parameter("search", name, "ContentRequirement");
      }
    }
    long since = Metadata.number(request, "lastUpdatedAt", 0, 0, Integer.MAX_VALUE) * 1000L;
    long now = tenant.clock.millis();
    List<Contact> recent = all.stream().filter(contact -> contact.updatedAt() >= since
        && (since == 0 || contact.updatedAt() <= now))
        .sorted(order(request.query().getOrDefault("orderBy", "id"))).toList();
    return RestPage.found(request, recent, this::value, this::element);
  }

  /** Contacts by their ids, asked for by a POST that says it is a search. */
  Reply byIds(Request request) {
    if (!request.header("X-HTTP-Method-Override").orElse("").equalsIgnoreCase("SEARCH")) {
      throw Refused.notFound();
    }
    JsonNode ids = Json.get(Json.body(request), "ids");
    if (ids == null || !ids.isArray() || ids.size() > MOST_IDS) {
      throw Refused.invalid("Contact", "ids", ids == null ? "" : ids.size() + " ids", "ContentRequirement");
    }
    var asked = new HashSet<Long>();
    for (JsonNode id : ids) {
      if (!id.asText().matches("\\d{1,18}") || !asked.add(id.asLong())) {
        throw Refused.invalid("Contact", "ids", id.asText(), "NoDuplicatesRequirement");
      }
    }
    return RestPage.found(request, tenant.contacts().stream().filter(contact -> asked.contains(contact.id())).toList(),
        this::value, this::element);
  }

  private Comparator<Contact> order(String orderBy) {
    String[] parts = orderBy.trim().split("\\s+", 2);
    Comparator<Contact> order = switch (parts[0].toLowerCase(Locale.ROOT)) {
      case "createdat" -> Comparator.comparingLong(Contact::createdAt).thenComparingLong(Contact::id);
      case "updatedat" -> Comparator.comparingLong(Contact::updatedAt).thenComparingLong(Contact::id);
      case "name", "emailaddress" -> Comparator.comparing(Contact::email, String.CASE_INSENSITIVE_ORDER);
      default -> Comparator.comparingLong(Contact::id);
    };
    return parts.length == 2 && parts[1].equalsIgnoreCase("DESC") ? order.reversed() : order;
  }

  private static @Nullable String fieldBehind(String name) {
    return PROPERTIES.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private boolean isKnown(String name) {
    return List.of("id", "name", "createdat", "updatedat", "lastupdatedat").contains(name)
        || fieldBehind(name) != null
        || tenant.fields.named(name) != null;
  }

  private String value(Contact contact, String name) {
    switch (name) {
      case "id":
        return Long.toString(contact.id());
      case "name":
        return contact.email();
      case "createdat":
        return Times.unix(contact.createdAt());
      case "updatedat", "lastupdatedat":
        return Times.unix(contact.updatedAt());
      default:
        String internal = fieldBehind(name);
        Fields.Field field = tenant.fields.named(internal == null ? name : internal);
        return field == null ? "" : tenant.show(contact, field, false);
    }
  }

  ObjectNode element(Contact contact, String depth) {
    ObjectNode element = Json.object()
        .put("type", "Contact")
        .put("id", Long.toString(contact.id()))
        .put("createdAt", Times.unix(contact.createdAt()))
        .put("depth", depth)
        .put("name", contact.email())
        .put("updatedAt", Times.unix(contact.updatedAt()));
    if (depth.equals("minimal")) {
      return element;
    }
    element.put("currentStatus", "Awaiting action").put("emailFormatPreference", "unspecified")
        .put("isBounceback", Boolean.toString(contact.bounced()))
        .put("isSubscribed", Boolean.toString(contact.subscribed()))
        .put(contact.subscribed() ? "subscriptionDate" : "unsubscriptionDate", Times.unix(contact.createdAt()));
    PROPERTIES.forEach((property, field) -> {
      if (!contact.value(field).isEmpty()) {
        element.put(property, contact.value(field));
      }
    });
    if (depth.equals("complete")) {
      ArrayNode values = element.putArray("fieldValues");
      for (Fields.Field field : tenant.fields.all()) {
        if (!PROPERTIES.containsValue(field.internalName())) {
          String value = field.type().equals("date") ? unix(contact, field) : tenant.show(contact, field, true);
          ObjectNode one = values.addObject().put("type", "FieldValue").put("id", Long.toString(field.id()));
          if (!value.isEmpty()) {
            one.put("value", value);
          }
        }
      }
    }
    return element;
  }

  private String unix(Contact contact, Fields.Field field) {
    String shown = tenant.show(contact, field, true);
    try {
      return shown.isEmpty() ? "" : Times.unix(Times.literal(shown, true));
    } catch (DateTimeException e) {
      return shown; // a fact brought what Eloqua would not have taken
    }
  }

  /** The shared lists a contact is on: a bare array. */
  Reply membership(Request request) {
    Contact contact = found(request);
    ArrayNode lists = Json.array();
    tenant.lists().stream()
        .filter(list -> tenant.isMember(list.id, contact.id()))
        .forEach(list -> lists.addObject()
            .put("type", "ContactList").put("id", Long.toString(list.id)).put("name", list.name));
    return Json.reply(200, lists);
  }
}
