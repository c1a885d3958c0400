package dev.caravan.connectors.eloqua;

import dev.caravan.journal.Arrival;
import dev.caravan.journal.Arrival.SetAside;
import dev.caravan.journal.FactJson;
import dev.caravan.journal.FactValues;
import dev.caravan.model.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * Turns the rows of a message from {@code eloqua:} into an arrival for the journal. A row that cannot be read is set
 * aside with its place and reason; the rest goes on.
 */
public final class EloquaFacts {

  /** A row that is no fact; the message says why, without the row's values. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String reason) {
      super(reason);
    }
  }

  private interface Reader {
    Fact fact(Map<String, String> row) throws Unreadable;
  }

  /** What the position keys of activities begin with. */
  static final String ACTIVITIES = "activities/";
  /** What the position keys of sweeps end with. */
  static final String LATE = "/late";

  private final String source;
  private final ActivityFacts activities;
  private final RecordFacts records;

  /**
   * @param source under which name this Eloqua is connected: {@code eloqua}
   */
  public EloquaFacts(String source, EloquaMapping mapping) {
    this.source = source;
    this.activities = new ActivityFacts(source, mapping);
    this.records = new RecordFacts(source, mapping);
  }

  /**
   * The stream behind a position key: {@code activities/PageView} is {@code eloqua/activity.page-view}. What sweeps found
   * late is a stream of its own.
   */
  static String stream(String source, String positionKey) {
    if (positionKey.endsWith(LATE)) {
      return stream(source, positionKey.substring(0, positionKey.length() - LATE.length())) + LATE;
    }
    if (positionKey.startsWith(ACTIVITIES)) {
      String type = positionKey.substring(ACTIVITIES.length());
      String kind = ActivityFacts.KINDS.get(type);
      if (kind == null) {
        throw new IllegalArgumentException("no stream for activity type " + type);
      }
      return source + "/activity." + kind;
    }
    boolean plural = positionKey.endsWith("s");
    return source + "/" + (plural ? positionKey.substring(0, positionKey.length() - 1) : positionKey);
  }

  /** What a message from {@code eloqua:activities}, {@code contacts} or {@code campaigns} brought. */
  public Arrival arrival(Exchange exchange) {
    var message = exchange.getMessage();
    EloquaOperation operation = message.getHeader(EloquaConstants.OPERATION, EloquaOperation.class);
    String key = message.getHeader(EloquaConstants.POSITION_KEY, "", String.class);
    if (operation == null || key.isEmpty()) {
      throw new IllegalArgumentException("this message does not come from eloqua: (its headers "
          + EloquaConstants.OPERATION + " and " + EloquaConstants.POSITION_KEY + " are missing)");
    }
    Reader reader = switch (operation) {
      case activities -> activities::fact;
      case contacts -> records::person;
      case campaigns -> records::campaign;
      case accounts, importContacts, addToList, removeFromList, unsubscribe, subscribe ->
          throw new IllegalArgumentException("eloqua:" + operation + " brings no facts");
    };
    @SuppressWarnings("unchecked")
    List<Map<String, String>> rows = message.getBody(List.class);
    return arrival(stream(source, key), rows, reader,
        "window from " + message.getHeader(EloquaConstants.FROM, "", String.class) + " page "
            + message.getHeader(EloquaConstants.PAGE, 1, Integer.class),
        message.getHeader(EloquaConstants.NEXT_POSITION, "", String.class),
        message.getHeader(EloquaConstants.UP_TO_DATE, false, Boolean.class));
  }

  private static Arrival arrival(String stream, List<Map<String, String>> rows, Reader reader, String place,
      String cursor, boolean upToDate) {
    var facts = new ArrayList<Fact>(rows.size());
    var setAside = new ArrayList<SetAside>();
    long line = 0;
    for (Map<String, String> row : rows) {
      line++;
      try {
        facts.add(FactValues.typed(reader.fact(row)));
      } catch (Unreadable | FactJson.Unreadable e) {
        setAside.add(new SetAside(stream + " " + place, line, String.valueOf(e.getMessage())));
      }
    }
    return new Arrival(stream, facts, setAside, cursor, upToDate);
  }
}
