package dev.caravan.sandbox.eloqua;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The contact fields of the tenant: Eloqua's own under their real ids, and custom ones from 100200 up. */
final class Fields {
  static final String EMAIL = "C_EmailAddress";

  private static final long FIRST_CUSTOM_ID = 100200;
  private static final long BEGINNING = Instant.parse("1900-01-01T05:00:00Z").toEpochMilli();

  /** Id above 100000, internal name, bulk data type, display name; the read-only ones carry a last {@code r}. */
  private static final List<String> STANDARD = List.of(
      "1 C_EmailAddress emailAddress Email Address",
      "2 C_FirstName string First Name",
      "3 C_LastName string Last Name",
      "4 C_Company string Company",
      "5 C_EmailDisplayName string Email Display Name",
      "6 C_Address1 string Address 1",
      "7 C_Address2 string Address 2",
      "8 C_Address3 string Address 3",
      "9 C_City string City",
      "10 C_State_Prov string State or Province",
      "11 C_Zip_Postal string Zip or Postal Code",
      "12 C_Country string Country",
      "13 C_BusPhone string Business Phone",
      "14 C_MobilePhone string Mobile Phone",
      "15 C_Fax string Fax",
      "16 C_Title string Title",
      "17 C_Salutation string Salutation",
      "22 C_Salesperson string Salesperson",
      "23 C_SFDCContactID string SFDC Contact ID",
      "24 C_SFDCLeadID string SFDC Lead ID",
      "26 C_DateCreated date Date Created r",
      "27 C_DateModified date Date Modified r",
      "32 ContactIDExt string Eloqua Contact ID r",
      "33 C_SFDCAccountID string SFDC Account ID",
      "34 C_LastModifiedByExtIntegrateSystem date Last Modified by CRM System",
      "35 C_SFDCLastCampaignID string Last SFDC Campaign ID",
      "36 C_SFDCLastCampaignStatus string Last SFDC Campaign Status",
      "41 C_Company_Revenue1 string Company Revenue",
      "43 C_SFDC_EmailOptOut1 string SFDC Email Opt-Out",
      "44 C_Lead_Source___Most_Recent1 string Lead Source - Most Recent",
      "45 C_Lead_Source___Original1 string Lead Source - Original",
      "46 C_Industry1 string Industry",
      "47 C_Annual_Revenue1 string Annual Revenue",
      "48 C_Lead_Status1 string Lead Status",
      "49 C_Job_Role1 string Job Role",
      "65 C_Lead_Score_Date___Most_Recent1 date Lead Score Date - Most Recent",
      "66 C_Integrated_Marketing_and_Sales_Funnel_Stage string Integrated Marketing and Sales Funnel Stage",
      "68 C_Product_Solution_of_Interest1 string Product/Solution of Interest",
      "81 C_Lead_Rating___Combined1 string Lead Rating - Combined",
      "171 C_EmailAddressDomain string Email Address Domain r",
      "174 C_Company_Size1 string Company Size",
      "176 C_Lead_Rating___Explicit1 string Lead Rating - Profile (Explicit)",
      "177 C_Lead_Rating___Implicit1 string Lead Rating - Engagement (Implicit)",
      "178 C_Lead_Score___Explicit1 number Lead Score - Profile (Explicit)",
      "179 C_Lead_Score___Implicit1 number Lead Score - Engagement (Implicit)",
      "184 C_Employees1 number Employees",
      "187 C_Territory string Territory",
      "196 C_SFDC_Lead_Rating1 string SFDC Lead Rating");

  /** Display name and REST data type of what an admin made for Caravan beforehand. */
  private static final Map<String, String> PREPARED = Collections.unmodifiableMap(prepared());

  /**
   * A contact field.
   *
   * @param type as Bulk names it: emailAddress, string, date or number
   * @param restType as REST names it: text, largeText, date, number or numeric
   */
  record Field(long id, String name, String internalName, String type, String restType, boolean readOnly, long at) {
    String statement() {
      return "{{Contact.Field(" + internalName + ")}}";
    }

    /** The same for a user who may not write it. */
    Field locked() {
      return new Field(id, name, internalName, type, restType, true, at);
    }

