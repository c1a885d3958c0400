package dev.caravan.connectors.salesforce;

import dev.caravan.connectors.ConsentGate;
import dev.caravan.connectors.Overdue;
import dev.caravan.connectors.SystemFindings;
import dev.caravan.journal.Journal;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.outbox.Outbox;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.SalesforceEndpointConfig;
import org.apache.camel.component.salesforce.internal.SalesforceSession;
import org.apache.camel.support.jsse.KeyStoreParameters;

/**
 * The Salesforce side of the house, put together: the component {@code salesforce:} and the beans the routes name.
 *
 * <p>{@link #install} puts them into a Camel context under {@code salesforceFacts}, {@code salesforcePoll} and
 * {@code salesforceDeliveries}. Nothing is called until a route runs: the login happens with the first call.
 */
public final class SalesforceConnector {
  private static final int MIB = 1024 * 1024;

  private final SalesforceFacts facts;
  private final SalesforcePoll poll;
  private final SalesforceDeliveries deliveries;
  private final Calls calls;

  /**
   * Calls to Salesforce.
   *
   * @param made by us since the start, logins not counted
   * @param used by everybody in the last 24 hours as Salesforce last said, -1 before it did
   * @param allowed in 24 hours, -1 when not known
   */
  public record Usage(long made, long used, long allowed) {
    /** What is left of the day's allowance, -1 when not known. */
    public long left() {
      return allowed < 0 ? -1 : Math.max(0, allowed - used);
    }
  }

  private SalesforceConnector(SalesforceFacts facts, SalesforcePoll poll, SalesforceDeliveries deliveries,
      Calls calls) {
    this.facts = facts;
    this.poll = poll;
    this.deliveries = deliveries;
    this.calls = calls;
  }

  /**
   * Adds the component and the beans to a context.
   *
   * @param pin ties the data to the org whose id it is given, by a name; says why not if they are of another, else {@code ""}
   * @param teams queues, roles and permission sets of which it is to be known who is in them, as {@code queue/inside_sales}
   */
  public static SalesforceConnector install(CamelContext camel, SalesforceSettings settings, SalesforceMapping mapping,
      Journal journal, Outbox outbox, InstantSource clock, BinaryOperator<String> pin, Supplier<Set<String>> teams) {
    SalesforceComponent component = component(settings);
    camel.addComponent("salesforce", component);
    var findings = new SystemFindings("salesforce", journal.findings());
    var calls = new Calls(camel.createProducerTemplate(), component, settings,
        Overdue.toldTo(findings, "caravan.salesforce.deadline-seconds", clock));
    var mapped = new MappedFields(mapping);
    var checks = new OrgChecks(mapping);
    var schemas = new SchemaReader(calls, mapped, checks, findings, clock,
        () -> ownOrg(component).map(org -> pin.apply("salesforce-org", org)).orElse(""));
    calls.fitTo(new SchemaFit(schemas, mapped, checks, findings));
    var facts = new SalesforceFacts(mapping, "salesforce", schemas::current);
    var poll = new SalesforcePoll(calls, facts, schemas, journal, clock, settings, new Teams(calls, facts.source(), teams));
    var org = new Org(calls, settings, () -> ownUser(component));
    var members = new MemberLinks(calls, mapping, findings,
        people -> outbox.again(SalesforceDeliveries.TARGET, Set.of(Decision.Kind.GROUP), people));
    var gate = ConsentGate.of(camel);
    gate.ask(new SalesforceConsents(calls, mapping, journal.people()));
    var deliveries = new SalesforceDeliveries(outbox, List.of(
        new ScoreWriter(calls, mapping, journal.people(), settings),
        new AssignmentWriter(calls, mapping, journal.people(), settings, org, members,
            people -> outbox.release(SalesforceDeliveries.TARGET, Who.NO_RECORD, people),
            user -> journal.user(user).map(Fact.User::timeZone).orElse("")),
        new ConsentWriter(calls, mapping, journal.people()),
        new ProgrammeWriter(calls, journal.people(), org),
        new ResponseWriter(calls, journal.people(), journal::campaign),
        new GroupWriter(calls, mapping, journal.people(), findings)), new Survivors(calls, journal.people()), members,
        journal.people(), gate);
    camel.getRegistry().bind("salesforceFacts", facts);
    camel.getRegistry().bind("salesforcePoll", poll);
    camel.getRegistry().bind("salesforceDeliveries", deliveries);
    return new SalesforceConnector(facts, poll, deliveries, calls);
  }

  /** The component with the options that keep long, large and slow calls alive; its own defaults do not. */
  public static SalesforceComponent component(SalesforceSettings settings) {
    var component = new BoundedComponent(settings.deadline());
    component.setLoginUrl(settings.loginUrl());
    component.setClientId(settings.clientId());
    if (settings.authentication() == SalesforceSettings.Authentication.JWT) {
      component.setAuthenticationType(AuthenticationType.JWT);
      component.setUserName(settings.user());
      var keystore = new KeyStoreParameters();
      keystore.setResource(settings.keystore());
      keystore.setPassword(settings.keystorePassword());
      component.setKeystore(keystore);
    } else {
      component.setAuthenticationType(AuthenticationType.CLIENT_CREDENTIALS);
      component.setClientSecret(settings.clientSecret());
    }
    component.setLazyLogin(true);
    component.setHttpMaxContentLength(16 * MIB);
    component.setHttpRequestBufferSize(65_536);
    component.setHttpClientIdleTimeout(60_000);
    // A redirect would carry the body of a write to wherever it points.
    component.setHttpClientProperties(new HashMap<>(Map.of("followRedirects", false)));
    var config = new SalesforceEndpointConfig();
    config.setApiVersion(settings.apiVersion());
    component.setConfig(config);
    return component;
  }

  /** The org we are logged in to: the part before that, without what an id of 18 characters has more. */
  private static Optional<String> ownOrg(SalesforceComponent component) {
    SalesforceSession session = component.getSession();
    String[] identity = session == null || session.getId() == null ? new String[0] : session.getId().split("/", -1);
    return identity.length < 2 ? Optional.empty() : Optional.of(identity[identity.length - 2])
        .filter(org -> org.startsWith("00D")).map(org -> org.substring(0, Math.min(15, org.length())));
  }

  /** The user we act as: the end of the identity address that came with the token. */
  private static Optional<String> ownUser(SalesforceComponent component) {
    SalesforceSession session = component.getSession();
    String identity = session == null ? null : session.getId();
    return identity == null ? Optional.empty() : Optional.of(identity.substring(identity.lastIndexOf('/') + 1));
  }

  public SalesforceFacts facts() {
    return facts;
  }

  public SalesforcePoll poll() {
    return poll;
  }

  public SalesforceDeliveries deliveries() {
    return deliveries;
  }

  public Usage usage() {
    return calls.usage();
  }
}
