package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.connectors.salesforce.SalesforceMapping.How;
import dev.caravan.connectors.salesforce.SalesforceMapping.Source;
import dev.caravan.connectors.salesforce.SalesforceMapping.StatusWords;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.FactJson;
import dev.caravan.journal.FactValues;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import dev.caravan.parse.Amounts;
import dev.caravan.parse.Parsed;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Turns rows of query replies into facts as the mapping says. A row that cannot be read is set aside with its reason;
 * the others go on.
 *
 * <p>A record's fact has the id {@code lead-00Q…@<SystemModstamp>}: a row read twice is one fact. A lead whose status
 * means something to us gives a second fact, {@code lead-status-00Q…@…}. A contact role gives its opportunity with that one
 * contact, {@code contact-role-00K…@…}. A member of a buying group gives one where a person said something of it
 * ({@link Members}), {@code member-a0C…@…}. A deleted record says only that, {@code lead-00Q…@…/deleted}. A task gives a touch ({@link Tasks}), {@code call-00T…}.
 */
public final class SalesforceFacts {
  private final SalesforceMapping mapping;
  private final String source;
  private final MappedFields mapped;
  private final Supplier<OrgSchema> schema;
  private final HistoryFacts histories;

  /**
   * Facts of one org.
   *
   * @param source the name the org is connected by, {@code salesforce} unless there are several
   */
  public SalesforceFacts(SalesforceMapping mapping, String source) {
    this(mapping, source, () -> OrgSchema.UNKNOWN);
  }

  /** The same where it is known what the org shows. */
  SalesforceFacts(SalesforceMapping mapping, String source, Supplier<OrgSchema> schema) {
    this.mapping = mapping;
    this.source = source;
    this.mapped = new MappedFields(mapping);
    this.schema = schema;
    this.histories = new HistoryFacts(this, mapping, source);
  }

  String source() {
    return source;
  }

  /** What is read: members of buying groups and tasks only where the mapping says how. */
  List<Stream> streams() {
    return Arrays.stream(Stream.values())
        .filter(stream -> !stream.isOptional() || !mapping.reads(stream.mapped()).isEmpty()).toList();
  }

  /** Why a stream cannot be read in this org, {@code ""} if it can. */
  String missing(Stream stream) {
    OrgSchema org = schema.get();
    String object = stream.object();
    if (org.lacksObject(object)) {
      return "Salesforce has no object " + object + ", or hides it from Caravan's user";
    }
    List<String> lacking = mapped.neededIn(stream).stream().filter(field -> org.lacks(object, field)).toList();
    return lacking.isEmpty() ? "" : "Salesforce shows no " + String.join(", ", lacking)
        + ", without which nothing can be made of these records";
  }

  /**
   * The fields to ask Salesforce for: those that the org shows.
   *
   * @param first whether the stream is read for the first time, and so with the history of its records
   */
  String select(Stream stream, boolean first) {
    OrgSchema org = schema.get();
    String object = stream.object();
    var fields = new ArrayList<>(List.of("Id", "SystemModstamp"));
    if (stream == Stream.CONTACT_ROLE) {
      fields.addAll(List.of("OpportunityId", "ContactId", "Contact.Email", "Role", "Opportunity.SystemModstamp",
          "Opportunity.IsClosed"));
      mapping.fields(Stream.OPPORTUNITY.word()).forEach(field -> fields.add("Opportunity." + field));
    } else {
      fields.addAll(mapping.fields(stream.mapped()));
    }
    if (stream.isDeletable()) {
      fields.add("IsDeleted");
    }
    if (stream.tellsCreation()) {
      fields.add("CreatedDate");
    }
    if (stream.isMergeable()) {
      fields.add("MasterRecordId");
    }
    if (stream == Stream.LEAD) {
      fields.addAll(List.of("OwnerId", OwnerRule.SET_BY_US));
    }
    if (stream == Stream.OPPORTUNITY) {
      fields.add("IsClosed");
    }
    List<String> shown = shown(org, object, fields);
    boolean history = first && stream.hasHistory() && org.object(object).filter(RecordHistory::isKept).isPresent();
    if (stream == Stream.OPPORTUNITY && !org.lacksObject(Stream.CONTACT_ROLE.object())) {
      List<String> of = List.of("ContactId", "Contact.Email", "Role", "IsDeleted", "CreatedDate");
      shown.add("(SELECT " + String.join(", ", shown(org, Stream.CONTACT_ROLE.object(), of.subList(0, history ? 5 : 4)))
          + " FROM OpportunityContactRoles)");
    }
    if (history) {
      shown.add(RecordHistory.select());
    }
    return "SELECT " + String.join(", ", shown) + " FROM " + object;
  }

