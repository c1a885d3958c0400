package dev.caravan.connectors.mail;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * How mail is sent.
 *
 * @param host the company's mail server, {@code ""} while no mail is sent
 * @param security starttls, tls or none
 * @param user {@code ""} where the server asks for no login
 * @param from the address mails come from
 * @param fallback who gets what is for a queue or for somebody without an address; {@code ""} for nobody
 */
public record MailSettings(String host, int port, String security, String user, String password, String from, String fallback) {
  private static final int SUBMISSION = 587;
  private static final String PREFIX = "caravan.mail.";

  /** By the properties {@code caravan.mail.*}. */
  public static MailSettings from(UnaryOperator<String> property) {
    return new MailSettings(property.apply(PREFIX + "host"), port(property.apply(PREFIX + "port")),
        property.apply(PREFIX + "security"), property.apply(PREFIX + "user"), property.apply(PREFIX + "password"),
        property.apply(PREFIX + "from"), property.apply(PREFIX + "fallback"));
  }

  /** What keeps mail from being sent although a host is set, by property. */
  public static Map<String, String> mistakes(UnaryOperator<String> property) {
    var found = new TreeMap<String, String>();
    if (property.apply(PREFIX + "host").isEmpty()) {
      return found;
    }
    if (property.apply(PREFIX + "from").isEmpty()) {
      found.put(PREFIX + "from", "empty, and needed where a mail server is named; expected the address that mails come from");
    }
    if (property.apply(PREFIX + "user").isEmpty() != property.apply(PREFIX + "password").isEmpty()) {
      found.put(PREFIX + "user", "a user and a password belong together; expected both, or neither where the server asks for no login");
    }
    return found;
  }

  private static int port(String written) {
    return written.matches("\\d{1,5}") ? Integer.parseInt(written) : SUBMISSION; // another one is a mistake that is told as such
  }

  /** For people. */
  public String sentence() {
    return isOn() ? "alerts of buying groups are mailed through " + host + ":" + port + (security.equals("none") ? ", not encrypted" : "")
        : "off: no mail server is named (caravan.mail.host), so reps get alerts as tasks only";
  }

  /** Whether mail is sent at all. */
  public boolean isOn() {
    return !host.isEmpty();
  }

  @Override
  public String toString() {
    return "MailSettings[" + host + ":" + port + "]";
  }
}
