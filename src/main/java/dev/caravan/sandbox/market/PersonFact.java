package dev.caravan.sandbox.market;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A person as one record of one system shows them at a time.
 *
 * @param thin true while little has been filled in yet
 */
record PersonFact(long at, Person who, Shown shown, boolean mayEmail, boolean bounced, boolean thin, @Nullable String owner)
    implements Entry {
  enum Shown { ELOQUA, LEAD, CONTACT }

  static PersonFact first(long at, Person who, Shown shown, boolean thin, @Nullable String owner) {
    return new PersonFact(at, who, shown, who.records().mayEmail(), false, thin, owner);
  }

  /** Eloqua's record after an unsubscribe or a hard bounce. */
  static PersonFact changed(long at, Person who, boolean mayEmail, boolean bounced) {
    return new PersonFact(at, who, Shown.ELOQUA, mayEmail, bounced, false, null);
  }

  private String recordId() {
    String id = switch (shown) {
      case ELOQUA -> who.records().eloqua();
      case LEAD -> who.records().lead();
      case CONTACT -> who.records().contact();
    };
    if (id == null) {
      throw new IllegalStateException("person " + who.index() + " has no record of kind " + shown);
    }
    return id;
  }

  @Override
  public void write(FactWriter out) throws IOException {
    boolean eloqua = shown == Shown.ELOQUA;
    String what = shown == Shown.LEAD ? "lead-" : "contact-";
    String subject = who.email() != null ? who.email() : (eloqua ? "eloqua:" : "salesforce:") + recordId();
    out.record(
        what + recordId() + "@" + out.time(at), eloqua ? "eloqua" : "salesforce", "person", subject, at, this::data);
  }

  private void data(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("ids");
    json.writeStringField(shown == Shown.ELOQUA ? "eloqua" : "salesforce", recordId());
    json.writeEndObject();
    Person.Profile profile = who.profile();
    text(json, "first_name", profile.first());
    text(json, "last_name", profile.last());
    text(json, "company", profile.company());
    if (!thin) {
      text(json, "title", profile.title());
      text(json, "country", profile.country());
      text(json, "state", profile.state());
      text(json, "phone", profile.phone());
      text(json, "industry", profile.industry());
      if (profile.employees() != null) {
        json.writeNumberField("employees", profile.employees());
      }
      text(json, "website", profile.website());
    }
    text(json, "owner", owner);
    Account account = who.account();
    if (shown == Shown.CONTACT && account != null) {
      json.writeStringField("account", account.id());
    }
    if (shown == Shown.LEAD) {
      json.writeStringField("status", who.records().converted() ? "Converted" : "Open");
      text(json, "converted_to", who.records().converted() ? who.records().contact() : null);
    }
    json.writeObjectFieldStart("consent");
    json.writeBooleanField("email", mayEmail);
    json.writeBooleanField("phone", who.records().mayPhone());
    if (shown == Shown.ELOQUA) {
      json.writeBooleanField("sms", who.records().maySms());
    }
    json.writeEndObject();
    if (bounced) {
      json.writeBooleanField("bounced", true);
    }
  }

  private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
    if (value != null && !value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }
}
