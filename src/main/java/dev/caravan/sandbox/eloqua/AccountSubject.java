package dev.caravan.sandbox.eloqua;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An account, asked through statements. */
record AccountSubject(Tenant.Account account, boolean utc) implements Eel.Subject {
  static final Set<String> FIELDS =
      Set.of("M_CompanyName", "M_Country", "M_Industry1", "M_Employees1", "M_Website1", "M_SFDCAccountID");

  private static final Pattern FIELD = Pattern.compile("\\{\\{Account\\.Field\\((\\w+)\\)}}", Pattern.CASE_INSENSITIVE);

  AccountSubject(Tenant.Account account) {
    this(account, true);
  }

  static boolean knows(String statement) {
    Matcher field = FIELD.matcher(statement);
    if (field.matches()) {
      return FIELDS.contains(field.group(1));
    }
    return Set.of("{{account.id}}", "{{account.createdat}}", "{{account.updatedat}}")
        .contains(statement.toLowerCase(Locale.ROOT));
  }

  @Override
  public String text(String statement) {
    Matcher field = FIELD.matcher(statement);
    if (field.matches()) {
      return account.values().getOrDefault(field.group(1), "");
    }
    return statement.equalsIgnoreCase("{{Account.Id}}")
        ? Long.toString(account.id()) : Times.row(account.createdAt(), utc);
  }

  @Override
  public long millis(String statement) {
    return account.createdAt();
  }

  @Override
  public boolean exists(String statement) {
    return false;
  }
}
