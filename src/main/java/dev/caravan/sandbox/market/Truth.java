package dev.caravan.sandbox.market;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Writes the truth file; its shape is described at {@link Market}. */
final class Truth {
  private final MarketSettings settings;
  private final Population population;
  private final List<Story> stories;
  private final List<NaturalBursts.Burst> bursts;
  private final JsonGenerator json;

  /** What was planted, and what came together by itself. */
  record Told(List<Story> stories, List<NaturalBursts.Burst> bursts) {}

  private Truth(MarketSettings settings, Population population, Told told, JsonGenerator json) {
    this.settings = settings;
    this.population = population;
    this.stories = told.stories();
    this.bursts = told.bursts();
    this.json = json;
  }

  static void write(
      Path file, MarketSettings settings, Population population, Told told, MarketSummary summary,
      Map<String, long[]> counts) throws IOException {
    // A line feed whatever the machine: the file must be the same everywhere.
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter pretty = new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent);
    try (OutputStream out = Files.newOutputStream(file);
        JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
      json.setPrettyPrinter(pretty);
      new Truth(settings, population, told, json).write(summary, counts);
      json.writeRaw('\n');
    }
  }

  private void write(MarketSummary summary, Map<String, long[]> counts) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("settings");
    json.writeNumberField("people", settings.people());
    json.writeNumberField("seed", settings.seed());
    json.writeStringField("end", settings.end().toString());
    json.writeNumberField("days", settings.days());
    json.writeNumberField("noise", settings.noise());
    if (settings.busy() > 0) {
      json.writeNumberField("busy", settings.busy());
    }
    json.writeEndObject();
    if (settings.busy() > 0) {
      json.writeObjectFieldStart("sales");
      Sales.USUAL.write(json);
      json.writeEndObject();
    }

    stories("coordinated", story -> story.plant() == Plant.COORDINATED);
    stories("groups", story -> story.plant() == Plant.GROUP);
    stories("mql", story -> story.plant() == Plant.MQL);
    stories("hand_raisers", story -> story.plant() == Plant.HAND_RAISER);
    stories("explorers", story -> story.plant() == Plant.EXPLORER);
    stories("students", story -> story.plant() == Plant.STUDENT);
    stories("decoys", story -> story.plant().isDecoy());
    worthALook();
    emails("free_mail", person -> person.trait() == Person.Trait.FREE_MAIL);
    emails("competitors", person -> person.trait() == Person.Trait.COMPETITOR);
    emails("own_company", person -> person.trait() == Person.Trait.OWN_COMPANY);
    emails("role_mailboxes", person -> person.trait() == Person.Trait.ROLE_MAILBOX);
    ambiguousDomains();
    converted();
    // Ordinary acts that would coordinate by chance are withheld, so this stays empty; the key is part of the shape.
    json.writeArrayFieldStart("accidental");
    json.writeEndArray();
    counts(summary, counts);
    json.writeEndObject();
  }

  private void stories(String name, Predicate<Story> which) throws IOException {
    json.writeArrayFieldStart(name);
    for (Story story : stories) {
      if (which.test(story)) {
        story(story);
      }
    }
    json.writeEndArray();
  }

  private void story(Story story) throws IOException {
    json.writeStartObject();
    if (story.plant().isDecoy()) {
      json.writeStringField("kind", story.plant().slug);
    }
    Account account = story.account();
    if (account == null || story.plant() == Plant.SHARED_DOMAIN) {
      json.writeNullField("account");
    } else {
      json.writeStringField("account", account.id());
    }
    json.writeStringField("solution", story.solution().slug);
    if (story.asset() != null) {
      json.writeStringField("asset", story.asset().name());
    }
    if (story.plant().people <= 1 && story.people().size() == 1) {
      json.writeStringField("person", story.people().get(0).subject());
      String title = story.people().get(0).profile().title();
      if (title != null) {
        json.writeStringField("title", title);
      }
    }
    json.writeArrayFieldStart("people");
    for (Person person : story.people()) {
      json.writeString(person.subject());
    }
    json.writeEndArray();
    json.writeStringField("first", story.people().get(0).subject());
    json.writeStringField("at", Instant.ofEpochSecond(story.from()).toString());
    json.writeStringField("until", Instant.ofEpochSecond(story.until()).toString());
    if (story.sharing() != null) {
      json.writeStringField("sharing", story.sharing());
    }
    json.writeEndObject();
  }

  private void worthALook() throws IOException {
    json.writeArrayFieldStart("worth_a_look");
    for (Story story : stories) {
      String kind = switch (story.plant()) {
        case COORDINATED -> "meeting";
        case GROUP -> "group";
        case HAND_RAISER -> "request";
        default -> "";
      };
      Account account = story.account();
      if (!kind.isEmpty() && account != null) {
        look(kind, account, story.solution(), story.from(), story.until());
        json.writeEndObject();
      }
    }
    for (NaturalBursts.Burst burst : bursts) {
      look("burst", burst.account(), burst.solution(), burst.from(), burst.until());
      json.writeNumberField("people", burst.people());
      json.writeNumberField("visits", burst.visits());
      json.writeNumberField("usual", Math.round(burst.usual() * 10) / 10.0);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void look(String kind, Account account, Solution solution, long from, long until) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", kind);
    json.writeStringField("account", account.id());
    json.writeStringField("solution", solution.slug);
    json.writeStringField("at", Instant.ofEpochSecond(from).toString());
    json.writeStringField("until", Instant.ofEpochSecond(until).toString());
  }

  private void emails(String name, Predicate<Person> which) throws IOException {
    json.writeArrayFieldStart(name);
    for (Person person : population.people()) {
      if (which.test(person)) {
        json.writeString(person.subject());
      }
    }
    json.writeEndArray();
  }

  private void ambiguousDomains() throws IOException {
    json.writeArrayFieldStart("ambiguous_domains");
    for (Account account : population.accounts()) {
      if (account.plant() == Plant.SHARED_DOMAIN && account.index() == account.guard()) {
        json.writeStartObject();
        json.writeStringField("domain", account.domain());
        json.writeArrayFieldStart("accounts");
        json.writeString(account.id());
        json.writeString(population.accounts().get(account.index() + 1).id());
        json.writeEndArray();
        json.writeArrayFieldStart("people");
        for (Person person : population.people()) {
          if (person.account() != null && person.account().guard() == account.guard()) {
            json.writeString(person.subject());
          }
        }
        json.writeEndArray();
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private void converted() throws IOException {
    json.writeArrayFieldStart("converted");
    for (Person person : population.people()) {
      if (person.records().converted()) {
        json.writeStartObject();
        json.writeStringField("person", person.subject());
        json.writeStringField("lead", person.records().lead());
        json.writeStringField("contact", person.records().contact());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private void counts(MarketSummary summary, Map<String, long[]> counts) throws IOException {
    json.writeObjectFieldStart("counts");
    json.writeNumberField("facts", summary.facts());
    json.writeNumberField("activities", summary.activities());
    json.writeNumberField("people", summary.people());
    json.writeNumberField("accounts", summary.accounts());
    json.writeNumberField("machine_clicks", summary.machineClicks());
    json.writeNumberField("withheld", summary.withheld());
    json.writeObjectFieldStart("types");
    for (Map.Entry<String, long[]> count : counts.entrySet()) {
      json.writeNumberField(count.getKey(), count.getValue()[0]);
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
