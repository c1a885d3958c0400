package dev.caravan.sandbox.market;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What sales made, before the busy days, of those who asked for a quote or came to an MQL's points: a contact where there was
 * none, and an opportunity that is won or lost, by the rates of {@link Sales}. What lies after the end never happens.
 */
final class Deals {
  private record Fact(long at, String what, String id, String type, String subject, FactWriter.Data data) implements Entry {
    @Override
    public void write(FactWriter out) throws IOException {
      out.record(what + "-" + id + "@" + out.time(at), "salesforce", type, subject, at, data);
    }
  }

  private static final long DAY = 86_400;
  /** Opportunities of these have numbers of their own. */
  private static final int FIRST_NUMBER = 500_000;

  private final MarketSettings settings;
  private final Sales sales;
  private final List<Entry> entries = new ArrayList<>();

  Deals(MarketSettings settings, Sales sales) {
    this.settings = settings;
    this.sales = sales;
  }

  List<Entry> of(List<Story> stories) {
    long busy = settings.busyFrom().getEpochSecond();
    for (Story story : stories) {
      boolean single = story.plant() == Plant.MQL || story.plant() == Plant.HAND_RAISER;
      Account account = story.account();
      if (single && account != null && story.until() < busy) {
        deal(story, account, Sales.lot(settings.seed(), "deal " + story.people().get(0).index()));
      }
    }
    return entries;
  }

  private void deal(Story story, Account account, Sales.Lot lot) {
    if (lot.share() >= sales.answered() || lot.share() >= sales.opportunity()) {
      return;
    }
    Person person = story.people().get(0);
    long opened = story.until() + DAY * lot.daysToOpportunity(sales);
    long decided = opened + DAY * lot.daysToDecision(sales);
    int amount = lot.amount(sales);
    boolean won = lot.share() < sales.won();
    String known = person.records().contact();
    String contact = known == null ? SalesforceId.of("003", person.index() + 1) : known;
    if (known == null) {
      contact(opened - 60, contact, person, account);
    }
    String id = SalesforceId.of("006", FIRST_NUMBER + person.index());
    opportunity(opened, id, story, account, contact, "Discovery", amount);
    opportunity(decided, id, story, account, contact, won ? "Closed Won" : "Closed Lost", amount);
  }

  private void contact(long at, String id, Person person, Account account) {
    entries.add(new Fact(at, "contact", id, "person", person.subject(), json -> {
      json.writeObjectFieldStart("ids");
      json.writeStringField("salesforce", id);
      json.writeEndObject();
      json.writeStringField("first_name", person.profile().first());
      json.writeStringField("last_name", person.profile().last());
      if (person.profile().title() != null) {
        json.writeStringField("title", person.profile().title());
      }
      json.writeStringField("owner", account.owner());
      json.writeStringField("account", account.id());
    }));
  }

  private void opportunity(long at, String id, Story story, Account account, String contact, String stage, int amount) {
    entries.add(new Fact(at, "opportunity", id, "opportunity", id, json -> {
      json.writeStringField("account", account.id());
      json.writeStringField("solution", story.solution().slug);
      json.writeStringField("kind", "new");
      json.writeStringField("stage", stage);
      json.writeBooleanField("won", stage.equals("Closed Won"));
      if (stage.startsWith("Closed")) {
        json.writeStringField("closed_at", Instant.ofEpochSecond(at).toString());
      }
      json.writeNumberField("amount", amount);
      json.writeStringField("currency", account.place().currency());
      json.writeStringField("owner", account.owner());
      json.writeArrayFieldStart("contacts");
      json.writeStartObject();
      json.writeStringField("person", contact);
      json.writeStringField("role", "Decision Maker");
      json.writeEndObject();
      json.writeEndArray();
    }));
  }
}
