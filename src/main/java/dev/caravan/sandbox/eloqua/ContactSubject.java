package dev.caravan.sandbox.eloqua;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A contact, asked through statements. */
record ContactSubject(Tenant tenant, Contact contact, boolean utc) implements Eel.Subject {
  private static final Pattern FIELD = Pattern.compile("\\{\\{Contact\\.Field\\((\\w+)\\)}}", Pattern.CASE_INSENSITIVE);
  private static final Pattern ACCOUNT =
      Pattern.compile("\\{\\{Contact\\.Account\\.Field\\((\\w+)\\)}}", Pattern.CASE_INSENSITIVE);
  private static final Pattern LIST = Pattern.compile("\\{\\{ContactList\\[(\\d{1,18})]}}", Pattern.CASE_INSENSITIVE);

  static boolean knows(Tenant tenant, String statement) {
    Matcher field = FIELD.matcher(statement);
    if (field.matches()) {
      return tenant.fields.named(field.group(1)) != null;
    }
    return ACCOUNT.matcher(statement).matches() || switch (statement.toLowerCase(Locale.ROOT)) {
      case "{{contact.id}}", "{{contact.createdat}}", "{{contact.updatedat}}", "{{contact.email.issubscribed}}",
          "{{contact.email.isbounced}}", "{{contact.email.format}}" -> true;
      default -> false;
    };
  }

  /** The internal name of the contact field a statement names, null when it is no field of this tenant. */
  static Fields.@Nullable Field field(Tenant tenant, String statement) {
    Matcher field = FIELD.matcher(statement);
    return field.matches() ? tenant.fields.named(field.group(1)) : null;
  }

  /** The id of the list a statement names, -1 when it names none. */
  static long list(String statement) {
    Matcher list = LIST.matcher(statement);
    return list.matches() ? Long.parseLong(list.group(1)) : -1;
  }

  @Override
  public String text(String statement) {
    Fields.Field field = field(tenant, statement);
    if (field != null) {
      return tenant.show(contact, field, utc);
    }
    Matcher account = ACCOUNT.matcher(statement);
    if (account.matches()) {
      Tenant.Account found = tenant.accounts.get(contact.value("C_SFDCAccountID"));
      return found == null ? "" : found.values().getOrDefault(account.group(1), "");
    }
    return switch (statement.toLowerCase(Locale.ROOT)) {
      case "{{contact.id}}" -> Long.toString(contact.id());
      case "{{contact.createdat}}" -> Times.row(contact.createdAt(), utc);
      case "{{contact.updatedat}}" -> Times.row(contact.updatedAt(), utc);
      case "{{contact.email.issubscribed}}" -> Boolean.toString(contact.subscribed());
      case "{{contact.email.isbounced}}" -> Boolean.toString(contact.bounced());
      case "{{contact.email.format}}" -> "unspecified";
      default -> "";
    };
  }

  @Override
  public long millis(String statement) {
    return statement.equalsIgnoreCase("{{Contact.CreatedAt}}") ? contact.createdAt() : contact.updatedAt();
  }

  @Override
  public boolean exists(String statement) {
    return tenant.isMember(list(statement), contact.id());
  }
}
