package dev.caravan.app;

import dev.caravan.cli.Cli;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.FactFiles;
import dev.caravan.journal.Journal;
import dev.caravan.model.Fact;
import dev.caravan.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Types commands and reads what they print. */
final class Shell {
  static final String DANA = "dana.reyes@halden-health.example";
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-10T09:00:00Z"));

  /** What a command left behind. */
  record Said(int code, String out, String err) {}

  private Shell() {}

  static Said run(Object... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    var cabinet = new Cabinet(CLOCK, Path.of("."), new PrintWriter(out), new PrintWriter(err));
    int code = new Cli(cabinet, new PrintWriter(out), new PrintWriter(err), false, CLOCK)
        .run(List.of(words).stream().map(String::valueOf).toArray(String[]::new));
    return new Said(code, out.toString(), err.toString());
  }

  /** Dana's record, her account, what she did in ten days, and a colleague who reads the same paper. */
  static Path facts(Path folder) throws IOException {
    Path file = folder.resolve("facts.ndjson");
    Files.write(file, List.of(
        fact("salesforce", "account-001A@1", "account", "001A", "2026-01-05T00:00:00Z", """
            {"name":"Halden Health","website":"https://www.halden-health.example","industry":"Healthcare",\
            "employees":12000,"country":"US"}"""),
        fact("eloqua", "contact-1@1", "person", DANA, "2026-02-20T08:00:00Z", """
            {"ids":{"eloqua":"1986113"},"first_name":"Dana","last_name":"Reyes","title":"Client Experience Director",\
            "company":"Halden Health, Inc.","country":"USA"}"""),
        submit("901", DANA, "2026-02-21T10:00:00Z", "Customer care | White paper | Shorter queues", "{}"),
        submit("902", DANA, "2026-03-01T10:00:00Z", "Customer care | Testimonial | A clinic", "{}"),
        submit("903", DANA, "2026-03-02T10:15:00Z", "Customer care | White paper | Better answers",
            "{\"planning_to_purchase\":\"Yes\"}"),
        submit("904", "lee.ito@halden-health.example", "2026-03-02T11:00:00Z",
            "Customer care | White paper | Better answers", "{}")));
    return file;
  }

  static String submit(String id, String who, String time, String asset, String fields) {
    return fact("eloqua", "FormSubmit-" + id, "activity.form-submit", who, time,
        "{\"asset\":{\"type\":\"Form\",\"id\":\"77\",\"name\":\"" + asset + "\"},\"fields\":" + fields + "}");
  }

  static String fact(String source, String id, String type, String subject, String time, String data) {
    return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"" + source + "\",\"type\":\"" + type
        + "\",\"subject\":\"" + subject + "\",\"time\":\"" + time + "\",\"data\":" + data + "}";
  }

  /** A data directory that has heard these facts. */
  static Path journal(Path folder, Path facts) throws IOException {
    var read = new ArrayList<Fact>();
    FactFiles.read(facts, read::add, aside -> {
      throw new AssertionError(aside);
    });
    try (Store store = Store.sqlite(Cabinet.database(folder))) {
      Journal.open(store, CLOCK).keep(new Arrival("file", read, List.of(), "", true));
    }
    return folder;
  }
}
