package dev.caravan.sandbox.eloqua;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks contact imports and sync-action definitions, and applies their rows. */
final class Imports {
  private static final Pattern GROUP = Pattern.compile("\\{\\{EmailGroup\\[(\\d{1,18})]}}", Pattern.CASE_INSENSITIVE);
  private static final String CONTACT_ID = "{{Contact.Id}}";
  private static final String GLOBAL = "{{GlobalSubscribe}}";

  private final Tenant tenant;

  Imports(Tenant tenant) {
    this.tenant = tenant;
  }

  void check(Definition definition) {
    definition.fields.forEach((name, statement) -> {
      Fields.Field field = ContactSubject.field(tenant, statement);
      boolean identifier = name.equals(definition.identifier);
      boolean readable = identifier && (statement.equalsIgnoreCase(CONTACT_ID)
          || (field != null && !field.type().equals("date")));
      boolean writable = field != null && !field.readOnly() && !identifier;
      boolean alone = definition.kind != Definition.Kind.CONTACT_SYNC_ACTION
          || statement.equalsIgnoreCase(CONTACT_ID)
          || (field != null && Set.of(Fields.EMAIL, "ContactIDExt").contains(field.internalName()));
      if (!(readable || writable) || !alone) {
        throw definition.wrong("fields", name + ": " + statement, "ContentRequirement");
      }
    });
    definition.syncActions.forEach(action -> {
      if (!knows(action)) {
        throw definition.wrong("syncActions", action.action() + " " + action.destination(), "ContentRequirement");
      }
    });
  }

  private boolean knows(Definition.SyncAction action) {
    long list = ContactSubject.list(action.destination());
    if (list >= 0) {
      return action.action().matches("(?i)add|remove") && tenant.list(list) != null;
    }
    Matcher group = GROUP.matcher(action.destination());
    boolean subscription = action.destination().equalsIgnoreCase(GLOBAL)
        || (group.matches() && Tenant.EMAIL_GROUPS.containsKey(Long.parseLong(group.group(1))));
    return subscription
        && action.action().equalsIgnoreCase("setStatus")
        && action.status().matches("(?i)subscribed|unsubscribed");
  }

  /** The counts of one run. */
  private static final class Tally {
    int rejected;
    int invalid;
    int duplicate;
    int constraint;
    int existing;
    int unmatched;
    int created;
    int updated;
    int reached;
  }

  /** Applies the rows, all within one write of the tenant. */
  void run(Sync sync, List<Map<String, String>> staged) {
    List<Map<String, String>> rows = align(sync, staged);
    sync.log("information", "ELQ-00130", "Total records staged for import.", rows.size());
    sync.log("information", "ELQ-00137", "Ready for data import processing.", 0);
    var tally = new Tally();
    tenant.change(hand -> {
      var seen = new HashSet<String>();
      for (int i = 0; i < rows.size(); i++) {
        row(sync, rows.get(i), i + 1, seen, tally, hand);
      }
      return tally;
    });
    report(sync, rows.size(), tally);
  }

  /** Rows under the definition's names; keys it doesn't know are dropped with a warning, as are missing ones noted. */
  private List<Map<String, String>> align(Sync sync, List<Map<String, String>> staged) {
    var extra = new TreeSet<String>();
    var missing = new TreeSet<String>();
    var names = new LinkedHashMap<String, String>();
    sync.definition.fields.keySet().forEach(name -> names.put(name.toLowerCase(Locale.ROOT), name));
    List<Map<String, String>> rows = staged.stream().map(given -> {
      Map<String, String> row = new LinkedHashMap<>();
      given.forEach((key, value) -> {
        String name = names.get(key.toLowerCase(Locale.ROOT));
        if (name == null) {
          extra.add(key);
        } else {
          row.put(name, value);
        }
      });
      names.values().stream().filter(name -> !row.containsKey(name)).forEach(missing::add);
      return row;
    }).toList();
    extra.forEach(key -> sync.log("warning", "ELQ-00111",
        "Field " + key + " is not part of import definition, and will be ignored.", 0));
    missing.forEach(name -> sync.log("warning", "ELQ-00121",
        "Field " + name + " is part of import definition, but not included in file " + sync.definition.uri + ".", 0));
    return rows;
  }

  private void row(
      Sync sync, Map<String, String> row, int index, Set<String> seen, Tally tally, Tenant.Hand hand) {
    Definition definition = sync.definition;
    String key = row.getOrDefault(definition.identifier, "").trim();
    String statement = definition.fields.getOrDefault(definition.identifier, "");
    Fields.Field keyField = ContactSubject.field(tenant, statement);
    boolean byMail = keyField != null && keyField.internalName().equals(Fields.EMAIL);
    if (byMail && !Fields.isEmail(key)) {
      tally.invalid++;
      reject(sync, row, index, "ELQ-00002", "Invalid email address.", definition.identifier, tally);
      return;
    }
    if (!seen.add(key.toLowerCase(Locale.ROOT))) {
      tally.duplicate++;
      reject(sync, row, index, "ELQ-00026", "Duplicate identifier.", definition.identifier, tally);
      return;
    }
    for (var value : row.entrySet()) {
      Fields.Field field = ContactSubject.field(tenant, definition.fields.getOrDefault(value.getKey(), ""));
      if (field != null && !value.getKey().equals(definition.identifier) && !field.takes(value.getValue())) {
        tally.constraint++;
        reject(sync, row, index, "ELQ-00125", "Constraint failed.", value.getKey(), tally);
        return;
      }
    }
    Contact contact = match(statement, key);
    if (contact != null && definition.importRule.equals("createOnly")) {
      tally.existing++;
      reject(sync, row, index, "ELQ-00048", "Contact already exists.", definition.identifier, tally);
      return;
    }
    if (contact == null) {
      boolean creates = byMail && definition.kind == Definition.Kind.CONTACT_IMPORT
          && !definition.importRule.equals("updateOnly");
      if (!creates) {
        tally.unmatched++;
        return;
      }
      contact = tenant.contact(hand.makeContact(key));
      tally.created++;
    } else {
      tally.updated++;
    }
    if (contact != null) {
      set(definition, row, contact, hand);
      act(definition, contact.id(), hand);
      tally.reached++;
    }
  }

