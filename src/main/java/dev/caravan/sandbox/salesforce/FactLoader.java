package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the facts about Salesforce's own records; a line that cannot be read costs that line only. */
final class FactLoader {
  private static final Logger LOG = LoggerFactory.getLogger(FactLoader.class);
  private static final Pattern OTHERS =
      Pattern.compile("\"type\"\\s*:\\s*\"(?:activity\\.|tick|touch|lead-status|owner-change|membership|command)");

  private static final Map<String, String> LEAD = Map.ofEntries(
      Map.entry("first_name", "FirstName"), Map.entry("last_name", "LastName"), Map.entry("title", "Title"),
      Map.entry("phone", "Phone"), Map.entry("owner", "OwnerId"), Map.entry("email", "Email"),
      Map.entry("country", "Country"), Map.entry("state", "State"), Map.entry("company", "Company"),
      Map.entry("industry", "Industry"), Map.entry("employees", "NumberOfEmployees"), Map.entry("website", "Website"),
      Map.entry("status", "Status"), Map.entry("converted_to", "ConvertedContactId"));
  private static final Map<String, String> CONTACT = Map.of(
      "first_name", "FirstName", "last_name", "LastName", "title", "Title", "phone", "Phone", "owner", "OwnerId",
      "email", "Email", "country", "MailingCountry", "state", "MailingState", "account", "AccountId");
  /** Keys of a person that are no field of the record, or not of this kind of record. */
  private static final Set<String> SET_APART = Set.of("ids", "consent", "bounced", "account", "company", "industry",
      "employees", "website", "status", "converted_to");

  /** A fact whose time has not come when the file is read. */
  record Later(Instant at, JsonNode fact) {}

  private final Drafts drafts;
  private final Instant until;
  private final List<Later> later = new ArrayList<>();
  private int unreadable;

  /**
   * Reads facts into drafts.
   *
   * @param until facts that happen after this moment are put by
   */
  FactLoader(Drafts drafts, Instant until) {
    this.drafts = drafts;
    this.until = until;
  }

  /** What was put by, the earliest first. */
  Deque<Later> later() {
    later.sort(Comparator.comparing(Later::at));
    return new ArrayDeque<>(later);
  }

  int unreadable() {
    return unreadable;
  }

