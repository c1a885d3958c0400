package dev.caravan.sandbox.eloqua;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a fact file into what a tenant would hold: people into contacts, activities, accounts and campaigns.
 *
 * <p>A line that can't be read costs that line only. Facts of other types are no business of Eloqua's and are passed.
 */
final class FactLoader {
  static final long FIRST_ASSIGNED_CONTACT = 1_000_000;

  private static final int REASONS_KEPT = 100;

  /** What was read; {@code setAside} holds the first reasons as {@code file:line: what}. */
  record Ground(
      Fields fields,
      ActivityShelf activities,
      Map<String, Tenant.Account> accounts,
      Map<String, Tenant.Campaign> campaigns,
      Map<Long, Contact> contacts,
      Deque<Later> later,
      long setAsideCount,
      List<String> setAside) {}

  private final Fields fields = new Fields();
  private final Map<String, Tenant.Account> accounts = new LinkedHashMap<>();
  private final Map<String, JsonNode> campaignFacts = new LinkedHashMap<>();
  private final PeopleLoader people = new PeopleLoader(fields);
  private final ActivityLoader activities = new ActivityLoader();
  private final List<String> setAside = new ArrayList<>();
  private long setAsideCount;

  private FactLoader() {}

  /**
   * Reads a file.
   *
   * @param until what is told of contacts after this moment (epoch ms) is not among them yet
   */
  static Ground load(Path file, long until) {
    return new FactLoader().read(file, until);
  }

  private Ground read(Path file, long until) {
    ObjectReader reader = Json.MAPPER.readerFor(JsonNode.class);
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          try {
            take(reader.readValue(line));
          } catch (JsonProcessingException e) {
            setAside(file, number, "not JSON; expected one CloudEvents object a line");
          } catch (DateTimeException | IllegalArgumentException e) {
            setAside(file, number, e.getMessage());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the fact file " + file, e);
    }
    Map<Long, Contact> contacts = people.contacts();
    Map<String, Tenant.Campaign> campaigns = campaigns();
    ActivityShelf shelf = activities.shelf(contacts, campaigns);
    Deque<Later> later = people.takeOut(contacts, until);
    return new Ground(fields, shelf, accounts, campaigns, contacts, later, setAsideCount, List.copyOf(setAside));
  }

  private void setAside(Path file, long line, @Nullable String reason) {
    setAsideCount++;
    if (setAside.size() < REASONS_KEPT) {
      setAside.add(file.getFileName() + ":" + line + ": " + reason);
    }
  }

  private void take(JsonNode fact) {
    String type = fact.path("type").asText();
    String source = fact.path("source").asText();
    if (type.isEmpty() || source.isEmpty() || fact.path("id").asText().isEmpty()) {
      throw new IllegalArgumentException("no type, source or id; expected a CloudEvents object with all three");
    }
    if (type.startsWith("activity.")) {
      activities.take(fact, type.substring("activity.".length()), millis(fact, "time"));
    } else if (type.equals("person") && !source.equals("salesforce")) {
      people.take(fact, millis(fact, "time"));
    } else if (type.equals("account")) {
      account(fact, millis(fact, "time"));
    } else if (type.equals("campaign")) {
      millis(fact, "time");
      campaignFacts.put(fact.path("subject").asText(), fact);
    }
  }

  private void account(JsonNode fact, long at) {
    String crmId = fact.path("subject").asText();
    Tenant.Account earlier = accounts.get(crmId);
    var values = new TreeMap<String, String>(earlier == null ? Map.of() : earlier.values());
    values.put("M_SFDCAccountID", crmId);
    JsonNode data = fact.path("data");
    put(values, "M_CompanyName", data.path("name"));
    put(values, "M_Country", data.path("country"));
    put(values, "M_Industry1", data.path("industry"));
    put(values, "M_Employees1", data.path("employees"));
    put(values, "M_Website1", data.path("website"));
    long id = earlier == null ? accounts.size() + 1L : earlier.id();
    accounts.put(crmId, new Tenant.Account(id, crmId, values, earlier == null ? at : earlier.createdAt()));
  }

  private static void put(Map<String, String> values, String field, JsonNode value) {
    if (!value.isMissingNode()) {
      values.put(field, Json.plain(value));
    }
  }

  /** Every campaign a fact tells of or an activity names, by its Eloqua id. */
  private Map<String, Tenant.Campaign> campaigns() {
    var campaigns = new LinkedHashMap<String, Tenant.Campaign>();
    long next = 1;
    for (JsonNode fact : campaignFacts.values()) {
      JsonNode data = fact.path("data");
      String id = data.path("ids").path("eloqua").asText();
      while (id.isEmpty() || (data.path("ids").path("eloqua").isMissingNode() && activities.namesCampaign(id))) {
        id = Long.toString(next++);
      }
      campaigns.put(id, new Tenant.Campaign(
          id,
          fact.path("subject").asText(),
          data.path("name").asText(),
          data.path("cost").asText(),
          day(data.path("starts").asText()),
          day(data.path("ends").asText()),
          millis(fact, "time")));
    }
    activities.campaignsNamed().stream()
        .filter(id -> !campaignFacts.containsKey(id))
        .forEach(id -> campaigns.putIfAbsent(
            id, new Tenant.Campaign(id, "", "Campaign " + id, "", null, null, activities.campaignSeen(id))));
    return campaigns;
  }

  private static @Nullable Long day(String text) {
    if (text.isEmpty()) {
      return null;
    }
    return text.contains("T")
        ? Instant.parse(text).toEpochMilli()
        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  static long millis(JsonNode fact, String name) {
    String text = fact.path(name).asText();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("no " + name + "; expected RFC 3339 in UTC");
    }
    return Instant.parse(text).toEpochMilli();
  }
}
