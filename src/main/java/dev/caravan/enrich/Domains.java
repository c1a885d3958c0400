package dev.caravan.enrich;

import com.google.common.net.InternetDomainName;
import dev.caravan.parse.WebAddresses;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** E-mail addresses and web sites to the domain a company is known by. */
final class Domains {
  private static final int REMEMBERED = 100_000;

  private final Set<String> freeMail;
  /** What was found out about a domain: people of one company write again and again. */
  private final Map<String, String> companies = new ConcurrentHashMap<>();

  Domains(Set<String> freeMail) {
    this.freeMail = freeMail;
  }

  /** The company domain of an e-mail; {@code ""} for none, a free-mail or a disposable one. */
  String company(String email) {
    int at = email.lastIndexOf('@');
    if (at < 1 || at == email.length() - 1) {
      return "";
    }
    String domain = email.substring(at + 1);
    String known = companies.get(domain);
    if (known != null) {
      return known;
    }
    String company = companyOf(WebAddresses.domain(domain).or(domain.toLowerCase(Locale.ROOT)));
    if (companies.size() < REMEMBERED) {
      companies.put(domain, company);
    }
    return company;
  }

  private String companyOf(String domain) {
    if (freeMail.contains(domain)) {
      return "";
    }
    String registrable = registrable(domain);
    return freeMail.contains(registrable) ? "" : registrable;
  }

  /** The registrable domain of a web site's host; {@code ""} if it has none. */
  String site(String website) {
    String host = host(website);
    if (host.isEmpty()) {
      return "";
    }
    String registrable = registrable(host);
    return freeMail.contains(registrable) ? "" : registrable;
  }

  /** The host of a web site, without {@code www.}; {@code ""} if it has none. */
  static String host(String website) {
    String host = WebAddresses.host(website).or("");
    String bare = host.startsWith("www.") ? host.substring(4) : host;
    return bare.indexOf('.') < 0 ? "" : bare;
  }

  private static String registrable(String domain) {
    if (!InternetDomainName.isValid(domain)) {
      return domain;
    }
    var name = InternetDomainName.from(domain);
    if (name.isUnderPublicSuffix()) {
      return name.topPrivateDomain().toString();
    }
    if (name.isPublicSuffix()) {
      return domain;
    }
    // A suffix the list does not hold counts as one label: the list's own default rule ("*").
    int last = domain.lastIndexOf('.');
    int before = last < 0 ? -1 : domain.lastIndexOf('.', last - 1);
    return domain.substring(before + 1);
  }
}