  /** Each field once, in any case of its name: Salesforce refuses one that is asked for twice. */
  private static List<String> shown(OrgSchema org, String object, List<String> fields) {
    var names = new java.util.HashSet<String>();
    return new ArrayList<>(fields.stream().filter(field -> names.add(field.toLowerCase(Locale.ROOT)))
        .filter(field -> !org.lacks(object, field)).toList());
  }

  String only(Stream stream) {
    if (stream == Stream.CONTACT_ROLE) {
      String deals = mapping.only(Stream.OPPORTUNITY.word());
      return deals.isEmpty() ? "" : "OpportunityId IN (SELECT Id FROM Opportunity WHERE " + deals + ")";
    }
    String only = mapping.only(stream.mapped());
    String about = stream == Stream.TASK ? Tasks.only(mapping.reads(stream.mapped())) : "";
    return about.isEmpty() || only.isEmpty() ? about + only : about + " AND (" + only + ")";
  }

  /** The facts of some rows of a stream, with the cursor that covers them. */
  Arrival arrival(Stream stream, List<JsonNode> rows, String cursor, boolean upToDate) {
    var facts = new ArrayList<Fact>();
    var setAside = new ArrayList<Arrival.SetAside>();
    String name = stream.of(source);
    for (int i = 0; i < rows.size(); i++) {
      JsonNode row = rows.get(i);
      int before = facts.size();
      try {
        add(facts, stream, row);
        for (int made = before; made < facts.size(); made++) {
          facts.set(made, FactValues.typed(facts.get(made)));
        }
      } catch (IllegalArgumentException | DateTimeException | FactJson.Unreadable e) {
        facts.subList(before, facts.size()).clear();
        setAside.add(new Arrival.SetAside(name + " " + row.path("Id").asText("?"), i + 1L,
            e instanceof DateTimeException ? "a time that is none" : String.valueOf(e.getMessage())));
      }
    }
    return new Arrival(name, facts, setAside, cursor, upToDate);
  }

