package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run over a market with a mail server beside both systems. */
class MailRunTest {
  @TempDir Path folder;

  @Test
  void alerts_reach_reps_as_tasks_and_by_mail_once() throws Exception {
    var server = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
    server.start();
    try (var place = new RunPlace(folder, DemoData.marketWithAlerts(folder.resolve("facts.ndjson")))) {
      place.alarmsWhateverIsUsual();
      String[] mail = {"caravan.mail.host", "127.0.0.1", "caravan.mail.port", String.valueOf(server.getSmtp().getPort()),
          "caravan.mail.security", "none", "caravan.mail.from", "caravan@example.com", "caravan.mail.fallback", "desk@caravan.example"};
      Shell.Said said = place.runOnce(mail);
      assertThat(said.code()).as(said.out() + said.err()).isIn(0, 1);
      List<String> tasks = place.salesforce.records("Task").stream().filter(task -> isAlert(String.valueOf(task.get("Caravan_Key__c"))))
          .map(task -> String.valueOf(task.get("Subject"))).sorted().toList();
      var mails = new ArrayList<String>();
      var ids = new HashSet<String>();
      for (MimeMessage each : server.getReceivedMessages()) {
        mails.add(each.getSubject());
        ids.add(each.getMessageID());
        assertThat(each.getAllRecipients()).hasSize(1);
      }
      assertThat(mails.stream().sorted().toList()).isEqualTo(tasks).isNotEmpty();
      assertThat(ids).hasSameSizeAs(mails);
      assertThat(said.out()).contains("mail");
      place.runOnce(mail);
      assertThat(server.getReceivedMessages()).hasSameSizeAs(mails);
      assertThat(place.type("doctor").out()).contains("alerts of buying groups are mailed through 127.0.0.1:");
    } finally {
      server.stop();
    }
  }

  private static boolean isAlert(String key) {
    return key.startsWith("alert/") || key.startsWith("digest/");
  }
}
