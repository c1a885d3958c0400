package dev.caravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.model.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Holds alerts of buying groups, and their hand-offs, against what the generator of a market wrote down as worth a look. It reads the
 * truth file only: nothing of how groups are seen.
 */
public final class WorthALook {
  /** An alarm this long after the last act of something is still about it. */
  private static final long AFTER = 2 * Times.HOUR;
  /** A hand-off that goes with an alert waits no longer than this: the whole meeting, and who may not be reached before. */
  private static final long GOES_WITH = 8 * Times.DAY;

  /** An alert: about an account and solution, with {@code |} in between, at the moment the group rose, epoch ms. */
  public record Alarm(String subject, long at) {}

  private record Look(String kind, String subject, long at, long until) {
    boolean holds(Alarm alarm) {
      return alarm.subject().equals(subject) && alarm.at() >= at && alarm.at() <= until + AFTER;
    }
  }

  /**
   * How many alarms were worth a look.
   *
   * @param alarms in all
   * @param planted how many were about something planted
   * @param worth how many were that, or about a burst
   */
  public record Count(int alarms, int planted, int worth) {
    public double share() {
      return alarms == 0 ? 0 : (double) worth / alarms;
    }

    public double plantedShare() {
      return alarms == 0 ? 0 : (double) planted / alarms;
    }

    public Count plus(Count other) {
      return new Count(alarms + other.alarms, planted + other.planted, worth + other.worth);
    }

    /** {@code 29 of 43 (67 %); planted alone 24 (56 %)}. */
    public String says() {
      return String.format(Locale.ROOT, "%d of %d (%.0f %%); planted alone %d (%.0f %%)", worth, alarms, 100 * share(), planted,
          100 * plantedShare());
    }
  }

  /** How many of a kind there are, and of how many of them an alarm told. */
  public record Found(int all, int found) {
    public Found plus(Found other) {
      return new Found(all + other.all, found + other.found);
    }
  }

  private final List<Look> looks = new ArrayList<>();
  private final List<Look> decoys = new ArrayList<>();

  private WorthALook(JsonNode truth) {
    for (JsonNode each : truth.path("worth_a_look")) {
      looks.add(look(each));
    }
    for (JsonNode each : truth.path("decoys")) {
      if (each.path("account").isTextual()) {
        decoys.add(look(each));
      }
    }
  }

  /** What a truth file says; empty where it says nothing of it. */
  public static Optional<WorthALook> read(Path truth) throws IOException {
    JsonNode read = new ObjectMapper().readTree(truth.toFile());
    return read.has("worth_a_look") ? Optional.of(new WorthALook(read)) : Optional.empty();
  }

  private static Look look(JsonNode each) {
    return new Look(each.path("kind").asText(), each.path("account").asText() + "|" + each.path("solution").asText(),
        Times.parse(each.path("at").asText()), Times.parse(each.path("until").asText()));
  }

  /** Judges alarms. */
  public Count count(List<Alarm> alarms) {
    int planted = 0;
    int worth = 0;
    for (Alarm alarm : alarms) {
      var kinds = new TreeSet<String>();
      looks.stream().filter(look -> look.holds(alarm)).forEach(look -> kinds.add(look.kind()));
      worth += kinds.isEmpty() ? 0 : 1;
      kinds.remove("burst");
      planted += kinds.isEmpty() ? 0 : 1;
    }
    return new Count(alarms.size(), planted, worth);
  }

  /** Hand-offs of groups as alarms: each at the moment its alert rose, where it goes with one, else when it was made. */
  public static List<Alarm> handOffs(List<Alarm> handOffs, List<Alarm> alerts) {
    return handOffs.stream().map(each -> alerts.stream()
        .filter(alert -> alert.subject().equals(each.subject()) && alert.at() <= each.at() && alert.at() > each.at() - GOES_WITH)
        .reduce((before, last) -> last).orElse(each)).toList();
  }

  /** Of how many of a kind (meeting, group, request, burst) that end by a moment and begin after another an alarm told. */
  public Found found(String kind, List<Alarm> alarms, long from, long until) {
    List<Look> all = looks.stream().filter(look -> look.kind().equals(kind) && look.at() >= from && look.until() + AFTER <= until).toList();
    return new Found(all.size(), (int) all.stream().filter(look -> alarms.stream().anyMatch(look::holds)).count());
  }

  /** How many decoys of an account there are that begin after a moment, and during how many an alarm told of their account. */
  public Found decoys(List<Alarm> alarms, long from) {
    List<Look> all = decoys.stream().filter(look -> look.at() >= from).toList();
    return new Found(all.size(), (int) all.stream().filter(look -> alarms.stream().anyMatch(look::holds)).count());
  }
}
