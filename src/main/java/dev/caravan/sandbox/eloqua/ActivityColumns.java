package dev.caravan.sandbox.eloqua;

import static dev.caravan.sandbox.eloqua.ActivityType.BOUNCEBACK;
import static dev.caravan.sandbox.eloqua.ActivityType.EMAIL_CLICK;
import static dev.caravan.sandbox.eloqua.ActivityType.EMAIL_OPEN;
import static dev.caravan.sandbox.eloqua.ActivityType.EMAIL_SEND;
import static dev.caravan.sandbox.eloqua.ActivityType.EXTERNAL;
import static dev.caravan.sandbox.eloqua.ActivityType.FORM_SUBMIT;
import static dev.caravan.sandbox.eloqua.ActivityType.PAGE_VIEW;
import static dev.caravan.sandbox.eloqua.ActivityType.SUBSCRIBE;
import static dev.caravan.sandbox.eloqua.ActivityType.UNSUBSCRIBE;
import static dev.caravan.sandbox.eloqua.ActivityType.WEB_VISIT;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which statements an export may select for which activity type, and what they give. */
final class ActivityColumns {
  private static final String CONTACT_FIELD = "{{activity.contact.field(";

  /** A cell of an export. */
  interface Cell {
    String of(Activity activity, Tenant tenant, boolean utc);
  }

  /** A selectable column. */
  record Column(String name, String statement, String dataType, Set<ActivityType> types, Cell cell) {}

  private static final Map<String, Column> COLUMNS = columns();

  private ActivityColumns() {}

  /** The cell behind a statement, null when the type has none of that name. */
  static @Nullable Cell cell(ActivityType type, String statement, Fields fields) {
    if (isContactField(statement)) {
      String name = statement.substring(CONTACT_FIELD.length(), statement.length() - ")}}".length());
      Fields.Field field = fields.named(name);
      return field == null ? null : (activity, tenant, utc) -> {
        Contact contact = tenant.contact(tenant.doer(activity));
        return contact == null ? "" : tenant.show(contact, field, utc);
      };
    }
    Column column = COLUMNS.get(statement.toLowerCase(Locale.ROOT));
    return column == null || !column.types().contains(type) ? null : column.cell();
  }

  static boolean isContactField(String statement) {
    return statement.toLowerCase(Locale.ROOT).startsWith(CONTACT_FIELD) && statement.endsWith(")}}");
  }

  static List<Column> of(ActivityType type) {
    return COLUMNS.values().stream().filter(column -> column.types().contains(type)).toList();
  }

