package dev.caravan.cli;

import dev.caravan.journal.People;
import dev.caravan.outbox.Outbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Somebody or something in trouble, as a person looks at it. It is shown to who asked for it, and names people.
 *
 * @param who the person's name, the group, or the id where no name is known
 * @param record what the other system has of them
 */
record ParkedRow(Outbox.Parked parked, String who, String record) {

  static ParkedRow of(Outbox.Parked parked, People people) {
    String subject = parked.subject();
    int bar = subject.indexOf('|');
    if (bar > 0) {
      String account = subject.substring(0, bar);
      return new ParkedRow(parked, "the buying group of " + account + " for " + subject.substring(bar + 1),
          "account " + account + " in " + parked.target());
    }
    Map<String, String> values = people.values(subject);
    String name = (values.getOrDefault("first_name", "") + " " + values.getOrDefault("last_name", "")).strip();
    String record = people.records(subject, parked.target()).map(known -> known + " in " + parked.target())
        .orElse("no record in " + parked.target());
    return new ParkedRow(parked, name.isEmpty() ? subject : name + " (" + subject + ")", record);
  }

  int items() {
    return parked.items().size();
  }

  List<String> text() {
    Outbox.Entry first = parked.items().get(0);
    var kinds = parked.items().stream().map(item -> item.kind().code()).distinct().toList();
    var lines = new ArrayList<String>();
    lines.add(who + ", " + record);
    lines.add("  refused: " + parked.reason());
    lines.add("  " + Terminal.count(items(), "item") + " (" + String.join(", ", kinds) + ")"
        + (parked.waiting() == 0 ? "" : ", " + parked.waiting() + " more in line behind") + ", "
        + (first.attempts() == 1 ? "tried once" : "tried " + first.attempts() + " times"));
    lines.add("  do: " + (parked.remedy().isEmpty() ? "mend the cause, then requeue" : parked.remedy()));
    lines.add("  caravan requeue \"" + first.id() + "\" --why \"…\"");
    return lines;
  }

  /** The first item's keys, and those of the row. */
  Map<String, Object> json() {
    var json = new LinkedHashMap<>(WaitingCommand.line(parked.items().get(0)));
    json.put("about", parked.subject());
    json.put("who", who);
    json.put("record", record);
    json.put("remedy", parked.remedy());
    json.put("ids", parked.ids());
    json.put("waiting", parked.waiting());
    return json;
  }
}
