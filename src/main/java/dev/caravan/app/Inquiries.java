package dev.caravan.app;

import dev.caravan.connectors.eloqua.EloquaConnector;
import dev.caravan.connectors.salesforce.OrgInquiry;
import dev.caravan.connectors.salesforce.SalesforceMapping;
import dev.caravan.connectors.salesforce.SalesforceSettings;
import dev.caravan.insight.Inquiry;
import dev.caravan.model.Masked;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import org.apache.camel.impl.DefaultCamelContext;

/** Asks both systems what they lack, beside whoever works with them; nothing is written. */
final class Inquiries {
  private final Path connectors;
  private final InstantSource clock;

  Inquiries(Path home, InstantSource clock) {
    this.connectors = home.resolve("connectors");
    this.clock = clock;
  }

  private interface Question {
    Inquiry ask(DefaultCamelContext camel) throws Exception;
  }

  List<Inquiry> ask(Path data, Path config) {
    ApplicationProperties settings = ApplicationProperties.load(config, System.getenv());
    return List.of(
        asked("eloqua", camel -> new Inquiry("eloqua", "", EloquaConnector.inquire(camel, connectors.resolve("eloqua"),
            data.resolve("eloqua.tokens"), clock, settings::get), List.of(), OptionalLong.empty(), OptionalLong.empty())),
        asked("salesforce", camel -> salesforce(OrgInquiry.ask(camel, SalesforceSettings.from(settings::get),
            SalesforceMapping.read(connectors.resolve("salesforce").resolve("mapping.yaml"), "connectors/salesforce/mapping.yaml"), clock))));
  }

  private static Inquiry salesforce(OrgInquiry said) {
    return new Inquiry("salesforce", "", said.findings(), said.withoutEmail(), known(said.usage().allowed()), known(said.usage().used()));
  }

  private static OptionalLong known(long number) {
    return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /** Whatever goes wrong with one system is said of it, and the other is asked all the same. */
  private static Inquiry asked(String system, Question question) {
    try (var camel = new DefaultCamelContext()) {
      camel.start();
      return question.ask(camel);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Inquiry.unreached(system, "stopped while waiting for the reply");
    } catch (Exception e) {
      return Inquiry.unreached(system, Masked.text(String.valueOf(e.getMessage())));
    }
  }
}
