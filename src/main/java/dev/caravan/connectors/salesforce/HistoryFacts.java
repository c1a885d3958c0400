package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.connectors.salesforce.SalesforceMapping.Source;
import dev.caravan.connectors.salesforce.SalesforceMapping.StatusWords;
import dev.caravan.model.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Facts of what records said before their last change, as far as the org's field history tells ({@link RecordHistory}): each is
 * known since it was set. They say nothing that history does not hold, but for what an opportunity is about.
 *
 * <p>Who somebody is, whose they are and what they agree to is left to the record as it is: an address, an owner or an opt-out of
 * the past is not to come back.
 */
final class HistoryFacts {
  private static final Set<String> OF_NOW = Set.of("email", "account", "account_by_hand", "parent", "domains", "converted_to", "bounced");

  private final SalesforceFacts facts;
  private final SalesforceMapping mapping;
  private final String source;

  HistoryFacts(SalesforceFacts facts, SalesforceMapping mapping, String source) {
    this.facts = facts;
    this.mapping = mapping;
    this.source = source;
  }

  /** The facts behind one row; none where it came without history. */
  List<Fact> of(Stream stream, String id, String subject, JsonNode row, Instant created, Instant stamp) {
    List<RecordHistory.Version> versions = RecordHistory.of(row, created, stamp);
    var made = new ArrayList<Fact>();
    for (RecordHistory.Version version : versions) {
      Fact.Head head = head(stream, id, subject, version.at());
      switch (stream) {
        case LEAD, CONTACT -> {
          Map<String, String> values = values(stream, version, true);
          if (!values.isEmpty()) {
            made.add(new Fact.Person(head, Map.of("salesforce", id), values));
          }
        }
        case ACCOUNT -> {
          Map<String, String> values = values(stream, version, false);
          if (!values.isEmpty()) {
            made.add(new Fact.Account(head, values));
          }
        }
        case OPPORTUNITY -> deal(made, head, version, row);
        case USER, CAMPAIGN, CONTRACT, CONTACT_ROLE, MEMBER, TASK -> { }
      }
    }
    if (stream == Stream.LEAD) {
      statuses(made, id, subject, versions, row);
    }
    return made;
  }

  /** When the newest of some versions began, epoch ms; {@code otherwise} where there are none. */
  static long newest(List<Fact> versions, long otherwise) {
    return versions.stream().mapToLong(fact -> fact.head().time()).max().orElse(otherwise);
  }

  private Fact.Head head(Stream stream, String id, String subject, Instant at) {
    long time = at.toEpochMilli();
    return new Fact.Head(source, stream.word() + "-history-" + id + "@" + at, subject, time, time, "");
  }

  private Map<String, String> values(Stream stream, RecordHistory.Version version, boolean ofPerson) {
    var known = new LinkedHashMap<String, String>();
    Map<String, String> all = facts.values(stream, version.row());
    mapping.reads(stream.mapped()).forEach((word, from) -> {
      boolean ofNow = OF_NOW.contains(word) || word.startsWith("consent.") || ofPerson && word.equals("owner");
      if (!ofNow && version.knows(from.field()) && all.containsKey(word)) {
        known.put(word, all.get(word));
      }
    });
    return known;
  }

  /** An opportunity of which history tells the stage; what else it tells is known, and of its contacts those it had by then. */
  private void deal(List<Fact> made, Fact.Head head, RecordHistory.Version version, JsonNode now) {
    Map<String, Source> reads = mapping.reads(Stream.OPPORTUNITY.mapped());
    Source stage = reads.get("stage");
    if (stage == null || !version.knows(stage.field())) {
      return;
    }
    Map<String, String> all = facts.values(Stream.OPPORTUNITY, version.row());
    var values = new LinkedHashMap<String, String>();
    all.forEach((word, value) -> {
      Source from = reads.get(word);
      boolean about = List.of("account", "solution", "kind", "stage", "currency").contains(word);
      if (about || from != null && version.knows(from.field())) {
        values.put(word, value);
      }
    });
    String was = all.getOrDefault("stage", "");
    boolean same = was.equals(facts.values(Stream.OPPORTUNITY, now).getOrDefault("stage", ""));
    String word = was.toLowerCase(Locale.ROOT);
    boolean closed = same ? now.path("IsClosed").asBoolean() : word.contains("closed");
    values.put("won", String.valueOf(same ? now.path("IsWon").asBoolean() : closed && word.contains("won")));
    ObjectNode row = version.row().deepCopy();
    row.put("IsClosed", closed);
    if (closed && !values.containsKey("closed_at")) {
      values.put("closed_at", version.at().toString().substring(0, "2026-03-02".length()));
    }
    var roles = new ArrayList<JsonNode>();
    now.path("OpportunityContactRoles").path("records").forEach(role -> {
      String since = role.path("CreatedDate").asText("");
      if (!since.isEmpty() && !Soql.time(since).isAfter(version.at())) {
        roles.add(role);
      }
    });
    made.add(SalesforceFacts.opportunity(head, values, row, roles));
  }

  /** What sales said by the status of a lead, each time it changed. */
  private void statuses(List<Fact> made, String id, String subject, List<RecordHistory.Version> versions, JsonNode now) {
    StatusWords words = mapping.status();
    String before = "";
    for (int i = 0; i < versions.size(); i++) {
      RecordHistory.Version version = versions.get(i);
      String status = version.row().path(words.statusField()).asText("");
      boolean lasts = versions.subList(i, versions.size()).stream()
          .allMatch(each -> each.row().path(words.statusField()).asText("").equals(status))
          && now.path(words.statusField()).asText("").equals(status);
      if (version.knows(words.statusField()) && !status.equals(before)) {
        ObjectNode row = version.row().deepCopy();
        if (!lasts && !words.reasonField().isEmpty() && !version.knows(words.reasonField())) {
          row.putNull(words.reasonField());
        }
        facts.addStatus(made, head(Stream.LEAD, id, subject, version.at()), id, row, version.at());
      }
      before = status;
    }
  }
}
