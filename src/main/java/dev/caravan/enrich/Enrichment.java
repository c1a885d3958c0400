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

/** The room's functions: what a record adds to a profile or an account, and which domain a person belongs to. */
public final class Enrichment {
  /** How the records of a CRM are told apart in {@link Profile.Known#source}. */
  static final String LEAD = ".lead";
  static final String CONTACT = ".contact";
  private static final String ACCOUNT = "account";
  /** What the person filled in. */
  private static final String FORM = "form";

  /** What moves somebody, and what hurts, as far as their title tells. */
  public record Motives(List<String> motivators, List<String> painPoints) {}

  private final Titles titles;
  private final Personas personas;
  private final Standards standards;
  private final CompanyNames companies;
  private final Set<String> formFields;
  private final Map<String, OptIn> optIns;
  private final Domains domains;
  private final Set<String> ownDomains;
  private final Set<String> roleMailboxes;

  private Enrichment(ConfigNode personas, ConfigNode signals, ConfigNode enrichment, Set<String> freeMail) {
    this.titles = Titles.from(personas);
    this.personas = Personas.from(personas);
    this.companies = CompanyNames.from(enrichment);
    this.standards = Standards.from(enrichment, companies);
    this.formFields = Set.copyOf(enrichment.get("forms_fill").texts());
    this.optIns = optIns(enrichment);
    this.domains = new Domains(Set.copyOf(freeMail));
    this.ownDomains = texts(signals, "own_domains");
    this.roleMailboxes = texts(signals, "role_mailboxes");
  }

  /**
   * The room as configured.
   *
   * @param personas {@code config/personas.yaml}
   * @param signals {@code config/signals.yaml}, for own domains and role mailboxes
   * @param enrichment {@code config/enrichment.yaml}
   * @param freeMail domains of free and disposable mail
   */
  public static Enrichment from(ConfigNode personas, ConfigNode signals, ConfigNode enrichment, Set<String> freeMail) {
    return new Enrichment(personas, signals, enrichment, freeMail);
  }

  /** A field of forms by which people agree to be reached, and the answers that say so, in lower case. */
  private record OptIn(String channel, Set<String> answers) {}

  private static Map<String, OptIn> optIns(ConfigNode enrichment) {
    var optIns = new TreeMap<String, OptIn>();
    for (ConfigNode node : enrichment.find("opt_in").map(ConfigNode::items).orElse(List.of())) {
      var before = optIns.put(node.get("field").text(), new OptIn(node.get("channel").text(), texts(node, "answers")));
      if (before != null) {
        node.get("field").report("named-twice", "field \"" + node.get("field").text()
            + "\" is listed twice; expected each once, with all its answers");
      }
    }
    return Map.copyOf(optIns);
  }

  /** The channels on which a form says that its person agrees to be reached. */
  public List<String> optsIn(Fact.Activity form) {
    if (optIns.isEmpty() || form.fields().isEmpty()) {
      return List.of();
    }
    var channels = new TreeSet<String>();
    form.fields().forEach((field, value) -> {
      OptIn optIn = optIns.get(field);
      if (optIn != null && optIn.answers().contains(value.strip().toLowerCase(Locale.ROOT))) {
        channels.add(optIn.channel());
      }
    });
    return List.copyOf(channels);
  }

