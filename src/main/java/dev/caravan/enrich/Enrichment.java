package dev.caravan.enrich;

import dev.caravan.config.ConfigNode;
import dev.caravan.model.Fact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The room's functions: what a record adds to a profile or an account, and which domain a person belongs to. */
public final class Enrichment {
  private static final Set<String> DEFAULTS = Set.of("select", "n/a", "na", "-", "--", "none", "unknown", "null", "not provided", "[not provided]");

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N} ]");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern LEGAL_FORM = Pattern.compile("( (inc|llc|ltd|limited|corp|corporation|co|company|gmbh|ag|sa|sas|srl|bv|nv|plc|oy|ab|as|kg|spa))+$");

  private final Titles titles;
  private final Domains domains;
  private final Set<String> ownDomains;
  private final Set<String> roleMailboxes;

  private Enrichment(Titles titles, Domains domains, Set<String> ownDomains, Set<String> roleMailboxes) {
    this.titles = titles;
    this.domains = domains;
    this.ownDomains = ownDomains;
    this.roleMailboxes = roleMailboxes;
  }

  /**
   * The room as configured.
   *
   * @param personas {@code config/personas.yaml}
   * @param signals {@code config/signals.yaml}, for own domains and role mailboxes
   * @param freeMail domains of free and disposable mail
   */
  public static Enrichment from(ConfigNode personas, ConfigNode signals, Set<String> freeMail) {
    return new Enrichment(Titles.from(personas), new Domains(Set.copyOf(freeMail)), texts(signals, "own_domains"),
        texts(signals, "role_mailboxes"));
  }

  private static Set<String> texts(ConfigNode node, String key) {
    var texts = new TreeSet<String>();
    node.find(key).ifPresent(list -> list.items().forEach(item -> texts.add(item.text().toLowerCase(Locale.ROOT))));
    return Set.copyOf(texts);
  }

  /** The company domain of an e-mail, {@code ""} if it has none (free mail, no e-mail). */
  public String domainOf(String email) {
    return domains.company(email);
  }

  /** The domain an account's web site stands for, {@code ""} if none. */
  public String siteOf(String website) {
    return domains.site(website);
  }

  /** Our own people and tests: out of scope. */
  public boolean isOwn(String email) {
    int host = email.lastIndexOf('@') + 1;
    for (String own : ownDomains) {
      if (own.length() == email.length() - host && email.endsWith(own)) {
        return true;
      }
    }
    return false;
  }

  /** {@code info@} and the like: a mailbox many people read. */
  public boolean isRoleMailbox(String email) {
    int at = email.indexOf('@');
    for (String mailbox : roleMailboxes) {
      if (mailbox.length() == at && email.startsWith(mailbox)) {
        return true;
      }
    }
    return false;
  }

  /** A company name as it is compared: lower case, letters and digits, without its legal form. */
  public static String comparableName(String name) {
    if (name.isEmpty()) {
      return "";
    }
    String rest = SPACES.matcher(NO_WORD.matcher(name.toLowerCase(Locale.ROOT)).replaceAll(" ")).replaceAll(" ").trim();
    return LEGAL_FORM.matcher(rest).replaceAll("");
  }

  /** The profile with what one record adds. */
  public Profile learn(Profile profile, Fact.Person record) {
    var known = new TreeMap<String, Profile.Known>(profile.known());
    long at = record.head().time();
    record.values().forEach((field, original) -> {
      String value = standard(field, original);
      var before = known.get(field);
      if (!value.isEmpty() && (before == null || before.at() <= at)) {
        known.put(field, new Profile.Known(value, original, at));
      }
    });
    var ids = new TreeMap<String, String>(profile.ids());
    record.ids().forEach((system, id) -> ids.put(idName(system, id), id));
    String converted = record.value("converted_to");
    if (!converted.isEmpty()) {
      ids.remove("salesforce.lead"); // a converted lead is read-only; its contact goes on
      ids.put("salesforce.contact", converted);
    }
    String email = record.head().subject().contains("@") ? record.head().subject() : profile.email();
    var title = known.get("title");
    Map<String, String> read = titles.read(title == null ? "" : title.value());
    return new Profile(email, known, ids, read.getOrDefault("function", ""), read.getOrDefault("seniority", ""),
        read.getOrDefault("persona", "other"));
  }

  private static String idName(String system, String id) {
    if (system.equals("salesforce")) {
      return id.startsWith("003") ? "salesforce.contact" : "salesforce.lead";
    }
    return system;
  }

  private static String standard(String field, String original) {
    String value = original.strip();
    if (value.isEmpty() || DEFAULTS.contains(value.toLowerCase(Locale.ROOT))) {
      return "";
    }
    return field.equals("country") ? Countries.code(value) : value;
  }

  /** The account with what one record adds. */
  public AccountView learn(AccountView view, Fact.Account record) {
    var values = new LinkedHashMap<String, String>(view.values());
    for (String field : List.of("name", "website", "industry", "employees", "country", "owner")) {
      String value = standard(field, record.value(field));
      if (!value.isEmpty()) {
        values.put(field, value);
      }
    }
    var customerOf = new TreeSet<>(view.customerOf());
    String customer = record.value("customer");
    if (customer.equals("true")) {
      customerOf.add("*");
    } else if (customer.equals("false")) {
      customerOf.remove("*");
    }
    return new AccountView(record.head().subject(), values, customerOf, view.deals());
  }
}
