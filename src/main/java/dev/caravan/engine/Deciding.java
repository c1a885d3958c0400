package dev.caravan.engine;

import dev.caravan.enrich.AccountView;
import dev.caravan.score.Scores;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What decide keeps of a person.
 *
 * @param scored the newest that was heard of them
 * @param groups how their groups stand, by account and solution
 * @param tracks by solution
 * @param openHandOff id of the person's own open hand-off, {@code ""} for none
 * @param round counts hand-offs
 * @param sales what sales last said: accepted, rejected, {@code ""}
 * @param turnedBack the reason sales gave, {@code ""} for none
 * @param programme the programme they are on, {@code ""} for none, then {@code noProgramme} says why
 * @param enrolments counts enrolments
 * @param pushed what the CRM was last told, without interest
 * @param pushedTenths the interest it was last told in tenths, by the model that decides and the further ones
 */
record Deciding(Messages.Scored scored, Map<String, Messages.GroupStands> groups, Map<String, Track> tracks,
    String openHandOff, int round, String sales, String turnedBack, String programme, String noProgramme, int enrolments,
    Told pushed, List<Long> pushedTenths) {

  /** What the CRM was told of a person, but for interest, which moves by steps. */
  record Told(String email, long fit, int completeness, String rating, String cell, String stage, String scenario,
      String posture, String persona, String solution, String nextQuestion, String programme, List<ToldBeside> beside) {
    static final Told NOTHING = new Told("", 0, 0, "", "", "", "", "", "", "", "", "", List.of());
  }

  /** The same of a further model. */
  record ToldBeside(String model, long fit, String rating, String cell, String solution) {}

  /**
   * A person's way through one solution's funnel.
   *
   * @param mql whether they ever qualified
   * @param handOff id of the hand-off that covers it, {@code ""} for none
   * @param held why a hand-off waits
   */
  record Track(String stage, boolean mql, String handOff, List<String> held) {
    static final Track NEW = new Track("", false, "", List.of());

    Track {
      held = List.copyOf(held);
    }
  }

  private static final Scores.Solution NOTHING =
      new Scores.Solution("", 0, List.of(), "", "", "", "", 0, List.of(), 0, "");

  static final Deciding NEW = new Deciding(
      new Messages.Scored("", "", "", "", "", AccountView.NONE, "none", false, false, false,
          new Scores.Person(0, List.of(), 0, true, "", true, "", NOTHING, List.of()), List.of(), 0, ""),
      Map.of(), Map.of(), "", 0, "", "", "", "", 0, Told.NOTHING, List.of(0L));

  Deciding scored(Messages.Scored newest) {
    return new Deciding(newest, groups, tracks, openHandOff, round, sales, turnedBack, programme, noProgramme, enrolments, pushed, pushedTenths);
  }

  Deciding group(Messages.GroupStands stands) {
    var more = new TreeMap<>(groups);
    more.put(stands.account() + "|" + stands.solution(), stands);
    return new Deciding(scored, more, tracks, openHandOff, round, sales, turnedBack, programme, noProgramme, enrolments, pushed, pushedTenths);
  }

  Deciding tracks(Map<String, Track> changed) {
    return new Deciding(scored, groups, changed, openHandOff, round, sales, turnedBack, programme, noProgramme, enrolments, pushed, pushedTenths);
  }

  Deciding sales(String said, String reason) {
    return new Deciding(scored, groups, tracks, openHandOff, round, said, reason, programme, noProgramme, enrolments, pushed, pushedTenths);
  }

  Deciding handedOver(String id, int number) {
    return new Deciding(scored, groups, tracks, id, number, sales, "", programme, noProgramme, enrolments, pushed, pushedTenths);
  }

  Deciding programme(String name, String noneBecause, int number) {
    return new Deciding(scored, groups, tracks, openHandOff, round, sales, turnedBack, name, noneBecause, number, pushed, pushedTenths);
  }

  Deciding pushed(Told told, List<Long> tenths) {
    return new Deciding(scored, groups, tracks, openHandOff, round, sales, turnedBack, programme, noProgramme, enrolments, told, tenths);
  }
}