  private void add(List<Fact> facts, Stream stream, JsonNode row) {
    String id = row.path("Id").asText("");
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a record without Id");
    }
    Instant stamp = Soql.time(row.path("SystemModstamp").asText(""));
    if (row.path("IsDeleted").asBoolean()) {
      DeletedFacts.add(facts, source, stream, id, row, stamp, stream == Stream.CONTACT_ROLE ? Map.of() : values(stream, row));
      return;
    }
    Map<String, String> values = stream == Stream.CONTACT_ROLE ? values(Stream.OPPORTUNITY, row.path("Opportunity"))
        : values(stream, row);
    switch (stream) {
      case ACCOUNT -> {
        facts.add(new Fact.Account(first(stream, id, id, row, stamp), values));
        facts.addAll(histories.of(stream, id, id, row, created(row, stamp), stamp));
      }
      case USER -> facts.add(new Fact.User(first(stream, id, id, row, stamp), text(values, "name"),
          text(values, "email").toLowerCase(Locale.ROOT), yes(values, "active"), text(values, "time_zone")));
      case LEAD -> {
        Fact.Head head = head(stream, id, subject(values, id), stamp);
        facts.add(person(first(stream, id, subject(values, id), row, stamp), id, values));
        facts.addAll(histories.of(stream, id, subject(values, id), row, created(row, stamp), stamp));
        addStatus(facts, head, id, row, stamp);
        addOwner(facts, head, id, row, stamp);
      }
      case CONTACT -> {
        facts.add(person(first(stream, id, subject(values, id), row, stamp), id, values));
        facts.addAll(histories.of(stream, id, subject(values, id), row, created(row, stamp), stamp));
      }
      case OPPORTUNITY -> {
        List<Fact> before = histories.of(stream, id, id, row, created(row, stamp), stamp);
        Fact.Head head = deal(id, values, row, stamp);
        // What it says now is not to be overtaken by what it said before.
        long known = Math.min(head.time(), HistoryFacts.newest(before, head.recorded() - 1_000) + 1_000);
        facts.add(opportunity(head.recordedAt(Math.max(head.recorded(), known)), values, row,
            row.path("OpportunityContactRoles").path("records")));
        facts.addAll(before);
      }
      case CONTACT_ROLE -> {
        JsonNode deal = row.path("Opportunity");
        // What it says of the opportunity is true since that last changed.
        Instant since = Soql.time(deal.path("SystemModstamp").asText(""));
        long time = (since.isAfter(stamp) ? since : stamp).toEpochMilli();
        var head = new Fact.Head(source, stream.word() + "-" + id + "@" + at(stamp), row.path("OpportunityId").asText(""), time,
            time, "");
        facts.add(opportunity(head, values, deal, List.of(row)));
      }
      case CAMPAIGN -> facts.add(new Fact.Campaign(head(stream, id, id, stamp), text(values, "name"),
          minor(values, "cost"), text(values, "currency"), text(values, "starts"), text(values, "ends")));
      case CONTRACT -> facts.add(new Fact.Contract(first(stream, id, id, row, stamp), text(values, "account"),
          text(values, "solution"), text(values, "ends")));
      case MEMBER -> Members.said(values).ifPresent(said -> facts.add(new Fact.Membership(
          head(stream, id, Members.subject(values, source), stamp), text(values, "account"), text(values, "solution"),
          said.role(), said.in(), "")));
      case TASK -> {
        Tasks.touch(source, id, values, stamp).ifPresent(facts::add);
        Tasks.answer(source, id, values, stamp, mapping.status()).ifPresent(facts::add);
      }
    }
  }

  static Fact.ContactRole contact(JsonNode role) {
    String email = role.path("Contact").path("Email").asText("").strip().toLowerCase(Locale.ROOT);
    return new Fact.ContactRole(email.isEmpty() ? "salesforce:" + role.path("ContactId").asText("") : email,
        role.path("Role").asText(""));
  }

  private static Fact person(Fact.Head head, String id, Map<String, String> values) {
    var rest = new LinkedHashMap<>(values);
    rest.remove("email");
    return new Fact.Person(head, Map.of("salesforce", id), rest);
  }

  void addStatus(List<Fact> facts, Fact.Head of, String id, JsonNode row, Instant stamp) {
    StatusWords words = mapping.status();
    String status = words.means().getOrDefault(row.path(words.statusField()).asText(""), "");
    if (status.isEmpty()) {
      return;
    }
    String reason = "";
    if (status.equals("rejected")) {
      String said = words.reasonField().isEmpty() ? "" : row.path(words.reasonField()).asText("");
      reason = words.reasons().getOrDefault(said, "other");
    }
    var head = new Fact.Head(source, "lead-status-" + id + "@" + at(stamp), of.subject(), stamp.toEpochMilli(),
        stamp.toEpochMilli(), "");
    facts.add(new Fact.LeadStatus(head, status, reason));
  }

  /** Somebody took a lead over from whom Caravan had given it to; said again it is an echo. */
  private void addOwner(List<Fact> facts, Fact.Head of, String id, JsonNode row, Instant stamp) {
    String owner = row.path("OwnerId").asText("");
    String setByUs = row.path(OwnerRule.SET_BY_US).asText("");
    if (owner.startsWith("005") && !setByUs.isEmpty() && !Org.same(owner, setByUs)) {
      long time = stamp.toEpochMilli();
      var head = new Fact.Head(source, "owner-change-" + id + "@" + at(stamp), of.subject(), time, time, "");
      facts.add(new Fact.OwnerChange(head, owner, ""));
    }
  }

  static Fact opportunity(Fact.Head head, Map<String, String> values, JsonNode row,
      Iterable<JsonNode> roles) {
    var contacts = new ArrayList<Fact.ContactRole>();
    for (JsonNode role : roles) {
      if (!role.path("IsDeleted").asBoolean()) {
        contacts.add(contact(role));
      }
    }
    // An open opportunity's close date is a hope, not an event.
    String closed = row.path("IsClosed").asBoolean() ? text(values, "closed_at") : "";
    return new Fact.Opportunity(head, text(values, "account"), text(values, "solution"), text(values, "kind"),
        text(values, "stage"), yes(values, "won"), closed, minor(values, "amount"), text(values, "currency"),
        text(values, "owner"), contacts);
  }

  Map<String, String> values(Stream stream, JsonNode row) {
    var values = new LinkedHashMap<String, String>();
    OrgSchema org = schema.get();
    for (Map.Entry<String, Source> entry : mapping.reads(stream.mapped()).entrySet()) {
      Source from = entry.getValue();
      boolean asked = from.how() == How.FIXED || !org.lacks(stream.object(), from.field());
      // A field that is not shown says nothing, not even that it is empty.
      String value = asked ? value(from, row) : MappedFields.isCurrency(from.field()) ? org.currency() : "";
      if (!value.isEmpty()) {
        values.put(entry.getKey(), value);
      }
    }
    return values;
  }

  private static String value(Source from, JsonNode row) {
    if (from.how() == How.FIXED) {
      return from.field();
    }
    JsonNode node = row;
    for (String step : from.field().split("\\.", -1)) {
      node = node.path(step);
    }
    boolean filled = !node.isMissingNode() && !node.isNull() && !(node.isTextual() && node.asText().isBlank());
    return switch (from.how()) {
      case FILLED -> String.valueOf(filled);
      case NOT -> filled ? String.valueOf(!node.asBoolean()) : "";
      case AS_IS -> filled ? plain(node) : "";
      case FIXED -> from.field();
    };
  }

  private static String plain(JsonNode node) {
    return node.isNumber() ? node.decimalValue().stripTrailingZeros().toPlainString() : node.asText().strip();
  }

  private Fact.Head head(Stream stream, String id, String subject, Instant stamp) {
    long time = stamp.toEpochMilli();
    return new Fact.Head(source, stream.word() + "-" + id + "@" + at(stamp), subject, time, time, "");
  }

  /**
   * Of a record that may be read for the first time: it has been there since it was created, though what it says is as of its
   * last change. Where its past is not read any more, the journal knows it from now on.
   */
  private Fact.Head first(Stream stream, String id, String subject, JsonNode row, Instant stamp) {
    Fact.Head head = head(stream, id, subject, stamp);
    return head.recordedAt(created(row, stamp).toEpochMilli());
  }

  /** A decided opportunity is known from the day it was decided, an open one since it was created. */
  private Fact.Head deal(String id, Map<String, String> values, JsonNode row, Instant stamp) {
    Fact.Head head = first(Stream.OPPORTUNITY, id, id, row, stamp);
    String closed = row.path("IsClosed").asBoolean() ? text(values, "closed_at") : "";
    return closed.isEmpty() ? head : head.recordedAt(Math.max(head.recorded(), Math.min(head.time(), endOf(closed, head.time()))));
  }

  /** The end of a day, epoch ms. */
  private static long endOf(String day, long otherwise) {
    try {
      return Math.floorDiv(Times.parse(day), Times.DAY) * Times.DAY + Times.DAY - 1_000;
    } catch (DateTimeException e) {
      return otherwise;
    }
  }

  private static Instant created(JsonNode row, Instant stamp) {
    String created = row.path("CreatedDate").asText("");
    Instant at = created.isEmpty() ? stamp : Soql.time(created);
    return at.isBefore(stamp) ? at : stamp;
  }

  /** Whole seconds where possible; two changes within a second stay two facts. */
  static String at(Instant stamp) {
    return stamp.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private String subject(Map<String, String> values, String id) {
    String email = text(values, "email");
    return email.contains("@") ? email : source + ":" + id;
  }

  static String text(Map<String, String> values, String name) {
    return values.getOrDefault(name, "");
  }

  private static boolean yes(Map<String, String> values, String name) {
    return "true".equals(values.get(name));
  }

  /** Money in minor units of its currency; a number with more decimals than the currency has is rounded half up. */
  private static long minor(Map<String, String> values, String name) {
    String amount = text(values, name);
    if (amount.isEmpty()) {
      return 0;
    }
    if (Amounts.minor(amount, text(values, "currency")) instanceof Parsed.Read<Long> read) {
      return read.value();
    }
    throw new IllegalArgumentException("the value of " + name + " is no amount of money");
  }
}
