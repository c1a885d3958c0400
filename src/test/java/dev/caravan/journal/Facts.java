package dev.caravan.journal;

import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.util.LinkedHashMap;
import java.util.Map;

/** Facts for tests, in few words. */
final class Facts {
  private Facts() {}

  static Fact.Head head(String source, String id, String subject, String time) {
    long at = Times.parse(time);
    return new Fact.Head(source, id, subject, at, at, "");
  }

  /** A page view; {@code contact} and {@code visitor} may be empty. */
  static Fact view(String id, String subject, String contact, String visitor, String time) {
    return new Fact.Activity(head("eloqua", "PageView-" + id, subject, time), Fact.ActivityKind.PAGE_VIEW, contact,
        Fact.Asset.NONE, "", Map.of(), visitor.isEmpty() ? Map.of() : Map.of("visitor", visitor));
  }

  static Fact contact(String id, String email, String time, String... values) {
    return new Fact.Person(head("eloqua", "contact-" + id + "@" + time, email, time), Map.of("eloqua", id),
        pairs(values));
  }

  /** A lead (00Q…) or a contact (003…). */
  static Fact crm(String id, String email, String time, String... values) {
    return new Fact.Person(head("salesforce", "record-" + id + "@" + time, email.isEmpty() ? "salesforce:" + id : email,
        time), Map.of("salesforce", id), pairs(values));
  }

  static Fact account(String id, String time, String... values) {
    return new Fact.Account(head("salesforce", "account-" + id + "@" + time, id, time), pairs(values));
  }

  private static Map<String, String> pairs(String... values) {
    var map = new LinkedHashMap<String, String>();
    for (int i = 0; i < values.length; i += 2) {
      map.put(values[i], values[i + 1]);
    }
    return map;
  }

  /** {@code id by person}, merges as {@code winner < loser}. */
  static String told(Fact fact) {
    return fact instanceof Fact.Merge merge ? merge.head().person() + " < " + merge.loser()
        : fact.head().id() + " by " + fact.head().person();
  }
}
