package dev.caravan.score;

import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a person agrees to, by channel: {@code email, phone, sms}, and {@code email/<group>} for a subscription group. An
 * opt-out always wins; a record may say one, but only the person's own later act lifts it. Kept as times, so that what is
 * known late cannot lift what came after it.
 *
 * @param words by channel; none of those nobody said anything of
 * @param bouncedAt when mail last bounced
 * @param contradictedAt when a record of the CRM last took back a no that holds
 */
public record Consent(Map<String, Word> words, Moment bouncedAt, Moment contradictedAt) {
  public static final String EMAIL = "email";
  static final String PHONE = "phone";
  static final String SMS = "sms";
  /** The channels that people are reached on; groups are parts of the first. */
  static final List<String> CHANNELS = List.of(EMAIL, PHONE, SMS);
  private static final List<String> SAID = List.of("consent.email", "consent.phone", "consent.sms");
  public static final Consent NOTHING_SAID = new Consent(Map.of(), Moment.NONE, Moment.NONE);

  /**
   * What was said of one channel.
   *
   * @param outAt when the person last opted out
   * @param since when the opt-out that holds began
   * @param by who said so
   * @param inAt when they last opted in by an act of their own
   * @param inBy where
   * @param records those that say no: what they say again is no news
   * @param unreadable those of which nobody can tell what they say, until they say it otherwise or the person opts in
   */
  record Word(Moment outAt, Moment since, String by, Moment inAt, String inBy, Set<String> records, Set<String> unreadable) {
    static final Word NONE = new Word(Moment.NONE, Moment.NONE, "", Moment.NONE, "", Set.of(), Set.of());

    boolean isOut() {
      return outAt.isKnown() && !inAt.isAfter(outAt);
    }

    Word out(long at, String who) {
      Moment now = Moment.of(at);
      boolean begins = !isOut() && !inAt.isAfter(now);
      return !now.isAfter(outAt) && !begins ? this
          : new Word(outAt.orLater(now), begins ? now : since, begins ? who : by, inAt, inBy, records, unreadable);
    }

    Word in(long at, String who) {
      return !Moment.of(at).isAfter(inAt) ? this : new Word(outAt, since, by, Moment.of(at), who, records, Set.of());
    }

    Word records(Set<String> saying) {
      return new Word(outAt, since, by, inAt, inBy, saying, unreadable);
    }

    /** What a record says can be read, or not. */
    Word reads(String record, boolean readable) {
      if (unreadable.contains(record) != readable) {
        return this;
      }
      var others = new TreeSet<>(unreadable);
      if (readable) {
        others.remove(record);
      } else {
        others.add(record);
      }
      return new Word(outAt, since, by, inAt, inBy, records, others);
    }
  }

  public boolean emailOut() {
    return isOut(EMAIL);
  }

  /** Whether nobody can tell if the person agrees to e-mail. */
  boolean emailUnreadable() {
    Word word = words.get(EMAIL);
    return word != null && !word.unreadable().isEmpty();
  }

  boolean phoneOut() {
    return isOut(PHONE);
  }

  boolean isOut(String channel) {
    Word word = words.get(channel);
    return word != null && word.isOut();
  }

  boolean bounced() {
    return bouncedAt.isKnown() && !words.getOrDefault(EMAIL, Word.NONE).inAt().isAfter(bouncedAt);
  }

  /** With an act of the person's own that opts out; a group may be named. */
  public Consent out(String channel, String group, long at, String by) {
    String of = name(channel, group);
    Word before = words.getOrDefault(of, Word.NONE);
    return with(of, before, before.out(at, by));
  }

  /** With an act of the person's own that opts in. Of a group it lifts what was said of that group alone. */
  public Consent in(String channel, String group, long at, String by) {
    String of = name(channel, group);
    Word before = words.getOrDefault(of, Word.NONE);
    return with(of, before, before.in(at, by));
  }

  Consent bounces(long at) {
    return !Moment.of(at).isAfter(bouncedAt) ? this : new Consent(words, Moment.of(at), contradictedAt);
  }

