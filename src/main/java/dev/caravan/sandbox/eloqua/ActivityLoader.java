package dev.caravan.sandbox.eloqua;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes activities of activity facts, and contacts of the people nobody else told of. */
final class ActivityLoader {
  private static final String VISITOR = "eloqua-visitor:";
  private static final long NOT_NUMBERED = -1;

  private record Draft(Activity activity, String contact) {}

  private final Map<ActivityType, List<Draft>> drafts = new EnumMap<>(ActivityType.class);
  private final Map<ActivityType, Set<Long>> numbers = new EnumMap<>(ActivityType.class);
  private final Set<String> foreign = new HashSet<>();
  private final Map<Object, Object> pool = new HashMap<>();
  private final Map<String, Long> campaigns = new TreeMap<>();
  private long nextStranger = FactLoader.FIRST_ASSIGNED_CONTACT;

  void take(JsonNode fact, String kind, long at) {
    ActivityType type = ActivityType.ofKind(kind);
    if (type == null) {
      throw new IllegalArgumentException("unknown activity kind \"" + kind + "\"");
    }
    String factId = fact.path("id").asText();
    Long number = number(type, fact.path("source").asText(), factId);
    if (number == null) {
      return; // a repeated fact
    }
    String subject = fact.path("subject").asText();
    JsonNode data = fact.path("data");
    String visitor = data.path("visitor").asText();
    boolean anonymous = subject.startsWith(VISITOR);
    if (anonymous && visitor.isEmpty()) {
      visitor = subject.substring(VISITOR.length());
    }
    String campaign = same(data.path("campaign").asText());
    if (!campaign.isEmpty()) {
      campaigns.merge(campaign, at, Math::min);
    }
    var activity = new Activity(
        type,
        number,
        at,
        fact.has("recordedtime") ? FactLoader.millis(fact, "recordedtime") : Long.MIN_VALUE,
        0,
        subject.contains("@") ? same(subject) : "",
        asset(type, kind, data.path("asset")),
        campaign,
        number == NOT_NUMBERED ? factId : "",
        mail(data),
        web(data, visitor),
        rawData(data.path("fields")));
    drafts.computeIfAbsent(type, t -> new ArrayList<>())
        .add(new Draft(activity, anonymous ? "" : same(data.path("contact").asText())));
  }

  /** The activity id a fact brings, -1 when it brings none that is free, null when the fact was here before. */
  private @Nullable Long number(ActivityType type, String source, String factId) {
    int dash = factId.lastIndexOf('-');
    String digits = factId.substring(dash + 1);
    boolean numeric = dash > 0 && factId.indexOf('-') == dash && isNumber(digits);
    Set<Long> taken = numbers.computeIfAbsent(type, t -> new HashSet<>());
    boolean own = numeric && source.equals("eloqua") && factId.substring(0, dash).equalsIgnoreCase(type.bulkName());
    if (own) {
      long number = Long.parseLong(digits);
      return taken.add(number) ? (Long) number : foreignHas(type, number);
    }
    if (!foreign.add(source + ' ' + factId)) {
      return null;
    }
    if (!numeric || !taken.add(Long.parseLong(digits))) {
      return NOT_NUMBERED;
    }
    foreign.add(ownKey(type, Long.parseLong(digits)));
    return Long.parseLong(digits);
  }

  /** A number that a fact of another shape took before is no repetition, the first time. */
  private @Nullable Long foreignHas(ActivityType type, long number) {
    return foreign.remove(ownKey(type, number)) ? (Long) NOT_NUMBERED : null;
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= 18;
  }

  private static String ownKey(ActivityType type, long number) {
    return type + "#" + number;
  }

  private Activity.Asset asset(ActivityType type, String kind, JsonNode asset) {
    if (asset.isMissingNode() && type != ActivityType.EXTERNAL) {
      return Activity.Asset.NONE;
    }
    String assetType = asset.path("type").asText();
    return same(new Activity.Asset(
        assetType.isEmpty() ? type.assetTypeOf(kind) : assetType,
        asset.path("id").asText(),
        asset.path("name").asText()));
  }