    /** Whether a value may be stored; the empty one always may. */
    boolean takes(String value) {
      if (value.isEmpty()) {
        return true;
      }
      return switch (restType) {
        case "number", "numeric" -> value.matches("[+-]?\\d+(\\.\\d+)?");
        case "date" -> isDate(value);
        case "largeText" -> value.length() <= 32_000;
        default -> internalName.equals(EMAIL) ? isEmail(value) : value.length() <= 100;
      };
    }
  }

  private final Map<String, Field> byName = new ConcurrentHashMap<>();
  private final Map<Long, Field> byId = new ConcurrentSkipListMap<>();
  private final Set<String> hidden = ConcurrentHashMap.newKeySet();
  private final Set<String> locked = ConcurrentHashMap.newKeySet();
  private long nextId = FIRST_CUSTOM_ID;

  Fields() {
    for (String line : STANDARD) {
      boolean readOnly = line.endsWith(" r");
      String[] parts = (readOnly ? line.substring(0, line.length() - 2) : line).split(" ", 4);
      String restType = parts[2].equals("string") || parts[2].equals("emailAddress") ? "text" : parts[2];
      add(new Field(
          100_000 + Long.parseLong(parts[0]), parts[3], parts[1], parts[2], restType, readOnly, BEGINNING));
    }
    PREPARED.forEach((name, restType) -> create(name, restType, BEGINNING));
  }

  private static Map<String, String> prepared() {
    var fields = new java.util.LinkedHashMap<String, String>();
    fields.put("Caravan Fit", "number");
    fields.put("Caravan Interest", "number");
    for (String text : List.of(
        "Rating", "Cell", "Stage", "Solution", "Posture", "Next Question", "Programme", "Next Content", "Next Content Asks")) {
      fields.put("Caravan " + text, "text");
    }
    fields.put("Caravan Updated At", "date");
    fields.put("Consent Phone", "text");
    fields.put("Consent Sms", "text");
    fields.put("Website", "text");
    return fields;
  }

  @Nullable Field named(String internalName) {
    return asSeen(byName.get(internalName.toLowerCase(Locale.ROOT)));
  }

  @Nullable Field withId(long id) {
    return asSeen(byId.get(id));
  }

  Collection<Field> all() {
    return byId.values().stream().map(this::asSeen).filter(Objects::nonNull).toList();
  }

  /** Hides a field, as if it had never been made, or shows it. */
  void show(String internalName, boolean shown) {
    change(hidden, internalName, !shown);
  }

  /** Lets a field be written, or not. */
  void permit(String internalName, boolean writable) {
    change(locked, internalName, !writable);
  }

  private static void change(Set<String> set, String internalName, boolean in) {
    String key = internalName.toLowerCase(Locale.ROOT);
    if (in) {
      set.add(key);
    } else {
      set.remove(key);
    }
  }

  private @Nullable Field asSeen(@Nullable Field field) {
    String key = field == null ? "" : field.internalName().toLowerCase(Locale.ROOT);
    return field == null || hidden.contains(key) ? null : locked.contains(key) ? field.locked() : field;
  }

  /** The internal name a new field of this display name gets. */
  static String internalNameOf(String name) {
    return "C_" + name.trim().replaceAll("[^A-Za-z0-9]", "_") + "1";
  }

  Field create(String name, String restType, long at) {
    String type = switch (restType) {
      case "number", "numeric" -> "number";
      case "date" -> "date";
      default -> "string";
    };
    var field = new Field(nextId, name, internalNameOf(name), type, restType, false, at);
    add(field);
    return field;
  }

  private void add(Field field) {
    byName.put(field.internalName().toLowerCase(Locale.ROOT), field);
    byId.put(field.id(), field);
    nextId = Math.max(nextId, field.id() + 1);
  }

  /** Good enough for what Eloqua refuses: one at sign, something on both sides, a dot in the domain. */
  static boolean isEmail(String text) {
    return text.length() <= 400 && text.matches("[^\\s@,;<>()\"]+@[^\\s@,;<>()\".]+(\\.[^\\s@,;<>()\".]+)+");
  }

  private static boolean isDate(String text) {
    try {
      Times.literal(text, true);
      return true;
    } catch (java.time.DateTimeException e) {
      return false;
    }
  }
}
