package dev.caravan.connectors.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.apache.camel.component.mail.DefaultJavaMailSender;

/** Hands one message to the mail server, and tells a server that cannot be reached from an answer that was lost. */
final class AlertSender extends DefaultJavaMailSender {
  private static final String MESSAGE_ID = "Message-ID";
  private static final String WAITS_MS = "30000";

  /** Nothing was handed over: the server was not reached, or took no message. */
  static final class NotReached extends MessagingException {
    private static final long serialVersionUID = 1;

    NotReached(MessagingException why) {
      super("the mail server was not reached", why);
    }
  }

  private final MailSettings settings;
  private final Session session;
  private final String protocol;

  AlertSender(MailSettings settings) {
    this.settings = settings;
    protocol = settings.security().equals("tls") ? "smtps" : "smtp";
    var properties = new Properties();
    String prefix = "mail." + protocol + ".";
    properties.setProperty(prefix + "connectiontimeout", WAITS_MS);
    properties.setProperty(prefix + "timeout", WAITS_MS);
    properties.setProperty(prefix + "writetimeout", WAITS_MS);
    properties.setProperty(prefix + "ssl.checkserveridentity", "true");
    properties.setProperty(prefix + "starttls.enable", String.valueOf(settings.security().equals("starttls")));
    properties.setProperty(prefix + "starttls.required", String.valueOf(settings.security().equals("starttls")));
    properties.setProperty(prefix + "auth", String.valueOf(!settings.user().isEmpty()));
    session = Session.getInstance(properties);
    setHost(settings.host());
    setPort(settings.port());
    setProtocol(protocol);
    setSession(session);
  }

  @Override
  public void send(MimeMessage message) throws MessagingException {
    try (Transport transport = getTransport(session)) {
      try {
        if (settings.user().isEmpty()) {
          transport.connect(settings.host(), settings.port(), null, null);
        } else {
          transport.connect(settings.host(), settings.port(), settings.user(), settings.password());
        }
      } catch (AuthenticationFailedException e) {
        throw e;
      } catch (MessagingException e) {
        throw new NotReached(e);
      }
      String id = message.getHeader(MESSAGE_ID, null);
      message.saveChanges(); // makes an id of its own
      if (id != null) {
        message.setHeader(MESSAGE_ID, id);
      }
      transport.sendMessage(message, message.getAllRecipients());
    }
  }
}
