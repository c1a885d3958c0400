package dev.caravan.sandbox.eloqua;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.http.Reply;
import dev.caravan.sandbox.http.Request;
import java.util.Locale;

/** The activities of one contact over REST 1.0: a bare array, 204 when there are none. */
final class RestActivities {
  private final Tenant tenant;

  RestActivities(Tenant tenant) {
    this.tenant = tenant;
  }

  Reply ofContact(Request request) {
    Contact contact = tenant.contact(RestPage.id(request));
    if (contact == null) {
      throw Refused.notFound();
    }
    String given = request.query().getOrDefault("type", "");
    ActivityType type = ActivityType.ofRestName(given);
    if (type == null) {
      throw Refused.parameter("type", given, "ContentRequirement");
    }
    long from = day(request, "startDate") * 1000L;
    long to = day(request, "endDate") * 1000L + 999;
    int count = Metadata.number(request, "count", 1000, 1, 1000);
    long now = tenant.clock.millis();
    ArrayNode found = Json.array();
    Activity[] all = tenant.activities.of(type);
    for (int i = tenant.activities.from(type, to + 1) - 1; i >= 0 && all[i].at() >= from; i--) {
      if (tenant.doer(all[i]) == contact.id() && tenant.activities.shows(all[i], now) && found.size() < count) {
        found.add(element(all[i], contact.id()));
      }
    }
    return found.isEmpty() ? Reply.empty(204) : Json.reply(200, found);
  }

  private static long day(Request request, String name) {
    String given = request.query().getOrDefault(name, "");
    if (!given.matches("\\d{1,10}")) {
      throw Refused.parameter(name, given, "DateRequirement");
    }
    return Long.parseLong(given);
  }

  private static ObjectNode element(Activity activity, long contact) {
    ObjectNode element = Json.object()
        .put("type", "Activity")
        .put("activityDate", Times.unix(activity.at()))
        .put("activityType", activity.type().restName())
        .put("asset", activity.asset().id())
        .put("assetType", activity.asset().type().toLowerCase(Locale.ROOT))
        .put("contact", Long.toString(contact))
        .put("id", Long.toString(activity.id()));
    ArrayNode details = element.putArray("details");
    switch (activity.type()) {
      case FORM_SUBMIT -> {
        detail(details, "Collection", activity.rawData());
        detail(details, "FormName", activity.asset().name());
      }
      case WEB_VISIT, PAGE_VIEW -> {
        detail(details, "Url", activity.web().url());
        detail(details, "Duration", activity.web().seconds());
        detail(details, "ReferrerUrl", activity.web().referrer());
      }
      default -> {
        detail(details, "EmailName", activity.asset().name());
        detail(details, "EmailRecipientId", activity.mail().recipient());
        detail(details, "SubjectLine", activity.mail().subject());
        detail(details, "DeploymentId", activity.mail().deployment());
        detail(details, "EmailClickedThruLink", activity.mail().link());
      }
    }
    return element;
  }

  private static void detail(ArrayNode details, String key, String value) {
    if (!value.isEmpty()) {
      details.addObject().put("Key", key).put("Value", value);
    }
  }
}
