package dev.caravan.sandbox.eloqua;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Who may call the stand-in.
 *
 * @param site name of the Eloqua site
 * @param user name of the user within the site
 * @param password of the user
 * @param clientId of the registered app
 * @param clientSecret of the registered app
 */
public record Credentials(String site, String user, String password, String clientId, String clientSecret) {

  /** The one set every stand-in accepts; it opens nothing else in the world. */
  public static final Credentials TEST =
      new Credentials(
          "CaravanSandbox", "caravan.api", "sandbox-password", "sandbox-client-id", "sandbox-client-secret");

  /** How Eloqua wants the user named in a password grant and in HTTP Basic: {@code site\\user}. */
  public String login() {
    return site + "\\" + user;
  }

  /** The {@code Authorization} header of an API call made with HTTP Basic. */
  public String basic() {
    return basic(login(), password);
  }

  /** The {@code Authorization} header of a call to the token endpoint. */
  public String clientBasic() {
    return basic(clientId, clientSecret);
  }

  private static String basic(String name, String secret) {
    return "Basic " + Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }
}
