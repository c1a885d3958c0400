package dev.caravan.sandbox.eloqua;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The activity types the Bulk API exports, by Eloqua's names, and the kinds of facts that become them. */
enum ActivityType {
  EMAIL_OPEN("EmailOpen", "emailOpen", "Email", "email-open"),
  EMAIL_CLICK("EmailClickthrough", "emailClickThrough", "Email", "email-click"),
  EMAIL_SEND("EmailSend", "emailSend", "Email", "email-send"),
  SUBSCRIBE("Subscribe", "emailSubscribe", "Email", "subscribe"),
  UNSUBSCRIBE("Unsubscribe", "emailUnsubscribe", "Email", "unsubscribe"),
  BOUNCEBACK("Bounceback", "bounceback", "Email", "bounceback"),
  WEB_VISIT("WebVisit", "webVisit", "WebVisit", "web-visit"),
  PAGE_VIEW("PageView", "pageView", "PageView", "page-view"),
  FORM_SUBMIT("FormSubmit", "formSubmit", "Form", "form-submit"),
  EXTERNAL("External", "external", "External", "external");

  private final String bulkName;
  private final String restName;
  private final String assetType;
  private final String kind;

  ActivityType(String bulkName, String restName, String assetType, String kind) {
    this.bulkName = bulkName;
    this.restName = restName;
    this.assetType = assetType;
    this.kind = kind;
  }

  String bulkName() {
    return bulkName;
  }

  String restName() {
    return restName;
  }

  static @Nullable ActivityType ofBulkName(String name) {
    for (ActivityType type : values()) {
      if (type.bulkName.equalsIgnoreCase(name)) {
        return type;
      }
    }
    return null;
  }

  static @Nullable ActivityType ofRestName(String name) {
    for (ActivityType type : values()) {
      if (type.restName.equalsIgnoreCase(name)) {
        return type;
      }
    }
    return null;
  }

  /** The type a fact of this kind is kept as; events, social mentions and calls are external activities. */
  static @Nullable ActivityType ofKind(String kind) {
    if (kind.equals("event") || kind.equals("social") || kind.equals("call")) {
      return EXTERNAL;
    }
    for (ActivityType type : values()) {
      if (type.kind.equals(kind)) {
        return type;
      }
    }
    return null;
  }

  /** The asset type when a fact names none. */
  String assetTypeOf(String factKind) {
    return this == EXTERNAL
        ? factKind.substring(0, 1).toUpperCase(Locale.ROOT) + factKind.substring(1)
        : assetType;
  }
}
