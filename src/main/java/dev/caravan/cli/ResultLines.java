package dev.caravan.cli;

import dev.caravan.desk.DeskView;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import dev.caravan.outbox.Outbox;
import dev.caravan.store.OwnerOnly;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The lines of result files, whoever writes them. */
public final class ResultLines {
  private ResultLines() {}

  /** Writes lines of one JSON object each. */
  public interface Content {
    void to(Sink sink) throws IOException;
  }

  /** Takes a line. */
  public interface Sink {
    void line(Map<String, ?> line) throws IOException;
  }

  /** Writes a file of such lines, for its owner alone: they hold data of people. */
  public static void write(Path file, Content content) throws IOException {
    OwnerOnly.file(file);
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      content.to(line -> {
        out.write(Json.line(line));
        out.write('\n');
      });
    }
  }

  /** A line of {@code decisions.ndjson}. */
  static Map<String, Object> of(Decision decision) {
    return decision(decision.id(), decision.kind().code(), decision.subject(), decision.at(), decision.because(),
        decision.fields());
  }

  /** The same of a decision that was kept. */
  public static Map<String, Object> of(Outbox.Decided decided) {
    return decision(decided.id(), decided.kind(), decided.subject(), decided.at(), decided.because(), decided.fields());
  }

  private static Map<String, Object> decision(String id, String kind, String subject, long at, Because why,
      Map<String, Object> fields) {
    var line = new LinkedHashMap<String, Object>();
    line.put("id", id);
    line.put("kind", kind);
    line.put("subject", subject);
    line.put("at", Times.text(at));
    var because = new LinkedHashMap<String, Object>();
    because.put("text", why.text());
    because.put("rule", why.rule());
    because.put("place", why.place());
    because.put("version", why.version());
    because.put("fact", why.fact());
    line.put("because", because);
    fields.forEach(line::putIfAbsent);
    return line;
  }

  /** A line of {@code hand-offs.ndjson}: what became of a hand-off, as the desk has it. */
  public static Map<String, Object> of(DeskView.HandedOver handOff) {
    var line = new LinkedHashMap<String, Object>();
    line.put("id", handOff.id());
    line.put("person", handOff.person());
    line.put("of", handOff.of());
    line.put("trigger", handOff.trigger());
    line.put("solution", handOff.solution());
    line.put("owner", handOff.owner());
    line.put("asked_at", Times.text(handOff.askedAt()));
    line.put("given_at", moment(handOff.at()));
    line.put("stands", handOff.stands());
    line.put("said", handOff.said().isEmpty() ? null : handOff.said());
    line.put("answered_at", moment(handOff.answeredAt()));
    return line;
  }

  private static @org.jspecify.annotations.Nullable String moment(Moment at) {
    return at.isNone() ? null : at.text();
  }
}
