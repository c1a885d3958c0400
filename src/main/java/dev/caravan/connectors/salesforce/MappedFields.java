package dev.caravan.connectors.salesforce;

import dev.caravan.connectors.salesforce.SalesforceMapping.How;
import dev.caravan.connectors.salesforce.SalesforceMapping.Source;
import dev.caravan.connectors.salesforce.SalesforceMapping.Target;
import dev.caravan.journal.Findings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which fields of the org the mapping needs, which it can do without, and which hold codes rather than texts. */
final class MappedFields {
  private static final String FILE = "connectors/salesforce/mapping.yaml, ";
  private static final String REMEDY = "; make them and let Caravan's user see and edit them"
      + " (connectors/salesforce/README.md), or take the words out of the mapping";
  private static final String CURRENCY = "CurrencyIsoCode";
  private static final List<String> WRITTEN = List.of("lead", "contact", "new_lead", "task", "buying_group",
      Members.OBJECT, "contact_role");
  /** The objects written under each word of the mapping. */
  private static final Map<String, List<String>> OBJECTS = Map.of("lead", List.of("Lead"), "contact", List.of("Contact"),
      "new_lead", List.of("Lead"), Tasks.OBJECT, List.of("Task"), "buying_group", List.of("Buying_Group__c"),
      Members.OBJECT, List.of(Members.TYPE), "contact_role", List.of("OpportunityContactRole"),
      "consent", List.of("Lead", "Contact"));
  /** What a record cannot be written without, by the words of the mapping. */
  private static final Map<String, Set<String>> NEEDED = Map.of("new_lead", Set.of("last_name", "company"),
      "buying_group", Set.of("account"), Members.OBJECT, Set.of("group"), "consent", Set.of("email", "phone", "sms"));
  /** Codes that are read back or compared: shortened they would say something else. */
  private static final Map<String, Set<String>> CODES = Map.of("buying_group", Set.of("solution", "level"),
      Members.OBJECT, Set.of("person", "role", "set_role"), "contact_role", Set.of("role"));

  private final SalesforceMapping mapping;
  private final Set<String> needed = new LinkedHashSet<>();
  private final Set<String> optional = new LinkedHashSet<>();
  private final Set<String> codes = new LinkedHashSet<>();

  MappedFields(SalesforceMapping mapping) {
    this.mapping = mapping;
    OBJECTS.forEach((word, objects) -> objects.forEach(object -> mapping.writes(word).forEach((name, target) -> {
      (NEEDED.getOrDefault(word, Set.of()).contains(name) ? needed : optional).add(key(object, target.field()));
      if (CODES.getOrDefault(word, Set.of()).contains(name)) {
        codes.add(key(object, target.field()));
      }
    })));
    optional.add(key("Lead", OwnerRule.SET_BY_US));
    codes.add(key("Lead", OwnerRule.SET_BY_US));
    Source byHand = mapping.reads(Members.OBJECT).get("by_hand");
    if (byHand != null) {
      optional.add(key(Members.TYPE, byHand.field()));
    }
    for (String object : List.of("Lead", "Task", "Buying_Group__c", Members.TYPE)) {
      needed.add(key(object, NewLeads.KEY));
    }
    optional.removeAll(needed);
  }

  /** Objects that are read or written. */
  List<String> objects() {
    var objects = new LinkedHashSet<String>();
    for (Stream stream : Stream.values()) {
      if (!stream.isOptional() || !mapping.reads(stream.mapped()).isEmpty()) {
        objects.add(stream.object());
      }
    }
    objects.addAll(List.of("Task", "Buying_Group__c", Members.TYPE, "CampaignMember"));
    return List.copyOf(objects);
  }

  /** Whether a record or a look-up makes no sense without a field. What no mapping names is set for a reason of ours. */
  boolean isNeededInRow(String object, String field) {
    return !optional.contains(key(object, field));
  }

  boolean isNeededInLookUp(String object, String field) {
    return needed.contains(key(object, field));
  }

  /** Whether the mapping names a field to be written, so that its value may be fitted. */
  boolean isMapped(String object, String field) {
    return optional.contains(key(object, field)) || needed.contains(key(object, field)) && !field.equals(NewLeads.KEY);
  }

  boolean isCode(String object, String field) {
    return codes.contains(key(object, field));
  }

  /** The fields of a stream that facts cannot be made without. */
  List<String> neededIn(Stream stream) {
    if (stream == Stream.CONTACT_ROLE) {
      return List.of("OpportunityId", "ContactId");
    }
    var fields = new ArrayList<String>();
    Map<String, Source> reads = mapping.reads(stream.mapped());
    var words = new LinkedHashSet<>(MappingReader.needed(stream.mapped()));
    if (stream == Stream.MEMBER && reads.containsKey("role")) {
      words.add("set_role"); // without it every role would look as if somebody had given it by hand
    }
    for (String word : words) {
      Source source = reads.get(word);
      if (source != null && source.how() != How.FIXED) {
        fields.add(source.field());
      }
    }
    return fields;
  }

