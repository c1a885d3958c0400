package dev.caravan.connectors.eloqua;

import dev.caravan.connectors.eloqua.EloquaFacts.Unreadable;
import dev.caravan.model.Fact;
import dev.caravan.model.Fact.ActivityKind;
import dev.caravan.model.Fact.Asset;
import dev.caravan.model.Fact.Head;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows of activity exports as facts. */
final class ActivityFacts {
  /** Our kind by Eloqua's type. */
  static final Map<String, String> KINDS = kinds();

  /** Our name of a detail by Eloqua's column. */
  private static final Map<String, String> DETAILS = Map.ofEntries(
      Map.entry("Url", "url"),
      Map.entry("FirstPageViewUrl", "url"),
      Map.entry("EmailClickedThruLink", "link"),
      Map.entry("EmailRecipientId", "recipient"),
      Map.entry("VisitorId", "visitor"),
      Map.entry("EmailDeploymentId", "deployment"),
      Map.entry("IpAddress", "ip"),
      Map.entry("ReferrerUrl", "referrer"),
      Map.entry("Duration", "duration_seconds"),
      Map.entry("NumberOfPages", "pages"),
      Map.entry("SmtpErrorCode", "smtp_code"),
      Map.entry("SmtpStatusCode", "smtp_status"));

  private final String source;
  private final EloquaMapping mapping;

  ActivityFacts(String source, EloquaMapping mapping) {
    this.source = source;
    this.mapping = mapping;
  }

  private static Map<String, String> kinds() {
    var kinds = new LinkedHashMap<String, String>();
    kinds.put("EmailSend", "email-send");
    kinds.put("EmailOpen", "email-open");
    kinds.put("EmailClickthrough", "email-click");
    kinds.put("Subscribe", "subscribe");
    kinds.put("Unsubscribe", "unsubscribe");
    kinds.put("Bounceback", "bounceback");
    kinds.put("WebVisit", "web-visit");
    kinds.put("PageView", "page-view");
    kinds.put("FormSubmit", "form-submit");
    kinds.put("External", "external");
    return java.util.Collections.unmodifiableMap(kinds);
  }

  Fact fact(Map<String, String> row) throws Unreadable {
    String id = EloquaRow.needed(row, "ActivityId");
    String type = EloquaRow.needed(row, "ActivityType");
    long time = EloquaRow.time(row, "ActivityDate");
    String kind = KINDS.get(type);
    if (kind == null) {
      throw new Unreadable("activity type \"" + type + "\" is not known; expected one of " + KINDS.keySet());
    }
    String contact = row.getOrDefault("ContactId", "");
    String email = row.getOrDefault("EmailAddress", "").trim();
    String visitor = row.getOrDefault("VisitorId", "");
    String subject;
    if (!email.isEmpty()) {
      subject = email;
    } else if (!contact.isEmpty()) {
      subject = source + ":" + contact;
    } else if (!visitor.isEmpty()) {
      subject = "eloqua-visitor:" + visitor;
    } else {
      throw new Unreadable(type + " " + id + " has neither contact nor visitor");
    }
    Asset asset = asset(row, kind);
    var details = new HashMap<String, String>();
    DETAILS.forEach((column, name) -> {
      String value = row.getOrDefault(column, "");
      if (!value.isEmpty()) {
        details.put(name, value);
      }
    });
    // The CRM's id of a campaign is the one that spend and opportunities are known by.
    String crmCampaign = row.getOrDefault("CRMCampaignId", "");
    String campaign = crmCampaign.isEmpty() ? row.getOrDefault("CampaignId", "") : crmCampaign;
    return new Fact.Activity(new Head(source, type + "-" + id, subject, time, time, ""),
        kind(kind, asset), contact, asset, campaign, fields(row.getOrDefault("RawData", "")), details);
  }

  private Asset asset(Map<String, String> row, String kind) {
    String name = row.getOrDefault("AssetName", "");
    String type = row.getOrDefault("AssetType", "");
    if (kind.equals("page-view") && name.isEmpty()) {
      return mapping.page(row.getOrDefault("Url", ""));
    }
    return name.isEmpty() && type.isEmpty() ? Asset.NONE : new Asset(type, row.getOrDefault("AssetId", ""), name);
  }

  /** What Eloqua calls external tells by the type of its asset what it was. */
  private static ActivityKind kind(String code, Asset asset) {
    if (code.equals("external")) {
      return switch (asset.type().toLowerCase(Locale.ROOT)) {
        case "event" -> ActivityKind.EVENT;
        case "social" -> ActivityKind.SOCIAL;
        case "call" -> ActivityKind.CALL;
        default -> ActivityKind.EXTERNAL;
      };
    }
    return ActivityKind.valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Reads {@code name=value&…}; values of a name that stands several times are joined. */
  static Map<String, String> fields(String rawData) {
    if (rawData.isEmpty()) {
      return Map.of();
    }
    var fields = new LinkedHashMap<String, String>();
    for (String pair : List.of(rawData.split("&", -1))) {
      int eq = pair.indexOf('=');
      if (eq > 0) {
        fields.merge(decoded(pair.substring(0, eq)), decoded(pair.substring(eq + 1)),
            (one, other) -> one + "; " + other);
      }
    }
    return fields;
  }

  /** A per cent sign that encodes nothing stands for itself. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text.replace('+', ' ');
    }
  }
}
