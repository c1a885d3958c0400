package dev.caravan.connectors.eloqua.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The activity types the Bulk API exports, each with the fields it has. Types cannot be mixed in one export, since
 * asking a type for a field it does not have is an error.
 */
public enum ActivityType {
  EMAIL_SEND("EmailSend"),
  EMAIL_OPEN("EmailOpen"),
  EMAIL_CLICKTHROUGH("EmailClickthrough"),
  SUBSCRIBE("Subscribe"),
  UNSUBSCRIBE("Unsubscribe"),
  BOUNCEBACK("Bounceback"),
  WEB_VISIT("WebVisit"),
  PAGE_VIEW("PageView"),
  FORM_SUBMIT("FormSubmit"),
  EXTERNAL("External");

  private static final Set<ActivityType> SENT = EnumSet.of(EMAIL_SEND, EMAIL_OPEN, EMAIL_CLICKTHROUGH);
  private static final Set<ActivityType> MAIL = EnumSet.range(EMAIL_SEND, BOUNCEBACK);
  private static final Set<ActivityType> WEB = EnumSet.of(WEB_VISIT, PAGE_VIEW);
  private static final Set<ActivityType> VISITED =
      EnumSet.of(EMAIL_OPEN, EMAIL_CLICKTHROUGH, WEB_VISIT, PAGE_VIEW, FORM_SUBMIT);
  private static final Set<ActivityType> ADDRESSED = EnumSet.of(EMAIL_OPEN, EMAIL_CLICKTHROUGH, WEB_VISIT, PAGE_VIEW);
  private static final Set<ActivityType> ALL = EnumSet.allOf(ActivityType.class);

  /** One column: which types have it, what it is called in rows, and what Eloqua calls it. */
  private record Column(Set<ActivityType> types, String name, String statement) {}

  private static Column own(Set<ActivityType> types, String field) {
    return new Column(types, field, "{{Activity.Field(" + field + ")}}");
  }

  private static Set<ActivityType> but(ActivityType... types) {
    return EnumSet.complementOf(EnumSet.copyOf(List.of(types)));
  }

  private static final List<Column> COLUMNS = List.of(
      new Column(ALL, "ActivityId", "{{Activity.Id}}"),
      new Column(ALL, "ActivityType", "{{Activity.Type}}"),
      // Asking twice for CreatedAt makes Eloqua mix up columns: never add a second one.
      new Column(ALL, "ActivityDate", "{{Activity.CreatedAt}}"),
      new Column(but(EXTERNAL), "ContactId", "{{Activity.Contact.Id}}"),
      own(MAIL, "EmailAddress"),
      new Column(EnumSet.of(WEB_VISIT, PAGE_VIEW, FORM_SUBMIT, EXTERNAL), "EmailAddress",
          "{{Activity.Contact.Field(C_EmailAddress)}}"),
      own(MAIL, "EmailRecipientId"),
      new Column(but(WEB_VISIT, PAGE_VIEW), "AssetType", "{{Activity.Asset.Type}}"),
      new Column(but(WEB_VISIT, PAGE_VIEW), "AssetName", "{{Activity.Asset.Name}}"),
      new Column(but(WEB_VISIT, PAGE_VIEW, EXTERNAL), "AssetId", "{{Activity.Asset.Id}}"),
      own(SENT, "SubjectLine"),
      own(EnumSet.of(EMAIL_CLICKTHROUGH), "EmailClickedThruLink"),
      own(EnumSet.of(EMAIL_SEND, EMAIL_OPEN, EMAIL_CLICKTHROUGH, BOUNCEBACK), "EmailDeploymentId"),
      own(SENT, "EmailSendType"),
      own(ADDRESSED, "IpAddress"),
      new Column(VISITED, "VisitorId", "{{Activity.Visitor.Id}}"),
      new Column(but(WEB_VISIT), "CampaignId", "{{Activity.Campaign.Id}}"),
      new Column(but(WEB_VISIT, EXTERNAL), "CRMCampaignId", "{{Activity.Campaign.Field(CRMCampaignId)}}"),
      own(EnumSet.of(BOUNCEBACK), "SmtpErrorCode"),
      own(EnumSet.of(BOUNCEBACK), "SmtpStatusCode"),
      own(EnumSet.of(BOUNCEBACK), "SmtpMessage"),
      own(WEB, "ReferrerUrl"),
      own(EnumSet.of(WEB_VISIT), "NumberOfPages"),
      own(EnumSet.of(WEB_VISIT), "FirstPageViewUrl"),
      own(EnumSet.of(WEB_VISIT), "Duration"),
      own(EnumSet.of(PAGE_VIEW), "Url"),
      own(EnumSet.of(PAGE_VIEW), "WebVisitId"),
      own(EnumSet.of(FORM_SUBMIT), "RawData"));

  private final String label;

  ActivityType(String label) {
    this.label = label;
  }

  /** Eloqua's name: {@code EmailClickthrough}. */
  public String label() {
    return label;
  }

  /** What to export: names in rows and Eloqua's statements. */
  public Map<String, String> fields() {
    var fields = new LinkedHashMap<String, String>();
    for (Column column : COLUMNS) {
      if (column.types().contains(this)) {
        fields.put(column.name(), column.statement());
      }
    }
    return fields;
  }

  /**
   * Reads names separated by commas, in any case; none means all.
   *
   * @throws IllegalArgumentException naming what is not a type
   */
  public static List<ActivityType> parse(String names) {
    if (names.isBlank()) {
      return List.of(values());
    }
    var types = new ArrayList<ActivityType>();
    for (String name : names.split(",", -1)) {
      types.add(Arrays.stream(values())
          .filter(type -> type.label.equalsIgnoreCase(name.trim()))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("activityType \"" + name.trim()
              + "\" is not known; expected some of " + Arrays.stream(values()).map(ActivityType::label).toList())));
    }
    return types;
  }
}
