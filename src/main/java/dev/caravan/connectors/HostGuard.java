package dev.caravan.connectors;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/**
 * Says where calls to a system may go: to the host that was configured, to the system's own domains, and only encrypted,
 * unless the configured host is this machine. A login reply that names another host is refused: the next call would take
 * people's data there.
 */
public final class HostGuard {
  private final String system;
  private final String configured;
  private final boolean local;
  private final List<String> domains;

  /**
   * A guard.
   *
   * @param system for people
   * @param login the configured address
   * @param domains the system's own, such as {@code salesforce.com}
   */
  public HostGuard(String system, URI login, List<String> domains) {
    this.system = system;
    this.configured = host(login);
    this.local = isLoopback(configured);
    this.domains = List.copyOf(domains);
  }

  /** Why an address must not be called; {@code ""} if it may be. */
  public String refuses(URI address) {
    String host = host(address);
    boolean loopback = isLoopback(host);
    boolean known = host.equals(configured) || local && loopback
        || domains.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    if (!known) {
      return system + " names the host \"" + host + "\" for further calls; expected " + configured + " or one of " + domains
          + "; nothing is sent there";
    }
    if (!"https".equalsIgnoreCase(address.getScheme()) && !loopback) {
      return system + " at " + host + " is to be called by " + address.getScheme() + "; expected https";
    }
    return "";
  }

  private static String host(URI address) {
    return address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
  }

  /** Whether a host is this machine, by name or literal address; no name is looked up for it. */
  private static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    boolean literal = host.startsWith("[") || !host.isEmpty() && host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    try {
      return literal && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
