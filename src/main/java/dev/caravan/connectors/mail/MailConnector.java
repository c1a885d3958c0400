package dev.caravan.connectors.mail;

import dev.caravan.journal.Journal;
import dev.caravan.model.Decision;
import dev.caravan.outbox.Outbox;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;

/**
 * Puts mail into a Camel context: the beans the route names ({@code mailDeliveries, mailSender}). The login is given to the
 * sender and not to the Kamelet, so that no secret is ever part of a URI.
 */
public final class MailConnector {
  private MailConnector() {}

  /** Call it before the routes are added. */
  public static void install(CamelContext context, MailSettings settings, Journal journal, Outbox outbox) {
    context.getRegistry().bind("mailDeliveries", new MailDeliveries(outbox, journal, settings));
    context.getRegistry().bind("mailSender", new AlertSender(settings));
  }

  /** What of the decisions is mailed: alerts, where mail is on. */
  public static Optional<Outbox.Target> target(MailSettings settings) {
    return settings.isOn() ? Optional.of(new Outbox.Target(MailDeliveries.TARGET, Set.of(Decision.Kind.ALERT))) : Optional.empty();
  }
}