  private static Map<String, Column> columns() {
    var all = EnumSet.allOf(ActivityType.class);
    var own = EnumSet.complementOf(EnumSet.of(EXTERNAL));
    var sent = EnumSet.of(EMAIL_OPEN, EMAIL_CLICK, EMAIL_SEND);
    var mail = EnumSet.of(EMAIL_OPEN, EMAIL_CLICK, EMAIL_SEND, SUBSCRIBE, UNSUBSCRIBE, BOUNCEBACK);
    var bounce = EnumSet.of(BOUNCEBACK);
    var visits = EnumSet.of(WEB_VISIT, PAGE_VIEW);
    var visit = EnumSet.of(WEB_VISIT);
    var page = EnumSet.of(PAGE_VIEW);
    var form = EnumSet.of(FORM_SUBMIT);
    var external = EnumSet.of(EXTERNAL);
    var campaign = union(mail, page, form);
    var response = union(sent, page, form);

    var list = new ArrayList<Column>();
    list.add(column("ActivityId", "Id", "number", all, (a, t, u) -> Long.toString(a.id())));
    list.add(column("ActivityType", "Type", "string", all, (a, t, u) -> a.type().bulkName()));
    list.add(column("ActivityDate", "CreatedAt", "date", all, (a, t, u) -> Times.row(a.at(), u)));
    list.add(column("ExternalId", "ExternalId", "string", own, (a, t, u) -> a.externalId()));
    list.add(column("ContactId", "Contact.Id", "number", own,
        (a, t, u) -> t.contact(t.doer(a)) == null ? "" : Long.toString(t.doer(a))));
    list.add(field("EmailAddress", "string", mail, ActivityColumns::email));
    list.add(field("EmailRecipientId", "string", mail, (a, t, u) -> a.mail().recipient()));
    list.add(column("AssetType", "Asset.Type", "string", union(mail, form, external), (a, t, u) -> a.asset().type()));
    list.add(column("AssetName", "Asset.Name", "string", union(mail, form, external), (a, t, u) -> a.asset().name()));
    list.add(column("AssetId", "Asset.Id", "number", union(mail, form), (a, t, u) -> a.asset().id()));
    list.add(field("SubjectLine", "string", sent, (a, t, u) -> a.mail().subject()));
    list.add(field("EmailWebLink", "string", sent, (a, t, u) -> a.mail().webLink()));
    list.add(field("EmailClickedThruLink", "string", EnumSet.of(EMAIL_CLICK), (a, t, u) -> a.mail().link()));
    list.add(field("EmailDeploymentId", "number", union(sent, bounce), (a, t, u) -> a.mail().deployment()));
    list.add(field("EmailSendType", "string", sent, (a, t, u) -> ""));
    list.add(field("IpAddress", "string", union(EnumSet.of(EMAIL_OPEN, EMAIL_CLICK), visits),
        (a, t, u) -> a.web().ip()));
    var seen = union(EnumSet.of(EMAIL_OPEN, EMAIL_CLICK), visits, form);
    list.add(column("VisitorId", "Visitor.Id", "number", seen, (a, t, u) -> a.web().visitor()));
    list.add(column("VisitorExternalId", "Visitor.ExternalId", "string", seen, (a, t, u) -> a.web().visitor()));
    list.add(column("CampaignId", "Campaign.Id", "number", union(campaign, external), (a, t, u) -> a.campaign()));
    list.add(column("CRMCampaignId", "Campaign.Field(CRMCampaignId)", "string", campaign, (a, t, u) -> {
      Tenant.Campaign found = t.campaigns.get(a.campaign());
      return found == null ? "" : found.crmId();
    }));
    list.add(column("CampaignName", "Campaign.Field(CampaignName)", "string", campaign, (a, t, u) -> {
      Tenant.Campaign found = t.campaigns.get(a.campaign());
      return found == null ? "" : found.name();
    }));
    list.add(column("CampaignResponseDate", "CampaignResponse.CreatedAt", "date", response, (a, t, u) -> ""));
    list.add(column("CampaignResponseMemberStatus", "CampaignResponse.Field(MemberStatus)", "string", response,
        (a, t, u) -> ""));
    list.add(field("SmtpErrorCode", "string", bounce, (a, t, u) -> a.mail().smtpCode()));
    list.add(field("SmtpStatusCode", "string", bounce, (a, t, u) -> a.mail().smtpStatus()));
    list.add(field("SmtpMessage", "string", bounce, (a, t, u) -> a.mail().smtpMessage()));
    list.add(field("ReferrerUrl", "string", visits, (a, t, u) -> a.web().referrer()));
    list.add(field("NumberOfPages", "number", visit, (a, t, u) -> a.web().pages()));
    list.add(field("FirstPageViewUrl", "string", visit, (a, t, u) -> a.web().url()));
    list.add(field("Duration", "string", visit, (a, t, u) -> a.web().seconds()));
    list.add(field("WebVisitSavedId", "number", visit, (a, t, u) -> ""));
    list.add(field("Url", "string", page, (a, t, u) -> a.web().url()));
    list.add(field("WebVisitId", "number", page, (a, t, u) -> ""));
    list.add(field("IsWebTrackingOptedIn", "string", page, (a, t, u) -> ""));
    list.add(field("PageViewSavedId", "number", page, (a, t, u) -> ""));
    list.add(field("LinkedToContactDate", "date", visits, (a, t, u) -> ""));
    list.add(field("RawData", "string", form, (a, t, u) -> a.rawData()));

    var columns = new LinkedHashMap<String, Column>();
    list.forEach(column -> columns.put(column.statement().toLowerCase(Locale.ROOT), column));
    return columns;
  }

  private static String email(Activity activity, Tenant tenant, boolean utc) {
    Contact contact = activity.email().isEmpty() ? tenant.contact(tenant.doer(activity)) : null;
    return contact == null ? activity.email() : contact.email();
  }

  private static Column column(String name, String path, String dataType, Set<ActivityType> types, Cell cell) {
    return new Column(name, "{{Activity." + path + "}}", dataType, types, cell);
  }

  private static Column field(String name, String dataType, Set<ActivityType> types, Cell cell) {
    return column(name, "Field(" + name + ")", dataType, types, cell);
  }

  @SafeVarargs
  private static EnumSet<ActivityType> union(Set<ActivityType>... sets) {
    var all = EnumSet.noneOf(ActivityType.class);
    for (Set<ActivityType> set : sets) {
      all.addAll(set);
    }
    return all;
  }
}