  private Activity.Mail mail(JsonNode data) {
    var mail = new Activity.Mail(
        data.path("recipient").asText(),
        same(data.path("deployment").asText()),
        same(data.path("subject_line").asText()),
        same(data.path("link").asText()),
        same(data.path("web_link").asText()),
        same(data.path("smtp_code").asText()),
        same(data.path("smtp_status").asText()),
        same(data.path("smtp_message").asText()));
    return mail.equals(Activity.Mail.NONE) ? Activity.Mail.NONE : mail;
  }

  private Activity.Web web(JsonNode data, String visitor) {
    var web = new Activity.Web(
        same(visitor),
        data.path("ip").asText(),
        same(data.path("url").asText()),
        same(data.path("referrer").asText()),
        same(data.path("duration_seconds").asText()),
        same(data.path("pages").asText()));
    return web.equals(Activity.Web.NONE) ? Activity.Web.NONE : web;
  }

  private static String rawData(JsonNode fields) {
    if (fields.isEmpty()) {
      return "";
    }
    var text = new StringBuilder();
    for (var field : fields.properties()) {
      text.append(text.isEmpty() ? "" : "&")
          .append(URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8))
          .append('=')
          .append(URLEncoder.encode(Json.plain(field.getValue()), StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  @SuppressWarnings("unchecked")
  private <T> T same(T value) {
    Object earlier = pool.putIfAbsent(value, value);
    return earlier == null ? value : (T) earlier;
  }

  boolean namesCampaign(String id) {
    return campaigns.containsKey(id);
  }

  Set<String> campaignsNamed() {
    return campaigns.keySet();
  }

  long campaignSeen(String id) {
    return campaigns.getOrDefault(id, 0L);
  }

  /** Finds each activity its contact, adding to the contacts who is new, and gives numbers to those without. */
  ActivityShelf shelf(Map<Long, Contact> contacts, Map<String, Tenant.Campaign> known) {
    pool.clear();
    foreign.clear();
    var byMail = new HashMap<String, Long>();
    contacts.values().forEach(contact -> byMail.putIfAbsent(contact.email().toLowerCase(Locale.ROOT), contact.id()));
    byMail.remove("");
    var byCrmId = new HashMap<String, String>();
    known.values().forEach(campaign -> byCrmId.put(campaign.crmId(), campaign.id()));
    byCrmId.remove("");
    var finished = new EnumMap<ActivityType, List<Activity>>(ActivityType.class);
    for (var entry : drafts.entrySet()) {
      Set<Long> taken = numbers.getOrDefault(entry.getKey(), Set.of());
      long next = taken.stream().mapToLong(Long::longValue).max().orElse(0) + 1;
      var list = new ArrayList<Activity>(entry.getValue().size());
      for (Draft draft : entry.getValue()) {
        Activity a = draft.activity();
        long id = a.id() == NOT_NUMBERED ? next++ : a.id();
        list.add(new Activity(
            a.type(), id, a.at(), a.recordedAt(), contact(draft, contacts, byMail), a.email(), a.asset(),
            byCrmId.getOrDefault(a.campaign(), a.campaign()), a.externalId(), a.mail(), a.web(), a.rawData()));
      }
      finished.put(entry.getKey(), list);
    }
    drafts.clear();
    numbers.clear();
    return new ActivityShelf(finished);
  }

  private long contact(Draft draft, Map<Long, Contact> contacts, Map<String, Long> byMail) {
    String ref = draft.contact();
    long given = isNumber(ref) ? Long.parseLong(ref) : 0;
    if (given != 0 && contacts.containsKey(given)) {
      return given;
    }
    String email = draft.activity().email();
    Long known = byMail.get(email.toLowerCase(Locale.ROOT));
    if (known != null) {
      return known;
    }
    if (given == 0 && email.isEmpty()) {
      return 0;
    }
    if (given == 0) {
      nextStranger = PeopleLoader.free(contacts, nextStranger);
    }
    long id = given == 0 ? nextStranger : given;
    contacts.put(id, PeopleLoader.stranger(id, email.isEmpty() ? null : email, draft.activity().at()));
    if (!email.isEmpty()) {
      byMail.put(email.toLowerCase(Locale.ROOT), id);
    }
    return id;
  }
}
