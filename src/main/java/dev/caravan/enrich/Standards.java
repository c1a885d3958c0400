package dev.caravan.enrich;

import dev.caravan.config.ConfigNode;
import dev.caravan.parse.Counts;
import dev.caravan.parse.PhoneNumbers;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What a field's value is written as, whoever wrote it, by {@code config/enrichment.yaml}. */
final class Standards {
  private static final int REMEMBERED = 20_000;

  private final Set<String> notAnswers;
  private final Countries countries;
  private final Map<String, String> industries;
  private final String phoneCountry;
  private final CompanyNames companies;
  private final SourceRoles roles;
  private final Map<String, String> phones = new ConcurrentHashMap<>();

  private Standards(Set<String> notAnswers, Countries countries, Map<String, String> industries, String phoneCountry,
      CompanyNames companies, SourceRoles roles) {
    this.notAnswers = notAnswers;
    this.countries = countries;
    this.industries = industries;
    this.phoneCountry = phoneCountry;
    this.companies = companies;
    this.roles = roles;
  }

  static Standards from(ConfigNode file, CompanyNames companies) {
    var notAnswers = new TreeSet<String>();
    file.get("not_answers").texts().forEach(text -> notAnswers.add(bare(text)));
    var industries = new HashMap<String, String>();
    for (ConfigNode.Entry entry : file.get("industries").entries()) {
      for (String written : entry.value().isValue() || entry.value().isList() ? entry.value().texts() : List.<String>of()) {
        String before = industries.putIfAbsent(Texts.key(written), entry.key());
        if (before != null && !before.equals(entry.key())) {
          entry.value().report("duplicate-industry", "\"" + written + "\" is already said to mean \"" + before
              + "\"; expected each under one industry");
        }
      }
      String other = industries.put(Texts.key(entry.key()), entry.key());
      if (other != null && !other.equals(entry.key())) {
        entry.value().report("duplicate-industry", "\"" + entry.key() + "\" is said to mean \"" + other
            + "\" above; expected it as an industry or as another name, not both");
      }
    }
    String phoneCountry = file.find("phone_country").map(ConfigNode::text).orElse("");
    if (!phoneCountry.isEmpty() && !Countries.isCode(phoneCountry)) {
      file.get("phone_country").report("unknown-country", "\"" + phoneCountry
          + "\" is no country; expected a code of ISO 3166-1 in capitals such as \"US\"");
    }
    return new Standards(Set.copyOf(notAnswers), Countries.from(file.get("countries")), Map.copyOf(industries),
        phoneCountry, companies,
        SourceRoles.from(file));
  }

  /** Whether a source sells what others know: its values never beat those of the CRM. */
  boolean isBought(String source) {
    return roles.bought().contains(source);
  }

  /** Whether people edit what is known in a source. */
  boolean isCrm(String source) {
    return roles.crm().contains(source);
  }

  /** Whether a source is a marketing system. */
  boolean isMarketing(String source) {
    return roles.marketing().contains(source);
  }

  /** Whether something was said at all: neither nothing nor what a form shows before anybody chose. */
  boolean isAnswer(String text) {
    String bare = bare(text);
    return !bare.isEmpty() && !notAnswers.contains(bare);
  }

  /**
   * The standard value of a field, {@code ""} for what is no answer.
   *
   * @param country ISO code of the country known so far, {@code ""} if none; states and phones depend on it
   */
  String of(String field, String original, String country) {
    if (!isAnswer(original)) {
      return "";
    }
    String value = original.strip();
    return switch (field) {
      case "country" -> countries.code(value);
      case "state" -> States.code(value, Countries.isCode(country) ? country : "");
      case "phone", "mobile" -> phone(value, Countries.isCode(country) ? country : phoneCountry);
      case "industry" -> industries.getOrDefault(Texts.key(value), value);
      case "employees" -> Counts.read(value).map(String::valueOf).or(value);
      case "company" -> companies.shown(value);
      default -> value;
    };
  }

  /** Whether the standard value of a field depends on the country. */
  static boolean dependsOnCountry(String field) {
    return field.equals("state") || field.equals("phone") || field.equals("mobile");
  }

  private String phone(String text, String country) {
    String asked = country + text;
    String known = phones.get(asked);
    if (known == null) {
      known = PhoneNumbers.read(text, country).or(text);
      if (phones.size() < REMEMBERED) {
        phones.put(asked, known);
      }
    }
    return known;
  }

  private static String bare(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
