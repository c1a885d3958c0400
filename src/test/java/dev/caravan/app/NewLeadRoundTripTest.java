package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** People who ask us for a quote become Leads with all that is known of them, each value in its place. */
@Timeout(240)
class NewLeadRoundTripTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> FIELDS = Map.of("first_name", "FirstName", "last_name", "LastName", "title", "Title",
      "company", "Company", "country", "Country", "state", "State", "phone", "Phone", "industry", "Industry", "website", "Website");

  @TempDir Path folder;

  @Test
  void every_field_arrives_as_it_was_known_and_reading_it_back_changes_nothing() throws IOException {
    List<String> facts = new ArrayList<>();
    facts.add(Shell.fact("salesforce", "user-1", "user", "005A00000000001IAA", "2026-01-01T00:00:00Z",
        "{\"name\":\"Rep One\",\"email\":\"rep1@caravan.example\",\"active\":true,\"time_zone\":\"Europe/Berlin\"}"));
    Map<String, Map<String, String>> people = new LinkedHashMap<>();
    people.put("maria", Map.of("first_name", "María José", "last_name", "García Márquez"));
    people.put("jan", Map.of("first_name", "Jan", "last_name", "van der Berg"));
    people.put("kim", Map.of("first_name", "Kim", "last_name", "Lee @ Halden"));
    people.put("okonkwo", Map.of("last_name", "Okonkwo Adeyemi"));
    people.put("suharto", Map.of("last_name", "Suharto"));
    people.put("firstonly", Map.of("first_name", "Ana Maria"));
    int id = 1000;
    for (var person : people.entrySet()) {
      var values = JSON.createObjectNode();
      person.getValue().forEach(values::put);
      values.put("company", "Halden GmbH").put("title", "VP Customer Service").put("country", "Germany").put("state", "Bayern")
          .put("phone", "+49 30 901820").put("website", "https://halden.example/de").put("industry", "Healthcare").put("employees", "1.200");
      values.putObject("ids").put("eloqua", String.valueOf(id));
      String mail = person.getKey() + "@halden.example";
      facts.add(Shell.fact("eloqua", "contact-" + id, "person", mail, "2026-01-02T09:00:00Z", values.toString()));
      facts.add(Shell.fact("eloqua", "FormSubmit-" + id, "activity.form-submit", mail, "2026-01-05T10:0" + id % 10 + ":00Z",
          "{\"contact\":\"" + id + "\",\"asset\":{\"type\":\"Form\",\"id\":\"9\",\"name\":\"Customer care | Quote | Ask for a quote\"}}"));
      id++;
    }
    facts.add(Shell.fact("eloqua", "contact-1", "person", "bo@fjord.example", "2026-01-05T11:00:00Z", "{\"ids\":{\"eloqua\":\"1\"},\"first_name\":\"Bo\"}"));
    Path file = Files.write(folder.resolve("facts.ndjson"), facts);
    Path data = folder.resolve("data");
    Shell.Said said = Shell.run("demo", "--once", "--facts", file, "--data", data);

    Map<String, JsonNode> leads = leads(data);
    assertThat(leads).containsOnlyKeys("maria@halden.example", "jan@halden.example", "kim@halden.example", "okonkwo@halden.example",
        "suharto@halden.example");
    people.forEach((name, known) -> {
      JsonNode lead = leads.get(name + "@halden.example");
      if (lead != null) {
        FIELDS.forEach((word, field) -> assertThat(lead.path(field).asText("")).as(name + " " + field)
            .isEqualTo(known.getOrDefault(word, word.endsWith("_name") ? "" : expected(word))));
        assertThat(lead.path("NumberOfEmployees").asLong()).isEqualTo(1200);
      }
    });
    assertThat(said.out()).as("a last name is never made up").contains("is parked in the outbox");

    String before = Shell.run("explain", "maria@halden.example", "--data", data, "--config", data.resolve("config")).out();
    Shell.run("demo", "--once", "--facts", file, "--data", data);
    String after = Shell.run("explain", "maria@halden.example", "--data", data, "--config", data.resolve("config")).out();
    assertThat(after.lines().findFirst()).isEqualTo(before.lines().findFirst());
    assertThat(after).contains("María José García Márquez").doesNotContain("Suharto Suharto");
    assertThat(Shell.run("explain", "suharto@halden.example", "--data", data, "--config", data.resolve("config")).out()).startsWith("Suharto, ");
    leads(data).forEach((mail, lead) -> assertThat(lead).as("written once").isEqualTo(leads.get(mail)));
  }

  private static String expected(String word) {
    return switch (word) {
      case "company" -> "Halden GmbH";
      case "title" -> "VP Customer Service";
      case "country" -> "Germany";
      case "state" -> "Bayern";
      case "phone" -> "+49 30 901820";
      case "industry" -> "Healthcare";
      case "website" -> "https://halden.example/de";
      default -> "";
    };
  }

  /** Leads as they were created, by e-mail, without what an org adds. */
  private static Map<String, JsonNode> leads(Path data) throws IOException {
    Map<String, JsonNode> leads = new LinkedHashMap<>();
    for (String line : Files.readAllLines(data.resolve("sandbox").resolve("salesforce.log"))) {
      for (JsonNode change : JSON.readTree(line).path("changes")) {
        if (change.path("type").asText().equals("Lead") && change.path("op").asText().equals("create")) {
          leads.put(change.path("fields").path("Email").asText(), change.path("fields"));
        }
      }
    }
    return leads;
  }
}
