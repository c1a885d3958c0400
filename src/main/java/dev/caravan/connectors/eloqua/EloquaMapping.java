package dev.caravan.connectors.eloqua;

import dev.caravan.config.ConfigFile;
import dev.caravan.config.ConfigNode;
import dev.caravan.model.Fact.Asset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the admin says in {@code connectors/eloqua/mapping.yaml}: which contact field feeds which value of a person,
 * which of our values goes to which contact field, and what a page's address tells of its content.
 *
 * @param read our value's name by Eloqua's internal field name; {@code ids.salesforce} and {@code consent.…} are ids
 *     and consents, everything else a value of the person
 * @param write Eloqua's internal field name by the name of our value
 * @param consent where consent that changed elsewhere is written, by channel: {@code subscription} for the global one, else
 *     a field that holds Yes or No
 * @param pages rules for pages, the first that fits wins
 */
public record EloquaMapping(Map<String, String> read, Map<String, String> write, Map<String, String> consent,
    List<PageRule> pages) {
  /** Under {@link #consent}: not a field, but whether Eloqua mails the contact at all. */
  public static final String SUBSCRIPTION = "subscription";
  private static final List<String> KEYS = List.of("contact", "pages");
  private static final List<String> CONTACT_KEYS = List.of("read", "write", "consent");
  private static final List<String> CHANNELS = List.of("email", "phone", "sms");
  private static final List<String> PAGE_KEYS = List.of("url", "asset", "type");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

  /**
   * Eloqua exports a page view with its address only; this tells what the page is.
   *
   * @param url an address with {@code {words}} in place of single parts of the path, found from its beginning
   * @param asset the asset's name, with the same words; hyphens become blanks, the first letter a capital
   * @param type the asset's type
   */
  public record PageRule(String url, String asset, String type, Pattern pattern, List<String> words) {

    static PageRule of(String url, String asset, String type) {
      var words = new ArrayList<String>();
      var regex = new StringBuilder();
      Matcher placeholder = PLACEHOLDER.matcher(url);
      int end = 0;
      while (placeholder.find()) {
        regex.append(Pattern.quote(url.substring(end, placeholder.start()))).append("([^/?#]+)");
        words.add(placeholder.group(1));
        end = placeholder.end();
      }
      regex.append(Pattern.quote(url.substring(end)));
      return new PageRule(url, asset, type, Pattern.compile(regex.toString()), List.copyOf(words));
    }

    Optional<Asset> asset(String address) {
      Matcher found = pattern.matcher(address);
      if (!found.lookingAt()) {
        return Optional.empty();
      }
      String name = asset;
      for (int i = 0; i < words.size(); i++) {
        name = name.replace("{" + words.get(i) + "}", spoken(found.group(i + 1)));
      }
      return Optional.of(new Asset(type, "", name));
    }

    private static String spoken(String slug) {
      String text = slug.replace('-', ' ');
      return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
  }

  public EloquaMapping {
    read = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(read));
    write = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(write));
    consent = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(consent));
    pages = List.copyOf(pages);
  }

  /**
   * Reads the file.
   *
   * @throws dev.caravan.config.ConfigException with every mistake at its place
   */
  public static EloquaMapping load(Path file, String shownName) {
    return of(ConfigFile.judged(file, shownName, "eloqua-mapping"));
  }

  /** Reads it from text, for tests. */
  static EloquaMapping of(String text) {
    return of(ConfigFile.of("mapping.yaml", text));
  }

  private static EloquaMapping of(ConfigFile file) {
    ConfigNode root = file.root();
    root.onlyKeys(KEYS);
    ConfigNode contact = root.get("contact");
    contact.onlyKeys(CONTACT_KEYS);
    var read = new LinkedHashMap<String, String>();
    for (ConfigNode.Entry entry : contact.get("read").entries()) {
      read.put(field(entry), entry.value().text());
    }
    var write = new LinkedHashMap<String, String>();
    for (ConfigNode.Entry entry : contact.get("write").entries()) {
      write.put(entry.key(), entry.value().text());
    }
    var consent = new LinkedHashMap<String, String>();
    contact.find("consent").ifPresent(node -> {
      node.onlyKeys(CHANNELS);
      node.entries().forEach(entry -> {
        String field = entry.value().text();
        if (entry.key().equals("email") != field.equals(SUBSCRIPTION)) {
          entry.value().report("consent-field", "\"" + field + "\" for " + entry.key()
              + "; expected `subscription` for email, and the internal name of a contact field for the others");
        }
        consent.put(entry.key(), field);
      });
    });
    var pages = new ArrayList<PageRule>();
    for (ConfigNode page : root.find("pages").map(ConfigNode::items).orElse(List.of())) {
      page.onlyKeys(PAGE_KEYS);
      PageRule rule = PageRule.of(page.get("url").text(), page.get("asset").text(),
          page.find("type").map(ConfigNode::text).orElse("LandingPage"));
      PLACEHOLDER.matcher(rule.asset()).results().map(word -> word.group(1))
          .filter(word -> !rule.words().contains(word))
          .forEach(word -> page.get("asset").report("unknown-word",
              "{" + word + "} is not part of the url; expected some of " + rule.words()));
      pages.add(rule);
    }
    file.orThrow();
    return new EloquaMapping(read, write, consent, pages);
  }

  private static String field(ConfigNode.Entry entry) {
    if (!entry.key().matches("\\w+")) {
      entry.value().report("not-a-field", "\"" + entry.key()
          + "\" is no internal field name; expected one such as C_FirstName");
    }
    return entry.key();
  }

  /** Internal names of the contact fields to read, separated by commas. */
  public String contactFields() {
    return String.join(",", read.keySet());
  }

  /** What a page is, by its address; {@link Asset#NONE} when no rule fits. */
  Asset page(String address) {
    return pages.stream().flatMap(rule -> rule.asset(address).stream()).findFirst().orElse(Asset.NONE);
  }
}
