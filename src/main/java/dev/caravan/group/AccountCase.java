package dev.caravan.group;

import dev.caravan.enrich.AccountView;
import dev.caravan.funnel.Funnel;
import dev.caravan.routing.Case;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What routing may ask of the account a hand-off is about. */
public final class AccountCase {
  private AccountCase() {}

  /**
   * What routing may ask.
   *
   * @param words what is known, by the words of routing; empty ones are left out
   * @param fit of the person it names, 0 to 100
   * @param owner id of the user who owns the account, {@code ""} for nobody
   */
  public static Case of(AccountView account, String solution, Map<String, String> words, int fit, String owner) {
    var known = new HashMap<>(words);
    known.values().removeIf(String::isEmpty);
    return new Case(known, fit, number(account.value("employees")), account.id(), account.name(),
        host(account.value("website")), account.isCustomer(), owner, account.deals().getOrDefault(solution, ""));
  }

  /** The renewal of a contract, where the hand-off names nobody. */
  public static Case ofRenewal(AccountView account, String solution) {
    var words = new HashMap<String, String>();
    words.put("solution", solution);
    words.put("trigger", Renewals.TRIGGER);
    words.put("of", "account");
    words.put("scenario", Funnel.RENEWAL);
    words.put("hand-off", "new");
    words.put("industry", account.value("industry"));
    words.put("country", account.value("country"));
    words.put("state", account.value("state"));
    return of(account, solution, words, 0, account.value("owner"));
  }

  private static long number(String text) {
    if (text.isEmpty() || text.length() > 12 || !text.chars().allMatch(Character::isDigit)) {
      return -1;
    }
    return Long.parseLong(text);
  }

  private static String host(String site) {
    String host = site.toLowerCase(Locale.ROOT);
    int scheme = host.indexOf("://");
    host = scheme < 0 ? host : host.substring(scheme + 3);
    int path = host.indexOf('/');
    host = path < 0 ? host : host.substring(0, path);
    return host.startsWith("www.") ? host.substring(4) : host;
  }
}