  /** Whether the mapping reads the currency of records that name none. */
  boolean lacksCurrency(OrgSchema schema) {
    return !withoutCurrency(schema).isEmpty();
  }

  static boolean isCurrency(String field) {
    return field.equalsIgnoreCase(CURRENCY);
  }

  private List<String> withoutCurrency(OrgSchema schema) {
    var words = new ArrayList<String>();
    for (Stream stream : Stream.values()) {
      mapping.reads(stream.mapped()).forEach((word, source) -> {
        if (source.how() == How.AS_IS && isCurrency(source.field()) && !schema.lacksObject(stream.object())
            && schema.lacks(stream.object(), source.field()) && stream != Stream.CONTACT_ROLE) {
          words.add("read: " + stream.mapped() + ": " + word);
        }
      });
    }
    return words;
  }

  /** What the org lacks that can be done without, one sentence for each object and way, by what it is about. */
  Map<String, String> findings(OrgSchema schema) {
    var found = new LinkedHashMap<String, String>();
    List<String> currency = withoutCurrency(schema);
    if (!currency.isEmpty()) {
      found.put("currency", FILE + String.join(", ", currency) + ": Salesforce shows no field " + CURRENCY + ", as an org with"
          + " one currency has none; " + (schema.currency().isEmpty() ? "amounts are read without a currency; write \"= USD\","
          + " or whatever it is, there" : "amounts are taken as " + schema.currency() + ", the org's own; write \"= "
          + schema.currency() + "\" there to say so"));
    }
    for (Stream stream : Stream.values()) {
      unread(schema, stream, found);
    }
    WRITTEN.forEach(word -> unwritten(schema, word, found));
    withoutHistory(schema, found);
    return found;
  }

  private static void withoutHistory(OrgSchema schema, Map<String, String> found) {
    List<String> objects = Arrays.stream(Stream.values()).filter(Stream::hasHistory).map(Stream::object)
        .filter(object -> schema.object(object).filter(shown -> !RecordHistory.isKept(shown)).isPresent()).toList();
    if (!objects.isEmpty()) {
      found.put(Findings.NOTE + "history", "Salesforce shows no field history of " + String.join(", ", objects) + ": what these"
          + " records said before they were first read is not known");
    }
  }

  private void unread(OrgSchema schema, Stream stream, Map<String, String> found) {
    if (schema.lacksObject(stream.object()) || stream == Stream.CONTACT_ROLE) {
      return; // its stream cannot be read, which is told as such
    }
    List<String> needed = neededIn(stream);
    var lacking = new ArrayList<String>();
    mapping.reads(stream.mapped()).forEach((word, source) -> {
      if (source.how() != How.FIXED && !needed.contains(source.field()) && !isCurrency(source.field())
          && schema.lacks(stream.object(), source.field())) {
        lacking.add(word + " (" + source.field() + ")");
      }
    });
    if (stream == Stream.LEAD) {
      for (String field : List.of(mapping.status().statusField(), mapping.status().reasonField())) {
        if (!field.isEmpty() && schema.lacks("Lead", field) && lacking.stream().noneMatch(each -> each.contains("(" + field + ")"))) {
          lacking.add("lead_status (" + field + ")");
        }
      }
      if (schema.lacks("Lead", OwnerRule.SET_BY_US)) {
        lacking.add(OwnerRule.SET_BY_US + ", by which it is seen that a rep took a lead over");
      }
    }
    if (!lacking.isEmpty()) {
      found.put("read " + stream.mapped(), FILE + "read: " + stream.mapped() + ": Salesforce shows no " + stream.object()
          + " fields for " + String.join(", ", lacking) + "; nothing is read from them" + REMEDY);
    }
  }

  private void unwritten(OrgSchema schema, String word, Map<String, String> found) {
    String object = OBJECTS.getOrDefault(word, List.of("")).get(0);
    var lacking = new ArrayList<String>();
    Map<String, Target> targets = mapping.writes(word);
    targets.forEach((name, target) -> {
      boolean read = word.equals("contact_role") && name.equals("confirmed");
      if (!read && !isNeededInRow(object, target.field()) && !mayWrite(schema, object, target.field(), word)) {
        lacking.add(name + " (" + target.field() + ")");
      }
    });
    boolean whole = schema.lacksObject(object) || lacking.size() == targets.size();
    if (!lacking.isEmpty() && !whole) { // what can write nothing at all stops, and is told as such
      found.put("write " + word, FILE + "write: " + word + ": Salesforce has no " + object + " fields that Caravan's user may"
          + " write for " + String.join(", ", lacking) + "; they are not written" + REMEDY);
    }
  }

  private static boolean mayWrite(OrgSchema schema, String object, String field, String word) {
    return schema.object(object).isEmpty() || schema.field(object, field).filter(each -> switch (word) {
      case "new_lead", "contact_role" -> each.createable();
      case "lead", "contact" -> each.updateable();
      default -> each.createable() && each.updateable();
    }).isPresent();
  }

  private static String key(String object, String field) {
    return object.toLowerCase(Locale.ROOT) + "." + field.toLowerCase(Locale.ROOT);
  }
}