  /**
   * A record takes consent away and never gives it back; one that says no again says nothing new.
   *
   * @param marketing whether it is one of a marketing system
   */
  Consent said(Fact.Person record, boolean marketing) {
    Consent after = this;
    for (int i = 0; i < SAID.size(); i++) {
      String value = record.value(SAID.get(i));
      if (!value.isEmpty()) {
        boolean unreadable = value.equals(Fact.Person.UNREADABLE);
        after = after.readable(CHANNELS.get(i), !unreadable, record);
        after = unreadable ? after : after.said(CHANNELS.get(i), value.equals("false"), record, marketing);
      }
    }
    return record.value("bounced").equals("true") ? after.bounces(record.head().time()) : after;
  }

  private Consent readable(String channel, boolean readable, Fact.Person fact) {
    Word before = words.get(channel);
    if (before == null && readable) {
      return this;
    }
    Word word = before == null ? Word.NONE : before;
    return with(channel, word, word.reads(record(fact), readable));
  }

  private Consent said(String channel, boolean no, Fact.Person fact, boolean marketing) {
    Word before = words.get(channel);
    if (before == null && !no) {
      return this;
    }
    Word word = before == null ? Word.NONE : before;
    Fact.Head head = fact.head();
    String record = record(fact);
    if (word.records().contains(record) == no) {
      return this;
    }
    var saying = new TreeSet<>(word.records());
    if (no) {
      saying.add(record);
      return with(channel, word, word.out(head.time(), head.source()).records(saying));
    }
    saying.remove(record);
    Consent after = with(channel, word, word.records(saying));
    // A marketing system shows that somebody subscribed again before it tells of the act; what it says is waited for.
    return word.isOut() && !marketing
        ? new Consent(after.words(), bouncedAt, contradictedAt.orLater(Moment.of(head.time()))) : after;
  }

  /** A record has the same id each time it is read, or one that only differs in what follows the @. */
  private static String record(Fact.Person fact) {
    String source = fact.head().source();
    String id = fact.head().id();
    return source + "/" + fact.ids().getOrDefault(source, id.indexOf('@') < 0 ? id : id.substring(0, id.indexOf('@')));
  }

  private static String name(String channel, String group) {
    return group.isEmpty() ? channel : channel + "/" + group;
  }

  private Consent with(String channel, Word before, Word after) {
    if (after == before) {
      return this;
    }
    var more = new TreeMap<>(words);
    more.put(channel, after);
    return new Consent(more, bouncedAt, contradictedAt);
  }

  /** Whether other systems have something to hear: a channel closed or opened again, or a no that was taken back and holds. */
  boolean differsFrom(Consent before) {
    if (this == before) {
      return false;
    }
    if (!contradictedAt.equals(before.contradictedAt)) {
      return true;
    }
    for (int i = 0; i < CHANNELS.size(); i++) {
      if (isOut(CHANNELS.get(i)) != before.isOut(CHANNELS.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** What is to be told of each channel somebody opted out of once. */
  List<Decision.Said> told() {
    var told = new ArrayList<Decision.Said>();
    for (String channel : CHANNELS) {
      Decision.Said said = told(channel);
      if (said != null) {
        told.add(said);
      }
    }
    return told;
  }

  private Decision.@Nullable Said told(String channel) {
    Word word = words.get(channel);
    return word == null || word.outAt().isNone() ? null : of(channel, word);
  }

  private static Decision.Said of(String channel, Word word) {
    boolean out = word.isOut();
    return new Decision.Said(channel, out, out ? word.by() : word.inBy(), (out ? word.since() : word.inAt()).ms());
  }

  /** Everything that was ever said, groups too, for people. */
  public List<Decision.Said> all() {
    var all = new ArrayList<Decision.Said>();
    new TreeMap<>(words).forEach((channel, word) -> {
      if (word.outAt().isKnown() || word.inAt().isKnown()) {
        all.add(of(channel, word));
      }
    });
    return all;
  }
}
