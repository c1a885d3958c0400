package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.sandbox.http.Fault;
import dev.caravan.sandbox.http.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes and Kamelets as they are shipped, against the stand-in. */
class SalesforceRoutesTest {
  private static final String LEA = "lea@halden.example";

  @TempDir Path folder;

  private static void load(TestOrg org, String... routes) throws Exception {
    var properties = new Properties();
    properties.put("caravan.poll.schedule", "* * * * * ?");
    org.camel.getPropertiesComponent().setInitialProperties(properties);
    org.camel.getComponent("kamelet", KameletComponent.class).setLocation("file:connectors/salesforce");
    org.camel.getRegistry().bind("journal", org.journal);
    org.camel.getRegistry().bind("outbox", org.outbox);
    org.camel.addRoutesConfigurations(new RouteConfigurationBuilder() {
      @Override
      public void configuration() {
        routeConfiguration("polling").onException(Exception.class).maximumRedeliveries(2).redeliveryDelay(1);
        routeConfiguration("delivery").onException(Exception.class).maximumRedeliveries(0);
      }
    });
    for (String route : routes) {
      PluginHelper.getRoutesLoader(org.camel).loadRoutes(PluginHelper.getResourceLoader(org.camel)
          .resolveResource("file:routes/" + route + ".camel.yaml"));
    }
  }

  @Test
  void one_run_of_the_poll_reads_everything_to_the_end() throws Exception {
    try (var org = new TestOrg(folder, IntStream.range(0, 2500).mapToObj(TestOrg::lead).toList())) {
      org.connector.poll().streams().forEach(org.journal::expect);
      var done = new NotifyBuilder(org.camel).fromRoute("poll-salesforce").whenDone(1).create();
      load(org, "poll-salesforce");
      assertThat(done.matches(60, TimeUnit.SECONDS)).isTrue();
      assertThat(org.journal.behind(0)).isEmpty();
      assertThat(org.facts("person")).hasSize(2500);
    }
  }

  @Test
  void a_call_that_fails_in_the_middle_is_repeated_and_nothing_is_lost() throws Exception {
    try (var org = new TestOrg(folder, IntStream.range(0, 2500).mapToObj(TestOrg::lead).toList())) {
      org.connector.poll().streams().forEach(org.journal::expect);
      org.trouble(request -> TestOrg.asks(request, "queryAll"), 1,
          new Fault.Effect.Instead(Reply.text(503, "text/html", "<html>maintenance</html>")));
      var done = new NotifyBuilder(org.camel).fromRoute("poll-salesforce").whenDone(1).create();
      load(org, "poll-salesforce");
      assertThat(done.matches(60, TimeUnit.SECONDS)).isTrue();
      assertThat(org.journal.behind(0)).isEmpty();
      assertThat(org.facts("person")).hasSize(2500);
    }
  }

  @Test
  void a_delivery_is_asked_for_until_nothing_is_due() throws Exception {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      load(org, "deliver-salesforce-score", "deliver-salesforce-hand-off", "deliver-salesforce-programme",
          "deliver-salesforce-group");
      org.knows(LEA, TestOrg.LEAD, "");
      Because why = Because.of("", "", "", "", "");
      var handOff = new Decision.HandOff("h1", LEA, 1, why, "person", LEA, LEA, TestOrg.ACCOUNT, "customer-care", "mql",
          "Call Lea", List.of(LEA), "why", Map.of());
      org.put(new Decision.Score("s1", LEA, 1, why, LEA, Map.of("fit", 70.0)),
          new Decision.Assignment("a1", "h1", 1, why, handOff, TestOrg.REP, "owner", "Ada Lind", Moment.of(1_775_035_800_000L)),
          new Decision.Enrolment("e1", LEA, 1, why, LEA, "keep-warm"),
          new Decision.Group("g1", TestOrg.ACCOUNT + "|customer-care", 1, why, "Halden Health, customer care", TestOrg.ACCOUNT, "customer-care", "hot", false,
              LEA, Moment.of(1_775_000_000_000L), 0.5, List.of("champion"),
              List.of(new Decision.Member(LEA, LEA, "influencer", "Manager", Moment.of(1_775_000_000_000L), 3, false)), "summary", ""));
      try (var template = org.camel.createProducerTemplate()) {
        for (String what : List.of("score", "hand-off", "programme", "group")) {
          // A header from outside must not redirect the write.
          var first = template.request("direct:deliver-salesforce-" + what,
              exchange -> exchange.getMessage().setHeader("sObjectName", "Account"));
          assertThat(first.getException()).as(what).isNull();
          assertThat(first.getMessage().getBody(Integer.class)).as(what).isEqualTo(1);
          assertThat(template.requestBody("direct:deliver-salesforce-" + what, "", Integer.class)).as(what).isZero();
        }
      }
      assertThat(org.outbox.counts("salesforce").sent()).isEqualTo(4);
      assertThat(org.standIn.records("Task")).singleElement().satisfies(task -> assertThat(task)
          .containsEntry("Caravan_Key__c", "h1").containsEntry("WhoId", TestOrg.LEAD));
      assertThat(org.standIn.records("CampaignMember")).hasSize(1);
      assertThat(org.standIn.records("Buying_Group_Member__c")).hasSize(1);
    }
  }
}
