package dev.caravan.connectors.eloqua.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.connectors.eloqua.EloquaUnavailableException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/**
 * What to export: a collection with its fields, and the statement its windows of time rest on.
 *
 * @param collection {@code activities}, {@code contacts} or {@code accounts}
 * @param fields names in rows and Eloqua's statements
 * @param time the statement of the time that windows bound
 * @param condition a further condition; {@code ""} for none
 */
public record Export(String collection, Map<String, String> fields, String time, String condition) {
  private static final DateTimeFormatter LITERAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  public Export {
    fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Activities of one type. */
  public static Export of(ActivityType type) {
    return new Export("activities", type.fields(), "{{Activity.CreatedAt}}",
        "'{{Activity.Type}}' = '" + type.label() + "'");
  }

  /** Contacts with some fields by their internal names. */
  public static Export contacts(List<String> internalNames) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("ContactId", "{{Contact.Id}}");
    fields.put("CreatedAt", "{{Contact.CreatedAt}}");
    fields.put("UpdatedAt", "{{Contact.UpdatedAt}}");
    fields.put("IsSubscribed", "{{Contact.Email.IsSubscribed}}");
    fields.put("IsBounced", "{{Contact.Email.IsBounced}}");
    fields.put("C_EmailAddress", "{{Contact.Field(C_EmailAddress)}}");
    internalNames.forEach(name -> fields.put(name, "{{Contact.Field(" + name + ")}}"));
    return new Export("contacts", fields, "{{Contact.UpdatedAt}}", "");
  }

  /** Accounts with some fields by their internal names. */
  public static Export accounts(List<String> internalNames) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("AccountId", "{{Account.Id}}");
    fields.put("CreatedAt", "{{Account.CreatedAt}}");
    fields.put("UpdatedAt", "{{Account.UpdatedAt}}");
    fields.put("M_CompanyName", "{{Account.Field(M_CompanyName)}}");
    internalNames.forEach(name -> fields.put(name, "{{Account.Field(" + name + ")}}"));
    return new Export("accounts", fields, "{{Account.UpdatedAt}}", "");
  }

  /** Gets a page of rows; throws to stop reading. */
  @FunctionalInterface
  public interface Reader {
    void page(List<Map<String, String>> rows, int number, boolean last) throws Exception;
  }

  /**
   * Reads a window [from, to) to its end, a page at a time; at least one page, maybe empty.
   *
   * @return false, with no page read, when the window holds {@code tooMany} rows or more
   */
  public boolean read(Bulk bulk, Instant from, Instant to, int pageSize, long tooMany, Reader reader)
      throws Exception {
    String definition = bulk.define("/" + collection + "/exports", definition(from, to));
    try {
      Bulk.Sync sync = bulk.run(definition);
      OptionalLong exported = bulk.exported(sync);
      Rows first = bulk.rows(sync, 0, pageSize);
      belong(first, exported);
      if (first.total() >= tooMany && from.plusSeconds(1).isBefore(to)) {
        return false;
      }
      pages(bulk, sync, first, pageSize, exported, reader);
      return true;
    } finally {
      bulk.drop(definition);
    }
  }

  /**
   * Exports a window [from, to) and counts its rows; reads them only where the count asks for it.
   *
   * @return the count
   */
  public long readIf(Bulk bulk, Instant from, Instant to, int pageSize, LongPredicate wanted, Reader reader)
      throws Exception {
    String definition = bulk.define("/" + collection + "/exports", definition(from, to));
    try {
      Bulk.Sync sync = bulk.run(definition);
      OptionalLong exported = bulk.exported(sync);
      long count = exported.isPresent() ? exported.getAsLong() : bulk.rows(sync, 0, 1).total();
      if (wanted.test(count)) {
        Rows first = bulk.rows(sync, 0, pageSize);
        belong(first, exported);
        pages(bulk, sync, first, pageSize, exported, reader);
      }
      return count;
    } finally {
      bulk.drop(definition);
    }
  }

  private void pages(Bulk bulk, Bulk.Sync sync, Rows first, int pageSize, OptionalLong exported, Reader reader)
      throws Exception {
    Rows rows = first;
    long offset = 0;
    for (int number = 1; ; number++) {
      offset += rows.items().size();
      boolean more = rows.more();
      if (!more && offset != rows.total()) {
        throw new EloquaUnavailableException("Eloqua export of " + collection + ": " + offset + " rows came and "
            + rows.total() + " were announced; the window is read again", 200, null);
      }
      reader.page(rows.items(), number, !more);
      if (!more) {
        return;
      }
      rows = bulk.rows(sync, offset, pageSize);
      belong(rows, exported);
    }
  }

  /** Rows name no export; their number and type tell whether they can be those of this one. */
  private void belong(Rows rows, OptionalLong exported) throws EloquaUnavailableException {
    if (rows.total() != exported.orElse(rows.total())) {
      throw new EloquaUnavailableException("Eloqua export of " + collection + ": " + rows.total() + " rows were announced and "
          + exported.getAsLong() + " were exported; the window is read again", 200, null);
    }
    for (Map<String, String> row : rows.items()) {
      String type = row.getOrDefault("ActivityType", "");
      if (!condition.isEmpty() && !type.isEmpty() && !condition.endsWith("= '" + type + "'")) {
        throw new EloquaUnavailableException("Eloqua export of " + collection + ": rows of type " + type + " came where "
            + condition + " was asked for; the window is read again", 200, null);
      }
    }
  }

  private ObjectNode definition(Instant from, Instant to) {
    String filter = "'" + time + "' >= '" + LITERAL.format(from) + "' AND '" + time + "' < '" + LITERAL.format(to) + "'"
        + (condition.isEmpty() ? "" : " AND " + condition);
    ObjectNode definition = EloquaHttp.JSON.createObjectNode()
        .put("name", "Camel export of " + collection + " from " + LITERAL.format(from))
        .put("filter", filter)
        .put("areSystemTimestampsInUTC", true)
        .put("dataRetentionDuration", "PT24H")
        .put("autoDeleteDuration", "P1D");
    ObjectNode named = definition.putObject("fields");
    fields.forEach(named::put);
    return definition;
  }
}
