package dev.caravan.sandbox.eloqua;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.http.Reply;
import dev.caravan.sandbox.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Shared lists, contact fields and campaigns over REST. */
final class RestAssets {
  private static final Set<String> FIELD_TYPES = Set.of("text", "largeText", "number", "numeric", "date");

  private final Tenant tenant;

  RestAssets(Tenant tenant) {
    this.tenant = tenant;
  }

  Reply lists(Request request) {
    return RestPage.found(request, tenant.lists(),
        (list, name) -> name.equals("id") ? Long.toString(list.id) : list.name, RestAssets::element);
  }

  private SharedList foundList(Request request) {
    SharedList list = tenant.list(RestPage.id(request));
    if (list == null) {
      throw Refused.notFound();
    }
    return list;
  }

  Reply list(Request request) {
    return Json.reply(200, element(foundList(request), RestPage.depth(request, "complete")));
  }

  Reply createList(Request request) {
    ObjectNode body = Json.body(request);
    String name = Json.text(body, "name").trim();
    return tenant.change(hand -> {
      checkListName(name, -1);
      checkMembers(body);
      long id = hand.makeList(name);
      members(body, id, hand);
      return Json.reply(201, element(known(id), "complete"));
    });
  }

  Reply updateList(Request request) {
    ObjectNode body = Json.body(request);
    return tenant.change(hand -> {
      SharedList list = foundList(request);
      String name = Json.text(body, "name").trim();
      checkListName(name, list.id);
      checkMembers(body);
      hand.apply(new Change.ListRenamed(list.id, name));
      members(body, list.id, hand);
      return Json.reply(200, element(known(list.id), "complete"));
    });
  }

  Reply deleteList(Request request) {
    return tenant.change(hand -> {
      hand.apply(new Change.ListGone(foundList(request).id));
      return Reply.empty(200);
    });
  }

  private SharedList known(long id) {
    SharedList list = tenant.list(id);
    if (list == null) {
      throw Refused.notFound();
    }
    return list;
  }

  private void checkListName(String name, long own) {
    if (name.isEmpty()) {
      throw Refused.invalid("ContactList", "name", name, "NotNullRequirement");
    }
    if (tenant.lists().stream().anyMatch(list -> list.id != own && list.name.equalsIgnoreCase(name))) {
      throw Refused.invalid("ContactList", "name", name, "UniquenessRequirement");
    }
  }

  private void checkMembers(ObjectNode body) {
    for (String property : List.of("membershipAdditions", "membershipDeletions")) {
      for (String id : ids(body, property)) {
        if (!id.matches("\\d{1,18}") || tenant.contact(Long.parseLong(id)) == null) {
          throw Refused.invalid("ContactList", property, id, "RelationshipRequirement");
        }
      }
    }
  }

  /** Additions and deletions; a contact already there, or already gone, is no error. */
  private static void members(ObjectNode body, long list, Tenant.Hand hand) {
    ids(body, "membershipAdditions").forEach(id -> hand.apply(new Change.MemberAdded(list, Long.parseLong(id))));
    ids(body, "membershipDeletions").forEach(id -> hand.apply(new Change.MemberRemoved(list, Long.parseLong(id))));
  }

  private static List<String> ids(ObjectNode body, String property) {
    JsonNode given = Json.get(body, property);
    var ids = new ArrayList<String>();
    if (given != null) {
      given.forEach(one -> ids.add(one.asText()));
    }
    return ids;
  }

  private static ObjectNode element(SharedList list, String depth) {
    ObjectNode element = Json.object()
        .put("type", "ContactList")
        .put("id", Long.toString(list.id))
        .put("createdAt", Times.unix(list.createdAt))
        .put("createdBy", "222")
        .put("depth", depth)
        .put("folderId", "48")
        .put("name", list.name)
        .put("permissions", "fullControl")
        .put("updatedAt", Times.unix(list.updatedAt))
        .put("updatedBy", "222");
    if (!depth.equals("minimal")) {
      element.put("count", Integer.toString(list.members.size())).put("scope", "global");
    }
    return element;
  }