  private @Nullable Contact match(String statement, String key) {
    if (statement.equalsIgnoreCase(CONTACT_ID)) {
      return key.matches("\\d{1,18}") ? tenant.contact(Long.parseLong(key)) : null;
    }
    Fields.Field field = ContactSubject.field(tenant, statement);
    if (field == null || key.isEmpty()) {
      return null;
    }
    if (field.internalName().equals(Fields.EMAIL)) {
      return tenant.contact(key);
    }
    return tenant.contacts().stream()
        .filter(one -> tenant.show(one, field, true).equalsIgnoreCase(key))
        .findFirst()
        .orElse(null);
  }

  private void set(Definition definition, Map<String, String> row, Contact contact, Tenant.Hand hand) {
    row.forEach((name, value) -> {
      Fields.Field field = ContactSubject.field(tenant, definition.fields.getOrDefault(name, ""));
      if (name.equals(definition.identifier) || field == null) {
        return;
      }
      boolean kept = switch (definition.updateRule) {
        case "ifNewIsNotNull" -> value.isEmpty();
        case "ifExistingIsNull" -> !contact.value(field.internalName()).isEmpty();
        default -> false;
      };
      boolean taken = field.internalName().equals(Fields.EMAIL)
          && (value.isEmpty() || tenant.contact(value) != null);
      if (!kept && !taken) {
        hand.apply(new Change.FieldSet(contact.id(), field.internalName(), value));
      }
    });
  }

  private static void act(Definition definition, long contact, Tenant.Hand hand) {
    for (Definition.SyncAction action : definition.syncActions) {
      long list = ContactSubject.list(action.destination());
      Matcher group = GROUP.matcher(action.destination());
      boolean subscribed = action.status().equalsIgnoreCase("subscribed");
      if (list >= 0) {
        hand.apply(action.action().equalsIgnoreCase("add")
            ? new Change.MemberAdded(list, contact) : new Change.MemberRemoved(list, contact));
      } else if (group.matches()) {
        hand.apply(new Change.GroupSubscribed(Long.parseLong(group.group(1)), contact, subscribed));
      } else {
        hand.apply(new Change.Subscribed(contact, subscribed));
      }
    }
  }

  private static void reject(
      Sync sync, Map<String, String> row, int index, String code, String message, String field, Tally tally) {
    tally.rejected++;
    ObjectNode reject = Json.object();
    ObjectNode values = reject.putObject("fieldValues");
    sync.definition.fields.keySet().forEach(name -> values.put(name, row.getOrDefault(name, "")));
    reject.put("message", message).put("statusCode", code).put("recordIndex", index);
    ArrayNode invalid = reject.putArray("invalidFields");
    invalid.add(field);
    sync.rejects.add(reject);
  }

  private static void report(Sync sync, int total, Tally tally) {
    if (total == 0) {
      sync.log("warning", "ELQ-00124", "There was no data available to process.", 0);
    }
    sync.log("information", "ELQ-00001", "Total records processed.", total);
    warn(sync, "ELQ-00002", "Invalid email addresses.", tally.invalid);
    warn(sync, "ELQ-00026", "Duplicate identifier.", tally.duplicate);
    warn(sync, "ELQ-00125", "Constraint failed.", tally.constraint);
    warn(sync, "ELQ-00048", "Contact already exists.", tally.existing);
    sync.log("information", "ELQ-00003", "Total records remaining after duplicates are rejected.",
        total - tally.duplicate);
    warn(sync, "ELQ-00034", "Total unmatched records.", tally.unmatched);
    if (sync.definition.kind == Definition.Kind.CONTACT_IMPORT) {
      sync.log("information", "ELQ-00004", "Contacts created.", tally.created);
      sync.log("information", "ELQ-00022", "Contacts updated.", tally.updated);
    }
    for (Definition.SyncAction action : sync.definition.syncActions) {
      logAction(sync, action, tally.reached);
    }
    warn(sync, "ELQ-00060", "Total rejected records.", tally.rejected);
    String text = sync.status.text();
    sync.log("information", "ELQ-00101", "Sync processed for sync " + sync.id + ", resulting in "
        + text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + " status.", 0);
  }

  private static void logAction(Sync sync, Definition.SyncAction action, int reached) {
    long list = ContactSubject.list(action.destination());
    Matcher group = GROUP.matcher(action.destination());
    boolean subscribed = action.status().equalsIgnoreCase("subscribed");
    if (list >= 0) {
      boolean add = action.action().equalsIgnoreCase("add");
      sync.log("information", add ? "ELQ-00119" : "ELQ-00118",
          (add ? "Added members to" : "Removed members from") + " Contact List " + list + ".", reached);
    } else if (group.matches()) {
      sync.log("information", subscribed ? "ELQ-00115" : "ELQ-00116",
          (subscribed ? "Subscribed members to" : "Unsubscribed members from") + " Email Group " + group.group(1) + ".",
          reached);
    } else {
      sync.log("information", subscribed ? "ELQ-00138" : "ELQ-00017",
          "Contacts email marked as " + (subscribed ? "subscribed." : "unsubscribed."), reached);
    }
  }

  private static void warn(Sync sync, String code, String message, int count) {
    if (count > 0) {
      sync.log("warning", code, message, count);
    }
  }
}
