package dev.caravan.app;

import dev.caravan.connectors.mail.MailConnector;
import dev.caravan.connectors.mail.MailSettings;
import dev.caravan.model.Decision;
import dev.caravan.outbox.Outbox;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which decisions go to which system. */
final class Targets {
  /** Those that are always there. */
  private static final List<Outbox.Target> ALWAYS = List.of(
      new Outbox.Target("salesforce", Set.of(Decision.Kind.SCORE, Decision.Kind.ASSIGNMENT, Decision.Kind.ENROLMENT,
          Decision.Kind.LEAVE, Decision.Kind.GROUP, Decision.Kind.CONSENT, Decision.Kind.RESPONSE)),
      new Outbox.Target("eloqua", Set.of(Decision.Kind.SCORE, Decision.Kind.ENROLMENT, Decision.Kind.LEAVE,
          Decision.Kind.TOUCH, Decision.Kind.TOUCH_LIMIT, Decision.Kind.CONSENT)));

  private Targets() {}

  /** The targets by these settings: mail only where it is set up. */
  static List<Outbox.Target> of(ApplicationProperties settings) {
    return Stream.concat(ALWAYS.stream(), MailConnector.target(MailSettings.from(settings::get)).stream()).toList();
  }
}