  /** Company names as they are compared. */
  public CompanyNames companies() {
    return companies;
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

  /**
   * Under which key a person asks for their account: the domain of their company; themselves if they have none and are
   * matched by name all the same; else {@code ""}.
   */
  public String matchedBy(String email, String person) {
    String domain = domains.company(email);
    return domain.isEmpty() && companies.matchesFreeMail() ? "@" + person : domain;
  }

  /** The host of a web site in lower case, without {@code www.}; {@code ""} if it has none. */
  public String hostOf(String website) {
    return Domains.host(website);
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

  /** The profile with what one record adds; without a record that is deleted. */
  public Profile learn(Profile profile, Fact.Person record) {
    if (record.isDeleted()) {
      return without(profile, record);
    }
    var ids = new TreeMap<String, String>(profile.ids());
    record.ids().forEach((system, id) -> ids.put(idName(system, id), id));
    String converted = record.value("converted_to");
    if (!converted.isEmpty()) {
      ids.remove("salesforce.lead"); // a converted lead is read-only; its contact goes on
      ids.put("salesforce.contact", converted);
    }
    String email = record.head().subject().contains("@") ? record.head().subject() : profile.email();
    var learning = new Learning(standards, profile, source(record), record.head().time()).hears(record.values());
    return told(profile, email, ids, learning);
  }

  /** What the record said of the person stays, but for the account it belonged to. */
  private static Profile without(Profile profile, Fact.Person record) {
    var ids = new TreeMap<>(profile.ids());
    var known = new TreeMap<>(profile.known());
    record.ids().forEach((system, id) -> {
      String name = idName(system, id);
      ids.remove(name, id);
      Profile.Known account = known.get(ACCOUNT);
      if (name.endsWith(CONTACT) && !ids.containsKey(name) && account != null
          && account.source().equals(record.head().source() + CONTACT)) {
        known.remove(ACCOUNT);
      }
      String into = record.value(Fact.Person.MERGED_INTO);
      if (!into.isEmpty()) {
        ids.putIfAbsent(idName(system, into), into);
      }
    });
    return new Profile(profile.email(), known, ids, profile.function(), profile.seniority(), profile.persona(), profile.others());
  }

  /** The profile with what a form adds to it; the same one if it adds nothing. */
  public Profile learn(Profile profile, Fact.Activity form) {
    var values = new TreeMap<String, String>();
    form.fields().forEach((field, value) -> {
      if (formFields.contains(field)) {
        values.put(field, value);
      }
    });
    if (values.isEmpty()) {
      return profile;
    }
    var source = new Learning.Source(FORM, false, false, false);
    var learning = new Learning(standards, profile, source, form.head().time()).hears(values);
    return told(profile, profile.email(), profile.ids(), learning);
  }

  private Profile told(Profile profile, String email, Map<String, String> ids, Learning learning) {
    Profile.Known title = learning.known().get("title");
    String current = title == null ? "" : title.value();
    if (current.equals(profile.value("title")) && !profile.function().isEmpty()) {
      return new Profile(email, learning.known(), ids, profile.function(), profile.seniority(), profile.persona(),
          learning.others());
    }
    Titles.Read read = titles.read(current);
    return new Profile(email, learning.known(), ids, read.function(), read.seniority(), personas.role(current, read),
        learning.others());
  }

  private Learning.Source source(Fact.Person record) {
    String name = record.head().source();
    String id = record.ids().getOrDefault("salesforce", "");
    boolean crm = standards.isCrm(name);
    return new Learning.Source(crm ? name + (id.startsWith("003") ? CONTACT : LEAD) : name, crm,
        standards.isBought(name), true);
  }

  /** Whether a record is one of a marketing system, by its source. */
  public boolean isMarketing(Fact.Person record) {
    return standards.isMarketing(record.head().source());
  }

  /** What moves a person, and what hurts. */
  public Motives motives(Profile profile) {
    return personas.motives(profile.value("title"), new Titles.Read(profile.function(), profile.seniority()),
        profile.persona());
  }

  /** A form as it counts: what it showed before anybody chose is no answer. */
  public Fact.Activity heard(Fact.Activity form) {
    boolean all = true;
    for (String value : form.fields().values()) {
      all &= value.isEmpty() || standards.isAnswer(value);
    }
    if (all) {
      return form;
    }
    var fields = new TreeMap<>(form.fields());
    fields.replaceAll((field, value) -> standards.isAnswer(value) ? value : "");
    return new Fact.Activity(form.head(), form.kind(), form.contact(), form.asset(), form.campaign(), fields,
        form.details());
  }

  /** Whether a form's field was answered, or only shown. */
  public boolean isAnswer(String value) {
    return standards.isAnswer(value);
  }

  private static String idName(String system, String id) {
    if (system.equals("salesforce")) {
      return id.startsWith("003") ? "salesforce.contact" : "salesforce.lead";
    }
    return system;
  }

  /** The account with what one record adds. */
  public AccountView learn(AccountView view, Fact.Account record) {
    if (record.isDeleted()) {
      return view.gone();
    }
    var values = new LinkedHashMap<String, String>(view.values());
    values.remove(AccountView.GONE);
    for (String field : List.of("name", "website", "industry", "country", "state", "employees", "owner")) {
      String value = standards.of(field, record.value(field), values.getOrDefault("country", ""));
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
    return new AccountView(record.head().subject(), values, customerOf, view.deals(), view.contracts());
  }
}
