package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.cli.CannotStart;
import dev.caravan.config.Configuration;
import dev.caravan.routefolder.RouteFolder;
import dev.caravan.routefolder.Schedules;
import dev.caravan.sandbox.eloqua.EloquaStandIn;
import dev.caravan.sandbox.salesforce.SalesforceStandIn;
import dev.caravan.store.HandCrankedClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.CronTrigger;
import org.quartz.JobDetail;
import org.quartz.Trigger;

/** The shipped routes and Kamelets between two stand-ins, and what Quartz holds of them. */
@Timeout(120)
class SchedulesTest {
  private static final Configuration CONFIGURATION = Configuration.load(Path.of("config"));
  private static final String NEVER = "0 0 0 1 1 ? 2099";
  /** As the routes that read Eloqua say it themselves. */
  private static final String OFTEN = "0/30 * * * * ?";
  private static final String EVERY_FIVE = "0 0/5 * * * ?";
  private static final String HALF_HOURLY = "0 0/30 * * * ?";

  @TempDir Path folder;
  private final HandCrankedClock clock = new HandCrankedClock("2026-03-10T09:00:00Z");
  private EloquaStandIn eloqua;
  private SalesforceStandIn salesforce;

  @BeforeEach
  void both_systems() throws IOException {
    Path facts = Shell.facts(folder);
    eloqua = EloquaStandIn.open(facts, null, clock, 0);
    salesforce = SalesforceStandIn.open(facts, null, clock, 0);
  }

  @AfterEach
  void close() throws IOException {
    eloqua.close();
    salesforce.close();
  }

  private Caravan open(Path home, String schedule) throws IOException {
    Properties settings = RunPlace.quick(eloqua, salesforce);
    settings.setProperty("caravan.poll.schedule", schedule);
    settings.setProperty("caravan.poll.campaign-schedule", schedule);
    settings.setProperty("caravan.cycle", NEVER);
    return Caravan.open(new Caravan.Plan(folder.resolve("data"), home, CONFIGURATION, settings, clock));
  }

  @Test
  void all_polls_run_by_the_cron_expression_of_the_settings_and_never_beside_themselves() throws Exception {
    try (Caravan caravan = open(Path.of("."), NEVER)) {
      caravan.start(true);

      assertThat(crons(caravan)).containsExactly(NEVER, NEVER, HALF_HOURLY, EVERY_FIVE, OFTEN, OFTEN, OFTEN, OFTEN);
      for (String group : caravan.schedules().quartz().getTriggerGroupNames()) {
        for (Trigger trigger : caravan.schedules().triggers(group)) {
          JobDetail job = caravan.schedules().quartz().getJobDetail(trigger.getJobKey());
          assertThat(job.isConcurrentExecutionDisallowed()).as(String.valueOf(trigger.getKey())).isTrue();
        }
      }
      read(caravan);
    }
  }

  @Test
  void every_poll_is_asked_right_at_the_start_and_not_only_when_the_clock_says_so() throws Exception {
    try (Caravan caravan = open(Path.of("."), NEVER)) {
      caravan.start(true);
      read(caravan);

      assertThat(caravan.journal().counts()).containsEntry("eloqua/activity.form-submit", 4L);
    }
  }

  @Test
  void a_single_run_waits_for_no_clock_however_often_it_asks() throws Exception {
    try (Caravan caravan = open(Path.of("."), NEVER)) {
      caravan.start(false);
      caravan.pollOnce(clock);
      long requests = eloqua.server().requests();
      clock.turn(Duration.ofMinutes(1));
      caravan.pollOnce(clock);

      assertThat(caravan.troubles().all()).isEmpty();
      assertThat(eloqua.server().requests()).isGreaterThan(requests);
      assertThat(caravan.journal().behind(clock.millis())).isEmpty();
    }
  }

  @Test
  void an_interval_is_one_in_the_night_in_which_clocks_are_put_back_wherever_the_machine_stands() throws Exception {
    TimeZone before = TimeZone.getDefault();
    try {
      for (String zone : List.of("Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try (Caravan caravan = Caravan.open(new Caravan.Plan(folder.resolve(zone.replace('/', '-')), Path.of("."), CONFIGURATION,
            RunPlace.quick(eloqua, salesforce), clock))) {
          caravan.start(true);
          int seen = 0;
          Instant end = ZoneId.of(zone).getRules().nextTransition(Instant.parse("2026-09-01T00:00:00Z")).getInstant();
          for (String group : caravan.schedules().quartz().getTriggerGroupNames()) {
            for (Trigger trigger : caravan.schedules().triggers(group)) {
              Date at = trigger.getFireTimeAfter(Date.from(end.minus(Duration.ofHours(3))));
              Date then = at == null ? null : trigger.getFireTimeAfter(at);
              if (then == null) {
                continue; // runs hardly ever
              }
              seen++;
              long usual = then.getTime() - at.getTime();
              for (; then.toInstant().isBefore(end.plus(Duration.ofHours(3))); then = trigger.getFireTimeAfter(at)) {
                assertThat(then.getTime() - at.getTime()).as(zone + " " + trigger.getKey()).isEqualTo(usual);
                at = then;
              }
            }
          }
          assertThat(seen).isGreaterThan(6);
        }
      }
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void an_edited_schedule_takes_the_place_of_the_old_one_while_the_house_runs() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    copy(Path.of("routes"), home.resolve("routes"));
    copy(Path.of("connectors"), home.resolve("connectors"));
    try (Caravan caravan = open(home, NEVER)) {
      caravan.start(true);
      read(caravan);
      for (String route : List.of("poll-salesforce", "poll-eloqua-contact")) {
        Path file = home.resolve("routes").resolve(route + ".camel.yaml");
        Files.writeString(file, Files.readString(file).replaceAll("schedule: .*", "schedule: \"0 30 3 * * ?\""));
      }

      assertThat(caravan.reloadRoutes()).isEqualTo(
          new RouteFolder.Change.Reloaded(List.of(), List.of("poll-eloqua-contact", "poll-salesforce"), List.of()));

      assertThat(crons(caravan)).containsExactly(NEVER, HALF_HOURLY, EVERY_FIVE, "0 30 3 * * ?", "0 30 3 * * ?",
          OFTEN, OFTEN, OFTEN);
      clock.turn(Duration.ofMinutes(20)); // types that brought nothing rest until then
      caravan.schedules().askNow();
      read(caravan);
    }
  }

  @Test
  void a_schedule_that_is_none_is_told_by_its_property_before_anything_runs() {
    assertThatThrownBy(() -> open(Path.of("."), "every minute")).isInstanceOf(CannotStart.class)
        .hasMessageContaining("caravan.poll.schedule: \"every minute\" is no schedule; expected a Quartz cron expression")
        .hasMessageContaining("application.properties");
  }

  /** Waits until every stream was read since the clock was last turned. */
  private void read(Caravan caravan) {
    while (!caravan.journal().behind(clock.millis()).isEmpty() && caravan.troubles().count() == 0) {
      Thread.onSpinWait();
    }
    assertThat(caravan.troubles().all()).isEmpty();
  }

  private static List<String> crons(Caravan caravan) throws Exception {
    return caravan.schedules().triggers(Schedules.POLL).stream()
        .map(trigger -> ((CronTrigger) trigger).getCronExpression()).sorted().toList();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }
}
