package dev.caravan.connectors.mail;

import dev.caravan.connectors.OwnerTime;
import dev.caravan.journal.Journal;
import dev.caravan.model.Fact;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import dev.caravan.outbox.Outbox;
import dev.caravan.outbox.Urgency;
import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Takes alerts out of the outbox one at a time, makes a mail of each, and settles it with what the mail server said. */
public final class MailDeliveries {
  /** The outbox target served here. */
  public static final String TARGET = "mail";

  static final String UNSURE = "it may have gone out when a delivery broke off, and no alert is mailed twice; the task in the CRM says the same";
  static final String OFF = "no mail server is named (caravan.mail.host)";
  static final String NO_ADDRESS = "nobody there with an address has it, and caravan.mail.fallback names none";
  private static final String ITEM = "mailItem";
  private static final String FOOT = "\n\nThe task in your CRM says the same. Answer there: Snooze, or Not useful.\n";

  private final Outbox outbox;
  private final Journal journal;
  private final MailSettings settings;

  MailDeliveries(Outbox outbox, Journal journal, MailSettings settings) {
    this.outbox = outbox;
    this.journal = journal;
    this.settings = settings;
  }

  /** Claims the next alert that is due; gives back a list of one, or of none. */
  public List<Item> take() {
    return outbox.take(TARGET, Urgency.ALERT.kinds(), 1);
  }

  /** Makes the mail of an item in the body; the body is empty where there is nothing to send, and the item settled. */
  public void mail(Exchange exchange) {
    Item item = exchange.getMessage().getBody(Item.class);
    exchange.setProperty(ITEM, item);
    Message mail = exchange.getMessage();
    mail.removeHeaders("*");
    mail.setBody(null);
    Optional<String> kept = settings.isOn() ? item.uncertain() ? Optional.of(UNSURE) : Optional.empty() : Optional.of(OFF);
    String to = address(text(item.payload(), "owner"));
    if (kept.isPresent() || to.isEmpty()) {
      settle(item, new Delivery.Held(kept.orElse(NO_ADDRESS)));
      return;
    }
    if (!outbox.renew(item.claim())) {
      return; // it is somebody else's now
    }
    mail.setHeader("To", to);
    mail.setHeader("From", settings.from());
    mail.setHeader("Subject", text(item.payload(), "action").replaceAll("\\s+", " "));
    mail.setHeader("Message-ID", messageId(item));
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setBody(OwnerTime.local(text(item.payload(), "text"), journal.user(text(item.payload(), "owner")).map(Fact.User::timeZone).orElse("")) + FOOT);
  }

  /** The mail server took it; or it did not, or nobody knows, where a failure is left. */
  public void settle(Exchange exchange) {
    Item item = exchange.getProperty(ITEM, Item.class);
    settle(item, exchange.getMessage().getBody() instanceof MessagingException failure ? MailTrouble.of(failure)
        : new Delivery.Sent(messageId(item)));
  }

  /** The same for every try, so that a mail server or reader that meets it twice knows it. */
  String messageId(Item item) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(item.id().getBytes(StandardCharsets.UTF_8));
      return "<" + HexFormat.of().formatHex(digest, 0, 16) + ".caravan@" + settings.from().replaceFirst("^.*@", "").replaceFirst(">.*", "")
          + ">";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private String address(String owner) {
    return journal.user(owner).filter(Fact.User::active).map(Fact.User::email).filter(email -> !email.isBlank()).orElse(settings.fallback());
  }

  private void settle(Item item, Delivery delivery) {
    outbox.settle(new Outbox.Results(item.claim(), Map.of(item.id(), delivery)));
  }

  private static String text(Map<String, Object> payload, String name) {
    return String.valueOf(payload.getOrDefault(name, ""));
  }
}
