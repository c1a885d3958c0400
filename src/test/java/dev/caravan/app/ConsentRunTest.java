package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opt-outs through both stand-ins: what is told to one system is known in the other, and comes back to neither. */
class ConsentRunTest {
  private static final String LEAD = "00Q000000000001EAA";
  private static final String DANA = "dana.reyes@halden-health.example";

  @TempDir Path folder;
  private Path facts;

  @BeforeEach
  void somebody_is_known_in_both_systems() throws IOException {
    facts = Files.write(folder.resolve("facts.ndjson"), List.of(
        Shell.fact("salesforce", "lead-" + LEAD + "@2026-01-06T08:00:00Z", "person", DANA, "2026-01-06T08:00:00Z",
            "{\"ids\":{\"salesforce\":\"" + LEAD + "\"},\"first_name\":\"Dana\",\"last_name\":\"Reyes\",\"company\":\"Halden Health\"}"),
        Shell.fact("eloqua", "contact-1@2026-01-06T09:00:00Z", "person", DANA, "2026-01-06T09:00:00Z",
            "{\"ids\":{\"eloqua\":\"1\"},\"first_name\":\"Dana\",\"last_name\":\"Reyes\",\"title\":\"Client Experience Director\","
                + "\"company\":\"Halden Health\",\"country\":\"US\"}"),
        Shell.submit("77", DANA, "2026-03-30T16:55:00Z", "Customer care | White paper | Shorter queues", "{}")));
  }

  private void leavesByMail() throws IOException {
    Files.writeString(facts, Shell.fact("eloqua", "Unsubscribe-78", "activity.unsubscribe", DANA, "2026-03-31T10:00:00Z",
        "{\"contact\":\"1\",\"asset\":{\"type\":\"Email\",\"id\":\"9\",\"name\":\"Newsletter\"}}") + "\n",
        java.nio.file.StandardOpenOption.APPEND);
  }

  private static Map<String, Object> lead(RunPlace place) {
    return java.util.Objects.requireNonNull(place.salesforce.record("Lead", LEAD));
  }

  @Test
  void who_leaves_by_a_mail_is_opted_out_in_the_crm_and_nothing_comes_back() throws Exception {
    leavesByMail();
    try (var place = new RunPlace(folder.resolve("place"), facts)) {
      assertThat(place.runOnce().code()).isZero();
      assertThat(lead(place)).containsEntry("HasOptedOutOfEmail", true).containsEntry("DoNotCall", false);
      assertThat(place.eloqua.members().values()).as("on no list").allSatisfy(people -> assertThat(people).doesNotContain(DANA));
      place.later(Duration.ofMinutes(10));
      long writes = place.writes();
      assertThat(place.runOnce().code()).isZero();
      assertThat(place.writes()).as("our own write is no change").isEqualTo(writes);
      assertThat(Shell.run("explain", DANA, "--data", place.data).out()).contains("Opted out of e-mail on 31 Mar 2026 (eloqua).");
    }
  }

  @Test
  void who_is_opted_out_in_the_crm_is_mailed_by_nobody_and_nothing_comes_back() throws Exception {
    try (var place = new RunPlace(folder.resolve("place"), facts)) {
      assertThat(place.runOnce().code()).isZero();
      assertThat(place.eloqua.members().values().stream().filter(people -> people.contains(DANA))).hasSize(1);
      place.later(Duration.ofMinutes(10));
      place.salesforce.update("Lead", LEAD, Map.of("HasOptedOutOfEmail", true, "DoNotCall", true));
      place.later(Duration.ofMinutes(10));
      assertThat(place.runOnce().code()).isZero();
      assertThat(place.eloqua.snapshot().lines()).contains("contact " + DANA + " unsubscribed");
      assertThat(place.eloqua.snapshot()).contains("C_Consent_Phone1");
      assertThat(place.eloqua.members().values()).allSatisfy(people -> assertThat(people).doesNotContain(DANA));
      place.later(Duration.ofMinutes(10));
      long writes = place.writes();
      assertThat(place.runOnce().code()).isZero();
      assertThat(place.writes()).isEqualTo(writes);
      assertThat(lead(place)).containsEntry("HasOptedOutOfEmail", true).containsEntry("DoNotCall", true);
    }
  }

  @Test
  void a_box_unticked_in_the_crm_lifts_nothing_and_is_ticked_again() throws Exception {
    leavesByMail();
    try (var place = new RunPlace(folder.resolve("place"), facts)) {
      place.runOnce();
      place.later(Duration.ofMinutes(10));
      place.salesforce.update("Lead", LEAD, Map.of("HasOptedOutOfEmail", false));
      place.later(Duration.ofMinutes(10));
      assertThat(place.runOnce().code()).isZero();
      assertThat(lead(place)).containsEntry("HasOptedOutOfEmail", true);
      assertThat(place.eloqua.members().values()).allSatisfy(people -> assertThat(people).doesNotContain(DANA));
      assertThat(Shell.run("explain", DANA, "--data", place.data).out()).contains("Opted out of e-mail on 31 Mar 2026 (eloqua).");
    }
  }
}
