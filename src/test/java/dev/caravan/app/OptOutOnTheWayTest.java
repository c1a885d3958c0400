package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.caravan.Practice;
import dev.caravan.config.Configuration;
import dev.caravan.connectors.ConsentGate;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.outbox.Outbox;
import dev.caravan.sandbox.eloqua.EloquaStandIn;
import dev.caravan.sandbox.salesforce.SalesforceStandIn;
import dev.caravan.store.HandCrankedClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody opts out in one system between a decision and its delivery to both. */
@Timeout(180)
class OptOutOnTheWayTest {
  private static final String DANA = "dana.reyes@halden-health.example";
  private static final String LEAD = "00Q000000000001EAA";

  @TempDir Path folder;
  private final HandCrankedClock clock = new HandCrankedClock("2026-03-10T09:00:00Z");

  private Path facts() throws Exception {
    return Files.write(folder.resolve("facts.ndjson"), List.of(
        Shell.fact("eloqua", "contact-1986113@1", "person", DANA, "2026-02-20T08:00:00Z",
            "{\"ids\":{\"eloqua\":\"1986113\"},\"first_name\":\"Dana\",\"last_name\":\"Reyes\"}"),
        Shell.fact("salesforce", "lead-" + LEAD + "@2026-02-20T08:00:00Z", "person", DANA, "2026-02-20T08:00:00Z",
            "{\"ids\":{\"salesforce\":\"" + LEAD + "\"},\"first_name\":\"Dana\",\"last_name\":\"Reyes\",\"company\":\"Halden\"}")));
  }

  /** What happens to an enrolment between its decision and its delivery. */
  private interface OnTheWay {
    void happens(EloquaStandIn eloqua, SalesforceStandIn salesforce);
  }

  private void enrolledMeanwhile(OnTheWay way, OnTheWay then) throws Exception {
    Path facts = facts();
    try (var eloqua = EloquaStandIn.open(facts, null, clock, 0);
        var salesforce = SalesforceStandIn.open(facts, null, clock, 0);
        var caravan = Caravan.open(new Caravan.Plan(folder.resolve("data"), Path.of("."),
            Practice.settings(), RunPlace.quick(eloqua, salesforce), clock))) {
      caravan.start(false);
      round(caravan);
      String dana = caravan.journal().people().find(DANA).orElseThrow();
      caravan.store().write(tx -> {
        caravan.outbox().put(tx, List.of(new Decision.Enrolment("in-1", dana, clock.millis(),
            Because.of("of interest", "keep-warm", "config/nurture.yaml:1", "3f9c", "f1"), DANA, "keep-warm")));
        return null;
      });
      way.happens(eloqua, salesforce);

      caravan.deliver();

      assertThat(eloqua.members().getOrDefault("caravan-keep-warm", List.of())).isEmpty();
      assertThat(caravan.outbox().entries(List.of(Outbox.State.HELD), 10)).extracting(Outbox.Entry::id, Outbox.Entry::reason)
          .contains(tuple("eloqua:programme:" + dana + "|keep-warm", ConsentGate.UNSUBSCRIBED),
              tuple("salesforce:programme:" + dana + "|keep-warm", ConsentGate.UNSUBSCRIBED));
      // As late as the route for unsubscribes may ask, and one delivery.
      clock.turn(Duration.ofSeconds(90));
      round(caravan);
      then.happens(eloqua, salesforce);
    }
  }

  private void round(Caravan caravan) throws Exception {
    caravan.pollOnce(clock);
    caravan.process();
    caravan.deliver();
  }

  @Test
  void who_opts_out_in_eloqua_comes_onto_no_list_and_into_no_campaign_and_the_crm_says_so_within_two_minutes() throws Exception {
    enrolledMeanwhile((eloqua, salesforce) -> eloqua.unsubscribe(1986113),
        (eloqua, salesforce) -> assertThat(salesforce.snapshot()).contains("HasOptedOutOfEmail=true"));
  }

  @Test
  void who_opts_out_in_salesforce_comes_onto_no_list_in_eloqua_either() throws Exception {
    enrolledMeanwhile((eloqua, salesforce) -> salesforce.update("Lead", LEAD, Map.of("HasOptedOutOfEmail", true)),
        (eloqua, salesforce) -> assertThat(eloqua.snapshot()).contains("contact " + DANA + " unsubscribed"));
  }
}