  Reply fields(Request request) {
    return RestPage.found(request, tenant.fields.all(), (field, name) -> switch (name) {
      case "id" -> Long.toString(field.id());
      case "internalname" -> field.internalName();
      default -> field.name();
    }, RestAssets::element);
  }

  Reply field(Request request) {
    Fields.Field field = tenant.fields.withId(RestPage.id(request));
    if (field == null) {
      throw Refused.notFound();
    }
    return Json.reply(200, element(field, RestPage.depth(request, "complete")));
  }

  Reply createField(Request request) {
    ObjectNode body = Json.body(request);
    String name = Json.text(body, "name").trim();
    String type = Json.text(body, "dataType");
    if (name.isEmpty() || name.length() > 100) {
      throw Refused.invalid("ContactField", "name", name, "NotNullRequirement");
    }
    if (!FIELD_TYPES.contains(type)) {
      throw Refused.invalid("ContactField", "dataType", type, "ContentRequirement");
    }
    return tenant.change(hand -> {
      if (!hand.apply(new Change.FieldMade(name, type))) {
        throw Refused.invalid("ContactField", "name", name, "UniquenessRequirement");
      }
      Fields.Field field = tenant.fields.named(Fields.internalNameOf(name));
      if (field == null) {
        throw Refused.notFound();
      }
      return Json.reply(201, element(field, "complete"));
    });
  }

  private static ObjectNode element(Fields.Field field, String depth) {
    ObjectNode element = Json.object()
        .put("type", "ContactField")
        .put("id", Long.toString(field.id()))
        .put("createdAt", Times.unix(field.at()))
        .put("depth", depth)
        .put("name", field.name())
        .put("updatedAt", Times.unix(field.at()))
        .put("dataType", field.restType())
        .put("internalName", field.internalName());
    if (!depth.equals("minimal")) {
      element.put("displayType", "text").put("updateType", "always")
          .put("isReadOnly", Boolean.toString(field.readOnly()))
          .put("isRequired", Boolean.toString(field.internalName().equals(Fields.EMAIL)))
          .put("isStandard", Boolean.toString(field.id() < 100_200));
    }
    return element;
  }

  /** Those that have been made by now. */
  Reply campaigns(Request request) {
    long now = tenant.clock.millis();
    return RestPage.found(request, tenant.campaigns.values().stream().filter(each -> each.createdAt() <= now).toList(), (campaign, name) -> switch (name) {
      case "id" -> campaign.id();
      case "crmid" -> campaign.crmId();
      case "createdat", "updatedat" -> Times.unix(campaign.createdAt());
      default -> campaign.name();
    }, this::element);
  }

  Reply campaign(Request request) {
    Tenant.Campaign campaign = tenant.campaigns.get(request.group(0));
    if (campaign == null) {
      throw Refused.notFound();
    }
    return Json.reply(200, element(campaign, RestPage.depth(request, "complete")));
  }

  private ObjectNode element(Tenant.Campaign campaign, String depth) {
    long now = tenant.clock.millis();
    Long ends = campaign.ends();
    ObjectNode element = Json.object()
        .put("type", "Campaign")
        .put("currentStatus", ends != null && ends < now ? "Completed" : "Active")
        .put("id", campaign.id())
        .put("createdAt", Times.unix(campaign.createdAt()))
        .put("depth", depth)
        .put("name", campaign.name())
        .put("updatedAt", Times.unix(campaign.createdAt()));
    if (!depth.equals("minimal")) {
      Long starts = campaign.starts();
      if (!campaign.crmId().isEmpty()) {
        element.put("crmId", campaign.crmId());
      }
      if (!campaign.cost().isEmpty()) {
        element.put("actualCost", campaign.cost());
      }
      if (starts != null) {
        element.put("startAt", Times.unix(starts));
      }
      if (ends != null) {
        element.put("endAt", Times.unix(ends));
      }
      element.put("isSyncedWithCRM", Boolean.toString(!campaign.crmId().isEmpty()))
          .put("campaignCategory", "contact").put("isMemberAllowedReEntry", "false");
    }
    return element;
  }
}
