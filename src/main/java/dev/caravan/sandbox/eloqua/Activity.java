package dev.caravan.sandbox.eloqua;

/**
 * One activity; absent texts are empty.
 *
 * @param id unique within its type
 * @param at when it happened, epoch milliseconds
 * @param recordedAt when the tenant got to know of it, epoch milliseconds; it cannot be read before
 * @param contact 0 for an anonymous visitor
 * @param mail everything only e-mail activities have
 * @param web everything only visits have
 */
record Activity(
    ActivityType type,
    long id,
    long at,
    long recordedAt,
    long contact,
    String email,
    Asset asset,
    String campaign,
    String externalId,
    Mail mail,
    Web web,
    String rawData) {

  /** Somebody unsubscribed by the link in a mail. */
  static Activity unsubscribe(long id, long at, long contact, String email) {
    return new Activity(ActivityType.UNSUBSCRIBE, id, at, at, contact, email, Asset.NONE, "", "", Mail.NONE, Web.NONE, "");
  }

  /** A mail of a programme went to somebody. */
  static Activity mailed(long id, long at, long contact, String email, String content) {
    String deployment = Integer.toString(1_000_000 + Math.floorMod(content.hashCode(), 1_000_000));
    var asset = new Asset("Email", deployment, "Company | Mailing | " + content);
    var mail = new Mail("N" + id, deployment, content, "", "", "", "", "");
    return new Activity(ActivityType.EMAIL_SEND, id, at, at, contact, email, asset, "", "", mail, Web.NONE, "");
  }

  record Asset(String type, String id, String name) {
    static final Asset NONE = new Asset("", "", "");
  }

  /** {@code smtp} is code, status and message of a bounce. */
  record Mail(String recipient, String deployment, String subject, String link, String webLink, String smtpCode,
      String smtpStatus, String smtpMessage) {
    static final Mail NONE = new Mail("", "", "", "", "", "", "", "");
  }

  record Web(String visitor, String ip, String url, String referrer, String seconds, String pages) {
    static final Web NONE = new Web("", "", "", "", "", "");
  }
}
