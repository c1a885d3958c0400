package dev.caravan.sandbox.market;

/** What can be done, as the fact's type names it and as Eloqua counts it. */
enum Activity {
  EMAIL_SEND("email-send", "EmailSend", false),
  EMAIL_OPEN("email-open", "EmailOpen", false),
  EMAIL_CLICK("email-click", "EmailClickthrough", true),
  SUBSCRIBE("subscribe", "Subscribe", false),
  UNSUBSCRIBE("unsubscribe", "Unsubscribe", false),
  BOUNCEBACK("bounceback", "Bounceback", false),
  WEB_VISIT("web-visit", "WebVisit", true),
  PAGE_VIEW("page-view", "PageView", true),
  FORM_SUBMIT("form-submit", "FormSubmit", true),
  EVENT("event", "External", true),
  SOCIAL("social", "External", true),
  CALL("call", "External", true),
  EXTERNAL("external", "External", true);

  final String type;
  final String eloquaType;
  /** Whether it shows interest; only such acts can blur a planted truth. */
  final boolean ownDoing;

  Activity(String suffix, String eloquaType, boolean ownDoing) {
    this.type = "activity." + suffix;
    this.eloquaType = eloquaType;
    this.ownDoing = ownDoing;
  }

  boolean isMail() {
    return this == EMAIL_SEND || this == EMAIL_OPEN || this == EMAIL_CLICK || this == BOUNCEBACK || this == UNSUBSCRIBE;
  }
}
