package dev.caravan.connectors.salesforce;

import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * How to reach a Salesforce org, and the few choices about writing to it. Values that are not set are {@code ""}.
 *
 * @param loginUrl My Domain address of the org; client credentials do not work at the general login address
 * @param clientId consumer key of the app
 * @param clientSecret its secret, for client credentials
 * @param authentication which of the two flows is used
 * @param keystore for JWT: a key store with one key, as a Camel resource such as {@code file:…}
 * @param keystorePassword its password
 * @param user for JWT: the user name to act as
 * @param apiVersion such as {@code 66.0}
 * @param create when a person without a record gets a Lead
 * @param fallbackQueue developer name of the queue that takes what nobody else can
 * @param fallbackUser user id that gets the task when a queue owns the lead; {@code ""} for the integration user
 * @param overlap how far back the next poll reads again, because a long transaction in Salesforce shows its changes
 *     late, under an earlier time; zero trusts the order
 * @param deadline how long one call may take, its login and retries of the library included
 */
public record SalesforceSettings(String loginUrl, String clientId, String clientSecret, Authentication authentication,
    String keystore, String keystorePassword, String user, String apiVersion, Create create, String fallbackQueue,
    String fallbackUser, Duration overlap, Duration deadline) {
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  /** The ways to log in. */
  public enum Authentication { CLIENT_CREDENTIALS, JWT }

  /** When a Lead is created for a person nobody has a record of. */
  public enum Create { NEVER, HAND_OFF, INQUIRY }

  /** The start of every property name. */
  public static final String PREFIX = "caravan.salesforce.";

  public SalesforceSettings {
    require(!loginUrl.isEmpty(), "login-url", "nothing",
        "the My Domain address such as https://example.my.salesforce.com");
    require(!clientId.isEmpty(), "client-id", "nothing", "the consumer key of the app");
    if (authentication == Authentication.CLIENT_CREDENTIALS) {
      require(!clientSecret.isEmpty(), "client-secret", "nothing", "the consumer secret, from the environment");
    } else {
      require(!keystore.isEmpty(), "keystore", "nothing", "a key store with the app's key, needed for jwt");
      require(!user.isEmpty(), "user", "nothing", "the user name to act as, needed for jwt");
    }
    require(apiVersion.matches("\\d{2}\\.0"), "api-version", apiVersion, "a version such as 66.0");
    if (overlap.isNegative()) {
      throw new IllegalArgumentException(PREFIX + "overlap: " + overlap + "; expected zero or more");
    }
    require(!deadline.isNegative() && !deadline.isZero(), "deadline-seconds", deadline.toSeconds() + "", "1 or more");
    loginUrl = loginUrl.replaceFirst("/+$", "");
  }

  /** Client credentials and the shipped choices. */
  public static SalesforceSettings of(String loginUrl, String clientId, String clientSecret) {
    return new SalesforceSettings(loginUrl, clientId, clientSecret, Authentication.CLIENT_CREDENTIALS, "", "", "",
        "66.0", Create.HAND_OFF, "Caravan_Unrouted", "", Duration.ZERO, DEADLINE);
  }

  /**
   * Reads {@code caravan.salesforce.*}.
   *
   * @param property value of a property by its full name, its default where none is given; {@code ""} for nothing
   * @throws IllegalArgumentException naming the property, what was expected, and what to do
   */
  public static SalesforceSettings from(UnaryOperator<String> property) {
    UnaryOperator<String> get = name -> property.apply(PREFIX + name).strip();
    return new SalesforceSettings(get.apply("login-url"), get.apply("client-id"), get.apply("client-secret"),
        choice(Authentication.class, "authentication", get.apply("authentication")), get.apply("keystore"),
        get.apply("keystore-password"), get.apply("user"), get.apply("api-version"),
        choice(Create.class, "create", get.apply("create")), get.apply("fallback-queue"), get.apply("fallback-user"),
        seconds("overlap-seconds", get.apply("overlap-seconds")), seconds("deadline-seconds", get.apply("deadline-seconds")));
  }

  private static Duration seconds(String name, String text) {
    try {
      return Duration.ofSeconds(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(PREFIX + name + ": \"" + text + "\"; expected whole seconds", e);
    }
  }

  private static <E extends Enum<E>> E choice(Class<E> type, String name, String text) {
    try {
      return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      var known = new StringBuilder();
      for (E one : type.getEnumConstants()) {
        known.append(known.isEmpty() ? "" : ", ").append(one.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      }
      throw new IllegalArgumentException(PREFIX + name + ": \"" + text + "\"; expected one of " + known, e);
    }
  }

  private static void require(boolean fine, String name, String value, String expected) {
    if (!fine) {
      throw new IllegalArgumentException(PREFIX + name + ": " + value + "; expected " + expected
          + "; set it in the environment's properties");
    }
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "SalesforceSettings[" + loginUrl + ", " + authentication + ", v" + apiVersion + ", create " + create + "]";
  }
}
