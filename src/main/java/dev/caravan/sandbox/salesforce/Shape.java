package dev.caravan.sandbox.salesforce;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How an org differs from one that was set up for Caravan; each is met in practice. */
public enum Shape {
  /** Everything Caravan wants is there, and its user may do everything. */
  READY,
  /** One currency: no record has CurrencyIsoCode. */
  SINGLE_CURRENCY,
  /** The user does not see some fields and one object, and may not write some others. */
  NO_PERMISSIONS,
  /** Picklists take only the values they list, and lack some that Caravan writes. */
  STRICT_PICKLISTS,
  /** Custom text fields are short. */
  SHORT_FIELDS,
  /** None of Caravan's fields and objects. */
  EMPTY,
  /** Leads need a field that Caravan knows nothing of. */
  REQUIRED_FIELDS,
  /** Consumers are person accounts: an account and a contact in one. */
  PERSON_ACCOUNTS,
  /** The history of some fields of leads, contacts, accounts and opportunities is tracked. */
  FIELD_HISTORY;

  private static final int SHORT = 24;
  private static final int LONG = 300;
  private static final List<String> HIDDEN = List.of("Contract", "Opportunity.Amount", "Contact.DoNotCall",
      "Contact.HasOptedOutOfEmail", "Lead.Caravan_Posture__c", "Contact.Caravan_Posture__c");
  private static final List<String> READ_ONLY = List.of("Lead.Caravan_Persona__c", "Contact.Caravan_Persona__c",
      "Lead.Industry", "Task.Caravan_Respond_By__c", "OpportunityContactRole");
  private static final Map<String, List<String>> LISTED = Map.of(
      "Lead.Industry", List.of("Healthcare", "Education"),
      "Lead.Caravan_Stage__c", List.of("known", "engaged"),
      "Contact.Caravan_Stage__c", List.of("known", "engaged"),
      "Task.Priority", List.of("Normal", "Low"),
      "OpportunityContactRole.Role", List.of("Decision Maker", "Business User"),
      "Buying_Group__c.Level__c", List.of("Emerging", "Active"));

  void prepare(Schema schema) {
    if (this == STRICT_PICKLISTS) {
      LISTED.forEach((name, values) -> {
        ObjectType type = type(schema, name);
        type.replace(type.need(field(name)).listing(values));
      });
    }
    if (this == FIELD_HISTORY) {
      FieldHistory.track(schema);
    }
    if (this == REQUIRED_FIELDS) {
      add(schema.type("Lead"), "Region__c", Field.Kind.STRING, 40, Set.of("required"), null);
    }
    if (this == PERSON_ACCOUNTS) {
      for (String name : List.of("Account", "Contact")) {
        add(schema.type(name), "IsPersonAccount", Field.Kind.BOOLEAN, 0, Set.of("readonly"), "false");
      }
    }
    if (this == SHORT_FIELDS) {
      for (ObjectType type : schema.types()) {
        type.fields().stream().filter(Field::custom).filter(Shape::mayBeShort).toList().forEach(field ->
            type.replace(field.sized(field.kind() == Field.Kind.TEXTAREA ? LONG : SHORT)));
      }
    }
  }

  private static void add(ObjectType type, String name, Field.Kind kind, int size, Set<String> marks, @Nullable String initial) {
    type.add(new Field(type.size(), name, kind, size, marks, List.of(), null, null, List.of(), initial));
  }

  /** Keys and ids have the length the README asks for, or nothing could be written at all. */
  private static boolean mayBeShort(Field field) {
    return (field.kind() == Field.Kind.STRING || field.kind() == Field.Kind.TEXTAREA) && !field.is("external")
        && !List.of("Person__c", "Caravan_Owner__c").contains(field.name());
  }

  void limit(Schema schema, Access access) {
    switch (this) {
      case SINGLE_CURRENCY -> schema.types().stream().filter(type -> type.field("CurrencyIsoCode") != null)
          .forEach(type -> access.show(type.name + ".CurrencyIsoCode", false));
      case NO_PERMISSIONS -> {
        HIDDEN.forEach(name -> access.show(name, false));
        READ_ONLY.forEach(name -> access.write(name, false));
      }
      case EMPTY -> access.showCustom(false);
      case FIELD_HISTORY -> schema.types().stream().filter(FieldHistory::isHistory).forEach(type -> {
        access.write(type.name, false);
        FieldHistory.LACKING.forEach(field -> access.show(type.name + "." + field, false));
      });
      case READY, STRICT_PICKLISTS, SHORT_FIELDS, REQUIRED_FIELDS, PERSON_ACCOUNTS -> { }
    }
  }

  private static ObjectType type(Schema schema, String name) {
    return schema.type(name.substring(0, name.indexOf('.')));
  }

  private static String field(String name) {
    return name.substring(name.indexOf('.') + 1);
  }
}
