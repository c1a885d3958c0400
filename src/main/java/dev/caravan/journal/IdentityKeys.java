package dev.caravan.journal;

import dev.caravan.model.Fact;
import dev.caravan.parse.EmailAddresses;
import dev.caravan.parse.RecordIds;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * By what a fact knows its person. Keys are written {@code system:id}; an e-mail is written as it is, trimmed and in
 * lower case.
 *
 * @param records verified ids of records, the fact's own first, then one it was converted to
 * @param email {@code ""} if none
 * @param visitor a browser, {@code ""} if none: the weakest of the three, since browsers are shared
 */
record IdentityKeys(List<String> records, String email, String visitor) {
  static final String CONVERTED = "converted_to";
  private static final String VISITOR = "-visitor:";
  private static final String SALESFORCE = "salesforce";
  /** Which detail of an activity names the browser. */
  static final String VISITOR_DETAIL = "visitor";
  private static final int LONGEST = 500;
  static final IdentityKeys NOBODY = new IdentityKeys(List.of(), "", "");

  boolean isEmpty() {
    return records.isEmpty() && email.isEmpty() && visitor.isEmpty();
  }

  List<String> all() {
    var all = new ArrayList<>(records);
    if (!email.isEmpty()) {
      all.add(email);
    }
    if (!visitor.isEmpty()) {
      all.add(visitor);
    }
    return all;
  }

  static IdentityKeys of(Fact fact) {
    Fact.Head head = fact.head();
    List<String> records = new ArrayList<>();
    String visitor = "";
    if (fact instanceof Fact.Person person) {
      new TreeMap<>(person.ids()).forEach((system, id) -> add(records, system, id));
      add(records, SALESFORCE, person.value(CONVERTED));
      if (person.isDeleted()) {
        add(records, head.source(), person.value(Fact.Person.MERGED_INTO));
      }
    } else if (fact instanceof Fact.Activity activity) {
      add(records, head.source(), activity.contact());
      String id = activity.detail(VISITOR_DETAIL).trim();
      visitor = id.isEmpty() ? "" : clean(visitor(head.source(), id));
    } else if (!(fact instanceof Fact.LeadStatus || fact instanceof Fact.OwnerChange || fact instanceof Fact.Touch
        || fact instanceof Fact.Membership)) {
      return NOBODY;
    }
    String key = key(head.subject(), head.source());
    if (isVisitor(key)) {
      return new IdentityKeys(records, "", visitor.isEmpty() ? key : visitor);
    }
    if (!key.isEmpty() && !isEmail(key) && !records.contains(key)) {
      records.add(key);
    }
    return new IdentityKeys(records, isEmail(key) ? key : "", visitor);
  }

  /** How somebody is named in a fact, as a key; a bare id is one of the fact's own source. */
  static String key(String named, String source) {
    if (EmailAddresses.isMeant(named)) {
      // What means to be an address and is none is no id either.
      return clean(EmailAddresses.read(named).or(""));
    }
    String name = clean(named.trim());
    int colon = name.indexOf(':');
    String system = colon > 0 ? name.substring(0, colon) : source;
    return id(system, colon > 0 ? name.substring(colon + 1) : name);
  }

  /** Nobody is known by what no database can keep or look up: {@code ""} instead. */
  private static String clean(String key) {
    if (key.length() > LONGEST) {
      return "";
    }
    for (int i = 0; i < key.length(); i++) {
      if (Character.isISOControl(key.charAt(i))) {
        return "";
      }
    }
    return FactJson.wellFormed(key).equals(key) ? key : "";
  }

  static boolean isEmail(String key) {
    return key.indexOf('@') > 0 && key.indexOf(':') < 0;
  }

  static boolean isVisitor(String key) {
    return Fact.Merge.isVisitor(key);
  }

  /** The system of a record's key, {@code ""} for an e-mail, a browser, or what names no system. */
  static String system(String key) {
    return isEmail(key) || isVisitor(key) ? "" : key.substring(0, Math.max(0, key.indexOf(':')));
  }

  /**
   * The system whose ids tell two people apart, {@code ""} if the key does not: a person may have several leads and
   * browsers, but one contact in a system.
   */
  static String decisiveSystem(String key) {
    return key.startsWith("salesforce:00Q") ? "" : system(key);
  }

  /** An id as a key; nobody is known by what only fills its place. */
  private static String id(String system, String id) {
    String one = system.equals(SALESFORCE) ? RecordIds.salesforce(id) : id.trim();
    return one.isEmpty() || RecordIds.isPlaceholder(one) ? "" : clean(system + ":" + one);
  }

  /** How a browser is named. */
  static String visitor(String source, String id) {
    return source + VISITOR + id.trim();
  }

  private static void add(List<String> records, String system, String id) {
    String key = id(system, id);
    if (!key.isEmpty() && !records.contains(key)) {
      records.add(key);
    }
  }
}
