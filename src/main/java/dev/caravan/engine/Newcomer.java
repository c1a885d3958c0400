package dev.caravan.engine;

import java.util.Map;
import java.util.TreeMap;

/** What a record of a person would need who has none yet. */
final class Newcomer {
  private Newcomer() {}

  /** Name, company and title as far as they are known; an e-mail standing in for a name is none. */
  static Map<String, String> profile(String name, String company, String title) {
    var profile = new TreeMap<String, String>();
    if (!name.isEmpty() && name.indexOf('@') < 0) {
      int last = name.lastIndexOf(' ');
      put(profile, "first_name", last < 0 ? "" : name.substring(0, last));
      put(profile, "last_name", name.substring(last + 1));
    }
    put(profile, "company", company);
    put(profile, "title", title);
    return profile;
  }

  private static void put(Map<String, String> profile, String field, String value) {
    if (!value.isEmpty()) {
      profile.put(field, value);
    }
  }
}
