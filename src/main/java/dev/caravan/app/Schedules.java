package dev.caravan.app;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.CronExpression;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/**
 * What runs when: Quartz holds it, the settings say it.
 *
 * <p>Triggers of the group {@code poll} read from a system. They are also asked when nothing is due by the clock: right
 * at the start, since nothing is worked off before all streams were read once, and by a single run.
 */
final class Schedules {
  static final String POLL = "poll";

  private static final List<String> SETTINGS = List.of("caravan.poll.schedule", "caravan.poll.campaign-schedule",
      "caravan.cycle");

  private final CamelContext camel;

  Schedules(CamelContext camel) {
    this.camel = camel;
    // Routes have had their time to end before Quartz is asked to; a poll that will not must not keep the house open.
    camel.getComponent("quartz", QuartzComponent.class).setInterruptJobsOnShutdown(true);
  }

  /**
   * Looks at the settings before a route uses them.
   *
   * @throws IllegalArgumentException naming the property, what was expected, and what to do
   */
  void check() {
    for (String name : SETTINGS) {
      String cron = camel.getPropertiesComponent().resolveProperty(name).orElse("");
      if (!cron.isBlank() && !CronExpression.isValidExpression(cron)) {
        throw new IllegalArgumentException(name + ": \"" + cron + "\" is no schedule; expected a Quartz cron expression"
            + " (second, minute, hour, day of month, month, day of week) such as 0 * * * * ? for every minute; mend it"
            + " in config/application.properties");
      }
    }
  }

  /** Asks every poll once, now; one that is under way is asked again when it is done, since none runs beside itself. */
  void askNow() throws SchedulerException {
    Scheduler quartz = quartz();
    for (Trigger trigger : triggers(POLL)) {
      quartz.triggerJob(trigger.getJobKey());
    }
  }

  List<Trigger> triggers(String group) throws SchedulerException {
    Scheduler quartz = quartz();
    var triggers = new ArrayList<Trigger>();
    for (TriggerKey key : quartz.getTriggerKeys(GroupMatcher.triggerGroupEquals(group))) {
      // Gone when its route was removed in between.
      Trigger trigger = quartz.getTrigger(key);
      if (trigger != null) {
        triggers.add(trigger);
      }
    }
    return triggers;
  }

  Scheduler quartz() {
    return camel.getComponent("quartz", QuartzComponent.class).getScheduler();
  }
}
