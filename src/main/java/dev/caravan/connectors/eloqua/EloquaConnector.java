package dev.caravan.connectors.eloqua;

import dev.caravan.connectors.ConsentGate;
import dev.caravan.connectors.FindingsInMemory;
import dev.caravan.connectors.Overdue;
import dev.caravan.connectors.SystemFindings;
import dev.caravan.journal.Findings;
import dev.caravan.journal.Journal;
import dev.caravan.outbox.Outbox;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/**
 * Puts Eloqua into a Camel context: the component with the login from the settings, and the beans the routes name
 * ({@code eloquaFacts, eloquaDeliveries, eloquaPositions}).
 *
 * <p>Settings: {@code caravan.eloqua.login-url, site, user, password, client-id, client-secret, refresh-token,
 * authentication} (basic, password or refresh), {@code sync-poll-delay, deadline-seconds}. The login is given to the component and not to
 * the Kamelets, so that no secret is ever part of a URI.
 */
public final class EloquaConnector {
  static final String SOURCE = "eloqua";
  private static final String PREFIX = "caravan.eloqua.";

  private EloquaConnector() {}

  /**
   * Call it before the routes are added.
   *
   * @param folder where {@code mapping.yaml} is: {@code connectors/eloqua}
   * @param pin ties the data to the site whose name it is given, by a name; says why not if they are of another, else {@code ""}
   * @param property value of a property by its full name, its default where it is not set, {@code ""} without one
   * @param tokens where the newest refresh token is kept; used with {@code authentication=refresh} only
   */
  public static void install(CamelContext context, Path folder, Path tokens, Journal journal, Outbox outbox,
      InstantSource clock, BinaryOperator<String> pin, UnaryOperator<String> property) {
    var mapping = EloquaMapping.load(folder.resolve("mapping.yaml"), "connectors/eloqua/mapping.yaml");
    var registry = context.getRegistry();
    registry.bind("eloquaFacts", new EloquaFacts(SOURCE, mapping));
    var gate = ConsentGate.of(context);
    registry.bind("eloquaDeliveries", new EloquaDeliveries(outbox, journal.people(), mapping, gate, SOURCE));
    registry.bind("eloquaPositions", new EloquaPositions(SOURCE, journal));

    EloquaComponent component = component(context, mapping, new SystemFindings(SOURCE, journal.findings()), tokens, clock, property);
    component.refuse(site -> pin.apply("eloqua-site", site));
    gate.ask(new EloquaConsents(() -> component.connection(component.getConfiguration()), journal.people(), SOURCE));
    context.addComponent("eloqua", component);
  }

  /**
   * What a site says when it is asked before anything is written: contact fields that the mapping names and it lacks or hides.
   *
   * @param context one of its own, started
   * @throws IllegalStateException where the login must not be used beside a service that runs
   * @throws EloquaException with a sentence, if the site cannot be reached or refuses
   */
  public static List<Findings.Finding> inquire(CamelContext context, Path folder, Path tokens, InstantSource clock,
      UnaryOperator<String> property) throws EloquaException, InterruptedException {
    var mapping = EloquaMapping.load(folder.resolve("mapping.yaml"), "connectors/eloqua/mapping.yaml");
    if (authentication(property.apply(PREFIX + "authentication")) == EloquaConfiguration.Authentication.refresh) {
      throw new IllegalStateException("with caravan.eloqua.authentication = refresh each login ends the one before, so that only the"
          + " service may log in");
    }
    var heard = new FindingsInMemory();
    var findings = new SystemFindings(SOURCE, heard);
    EloquaComponent component = component(context, mapping, findings, tokens, clock, property);
    context.addComponent("eloqua", component);
    var endpoint = new EloquaEndpoint("eloqua:contacts", component, component.getConfiguration().copy());
    endpoint.setOperation(EloquaOperation.contacts);
    new SiteFit(mapping, findings).readable(endpoint, List.of());
    return heard.all();
  }

  private static EloquaComponent component(CamelContext context, EloquaMapping mapping, SystemFindings findings, Path tokens,
      InstantSource clock, UnaryOperator<String> property) {
    var component = new EloquaComponent(context);
    component.fitTo(new SiteFit(mapping, findings));
    component.tellOverdue(Overdue.toldTo(findings, PREFIX + "deadline-seconds", clock));
    EloquaConfiguration settings = component.getConfiguration();
    settings.setClock(clock);
    UnaryOperator<String> setting = name -> property.apply(PREFIX + name);
    settings.setLoginUrl(setting.apply("login-url"));
    settings.setAuthenticationType(authentication(setting.apply("authentication")));
    settings.setSiteName(setting.apply("site"));
    settings.setUserName(setting.apply("user"));
    settings.setPassword(setting.apply("password"));
    settings.setClientId(setting.apply("client-id"));
    settings.setClientSecret(setting.apply("client-secret"));
    settings.setRefreshToken(setting.apply("refresh-token"));
    settings.setTokenRepository(new EloquaTokenFile(tokens));
    settings.setFields(mapping.contactFields());
    settings.setSyncPollDelay(context.getTypeConverter().convertTo(java.time.Duration.class,
        setting.apply("sync-poll-delay")).toMillis());
    settings.setRequestTimeout(java.time.Duration.ofSeconds(Long.parseLong(setting.apply("deadline-seconds"))).toMillis());
    return component;
  }

  /** The streams the routes of a context read; announce them to the journal. */
  public static List<String> streams(CamelContext context) {
    return context.getRoutes().stream().flatMap(route -> streams(route).stream()).distinct().toList();
  }

  /** The streams a route begins with; none if it reads no Eloqua. */
  public static List<String> streams(Route route) {
    return route.getEndpoint() instanceof EloquaEndpoint endpoint ? endpoint.streams(SOURCE) : List.of();
  }

  private static EloquaConfiguration.Authentication authentication(String name) {
    try {
      return EloquaConfiguration.Authentication.valueOf(name.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("caravan.eloqua.authentication is \"" + name
          + "\"; expected basic, password or refresh", e);
    }
  }

  /** Where a stand-in is, and who may call it: all else is as shipped. */
  public static Properties forStandIn(String loginUrl, String site, String user, String password) {
    var settings = new Properties();
    settings.setProperty("caravan.eloqua.login-url", loginUrl);
    settings.setProperty("caravan.eloqua.site", site);
    settings.setProperty("caravan.eloqua.user", user);
    settings.setProperty("caravan.eloqua.password", password);
    return settings;
  }
}
