package dev.caravan.score;

import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The mails a person was lately sent, and the clicks in them: tells a person's clicks from those of a machine that looks
 * through mail before it is delivered.
 *
 * <p>Most mails are never clicked, so that a sending is no more than a name and a moment.
 *
 * @param copies which copy was sent, in order of {@code sent}
 * @param sent when, epoch ms; a copy comes several times where the source does not tell one sending from the next
 * @param clicks in order of (time, fact id)
 */
record Mails(List<String> copies, long[] sent, List<Click> clicks) {
  static final Mails NONE = new Mails(List.of(), new long[0], List.of());
  static final long BURST = 5_000;
  private static final long RIGHT_AFTER_SEND = 10_000;
  private static final int BURST_LINKS = 3;
  /** What becomes known later than this after it happened finds its mail forgotten, and counts. */
  private static final long REMEMBERED = 30 * Times.DAY;

  /**
   * A click.
   *
   * @param copy of which mail
   * @param link where it went, {@code ""} if not said
   * @param solution whose interest it was counted for
   * @param signal what it was taken for, {@code ""} for nothing
   */
  record Click(String fact, long time, String copy, String link, String solution, String signal, boolean machine) {
    private Click byMachine() {
      return new Click(fact, time, copy, link, solution, signal, true);
    }
  }

  /** The mails from now on, and the clicks of which it is only now known that a machine made them. */
  record Judged(Mails mails, List<Click> machine) {}

  /** The name of the mail an activity is about: of this one copy where the source names it. */
  static String copy(Fact.Activity activity) {
    String recipient = activity.detail("recipient");
    if (!recipient.isEmpty()) {
      return recipient;
    }
    String deployment = activity.detail("deployment");
    return deployment.isEmpty() ? activity.asset().type() + " " + activity.asset().id() : "deployment " + deployment;
  }

  boolean isEmpty() {
    return sent.length == 0 && clicks.isEmpty();
  }

  Judged sent(String copy, long time) {
    int at = sent.length;
    while (at > 0 && sent[at - 1] > time) {
      at--;
    }
    int forgotten = 0;
    long oldest = Math.max(time, newest()) - REMEMBERED;
    while (forgotten < at && sent[forgotten] <= oldest) {
      forgotten++;
    }
    var names = new ArrayList<String>(copies.size() + 1 - forgotten);
    names.addAll(copies.subList(forgotten, at));
    names.add(copy);
    names.addAll(copies.subList(at, copies.size()));
    var times = new long[sent.length + 1 - forgotten];
    System.arraycopy(sent, forgotten, times, 0, at - forgotten);
    times[at - forgotten] = time;
    System.arraycopy(sent, at, times, at - forgotten + 1, sent.length - at);
    return new Mails(names, times, since(oldest)).judged(copy);
  }

  Judged clicked(Click click) {
    List<Click> kept = since(Math.max(click.time(), newest()) - REMEMBERED);
    var more = new ArrayList<Click>(kept.size() + 1);
    more.addAll(kept);
    int at = more.size();
    while (at > 0 && (more.get(at - 1).time() > click.time()
        || more.get(at - 1).time() == click.time() && more.get(at - 1).fact().compareTo(click.fact()) > 0)) {
      at--;
    }
    more.add(at, click);
    return new Mails(copies, sent, more).judged(click.copy());
  }

  private long newest() {
    long newest = sent.length == 0 ? Long.MIN_VALUE / 2 : sent[sent.length - 1];
    return clicks.isEmpty() ? newest : Math.max(newest, clicks.get(clicks.size() - 1).time());
  }

  private List<Click> since(long oldest) {
    int forgotten = 0;
    while (forgotten < clicks.size() && clicks.get(forgotten).time() <= oldest) {
      forgotten++;
    }
    return forgotten == 0 ? clicks : List.copyOf(clicks.subList(forgotten, clicks.size()));
  }

  /** Marks every click of a copy that a machine made; nothing known later lifts a mark. */
  private Judged judged(String copy) {
    if (clicks.isEmpty()) {
      return new Judged(this, List.of());
    }
    var of = new ArrayList<Click>(clicks.size());
    for (Click click : clicks) {
      if (click.copy().equals(copy)) {
        of.add(click);
      }
    }
    var found = new ArrayList<Click>();
    for (int i = 0; i < of.size(); i++) {
      if (!of.get(i).machine() && (isRightAfterSend(of.get(i)) || isInBurst(of, i))) {
        found.add(of.get(i));
      }
    }
    if (found.isEmpty()) {
      return new Judged(this, found);
    }
    var marked = new ArrayList<>(clicks);
    marked.replaceAll(click -> found.contains(click) ? click.byMachine() : click);
    return new Judged(new Mails(copies, sent, marked), found);
  }

  private boolean isRightAfterSend(Click click) {
    for (int i = sent.length - 1; i >= 0; i--) {
      if (Math.abs(click.time() - sent[i]) <= RIGHT_AFTER_SEND && copies.get(i).equals(click.copy())) {
        return true;
      }
    }
    return false;
  }

  /** Whether some five seconds hold the click and links enough; a link clicked twice is one, one not named is its own. */
  private static boolean isInBurst(List<Click> clicks, int index) {
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
