package dev.caravan.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.caravan.model.AlertAnswer;
import dev.caravan.model.Fact;
import dev.caravan.model.Team;
import dev.caravan.parse.Amounts;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Writes {@code data}: keys in one order, nothing for what is empty, known numbers and flags as such. */
final class FactWriter {
  private static final Set<String> FLAGS = Set.of("bounced", "customer");
  private static final Set<String> NUMBERS = Set.of("employees", "duration_seconds");
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final String CONSENT = "consent";

  private FactWriter() {}

  static void data(JsonGenerator json, Fact fact) throws IOException {
    if (fact instanceof Fact.Other other) {
      json.writeRawValue(other.json().isEmpty() ? "{}" : other.json());
      return;
    }
    json.writeStartObject();
    if (fact instanceof Fact.Activity activity) {
      activity(json, activity);
    } else if (fact instanceof Fact.Person person) {
      object(json, "ids", person.ids());
      values(json, person.values());
    } else if (fact instanceof Fact.Account account) {
      values(json, account.values());
    } else if (fact instanceof Fact.User user) {
      text(json, "name", user.name());
      text(json, "email", user.email());
      json.writeBooleanField("active", user.active());
      text(json, "time_zone", user.timeZone());
    } else if (fact instanceof Fact.Campaign campaign) {
      text(json, "name", campaign.name());
      money(json, "cost", campaign.costMinor(), campaign.currency());
      text(json, "currency", campaign.currency());
      text(json, "starts", campaign.starts());
      text(json, "ends", campaign.ends());
    } else if (fact instanceof Fact.Opportunity opportunity) {
      opportunity(json, opportunity);
    } else if (fact instanceof Fact.Contract contract) {
      text(json, "account", contract.account());
      text(json, "solution", contract.solution());
      text(json, "ends", contract.ends());
    } else if (fact instanceof Fact.LeadStatus status) {
      text(json, "status", status.status());
      text(json, "reason", status.reason());
    } else if (fact instanceof AlertAnswer answer) {
      text(json, "answer", answer.answer());
      text(json, "until", answer.until());
    } else if (fact instanceof Fact.OwnerChange change) {
      text(json, "owner", change.owner());
      text(json, "by", change.by());
    } else if (fact instanceof Fact.Touch touch) {
      text(json, "channel", touch.channel());
      text(json, "by", touch.by());
    } else if (fact instanceof Fact.Membership membership) {
      text(json, "account", membership.account());
      text(json, "solution", membership.solution());
      text(json, "role", membership.role());
      json.writeBooleanField("in", membership.in());
      text(json, "by", membership.by());
    } else if (fact instanceof Fact.Command command) {
      text(json, "command", command.command());
      text(json, "by", command.by());
      text(json, "why", command.why());
      object(json, "about", command.about());
    } else if (fact instanceof Team team) {
      json.writeArrayFieldStart("members");
      for (String member : team.members()) {
        json.writeString(member);
      }
      json.writeEndArray();
    } else if (fact instanceof Fact.Merge merge) {
      text(json, "loser", merge.loser());
    }
    json.writeEndObject();
  }

  private static void activity(JsonGenerator json, Fact.Activity activity) throws IOException {
    text(json, "contact", activity.contact());
    if (!activity.asset().equals(Fact.Asset.NONE)) {
      json.writeObjectFieldStart("asset");
      text(json, "type", activity.asset().type());
      text(json, "id", activity.asset().id());
      text(json, "name", activity.asset().name());
      json.writeEndObject();
    }
    text(json, "campaign", activity.campaign());
    object(json, "fields", activity.fields());
    values(json, activity.details());
  }

  private static void opportunity(JsonGenerator json, Fact.Opportunity opportunity) throws IOException {
    text(json, "account", opportunity.account());
    text(json, "solution", opportunity.solution());
    text(json, "kind", opportunity.kind());
    text(json, "stage", opportunity.stage());
    json.writeBooleanField("won", opportunity.won());
    text(json, "closed_at", opportunity.closedAt());
    money(json, "amount", opportunity.amountMinor(), opportunity.currency());
    text(json, "currency", opportunity.currency());
    text(json, "owner", opportunity.owner());
    if (!opportunity.contacts().isEmpty()) {
      json.writeArrayFieldStart("contacts");
      for (Fact.ContactRole contact : opportunity.contacts()) {
        json.writeStartObject();
        json.writeStringField("person", contact.person());
        text(json, "role", contact.role());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  private static void object(JsonGenerator json, String name, Map<String, String> map) throws IOException {
    if (map.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart(name);
    for (var entry : new TreeMap<>(map).entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  /** Dotted keys are written as they are, but for consent, whose nested form is the public one. */
  private static void values(JsonGenerator json, Map<String, String> map) throws IOException {
    boolean nest = !map.containsKey(CONSENT);
    var consent = new TreeMap<String, String>();
    for (var entry : new TreeMap<>(map).entrySet()) {
      String name = entry.getKey();
      String value = entry.getValue();
      if (nest && name.startsWith(CONSENT + ".")) {
        consent.put(name.substring(CONSENT.length() + 1), value);
      } else if (FLAGS.contains(name) && flag(value)) {
        json.writeBooleanField(name, value.equals("true"));
      } else if (NUMBERS.contains(name) && NUMBER.matcher(value).matches()) {
        json.writeNumberField(name, Long.parseLong(value));
      } else {
        json.writeStringField(name, value);
      }
    }
    if (!consent.isEmpty()) {
      json.writeObjectFieldStart(CONSENT);
      for (var entry : consent.entrySet()) {
        if (flag(entry.getValue())) {
          json.writeBooleanField(entry.getKey(), entry.getValue().equals("true"));
        } else {
          json.writeStringField(entry.getKey(), entry.getValue());
        }
      }
      json.writeEndObject();
    }
  }

  private static boolean flag(String value) {
    return value.equals("true") || value.equals("false");
  }

  private static void money(JsonGenerator json, String name, long minor, String currency) throws IOException {
    if (minor != 0) {
      json.writeNumberField(name, BigDecimal.valueOf(minor, Amounts.digits(currency)));
    }
  }

  private static void text(JsonGenerator json, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }
}
