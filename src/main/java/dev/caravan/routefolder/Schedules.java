package dev.caravan.routefolder;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
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
public final class Schedules {
  public static final String POLL = "poll";

  private final CamelContext camel;

  public Schedules(CamelContext camel) {
    this.camel = camel;
    // Routes have had their time to end before Quartz is asked to; a poll that will not must not keep the house open.
    camel.getComponent("quartz", QuartzComponent.class).setInterruptJobsOnShutdown(true);
  }

  /** What is wrong with a cron expression; empty for a right one. */
  public static Optional<String> mistake(String cron) {
    CronExpression expression;
    try {
      expression = new CronExpression(cron);
    } catch (ParseException | RuntimeException e) {
      return Optional.of("is no schedule"); // Quartz answers some texts with other exceptions than its own
    }
    return expression.getNextValidTimeAfter(new Date()) == null ? Optional.of("never comes again") : Optional.empty();
  }

  /** Asks every poll once, now; one that is under way is asked again when it is done, since none runs beside itself. */
  public void askNow() throws SchedulerException {
    Scheduler quartz = quartz();
    for (Trigger trigger : triggers(POLL)) {
      quartz.triggerJob(trigger.getJobKey());
    }
  }

  public List<Trigger> triggers(String group) throws SchedulerException {
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

  public Scheduler quartz() {
    return camel.getComponent("quartz", QuartzComponent.class).getScheduler();
  }
}
