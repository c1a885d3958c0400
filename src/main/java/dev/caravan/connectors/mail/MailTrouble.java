package dev.caravan.connectors.mail;

import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Problem;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** What a failure says of a mail. Servers quote addresses in their answers, so only their code is told. */
final class MailTrouble {
  private static final int PERMANENT = 500;

  private MailTrouble() {}

  static Delivery of(MessagingException failure) {
    if (failure instanceof AlertSender.NotReached) {
      // Nothing was done yet, as at a limit: the mail is no doubtful one.
      return Delivery.TryLater.notReached(Problem.LIMIT, "the mail server was not reached, or takes no message now; tried again");
    }
    if (failure instanceof AuthenticationFailedException) {
      return new Delivery.Refused(Problem.CONFIG, "the mail server refuses the login; set caravan.mail.user and caravan.mail.password", 0);
    }
    Optional<SMTPSenderFailedException> sender = cause(failure, SMTPSenderFailedException.class);
    if (sender.isPresent()) {
      return sender.get().getReturnCode() >= PERMANENT ? new Delivery.Refused(Problem.CONFIG, "the mail server refuses mail from the address"
          + " in caravan.mail.from" + code(sender.get().getReturnCode()), 0) : later(sender.get().getReturnCode());
    }
    Optional<SMTPAddressFailedException> address = cause(failure, SMTPAddressFailedException.class);
    if (address.isPresent()) {
      return address.get().getReturnCode() >= PERMANENT ? refused("the mail server refuses the recipient's address"
          + code(address.get().getReturnCode()), "mend the e-mail of this user in the CRM, then requeue") : later(address.get().getReturnCode());
    }
    if (cause(failure, AddressException.class).isPresent()) {
      return refused("the recipient's address is none", "mend the e-mail of this user in the CRM, then requeue");
    }
    Optional<SMTPSendFailedException> message = cause(failure, SMTPSendFailedException.class);
    if (message.isPresent()) {
      return message.get().getReturnCode() >= PERMANENT ? refused("the mail server refuses the message" + code(message.get().getReturnCode()), "")
          : message.get().getReturnCode() > 0 ? later(message.get().getReturnCode()) : new Delivery.Held(MailDeliveries.UNSURE);
    }
    return new Delivery.Held(MailDeliveries.UNSURE);
  }

  private static Delivery refused(String why, String remedy) {
    return new Delivery.Refused(Problem.DATA, why, 0, false, remedy);
  }

  private static Delivery later(int code) {
    return new Delivery.TryLater(Problem.LIMIT, "the mail server takes it later" + code(code));
  }

  private static String code(int code) {
    return " (" + code + ")";
  }

  /** The first of a kind among a failure, what caused it, and what came with it. */
  private static <T extends Throwable> Optional<T> cause(MessagingException failure, Class<T> kind) {
    for (Throwable each = failure; each != null; each = each instanceof MessagingException next ? next.getNextException() : each.getCause()) {
      if (kind.isInstance(each)) {
        return Optional.of(kind.cast(each));
      }
    }
    return Optional.empty();
  }
}
