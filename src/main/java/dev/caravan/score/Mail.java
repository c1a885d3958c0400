package dev.caravan.score;

import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A mail a person was sent, and the clicks in it: tells a person's from those of a machine that looks through mail before
 * it is delivered (SPEC 2.7).
 *
 * @param sent when, epoch ms; several where the source does not tell one sending from the next
 * @param clicks in order of (time, fact id)
 */
record Mail(long[] sent, List<Click> clicks) {
  private static final Mail NONE = new Mail(new long[0], List.of());
  private static final long RIGHT_AFTER_SEND = 10_000;
  static final long BURST = 5_000;
  private static final int BURST_LINKS = 3;
  /** What became known later than this after it happened finds its mail forgotten, and counts. */
  private static final long REMEMBERED = 30 * Times.DAY;

  /**
   * A click.
   *
   * @param link where it went, {@code ""} if not said
   * @param solution whose interest it was counted for
   * @param signal what it was taken for, {@code ""} for nothing
   */
  record Click(String fact, long time, String link, String solution, String signal, boolean machine) {
    Click byMachine() {
      return new Click(fact, time, link, solution, signal, true);
    }
  }

  /** The name of the mail an activity is about: of this one copy where the source names it. */
  static String of(Fact.Activity activity) {
    String recipient = activity.detail("recipient");
    if (!recipient.isEmpty()) {
      return recipient;
    }
    String deployment = activity.detail("deployment");
    return deployment.isEmpty() ? activity.asset().type() + " " + activity.asset().id() : "deployment " + deployment;
  }

  static Map<String, Mail> sent(Map<String, Mail> mails, String mail, long time) {
    Mail before = mails.getOrDefault(mail, NONE);
    long[] sent = Arrays.copyOf(before.sent, before.sent.length + 1);
    sent[before.sent.length] = time;
    return with(mails, mail, new Mail(sent, before.clicks).judged());
  }

  static Map<String, Mail> clicked(Map<String, Mail> mails, String mail, Click click) {
    Mail before = mails.getOrDefault(mail, NONE);
    var clicks = new ArrayList<Click>(before.clicks.size() + 1);
    clicks.addAll(before.clicks);
    int at = clicks.size();
    while (at > 0 && (clicks.get(at - 1).time() > click.time()
        || clicks.get(at - 1).time() == click.time() && clicks.get(at - 1).fact().compareTo(click.fact()) > 0)) {
      at--;
    }
    clicks.add(at, click);
    return with(mails, mail, new Mail(before.sent, clicks).judged());
  }

  /** The clicks a machine made that were not yet known to be its. */
  static List<Click> newlyMachine(Map<String, Mail> before, Map<String, Mail> after, String mail) {
    var known = new HashSet<String>();
    for (Click click : before.getOrDefault(mail, NONE).clicks) {
      if (click.machine()) {
        known.add(click.fact());
      }
    }
    var found = new ArrayList<Click>();
    for (Click click : after.getOrDefault(mail, NONE).clicks) {
      if (click.machine() && !known.contains(click.fact())) {
        found.add(click);
      }
    }
    return found;
  }

  private static Map<String, Mail> with(Map<String, Mail> mails, String name, Mail mail) {
    long newest = mail.newest();
    for (Mail each : mails.values()) {
      newest = Math.max(newest, each.newest());
    }
    var kept = new TreeMap<String, Mail>();
    for (var each : mails.entrySet()) {
      if (each.getValue().newest() > newest - REMEMBERED) {
        kept.put(each.getKey(), each.getValue());
      }
    }
    kept.put(name, mail);
    return kept;
  }

  private long newest() {
    long newest = clicks.isEmpty() ? Long.MIN_VALUE : clicks.get(clicks.size() - 1).time();
    for (long at : sent) {
      newest = Math.max(newest, at);
    }
    return newest;
  }

  /** The mail with every click marked that a machine made; nothing known later lifts a mark. */
  private Mail judged() {
    var judged = new ArrayList<Click>(clicks.size());
    for (int i = 0; i < clicks.size(); i++) {
      Click click = clicks.get(i);
      judged.add(click.machine() || isRightAfterSend(click) || isInBurst(i) ? click.byMachine() : click);
    }
    return new Mail(sent, judged);
  }

  private boolean isRightAfterSend(Click click) {
    for (long at : sent) {
      if (Math.abs(click.time() - at) <= RIGHT_AFTER_SEND) {
        return true;
      }
    }
    return false;
  }

  /** Whether some five seconds hold the click and links enough; a link clicked twice is one, one not named is its own. */
  private boolean isInBurst(int index) {
    long time = clicks.get(index).time();
    for (int from = index; from >= 0 && clicks.get(from).time() >= time - BURST; from--) {
      var links = new HashSet<String>();
      for (int i = from; i < clicks.size() && clicks.get(i).time() <= clicks.get(from).time() + BURST; i++) {
        Click each = clicks.get(i);
        links.add(each.link().isEmpty() ? "click " + each.fact() : each.link());
      }
      if (links.size() >= BURST_LINKS) {
        return true;
      }
    }
    return false;
  }
}
