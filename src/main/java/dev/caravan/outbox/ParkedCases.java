package dev.caravan.outbox;

import dev.caravan.outbox.Outbox.Parked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Parked lines by whom they are about and why, with what waits behind them. */
final class ParkedCases {
  private record Cause(String target, String subject, String reason, String remedy) {}

  private ParkedCases() {}

  static List<Parked> read(Handle handle, int atMost) {
    var cases = new LinkedHashMap<Cause, List<Line>>();
    for (Line line : Line.where(handle, "state = 'parked' ORDER BY touched_at, seq, id LIMIT ?", List.of(atMost))) {
      cases.computeIfAbsent(new Cause(line.target, subject(line), line.reason, line.remedy), cause -> new ArrayList<>()).add(line);
    }
    Map<String, List<Line>> waiting = waiting(handle, cases);
    var parked = new ArrayList<Parked>();
    cases.forEach((cause, lines) -> {
      var behind = new HashSet<String>();
      lines.forEach(line -> waiting.getOrDefault(line.id, List.of()).forEach(follower -> behind.add(follower.id)));
      parked.add(new Parked(cause.target(), cause.subject(), cause.reason(), cause.remedy(),
          lines.stream().map(Line::entry).toList(), behind.size()));
    });
    return List.copyOf(parked);
  }

  /** The person to act on, where it is a task; else what the line is about. */
  private static String subject(Line line) {
    return switch (line.kind) {
      case ASSIGNMENT, HAND_OFF, NOTICE -> {
        String person = String.valueOf(Payloads.read(line.payload).getOrDefault("person", ""));
        yield person.isEmpty() ? line.about : person;
      }
      case SCORE, STAGE, ENROLMENT, LEAVE, ALERT, GROUP, TOUCH, TOUCH_LIMIT, CONSENT, RESPONSE -> line.about;
    };
  }

  /** Lines in line that may not go before a parked one, by its id. */
  private static Map<String, List<Line>> waiting(Handle handle, Map<Cause, List<Line>> cases) {
    var parked = new ArrayList<Line>();
    cases.values().forEach(parked::addAll);
    Map<String, Line> due = WriteOrder.inLineBehind(handle, parked);
    Map<String, List<Line>> byAbout = due.values().stream().collect(Collectors.groupingBy(line -> line.about));
    Map<String, List<Line>> byHandOff = due.values().stream().collect(Collectors.groupingBy(line -> line.handOff));
    var byBefore = new HashMap<String, List<Line>>();
    for (Line before : parked) {
      byBefore.put(before.id, Stream.concat(byAbout.getOrDefault(before.about, List.of()).stream(),
              before.handOff.isEmpty() ? Stream.empty() : byHandOff.getOrDefault(before.handOff, List.of()).stream())
          .filter(line -> WriteOrder.waitsFor(line, before)).toList());
    }
    return byBefore;
  }
}
