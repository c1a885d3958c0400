package dev.caravan.sandbox.eloqua;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The canonical text of what callers changed. */
final class Snapshot {
  private Snapshot() {}

  static String of(Tenant tenant, List<Map.Entry<String, List<String>>> members) {
    var lines = new TreeSet<String>();
    for (Contact contact : tenant.contacts()) {
      Contact before = tenant.ground().get(contact.id());
      if (before != contact) {
        difference(tenant, before, contact, lines);
      }
    }
    tenant.ground().values().stream()
        .filter(contact -> tenant.contact(contact.id()) == null)
        .forEach(contact -> lines.add("deleted " + name(contact, contact.id())));
    for (var list : members) {
      if (!Tenant.PREPARED_LISTS.contains(list.getKey())) {
        lines.add("list " + list.getKey());
      }
      list.getValue().forEach(email -> lines.add("member " + list.getKey() + " " + email));
    }
    tenant.groups().forEach((group, contacts) -> contacts.forEach((id, subscribed) -> lines.add(
        "group " + group + " " + name(tenant.contact(id), id) + " " + (subscribed ? "subscribed" : "unsubscribed"))));
    tenant.fieldsMade().forEach(name -> lines.add("field " + name));
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private static void difference(Tenant tenant, @Nullable Contact before, Contact now, TreeSet<String> lines) {
    String name = name(now, now.id());
    if (before == null) {
      lines.add("made " + name);
    }
    if (now.subscribed() != (before == null || before.subscribed())) {
      lines.add("contact " + name + (now.subscribed() ? " subscribed" : " unsubscribed"));
    }
    for (Fields.Field field : tenant.fields.all()) {
      String was = before == null ? "" : before.value(field.internalName());
      String is = now.value(field.internalName());
      boolean told = before == null && field.internalName().equals(Fields.EMAIL);
      if (!told && !field.type().equals("date") && !is.equals(was)) {
        lines.add("contact " + name + " " + field.internalName() + "=" + is.replace("\n", "\\n"));
      }
    }
  }

  static String name(@Nullable Contact contact, long id) {
    return contact == null || contact.email().isEmpty()
        ? "contact-" + id : contact.email().toLowerCase(Locale.ROOT);
  }
}
