package dev.caravan.routing;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One rule: when it holds, and who gets the hand-off then.
 *
 * @param tests all of which must hold; none for always
 * @param target owner, rep, pool or queue
 * @param whom e-mail, or name of the pool or queue; {@code ""} for the account's owner
 * @param contacts e-mail of who takes contacts in a queue's place, {@code ""} for nobody named
 */
record Rule(String name, String place, List<Test> tests, String target, String whom, String contacts) {
  Rule {
    tests = List.copyOf(tests);
  }

  boolean takesEverything() {
    return tests.isEmpty() && target.equals("queue");
  }

  /** A test that did not hold, in words; {@code ""} if the rule holds. */
  String failed(Case of) {
    for (int i = 0; i < tests.size(); i++) {
      String failed = tests.get(i).failed(of);
      if (!failed.isEmpty()) {
        return failed;
      }
    }
    return "";
  }

  /** One thing a rule asks. */
  sealed interface Test {
    /** Why it does not hold, {@code ""} if it does. */
    String failed(Case of);
  }

  /** A word is one of some. */
  record Word(String key, Set<String> any) implements Test {
    @Override
    public String failed(Case of) {
      String is = of.word(key);
      return any.contains(is) ? "" : key + " is " + (is.isEmpty() ? "unknown" : is) + ", not " + listed(any);
    }
  }

  /** A number is at least, or below, another. */
  record Number(String key, boolean below, long than) implements Test {
    @Override
    public String failed(Case of) {
      long is = key.equals("fit") ? of.fit() : of.employees();
      if (is < 0) {
        return key + " is unknown";
      }
      return below == is < than ? "" : key + " is " + is + ", not " + (below ? "below " : "at least ") + than;
    }
  }

  /** It is what we do not know that keeps the fit below what a request asks for. */
  record FitUnknown() implements Test {
    @Override
    public String failed(Case of) {
      return of.word("fit").equals("unknown") ? "" : "the fit is known";
    }
  }

  record Customer(boolean wanted) implements Test {
    @Override
    public String failed(Case of) {
      return of.customer() == wanted ? "" : of.customer() ? "the account is a customer" : "the account is no customer";
    }
  }

  /** The account, else the person, is in one of these countries or states. */
  record Territory(String name, Set<String> countries, Set<String> states) implements Test {
    @Override
    public String failed(Case of) {
      if (countries.contains(of.word("country")) || states.contains(of.word("state"))) {
        return "";
      }
      return (of.word("country").isEmpty() ? "the country is unknown" : of.word("country")
          + (of.word("state").isEmpty() ? "" : ", " + of.word("state"))) + ", not in territory " + name;
    }
  }

  /** The account is on one of these lists, by its name or web site in small letters. */
  record Named(String list, Set<String> accounts) implements Test {
    @Override
    public String failed(Case of) {
      if (of.account().isEmpty()) {
        return "no account is known";
      }
      String host = of.website();
      while (!host.isEmpty() && !accounts.contains(host)) {
        int dot = host.indexOf('.');
        host = dot < 0 ? "" : host.substring(dot + 1);
      }
      return !host.isEmpty() || accounts.contains(of.accountName().toLowerCase(Locale.ROOT)) ? ""
          : of.accountName() + " is not on the list " + list;
    }
  }

  /** The rule of the shipped file: somebody owns the account; whether they can act the target finds out. */
  record Owned() implements Test {
    @Override
    public String failed(Case of) {
      return of.accountOwner().isEmpty() ? of.account().isEmpty() ? "no account is known" : "nobody owns the account" : "";
    }
  }

  private static String listed(Set<String> words) {
    return String.join(" or ", new java.util.TreeSet<>(words));
  }
}