  void read(Path file) {
    int number = 0;
    try (var bytes = Files.newInputStream(file);
        var in = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), 1 << 16)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (line.isBlank() || OTHERS.matcher(line).find()) {
          continue;
        }
        String problem = problem(line);
        if (!problem.isEmpty()) {
          unreadable++;
          LOG.warn("{}:{}: left out: {}", file.getFileName(), number, problem);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the facts in " + file, e);
    }
  }

  /** Takes one fact; says what is wrong with it, or nothing. */
  private String problem(String line) {
    JsonNode fact;
    try {
      fact = Json.MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      return "not JSON: " + e.getOriginalMessage();
    }
    try {
      String type = fact.path("type").asText();
      boolean person = type.equals("person") && fact.path("source").asText().equals("salesforce");
      if (person || List.of("account", "user", "campaign", "opportunity", "contract").contains(type)) {
        Instant at = Values.instant(fact.path("time").asText());
        if (at.isAfter(until)) {
          later.add(new Later(at, fact));
        } else {
          take(type, fact, at);
        }
      }
      return "";
    } catch (DateTimeException | Refusal | IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Takes a fact that was put by, into these drafts. */
  static void take(Later later, Drafts drafts) {
    new FactLoader(drafts, later.at()).take(later.fact().path("type").asText(), later.fact(), later.at());
  }

  private void take(String type, JsonNode fact, Instant at) {
    String subject = fact.path("subject").asText();
    if (subject.isEmpty()) {
      throw new IllegalArgumentException("the fact has no subject; expected the record's id or the person's e-mail");
    }
    JsonNode data = fact.path("data");
    switch (type) {
      case "person" -> person(fact, subject, data, at);
      case "account" -> fields(drafts.of("Account", subject, at), data, Map.of(
          "name", "Name", "website", "Website", "industry", "Industry", "employees", "NumberOfEmployees",
          "country", "BillingCountry", "owner", "OwnerId", "customer", "Customer__c", "solutions", "Solutions__c",
          "parent", "ParentId"));
      case "user" -> user(drafts.of("User", subject, at), data);
      case "campaign" -> {
        Drafts.Draft draft = drafts.of("Campaign", subject, at);
        fields(draft, data, Map.of("name", "Name", "cost", "ActualCost", "currency", "CurrencyIsoCode",
            "starts", "StartDate", "ends", "EndDate"));
        draft.set("IsActive", "true");
      }
      case "opportunity" -> opportunity(drafts.of("Opportunity", subject, at), data);
      default -> fields(drafts.of("Contract", recordId(fact, subject, "800"), at), data, Map.of(
          "account", "AccountId", "solution", "Solution__c", "ends", "EndDate", "status", "Status",
          "starts", "StartDate"));
    }
  }

  private void person(JsonNode fact, String subject, JsonNode data, Instant at) {
    String id = data.path("ids").path("salesforce").asText("");
    if (id.isEmpty()) {
      id = recordId(fact, subject, "00");
    }
    boolean contact = id.startsWith("003") || fact.path("id").asText().startsWith("contact-");
    Drafts.Draft draft = drafts.of(contact ? "Contact" : "Lead", id, at);
    if (subject.contains("@")) {
      draft.set("Email", subject);
    }
    fields(draft, data, contact ? CONTACT : LEAD, SET_APART);
    if (!contact && data.hasNonNull("converted_to")) {
      draft.set("IsConverted", "true");
      draft.set("ConvertedDate", at.atZone(ZoneOffset.UTC).toLocalDate().toString());
    }
    JsonNode consent = data.path("consent");
    if (consent.has("email")) {
      draft.set("HasOptedOutOfEmail", String.valueOf(!consent.path("email").asBoolean()));
    }
    if (consent.has("phone")) {
      draft.set("DoNotCall", String.valueOf(!consent.path("phone").asBoolean()));
    }
    if (data.has("bounced")) {
      boolean bounced = data.path("bounced").asBoolean();
      draft.set("EmailBouncedDate", bounced ? at.toString() : "");
      draft.set("EmailBouncedReason", bounced ? "bounced" : "");
    }
  }

  private static void user(Drafts.Draft draft, JsonNode data) {
    String name = data.path("name").asText("").strip();
    int blank = name.lastIndexOf(' ');
    if (!name.isEmpty()) {
      draft.set("FirstName", blank < 0 ? "" : name.substring(0, blank));
      draft.set("LastName", name.substring(blank + 1));
    }
    fields(draft, data, Map.of("email", "Email", "active", "IsActive", "time_zone", "TimeZoneSidKey"),
        Set.of("name"));
    if (data.hasNonNull("email")) {
      draft.set("Username", data.path("email").asText());
    }
  }

  private void opportunity(Drafts.Draft draft, JsonNode data) {
    fields(draft, data, Map.of("account", "AccountId", "solution", "Solution__c", "kind", "Kind__c",
        "stage", "StageName", "won", "IsWon", "closed_at", "CloseDate", "amount", "Amount",
        "currency", "CurrencyIsoCode", "owner", "OwnerId",
        "name", "Name"), Set.of("contacts"));
    if (data.has("closed_at")) {
      draft.set("IsClosed", String.valueOf(!data.path("closed_at").isNull()));
    }
    if (data.path("contacts").isArray()) {
      draft.contacts(data.path("contacts"));
    }
  }

  private static void fields(Drafts.Draft draft, JsonNode data, Map<String, String> names) {
    fields(draft, data, names, Set.of());
  }

  /** Known keys by their names, the rest as custom fields of the org. */
  private static void fields(
      Drafts.Draft draft, JsonNode data, Map<String, String> names, Set<String> unsaid) {
    for (var entry : data.properties()) {
      String key = entry.getKey();
      String field = names.get(key.toLowerCase(Locale.ROOT));
      if (field != null) {
        draft.set(field, text(entry.getValue()));
      } else if (!unsaid.contains(key)) {
        draft.custom(key, entry.getValue(), text(entry.getValue()));
      }
    }
  }

  private static String text(JsonNode node) {
    if (!node.isArray()) {
      return node.isNull() ? "" : node.isContainerNode() ? node.toString() : node.asText();
    }
    var parts = new java.util.ArrayList<String>();
    node.forEach(part -> parts.add(part.asText()));
    return String.join(";", parts);
  }

  /** The id inside {@code lead-00Q5@2026-01-02T03:04:05Z}, else the subject. */
  private static String recordId(JsonNode fact, String subject, String prefix) {
    String id = fact.path("id").asText();
    int dash = id.indexOf('-');
    int at = id.lastIndexOf('@');
    boolean shaped = dash > 0 && at > dash;
    if (subject.startsWith(prefix) || !shaped && id.isEmpty()) {
      return subject;
    }
    return shaped ? id.substring(dash + 1, at) : at > 0 ? id.substring(0, at) : id;
  }
}
